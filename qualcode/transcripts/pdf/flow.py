"""Which lines of a PDF go on with the line before, so that a colon in them names nobody."""

from collections import Counter
from collections.abc import Sequence, Set

from qualcode.transcripts.labelled.apart import said_by_nobody
from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.pdf.lines import Line

SENTENCE_ENDS = ".?!…:;”\"’')]»。？！"
_NEARLY_ALL = 0.9
_FEWEST = 6
_NEAR = 3.0
"""Points by which lines that begin alike may differ."""


def going_on(lines: Sequence[Line], inside: Set[int], spaced: Set[int]) -> frozenset[int]:
    """Places of lines that only seem to begin with a speaker’s label, or end a banner of the program that made the PDF.

    `inside` has the places of lines before which the page sets no paragraph: no white space, no room left; `spaced`
    those of lines below white space.
    """
    labels = {place: label for place, line in enumerate(lines) if (label := _label(line))}
    begun = Counter(label for place, label in labels.items() if place not in inside)
    sure = [place for place, label in labels.items() if is_role_or_code(label) or begun[label] > 1]
    edge = _common_edge([lines[place].left for place in sure])
    sure = [place for place in sure if place and same_column(lines[place - 1], lines[place])]
    always = len(sure) >= _FEWEST and sum(place in spaced for place in sure) >= _NEARLY_ALL * len(sure)
    return frozenset(
        place
        for place in inside
        if said_by_nobody(lines[place - 1].text, heading=False)
        or (place in labels and always and same_column(lines[place - 1], lines[place]))
        or (place in labels and edge is not None and abs(lines[place].left - edge) > lines[place].size)
        or (place in labels and _only_seems(lines[place - 1], labels[place], begun))
    )


def _common_edge(lefts: Sequence[float]) -> float | None:
    """Where nearly all labels begin; None where they begin in several places."""
    if len(lefts) < _FEWEST:
        return None
    middle = sorted(lefts)[len(lefts) // 2]
    near = sum(abs(left - middle) <= _NEAR for left in lefts)
    return middle if near >= _NEARLY_ALL * len(lefts) else None


def same_column(before: Line, line: Line) -> bool:
    """Whether two lines stand in one column of one page."""
    return (before.page, before.column) == (line.page, line.column)


def _label(line: Line) -> str:
    look = first_look(line.text)
    return look.label if isinstance(look, Candidate) and look.shape == "colon" else ""


def _only_seems(before: Line, label: str, begun: Counter[str]) -> bool:
    """Whether a label inside a paragraph is speech: one like it never begins a paragraph, and no sentence ends here."""
    ended = before.text.rstrip()[-1:] in SENTENCE_ENDS
    return not begun[label] and not is_role_or_code(label) and (not ended or label[0].islower())
