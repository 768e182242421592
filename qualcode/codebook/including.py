"""Codebooks that another one builds on: found beside it by name, each read once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualcode.codebook.codes import Codebook
from qualcode.codebook.draft import Draft
from qualcode.codebook.problems import shortened
from qualcode.codebook.source import read_source
from qualcode.errors import ProblemsInFile

Beside = Callable[[str], bytes | None]
"""Gives the bytes of another codebook by the name of its file, None where there is none."""


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook as it was read, and where its codes stand in the file."""

    codebook: Codebook
    lines: Mapping[str, int]
    """The line of each code, counted from 1, by code id."""
    included: Mapping[str, Codebook] = field(default_factory=dict)
    """The codebooks it builds on, by file, those they build on before them."""


@dataclass(slots=True)
class Shelf:
    """The codebooks within reach of the one being read."""

    beside: Beside
    read: Callable[[bytes, str, "Shelf"], CodebookFile]
    open: list[str] = field(default_factory=list)
    """The files being read: the first, the one it includes, and so on."""
    known: dict[str, CodebookFile] = field(default_factory=dict)


def file_included(name: str) -> str:
    """The file that an `include` names: “value-creation” is value-creation.yaml.

    >>> file_included("value-creation"), file_included("trust.yaml")
    ('value-creation.yaml', 'trust.yaml')
    """
    return name if name.endswith((".yaml", ".yml")) else f"{name}.yaml"


def include(root: Node, draft: Draft, shelf: Shelf) -> None:
    """Read what a file builds on; whatever cannot be had is noted where it is named."""
    nodes = [value for key, value in root.value if key.value == "include"] if isinstance(root, MappingNode) else []
    named = [pair for node in nodes for pair in draft.reading.items_of_text(node, "“include”")]
    draft.shared["include"] = tuple(text for _, text in named)
    for node, text in named:
        if found := _found(node, file_included(text), draft, shelf):
            draft.included |= {**found.included, file_included(text): found.codebook}


def _found(node: Node, file: str, draft: Draft, shelf: Shelf) -> CodebookFile | None:
    said = f"“include” names “{shortened(file)}”"
    if "/" in file or "\\" in file or file.startswith("."):
        draft.reading.complain(node, f"{said}, which lies in another folder", "name a file beside this one")
    elif file in shelf.open:
        draft.reading.complain(node, f"{said}, which includes this file in turn", "take one of the two includes out")
    elif file in shelf.known:
        return shelf.known[file]
    elif (data := shelf.beside(file)) is None:
        mend = "put that file beside this one, or name a codebook that qualcode brings along"
        draft.reading.complain(node, f"{said}, which is not here", mend)
    else:
        return _read(node, file, data, draft, shelf)
    return None


def _read(node: Node, file: str, data: bytes, draft: Draft, shelf: Shelf) -> CodebookFile | None:
    try:
        shelf.known[file] = shelf.read(data, file, shelf)
    except ProblemsInFile as error:
        message = f"“{file}”, which is included here, cannot be read: {error.problems[0]}"
        draft.reading.complain(node, message, f"mend {file} first")
        return None
    return shelf.known[file]


def names_included(data: bytes) -> tuple[str, ...]:
    """What a file says it includes, as far as it can be read."""
    root = read_source(data).root
    if not isinstance(root, MappingNode):
        return ()
    nodes = [value for key, value in root.value if key.value == "include" and isinstance(value, SequenceNode)]
    return tuple(str(item.value) for node in nodes for item in node.value if isinstance(item, ScalarNode))
