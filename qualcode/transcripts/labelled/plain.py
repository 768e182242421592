"""Reader of plain text and Markdown: the file's own characters, cut into turns."""

import re

from qualcode.transcripts.labelled.turns import spoken
from qualcode.transcripts.reading import Content, Source

_HEADERS_OF_OTTER = 2
_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+\S.*$", re.MULTILINE)


def read_plain(source: Source) -> tuple[Content, ...]:
    """Labelled text, Otter's names with times, or paragraphs nobody is named for; the text stays as it is."""
    text, encoding, warnings = source.decoded
    markdown = source.suffix in {".md", ".markdown"}
    headings = {match.start(1): len(match[1]) for match in _HEADING.finditer(text)} if markdown else {}
    found = spoken(text, source.known, headings=headings)
    otter = found.headers >= _HEADERS_OF_OTTER or "otter.ai" in text[-200:]
    content = Content(
        "otter text" if otter else "text",
        encoding,
        text,
        found.turns,
        found.front,
        found.rejected,
        found.known,
        (*warnings, *found.warnings),
        found.duration,
        found.once,
        found.sections,
        facts=found.facts,
    )
    return (content,)
