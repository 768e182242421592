"""Figures of codes and themes across groups of people: a cell of a table, by the place of its column."""

from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

from qualcode.analysis.cross_table import CrossTable, table_by_groups, table_by_participant, table_by_wave, units_of
from qualcode.analysis.cross_waves import waves_of
from qualcode.analysis.crosstab import CrossCell, Subject
from qualcode.analysis.groups_of_people import grouped, kinds_of_case, ways_to_group
from qualcode.analysis.theme_tables import about
from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import SPONSOR
from qualcode.reports.content.markers import Question, ask

PARTICIPANT, WAVE = "participant", "wave"
EVERYBODY = "all"
"""The column of everybody."""
NOT_SHOWN = "not shown"
"""A cell of a group that is too small to be told of, or would give one away."""
TEAM = "team"
_SCHOOL = "school"

_TABLES: WeakKeyDictionary[Answers, dict[tuple[str | None, ...], CrossTable]] = WeakKeyDictionary()


def cross_table(answers: Answers, question: Question) -> CrossTable:
    """The table with one row that a question is about.

    Outside the team small groups are put together or masked; no school, no case and no single participant is told of.
    """
    asked = tuple(question.get(name) for name in ("theme", "code", "by", "unit", "audience"))
    known = _TABLES.setdefault(answers, {})
    if asked not in known:
        known[asked] = _made(answers, question)
    return known[asked]


def way_to_group(answers: Answers, words: str) -> str:
    """What people are to be grouped by, as the project writes it; QualcodeError where there is no such thing."""
    material = answers.material
    waves = [WAVE] if waves_of(material.documents) else []
    ways = (PARTICIPANT, *waves, *ways_to_group(material.participants, material.cases))
    for way in ways:
        if way.casefold() == words.strip().casefold():
            return way
    raise QualcodeError(f"there is nothing to tell “{words}” by (there are: {', '.join(ways)})")


def told_of_outside(answers: Answers, by: str) -> bool:
    """Whether people outside the team may see a table with such columns: none of schools, cases, or single people."""
    kinds = {kind.casefold() for kind in kinds_of_case(answers.material.cases)}
    return by.casefold() not in {PARTICIPANT, _SCHOOL, *kinds}


def cell_of(answers: Answers, question: Question) -> CrossCell | None:
    """The cell a question is about; None where its group is masked. QualcodeError where there is no such column."""
    table, column = cross_table(answers, question), question.get("column") or ""
    if column == EVERYBODY:
        return next(iter(table.totals), None)
    if not column.isdecimal() or not 0 < int(column) <= len(table.columns):
        raise QualcodeError("There is no such group of people any more.")
    wanted = table.columns[int(column) - 1]
    return next((cell for cell in table.cells if cell.group == wanted.name), None)


def _made(answers: Answers, question: Question) -> CrossTable:
    material = answers.material
    by, unit = (way_to_group(answers, question.get(name) or PARTICIPANT) for name in ("by", "unit"))
    audience = question.get("audience") or SPONSOR
    if audience != TEAM and not told_of_outside(answers, by):
        raise QualcodeError(f"Outside the team nothing is told by {by}.")
    subject, fewest = _subject(answers, question), 1 if audience == TEAM else max(material.k_anonymity, 1)
    ids = [person.id for person in material.participants]
    units = None
    if unit != PARTICIPANT:
        units = units_of(grouped(unit, material.participants, material.cases, material.attribute_types))
    if by == PARTICIPANT:
        return table_by_participant([subject], answers.counted, ids)
    if by == WAVE:
        return table_by_wave([subject], answers.counted, ids, fewest, units)
    groups = grouped(by, material.participants, material.cases, material.attribute_types)
    return table_by_groups([subject], answers.counted, groups, fewest, units)


def _subject(answers: Answers, question: Question) -> Subject:
    theme, code = question.get("theme"), question.get("code")
    if theme is not None:
        raised = answers.supporting(theme)
        return Subject(theme, about(answers.themes[theme], raised), raised)
    if code is None:
        raise QualcodeError("The marker names no theme and no code.")
    return Subject(code, frozenset({code}), answers.codings(ask("count", "participants", code=code)))


def _said(answers: Answers, question: Question) -> str:
    cell = cell_of(answers, question)
    if cell is None:
        return NOT_SHOWN
    return f"{cell.said} of {cell.of}" if cell.of else cell.state


def _one_voice(answers: Answers, question: Question) -> str:
    cell = cell_of(answers, question)
    return NOT_SHOWN if cell is None else str(cell.one_voice)


CROSSTAB_FIGURES: Mapping[str, Callable[[Answers, Question], str]] = {
    "count crosstab": _said,
    "number onevoice": _one_voice,
}
"""How each figure is found, by the kind of its marker and what it asks."""
CROSSTAB_NAMES = frozenset({"by", "unit", "column", "audience"})
"""What a marker of these figures may name besides a theme or a code."""
