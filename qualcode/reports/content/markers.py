"""The comments beside figures and quotes that name the question each one answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = ("count", "number", "quote")
"""count: “k of n”; number: a single figure; quote: a slice of a transcript."""

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKER = re.compile(rf"<!--\s*(?P<kind>{'|'.join(KINDS)})\s+(?P<question>.*?)\s*-->", re.DOTALL)
_WHAT = re.compile(r"[a-z]+(?![\w=])")
_PAIR = re.compile(r'([a-z]+)="([^"]*)"')
_ENTITY = re.compile(r"&#(\d{1,6});", re.ASCII)
_UNSAFE = re.compile(r"[\"&<>|`\x00-\x1f]|(?<=-)-|-$")


@dataclass(frozen=True, slots=True)
class Question:
    """What a marked figure or quote answers: `count participants theme="…"`."""

    kind: str
    what: str
    """participants, schools, excerpts …; empty for quotes."""
    about: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        return dict(self.about)[name]

    def get(self, name: str) -> str | None:
        """What the question says about `name`; None where it says nothing."""
        return dict(self.about).get(name)


@dataclass(frozen=True, slots=True)
class Marker:
    """A question as it stands in a report, from `start` to `end`."""

    question: Question
    start: int
    end: int


def ask(kind: str, what: str = "", **about: str | None) -> Question:
    """A question about what is named; names given as None are left out."""
    return Question(kind, what, tuple((name, value) for name, value in about.items() if value is not None))


def write_marker(question: Question) -> str:
    """A question as an HTML comment that shows nowhere and cannot end early.

    >>> write_marker(ask("count", "participants", theme="Trust"))
    '<!-- count participants theme="Trust" -->'
    """
    about = (f'{name}="{_UNSAFE.sub(_entity, value)}"' for name, value in question.about)
    return f"<!-- {' '.join(part for part in (question.kind, question.what, *about) if part)} -->"


def read_markers(text: str) -> Iterator[Marker]:
    """Every marker of a text, first to last; other comments are passed over, with whatever they hide."""
    for comment in COMMENT.finditer(text):
        found = _MARKER.fullmatch(text, *comment.span())
        if found is None:
            continue
        inside = found["question"]
        what = _WHAT.match(inside)
        yield Marker(Question(found["kind"], what[0] if what else "", read_about(inside)), found.start(), found.end())


def read_about(inside: str) -> tuple[tuple[str, str], ...]:
    """The names and values that stand in a comment, as they were before they were made safe for it."""
    return tuple((name, _ENTITY.sub(_character, value)) for name, value in _PAIR.findall(inside))


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1]))
