"""Bookmarks that show nowhere, and the part of a Word file that says which question each one answers."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.reports.content.markers import Question, write_marker
from qualcode.reports.formats.word_xml import element, legible

NAMESPACE = "urn:qualcode:report"
PROOF, REMARK = "proof", "remark"
BEFORE, AFTER = "before", "after"
BOOKMARK = re.compile(r"qc_(\d{4,6})_[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at a bookmark: a proof, or a remark before or after the paragraph that holds it."""

    kind: str
    words: str
    """The whole comment of a proof; what a remark says."""
    side: str = ""
    depth: int = 0
    """In how many of the quotations and lists around the bookmark a remark lies."""


class Marks:
    """The bookmarks of a document, numbered in its order.

    A bookmark’s name also holds eight hexadecimal digits of the SHA-256 of what it says, so that a paragraph pasted
    into another report proves nothing there by accident.
    """

    def __init__(self) -> None:
        self._named: dict[str, Mark] = {}
        self._head: list[str] = []

    def head(self, remark: str) -> None:
        """Note the remark that says what the report is; no bookmark holds it, so no edit can lose it."""
        self._head.append(legible(remark))

    def proof(self, question: Question) -> tuple[Any, Any]:
        """The beginning and the end of a bookmark after a figure or quote."""
        return self._bookmark(Mark(PROOF, legible(write_marker(question))))

    def remark(self, words: str, side: str, depth: int) -> tuple[Any, Any]:
        """The beginning and the end of a bookmark for a remark."""
        return self._bookmark(Mark(REMARK, legible(words), side, depth))

    def part(self) -> bytes:
        """The part that says what each bookmark stands for."""
        from lxml import etree

        root = etree.Element(f"{{{NAMESPACE}}}report", nsmap={None: NAMESPACE})
        for remark in self._head:
            etree.SubElement(root, f"{{{NAMESPACE}}}head").text = remark
        for named, mark in self._named.items():
            about = {"name": named} | ({"side": mark.side, "depth": str(mark.depth)} if mark.kind == REMARK else {})
            etree.SubElement(root, f"{{{NAMESPACE}}}{mark.kind}", about).text = mark.words
        written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        return written

    def _bookmark(self, mark: Mark) -> tuple[Any, Any]:
        number = len(self._named) + 1
        digest = hashlib.sha256(f"{mark.kind} {mark.words}".encode()).hexdigest()[:8]
        named = f"qc_{number:04}_{digest}"
        self._named[named] = mark
        return element("bookmarkStart", id=str(number), name=named), element("bookmarkEnd", id=str(number))


@dataclass(frozen=True, slots=True)
class MarksRead:
    """What a Word file says its bookmarks stand for."""

    named: dict[str, Mark]
    head: tuple[str, ...]


def read_marks(root: Any) -> MarksRead:
    """The bookmarks that a part written by `Marks.part` names."""
    return MarksRead(dict(_named(root)), tuple(one.text or "" for one in root if one.tag == f"{{{NAMESPACE}}}head"))


def _named(root: Any) -> Iterator[tuple[str, Mark]]:
    for one in root:
        kind, depth = str(one.tag).rpartition("}")[2], one.get("depth") or "0"
        if kind in (PROOF, REMARK) and depth.isdecimal() and len(depth) < 4:
            yield one.get("name") or "", Mark(kind, one.text or "", one.get("side") or "", int(depth))
