"""The tables of an exported study: plain names, ids that people see, and what each column means."""

from collections.abc import Iterable

from qualcode.project.export_layout import (
    CODE,
    CODER,
    CODING,
    DOCUMENT,
    KEY,
    PARTICIPANT,
    THEME,
    ExportColumn,
    ExportTable,
)
from qualcode.project.export_value_tables import VALUE_TABLES

_STATES = (
    "said; asked, nothing said; nothing said, whether asked is not recorded; not asked; not coded yet; no interview"
)


def tables(attributes: Iterable[str], modifiers: Iterable[str]) -> tuple[ExportTable, ...]:
    """The tables, each after those it points to; with a column for each attribute and each modifier."""
    known = tuple(ExportColumn(name, "what is recorded of the participant") for name in attributes)
    besides = tuple(ExportColumn(name, "what the coder said besides the code") for name in modifiers)
    return (
        *_people(known),
        *_material(),
        *_coded(besides),
        *_themes(),
        *VALUE_TABLES,
        _states("said_by_code", "code", CODE, "what each participant said under each code, with the codes below it"),
        _states("said_by_theme", "theme", THEME, "what each participant said to each theme"),
    )


def _people(known: tuple[ExportColumn, ...]) -> tuple[ExportTable, ...]:
    """Who is in the study, and what stands above them."""
    column = ExportColumn
    return (
        ExportTable(
            "about", "the study and this export", (column("name", "what", rules=KEY), column("value", "of it"))
        ),
        ExportTable("coders", "who codes", (column("name", "as in every other table", rules=KEY),)),
        ExportTable("participants", "who was interviewed", (column("id", "P01", rules=KEY), *known)),
        ExportTable(
            "cases",
            "what stands above people: schools, networks, organisations",
            (
                column("id", "S01", rules=KEY),
                column("kind", "school, network, organisation …"),
                column("name", "as people call it"),
                column("parent", "the case it belongs to", rules="REFERENCES cases (id)"),
            ),
        ),
        ExportTable(
            "memberships",
            "who belongs to which case",
            (column("participant", "P01", rules=f"NOT NULL {PARTICIPANT}"), _case()),
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
    )


def _material() -> tuple[ExportTable, ...]:
    """What was said."""
    column = ExportColumn
    return (
        ExportTable(
            "documents",
            "interviews, surveys, notes and records",
            (
                column("id", "D01", rules=KEY),
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
                column("document", "D01", rules=DOCUMENT),
                column("participant", "P01", rules=f"NOT NULL {PARTICIPANT}"),
            ),
            key=("document", "participant"),
        ),
        ExportTable(
            "turns",
            "what was said, turn by turn",
            (
                column("id", "a number", "INTEGER", KEY),
                column("document", "D01", rules=DOCUMENT),
                column("turn", "counted from 1; stretches of one turn share it", "INTEGER"),
                column("speaker", "participant, interviewer or other; names of speakers are not exported"),
                column("participant", "P01", rules=PARTICIPANT),
                column("seconds", "into the recording, where the transcript keeps times", "REAL"),
                column("words", "exactly as in the transcript"),
            ),
            searched=("words",),
        ),
    )


def _coded(besides: tuple[ExportColumn, ...]) -> tuple[ExportTable, ...]:
    """What coders say of it."""
    column = ExportColumn
    return (
        ExportTable(
            "codes",
            "the codebook as applied",
            (
                column("id", "the whole name: vc.applied", rules=KEY),
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
                column("id", "the coding’s id", rules=KEY),
                column("document", "D01", rules=DOCUMENT),
                column("participant", "who says the words", rules=PARTICIPANT),
                column("turn", "of the document", "INTEGER"),
                column("time", "in the recording, h:mm:ss"),
                column("start", "first character in the document’s text", "INTEGER"),
                column("end", "one past the last", "INTEGER"),
                column("words", "exactly as in the transcript"),
                column("code", "vc.applied", rules=CODE),
                *besides,
                column("coder", "who made it", rules=CODER),
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
                column("id", "the memo’s id", rules=KEY),
                column("about", "project, document, code, coding or theme"),
                column("object", "the id of that; empty for the project"),
                column("coder", "who wrote it", rules=CODER),
                column("text", "its words"),
                column("made", "in UTC"),
            ),
            searched=("text",),
        ),
    )


def _themes() -> tuple[ExportTable, ...]:
    """What was made of that."""
    column = ExportColumn
    return (
        ExportTable(
            "themes",
            "patterns that a person named",
            (
                column("name", "what it claims", rules=KEY),
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
            (column("theme", "its name", rules=THEME), column("code", "vc.applied", rules=CODE)),
            key=("theme", "code"),
        ),
        ExportTable(
            "theme_codings",
            "codings that stand for a theme and count, and those put against it",
            (
                column("theme", "its name", rules=THEME),
                column("coding", "the coding’s id", rules=CODING),
                column("stance", "for or against"),
            ),
            key=("theme", "coding"),
        ),
        ExportTable(
            "quote_choices",
            "which excerpts people want quoted under a theme, or not",
            (
                column("theme", "its name", rules=THEME),
                column("coding", "the coding’s id", rules=CODING),
                column("audience", "team, sponsor or public; empty: every audience for which nothing else was chosen"),
                column("choice", "keep or drop"),
                column("position", "order among those kept; empty: after those that have one", "INTEGER"),
                column("words", "as it is to be shown, shortened with … or explained with [ ]; empty: whole"),
                column("coder", "who chose last", rules=CODER),
                column("made", "in UTC"),
            ),
            key=("theme", "coding", "audience"),
        ),
    )


def _case() -> ExportColumn:
    return ExportColumn("case", "S01", rules="NOT NULL REFERENCES cases (id)")


def _states(name: str, of: str, rules: str, meaning: str) -> ExportTable:
    columns = (
        ExportColumn("participant", "P01", rules=f"NOT NULL {PARTICIPANT}"),
        ExportColumn(of, "by name", rules=rules),
        ExportColumn("state", _STATES),
        ExportColumn("excerpts", "how many", "INTEGER"),
    )
    return ExportTable(name, meaning, columns, key=("participant", of))
