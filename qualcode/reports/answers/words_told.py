"""The words of a slice as a report gives them wherever it quotes them."""

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.held_back import trim_of
from qualcode.reports.answers.quotes import Place, words_at
from qualcode.reports.answers.trimming import as_shown
from qualcode.reports.content.draft import TEAM


def words_told(answers: Answers, place: Place, audience: str) -> str:
    """The words of a slice outside the list of quotes of a theme, on one line: in stories, on pages, in prose.

    Outside the team they are as a person trimmed them under any theme, for this audience before for all: a name that
    “[ ]” stands for in one place would be found in another.
    """
    material = answers.material
    whole = words_at(material, place)
    if audience == TEAM:
        return whole
    return as_shown(material, place, whole, trim_of(answers, place, audience))
