"""What authors recommend, the findings each recommendation rests on, and what they say against it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markdown import escape, one_line
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.themes import examined_in_short
from qualcode.reports.writing.named import theme_named
from qualcode.reports.writing.references import Reference, references
from qualcode.reports.writing.weaving import Woven

TRACE = "What each recommendation rests on"
_HEADING = re.compile(r"^ {0,3}#{2,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
_AGAINST = re.compile(
    r"^\W*(?:against|dagegen|contre|en contra)\W*[:：]\W*(?P<said>\S.*)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One thing the authors would have somebody do."""

    title: str
    themes: tuple[str, ...]
    """The findings it rests on, by the names of their themes."""
    weighed: bool
    """Whether its authors say what speaks against it, or for whom it would not hold."""


def recommendations(text: str, answers: Answers) -> tuple[Recommendation, ...]:
    """The recommendations of a file: each heading below the first level, with what stands under it."""
    heads = [*_HEADING.finditer(text)]
    ends = [*(head.start() for head in heads), len(text)][1:]
    return tuple(
        Recommendation(
            one_line(head[1]),
            tuple(dict.fromkeys(_cited(text[head.end() : end], answers))),
            _AGAINST.search(re.sub(r"<!--.*?-->", "", text[head.end() : end], flags=re.DOTALL)) is not None,
        )
        for head, end in zip(heads, ends, strict=True)
    )


def trace(woven: Woven, _: Reference) -> list[str]:
    """Which findings each recommendation rests on, and what rests on none, both ways."""
    answers = woven.answers
    made = recommendations(woven.prose, answers)
    if not made:
        return ["*No recommendation stands here yet: each needs a heading of its own.*"]
    rows = [
        [escape(one.title), *_rests_on(answers, theme), "weighed" if one.weighed else "not weighed yet"]
        for one in made
        for theme in one.themes or ("",)
    ]
    heads = ["Recommendation", "Rests on", "Participants who raised it", "Examined", "What speaks against it"]
    unused = [name for name in answers.themes if all(name not in one.themes for one in made)]
    remarks = []
    if unused:
        remarks.append(f"No recommendation rests on: {_named(unused)}.")
    if baseless := [one.title for one in made if not one.themes]:
        remarks.append(f"Rests on no finding: {_named(baseless)}.")
    return [*woven.tables.blocks(TRACE, heads, rows), *remarks]


def _cited(text: str, answers: Answers) -> Iterable[str]:
    for one in references(text):
        named = one.get("theme") or (" ".join(one.given) if one.kind == "finding" else "")
        if named:
            try:
                yield theme_named(answers, named)
            except QualcodeError:
                continue  # told once, where the reference itself is filled in


def _rests_on(answers: Answers, theme: str) -> list[str]:
    if not theme:
        return ["no finding", "", ""]
    raised = figure(answers, "count", "participants", theme=theme)
    return [escape(theme), raised, examined_in_short(answers.themes[theme])]


def _named(names: Iterable[str]) -> str:
    return "; ".join(f"“{escape(name)}”" for name in names)
