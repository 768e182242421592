"""The stretches of a text that an edit replaces; everything between them stays as it is, byte for byte."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ruamel.yaml.error import StringMark

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """Some characters of a text, from start up to end, and what stands there afterwards."""

    start: int
    end: int
    words: str


def spliced(text: str, splices: Sequence[Splice]) -> str | None:
    """The text with each stretch replaced; None where two of them overlap, as one would undo the other."""
    ordered = sorted(set(splices))
    if any(second.start < first.end for first, second in pairwise(ordered)):
        return None
    parts, at = [], 0
    for splice in ordered:
        parts += [text[at : splice.start], splice.words]
        at = splice.end
    return "".join([*parts, text[at:]])


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file as it is written, and where in the text each begins."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Lines":
        """The lines of a text, which may begin with a byte order mark."""
        first = 1 if text.startswith("\ufeff") else 0
        ends = list(LINE_END.finditer(text, first))
        starts = (first, *(end.end() for end in ends))
        stops = (*(end.start() for end in ends), len(text))
        return cls(text, starts, tuple(text[a:b] for a, b in zip(starts, stops, strict=True)))

    def at(self, mark: StringMark) -> int:
        """The position in the text of a place in the tree."""
        return self.starts[mark.line] + int(mark.column)

    def end_of(self, line: int) -> int:
        """The position after a line's last character, before its line end."""
        return self.starts[line] + len(self.lines[line])

    def start_of(self, line: int) -> int:
        """The position where a line begins; the end of the text for the line after the last."""
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def line_end_at(self, line: int) -> str:
        """How lines end hereabouts: as this line does, or the one above where it is the last."""
        for number in (line, line - 1, 0):
            if 0 <= number < len(self.lines) - 1:
                return self.text[self.end_of(number) : self.starts[number + 1]]
        return "\n"

    def is_blank(self, line: int) -> bool:
        """Whether a line holds nothing."""
        return not self.lines[line].strip()

    def is_comment(self, line: int) -> bool:
        """Whether a line holds nothing but a comment, so far as the line alone can say."""
        return self.lines[line].lstrip().startswith("#")

    def indent(self, line: int) -> int:
        """By how many blanks a line is indented."""
        return len(self.lines[line]) - len(self.lines[line].lstrip())
