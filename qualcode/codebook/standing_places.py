"""Where codes, their fields and whatever a codebook shares stand in its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.source import read_source
from qualcode.codebook.wording import same_form

Path = tuple[str, ...]
"""What is meant: ("codes", id, field, "0") for the first item of a field; ("modifiers", name); ("title",)."""
_SHARED = tuple(Codebook.model_fields)
_OF_CODE = tuple(Code.model_fields)


@dataclass(frozen=True, slots=True)
class Places:
    """Lines and columns of a codebook file, counted from 1."""

    at: Mapping[Path, tuple[int, int]] = field(default_factory=dict)

    def of(self, path: Path) -> tuple[int, int]:
        """Where something stands, or the nearest thing around it that is written at all."""
        while path and path not in self.at:
            path = path[:-1]
        return self.at.get(path, (1, 1))


def places_in(data: bytes) -> Places:
    """The places of everything in a codebook file, as far as it can be read."""
    root = read_source(data).root
    found = dict(_below((), root)) if root is not None else {}
    return Places({path: (node.start_mark.line + 1, node.start_mark.column + 1) for path, node in found.items()})


def _below(path: Path, root: Node) -> Iterator[tuple[Path, Node]]:
    shared = {str(key.value): (key, value) for key, value in root.value} if isinstance(root, MappingNode) else {}
    if not set(shared) & set(_SHARED):
        yield from _codes(root)
        return
    for name, (key, value) in shared.items():
        yield (name,), key
        yield from _codes(value) if name == "codes" else _parts((name,), value)


def _codes(node: Node) -> Iterator[tuple[Path, Node]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _code(key, value)
    for item in node.value if isinstance(node, SequenceNode) else ():
        if isinstance(item, ScalarNode):
            yield from _code(item, item)
        elif isinstance(item, MappingNode):
            yield from _item(item)


def _item(item: MappingNode) -> Iterator[tuple[Path, Node]]:
    """A code in a list: in full, or as “name: definition”."""
    ids = [value for key, value in item.value if key.value == "id"]
    if ids:
        yield from _code(ids[0], item)
    elif len(item.value) == 1:
        yield from _code(*item.value[0])


def _code(named: Node, fields: Node) -> Iterator[tuple[Path, Node]]:
    path = ("codes", same_form(str(named.value)))
    yield path, named
    if isinstance(fields, MappingNode):
        yield from _parts(path, fields)
    elif fields is not named:
        yield (*path, "brief"), fields


def _parts(path: Path, node: Node) -> Iterator[tuple[Path, Node]]:
    """The keys of a map and the items of a list, one level down and one more."""
    if isinstance(node, SequenceNode):
        yield from (((*path, str(number)), item) for number, item in enumerate(node.value))
    for key, value in node.value if isinstance(node, MappingNode) else ():
        yield (*path, str(key.value)), key
        if isinstance(value, SequenceNode):
            yield from _parts((*path, str(key.value)), value)
