"""Reader of rich text (RTF), as f4, easytranscript, WordPad and TextEdit write it."""

from collections import Counter
from collections.abc import Iterator

from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.written.blocks import content_of
from qualcode.transcripts.written.paragraphs import limited
from qualcode.transcripts.written.rtf_body import RtfBody
from qualcode.transcripts.written.rtf_styles import heading_styles
from qualcode.transcripts.written.rtf_tokens import tokens

_LOOKED_AT = 100


def is_rtf(data: bytes) -> bool:
    """Whether the bytes begin as rich text does."""
    return data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf")


def read_rtf(source: Source) -> tuple[Content, ...]:
    """A document in rich text. Raises QualcodeError where it is built as no program builds one."""
    data = source.data[source.data.index(b"{\\rtf") :]
    body = RtfBody(encoding=source.encoding or "cp1252", heading_styles=heading_styles(data))
    blocks = list(limited(body.blocks(tokens(data, source.name)), source.name))
    return (content_of(blocks, source, "rtf", _warnings(body.left_out), encoding=None),)


def _warnings(left_out: Counter[str]) -> Iterator[str]:
    if left_out["deleted"]:
        yield f"Tracked changes were read as accepted; {left_out['deleted']} deletions were left out."
    if left_out["end"]:
        yield "The end of the file is missing; look whether the last words are there."
    if left_out["hidden"]:
        yield "Hidden text was left out."
    if left_out["notes"]:
        yield "Footnotes or endnotes were left out."
    if left_out["comments"]:
        yield f"{left_out['comments']} comments were left out."
    if left_out["boxes"]:
        yield "Boxes of text were left out; open it in Word and save it as .docx to keep them."
    if left_out["characters"]:
        yield f"{left_out['characters']} characters make no sense in the code page the file names and show as \ufffd."
