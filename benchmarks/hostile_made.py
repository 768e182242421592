"""Files of every format, made by hand so that they can be as no program makes them."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

LARGE = 10_000_000
"""Bytes; no hostile file is larger."""

_WORDS = ("we", "looked", "at", "the", "card", "and", "then", "nobody", "asked", "for", "it", "again")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_O = " ".join(f'xmlns:{kind}="{_OFFICE}:{kind}:1.0"' for kind in ("office", "text", "table"))
_SEGMENT = '{"speaker": "A", "start": %d, "end": %d, "text": "It was fine."}'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def times(unit: bytes, size: int = LARGE) -> bytes:
    """A unit again and again."""
    return unit * (size // len(unit))


def interview(turns: int) -> bytes:
    """Two people who take turns."""
    return b"Interviewer: How was it for you?\nP01: It was fine, thank you very much indeed.\n" * (turns // 2)


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return whole.getvalue()


def docx(body: str, before: str = "", more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A Word document of this body."""
    document = f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **(more or {})})


def said(words: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def odt(body: str, before: str = "", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument text of this body."""
    content = f"{before}<office:document-content {_O}><office:body><office:text>{body}"
    content += "</office:text></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def xlsx(rows: str, before: str = "", strings: str = "") -> bytes:
    """A workbook with one sheet of these rows."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships {package}><Relationship Id="r1" Type="{related}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships {package}><Relationship Id="r1" '
            f'Type="{related}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            f'Type="{related}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/workbook.xml": f'{before}<workbook {main} xmlns:r="{related}"><sheets><sheet name="Talk" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
            "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def row(*cells: str) -> str:
    """A row of a sheet."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def pdf(content: bytes, pages: int = 1, *, packed: bool = False, more: bytes = b"") -> bytes:
    """A PDF that shows this on each of its pages."""
    entries = b"/Filter/FlateDecode" if packed else b""
    data = zlib.compress(content) if packed else content
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data),
        *[page] * pages,
    ]
    whole, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(whole) + end % (len(objects) + 1, table, len(objects) + 1, more, len(whole))


def shown(words: bytes) -> bytes:
    """Operators of a page that show words."""
    return b"BT /F 10 Tf 50 700 Td (%s) Tj ET\n" % words


def vtt(cues: int, *, step: int = 2, lasts: int = 2) -> bytes:
    """Subtitles whose cues may run backward, or last no time or less."""
    begin = 0 if step > 0 else -step * cues
    lines = ["WEBVTT\n"]
    for number in range(cues):
        start = begin + step * number
        lines.append(f"{_clock(start)} --> {_clock(max(0, start + lasts))}\n<v P{number % 2:02d}>It was fine.\n")
    return "\n".join(lines).encode()


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.000"


def prose(size: int) -> Iterator[str]:
    """Words without a full stop."""
    chance = random.Random(7)
    while size > 0:
        word = chance.choice(_WORDS)
        size -= len(word) + 1
        yield word


def lying(member: str, body: bytes, claimed: int) -> bytes:
    """An archive whose member is larger than its list of members says."""
    data = bytearray(zipped({member: body}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", claimed)
    return bytes(data)


def locked_docx() -> bytes:
    """A Word document whose parts say that they are encrypted."""
    data = bytearray(docx(said("Q: Hello")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


def noise(size: int) -> bytes:
    """Bytes that mean nothing."""
    return random.Random(7).randbytes(size)


def turns_of(size: int) -> str:
    """Paragraphs of a Word document in which two people take turns."""
    return "".join(said(f"{'Q' if n % 2 else 'A'}: It was fine, {n}.") for n in range(size))


def segments(count: int) -> bytes:
    """Segments as speech recognition writes them."""
    return ",".join(_SEGMENT % (n, n + 1) for n in range(count)).encode()
