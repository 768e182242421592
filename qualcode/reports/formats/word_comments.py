"""Comments in the margin that say which codes the words of a quote were coded with."""

from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quote_comments import CodedAs, coded_as
from qualcode.reports.content.markers import Question
from qualcode.reports.formats.word_xml import element, inside, legible

AUTHOR = "qualcode"
"""Word asks every comment for an author; who coded stands in its words."""


class Comments:
    """The comments of a document, as Word keeps them apart from its words."""

    def __init__(self, root: Any, answers: Answers, audience: str, reference_style: str) -> None:
        self._root, self._answers, self._audience, self._style = root, answers, audience, reference_style
        for old in list(root):
            root.remove(old)

    def put_on(self, runs: Sequence[Any], question: Question) -> None:
        """Comment on runs that stand in a paragraph already, where their words were coded."""
        found = coded_as(self._answers, question, self._audience) if runs and question.kind == "quote" else ()
        if not found:
            return
        number = str(len(self._root))
        comment = inside(self._root, "comment", id=number, author=AUTHOR, initials="qc")
        for line in _lines(found):
            words = inside(inside(inside(comment, "p"), "r"), "t")
            words.text = legible(line)
        runs[0].addprevious(element("commentRangeStart", id=number))
        reference = element("r")
        inside(inside(reference, "rPr"), "rStyle", val=self._style)
        inside(reference, "commentReference", id=number)
        runs[-1].addnext(reference)
        reference.addprevious(element("commentRangeEnd", id=number))


def _lines(found: Sequence[CodedAs]) -> Iterator[str]:
    for one in found:
        by = f", coded by {one.coder}" if one.coder else ""
        yield f"{one.label}{by}{f' ({one.modifiers})' if one.modifiers else ''}"
        if one.memo:
            yield from (f"Memo: {line}" if not place else line for place, line in enumerate(one.memo.splitlines()))
