"""A study as a SQLite file for Datasette and other programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.counting import leading
from qualcode.analysis.crosstab import Subject, code_subjects, crosstab, theme_subjects
from qualcode.analysis.theme_members import supporting
from qualcode.model import Participant, Theme
from qualcode.project import Project
from qualcode.project.export_copy import last_change, sqlite_copy
from qualcode.project.export_layout import Rows
from qualcode.project.export_tables import tables
from qualcode.project.export_views import views
from qualcode.scope import EVERYTHING
from qualcode.study.keeping_back import note_memos_shown, visible_memos
from qualcode.study.reporting.export_rows import ColumnNames, Sheet, code_path, coding_sheet, column_names
from qualcode.study.reporting.export_value import quote_choice_rows, value_rows
from qualcode.study.storytelling.value_matrix import stories_shown
from qualcode.study.tabulating.counting import WhatCounts, what_counts
from qualcode.themes.parts import with_parts

_OWN = ("id", "code_label", "theme", "state", "excerpts")
"""Columns that views set beside attributes."""


@dataclass(frozen=True, slots=True)
class ExportedStudy:
    """The bytes of a SQLite file, and what making them means."""

    data: bytes
    sheet: Sheet
    """The codings in it, with what was kept back."""
    rule: str
    newly_seen: tuple[str, ...]


def exported_study(project: Project, viewer: str | None) -> ExportedStudy:
    """Everything people decided, as far as the viewer may see it: no log, no vectors, no file and speaker names."""
    sheet, counts = coding_sheet(project, EVERYTHING, viewer), what_counts(project, EVERYTHING, viewer)
    people = project.participants.all()
    named = column_names(people, sheet.modifiers, own=_OWN)
    memos = visible_memos(project, project.memos.all(), viewer)
    told = stories_shown(project, viewer)
    seen = (*sheet.newly_seen, *note_memos_shown(project, viewer, memos), *told.newly_seen)
    shown = dict(zip(sheet.columns, range(len(sheet.columns)), strict=True))
    codings = {str(row[shown["id"]]) for row in sheet.rows}
    rows: Rows = {
        "about": _about(project, counts, sheet),
        "coders": [(name,) for name in project.coders.names()],
        **_people(project, people, named),
        **_documents(project, people),
        "codes": _codes(project),
        "codings": _codings(sheet, shown, named),
        "memos": [(one.id, one.about, one.object, one.coder, one.text, one.made) for one in memos],
        **_themes(project, counts, codings),
        **value_rows(project, told, codings),
        "said_by_code": _states(
            counts, [one for one in code_subjects(counts.counted, counts.labels) if one.name in counts.labels]
        ),
    }
    columns = tuple(named.attributes.values())
    data = sqlite_copy(tables(columns, named.modifiers.values()), views(columns), rows)
    return ExportedStudy(data, sheet, counts.counted.rule, tuple(dict.fromkeys(seen)))


def _about(project: Project, counts: WhatCounts, sheet: Sheet) -> list[tuple[str, str]]:
    settings = project.settings.read()
    return [
        ("title", settings.title),
        ("question", settings.question),
        ("as it stood", last_change(project.connection)),
        ("whose codings count", counts.counted.rule),
        ("what a count says", "Who raised it, not who would agree if asked."),
        ("left out", ", ".join(sorted(sheet.kept_back))),
        ("consent", "participants.consent: whose words may be quoted outside the team; empty: not recorded"),
    ]


def _people(project: Project, people: Sequence[Participant], named: ColumnNames) -> Rows:
    cases = project.cases.all()
    return {
        "participants": [(one.id, *(one.attributes.get(name) for name in named.attributes)) for one in people],
        "cases": [(one.id, one.kind, one.name, one.parent) for one in cases],
        "memberships": [(one.id, case) for one in people for case in one.cases],
        "case_values": [
            (one.id, year, name, value)
            for one in cases
            for year, values in one.values.items()
            for name, value in values.items()
        ],
    }


def _documents(project: Project, people: Sequence[Participant]) -> Rows:
    documents = project.documents.all()
    speaking = {(one.document, one.label): one for one in project.documents.speakers()}
    turns: list[tuple[str | int | float | None, ...]] = []
    for one in documents:
        text = project.texts.of_document(one.id)
        for turn in project.documents.turns(one.id):
            speaker = speaking.get((one.id, turn.label or ""))
            role, who = (speaker.role, speaker.participant) if speaker else (None, None)
            turns.append((len(turns) + 1, one.id, turn.number, role, who, turn.begins, text[turn.start : turn.end]))
    return {
        "documents": [
            (one.id, one.title, one.source, one.date, one.wave, ", ".join(one.finished_by), leading(one))
            for one in documents
        ],
        "heard": [(one.id, person) for one in documents for person in one.participants],
        "turns": turns,
    }


def _codes(project: Project) -> list[tuple[str | int | None, ...]]:
    codes = {one.name: one for one in project.codes.all()}
    cycles = {cycle for book in project.codes.codebooks() for cycle in book.cycles}

    def above(name: str) -> str | None:
        steps = name.split(".")[:-1]
        line = (".".join(steps[:depth]) for depth in range(len(steps), 0, -1))
        return next((one for one in line if one in codes), None)

    return [
        (
            name,
            one.label,
            " > ".join(code_path(name, codes)),
            above(name),
            one.brief,
            one.codebook,
            one.status,
            int(name in cycles),
        )
        for name, one in codes.items()
    ]


def _codings(sheet: Sheet, place: Mapping[str, int], named: ColumnNames) -> list[tuple[str | int | None, ...]]:
    columns = ["id", "document", "participant", "turn", "time", "start", "end", "words", "code"]
    columns += [*_modifier_columns(sheet, named), "coder", "counted", "starred", "blind", "memo", "made"]
    found = []
    for row in sheet.rows:
        values = (row[place[name]] for name in columns)
        found.append(
            tuple(int(one) if isinstance(one, bool) else None if isinstance(one, tuple) else one for one in values)
        )
    return found


def _modifier_columns(sheet: Sheet, named: ColumnNames) -> list[str]:
    """The sheet’s columns of modifiers, whose names may differ here."""
    first = sheet.columns.index("words") + 1
    return list(sheet.columns[first : first + len(named.modifiers)])


def _themes(project: Project, counts: WhatCounts, shown: set[str]) -> Rows:
    themes = [one for one in project.themes.reported() if one.status != "dropped"]
    whole = with_parts(themes)
    known = {code.name for code in project.codes.all()}
    choices = quote_choice_rows(project, whole, shown)
    names = {one.name for one in whole}
    return {
        "themes": [
            (
                *(one.name, one.idea, one.boundary, one.status, one.part_of if one.part_of in names else None),
                ", ".join(dict.fromkeys(challenge.verdict for challenge in one.challenges)),
            )
            for one in whole
        ],
        "theme_codes": [(one.name, code) for one in whole for code in one.codes if code in known],
        **choices,
        "theme_codings": [row for one in whole for row in _members(one, counts, shown)],
        "said_by_theme": _states(counts, theme_subjects(counts.counted, {one.name: one for one in whole})),
    }


def _states(counts: WhatCounts, subjects: Sequence[Subject]) -> list[tuple[str, str, str, int]]:
    """What each participant said to each subject, and why a blank is blank."""
    alone = {person.id: (person.id,) for person in counts.people}
    return [(one.group, one.row, one.state, one.excerpts) for one in crosstab(subjects, counts.counted, alone)]


def _members(theme: Theme, counts: WhatCounts, shown: set[str]) -> list[tuple[str, str, str]]:
    against = [one.coding for one in theme.evidence if one.stance == "against" and one.coding in shown]
    found = [one.id for one in supporting(theme, counts.counted.codings)]
    return [*((theme.name, one, "for") for one in found), *((theme.name, one, "against") for one in against)]
