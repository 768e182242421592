"""Which count stands behind an amount: a figure beside it, or the theme or code its sentence or heading names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.figures import answered
from qualcode.reports.content.markers import Question, ask
from qualcode.reports.verifying.page import Page, cited
from qualcode.reports.verifying.slices import uncurled
from qualcode.reports.wording.sentences import Sentence
from qualcode.reports.writing.inside_sentences import subject
from qualcode.reports.writing.named import theme_named
from qualcode.reports.writing.references import Reference, references

BESIDE, NAMED, HEADED = "beside", "named", "headed"
_PEOPLE = ("participants", "schools")
_OPENING, _CLOSING = "“„«\"'‘*_", "”“»\"'’*_"


@dataclass(frozen=True, slots=True)
class Backing:
    """A question that the project answers, and how it was found."""

    question: Question
    how: str
    """beside (a figure stands there), named (the sentence names the theme or code) or headed (a heading does)."""
    about: str
    """The theme or code it asks about, as people call it, in quotation marks."""


class Names:
    """The themes and codes of a study, to be found in what people write."""

    def __init__(self, answers: Answers) -> None:
        self._meant: dict[str, tuple[str, str]] = {}
        for code, label in answers.material.code_labels.items():
            self._meant |= {_folded(code): ("code", code), _folded(label): ("code", code)}
        self._meant |= {_folded(theme): ("theme", theme) for theme in answers.themes}
        self._meant.pop("", None)
        self._found: dict[str, list[tuple[int, int, Question]]] = {}
        self._written = {_folded(name): name for name in (*answers.material.code_labels.values(), *answers.themes)}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = sorted(self._meant, key=len, reverse=True)
        if not names:
            return None
        any_name = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
        return re.compile(rf"(?<!\w)(?:{any_name})(?!\w)")

    def found(self, words: str) -> list[tuple[int, int, Question]]:
        """Where a text names a theme or a code, and the question how many raised it.

        A name of one word must be written as the study has it, or stand in quotation marks.
        """
        if words not in self._found:
            self._found[words] = [*self._search(words)]
        return self._found[words]

    def _search(self, words: str) -> Iterator[tuple[int, int, Question]]:
        low = _low(words)
        for one in self._pattern.finditer(low) if self._pattern else ():
            name = _folded(one[0])
            if " " not in name and "." not in name and not self._is_meant(words, one.start(), one.end(), name):
                continue
            kind, meant = self._meant[name]
            yield one.start(), one.end(), ask("count", "participants", **{kind: meant})

    def _is_meant(self, words: str, start: int, end: int, name: str) -> bool:
        quoted = words[:start][-1:] in _OPENING and words[end:][:1] in _CLOSING and start > 0
        written = uncurled(self._written.get(name, name))
        return quoted or (uncurled(words[start:end]) == written and written != written.casefold())


def backing(sentence: Sentence, start: int, until: int, after: int, answers: Answers, names: Names) -> Backing | None:
    """What stands behind words of a sentence from `start` up to `until`; `after` is where the claim before them ends.

    Figures come before names, what follows the words before what precedes them. Raises QualcodeError where a figure
    beside them asks for something the project lacks.
    """
    figures = [(place, question) for place, one in sentence.asked if (question := question_of(one, answers))]
    if figure := _nearest(figures, start, until, after):
        answered(answers, figure)
        return Backing(figure, BESIDE, _about(figure, answers))
    named = [(place, question) for place, _, question in names.found(sentence.words)]
    if name := _nearest(named, start, until, 0):
        return Backing(name, NAMED, _about(name, answers))
    for heading in sentence.headings:
        if found := names.found(heading):
            return Backing(found[0][2], HEADED, _about(found[0][2], answers))
    return None


def question_of(asked: Question | Reference, answers: Answers) -> Question | None:
    """How many people raised what a figure is about; None where it counts something else."""
    if isinstance(asked, Question):
        about_one = asked.get("theme") is not None or asked.get("code") is not None
        return asked if asked.kind in ("count", "number") and asked.what in _PEOPLE and about_one else None
    if asked.kind == "finding":
        return ask("count", "participants", theme=theme_named(answers, asked.get("theme") or " ".join(asked.given)))
    if asked.kind not in ("count", "schools"):
        return None
    about = {name: value for name, value in subject(answers, asked).items() if value is not None}
    return ask("count", "schools" if asked.kind == "schools" else "participants", **about) if about else None


def _nearest(places: Iterable[tuple[int, Question]], start: int, until: int, after: int) -> Question | None:
    behind = [one for one in places if start <= one[0] <= until]
    if behind:
        return min(behind, key=lambda one: one[0])[1]
    before = [one for one in places if after <= one[0] < start]
    return max(before, key=lambda one: one[0])[1] if before else None


def _about(question: Question, answers: Answers) -> str:
    theme, code = question.get("theme"), question.get("code") or ""
    return cited(theme or answers.material.code_labels.get(code, code))


def _low(words: str) -> str:
    """In lower case with straight quotes, each character in its place."""
    straight = "".join(one if len(one) == 1 else character for character in words for one in [uncurled(character)])
    return "".join(one if len(one) == 1 else character for character in straight for one in [character.casefold()])


def _folded(name: str) -> str:
    return " ".join(_low(name).split())


def account_for_names(page: Page, answers: Answers) -> None:
    """Let names of themes and codes stand between quotation marks, and live references: nobody is quoted by them."""
    for one in references(page.left):
        page.account_for(one.start, one.end)
    names = {_folded(name) for name in (*answers.themes, *answers.material.code_labels.values())}
    for found in re.finditer(r"[“„«\"]([^“”„«»\"]{1,300})[“”»\"]", page.left):
        if _folded(found[1]).rstrip(".,") in names:
            page.account_for(*found.span())
