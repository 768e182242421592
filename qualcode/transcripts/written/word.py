"""Reader of Word transcripts: Teams, Otter, labelled paragraphs, tables of speaker and words."""

from collections.abc import Iterator

from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.written.blocks import content_of
from qualcode.transcripts.written.docx import WordDocument, word_document

_MOST_COMMENTS = 20


def read_docx(source: Source) -> tuple[Content, ...]:
    """A Word document. Raises QualcodeError where it is damaged or holds no text."""
    word = word_document(source.data, source.name)
    return (content_of(word.blocks, source, "docx", _warnings(word)),)


def _warnings(word: WordDocument) -> Iterator[str]:
    for comment in word.comments[:_MOST_COMMENTS]:
        yield f"A comment in Word was left out, by {comment}"
    if len(word.comments) > _MOST_COMMENTS:
        yield f"{len(word.comments) - _MOST_COMMENTS} more comments in Word were left out."
    if word.tracked:
        yield f"Tracked changes were read as accepted; {word.tracked} deletions were left out."
    if word.hidden:
        yield "Hidden text was left out."
    if word.embedded:
        yield "A part of the document is embedded from another file and was left out; open it in Word to see it."
    if word.notes:
        yield "Footnotes or endnotes were left out."
