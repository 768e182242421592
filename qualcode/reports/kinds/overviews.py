"""The tables that look over the whole study: themes by role, value cycles, codes."""

from textwrap import shorten

from qualcode.analysis.counting import lies_under
from qualcode.analysis.cycles import HOPED_FOR, NOT_STEPS, SENSES
from qualcode.reports.answers.answers import Answers, roles
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import brief, escape
from qualcode.reports.kinds.figures import code_name, figure
from qualcode.reports.kinds.legend import WHO_RAISED_IT
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.theme_chapter import role_columns

BY_ROLE, BY_CYCLE, CYCLES = "Themes by role", "Themes by value cycle", "Value cycles"
TOGETHER = "Roles that few people hold are put together, so that nobody can be told from a figure."
_LONGEST_IN_TABLE = 40
"""A longer theme name is cut in wide tables, where its number leads back to it."""


def by_role(answers: Answers, audience: str, tables: NumberedTables) -> list[str]:
    """How many of each role raised each theme; nothing where no role is recorded.

    Outside the team roles with few people are put together; where even that leaves few, it says so.
    """
    if not answers.themes or not roles(answers.material):
        return []
    groups, title = role_columns(answers, audience), f"## {heading(BY_ROLE, answers.material.language)}"
    if not groups:
        some = answers.material.of_some_people
        why = "this report is of some of the people only" if some else "too few people hold them"
        return [title, f"Roles are not told apart here: {why}."]
    rows = [
        [label, *(figure(answers, "count", "participants", theme=name, **about) for _, about in groups)]
        for label, name in zip(_names_in_table(answers), answers.themes, strict=True)
    ]
    put_together = [TOGETHER] if any("group" in about for _, about in groups) else []
    heads = ["Theme", *(head for head, _ in groups)]
    return [title, *tables.blocks(BY_ROLE, heads, rows, picture="heat"), *put_together, WHO_RAISED_IT]


def themes_by_cycle(answers: Answers, tables: NumberedTables) -> list[str]:
    """How many of those who raised each theme were coded with each value cycle on the same words."""
    cycles = answers.material.cycles
    if not cycles or not answers.themes:
        return []
    rows = [
        [label, *(figure(answers, "count", "participants", theme=name, cycle=code) for code in cycles)]
        for label, name in zip(_names_in_table(answers), answers.themes, strict=True)
    ]
    heads = ["Theme", *map(escape, cycles.values())]
    words = f"Participants who raised a theme in words that are coded with the cycle too. {NOT_STEPS}"
    title = f"## {heading(BY_CYCLE, answers.material.language)}"
    return [title, *tables.blocks(BY_CYCLE, heads, rows, picture="heat"), words, WHO_RAISED_IT]


def _names_in_table(answers: Answers) -> list[str]:
    """Theme names for a wide table: as they are, or numbered and cut where one is long."""
    names = list(answers.themes)
    if all(len(name) <= _LONGEST_IN_TABLE for name in names):
        return [escape(name) for name in names]
    return [f"{number}. {escape(_cut(name))}" for number, name in enumerate(names, 1)]


def _cut(name: str) -> str:
    whole_words = shorten(name, _LONGEST_IN_TABLE, placeholder="…")
    return whole_words if len(whole_words) > 1 else brief(name, _LONGEST_IN_TABLE)


def value_cycles(answers: Answers, tables: NumberedTables) -> list[str]:
    """Who spoke of each value cycle, and in what sense; nothing for other codebooks."""
    if not answers.material.cycles:
        return []
    rows = [
        [
            escape(label),
            figure(answers, "count", "participants", code=code),
            *(figure(answers, "number", "participants", code=code, sense=sense) for sense in SENSES),
        ]
        for code, label in answers.material.cycles.items()
    ]
    words = (
        f"{NOT_STEPS} Each column counts participants, and one person may stand in several. “Absent” is value "
        "that was hoped for and did not come; “hoped for” is a hope or a plan, never counted as value created. “Who "
        "raised it” holds those too."
    )
    heads = ["Cycle", "Who raised it", *(sense.capitalize() for sense in SENSES)]
    title = f"## {heading(CYCLES, answers.material.language)}"
    return [title, *tables.blocks(CYCLES, heads, rows, picture="bars"), words, WHO_RAISED_IT]


def _hopes(answers: Answers) -> list[str]:
    """How much of what the table of codes counts tells of hopes."""
    told = figure(answers, "number", "excerpts", sense=HOPED_FOR)
    if told.startswith("0<"):
        return []
    people = figure(answers, "number", "participants", sense=HOPED_FOR)
    line = (
        f"Excerpts among these that tell of a hope or a plan, not of what has happened: {told}; participants: {people}."
    )
    return [line]


def codes_used(answers: Answers, tables: NumberedTables) -> list[str]:
    """Who raised each code, and the codes that nobody used."""
    labels = answers.material.code_labels
    used = {coding.code for coding in answers.counted.codings}
    former = sorted(used - labels.keys())
    shown = [code for code in [*labels, *former] if any(lies_under(one, {code}) for one in used)]
    rows = [
        [
            code_name(answers, code),
            figure(answers, "count", "participants", code=code),
            figure(answers, "number", "excerpts", code=code),
        ]
        for code in shown
    ]
    if not labels and not rows:
        return []
    title = f"## {heading('Codes', answers.material.language)}"
    if not answers.counted.finished:
        return [title, "Nothing is coded once through yet, so no code is counted."]
    unused = [escape(label) for code, label in labels.items() if code not in shown]
    blocks = []
    if rows:
        told = tables.blocks("Codes", ["Code", "Who raised it", "Excerpts"], rows, picture="bars")
        blocks = [*told, *_hopes(answers), WHO_RAISED_IT]
    return [title, *blocks, *([f"Not used in what is coded so far: {'; '.join(unused)}."] if unused else [])]
