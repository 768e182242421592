"""PDFs written by hand for tests: letters at places, in a standard font or one that tells its letters itself."""

import textwrap
from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 612, 792
_CHARACTER = 0.6
"""Width of a letter of the typewriter font, in parts of its size."""


def text_at(x: float, y: float, words: str, *, size: float = 11, bold: bool = False, turned: str = "1 0 0 1") -> bytes:
    """Operators that write words at a place; letters outside Western Europe are looked up in the second font."""
    if all(_western(letter) for letter in words):
        inside = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        font, string = b"B" if bold else b"F", b"(" + inside + b")"
    else:
        font, string = b"U", b"<" + words.encode("utf-16-be").hex().encode() + b">"
    return b"BT /%s %g Tf %s %g %g Tm %s Tj ET\n" % (font, size, turned.encode(), x, y, string)


def _western(letter: str) -> bool:
    try:
        return len(letter.encode("cp1252")) == 1
    except UnicodeEncodeError:
        return False


def pdf_of(
    contents: Sequence[bytes], *, resources: bytes = b"", page: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF with one page for each content. Objects `more` are numbered from 10."""
    fonts = [
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Any/FontDescriptor 8 0 R/DW 600"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
        ),
        stream(_TO_UNICODE),
        b"<</Type/FontDescriptor/FontName/Any/Flags 4/Ascent 800/Descent -200/FontBBox[0 -200 600 800]>>",
        b"null",
    ]
    first = 3 + len(fonts) + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * place) for place in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))]
    objects += [*fonts, *more]
    for place, content in enumerate(contents):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R%s"
            b"/Resources<</Font<</F 3 0 R/B 4 0 R/U 5 0 R>>%s>>>>"
            % (WIDTH, HEIGHT, first + 2 * place + 1, page, resources)
        )
        objects.append(stream(content))
    return written(objects)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects numbered from 1, with the table that finds them; the first is the catalog."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, inside in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(data)


def typed(
    lines: Iterable[str],
    *,
    left: float = 72,
    top: float = 720,
    step: float = 14,
    size: float = 10,
    header: str | None = None,
    footer: str | None = None,
    per_page: int = 44,
) -> bytes:
    """Lines one below the other, on as many pages as they need; “#” in header and footer is the page's number."""
    rows = list(lines)
    contents = []
    for place in range(0, max(1, len(rows)), per_page):
        number = str(place // per_page + 1)
        content = b"".join(
            text_at(left, top - step * row, line, size=size) for row, line in enumerate(rows[place : place + per_page])
        )
        content += text_at(left, 760, header.replace("#", number), size=8) if header else b""
        content += text_at(300, 30, footer.replace("#", number), size=8) if footer else b""
        contents.append(content)
    return pdf_of(contents)


def wrapped(paragraphs: Iterable[str], *, width: int = 75, blank: bool = True) -> list[str]:
    """Paragraphs broken into lines, with an empty line after each."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, width, break_on_hyphens=False)
        lines += [""] if blank else []
    return lines


_RANGES = [b"<%02x00> <%02xff> <%02x00>" % (high, high, high) for high in range(256)]
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Any def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
%s
endcmap end end
""" % b"\n".join(
    b"%d beginbfrange\n%s\nendbfrange" % (len(_RANGES[place : place + 64]), b"\n".join(_RANGES[place : place + 64]))
    for place in range(0, 256, 64)
)
