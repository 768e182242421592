"""Reads a codebook from YAML, with all its mistakes listed at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from qualcode.codebook.code_entries import read_codes
from qualcode.codebook.codes import Codebook, Modifier, Rule
from qualcode.codebook.draft import Draft
from qualcode.codebook.nodes import Entries, Reading
from qualcode.codebook.problems import Problem, problems_in
from qualcode.codebook.source import read_source

_SHARED_TEXTS = ("title", "framework_version", "source", "note")
_SHARED_FIELDS = tuple(Codebook.model_fields)


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook as it was read, and where its codes stand in the file."""

    codebook: Codebook
    lines: Mapping[str, int]
    """The line of each code, counted from 1, by code id."""


def read_codebook(data: bytes, name: str) -> Codebook:
    """The codebook in a YAML file's bytes; raises ProblemsInFile, which lists every mistake with line and column."""
    return read_codebook_file(data, name).codebook


def read_codebook_file(data: bytes, name: str) -> CodebookFile:
    """As `read_codebook`, and the line of each code besides."""
    source = read_source(data)
    draft = Draft(Reading(source))
    if source.root is not None:
        _read_whole(source.root, draft)
        draft.complain_of_lost_references(complete=source.complete)
    elif source.complete and not source.problems:
        draft.reading.problems.append(_empty_file())
    if problems := [*source.problems, *draft.reading.problems]:
        raise problems_in(name, problems)
    return CodebookFile(draft.codebook(), {key: node.start_mark.line + 1 for key, node in draft.places.items()})


def _empty_file() -> Problem:
    return Problem(1, 1, "the file is empty", "start with “codes:” and, below it, “- id: …”")


def _read_whole(root: Node, draft: Draft) -> None:
    if isinstance(root, SequenceNode):
        read_codes(root, draft)
        return
    if _lacks_codes(root):
        draft.reading.complain(root, "the file has no “codes:”", "write “codes:” and, indented below it, the codes")
        return
    found = draft.reading.entries(root, "the codebook", _SHARED_FIELDS)
    for key, (_, node) in found.items():
        if key in _SHARED_TEXTS:
            draft.shared[key] = draft.reading.text(node, f"“{key}”")
    draft.shared["rules"] = _read_rules(found, draft.reading)
    draft.shared["modifiers"] = _read_modifiers(found, draft.reading)
    if "cycles" in found:
        cycles = list(draft.reading.items_of_text(found["cycles"][1], "“cycles”"))
        draft.shared["cycles"] = tuple(text for _, text in cycles)
        for node, text in cycles:
            draft.refer(node, text, "“cycles”")
    if "codes" in found:
        read_codes(found["codes"][1], draft)
    else:
        draft.reading.complain(root, "the file has no “codes:”", "add “codes:” and, indented below it, the codes")


def _lacks_codes(root: Node) -> bool:
    """Whether no key is one a codebook knows, as when names and definitions stand without “codes:” above them."""
    if not isinstance(root, MappingNode):
        return True
    return not any(str(key.value) in _SHARED_FIELDS for key, _ in root.value)


def _read_rules(found: Entries, reading: Reading) -> tuple[Rule, ...]:
    if "rules" not in found:
        return ()
    entries = reading.entries(found["rules"][1], "“rules”")
    return tuple(Rule(name=name, text=reading.text(node, f"rule “{name}”")) for name, (_, node) in entries.items())


def _read_modifiers(found: Entries, reading: Reading) -> tuple[Modifier, ...]:
    if "modifiers" not in found:
        return ()
    entries = reading.entries(found["modifiers"][1], "“modifiers”")
    return tuple(_read_modifier(name, key, node, reading) for name, (key, node) in entries.items())


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
