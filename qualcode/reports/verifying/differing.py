"""Where two versions of a report differ, paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from qualcode.reports.content.markdown import brief, one_line
from qualcode.reports.content.markers import COMMENT
from qualcode.reports.verifying.page import cited
from qualcode.reports.verifying.plain import plain

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*)")
_BEFORE = 20
"""Letters told of what two paragraphs have in common before they differ."""

_Paragraph = tuple[str, str]
"""The words as a reader sees them, and the heading they stand under, in words."""


def differing(theirs: str, ours: str) -> tuple[str, ...]:
    """A line for each paragraph in which two texts are not the same, in the order of the texts.

    `theirs` is the file somebody edited, `ours` what would be written now; comments and white space do not matter.

    >>> differing("We met often.", "We met.\\n\\nTwice.")
    ('the edited file has “We met often.”, the new text “We met.”', 'only in the new text: “Twice.”')
    """
    left, right = _paragraphs(theirs), _paragraphs(ours)
    matcher = SequenceMatcher(None, [words for words, _ in left], [words for words, _ in right], autojunk=False)
    return tuple(
        line
        for change, begin, end, start, stop in matcher.get_opcodes()
        if change != "equal"
        for line in _told(left[begin:end], right[start:stop])
    )


def _told(left: Sequence[_Paragraph], right: Sequence[_Paragraph]) -> Iterator[str]:
    for mine, new in zip_longest(left, right):
        if mine is None or new is None:
            words, under = mine or new
            yield f"{under}only in the {'edited file' if new is None else 'new text'}: {cited(words)}"
        else:
            same = next(
                (at for at, pair in enumerate(zip(mine[0], new[0], strict=False)) if pair[0] != pair[1]), len(mine[0])
            )
            one, other = _from(mine[0], same), _from(new[0], same)
            yield f"{mine[1]}the edited file has {one}, the new text {other}"


def _from(words: str, same: int) -> str:
    """Words from a little before the letter in which they differ from others."""
    start = words.rfind(" ", 0, same - _BEFORE) + 1 if same > 2 * _BEFORE else 0
    return cited(f"{'…' if start else ''}{words[start:]}")


def _paragraphs(text: str) -> list[_Paragraph]:
    found, under = [], ""
    shown = COMMENT.sub("", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    for block in re.split(r"\n[ \t]*\n|\n(?= {0,3}#|[|])", shown):
        words = one_line(plain(block).words)
        if not re.search(r"\w", words):
            continue
        heading = _HEADING.match(block)
        found.append((words, "" if heading else under))
        if heading:
            under = f"under “{brief(one_line(plain(heading[1]).words), 40)}”: "
    return found
