"""The themes of a report that hold in the same people and pull apart."""

from qualcode.reports.answers.answers import Answers
from qualcode.themes.tensions import Held, Tension, tensions


def themes_pulling_apart(answers: Answers) -> tuple[Tension, ...]:
    """The pairs of themes that pull apart by the stated rule, in the order of the report."""
    held = [
        Held(
            name,
            [(one.participant, one.modifiers.get("valence")) for one in answers.supporting(name) if one.participant],
            frozenset((one.document, one.start, one.end) for one in answers.supporting(name)),
            frozenset((one.document, one.start, one.end) for one in answers.against(name)),
        )
        for name in answers.themes
    ]
    related = [frozenset({name, theme.part_of}) for name, theme in answers.themes.items() if theme.part_of]
    return tensions(held, related)
