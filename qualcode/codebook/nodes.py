"""Takes texts, lists and maps out of a YAML tree, noting whatever stands where something else should."""

import re
from collections.abc import Collection, Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualcode.codebook.problems import Problem, shortened
from qualcode.codebook.source import UNREADABLE, Source
from qualcode.codebook.wording import CONTROL, named, nearest

Entries = dict[str, tuple[Node, Node]]
"""A map's keys with the nodes of key and value, in the file's order."""

_TAG = "tag:yaml.org,2002:"
_NOT_WORDS = {
    f"{_TAG}null": "means “nothing” to YAML",
    f"{_TAG}bool": "means yes or no to YAML",
    f"{_TAG}int": "is a number to YAML",
    f"{_TAG}float": "is a number to YAML",
    f"{_TAG}timestamp": "is a date to YAML",
}
_CUT_OFF = re.compile(r"\s+#(?=\w)")


class Reading:
    """One pass over a file's nodes, gathering its problems."""

    def __init__(self, source: Source) -> None:
        self.problems: list[Problem] = []
        self._lines = source.lines
        self._widened = source.widened

    def complain(self, node: Node, message: str, mend: str) -> None:
        """Note a mistake where a node starts."""
        line, column = node.start_mark.line, node.start_mark.column
        self.problems.append(Problem(line + 1, max(1, column + 1 - self._widened.get(line, 0)), message, mend))

    def text(self, node: Node, what: str) -> str:
        """The words of a node, trimmed; empty, and noted, where it holds no words."""
        if not isinstance(node, ScalarNode):
            self._not_a_text(node, what)
            return ""
        value = str(node.value)
        if is_unreadable(node):
            return ""
        if hidden := CONTROL.search(value):
            self.complain(node, f"{what} holds the control character U+{ord(hidden[0]):04X}", "delete it")
            return ""
        if node.tag in _NOT_WORDS and value:
            mend = f'write "{value}" in quotes'
            self.complain(node, f"{what} is {value} without quotes, which {_NOT_WORDS[node.tag]}", mend)
        elif node.tag not in (f"{_TAG}str", f"{_TAG}null"):
            self.complain(node, f"{what} has the YAML mark {node.tag}", "delete the mark; write the words alone")
        elif node.style is None:
            self._complain_if_cut_off(node, what)
        return value.strip()

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """The words of each item of a list."""
        return tuple(text for _, text in self.items_of_text(node, what))

    def items_of_text(self, node: Node, what: str) -> Iterator[tuple[Node, str]]:
        """Each item of a list with its words; empty items are noted and left out."""
        for item in self.items(node, what):
            text = self.text(item, f"an item of {what}")
            if text:
                self._complain_if_cut_in_two(item, text, f"an item of {what}")
                yield item, text
            elif isinstance(item, ScalarNode) and not is_unreadable(item):
                self.complain(item, f"an item of {what} is empty", "write its words, or delete the “-”")

    def items(self, node: Node, what: str) -> list[Node]:
        """The items of a list; none where nothing is written."""
        if isinstance(node, SequenceNode):
            return list(node.value)
        if isinstance(node, MappingNode):
            self.complain(node, f"{what} is a map where a list belongs", "start each item with “- ”")
        elif not is_blank(node):
            mend = f'write it below {what}, as - "{shortened(str(node.value))}"'
            self.complain(node, f"{what} is a single text where a list belongs", mend)
        return []

    def entries(self, node: Node, what: str, known: Collection[str] | None = None) -> Entries:
        """The entries of a map by key; keys that are doubled, or not among the known, are noted."""
        if isinstance(node, SequenceNode):
            self.complain(node, f"{what} is a list where “key: value” lines belong", "write the keys without “- ”")
        elif isinstance(node, ScalarNode) and not is_blank(node):
            self.complain(node, f"{what} is a text where “key: value” lines belong", "write one key per line below it")
        found: Entries = {}
        for key_node, value in node.value if isinstance(node, MappingNode) else ():
            self._enter(found, key_node, value, what, known)
        return found

    def _enter(self, found: Entries, key_node: Node, value: Node, what: str, known: Collection[str] | None) -> None:
        if key_node.tag == f"{_TAG}merge":
            self.complain(key_node, f"{what} takes over another map with <<", "write its fields out")
            return
        key = self.text(key_node, f"a key of {what}")
        if key in found:
            first = found[key][0].start_mark.line + 1
            self.complain(key_node, f"“{key}” stands twice in {what}, first in line {first}", "keep one of the two")
        elif known is None or key in known:
            found[key] = (key_node, value)
        elif key:
            self.complain(key_node, f"{what} has no field “{key}”", _right_key(key, known))

    def rest_of_line(self, node: Node) -> str:
        """What stands behind a value on its last line."""
        end = node.end_mark
        return self._lines[end.line][end.column :] if end.line < len(self._lines) else ""

    def _not_a_text(self, node: Node, what: str) -> None:
        if not isinstance(node, MappingNode):
            self.complain(node, f"{what} is a list where a text belongs", "write the text on the same line, in quotes")
            return
        mend = "put the text in quotes, as “: ” inside a text makes it a map"
        self.complain(node, f"{what} is a map where a text belongs", mend)

    def _complain_if_cut_in_two(self, node: Node, text: str, what: str) -> None:
        """“one, two” between [ ] without YAML's own quotes is two items, and nobody would notice."""
        behind = self.rest_of_line(node).lstrip()
        plain = isinstance(node, ScalarNode) and node.style is None
        if plain and text.startswith("“") and "”" not in text and behind.startswith(","):
            mend = "put the text in \" or ' as “ is no quote to YAML"
            self.complain(node, f"{what} ends before its closing ”, as a comma parts items here", mend)

    def _complain_if_cut_off(self, node: Node, what: str) -> None:
        """“the #1 worry” without quotes ends before the #, and nobody would notice."""
        rest = self.rest_of_line(node)
        if _CUT_OFF.match(rest):
            lost = shortened(rest.strip())
            mend = "put the text in quotes, or a blank after # where a comment is meant"
            self.complain(node, f"{what} ends before “{lost}”, which YAML takes for a comment", mend)


def is_blank(node: Node) -> bool:
    """Whether nothing is written for a value, or nothing that could be read."""
    return isinstance(node, ScalarNode) and (node.value == "" or is_unreadable(node))


def is_unreadable(node: Node) -> bool:
    """Whether the value stood on a line that is no YAML and was complained of already."""
    return isinstance(node, ScalarNode) and UNREADABLE in str(node.value)


_MEANT = {
    "name": "label",
    "title": "label",
    "definition": "full",
    "description": "full",
    "summary": "brief",
    "question": "key_question",
    "include": "when",
    "inclusion": "when",
    "use": "when",
    "exclude": "when_not",
    "exclusion": "when_not",
    "not": "when_not",
    "counterexamples": "counter_examples",
    "version": "framework_version",
    "colour": "color",
    "levels": "scale",
    "group": "exclusive_group",
    "includes": "include",
    "extends": "include",
}


def means_a_field(key: str) -> bool:
    """Whether a key is another word for a field, so that it is hardly the name of a code."""
    return key.casefold() in _MEANT or key.casefold() in _MEANT.values()


def _right_key(key: str, known: Collection[str]) -> str:
    meant = _MEANT.get(key.casefold())
    near = meant if meant in known else nearest(key, known)
    if near:
        return f"did you mean “{near}”?"
    if key == "parent":
        return "the dots in the id say what stands above: trust.peers is below trust"
    return f"it may have {named(known)}"
