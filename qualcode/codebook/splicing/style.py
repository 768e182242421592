"""How a file writes its codes: where dashes, fields and lists stand, and whether blank lines part the codes."""

from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, SequenceNode

from qualcode.codebook.splicing.extents import Extent, column_of
from qualcode.codebook.splicing.opened import Entry, Form, OpenedFile


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of a file, in columns."""

    column: int
    """Where the dashes, or the names of a map of codes, stand."""
    fields: int
    """How much deeper the fields stand."""
    items: int
    """How much deeper than its key a list stands."""
    in_list: bool
    form: Form
    parted: bool
    """Whether a blank line stands between the codes."""
    line_end: str


def style_around(file: OpenedFile, entries: list[Entry], found: list[Extent], neighbour: Entry) -> Style:
    """The style that a code beside `neighbour` is written in."""
    extent = found[neighbour.index]
    return Style(
        column=extent.column,
        fields=_depth_of_fields(entries, neighbour, extent.column),
        items=next(_depths_of_lists(file, entries), 2),
        in_list=neighbour.in_list,
        form=neighbour.form,
        parted=_parted(file, found, neighbour.index),
        line_end=file.lines.line_end_at(extent.stop - 1),
    )


def _depth_of_fields(entries: list[Entry], neighbour: Entry, column: int) -> int:
    """How deep this code, else any code of the same form, indents its fields."""
    for entry in (neighbour, *entries):
        fields = entry.fields
        if fields is not None and fields.value and not fields.flow_style and entry.form == neighbour.form:
            return int(fields.value[0][0].start_mark.column) - column
    if neighbour.in_list and neighbour.form != "full":
        return int(neighbour.name.start_mark.column) - column + (2 if neighbour.form != "bare" else 0)
    return 2


def _depths_of_lists(file: OpenedFile, entries: list[Entry]) -> Iterator[int]:
    for entry in entries:
        fields = entry.fields
        pairs = fields.value if isinstance(fields, MappingNode) else ()
        for key, value in pairs:
            if isinstance(value, SequenceNode) and not value.flow_style and value.start_mark.line > key.start_mark.line:
                yield max(0, column_of(file, value) - int(key.start_mark.column))


def _parted(file: OpenedFile, found: list[Extent], index: int) -> bool:
    """Whether a blank line stands above this code, or above the next where this is the first."""
    if len(found) == 1:
        return False
    upper, lower = (index - 1, index) if index else (0, 1)
    return any(file.lines.is_blank(line) for line in range(found[upper].stop, found[lower].first))
