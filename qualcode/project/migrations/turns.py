"""Turns and their full-text index, which are derived and may be made anew."""

TURNS = (
    """
    CREATE TABLE turns ( -- Derived from versions.turns, for questions about places.
        n INTEGER PRIMARY KEY, -- the turn's row in turn_words
        version TEXT NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        number INTEGER NOT NULL, -- the same for stretches that a repeated label or a time stamp sets apart
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        label TEXT,
        begins REAL,
        ends REAL,
        marks TEXT NOT NULL, -- JSON: [position, seconds] each
        UNIQUE (version, start)
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE turn_words USING fts5( -- Derived: full-text index of every turn.
        words, tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER turn_words_go_with_their_turn AFTER DELETE ON turns
    BEGIN DELETE FROM turn_words WHERE rowid = old.n; END
    """,
)
