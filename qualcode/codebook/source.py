"""From the bytes of a YAML file to its tree of nodes, noting every mistake of form on the way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from qualcode.codebook.problems import Problem
from qualcode.codebook.syntax import Slip, diagnose

LARGEST = 10_000_000
"""Bytes; the largest codebooks people write are a hundredth of this."""
DEEPEST = 30
MOST_ALIASED = 100_000
"""Values that anchors and aliases may add before a file counts as a bomb."""
UNREADABLE = "\ufdd0unreadable\ufdd0"
"""Stands, while reading goes on, for a value whose line is no YAML and was already complained of."""

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
# YAML 1.2 knows no line ends but these two, whereas the parser still counts three more as such.
_OLD_LINE_ENDS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\ufeff": " "})
_KEY_OR_DASH = re.compile(r"\s*(?:-\s+)*(?:[^\s#'\"\[{&*!|>%@`-][^:]*:(?=\s)|(?<=[-]\s))")


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file as far as it could be read."""

    root: Node | None
    """None for an empty file and where reading had to stop."""
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]
    complete: bool
    """False where a mistake of form kept what may be a code's id from being read."""
    widened: Mapping[int, int] = field(default_factory=dict)
    """By how many columns a line, counted from 0, grew when its tabs became blanks."""


@dataclass(slots=True)
class _Attempt:
    """The lines of a file, with those that are no YAML taken out one after the other."""

    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    touched: dict[int, int] = field(default_factory=dict)
    """How often each line was complained of: first its value goes, then all of it."""
    lossy: bool = False
    """Whether an id may have been taken out."""
    widened: dict[int, int] = field(default_factory=dict)


@lru_cache(maxsize=8)
def read_source(data: bytes) -> Source:
    """The nodes of a YAML file and every mistake of form, all in one go."""
    if len(data) > LARGEST:
        message = f"the file is larger than {LARGEST // 10**6} MB, which no codebook is"
        return _stopped(Problem(1, 1, message, "name the codebook instead"))
    if fault := fault_of_encoding(data):
        return _stopped(fault)
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    lines = re.split(r"\r\n|\r|\n", text.translate(_OLD_LINE_ENDS))
    attempt = _Attempt(lines)
    _take_out_control_characters(attempt)
    return _compose(attempt)


def _stopped(*problems: Problem) -> Source:
    return Source(None, problems, (), complete=False)


