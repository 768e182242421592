"""Changes one text of one code: its label, its definition, its status."""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.including import Beside
from qualcode.codebook.splicing.entry_lines import entry_lines
from qualcode.codebook.splicing.extents import end_in_brackets, extents
from qualcode.codebook.splicing.opened import Entry, Form, OpenedFile, opened, refuse_control_characters
from qualcode.codebook.splicing.proving import CannotSplice, cannot_splice, proven
from qualcode.codebook.splicing.rewriting import Attempt, rewritten
from qualcode.codebook.splicing.scalars import lines_written, written
from qualcode.codebook.splicing.short_forms import spelled_out
from qualcode.codebook.splicing.stretches import Splice
from qualcode.codebook.splicing.style import Style

_ORDER = {name: at for at, name in enumerate(Code.model_fields)}


def with_label(text: str, name: str, code_id: str, label: str, *, beside: Beside | None = None) -> str:
    """The file's text with another label for one code; raises CannotSplice where that is safe only by hand."""
    return with_field(text, name, code_id, "label", label, beside=beside)


def with_field(text: str, name: str, code_id: str, field: str, value: str, *, beside: Beside | None = None) -> str:
    """The file's text with other words in one field of one code, such as its brief definition or its status."""
    refuse_control_characters(value)
    file = opened(text, name, beside)
    entry, value = file.entry(code_id), value.strip()
    expected = _expected(file, entry.code_id, field, value)
    if expected == file.codebook:
        return text
    return proven(file, _attempts(file, entry, field, value), expected, beside, _refusal(file, entry, field, value))


def _expected(file: OpenedFile, code_id: str, field: str, value: str) -> Codebook:
    """The codebook as a value with that one field changed; an emptied field is one that is not there."""
    codes = [dict(given) for given in file.draft.codes]
    changed: dict[str, Any] = codes[file.position(code_id)]
    changed.pop(field, None)
    if value:
        changed[field] = value
    return file.with_codes(codes)


def _pair(entry: Entry, field: str) -> tuple[Node, Node] | None:
    """The key and value of a field that is written already; the definition of a short form is its brief."""
    if entry.form == "short" and field == "brief":
        return entry.name, entry.value
    pairs = entry.fields.value if entry.fields is not None else ()
    return next(((key, value) for key, value in pairs if key.value == field), None)


def _attempts(file: OpenedFile, entry: Entry, field: str, value: str) -> Iterator[Attempt]:
    pair = _pair(entry, field)
    if pair is not None:
        yield from _over(file, *pair, value)
    elif entry.fields is None:
        yield from spelled_out(file, entry, field, value)
    elif entry.fields.flow_style or not entry.fields.value:
        yield from _added_in_brackets(file, entry, entry.fields, field, value)
    else:
        yield from _added_as_lines(file, entry, entry.fields, field, value)


def _over(file: OpenedFile, key: Node, node: Node, value: str) -> Iterator[Attempt]:
    """New words for a value: over it, over the alias that stands for it, or where nothing stood."""
    place = file.place_of_value(key, node)
    if place.kind == "written" and isinstance(node, ScalarNode):
        yield from rewritten(file, node, value)
        return
    words = written(value, "in brackets" if file.in_brackets(key) else "value")
    colon = "" if file.text[: place.start].endswith(":") or place.kind == "alias" else ":"
    blank = "" if place.kind == "alias" else " "
    yield [Splice(place.start, place.end, f"{colon}{blank}{words}")]


def _added_in_brackets(
    file: OpenedFile, entry: Entry, fields: MappingNode, field: str, value: str
) -> Iterator[Attempt]:
    added = f"{field}: {written(value, 'in brackets')}"
    before = _field_before(fields, field)
    if before is not None:
        end = end_in_brackets(file, fields, before)
        yield [Splice(end, end, f", {added}")]
    opening = file.after_properties(file.lines.at(fields.start_mark)) + 1
    yield [Splice(opening, opening, f"{added}, " if fields.value else added)]


def _added_as_lines(file: OpenedFile, entry: Entry, fields: MappingNode, field: str, value: str) -> Iterator[Attempt]:
    """A line of its own below the field that comes before it, or directly below the name."""
    found = extents(file, fields)
    if found is None:
        return
    before = _field_before(fields, field)
    line = int(entry.name.end_mark.line) if before is None else found[before].stop - 1
    column = found[0].column
    if before is None and entry.form == "full":
        line = found[0].stop - 1
    eol, end = file.lines.line_end_at(line), file.lines.end_of(line)
    pad = " " * column
    words = lines_written(value, f"{pad}{field}: ", column + 2, "value")
    yield [Splice(end, end, "".join(eol + one for one in words))]
    yield [Splice(end, end, f"{eol}{pad}{field}: {written(value, 'value')}")]


def _field_before(fields: MappingNode, field: str) -> int | None:
    """Which of the fields written, counted from 0, the new one follows in the order codebooks keep."""
    earlier = [index for index, (key, _) in enumerate(fields.value) if _ORDER.get(key.value, 0) < _ORDER.get(field, 0)]
    return earlier[-1] if earlier else None


def _refusal(file: OpenedFile, entry: Entry, field: str, value: str) -> CannotSplice:
    pair = _pair(entry, field)
    why = f"the way “{entry.code_id}” is written there leaves more than one reading"
    if pair is not None and pair[1].anchor:
        why = f"the text bears the anchor &{pair[1].anchor} and may stand elsewhere too"
    if pair is not None:
        key = str(pair[0].value)
        return cannot_splice(file, {int(pair[0].start_mark.line): f"{key}: {written(value, 'value')}"}, why)
    line = int(entry.name.start_mark.line)
    if entry.fields is not None:
        above = file.lines.lines[line].strip()
        return cannot_splice(file, {line: f"{above}\n  {field}: {written(value, 'value')}"}, why)
    column = int(entry.container.start_mark.column)
    form: Form = "full" if entry.in_list else "below"
    style = Style(column, 2, 2, in_list=entry.in_list, form=form, parted=False, line_end="\n")
    lines = entry_lines({**file.said(entry.code_id), field: value}, style)
    return cannot_splice(file, {line: "\n".join(lines)}, why)
