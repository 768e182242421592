"""The tables and views of an exported study: plain names, ids that people see, and what each column means."""

from collections.abc import Iterable, Mapping, Sequence
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


_KEY = "NOT NULL PRIMARY KEY"
_DOCUMENT = "NOT NULL REFERENCES documents (id)"
_PARTICIPANT = "REFERENCES participants (id)"
_CODE = "NOT NULL REFERENCES codes (id)"
_THEME = "NOT NULL REFERENCES themes (name)"
_STATES = (
    "said; asked, nothing said; nothing said, whether asked is not recorded; not asked; not coded yet; no interview"
)


def tables(attributes: Iterable[str], modifiers: Iterable[str]) -> tuple[ExportTable, ...]:
    """The tables, each after those it points to; with a column for each attribute and each modifier."""
    known = tuple(ExportColumn(name, "what is recorded of the participant") for name in attributes)
    besides = tuple(ExportColumn(name, "what the coder said besides the code") for name in modifiers)
    column = ExportColumn
    return (
        ExportTable(
            "about", "the study and this export", (column("name", "what", rules=_KEY), column("value", "of it"))
        ),
        ExportTable("coders", "who codes", (column("name", "as in every other table", rules=_KEY),)),
        ExportTable("participants", "who was interviewed", (column("id", "P01", rules=_KEY), *known)),
        ExportTable(
            "cases",
            "what stands above people: schools, networks, organisations",
            (
                column("id", "S01", rules=_KEY),
                column("kind", "school, network, organisation …"),
                column("name", "as people call it"),
                column("parent", "the case it belongs to", rules="REFERENCES cases (id)"),
            ),
        ),
        ExportTable(
            "memberships",
            "who belongs to which case",
            (column("participant", "P01", rules=f"NOT NULL {_PARTICIPANT}"), _case()),
            key=("participant", "case"),
        ),
        ExportTable(
            "case_values",
            "what is known of a case, by year",
            (
                _case(),
                column("year", "empty for what always holds"),
                column("name", "of the indicator"),
                column("value", ""),
            ),
            key=("case", "year", "name"),
        ),
        ExportTable(
            "documents",
            "interviews, surveys, notes and records",
            (
                column("id", "D01", rules=_KEY),
                column("title", "as in every listing"),
                column("source", "interview, focus group, field note, program record or survey"),
                column("date", "ISO 8601"),
                column("wave", "round of interviews"),
                column("finished_by", "the coders who coded it once through, first to finish first"),
                column("counts", "the coder whose codings of it count; empty while nobody has finished it"),
            ),
        ),
        ExportTable(
            "heard",
            "who speaks in which document",
            (
                column("document", "D01", rules=_DOCUMENT),
                column("participant", "P01", rules=f"NOT NULL {_PARTICIPANT}"),
            ),
            key=("document", "participant"),
        ),
        ExportTable(
            "turns",
            "what was said, turn by turn",
            (
                column("id", "a number", "INTEGER", _KEY),
                column("document", "D01", rules=_DOCUMENT),
                column("turn", "counted from 1; stretches of one turn share it", "INTEGER"),
                column("speaker", "participant, interviewer or other; names of speakers are not exported"),
                column("participant", "P01", rules=_PARTICIPANT),
                column("seconds", "into the recording, where the transcript keeps times", "REAL"),
                column("words", "exactly as in the transcript"),
            ),
            searched=("words",),
        ),
        ExportTable(
            "codes",
            "the codebook as applied",
            (
                column("id", "the whole name: vc.applied", rules=_KEY),
                column("label", "as in reports"),
                column("path", "labels from the topmost code down, joined by “ > ”"),
                column("above", "the code it stands below", rules="REFERENCES codes (id)"),
                column("brief", "what it means, in a line"),
                column("codebook", "the file it stands in"),
                column("status", "active, provisional or retired"),
                column("cycle", "1 for a cycle of value; the cycles are not steps or grades", "INTEGER"),
            ),
        ),
        ExportTable(
            "codings",
            "who said a code applies to which words",
            (
                column("id", "the coding’s id", rules=_KEY),
                column("document", "D01", rules=_DOCUMENT),
                column("participant", "who says the words", rules=_PARTICIPANT),
                column("turn", "of the document", "INTEGER"),
                column("time", "in the recording, h:mm:ss"),
                column("start", "first character in the document’s text", "INTEGER"),
                column("end", "one past the last", "INTEGER"),
                column("words", "exactly as in the transcript"),
                column("code", "vc.applied", rules=_CODE),
                *besides,
                column("coder", "who made it", rules="NOT NULL REFERENCES coders (name)"),
                column("counted", "1 where it counts by the rule in “about”", "INTEGER"),
                column("starred", "1 where marked as worth quoting", "INTEGER"),
                column("blind", "1 where made before seeing suggestions or others’ codings", "INTEGER"),
                column("memo", "notes on it"),
                column("made", "in UTC"),
            ),
            searched=("words", "memo"),
        ),
        ExportTable(
            "memos",
            "notes of the coders",
            (
                column("id", "the memo’s id", rules=_KEY),
                column("about", "project, document, code, coding or theme"),
                column("object", "the id of that; empty for the project"),
                column("coder", "who wrote it", rules="NOT NULL REFERENCES coders (name)"),
                column("text", "its words"),
                column("made", "in UTC"),
            ),
            searched=("text",),
        ),
        ExportTable(
            "themes",
            "patterns that a person named",
            (
                column("name", "what it claims", rules=_KEY),
                column("idea", "its central idea"),
                column("boundary", "what it is not"),
                column("status", "draft, reviewed, final or dropped"),
                column("part_of", "the theme it is a part of"),
                column("examined", "outcomes of the searches for what speaks against it; empty: not yet examined"),
            ),
        ),
        ExportTable(
            "theme_codes",
            "codes all of whose excerpts belong to a theme",
            (column("theme", "its name", rules=_THEME), column("code", "vc.applied", rules=_CODE)),
            key=("theme", "code"),
        ),
        ExportTable(
            "theme_codings",
            "codings that stand for a theme and count, and those put against it",
            (
                column("theme", "its name", rules=_THEME),
                column("coding", "the coding’s id", rules="NOT NULL REFERENCES codings (id)"),
                column("stance", "for or against"),
            ),
            key=("theme", "coding"),
        ),
        _states("said_by_code", "code", _CODE, "what each participant said under each code, with the codes below it"),
        _states("said_by_theme", "theme", _THEME, "what each participant said to each theme"),
    )


