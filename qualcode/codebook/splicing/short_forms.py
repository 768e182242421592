"""Gives a code written as “name: definition” or as a bare name a field of its own."""

from collections.abc import Iterator

from qualcode.codebook.codes import Code
from qualcode.codebook.splicing.opened import Entry, OpenedFile, ValuePlace
from qualcode.codebook.splicing.rewriting import Attempt, end_of_text
from qualcode.codebook.splicing.scalars import lines_written, written
from qualcode.codebook.splicing.stretches import Splice

_BEFORE_BRIEF = tuple(Code.model_fields)[: tuple(Code.model_fields).index("brief")]
_DEEPER = (2, 1, 4)
"""By how many columns the fields may stand right of the name; a definition over several lines fits not all."""


def spelled_out(file: OpenedFile, entry: Entry, field: str, value: str) -> Iterator[Attempt]:
    """Ways to give a code in short form one more field."""
    brackets = file.in_brackets(entry.name)
    if entry.form == "bare":
        yield from (_bare_in_brackets if brackets else _bare_in_lines)(file, entry, field, value)
        return
    place = file.place_of_value(entry.name, entry.value)
    if brackets:
        yield from _defined_in_brackets(file, entry, place, f"{field}: {written(value, 'in brackets')}", field)
        return
    yield from _defined_in_lines(file, entry, place, field, value)


def _bare_in_brackets(file: OpenedFile, entry: Entry, field: str, value: str) -> Iterator[Attempt]:
    start, end = file.lines.at(entry.name.start_mark), file.lines.at(entry.name.end_mark)
    yield [Splice(start, start, "{id: "), Splice(end, end, f", {field}: {written(value, 'in brackets')}}}")]


def _bare_in_lines(file: OpenedFile, entry: Entry, field: str, value: str) -> Iterator[Attempt]:
    node = entry.name
    start, end = file.lines.at(node.start_mark), file.lines.at(node.end_mark)
    after = file.lines.end_of(node.end_mark.line)
    column = int(node.start_mark.column)
    below = _field_lines(file, entry, field, value, column + 2)
    yield [Splice(end, after, ":" + file.text[end:after] + below)]
    beside = _field_lines(file, entry, field, value, column)
    yield [Splice(start, start, "id: "), Splice(after, after, beside)]


def _field_lines(file: OpenedFile, entry: Entry, field: str, value: str, column: int) -> str:
    eol = file.lines.line_end_at(entry.name.start_mark.line)
    return "".join(eol + line for line in lines_written(value, f"{' ' * column}{field}: ", column + 2, "value"))


def _defined_in_brackets(
    file: OpenedFile, entry: Entry, place: ValuePlace, added: str, field: str
) -> Iterator[Attempt]:
    if place.kind == "nothing":
        colon = "" if file.text[: place.start].endswith(":") else ":"
        yield [Splice(place.start, place.end, f"{colon} {{{added}}}")]
    elif field in _BEFORE_BRIEF:
        yield [Splice(place.start, place.start, f"{{{added}, brief: "), Splice(place.end, place.end, "}")]
    else:
        yield [Splice(place.start, place.start, "{brief: "), Splice(place.end, place.end, f", {added}}}")]


def _defined_in_lines(file: OpenedFile, entry: Entry, place: ValuePlace, field: str, value: str) -> Iterator[Attempt]:
    """The definition becomes “brief:” below the name, where it stands as before."""
    line = int(entry.name.end_mark.line)
    key_end = file.lines.at(entry.name.end_mark)
    colon = file.text.index(":", key_end) + 1
    name_column = int(entry.name.start_mark.column)
    if place.kind == "nothing":
        end = file.lines.end_of(line)
        yield [Splice(end, end, _field_lines(file, entry, field, value, name_column + 2))]
        return
    start = place.start if place.kind == "alias" else file.lines.at(entry.value.start_mark)
    between = file.text[colon:start]
    eol = file.lines.line_end_at(line)
    for column in _DEEPER if not between.strip(" ") else ():
        pad = eol + " " * (name_column + column)
        added = _field_lines(file, entry, field, value, name_column + column)
        if field in _BEFORE_BRIEF:
            yield [Splice(colon, start, f"{added}{pad}brief: ")]
        else:
            after = _after_definition(file, entry, place)
            yield [Splice(colon, start, f"{pad}brief: "), Splice(after, after, added)]
    if between.strip(" ") and not between.strip() and field in _BEFORE_BRIEF:
        column = start - file.lines.starts[entry.value.start_mark.line]
        added = _field_lines(file, entry, field, value, column).removeprefix(eol).lstrip(" ")
        yield [Splice(start, start, f"{added}{eol}{' ' * column}brief: ")]


def _after_definition(file: OpenedFile, entry: Entry, place: ValuePlace) -> int:
    """The end of the line on which the definition ends."""
    end = place.end if place.kind == "alias" else end_of_text(file, entry.value)
    line = next(number for number in range(len(file.lines.starts)) if file.lines.end_of(number) >= end)
    return file.lines.end_of(line)
