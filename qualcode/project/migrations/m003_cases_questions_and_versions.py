"""Cases, interview guides, corrected texts."""

STATEMENTS = (
    """
    ALTER TABLE settings -- JSON: type of each declared attribute
    ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}'
    """,
    """
    ALTER TABLE documents -- ISO 8601; NULL: not recorded
    ADD COLUMN date TEXT
    """,
    """
    ALTER TABLE documents -- round of interviews; NULL: not recorded
    ADD COLUMN wave TEXT
    """,
    """
    ALTER TABLE documents -- recording, as the user names it; NULL: none
    ADD COLUMN media TEXT
    """,
    """
    ALTER TABLE versions -- which document of a file that holds several; NULL: the whole file
    ADD COLUMN part TEXT
    """,
    """
    ALTER TABLE versions -- JSON: [start, end, level] of each heading
    ADD COLUMN sections TEXT NOT NULL DEFAULT '[]'
    """,
    """
    ALTER TABLE versions -- when
    ADD COLUMN made TEXT
    """,
    """
    ALTER TABLE versions -- NULL: made from a file
    ADD COLUMN corrected_by TEXT REFERENCES coders(id)
    """,
    """
    CREATE TABLE cases ( -- What stands above people: schools, networks, organisations.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- S01, as people see it
        kind TEXT NOT NULL, -- school, network, organisation …
        name TEXT NOT NULL,
        parent TEXT REFERENCES cases(id)
    ) STRICT
    """,
    """
    CREATE TABLE case_values ( -- Attributes and indicators of a case, by year where they change.
        id TEXT PRIMARY KEY,
        "case" TEXT NOT NULL REFERENCES cases(id),
        year TEXT NOT NULL, -- 2026 or 2025/26; empty: holds always
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE ("case", year, name)
    ) STRICT
    """,
    """
    CREATE TABLE memberships ( -- Who belongs where; a person may belong to several cases.
        id TEXT PRIMARY KEY,
        participant TEXT NOT NULL REFERENCES participants(id),
        "case" TEXT NOT NULL REFERENCES cases(id),
        UNIQUE (participant, "case")
    ) STRICT
    """,
    """
    CREATE TABLE questions ( -- The questions of the interview guide.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- Q01, as people see it
        position INTEGER NOT NULL, -- in the guide
        words TEXT NOT NULL,
        codes TEXT NOT NULL -- JSON list of the ids of the codes it gives a chance for
    ) STRICT
    """,
    """
    CREATE TABLE askings ( -- Whether a question was asked in a document: said by the guide, or by a person.
        id TEXT PRIMARY KEY,
        question TEXT NOT NULL REFERENCES questions(id),
        version TEXT NOT NULL REFERENCES versions(id),
        asked INTEGER NOT NULL, -- 1: asked; 0: not asked
        said_by TEXT NOT NULL, -- guide: its asked_in says so; person: confirmed or denied
        start INTEGER, -- the words that asked it; NULL: nobody said where, or not asked
        "end" INTEGER,
        coder TEXT NOT NULL REFERENCES coders(id), -- who confirmed it, denied it or brought the guide in
        made TEXT NOT NULL,
        UNIQUE (question, version, start)
    ) STRICT
    """,
)