def views(attributes: Sequence[str]) -> tuple[ExportView, ...]:
    """The questions that come ready, with the attributes of participants beside what they said."""
    theirs = "".join(f", p.{quoted(name)}" for name in attributes)
    had_chance = "state IN ('said', 'asked, nothing said', 'nothing said; whether asked is not recorded')"
    counts = (
        f"sum(s.state = 'said') AS participants, sum(s.{had_chance}) AS \"of\","
        " sum(s.state = 'not asked') AS not_asked, sum(s.state = 'not coded yet') AS not_coded"
    )
    under = "(g.code = c.id OR substr(g.code, 1, length(c.id) + 1) = c.id || '.')"
    return (
        ExportView(
            "codings_in_full",
            "every coding with its document, its participant and its code",
            f"SELECT g.*, c.label AS code_label, c.path AS code_path, d.title, d.source, d.date, d.wave{theirs}"
            " FROM codings g JOIN codes c ON c.id = g.code JOIN documents d ON d.id = g.document"
            " LEFT JOIN participants p ON p.id = g.participant",
        ),
        ExportView(
            "code_counts",
            "how many participants raised each code (or one below it), of how many coded so far who could have",
            f'SELECT c.id AS code, c.label, {counts}, (SELECT count(*) FROM (SELECT DISTINCT document, start, "end"'
            f" FROM codings g WHERE g.counted AND {under})) AS excerpts"
            " FROM codes c LEFT JOIN said_by_code s ON s.code = c.id GROUP BY c.id ORDER BY c.rowid",
        ),
        ExportView(
            "theme_counts",
            "how many participants raised each theme, of how many coded so far who could have",
            f"SELECT t.name AS theme, t.status, {counts} FROM themes t JOIN said_by_theme s ON s.theme = t.name"
            " GROUP BY t.name ORDER BY t.rowid",
        ),
        ExportView(
            "theme_by_participant",
            "what each participant said to each theme, and why a blank is blank",
            f"SELECT s.theme, s.participant, s.state, s.excerpts{theirs}"
            " FROM said_by_theme s JOIN participants p ON p.id = s.participant",
        ),
        ExportView(
            "code_by_participant",
            "what each participant said under each code, and why a blank is blank",
            f"SELECT s.code, s.participant, s.state, s.excerpts{theirs}"
            " FROM said_by_code s JOIN participants p ON p.id = s.participant",
        ),
    )


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever letters are in it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _case() -> ExportColumn:
    return ExportColumn("case", "S01", rules="NOT NULL REFERENCES cases (id)")


def _states(name: str, of: str, rules: str, meaning: str) -> ExportTable:
    columns = (
        ExportColumn("participant", "P01", rules=f"NOT NULL {_PARTICIPANT}"),
        ExportColumn(of, "by name", rules=rules),
        ExportColumn("state", _STATES),
        ExportColumn("excerpts", "how many", "INTEGER"),
    )
    return ExportTable(name, meaning, columns, key=("participant", of))


Cell = str | int | float | None
Rows = Mapping[str, Sequence[Sequence[Cell]]]
"""By table its rows."""
