"""What a study leaves open: groups nobody asked, themes of one group only, value without an indicator."""

from collections.abc import Iterator

from qualcode.analysis.counting import lies_under
from qualcode.analysis.cycles import HOPED_FOR, SENSES
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import ask
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.theme_chapter import role_columns

NO_GAPS = "The project knows of no gap by itself."


def gaps(answers: Answers, audience: str) -> list[str]:
    """The gaps as a list, each a question that further research could answer."""
    found = [*_of_themes(answers), *_of_groups(answers, audience), *_of_value(answers), *_without_indicator(answers)]
    return ["\n".join(f"- {one}" for one in found)] if found else [NO_GAPS]


def _of_themes(answers: Answers) -> Iterator[str]:
    for name, theme in answers.themes.items():
        if not theme.challenges:
            yield f"What speaks against “{escape(name)}”? Nobody has searched for it yet."
        if answers.prevalence(ask("count", "participants", theme=name)).k == 1:
            raised = figure(answers, "count", "participants", theme=name)
            yield f"Do others see what one person tells under “{escape(name)}” ({raised})?"


def _of_groups(answers: Answers, audience: str) -> Iterator[str]:
    """Groups none of whom raised a theme: they may see it otherwise, or nobody asked them."""
    for name in answers.themes:
        for group, about in role_columns(answers, audience):
            found = answers.prevalence(ask("count", "participants", theme=name, **about))
            if found.n and not found.k:
                raised = figure(answers, "count", "participants", theme=name, **about)
                yield f"How do others see “{escape(name)}”? Of the group “{group}” it was raised by {raised}."


def _of_value(answers: Answers) -> Iterator[str]:
    if not answers.counted.codings:
        return
    for code, label in answers.material.cycles.items():
        raised = figure(answers, "count", "participants", code=code)
        if not answers.prevalence(ask("count", "participants", code=code)).k:
            yield f"{escape(label)}: {raised} spoke of it. Is there none, or did no question bring it out?"
        elif _senses(answers, code) == {HOPED_FOR}:
            yield f"{escape(label)}: so far a hope only ({raised}). What becomes of it?"


def _senses(answers: Answers, code: str) -> set[str]:
    """In which senses people spoke of a value cycle."""
    return {sense for sense in SENSES if answers.prevalence(ask("number", "participants", code=code, sense=sense)).k}


def _without_indicator(answers: Answers) -> Iterator[str]:
    beside = {one.code for one in answers.material.indicators}
    lacking = [
        escape(label)
        for code, label in answers.material.cycles.items()
        if not any(lies_under(one, {code}) for one in beside)
        and answers.prevalence(ask("count", "participants", code=code)).k
    ]
    if lacking:
        yield f"Which indicators could stand beside what people tell of {'; '.join(lacking)}? There is none yet."
