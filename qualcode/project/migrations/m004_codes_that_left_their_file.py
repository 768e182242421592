"""Codes that are in no file any more."""

STATEMENTS = (
    """
    ALTER TABLE codes -- 0: gone from its file, and kept for what rests on it
    ADD COLUMN in_file INTEGER NOT NULL DEFAULT 1
    """,
    """
    ALTER TABLE codes -- the code it was merged into; NULL: none
    ADD COLUMN became TEXT REFERENCES codes(id)
    """,
)
