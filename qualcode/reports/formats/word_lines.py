"""Lines of a report as runs of a Word paragraph, with bookmarks where their figures and quotes are proven."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from qualcode.reports.content.blocks import Inline, Line, LineBreak, Proof, Words
from qualcode.reports.content.markers import Question
from qualcode.reports.formats.word_marks import Marks
from qualcode.reports.formats.word_styles import ADDRESS, LINKED, TYPED, Styles
from qualcode.reports.formats.word_xml import XML_SPACE, inside, legible

_PIECES = re.compile(r"\t|\n|[^\t\n]+")


class LineWriter:
    """Writes lines into paragraphs."""

    def __init__(self, styles: Styles, marks: Marks, comment: Callable[[Sequence[Any], Question], None]) -> None:
        self._marks, self._comment = marks, comment
        self._styles = {one: styles.character(one) for one in (TYPED, LINKED, ADDRESS)}

    def write(self, paragraph: Any, line: Line) -> None:
        """The runs and bookmarks of a line, after whatever the paragraph holds."""
        proven: list[Any] = []
        for place, one in enumerate(line):
            match one:
                case Words():
                    proven.append(self._run(paragraph, one))
                    if one.link is not None and not _goes_on(line[place + 1 :], one.link):
                        self._address(paragraph, one)
                case LineBreak():
                    inside(inside(paragraph, "r"), "br")
                case Proof():
                    self._comment(proven, one.question)
                    paragraph.extend(self._marks.proof(one.question))
                    proven = []

    def literal(self, paragraph: Any, text: str) -> None:
        """Lines exactly as they stand."""
        if text:
            fill(inside(paragraph, "r"), text)

    def _run(self, paragraph: Any, words: Words) -> Any:
        run = inside(paragraph, "r")
        style = TYPED if words.literal else None if words.link is None else ADDRESS if _bare(words) else LINKED
        if style or words.strong or words.emphasis or words.struck:
            look = inside(run, "rPr")
            if style:
                inside(look, "rStyle", val=self._styles[style])
            for mark, wanted in (("b", words.strong), ("i", words.emphasis), ("strike", words.struck)):
                if wanted:
                    inside(look, mark)
        fill(run, words.text.replace("\r", " ").replace("\n", " "))
        return run

    def _address(self, paragraph: Any, words: Words) -> None:
        if not words.literal and not _bare(words):
            run = inside(paragraph, "r")
            inside(inside(run, "rPr"), "rStyle", val=self._styles[ADDRESS])
            fill(run, f" ({words.link})")


def fill(run: Any, text: str) -> None:
    """Put text into a run, with tabs and line ends as Word has them and every space kept."""
    for piece in _PIECES.findall(legible(text)):
        if piece in ("\t", "\n"):
            inside(run, "tab" if piece == "\t" else "br")
        else:
            words = inside(run, "t")
            words.set(XML_SPACE, "preserve")
            words.text = piece


def _bare(words: Words) -> bool:
    """Whether the words of a link are where it leads to."""
    return words.link in (words.text, f"mailto:{words.text}") and not re.search(r"[\t\r\n]", words.text)


def _goes_on(rest: Sequence[Inline], link: str) -> bool:
    """Whether more words of the same link follow before other words."""
    following = next((one for one in rest if isinstance(one, Words)), None)
    return following is not None and following.link == link and not following.literal
