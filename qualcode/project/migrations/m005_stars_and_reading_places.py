"""Stars on codings, and where a coder was reading."""

STATEMENTS = (
    """
    ALTER TABLE codings -- 1: starred as quotable
    ADD COLUMN starred INTEGER NOT NULL DEFAULT 0
    """,
    """
    CREATE TABLE reading_places ( -- Where a coder was reading every few minutes; no decision, nobody else's to see.
        coder TEXT NOT NULL REFERENCES coders(id) ON DELETE CASCADE,
        document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
        made TEXT NOT NULL,
        place INTEGER NOT NULL, -- code points into the text that was current then
        PRIMARY KEY (coder, document, made)
    ) STRICT, WITHOUT ROWID
    """,
)
