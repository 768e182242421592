"""Stories of value, indicators, and which quotes people chose."""

STATEMENTS = (
    """
    CREATE TABLE value_stories ( -- What one participant tells of how value came about, put together by a person.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- V01
        participant TEXT NOT NULL REFERENCES participants(id),
        title TEXT NOT NULL,
        starting_point TEXT NOT NULL, -- the challenge or hope it begins with; empty: not written yet
        narrative TEXT NOT NULL, -- account, or aspiration where it is a hope or plan
        reach TEXT NOT NULL, -- personal or collective
        part_played TEXT NOT NULL, -- what the community was to it: necessary, helpful, incidental, unclear
        otherwise TEXT NOT NULL, -- would it have happened anyway
        others TEXT NOT NULL, -- what else contributed
        alternatives TEXT NOT NULL, -- what else might explain it
        new_success TEXT NOT NULL, -- what counts as success since
        may_be_shared INTEGER NOT NULL, -- 1: its participant agreed that the story as a whole is told
        coder TEXT NOT NULL REFERENCES coders(id),
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE story_steps ( -- The steps of a story, one value cycle each.
        id TEXT PRIMARY KEY,
        story TEXT NOT NULL REFERENCES value_stories(id),
        position INTEGER NOT NULL, -- order in the story
        code TEXT NOT NULL REFERENCES codes(id), -- the value cycle, or a code below it
        summary TEXT NOT NULL,
        after TEXT REFERENCES story_steps(id), -- the step of the same story that led to it; NULL: none is said to
        link TEXT NOT NULL, -- explicit: the participant says that it led to it; inferred: the coder does
        narrative TEXT NOT NULL -- account or aspiration
    ) STRICT
    """,
    "CREATE INDEX story_steps_by_story ON story_steps(story)",
    """
    CREATE TABLE story_excerpts ( -- The codings a step rests on.
        id TEXT PRIMARY KEY,
        step TEXT NOT NULL REFERENCES story_steps(id),
        coding TEXT NOT NULL REFERENCES codings(id),
        UNIQUE (step, coding)
    ) STRICT
    """,
    "CREATE INDEX story_excerpts_by_coding ON story_excerpts(coding)",
    """
    CREATE TABLE story_loops ( -- What a step was carried back to: a changed aim, a talk with a sponsor.
        id TEXT PRIMARY KEY,
        step TEXT NOT NULL REFERENCES story_steps(id),
        code TEXT NOT NULL REFERENCES codes(id), -- the value cycle, or the loop, it leads back to
        note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE corroborations ( -- What another source says of a story.
        id TEXT PRIMARY KEY,
        story TEXT NOT NULL REFERENCES value_stories(id),
        document TEXT REFERENCES documents(id), -- NULL: a source outside the project
        source TEXT NOT NULL, -- its name where it is outside the project
        supports TEXT NOT NULL, -- yes, partly or no
        note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE indicators ( -- Measures from outside the interviews that show value at a cycle.
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE, -- I01
        code TEXT NOT NULL REFERENCES codes(id), -- the value cycle
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        date TEXT NOT NULL,
        value TEXT NOT NULL,
        direction TEXT NOT NULL, -- better, worse, unchanged; empty: not said
        made TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE step_indicators ( -- The indicators that bear a step of a story out.
        id TEXT PRIMARY KEY,
        step TEXT NOT NULL REFERENCES story_steps(id),
        indicator TEXT NOT NULL REFERENCES indicators(id),
        UNIQUE (step, indicator)
    ) STRICT
    """,
    """
    CREATE TABLE quote_choices ( -- Which excerpts of a theme people want quoted, or not, and how.
        id TEXT PRIMARY KEY,
        theme TEXT NOT NULL REFERENCES themes(id),
        coding TEXT NOT NULL REFERENCES codings(id),
        audience TEXT NOT NULL, -- team, sponsor or public; empty: all of them
        choice TEXT NOT NULL, -- keep or drop
        position INTEGER, -- order among those kept; NULL: after those that have one
        words TEXT NOT NULL, -- shortened with … or explained with [ ]; empty: the whole excerpt
        coder TEXT NOT NULL REFERENCES coders(id),
        made TEXT NOT NULL,
        UNIQUE (theme, coding, audience)
    ) STRICT
    """,
    "CREATE INDEX quote_choices_by_coding ON quote_choices(coding)",
    """
    ALTER TABLE settings -- of the headings a report adds: en, de, fr or es
    ADD COLUMN language TEXT NOT NULL DEFAULT 'en'
    """,
    """
    ALTER TABLE settings -- JSON: words for amounts that differ from the usual ones, with their bounds
    ADD COLUMN amounts TEXT NOT NULL DEFAULT '{}'
    """,
)
