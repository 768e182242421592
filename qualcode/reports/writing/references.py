"""Live references in what authors write: `{{ count theme:connection }}`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_REFERENCE = re.compile(r"\{\{(?P<inside>[^{}\n]*)\}\}")
_WORD = re.compile(r"""(?:(?P<name>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"|“(?P<curled>[^”]*)”|(?P<bare>[^\s"“]+))""")
_LITERAL = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]+`|<!--.*?-->", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a text that the project fills in."""

    start: int
    end: int
    line: int
    """Counted from 1."""
    kind: str
    """What stands first: count, quote, table …; empty where nothing stands between the braces."""
    given: tuple[str, ...]
    """Words without a name, in their order."""
    about: tuple[tuple[str, str], ...]
    """Words with one: ("theme", "connection")."""
    alone: bool
    """Whether nothing else stands on its line, so that whole tables may come there."""

    def get(self, name: str) -> str | None:
        """What the reference says about `name`; None where it says nothing."""
        return dict(self.about).get(name)


def references(text: str) -> Iterator[Reference]:
    """The live references of a text, first to last; none in what is shown as typed, and none in comments.

    >>> [one.kind for one in references("Said by {{ count theme:trust }}, not `{{ count }}`.")]
    ['count']
    """
    literal = [found.span() for found in _LITERAL.finditer(text)]
    for found in _REFERENCE.finditer(text):
        if any(start <= found.start() < end for start, end in literal):
            continue
        words = [*_WORD.finditer(found["inside"])]
        plain = [_value(word) for word in words if not word["name"]]
        begin = text.rfind("\n", 0, found.start()) + 1
        stop = text.find("\n", found.end())
        around = text[begin : found.start()] + text[found.end() : len(text) if stop < 0 else stop]
        yield Reference(
            start=found.start(),
            end=found.end(),
            line=text.count("\n", 0, found.start()) + 1,
            kind=plain[0].casefold() if plain else "",
            given=tuple(plain[1:]),
            about=tuple((word["name"].casefold(), _value(word)) for word in words if word["name"]),
            alone=not around.strip(),
        )


def _value(word: re.Match[str]) -> str:
    return next(one for one in (word["quoted"], word["curled"], word["bare"]) if one is not None)
