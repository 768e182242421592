"""Shows how a text was reworded, word by word, with signs that need no color."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from qualcode.codebook.codes import Code, Codebook, CounterExample, Rule
from qualcode.codebook.likeness import words_in

_PIECE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff]\s*|[^\s]+\s*")
"""A word with the blank behind it; a letter where a script sets no blanks."""
_CONTEXT = 4
"""Words shown on either side of a change."""
_ONE_TEXT = 0.4
"""Two texts that share fewer words are shown one below the other."""


def reworded(old: str, new: str) -> str:
    """A text as it is, with what went in [−…] and what came in [+…]; long stretches between become “…”.

    >>> reworded("Practice was changed or tried out", "Practice was altered or tried out")
    'Practice was [−changed] [+altered] or tried out'
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    steps = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False).get_opcodes()
    parts = []
    for number, (what, start, end, new_start, new_end) in enumerate(steps):
        if what == "equal":
            parts.append(_shortened(after[new_start:new_end], first=number == 0, last=number == len(steps) - 1))
            continue
        if end > start:
            parts.append(f"[−{''.join(before[start:end]).rstrip()}]")
        if new_end > new_start:
            parts.append(f"[+{''.join(after[new_start:new_end]).rstrip()}]")
    return " ".join(part.strip() for part in parts)


def lines_of_change(old: Code | Codebook, new: Code | Codebook, fields: Iterable[str]) -> Iterator[str]:
    """What each field of codes or codebooks said and says, in lines that start with its name.

    What went has − in front, what came +; a text that was only reworded is told word by word.
    """
    for name in fields:
        before, after = _texts(getattr(old, name)), _texts(getattr(new, name))
        if sorted(before) == sorted(after):
            yield f"{name}: in another order"
        for line in _lines(before, after):
            yield f"{name}: {line}"


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    gone = [text for text in before if text not in after]
    come = [text for text in after if text not in before]
    for text in gone:
        other = _nearest(text, come)
        if other is None:
            yield f"− {text}"
        else:
            come.remove(other)
            yield reworded(text, other)
    for text in come:
        yield f"+ {text}"


def _nearest(text: str, among: Sequence[str]) -> str | None:
    """The text that this one most likely became."""
    words = set(words_in(text))
    scored = [(_shared(words, set(words_in(other))), -place) for place, other in enumerate(among)]
    likeness, place = max(scored, default=(0.0, 0))
    return among[-place] if likeness >= _ONE_TEXT else None


def _shared(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(_text(item) for item in value)
    return (str(value),) if value else ()


def _text(item: object) -> str:
    if isinstance(item, CounterExample):
        return f"{item.text} -> {item.code_as}" if item.code_as else item.text
    return f"{item.name}: {item.text}" if isinstance(item, Rule) else str(item)


def _bare(pieces: Sequence[str]) -> list[str]:
    return [piece.rstrip() for piece in pieces]


def _shortened(pieces: Sequence[str], *, first: bool, last: bool) -> str:
    head = 0 if first else _CONTEXT
    tail = 0 if last else _CONTEXT
    if len(pieces) <= head + tail + _CONTEXT:
        return "".join(pieces)
    return f"{''.join(pieces[:head])}… {''.join(pieces[len(pieces) - tail :])}"
