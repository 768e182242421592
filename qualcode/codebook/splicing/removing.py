"""Takes a code out of a codebook file, or the redirects of one code that point to another."""

from collections.abc import Iterator

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from qualcode.codebook.codes import Codebook
from qualcode.codebook.including import Beside
from qualcode.codebook.splicing.extents import comments_above, extents, taken_out
from qualcode.codebook.splicing.opened import Entry, OpenedFile, opened
from qualcode.codebook.splicing.proving import CannotSplice, cannot_splice, proven
from qualcode.codebook.splicing.rewriting import Attempt
from qualcode.codebook.splicing.stretches import Splice
from qualcode.codebook.wording import redirect_in, same_form

_REDIRECTING = ("when_not", "counter_examples")


def without_code(text: str, name: str, code_id: str, *, beside: Beside | None = None) -> str:
    """The file's text without one code and the comments that belong to it; what redirects to it is left as it is."""
    file = opened(text, name, beside)
    entry = file.entry(code_id)
    expected = file.with_codes([given for given in file.draft.codes if given["id"] != entry.code_id])
    return proven(file, _without_entry(file, entry), expected, beside, _refusal(file, entry))


def _without_entry(file: OpenedFile, entry: Entry) -> Iterator[Attempt]:
    if len(entry.container.value) == 1:
        yield from _emptied(file, entry.container)
    elif splices := taken_out(file, entry.container, {entry.index}):
        yield splices


def _emptied(file: OpenedFile, container: CollectionNode) -> Iterator[Attempt]:
    """The last code goes: an empty list or map stays, as a key with nothing says too little."""
    nothing = "[]" if isinstance(container, SequenceNode) else "{}"
    found = extents(file, container)
    if found is None:
        yield [Splice(file.lines.at(container.start_mark), file.lines.at(container.end_mark), nothing)]
        return
    lines, (only,) = file.lines, found
    above = comments_above(file, only)
    key = next((key for key, value in _pairs(file.root) if value is container), None)
    if key is None:
        yield [Splice(lines.start_of(above), lines.end_of(only.stop - 1), nothing)]
        return
    after = file.text.index(":", lines.at(key.end_mark)) + 1
    yield [Splice(after, after, f" {nothing}"), Splice(lines.start_of(above), lines.start_of(only.stop), "")]


def without_redirects(text: str, name: str, code_id: str, to: str, *, beside: Beside | None = None) -> str:
    """The file's text without the items of one code that send the coder on to another code."""
    file = opened(text, name, beside)
    entry, target = file.entry(code_id), same_form(to)
    expected = _expected(file, entry.code_id, target)
    if expected == file.codebook or entry.fields is None:
        return text
    refusal = _refusal_of_items(file, entry, target)
    return proven(file, [_without_items(file, entry.fields, target)], expected, beside, refusal)


def _expected(file: OpenedFile, code_id: str, target: str) -> Codebook:
    codes = [dict(given) for given in file.draft.codes]
    code = codes[file.position(code_id)]
    code["when_not"] = tuple(words for words in code.get("when_not", ()) if redirect_in(words) != target)
    counters = code.get("counter_examples", ())
    code["counter_examples"] = tuple(counter for counter in counters if counter.code_as != target)
    return file.with_codes(codes)


def _without_items(file: OpenedFile, fields: MappingNode, target: str) -> Attempt:
    """The items go; a field all of whose items go, goes whole."""
    whole: set[int] = set()
    splices: Attempt = []
    for index, (key, node) in enumerate(fields.value):
        if key.value not in _REDIRECTING or not isinstance(node, SequenceNode):
            continue
        gone = _items_to(file, node, target)
        if gone and len(gone) == len(node.value):
            whole.add(index)
        elif gone:
            splices += taken_out(file, node, gone) or []
    if whole:
        splices += taken_out(file, fields, whole) or []
    return splices


def _items_to(file: OpenedFile, items: SequenceNode, target: str) -> set[int]:
    """Which items of a list send the coder to the target."""
    named = {id(node) for node, code_id, _ in file.draft.references if code_id == target}
    return {
        index
        for index, item in enumerate(items.value)
        if id(item) in named or any(id(value) in named for _, value in _pairs(item))
    }


def _pairs(node: Node) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, MappingNode) else []


def _refusal(file: OpenedFile, entry: Entry) -> CannotSplice:
    found = extents(file, entry.container)
    first = int(entry.name.start_mark.line)
    lines = {first: ""} if found is None else {found[entry.index].first: "", found[entry.index].stop - 1: ""}
    why = f"“{entry.code_id}” shares lines or an anchor with what stays (its first line, its last and all between)"
    return cannot_splice(file, lines, why)


def _refusal_of_items(file: OpenedFile, entry: Entry, target: str) -> CannotSplice:
    lists = [value for key, value in _pairs(entry.value) if key.value in _REDIRECTING]
    items = [
        one.value[index] for one in lists if isinstance(one, SequenceNode) for index in _items_to(file, one, target)
    ]
    lines = {int(item.start_mark.line): "" for item in items} or {int(entry.name.start_mark.line): ""}
    return cannot_splice(
        file, lines, f"only what sends “{entry.code_id}” on to “{target}” should go, and more hangs on it"
    )