def fault_of_encoding(data: bytes) -> Problem | None:
    """Where the bytes of a file are not UTF-8; None where all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    return None


def _not_utf8(data: bytes, at: int) -> Problem:
    before = data[:at].rpartition(b"\n")
    line, column = data.count(b"\n", 0, at) + 1, len(before[2].decode("utf-8", "replace")) + 1
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(1, 1, "the file is UTF-16, not UTF-8", "save it again with the encoding UTF-8")
    message = f"the byte 0x{data[at]:02x} is not UTF-8"
    return Problem(line, column, message, "save the file again with the encoding UTF-8")


def _take_out_control_characters(attempt: _Attempt) -> None:
    for number, line in enumerate(attempt.lines):
        for sign in _FORBIDDEN.finditer(line):
            message = f"the invisible character U+{ord(sign[0]):04X} cannot stand in YAML"
            attempt.problems.append(Problem(number + 1, sign.start() + 1, message, "delete it"))
        attempt.lines[number] = _FORBIDDEN.sub(" ", line)


def _compose(attempt: _Attempt) -> Source:
    """Compose; at a mistake take the line's value out and go on, so that later mistakes are found too."""
    size = sum(map(len, attempt.lines))
    for _ in range(max(3, min(100, 1_500_000 // (size + 1)))):
        try:
            root = _nodes("\n".join(attempt.lines))
        except MaxDepthExceededError as error:
            mark = error.problem_mark
            attempt.problems.append(Problem(mark.line + 1, mark.column + 1, "nested too deep", "codes need few levels"))
            return _stopped(*attempt.problems)
        except MarkedYAMLError as error:
            slip = diagnose(error, attempt.lines)
            if not _go_round(attempt, slip):
                return _stopped(*attempt.problems, *(() if slip.hopeless else (_rest_unread(attempt),)))
        else:
            problems = [*attempt.problems, *_endless_or_bloated(root)]
            usable = len(problems) == len(attempt.problems)
            return Source(
                root if usable else None, tuple(problems), tuple(attempt.lines), not attempt.lossy, attempt.widened
            )
    return _stopped(*attempt.problems, _rest_unread(attempt))


def _rest_unread(attempt: _Attempt) -> Problem:
    last = max(problem.line for problem in attempt.problems)
    message = "from here on the file could not be read, so there may be more mistakes"
    return Problem(last, len(attempt.lines[last - 1]) + 1, message, "mend those above first")


def _nodes(text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST
    yaml.composer.warn_double_anchors = False
    root: Node | None = yaml.compose(text)
    return root


def _go_round(attempt: _Attempt, slip: Slip) -> bool:
    """Note a mistake unless its line was complained of already, and take that line out; False when stuck."""
    before = attempt.touched.get(slip.line, 0)
    if not before:
        column = max(1, slip.column + 1 - attempt.widened.get(slip.line, 0))
        attempt.problems.append(Problem(slip.line + 1, column, slip.message, slip.mend))
    if before > 1 or slip.hopeless:
        return False
    if slip.tab:
        _tabs_to_blanks(attempt, slip)
        return True
    attempt.touched[slip.line] = before + 1
    _take_out(attempt, slip.line, whole=bool(before))
    return True


def _tabs_to_blanks(attempt: _Attempt, slip: Slip) -> None:
    """Mend this line and every line below that a tab indents: who types one tab types many."""
    lines = attempt.lines
    stray = sum(line.startswith(" ") for line in lines) >= sum(line.startswith("\t") for line in lines)
    below = range(slip.line + 1, len(lines)) if slip.column == 0 else ()
    for number in (slip.line, *(number for number in below if lines[number].startswith("\t"))):
        if number != slip.line:
            attempt.problems.append(Problem(number + 1, 1, slip.message, slip.mend))
        mended = _without_tabs(lines, number, stray=stray)
        attempt.widened[number] = len(mended) - len(lines[number])
        lines[number] = mended


def _without_tabs(lines: list[str], number: int, *, stray: bool) -> str:
    """The line as it was most likely meant: where blanks indent the file, a stray tab stands for its neighbour's."""
    line = lines[number]
    if not line.startswith("\t") or not stray:
        return line.replace("\t", "  ")
    above = next((before for before in reversed(lines[:number]) if before.strip()), "")
    column = _key_column(above) + (2 if above.rstrip().endswith(":") else 0)
    return " " * column + line.lstrip()


def _take_out(attempt: _Attempt, number: int, *, whole: bool) -> None:
    line = attempt.lines[number]
    start = _KEY_OR_DASH.match(line)
    if whole or start is None or not line[start.end() :].strip():
        attempt.lossy = attempt.lossy or bool(line.strip())
        attempt.lines[number] = ""
        return
    attempt.lines[number] = f'{start[0]} "{UNREADABLE}"'
    _take_out_what_runs_on(attempt, number, key_column=_key_column(line))


def _take_out_what_runs_on(attempt: _Attempt, number: int, key_column: int) -> None:
    """Lines indented deeper than the key belong to the value that was taken out."""
    for later in range(number + 1, len(attempt.lines)):
        line = attempt.lines[later]
        if line.strip() and len(line) - len(line.lstrip()) <= key_column:
            break
        attempt.lossy = attempt.lossy or "id:" in line
        attempt.touched.setdefault(later, 1)
        attempt.lines[later] = ""


def _key_column(line: str) -> int:
    dashes = re.match(r"\s*(?:-\s+)*", line)
    column = dashes.end() if dashes else 0
    return column if ":" in line[column:] else max(0, line.find("-"))


def _endless_or_bloated(root: Node | None) -> list[Problem]:
    """Anchors that contain themselves, and aliases that multiply into more values than memory holds."""
    sizes: dict[int, int] = {}
    endless: list[Node] = []
    if root is not None:
        _size(root, sizes, set(), endless)
    problems = [_at(node, "the anchor contains itself", "write the text out instead") for node in endless]
    if root is not None and not endless and sizes[id(root)] > len(sizes) + MOST_ALIASED:
        message = f"anchors and aliases (& and *) blow the file up to {sizes[id(root)]} values"
        problems.append(_at(root, message, "write the texts out instead"))
    return problems


def _size(node: Node, sizes: dict[int, int], above: set[int], endless: list[Node]) -> int:
    """How many values a node stands for once every alias is written out."""
    if id(node) in sizes:
        return sizes[id(node)]
    if id(node) in above:
        endless.append(node)
        return 0
    above.add(id(node))
    total = 1
    if isinstance(node, SequenceNode):
        total += sum(_size(item, sizes, above, endless) for item in node.value)
    elif isinstance(node, MappingNode):
        total += sum(_size(one, sizes, above, endless) for pair in node.value for one in pair)
    above.discard(id(node))
    sizes[id(node)] = total
    return total


def _at(node: Node, message: str, mend: str) -> Problem:
    return Problem(node.start_mark.line + 1, node.start_mark.column + 1, message, mend)
