"""Which lines or characters an entry of a list or map takes up, and how to take it out.

An entry in lines takes with it the comment lines that belong to it: those directly above it, indented as it is, with no
blank line between (unless they open the file, where they are the file's own heading), and those inside and directly
below it that are indented deeper than it is. A comment after a blank line is a heading and stays.
The blank lines below an entry go with it, or those above where it is the last.
"""

from dataclasses import dataclass

from ruamel.yaml.nodes import CollectionNode, MappingNode, SequenceNode

from qualcode.codebook.splicing.opened import OpenedFile
from qualcode.codebook.splicing.stretches import Splice


@dataclass(frozen=True, slots=True)
class Extent:
    """The lines of one entry, counted from 0, without the comments above it."""

    first: int
    stop: int
    """The line after its last, comments indented below it included."""
    column: int
    """Where its dash or its key stands."""


def column_of(file: OpenedFile, container: CollectionNode) -> int:
    """Where the dashes of a list, or the keys of a map, stand."""
    if isinstance(container, MappingNode):
        return int(container.value[0][0].start_mark.column)
    position = file.lines.at(container.start_mark)
    return int(container.start_mark.column) if file.text[position] == "-" else _dash_above(file, container)


def _dash_above(file: OpenedFile, container: CollectionNode) -> int:
    """Where an anchor or a tag stands before the list, its first dash is above or before its first item."""
    line = int(container.start_mark.line) + 1
    while line < len(file.lines.lines) and not file.lines.lines[line].lstrip().startswith("-"):
        line += 1
    return file.lines.indent(line) if line < len(file.lines.lines) else 0


def extents(file: OpenedFile, container: CollectionNode) -> list[Extent] | None:
    """The lines of each entry of a list or map; None where it is in brackets or its lines cannot be told apart."""
    if container.flow_style or not container.value:
        return None
    column = column_of(file, container)
    firsts = _first_lines(file, container, column)
    if len(firsts) != len(container.value):
        return None
    stops = [*firsts[1:], _line_after(file, container)]
    pairs = zip(firsts, stops, strict=True)
    return [Extent(first, _without_what_follows(file, first, stop, column), column) for first, stop in pairs]


def _first_lines(file: OpenedFile, container: CollectionNode, column: int) -> list[int]:
    if isinstance(container, MappingNode):
        return [int(key.start_mark.line) for key, _ in container.value if key.start_mark.column == column]
    lines = range(int(container.start_mark.line), _line_after(file, container))
    return [line for line in lines if _has_dash(file.lines.lines[line], column)]


def _has_dash(line: str, column: int) -> bool:
    return not line[:column].strip() and line[column : column + 1] == "-" and line[column + 1 : column + 2] in ("", " ")


def _line_after(file: OpenedFile, container: CollectionNode) -> int:
    """The line of what comes after a list or map, or the line after the last."""
    end = container.end_mark
    rest = file.lines.lines[end.line][: end.column]
    return int(end.line) + (1 if rest.strip() else 0)


def _without_what_follows(file: OpenedFile, first: int, stop: int, column: int) -> int:
    """The line after an entry's last word or comment; comments not deeper than it belong to what follows."""
    lines = file.lines
    last = max(
        (line for line in range(first, stop) if not lines.is_blank(line) and not lines.is_comment(line)), default=first
    )
    for line in range(last + 1, stop):
        if lines.is_comment(line) and lines.indent(line) > column:
            last = line
        elif not lines.is_blank(line):
            break
    return last + 1


def taken_out(file: OpenedFile, container: CollectionNode, gone: set[int]) -> list[Splice] | None:
    """What to cut so that some entries of a list or map go, never all; None where it cannot be told."""
    if container.flow_style:
        return [_cut_in_brackets(file, container, run) for run in _runs(gone)]
    found = extents(file, container)
    if found is None or any(_shares_a_line(file, found[index]) for index in gone):
        return None
    return [_cut_lines(file, found, index) for index in sorted(gone)]


def _shares_a_line(file: OpenedFile, extent: Extent) -> bool:
    """Whether something else, such as the dash of the entry around it, stands on its first line."""
    return bool(file.lines.lines[extent.first][: extent.column].strip())


def _cut_lines(file: OpenedFile, found: list[Extent], index: int) -> Splice:
    lines, extent = file.lines, found[index]
    first, stop = comments_above(file, extent), extent.stop
    if index + 1 < len(found):
        while stop < len(lines.lines) - 1 and lines.is_blank(stop):
            stop += 1
    else:
        while first > 0 and lines.is_blank(first - 1):
            first -= 1
    if stop == len(lines.lines) and first > 0:
        # A file that ends without a line end goes on doing so.
        return Splice(lines.end_of(first - 1), len(lines.text), "")
    return Splice(lines.start_of(first), lines.start_of(stop), "")


def comments_above(file: OpenedFile, extent: Extent) -> int:
    """The first of the comment lines that belong to an entry, or its own first line."""
    first = extent.first
    while first > 0 and file.lines.is_comment(first - 1) and file.lines.indent(first - 1) == extent.column:
        first -= 1
    return first if first > 0 else extent.first


def _runs(gone: set[int]) -> list[range]:
    """Neighbouring entries in one, since each takes the comma beside it."""
    runs: list[range] = []
    for index in sorted(gone):
        if runs and runs[-1].stop == index:
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return runs


def _cut_in_brackets(file: OpenedFile, container: CollectionNode, run: range) -> Splice:
    if run.stop < len(container.value):
        return Splice(_start(file, container, run.start), _start(file, container, run.stop), "")
    if run.start > 0:
        return Splice(end_in_brackets(file, container, run.start - 1), end_in_brackets(file, container, -1), "")
    return Splice(_start(file, container, 0), end_in_brackets(file, container, -1), "")


def _start(file: OpenedFile, container: CollectionNode, index: int) -> int:
    child = container.value[index]
    return file.lines.at((child[0] if isinstance(child, tuple) else child).start_mark)


def end_in_brackets(file: OpenedFile, container: CollectionNode, index: int) -> int:
    """The position after an item, or after the value of a key, between [ ] or { }."""
    child = container.value[index]
    if isinstance(container, SequenceNode):
        return file.lines.at(child.end_mark)
    place = file.place_of_value(*child)
    # “b:,” would be read as a name with a colon in it, so the blank after the colon stays.
    return place.end + (place.kind == "nothing" and file.text[place.end] == " ")
