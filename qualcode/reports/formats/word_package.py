"""The Word file around a report: a template or a plain start, facts about the file, and the same bytes every time."""

import io
import uuid
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import QualcodeError
from qualcode.reports.formats.word_marks import NAMESPACE
from qualcode.reports.formats.word_start import OFFICE, member, plain_start
from qualcode.reports.formats.word_xml import XML_SPACE, element, inside, legible, name
from qualcode.transcripts.archives import Archive
from qualcode.transcripts.xml_trees import xml_root

if TYPE_CHECKING:
    from docx.document import Document

LOCALES = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
_MARKS_FACTS = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    f' ds:itemID="{{{str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()}}}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()
"""LibreOffice throws a part away that comes without these."""
_NO_FACTS = ("extended-properties", "custom-properties", "thumbnail")
"""What a template may tell of the people and machines that made it."""


def opened(template: Path | None, language: str) -> "Document":
    """A document without words: a template’s, else a plain one. QualcodeError where the template cannot be used."""
    from docx import Document

    if template is None or not template.exists():
        return Document(io.BytesIO(plain_start(language)))
    document = _template(template)
    body = document.element.body
    for block in list(body):
        if block.tag != name("sectPr"):
            body.remove(block)
    if body.find(name("sectPr")) is None:
        body.append(Document(io.BytesIO(plain_start(language))).element.body.find(name("sectPr")))
    return document


def line_width(document: "Document") -> int:
    """How wide a line is, in twentieths of a point."""
    section = document.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (
        int(side.twips) if side is not None else given for side, given in zip(sides, (12240, 1300, 1300), strict=True)
    )
    return max(2000, page - left - right)


def number_pages(document: "Document", style: str) -> None:
    """“2 / 9” at the foot of each page, unless the template has words there."""
    footer = document.sections[-1].footer
    if not footer.is_linked_to_previous:
        return
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    inside(inside(paragraph, "pPr"), "pStyle", val=style)
    for words, field in (("1", " PAGE "), (" / ", None), ("1", " NUMPAGES ")):
        holder = paragraph if field is None else inside(paragraph, "fldSimple", instr=field)
        text = inside(inside(holder, "r"), "t")
        text.set(XML_SPACE, "preserve")
        text.text = words


def set_language(styles: Any, language: str) -> None:
    """Which language the words are spelled in."""
    defaults = _child(_child(_child(styles, "docDefaults", first=True), "rPrDefault", first=True), "rPr")
    for old in defaults.findall(name("lang")):
        defaults.remove(old)
    inside(defaults, "lang", val=LOCALES.get(language, language))


def set_facts(document: "Document", title: str, language: str) -> None:
    """What the file says about itself: its title and language; no person, no machine and no time."""
    facts: Any = document.core_properties._element
    for one in list(facts):
        facts.remove(one)
    document.core_properties.title = legible(title)[:255]
    document.core_properties.language = language
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.rpartition("/")[2] in _NO_FACTS:
            del package.rels[key]
    settings: Any = document.settings.element
    for attached in settings.findall(name("attachedTemplate")):
        settings.remove(attached)
    rels = document.part.part_related_by(f"{OFFICE}/settings").rels
    for key, relation in list(rels.items()):
        if relation.reltype.endswith("/attachedTemplate"):
            del rels[key]


def add_marks(document: "Document", marks: bytes) -> None:
    """Put the part that says what the bookmarks stand for into the file, in place of one a template has."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    rels = document.part.rels
    for key, relation in list(rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and NAMESPACE.encode() in relation.target_part.blob:
            del rels[key]
    package = document.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(one for one in range(1, len(taken) + 2) if f"/customXml/item{one}.xml" not in taken)
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", marks, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    facts = Part(
        PackURI(f"/customXml/itemProps{number}.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _MARKS_FACTS, package
    )
    part.relate_to(facts, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def numbering_of(document: "Document") -> Any:
    """The element that defines a document’s lists."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    try:
        part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        root = element("numbering")
        part = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def packed(document: "Document") -> bytes:
    """The file, whose bytes depend on nothing but what is in it."""
    written, timeless = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
        for named in old.namelist():
            new.writestr(member(named), old.read(named), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()


def _template(path: Path) -> "Document":
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    hint = "Save it anew from Word as .docx, or take it out of the folder templates."
    try:
        data = path.read_bytes()
        archive = Archive(data, path.name)
        for part in ("word/document.xml", "word/styles.xml"):
            if part in archive:
                xml_root(archive.read(part), path.name, hint)
        document = Document(io.BytesIO(data))
        body = document.element.body
    except (
        OSError,
        OpcError,
        LxmlError,
        QualcodeError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
    ) as problem:
        raise QualcodeError(f"The template {path.name} is no Word file that can be used.", hint=hint) from problem
    if body is None:
        raise QualcodeError(f"The template {path.name} is no Word file that can be used.", hint=hint)
    return document


def _child(parent: Any, local: str, *, first: bool = False) -> Any:
    found = parent.find(name(local))
    if found is None:
        found = inside(parent, local)
        if first:
            parent.insert(0, found)
    return found
