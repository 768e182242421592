"""Reads a codebook from YAML, with all its mistakes listed at once."""

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualcode.codebook.code_entries import read_codes
from qualcode.codebook.codes import Code, Codebook, Modifier, Rule
from qualcode.codebook.draft import Draft
from qualcode.codebook.including import Beside, CodebookFile, Shelf, include
from qualcode.codebook.nodes import Entries, Reading, means_a_field
from qualcode.codebook.problems import Problem, problems_in, shortened
from qualcode.codebook.source import read_source

_SHARED_TEXTS = ("title", "framework_version", "source", "note")
_SHARED_FIELDS = tuple(Codebook.model_fields)


def read_codebook(data: bytes, name: str, *, beside: Beside | None = None) -> Codebook:
    """The codebook in a YAML file's bytes; raises ProblemsInFile, which lists every mistake with line and column."""
    return read_codebook_file(data, name, beside=beside).codebook


def read_codebook_file(data: bytes, name: str, *, beside: Beside | None = None) -> CodebookFile:
    """As `read_codebook`, with the line of each code and the codebooks it includes, which `beside` finds."""
    return read_from_shelf(data, name, Shelf(beside or _nothing_beside, read_from_shelf))


def _nothing_beside(_name: str) -> None:
    return None


def read_from_shelf(data: bytes, name: str, shelf: Shelf) -> CodebookFile:
    """As `read_codebook_file`, for a file that others on the shelf may include in turn."""
    source = read_source(data)
    draft = Draft(Reading(source))
    if source.root is not None:
        shelf.open.append(name)
        include(source.root, draft, shelf)
        shelf.open.pop()
        read_whole(source.root, draft)
        draft.complain_of_lost_references(complete=source.complete)
    elif source.complete and not source.problems:
        draft.reading.problems.append(_empty_file())
    if problems := [*source.problems, *draft.reading.problems]:
        raise problems_in(name, problems)
    lines = {key: node.start_mark.line + 1 for key, node in draft.places.items()}
    return CodebookFile(draft.codebook(), lines, draft.included)


def _empty_file() -> Problem:
    return Problem(1, 1, "the file is empty", "start with “codes:” and, below it, “- id: …”")


def read_whole(root: Node, draft: Draft) -> None:
    """Read everything a file says; what it includes has been read before."""
    if isinstance(root, SequenceNode):
        read_codes(root, draft)
        return
    if _is_short_form(root):
        read_codes(root, draft)
        return
    if _lacks_codes(root):
        draft.reading.complain(root, "the file has no “codes:”", "write “codes:” and, indented below it, the codes")
        return
    if stray := _names_beside_fields(root):
        mend = "write “codes:” on a line above the names, and indent them by two blanks"
        draft.reading.complain(stray, f"the code “{shortened(str(stray.value))}” stands beside the fields", mend)
        return
    found = draft.reading.entries(root, "the codebook", _SHARED_FIELDS)
    for key, (_, node) in found.items():
        if key in _SHARED_TEXTS:
            draft.shared[key] = draft.reading.text(node, f"“{key}”")
    draft.shared["rules"] = _read_rules(found, draft.reading)
    draft.shared["modifiers"] = _read_modifiers(found, draft)
    if "cycles" in found:
        cycles = list(draft.reading.items_of_text(found["cycles"][1], "“cycles”"))
        draft.shared["cycles"] = tuple(text for _, text in cycles)
        for node, text in cycles:
            draft.refer(node, text, "“cycles”")
    if "codes" in found:
        read_codes(found["codes"][1], draft)
    else:
        draft.reading.complain(root, "the file has no “codes:”", "add “codes:” and, indented below it, the codes")


def _is_short_form(root: Node) -> bool:
    """Whether the file is nothing but names, each with a definition on its line or its fields below."""
    if not isinstance(root, MappingNode) or not root.value:
        return False
    named = [str(key.value) for key, _ in root.value]
    if any(name in _SHARED_FIELDS or name in Code.model_fields or means_a_field(name) for name in named):
        return False
    return all(isinstance(value, ScalarNode) or _holds_fields(value) for _, value in root.value)


def _holds_fields(node: Node) -> bool:
    """Whether a map is, or may yet become, what a code says of itself."""
    if not isinstance(node, MappingNode):
        return False
    return not node.value or any(str(key.value) in Code.model_fields for key, _ in node.value)


def _lacks_codes(root: Node) -> bool:
    """Whether no key is one a codebook knows, as when names and definitions stand without “codes:” above them."""
    if not isinstance(root, MappingNode):
        return True
    return not any(str(key.value) in _SHARED_FIELDS for key, _ in root.value)


def _names_beside_fields(root: Node) -> Node | None:
    """The first of names with definitions that stand beside “include:” or “title:”, where “codes:” was forgotten."""
    pairs = root.value if isinstance(root, MappingNode) else ()
    others = [(key, value) for key, value in pairs if str(key.value) not in _SHARED_FIELDS]
    if len(others) == len(pairs) or any(key.value == "codes" for key, _ in pairs):
        return None
    nothing_else = all(isinstance(value, ScalarNode) and not means_a_field(str(key.value)) for key, value in others)
    return others[0][0] if others and nothing_else else None


def _read_rules(found: Entries, reading: Reading) -> tuple[Rule, ...]:
    if "rules" not in found:
        return ()
    entries = reading.entries(found["rules"][1], "“rules”")
    return tuple(Rule(name=name, text=reading.text(node, f"rule “{name}”")) for name, (_, node) in entries.items())


def _read_modifiers(found: Entries, draft: Draft) -> tuple[Modifier, ...]:
    if "modifiers" not in found:
        return ()
    entries = draft.reading.entries(found["modifiers"][1], "“modifiers”")
    read = {name: _read_modifier(name, key, node, draft.reading) for name, (key, node) in entries.items()}
    for file, book in draft.included.items():
        for one in book.modifiers:
            if one.name in read and one.values != read[one.name].values:
                message = f"modifier “{one.name}” has other values in {file}, which is included"
                draft.reading.complain(entries[one.name][0], message, "give both the same values, or another name")
    return tuple(read.values())


def _read_modifier(name: str, key: Node, node: Node, reading: Reading) -> Modifier:
    """A modifier written in full, or as its bare list of values."""
    what = f"modifier “{name}”"
    if isinstance(node, SequenceNode):
        return Modifier(name=name, values=_read_values(name, node, reading))
    fields = reading.entries(node, what, ("definition", "values"))
    definition = reading.text(fields["definition"][1], f"the definition of {what}") if "definition" in fields else ""
    if "values" not in fields:
        reading.complain(key, f"{what} has no values", "add “values: [one, another]”")
        return Modifier(name=name, definition=definition, values=())
    return Modifier(name=name, definition=definition, values=_read_values(name, fields["values"][1], reading))


def _read_values(name: str, node: Node, reading: Reading) -> tuple[str, ...]:
    what = f"the values of modifier “{name}”"
    seen: list[str] = []
    for item, value in reading.items_of_text(node, what):
        if value in seen:
            reading.complain(item, f"“{value}” stands twice in {what}", "delete one of the two")
        seen.append(value)
    return tuple(seen)
