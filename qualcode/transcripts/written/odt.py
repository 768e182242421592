"""OpenDocument texts as LibreOffice and others write them."""

from collections.abc import Iterator, Mapping
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.transcripts.archives import Archive, member_names
from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.written.blocks import content_of
from qualcode.transcripts.written.odt_body import odt_blocks
from qualcode.transcripts.written.odt_styles import OdtStyle, odt_styles
from qualcode.transcripts.xml_trees import kind, setting, xml_root

_ANEW = "Open it in LibreOffice and save it again as .odt or .docx."
_MOST_COMMENTS = 20
_OTHERS = {
    "spreadsheet": ("an OpenDocument spreadsheet", "Save it as .xlsx or .csv and import that."),
    "presentation": ("an OpenDocument presentation", "Copy the transcript into a text document and import that."),
    "drawing": ("an OpenDocument drawing", "Copy the transcript into a text document and import that."),
}


def is_odt(data: bytes) -> bool:
    """Whether the bytes are an archive of the OpenDocument family, which a text could be."""
    names = member_names(data)
    return "content.xml" in names and ("mimetype" in names or "meta-inf/manifest.xml" in names)


def read_odt(source: Source) -> tuple[Content, ...]:
    """An OpenDocument text. Raises QualcodeError for a locked or damaged one, a spreadsheet, a presentation."""
    archive = Archive(source.data, source.name)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise QualcodeError(f"“{source.name}” is locked with a password.", hint="Save it without a password.")
    shared = odt_styles(_tree(archive, "styles.xml"), {}) if "styles.xml" in archive else {}
    root = _tree(archive, "content.xml")
    body = _text_body(root, source.name)
    styles = shared | odt_styles(root, shared)
    return (content_of(odt_blocks(body, styles), source, "odt", list(_warnings(body, styles))),)


def _tree(archive: Archive, part: str) -> Any:
    return xml_root(archive.read(part), archive.name, _ANEW)


def _text_body(root: Any, name: str) -> Any:
    """What holds the words of a text document."""
    inside = [child for body in root if kind(body) == "body" for child in body]
    for child in inside:
        if kind(child) == "text":
            return child
        if kind(child) in _OTHERS:
            what, hint = _OTHERS[kind(child)]
            raise QualcodeError(f"“{name}” is {what}, not a transcript qualcode can read.", hint=hint)
    raise QualcodeError(f"“{name}” is not a text document qualcode can read.", hint=_ANEW)


def _warnings(body: Any, styles: Mapping[str, OdtStyle]) -> Iterator[str]:
    comments = [said for node in body.iter() if kind(node) == "annotation" and (said := _comment(node))]
    for comment in comments[:_MOST_COMMENTS]:
        yield f"A comment was left out, by {comment}"
    if len(comments) > _MOST_COMMENTS:
        yield f"{len(comments) - _MOST_COMMENTS} more comments were left out."
    deleted = sum(kind(node) == "deletion" for node in body.iter())
    if deleted:
        yield f"Tracked changes were read as accepted; {deleted} deletions were left out."
    if any(_is_hidden(node, styles) for node in body.iter()):
        yield "Hidden text was left out."
    if any(kind(node) == "note" for node in body.iter()):
        yield "Footnotes or endnotes were left out."


def _comment(node: Any) -> str:
    """Who commented what; empty for a comment without words."""
    who = next(("".join(child.itertext()) for child in node if kind(child) == "creator"), "") or "somebody"
    words = " ".join("".join(child.itertext()) for child in node if kind(child) in {"p", "list"})
    return f"{who}: “{' '.join(words.split())}”" if words.strip() else ""


def _is_hidden(node: Any, styles: Mapping[str, OdtStyle]) -> bool:
    style = styles.get(setting(node, "style-name") or "")
    hidden = kind(node) in {"hidden-text", "hidden-paragraph"} or (style is not None and bool(style.hidden))
    return hidden and any(words.strip() for words in node.itertext())
