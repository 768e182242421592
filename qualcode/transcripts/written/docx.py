"""Word documents: the parts of the package and what they hold."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.transcripts.archives import Archive, member_names
from qualcode.transcripts.written.docx_body import body_blocks, is_hidden, words_of
from qualcode.transcripts.written.docx_styles import Style, styles_of
from qualcode.transcripts.written.paragraphs import Paragraph, Table
from qualcode.transcripts.xml_trees import kind, setting, xml_root

_WORD = "Open it in Word and save it again as .docx."


@dataclass(frozen=True, slots=True)
class WordDocument:
    """What a Word document says, in order, and its comments."""

    blocks: tuple[Paragraph | Table, ...]
    comments: tuple[str, ...]
    notes: bool
    """Whether it has footnotes or endnotes."""
    tracked: int
    """How many tracked deletions were left out."""
    hidden: int
    """How many pieces of hidden text were left out."""
    embedded: int
    """How many parts in another format (HTML, RTF) were left out."""


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a zip archive that a Word document could be."""
    names = member_names(data)
    return any(name.startswith("word/") for name in names) and not any(name == "content.xml" for name in names)


def word_document(data: bytes, name: str) -> WordDocument:
    """The blocks and comments of a .docx. Raises QualcodeError where it is damaged, too large or no Word document."""
    archive = Archive(data, name)
    main = _main_part(archive)
    related = _related(archive, main)
    styles = _styles(archive, related["styles"])
    comments = tuple(_comments(archive, related["comments"]))
    notes = any(_has_notes(archive, related[part]) for part in ("footnotes", "endnotes"))
    root = _tree(archive, main)
    body = next((child for child in root if kind(child) == "body"), None)
    if body is None:
        raise QualcodeError(f"“{name}” is not a Word document qualcode can read.", hint=_WORD)
    return WordDocument(
        tuple(body_blocks(body, styles)),
        comments,
        notes,
        sum(kind(found) in {"del", "moveFrom"} and words_of(found) != "" for found in root.iter()),
        sum(is_hidden(found) and words_of(found).strip() != "" for found in root.iter() if kind(found) == "r"),
        sum(kind(found) == "altChunk" for found in root.iter()),
    )


def _main_part(archive: Archive) -> str:
    """Where the package says its text lies."""
    for target, meaning in _relations(archive, "_rels/.rels", ""):
        if meaning == "officeDocument" and target in archive:
            return target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise QualcodeError(f"“{archive.name}” is not a Word document.", hint="Save the transcript as .docx or .txt.")


def _related(archive: Archive, main: str) -> dict[str, str]:
    """Where styles, comments and notes lie: as the package says, else under their usual names."""
    folder, name = posixpath.split(main)
    found = {part: posixpath.join(folder, f"{part}.xml") for part in ("styles", "comments", "footnotes", "endnotes")}
    for target, meaning in _relations(archive, posixpath.join(folder, "_rels", f"{name}.rels"), folder):
        if meaning in found and target in archive:
            found[meaning] = target
    return found


def _relations(archive: Archive, part: str, folder: str) -> Iterator[tuple[str, str]]:
    """Which part a part of the package points to, and as what."""
    if part not in archive:
        return
    for relation in _tree(archive, part).iter():
        target = relation.get("Target") or ""
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        yield posixpath.normpath(whole), posixpath.basename(relation.get("Type") or "")


def _tree(archive: Archive, part: str) -> Any:
    return xml_root(archive.read(part), archive.name, _WORD)


def _styles(archive: Archive, part: str) -> dict[str, Style]:
    return styles_of(_tree(archive, part)) if part in archive else {}


def _comments(archive: Archive, part: str) -> Iterator[str]:
    if part not in archive:
        return
    for comment in _tree(archive, part):
        words = " ".join(words_of(comment).split())
        if kind(comment) == "comment" and words:
            yield f"{setting(comment, 'author') or 'somebody'}: “{words}”"


def _has_notes(archive: Archive, part: str) -> bool:
    return part in archive and words_of(_tree(archive, part)).strip() != ""
