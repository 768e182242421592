"""Decoys, plain rereads, and samples of what was left unmarked."""

STATEMENTS = (
    """
    ALTER TABLE settings -- 1: the coders agreed to decoys among what is offered
    ADD COLUMN decoys INTEGER NOT NULL DEFAULT 0
    """,
    """
    ALTER TABLE settings -- share of what is offered that comes as a plain reread, without its code
    ADD COLUMN withheld REAL NOT NULL DEFAULT 0
    """,
    """
    ALTER TABLE suggestions -- offered, decoy (known to fit badly) or withheld (a plain reread)
    ADD COLUMN arm TEXT NOT NULL DEFAULT 'offered'
    """,
    """
    ALTER TABLE suggestions -- JSON: clause of the definition, words for and against, excerpts; {}: not kept
    ADD COLUMN because TEXT NOT NULL DEFAULT '{}'
    """,
    """
    ALTER TABLE suggestions -- when it was in front of the coder who then decided; NULL: nobody knows
    ADD COLUMN opened TEXT
    """,
    """
    ALTER TABLE suggestions -- when its coder was told that it was a decoy; NULL: not yet, or it is none
    ADD COLUMN told TEXT
    """,
    "CREATE INDEX suggestions_by_coding ON suggestions(coding)",
    """
    CREATE TABLE samples ( -- Random samples of the passages a coder left unmarked, to tell how much was missed.
        id TEXT PRIMARY KEY,
        coder TEXT NOT NULL REFERENCES coders(id),
        seed INTEGER NOT NULL,
        unmarked TEXT NOT NULL, -- JSON: how many unmarked passages each document had, by its id
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE sampled ( -- The passages of a sample, and what reading each again came to.
        id TEXT PRIMARY KEY,
        sample TEXT NOT NULL REFERENCES samples(id),
        position INTEGER NOT NULL, -- order of reading
        version TEXT NOT NULL REFERENCES versions(id),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        words TEXT NOT NULL,
        opened TEXT, -- when it was in front of the coder
        read TEXT, -- when it was decided; NULL: not yet
        added TEXT NOT NULL, -- JSON list of the ids of the codes the coder gave there then
        UNIQUE (sample, version, start, "end")
    ) STRICT
    """,
)
