"""XML from files of unknown origin: parsed without entities, network or more memory than a document is worth."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from qualcode.errors import QualcodeError

MOST_MEMORY = 150_000_000
"""Bytes that the tree of one file may be expected to take."""

_NODE = 200
"""Bytes for an element with the words after it, or for an attribute."""

_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.IGNORECASE)


def xml_root(data: bytes, name: str, hint: str) -> Any:
    """The root element of an XML file. Raises QualcodeError with the hint for what is damaged, hostile or too large."""
    from lxml import etree

    if _DOCTYPE.search(data):
        raise _doctype(name, hint)
    if len(data) + _NODE * (data.count(b"<") + data.count(b"=")) > MOST_MEMORY:
        raise QualcodeError(f"“{name}” is larger than any transcript, so it was not opened.", hint=hint)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise QualcodeError(f"“{name}” is damaged: its text is not well-formed.", hint=hint) from problem
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(name, hint)
    return root


def _doctype(name: str, hint: str) -> QualcodeError:
    return QualcodeError(f"“{name}” declares a DOCTYPE, which no transcript needs.", hint=hint)


def kind(node: Any) -> str:
    """An element's name without its namespace; empty for an entity."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def setting(node: Any, name: str) -> str | None:
    """The value of an attribute, whatever its namespace; None where the element has none of that name."""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)


def nearest(parent: Any, wanted: Collection[str], closed: Collection[str] = ()) -> Iterator[Any]:
    """The outermost elements of the wanted kinds below a node, in order, without going into those that are closed."""
    levels = [iter(parent)]
    while levels:
        node = next(levels[-1], None)
        if node is None:
            levels.pop()
        elif kind(node) in wanted:
            yield node
        elif kind(node) not in closed:
            levels.append(iter(node))
