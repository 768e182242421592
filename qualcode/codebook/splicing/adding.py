"""Writes a new code into a codebook file, in the file's own style."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.including import Beside
from qualcode.codebook.splicing.entry_lines import entry_in_brackets, entry_lines
from qualcode.codebook.splicing.extents import end_in_brackets, extents
from qualcode.codebook.splicing.opened import Entry, Form, OpenedFile, opened, refuse_control_characters
from qualcode.codebook.splicing.proving import CannotSplice, cannot_splice, proven
from qualcode.codebook.splicing.rewriting import Attempt
from qualcode.codebook.splicing.stretches import Splice
from qualcode.codebook.splicing.style import Style, style_around


def with_code_added(
    text: str,
    name: str,
    record: Mapping[str, Any],
    *,
    after: str | None = None,
    beside: Beside | None = None,
) -> str:
    """The file's text with a new code: after the code named, else after the last that shares its parent, else last."""
    refuse_control_characters(record.get("brief", ""))
    file = opened(text, name, beside)
    code = Code.from_record({key: _trimmed(value) for key, value in record.items()})
    entries = file.entries()
    at = _position(file, code, after)
    expected = _expected(file, code, at)
    given = said_of(code, file.draft.rules)
    refusal = _refusal(file, entries, at, given)
    attempts = _into_nothing(file, given) if not entries else _beside(file, entries, entries[at - 1], given)
    return proven(file, attempts, expected, beside, refusal)


def _trimmed(value: Any) -> Any:
    """A text without the blanks around it, which a file would not keep."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {key: _trimmed(one) for key, one in value.items()}
    return tuple(_trimmed(one) for one in value) if isinstance(value, list | tuple) else value


def said_of(code: Code, rules: Mapping[str, str]) -> dict[str, Any]:
    """What has to be written for a code: nothing that is understood, and shared rules by their names alone."""
    bare = Code(id=code.id).record()
    said = {key: value for key, value in code.record().items() if key == "id" or (value and value != bare.get(key))}
    named = {f"{name}: {words}": name for name, words in rules.items()}
    if "rules" in said:
        said["rules"] = [named.get(rule, rule) for rule in said["rules"]]
    return said


def _position(file: OpenedFile, code: Code, after: str | None) -> int:
    """How many codes come before the new one."""
    if after is not None:
        return file.position(after) + 1
    ids = [given["id"] for given in file.draft.codes]
    parent = code.parent
    kin = [at for at, one in enumerate(ids) if parent and (one == parent or one.startswith(f"{parent}."))]
    return kin[-1] + 1 if kin else len(ids)


def _expected(file: OpenedFile, code: Code, at: int) -> Codebook:
    codes = list(file.codebook.codes)
    return file.codebook.model_copy(update={"codes": (*codes[:at], code, *codes[at:])})


def _into_nothing(file: OpenedFile, given: Mapping[str, Any]) -> Iterator[Attempt]:
    """The first code of a file that says “codes: []”."""
    pair = next(((key, value) for key, value in file.root.value if key.value == "codes"), None)
    if pair is None:
        return
    place = file.place_of_value(*pair)
    line = int(pair[1].end_mark.line)
    eol = file.lines.line_end_at(line)
    style = Style(2, 2, 2, in_list=True, form="full", parted=False, line_end=eol)
    start = len(file.text[: place.start].rstrip(" "))
    end = file.lines.end_of(line)
    yield [Splice(start, place.end, ""), Splice(end, end, "".join(eol + one for one in entry_lines(given, style)))]


def _beside(file: OpenedFile, entries: list[Entry], neighbour: Entry, given: Mapping[str, Any]) -> Iterator[Attempt]:
    found = extents(file, neighbour.container)
    if found is None:
        end = end_in_brackets(file, neighbour.container, neighbour.index)
        yield [Splice(end, end, f", {entry_in_brackets(given, in_list=neighbour.in_list)}")]
        return
    style = style_around(file, entries, found, neighbour)
    line = found[neighbour.index].stop - 1
    end = file.lines.end_of(line)
    for lines in _ways(given, style):
        parted = ["", *lines] if style.parted else lines
        yield [Splice(end, end, "".join(style.line_end + one for one in parted))]


def _ways(given: Mapping[str, Any], style: Style) -> Iterator[Sequence[str]]:
    """In the neighbour's form, and in full where that would be misread, as for a code named “source”."""
    yield entry_lines(given, style)
    if style.in_list and style.form != "full":
        yield entry_lines(given, Style(style.column, 2, style.items, True, "full", style.parted, style.line_end))


def _refusal(file: OpenedFile, entries: list[Entry], at: int, given: Mapping[str, Any]) -> CannotSplice:
    """Shows the new code below the one it follows; in a file of nothing but names, with “codes:” above all."""
    before = entries[at - 1] if entries else None
    in_list = before is None or before.in_list
    form: Form = "full" if in_list else "below"
    lines = entry_lines(given, Style(2, 2, 2, in_list, form, parted=False, line_end="\n"))
    line = int(before.name.start_mark.line) if before else 0
    above = file.lines.lines[line].strip()
    if before is not None and before.container is file.root and not in_list:
        shown = ["codes:", f"  {above}", *lines]
    else:
        shown = [above, *lines]
    why = "the new code, to stand after this line, does not fit the way the codes are written there"
    return cannot_splice(file, {line: "\n".join(shown)}, why)
