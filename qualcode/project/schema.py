"""The tables of a project file, as numbered migrations that explain themselves."""

from collections.abc import Callable, Mapping
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from qualcode.project.migrations import (
    m001_first_tables,
    m002_written_files,
    m003_cases_questions_and_versions,
    m004_codes_that_left_their_file,
    m005_stars_and_reading_places,
    m006_arms_and_samples,
    m007_theme_maps_and_finds,
    m008_value_stories_and_quotes,
)
from qualcode.project.migrations.turns import TURNS

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEMA_VERSION = 8
"""Stands in the file as user_version, so that a command can see at once whether it may read it."""

DECISIONS: tuple[str, ...] = (
    "settings",
    "files",
    "coders",
    "participants",
    "cases",
    "case_values",
    "memberships",
    "documents",
    "versions",
    "speakers",
    "codebooks",
    "codes",
    "questions",
    "askings",
    "exposures",
    "finishes",
    "codings",
    "memos",
    "charted",
    "suggestions",
    "samples",
    "sampled",
    "clusterings",
    "themes",
    "theme_codes",
    "theme_clusters",
    "evidence",
    "challenges",
    "finds",
    "value_stories",
    "story_steps",
    "story_excerpts",
    "story_loops",
    "corroborations",
    "indicators",
    "step_indicators",
    "quote_choices",
)
"""Tables that replaying all events rebuilds, parents before children."""

KEPT_BY_UNDO: frozenset[str] = frozenset({"exposures", "coders"})
"""What was shown stays shown, and who took part stays known, whatever is taken back."""

ADDED_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "settings": {"attributes": "{}", "decoys": 0, "withheld": 0.0, "language": "en", "amounts": "{}"},
    "codes": {"in_file": 1, "became": None},
    "documents": {"date": None, "wave": None, "media": None},
    "versions": {"part": None, "sections": "[]", "made": None, "corrected_by": None},
    "codings": {"starred": 0},
    "suggestions": {"arm": "offered", "because": "{}", "opened": None, "told": None},
    "themes": {"map": "main", "parent": None, "status": "draft"},
    "challenges": {"searched": None},
}
"""What a row of an event holds in columns that its table did not have yet when the event was written."""

_MIGRATIONS = (
    m001_first_tables,
    m002_written_files,
    m003_cases_questions_and_versions,
    m004_codes_that_left_their_file,
    m005_stars_and_reading_places,
    m006_arms_and_samples,
    m007_theme_maps_and_finds,
    m008_value_stories_and_quotes,
)


_BEFOREHAND = {3: ("DROP TABLE turns", "DROP TABLE turn_words", *TURNS)}
"""Turns came to be numbered so that several stretches can be one; what is derived is filled again afterwards."""


def statements() -> tuple[str, ...]:
    """Every statement that makes the tables of the newest schema, for the documentation."""
    written = (statement for migration in _MIGRATIONS for statement in migration.STATEMENTS)
    return tuple(dedent(statement).strip() for statement in written)


def migrate(path: str) -> None:
    """Bring a project file to the newest schema, each migration whole or not at all."""
    import sqlite3

    from sqlite_utils import Database, Migrations

    from qualcode.project.derived import refresh_derived

    steps = Migrations("qualcode")

    def step(number: int, statements: tuple[str, ...]) -> Callable[["Database"], None]:
        def carry_out(database: "Database") -> None:
            for statement in statements:
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {number}")

        return carry_out

    for number, migration in enumerate(_MIGRATIONS, 1):
        again = _BEFOREHAND.get(number, ())
        steps(name=migration.__name__.rpartition(".")[2])(step(number, (*again, *migration.STATEMENTS)))
    connection = sqlite3.connect(path)
    try:
        steps.apply(Database(connection))
        connection.row_factory = sqlite3.Row
        refresh_derived(connection)
        connection.commit()
    finally:
        connection.close()
