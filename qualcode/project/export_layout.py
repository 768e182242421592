"""What an exported study is made of: tables with columns, and views, each with what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of an exported table."""

    name: str
    meaning: str
    type: str = "TEXT"
    """TEXT, INTEGER or REAL."""
    rules: str = ""
    """What SQLite is to hold it to."""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table of an exported study."""

    name: str
    meaning: str
    columns: tuple[ExportColumn, ...]
    searched: tuple[str, ...] = ()
    """Columns with full-text search; the search table is called NAME_search."""
    key: tuple[str, ...] = ()
    """The columns that together name a row, where no single one does."""


@dataclass(frozen=True, slots=True)
class ExportView:
    """A question that is asked often, ready to be looked at like a table."""

    name: str
    meaning: str
    select: str


KEY = "NOT NULL PRIMARY KEY"
DOCUMENT = "NOT NULL REFERENCES documents (id)"
PARTICIPANT = "REFERENCES participants (id)"
CODE = "NOT NULL REFERENCES codes (id)"
CODER = "NOT NULL REFERENCES coders (name)"
CODING = "NOT NULL REFERENCES codings (id)"
THEME = "NOT NULL REFERENCES themes (name)"
"""Rules that columns of several tables keep to."""


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever letters are in it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


Cell = str | int | float | None
Rows = Mapping[str, Sequence[Sequence[Cell]]]
"""By table its rows."""
