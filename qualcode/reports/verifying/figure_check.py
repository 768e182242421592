"""Whether marked figures are still what the project counts, and still stand in their rows."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.figures import answered
from qualcode.reports.content.authors import AUTHOR
from qualcode.reports.content.markdown import one_line
from qualcode.reports.content.markers import COMMENT, Marker, Question, read_markers
from qualcode.reports.verifying.page import CHANGED, OK, Page, VerifiedLine, cited

_LONGEST = 200
_PIPE = re.compile(r"\s*(?<!\\)\|\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with marked figures, and the head of its table."""

    head: str
    row: str


def check_figure(page: Page, marker: Marker, answers: Answers) -> Iterator[VerifiedLine]:
    """What a marked figure came to."""
    start, shown = _shown(page, marker)
    line = page.line_at(marker.start)
    try:
        expected = answered(answers, marker.question)
    except QualcodeError as error:
        page.account_for(start, marker.end)
        yield VerifiedLine(line, CHANGED, f"figure “{shown}”: {error.message}")
        return
    right = re.search(_exactly(expected), page.text[max(0, marker.start - _LONGEST) : marker.start])
    if right:
        start, shown = marker.start - len(right[0]), expected
    page.account_for(start, marker.end)
    yield VerifiedLine(line, OK if right else CHANGED, f"figure “{shown}”", None if right else expected)


def check_rows(
    page: Page, lines: Iterable[int], known: Mapping[tuple[Question, ...], Row], wrong: Collection[int]
) -> Iterator[VerifiedLine]:
    """Rows of marked tables must stand as the report has them: beside another name, a right figure lies.

    Lines already found `wrong` are not named twice.
    """
    for line in lines:
        row = known.get(questions_in(page.words(line)))
        if row is None or not in_table(page.words(line)):
            continue
        for place, expected in ((_head(page, line), row.head), (line, row.row)):
            if place not in wrong and normal(page.words(place)) != normal(expected):
                yield VerifiedLine(place, CHANGED, f"row {cited(_visible(page.words(place)))}", _visible(expected))


def marked_rows(page: Page) -> dict[tuple[Question, ...], Row]:
    """The rows of a report's tables by the questions they answer."""
    rows = {}
    for line in range(1, len(page) + 1):
        questions = questions_in(page.words(line))
        if questions and in_table(page.words(line)) and AUTHOR not in page.words(line):
            rows[questions] = Row(page.words(_head(page, line)), page.words(line))
    return rows


def normal(line: str) -> str:
    """A line without regard to white space, and in tables to how the cells are padded."""
    return _PIPE.sub(" | ", one_line(line)).strip() if in_table(line) else one_line(line)


def _exactly(figure: str) -> str:
    words = r"\s+".join(re.escape(word) for word in figure.split())
    return rf"(?<![\w.,/%+-]){words}[*_]*\s*\Z"


def _shown(page: Page, marker: Marker) -> tuple[int, str]:
    """The figure as it stands before a marker, right or wrong."""
    begin = page.start(page.line_at(marker.start))
    before = COMMENT.sub(lambda found: " " * len(found[0]), page.text[begin : marker.start])
    last = re.search(r"(?:[^\s|]+\s+of\s+)?[^\s|]*\s*\Z", before)
    start = begin + (last.start() if last else 0)
    return start, before[start - begin :].strip()


def questions_in(words: str) -> tuple[Question, ...]:
    """What the markers of a piece of text ask, in their order."""
    return tuple(marker.question for marker in read_markers(words))


def in_table(line: str) -> bool:
    """Whether a line is a row of a table."""
    return line.lstrip().startswith("|")


def _head(page: Page, line: int) -> int:
    while line > 1 and in_table(page.words(line - 1)):
        line -= 1
    return line


def _visible(line: str) -> str:
    return one_line(COMMENT.sub("", line))
