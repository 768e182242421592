"""Which question an excerpt answers: one of the guide where somebody said so, else what was asked before it."""

from collections.abc import Callable, Sequence

from qualcode.model import Coding, Turn
from qualcode.project import Project
from qualcode.project.questions import Asking
from qualcode.themes.questions import weighty
from qualcode.transcripts.questions.surroundings import questions_before, section_at, words_of


def questions_answered(project: Project, excerpts: Sequence[Coding]) -> list[str]:
    """The words of the question that each excerpt answers; empty where nobody knows what was asked.

    A question without a word of its own, such as “And then?”, goes on with the one before it. Where no interviewer
    speaks, as in surveys, the heading is the question.
    """
    asking: dict[str, set[str]] = {}
    for one in project.documents.speakers():
        if one.role == "interviewer":
            asking.setdefault(one.document, set()).add(one.label)
    guide = {question.id: question.words for question in project.questions.all()}
    askings: dict[str, list[Asking]] = {}
    for said in project.questions.askings() if guide else ():
        if said.asked and said.start is not None:
            askings.setdefault(said.document, []).append(said)
    before: dict[str, Callable[[Coding], str]] = {}
    for document in {one.document for one in excerpts}:
        told = [(said.start or 0, guide[said.question]) for said in askings.get(document, ())]
        before[document] = _asked_in(project, document, asking.get(document, set()), told)
    return [before[one.document](one) for one in excerpts]


def _asked_in(
    project: Project, document: str, asking: set[str], guide: Sequence[tuple[int, str]]
) -> Callable[[Coding], str]:
    text, turns = project.texts.of_document(document), project.documents.turns(document)
    if not any((turn.label or "") in asking for turn in turns):
        sections = project.documents.sections(document)

        def heading(coding: Coding) -> str:
            found = section_at(sections, coding.start)
            return text[found.start : found.end] if found else ""

        return heading
    stretches: dict[int, list[Turn]] = {}
    for turn in turns:
        stretches.setdefault(turn.number, []).append(turn)
    asks = {
        number
        for number, said in stretches.items()
        if (said[0].label or "") in asking and weighty(words_of(text, said))
    }
    asked = questions_before(text, turns, lambda turn: turn.number in asks)

    def question(coding: Coding) -> str:
        said = asked.get(coding.turn or 0, ())
        held = [words for start, words in guide if any(one.start <= start < one.end for one in said)]
        return held[0] if held else words_of(text, said)

    return question
