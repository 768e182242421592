"""A text being held against a project: its lines, and what of it is accounted for."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from qualcode.reports.content.markdown import brief

OK, CHANGED, NOT_CHECKED, NOT_BACKED, MISSING = "ok", "changed", "not checked", "not backed", "missing"
WORTH_A_LOOK = "worth a look"
CURLED = " (quotes curled)"
"""Said of what differs from the project only as a word processor changes it by itself."""

_BLOCK_LINE = re.compile(r" {0,3}>")
_WORDS_IN_BLOCK = re.compile(r" {0,3}>[ >]*[^\s>]")


@dataclass(frozen=True, slots=True)
class VerifiedLine:
    """What one line of a text came to when held against the project."""

    line: int
    """Counted from 1."""
    status: str
    """ok, changed, not checked (added by hand), not backed (a quotation or count from nowhere) , missing (in the
    report the project makes, not in this text) or worth a look (words that say more than a count can)."""
    what: str
    expected: str | None = None
    """What the project says, where something changed and that is known."""
    place: str | None = None
    """Under which heading and in which paragraph, where the text was read back from a format that has no lines."""


class Page:
    """A text with numbered lines; `left` is what nothing has accounted for yet, the rest of it blanked out."""

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.left = self.text
        self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._starts)

    def line_at(self, position: int) -> int:
        """The number of the line a position lies on."""
        return bisect_right(self._starts, position)

    def start(self, line: int) -> int:
        """Where a line begins; one past the last line, where the text ends."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def words(self, line: int) -> str:
        """A line as it stands, without its end."""
        return self.text[self.start(line) : self.start(line + 1)].rstrip("\n")

    def unaccounted(self, line: int) -> str:
        """A line without what is accounted for."""
        return self.left[self.start(line) : self.start(line + 1)].rstrip("\n")

    def account_for(self, start: int, end: int) -> None:
        """Blank out words that were checked, whatever the check said."""
        self.left = self.left[:start] + re.sub(r"[^\n]", " ", self.left[start:end]) + self.left[end:]

    def in_block(self, line: int) -> bool:
        """Whether a line belongs to a block quotation."""
        return line <= len(self) and bool(_BLOCK_LINE.match(self.words(line)))

    def block_end(self, line: int) -> int:
        """Where the block quotation around a line ends."""
        while self.in_block(line + 1):
            line += 1
        return self.start(line + 1)

    def paragraph_in_block(self, position: int) -> int:
        """Where the words of a block quotation that run up to `position` begin."""
        line = self.line_at(position)
        while line > 1 and _WORDS_IN_BLOCK.match(self.words(line - 1)) and "<!--" not in self.words(line - 1):
            line -= 1
        return self.start(line)

    def paragraph(self, position: int) -> int:
        """Where the paragraph that runs up to `position` begins."""
        line = self.line_at(position)
        while line > 1 and self.words(line - 1).strip():
            line -= 1
        return self.start(line)


def cited(words: str) -> str:
    """Words cut short between quotation marks of their own, those inside made single."""
    line = " ".join(words.split())
    bare = line[1:-1] if re.fullmatch(r"“[^“”]*”|\"[^\"]*\"", line) else line
    return f"“{re.sub('[“„]', '‘', brief(bare)).replace('”', '’')}”"
