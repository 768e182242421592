"""The parts of a Word file in which nothing stands yet."""

import io
import zipfile
from collections.abc import Mapping

from qualcode.reports.formats.word_xml import W

_TIMELESS = (1980, 1, 1, 0, 0, 0)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SIZES = {True: (12240, 15840), False: (11906, 16838)}
"""Width and height of a page in twentieths of a point: True for Letter, False for A4."""
_MARGIN = 1300
_START: Mapping[str, str] = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_MAIN}.{part}{".main" * (part == "document")}+xml"/>'
        for part in ("document", "styles", "settings")
    )
    + "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/settings" Target="settings.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body><w:sectPr>'
    '<w:pgSz w:w="{width}" w:h="{height}"/>'
    f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}"'
    ' w:header="650" w:footer="650" w:gutter="0"/></w:sectPr></w:body></w:document>',
    "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="21"/>'
    '<w:szCs w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults></w:styles>',
    "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
}


def plain_start(language: str) -> bytes:
    """A Word file without words: Letter pages for English, else A4."""
    width, height = _SIZES[language == "en"]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for named, text in _START.items():
            sized = text.replace("{width}", str(width)).replace("{height}", str(height))
            archive.writestr(member(named), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{sized}')
    return written.getvalue()


def member(named: str) -> zipfile.ZipInfo:
    """A member of a Word file, of no date, which its owner alone may read."""
    info = zipfile.ZipInfo(named, _TIMELESS)
    info.external_attr = 0o600 << 16
    return info
