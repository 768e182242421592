"""Which files qualcode wrote."""

STATEMENTS = (
    """
    CREATE TABLE written_files ( -- Reports and exports that qualcode wrote: any other file in their place was edited.
        sha256 TEXT PRIMARY KEY -- of the bytes
    ) STRICT
    """,
)
