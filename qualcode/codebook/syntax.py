"""What a YAML parser's complaint means in the words of someone who writes codebooks."""

import re
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError

_QUOTED_VALUE = re.compile(r"""(\s*(?:-\s+)*(?:[^\s#"'][^:"']*:\s+)?)(["'])(.*)$""")
_NEW_ENTRY = re.compile(r"\s*(?:-(?:\s|$)|[\w.]+:(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake of form; line and column from 0."""

    line: int
    column: int
    message: str
    mend: str
    tab: bool = False
    """Mended by writing blanks for tabs."""
    hopeless: bool = False
    """Nothing after it can be read."""


def _unclosed_quote(lines: list[str], before: int) -> Slip | None:
    """The first line, down to where the parser gave up, whose quote opens and is not closed before the next entry."""
    for number, line in enumerate(lines[: before + 1]):
        opened = _QUOTED_VALUE.match(line)
        if opened and not _closes(opened[3], opened[2]) and _entry_follows(lines, number):
            mend = f"close it with {opened[2]} at the end of the text"
            return Slip(number, opened.end(1), f"the quote {opened[2]} opened here is not closed", mend)
    return None


def _closes(rest: str, quote: str) -> bool:
    plain = re.sub(r"\\.", "", rest) if quote == '"' else rest.replace("''", "")
    return quote in plain


def _entry_follows(lines: list[str], number: int) -> bool:
    after = next((line for line in lines[number + 1 :] if line.strip()), None)
    return after is None or bool(_NEW_ENTRY.match(after))


def diagnose(error: MarkedYAMLError, lines: list[str]) -> Slip:
    """The slip behind a parser's complaint, on a line of the file."""
    mark = error.problem_mark or error.context_mark
    if quote := _unclosed_quote(lines, mark.line if mark else 0):
        return quote
    opened = error.context_mark
    problem = str(error.problem or "")
    if opened is not None and ("flow" in str(error.context) or "end of stream" in problem):
        return _unclosed(str(error.context), opened.line, opened.column)
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark and mark.line < len(lines) else 0
    return _plain(problem, line, column, lines[line])


def _unclosed(context: str, line: int, column: int) -> Slip:
    if "quoted" in context:
        return Slip(line, column, "the quote opened here is not closed", "close it at the end of the text")
    sign, end = ("[", "]") if "sequence" in context else ("{", "}")
    mend = f"close it with {end}, and put texts that hold commas, colons or brackets in quotes"
    return Slip(line, column, f"the bracket {sign} opened here is not closed as it should be", mend)


def _plain(problem: str, line: int, column: int, words: str) -> Slip:
    if r"'\t'" in problem:
        return _tab(line, column, words)
    for pattern, message, mend in _COMPLAINTS:
        if found := re.search(pattern, problem):
            sign = found[1] if found.groups() else ""
            return Slip(line, column, message.format(sign), mend.format(sign), hopeless="one document" in message)
    if "mapping values" in problem:
        return _colon(line, column, words)
    if "<block end>" in problem:
        return _out_of_place(line, column, words)
    return Slip(line, column, f"this is not YAML ({problem})", "put the text in quotes")


_COMPLAINTS = (
    (r"character '(.+)' that cannot", "a text cannot start with {}", "put the text in quotes"),
    (r"undefined alias '(.+)'", "“*{}” repeats an anchor that is not there", "put a text that starts with * in quotes"),
    (r"unknown escape character '(.+)'", "\\{} means nothing between double quotes", "write \\\\ for a backslash"),
    (r"expected escape sequence", "this backslash starts no sign that YAML knows", "write \\\\ for a backslash"),
    (r"sequence entries", "a list cannot start in the middle of a line", "put “- ” on the next line, indented"),
    (r"another document", "the file holds more than one document", "a codebook is one document: delete this line"),
    (r"incompatible YAML", "this YAML version is unknown", "delete the line that starts with %YAML"),
    (
        r"could not find expected ':'",
        "the line has no “: ” after its key",
        "write “key: text”, or put the text in quotes",
    ),
    (
        r"chomping or indentation|comment or a line break",
        "after | or > the line has to end",
        "write the text on the next line, indented",
    ),
)


def _tab(line: int, column: int, words: str) -> Slip:
    if words[:column].strip():
        return Slip(line, column, "a tab stands here", "use spaces", tab=True)
    return Slip(line, column, "the line is indented with a tab", "indent with spaces", tab=True)


def _colon(line: int, column: int, words: str) -> Slip:
    if re.search(r":\s", words[:column]):
        message = "a second “: ” in the line; YAML takes what stands before it for a key"
        return Slip(line, column, message, "put the text in quotes")
    message = "the line is indented deeper than it may be, or the line above is not finished"
    return Slip(line, column, message, "indent it like the other fields of the code")


def _out_of_place(line: int, column: int, words: str) -> Slip:
    if not words[:column].strip():
        message = "the line does not fit the indentation of those above"
        return Slip(line, column, message, "indent it like its neighbours")
    opened = _QUOTED_VALUE.match(words)
    mend = "write an apostrophe as '' or put the text in double quotes"
    if opened is None or opened[2] == '"':
        mend = 'write a quote inside a text as \\" or use “ ”'
    return Slip(line, column, "words stand after the closing quote", mend)
