"""Reader of plain text and Markdown: the file's own characters, cut into turns."""

from pathlib import PurePath

from qualcode.transcripts.decoding import decoded
from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.turns import spoken

_HEADERS_OF_OTTER = 2


def read_plain(source: Source) -> Content:
    """Labelled text, Otter's names with times, or paragraphs nobody is named for; the text stays as it is."""
    text, encoding, warnings = decoded(source.data, source.name, source.encoding)
    headings = PurePath(source.name).suffix.lower() in {".md", ".markdown"}
    found = spoken(text, source.known, headings=headings)
    otter = found.headers >= _HEADERS_OF_OTTER or "otter.ai" in text[-200:]
    return Content(
        "otter text" if otter else "text",
        encoding,
        text,
        found.turns,
        found.front,
        found.rejected,
        found.known,
        warnings,
        found.duration,
        found.once,
    )
