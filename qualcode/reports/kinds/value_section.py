"""The value matrix and the flows between cycles, as parts of a report."""

from qualcode.analysis.cycles import HOPED_FOR, NOT_STEPS
from qualcode.analysis.value_matrix import FIND_A_STORY, FIND_AN_INDICATOR, FIND_BOTH, gap
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.value_figures import ValueAnswers, value_answers
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.legend import WHO_RAISED_IT
from qualcode.reports.kinds.numbered_tables import NumberedTables

MATRIX, INDICATORS, FLOWS, LOOPS, BROKEN = (
    "Value matrix",
    "Indicators",
    "How value flowed between cycles",
    "What was carried back",
    "Chains that broke off",
)
_SENSES = {
    "positive": "Came, for the better",
    "mixed": "Came, for better and worse",
    "negative": "Came, for the worse",
    "absent": "Expected, did not come",
    HOPED_FOR: "Hoped for",
}
_READING = f"""\
{NOT_STEPS} Nothing is added up over them. All columns but the last three count participants, and one person may stand
in several; “hoped for” is a hope or a plan, never counted as value created. Indicators without a story show no
contribution of the community; a story without an indicator may be a one-off."""
_LINKS = """\
Counted in participants, not in links. *Explicit*: the participant says that one led to the other. *Inferred*: a coder
does. A link with a hope or plan at one end is counted under “hoped for” alone, and one to value that was expected and
did not come under “did not come” alone."""
_MISSING = {FIND_A_STORY: "no story yet", FIND_AN_INDICATOR: "no indicator yet", FIND_BOTH: "neither yet"}
"""What is missing at a cycle, told to people who are not the ones to look for it."""
_LINK_KINDS = ("explicit", "inferred", "absent", HOPED_FOR)
_NO_CYCLES = "The codebook of this study has no value cycles."


def value_matrix(answers: Answers, audience: str = TEAM, tables: NumberedTables | None = None) -> list[str]:
    """Each value cycle with who raised it, how it turned out, its indicators and stories, and what is missing."""
    material, value = answers.material, value_answers(answers)
    if not material.cycles:
        return [_NO_CYCLES]
    numbered = tables or NumberedTables(material.language)
    rows = [_matrix_row(answers, value, code, label, audience) for code, label in material.cycles.items()]
    heads = ["Cycle", "Who raised it", "Schools", *_SENSES.values(), "Indicators", "Stories", "Missing"]
    blocks = [*numbered.blocks(MATRIX, heads, rows), " ".join(_READING.split()), WHO_RAISED_IT]
    return [*blocks, *_indicators(answers, numbered)]


def flows(answers: Answers, audience: str = TEAM, tables: NumberedTables | None = None) -> list[str]:
    """What led from one cycle to another in the stories, what was carried back, and what came to nothing."""
    material, value = answers.material, value_answers(answers)
    if not material.cycles:
        return [_NO_CYCLES]
    numbered = tables or NumberedTables(material.language)
    blocks = []
    if value.flows:
        heads = ["From", "To", "Participants", "Explicit", "Inferred", "Did not come", "Hoped for"]
        rows = [_flow_row(answers, one.cycle, one.to) for one in value.flows]
        blocks += [*numbered.blocks(FLOWS, heads, rows, picture="flow"), " ".join(_LINKS.split())]
    else:
        blocks.append("No story says yet what led from one cycle to another.")
    if value.loops:
        labels = {**material.code_labels, **material.cycles}
        rows = [
            [
                escape(labels.get(one.cycle, one.cycle)),
                escape(labels.get(one.to, one.to)),
                figure(answers, "number", "loop", cycle=one.cycle, to=one.to),
            ]
            for one in value.loops
        ]
        blocks += numbered.blocks(LOOPS, ["From", "Back to", "Participants"], rows)
    return [*blocks, *_broken(answers, value, audience, numbered), NOT_STEPS]


def _matrix_row(answers: Answers, value: ValueAnswers, code: str, label: str, audience: str) -> list[str]:
    indicators, stories = value.indicators(code), value.through(code)
    told = {one.id for one in value.told(audience)}
    named = [one for one in stories if one in told]
    hoped = value.through(code, as_hope=True)
    cell = figure(answers, "number", "stories", cycle=code)
    if named:
        cell += f" ({', '.join(named)})" if len(named) == len(stories) else f", of which told here {', '.join(named)}"
    if hoped:
        cell += f"; as a hope {figure(answers, 'number', 'stories', cycle=code, sense=HOPED_FOR)}"
    measured = f" ({', '.join(indicators)})" if indicators else ""
    return [
        escape(label),
        figure(answers, "count", "participants", code=code),
        figure(answers, "count", "schools", code=code),
        *(figure(answers, "number", "participants", code=code, sense=sense) for sense in _SENSES),
        figure(answers, "number", "indicators", cycle=code) + measured,
        cell,
        _MISSING.get(gap(indicators, stories), ""),
    ]


def _indicators(answers: Answers, numbered: NumberedTables) -> list[str]:
    material = answers.material
    shown = {
        code: label
        for cycle in material.cycles
        for code, label in material.code_labels.items()
        if code == cycle or code.startswith(f"{cycle}.")
    }
    rows = [
        [
            one.id,
            escape(shown.get(one.code, one.code)),
            *map(escape, (one.name, one.value, one.direction, one.date, one.source)),
        ]
        for one in material.indicators
        if one.code in shown
    ]
    if not rows:
        return ["No indicator has been taken in yet: what people tell stands alone."]
    heads = ["Indicator", "Shows value at", "What", "Value", "Direction", "Date", "Source"]
    note = "Indicators were typed in by the team from other sources; nothing in this project proves them."
    return [*numbered.blocks(INDICATORS, heads, rows), note]


def _flow_row(answers: Answers, cycle: str, to: str) -> list[str]:
    cycles, about = answers.material.cycles, {"cycle": cycle, "to": to}
    counts = (figure(answers, "number", "flow", **about, link=link) for link in _LINK_KINDS)
    return [escape(cycles[cycle]), escape(cycles[to]), figure(answers, "number", "flow", **about), *counts]


def _broken(answers: Answers, value: ValueAnswers, audience: str, numbered: NumberedTables) -> list[str]:
    if not value.broken:
        return []
    count = figure(answers, "number", "broken")
    line = f"Participants with potential value who applied none of it, as far as is coded: {count}."
    if audience != TEAM:
        return [line]
    rows = [[one.participant, one.potential, one.applied] for one in value.broken]
    return [line, *numbered.blocks(BROKEN, ["Participant", "Potential value", "Applied value"], rows)]
