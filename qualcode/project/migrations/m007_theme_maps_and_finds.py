"""Maps of themes, finds of searches, the framework chart."""

STATEMENTS = (
    """
    CREATE TABLE themes_anew ( -- Patterns that a person named.
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        map TEXT NOT NULL, -- the set of themes it stands in; main, or a rival one
        parent TEXT REFERENCES themes(id), -- the theme of the same map that it is a part of
        position INTEGER NOT NULL, -- order in its map
        idea TEXT NOT NULL,
        boundary TEXT NOT NULL,
        status TEXT NOT NULL, -- draft, reviewed, final, dropped
        coder TEXT NOT NULL REFERENCES coders(id),
        made TEXT NOT NULL,
        UNIQUE (map, name)
    ) STRICT
    """,
    """
    INSERT INTO themes_anew (id, name, map, parent, position, idea, boundary, status, coder, made)
    SELECT id, name, 'main', NULL, position, idea, boundary, 'draft', coder, made FROM themes ORDER BY rowid
    """,
    "DROP TABLE themes",
    "ALTER TABLE themes_anew RENAME TO themes",
    """
    CREATE TABLE theme_clusters ( -- Clusters whose excerpts a person put to a theme.
        id TEXT PRIMARY KEY,
        theme TEXT NOT NULL REFERENCES themes(id),
        clustering TEXT NOT NULL REFERENCES clusterings(id),
        number INTEGER NOT NULL, -- of the cluster in that clustering
        UNIQUE (theme, clustering, number)
    ) STRICT
    """,
    """
    ALTER TABLE challenges -- passages gone through to find those that were looked at; NULL: not recorded
    ADD COLUMN searched INTEGER
    """,
    """
    CREATE TABLE finds ( -- Passages that a search for what speaks against a theme put before a coder.
        id TEXT PRIMARY KEY,
        challenge TEXT NOT NULL REFERENCES challenges(id),
        position INTEGER NOT NULL, -- order on the page
        version TEXT NOT NULL REFERENCES versions(id),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        words TEXT NOT NULL,
        why TEXT NOT NULL, -- JSON list of what made it worth a look
        UNIQUE (challenge, version, start, "end")
    ) STRICT
    """,
    """
    CREATE TABLE charted ( -- The framework chart: what people wrote to sum up one participant under one code.
        id TEXT PRIMARY KEY,
        participant TEXT NOT NULL REFERENCES participants(id),
        code TEXT NOT NULL REFERENCES codes(id),
        coder TEXT NOT NULL REFERENCES coders(id), -- who wrote it; each coder has a cell of their own
        words TEXT NOT NULL,
        made TEXT NOT NULL, -- when it was last written
        UNIQUE (participant, code, coder)
    ) STRICT
    """,
    "CREATE INDEX charted_by_code ON charted(code)",
)
"""A challenge without a verdict is a search whose finds nobody has decided on yet."""
