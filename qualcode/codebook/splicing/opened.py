"""A codebook file opened for an edit: its text, what it says, and where each code and each word of it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.draft import Draft
from qualcode.codebook.including import Beside, Shelf, include
from qualcode.codebook.nodes import Reading
from qualcode.codebook.problems import problems_in
from qualcode.codebook.read import read_from_shelf, read_whole
from qualcode.codebook.source import read_source
from qualcode.codebook.splicing.scalars import Spot
from qualcode.codebook.splicing.stretches import Lines
from qualcode.codebook.wording import CONTROL, nearest, same_form
from qualcode.errors import QualcodeError

Form = Literal["full", "below", "short", "bare"]
"""“- id: name”, “name:” with fields below, “name: definition”, or the bare name."""

_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)*")
_COLON = re.compile(r"\s*:")
_ALIAS = re.compile(r"[ \t]*(\*[^\s,\[\]{}]+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One code as the file writes it."""

    code_id: str
    form: Form
    container: CollectionNode
    """The list or map of all codes."""
    index: int
    name: Node
    """The node that holds the id."""
    value: Node
    """What the name defines: the fields, the definition, or the bare name itself."""

    @property
    def fields(self) -> MappingNode | None:
        """The map of its fields; None in a short form."""
        return self.value if isinstance(self.value, MappingNode) else None

    @property
    def in_list(self) -> bool:
        """Whether it is an item of a list."""
        return isinstance(self.container, SequenceNode)


@dataclass(frozen=True, slots=True)
class ValuePlace:
    """Where the value of a key stands."""

    start: int
    end: int
    kind: Literal["written", "alias", "nothing"]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file's text with its tree of nodes and what was read from it."""

    text: str
    name: str
    draft: Draft
    root: Node
    lines: Lines
    parents: Mapping[int, Node] = field(repr=False)
    """The list or map that holds a node, by the node's identity."""

    @property
    def codebook(self) -> Codebook:
        """What the file says."""
        return self.draft.codebook()

    def said(self, code_id: str) -> dict[str, Any]:
        """What the file says of a code, without what is understood."""
        return self.draft.codes[self.position(code_id)]

    def position(self, code_id: str) -> int:
        """Where among the codes a code comes, counted from 0; raises QualcodeError where the file has none."""
        ids = [given["id"] for given in self.draft.codes]
        if same_form(code_id) in ids:
            return ids.index(same_form(code_id))
        near = nearest(code_id, ids)
        hint = f"Did you mean “{near}”?" if near else "See all codes: qualcode codebook list"
        raise QualcodeError(f"The file {self.name} has no code “{code_id}”.", hint=hint)

    def with_codes(self, codes: list[dict[str, Any]], **shared: object) -> Codebook:
        """The codebook with other codes, and other shared parts where given."""
        return Codebook(**{**self.draft.shared, **shared}, codes=tuple(Code(**given) for given in codes))

    def entry(self, code_id: str) -> Entry:
        """A code as the file writes it."""
        return self.entries()[self.position(code_id)]

    def entries(self) -> list[Entry]:
        """Every code as the file writes it, in the file's order."""
        ids = {id(node): code_id for code_id, node in self.draft.places.items()}
        found: list[Entry] = []
        for container in self._containers():
            for index, child in enumerate(container.value):
                found += _entries_of(child, container, index, ids)
        return found

    def _containers(self) -> Iterator[CollectionNode]:
        if isinstance(self.root, CollectionNode):
            yield self.root
        if isinstance(self.root, MappingNode):
            yield from (
                value for key, value in self.root.value if key.value == "codes" and isinstance(value, CollectionNode)
            )

    def place_of_value(self, key: Node, value: Node) -> ValuePlace:
        """Where the value of a key is written; an alias stands far from what it names, and nothing has a place too."""
        colon = _COLON.match(self.text, self.lines.at(key.end_mark))
        after = colon.end() if colon else self.lines.at(key.end_mark)
        start, end = self.lines.at(value.start_mark), self.lines.at(value.end_mark)
        if alias := _ALIAS.match(self.text, after):
            return ValuePlace(alias.start(1), alias.end(1), "alias")
        if start == end or start < after:
            return ValuePlace(after, after, "nothing")
        return ValuePlace(self.after_properties(start), end, "written")

    def after_properties(self, start: int) -> int:
        """The position after an anchor or a tag that stands before a value."""
        found = _PROPERTIES.match(self.text, start)
        return found.end() if found else start

    def in_brackets(self, node: Node) -> bool:
        """Whether a node stands between [ ] or { }."""
        parent = self.parents.get(id(node))
        while parent is not None:
            if isinstance(parent, CollectionNode) and parent.flow_style:
                return True
            parent = self.parents.get(id(parent))
        return False

    def spot(self, node: Node) -> Spot:
        """What a text stands as."""
        parent = self.parents.get(id(node))
        key = isinstance(parent, MappingNode) and any(one is node for one, _ in parent.value)
        if self.in_brackets(node):
            return "key in brackets" if key else "in brackets"
        return "key" if key else "value" if isinstance(parent, MappingNode) else "item"


def refuse_control_characters(value: object) -> None:
    """QualcodeError for words that no codebook could hold as they are."""
    if hidden := CONTROL.search(str(value)):
        message = f"The text holds the control character U+{ord(hidden[0]):04X}, which no codebook may hold."
        raise QualcodeError(message, hint="Type it anew, without colors and other effects of the terminal.")


def opened(text: str, name: str, beside: Beside | None = None) -> OpenedFile:
    """The file as it is; raises ProblemsInFile where it is no codebook, though what it names may be missing."""
    source = read_source(text.encode("utf-8"))
    draft = Draft(Reading(source))
    if source.root is not None:
        include(source.root, draft, Shelf(beside or (lambda _: None), read_from_shelf, open=[name]))
        read_whole(source.root, draft)
    if problems := [*source.problems, *draft.reading.problems]:
        raise problems_in(name, problems)
    if source.root is None:
        raise QualcodeError(f"The file {name} is empty.", hint="Write “codes:” and, below it, “- id: …”")
    parents: dict[int, Node] = {}
    _note_parents(source.root, parents)
    return OpenedFile(text, name, draft, source.root, Lines.of(text), parents)


def _note_parents(node: Node, parents: dict[int, Node]) -> None:
    """A node that aliases repeat belongs where it is first met, which is where it is written."""
    for child in children(node):
        if id(child) not in parents:
            parents[id(child)] = node
            _note_parents(child, parents)


def children(node: Node) -> list[Node]:
    """What stands in a list or map, keys and values in turn."""
    if isinstance(node, SequenceNode):
        return list(node.value)
    return [one for pair in node.value for one in pair] if isinstance(node, MappingNode) else []


def _entries_of(child: Any, container: CollectionNode, index: int, ids: Mapping[int, str]) -> Iterator[Entry]:
    """The code that one child of the list or map of codes writes, if it writes one."""
    if isinstance(child, ScalarNode):
        if code_id := ids.get(id(child)):
            yield Entry(code_id, "bare", container, index, child, child)
        return
    pairs = [child] if isinstance(child, tuple) else child.value if isinstance(child, MappingNode) else []
    for key, value in pairs:
        if code_id := ids.get(id(key)):
            form: Form = "below" if isinstance(value, MappingNode) else "short"
            yield Entry(code_id, form, container, index, key, value)
        elif isinstance(child, MappingNode) and (code_id := ids.get(id(value))):
            yield Entry(code_id, "full", container, index, value, child)
