"""What a study cannot say, as far as the project itself can tell."""

from collections.abc import Iterator

from qualcode.analysis.prevalence import INTERVIEWS, SURVEY
from qualcode.reports.answers.answers import Answers
from qualcode.reports.kinds.figures import figure


def limits(answers: Answers) -> list[str]:
    """The limits as a list; each rests on what is recorded, none on what the authors may know besides."""
    return ["\n".join(f"- {one}" for one in (*_of_the_material(answers), *_of_the_analysis(answers)))]


def _of_the_material(answers: Answers) -> Iterator[str]:
    material = answers.material
    people, schools = figure(answers, "number", "interviewed"), figure(answers, "number", "schools")
    yield (
        f"The {people} participants interviewed were chosen, not drawn: counts say who raised something here, not how"
        " common it is elsewhere."
    )
    if not schools.startswith(("0<", "1<")):
        yield f"They come from {schools} schools; people of one school share what they speak of."
    if {document.source for document in material.documents} <= {*INTERVIEWS, SURVEY}:
        beside = (
            "indicators alone stand beside it, typed in by the team from other sources"
            if material.indicators
            else "no record or visit stands beside it"
        )
        yield f"All of it is what people say of themselves and their work; {beside}."
    elif any(document.source not in (*INTERVIEWS, SURVEY) for document in answers.counted.finished):
        yield "What people say of themselves is not proved by records that stand beside it."
    if len(answers.counted.finished) < len(material.documents):
        yield f"Not everything is coded: {figure(answers, 'count', 'coded')} so far."
    if any(document.asked is None for document in answers.counted.finished):
        yield "Who was asked what is not recorded for every interview, so silence may mean that nobody asked."


def _of_the_analysis(answers: Answers) -> Iterator[str]:
    if not any(len(document.finished_by) > 1 for document in answers.counted.finished):
        yield "Each interview was coded by one person; another might have coded otherwise."
    unexamined = [name for name, theme in answers.themes.items() if not theme.challenges]
    if unexamined and len(unexamined) == len(answers.themes):
        yield "For no theme has anybody searched for what speaks against it."
    elif unexamined:
        yield f"For {len(unexamined)} of the themes nobody has searched for what speaks against it."
    if answers.themes and not any(answers.against(name) for name in answers.themes):
        yield "No excerpt is put against any theme; where all that is found agrees, dissent may have been missed."
    if answers.material.suggestions_policy == "open":
        yield "The program’s suggestions could be seen while coding, and may have shaped it."
