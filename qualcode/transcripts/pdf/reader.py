"""Reader of transcripts and program records saved as PDF."""

from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode.errors import QualcodeError
from qualcode.transcripts.pdf.lines import Line, lines_of
from qualcode.transcripts.pdf.margins import Body, body_of
from qualcode.transcripts.pdf.pages import Page, pages
from qualcode.transcripts.pdf.paragraphs import paragraphs
from qualcode.transcripts.pdf.tables import table_rows
from qualcode.transcripts.pdf.words import joined
from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.written.blocks import content_of

_MAGIC_WITHIN = 1024
_MUST_BE_TOLD = 0.2
_WARN_UNTOLD = 0.005


def is_pdf(data: bytes) -> bool:
    """Whether bytes begin as a PDF does."""
    begins = data[:_MAGIC_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")
    return begins or (b"%PDF-" in data[:_MAGIC_WITHIN] and b"%%EOF" in data[-_MAGIC_WITHIN:])


def read_pdf(source: Source) -> tuple[Content, ...]:
    """A PDF. Raises QualcodeError where it is locked, damaged, far too large or made of pictures."""
    seen = pages(source.data, source.name)
    _refuse_unreadable(seen, source.name)
    lines: list[Line] = []
    columns: list[int] = []
    for page in seen:
        found, two = lines_of(page)
        lines += found
        columns += [page.number] * two
    body = body_of(lines, len(seen))
    table = table_rows(body.lines)
    whole = joined(table.lines)
    warnings = [*_page_warnings(seen, columns), *_body_warnings(body, whole.guessed)]
    warnings += [f"The heads of a table’s columns were left out: “{head}”." for head in table.heads]
    content = content_of(paragraphs(whole.lines, ragged=False), source, "pdf", warnings, wrapped=True)
    if any(turn.label is not None for turn in content.turns):
        return (content,)
    return (content_of(paragraphs(whole.lines, ragged=True), source, "pdf", warnings, wrapped=True),)


def _refuse_unreadable(seen: Sequence[Page], name: str) -> None:
    letters = sum(page.letters for page in seen)
    if not letters and any(page.drawn for page in seen):
        raise QualcodeError(
            f"“{name}” holds pictures of pages, no text.",
            hint="Run text recognition (OCR) on it first, for example in Acrobat or with ocrmypdf.",
        )
    if not letters:
        raise QualcodeError(f"“{name}” holds no text.", hint="Open it and see what was exported.")
    if sum(page.unknown for page in seen) > _MUST_BE_TOLD * letters:
        raise QualcodeError(
            f"“{name}” does not tell which letters its fonts draw, so its words cannot be read.",
            hint="Export it again from the program that made it, as .docx or .txt if possible; or run OCR on it.",
        )


def _page_warnings(seen: Sequence[Page], columns: Sequence[int]) -> Iterator[str]:
    empty = [page.number for page in seen if not page.letters and page.drawn]
    if empty:
        yield f"No text was found on {_numbers(empty)}, only pictures or drawings; what they show was left out."
    untold = sum(page.unknown for page in seen)
    if untold > _WARN_UNTOLD * sum(page.letters for page in seen):
        yield f"The file does not tell {untold} of its letters; look for odd characters."
    read = [page.number for page in seen if page.recognized]
    if read:
        yield f"The text of {_numbers(read)} comes from text recognition (OCR); compare names and words with the page."
    if columns:
        yield f"Two columns were seen on {_numbers(columns)}; the left one was read before the right one."
    stamps = Counter(page.aslant for page in seen if page.aslant)
    for stamp in list(stamps)[:3]:
        yield f"Words set aslant were left out: “{_short(stamp)}”."


def _body_warnings(body: Body, guessed: Sequence[str]) -> Iterator[str]:
    if body.running:
        quoted = ", ".join(f"“{_short(words)}”" for words in body.running[:6])
        yield f"What recurs at the top or bottom of pages was left out: {quoted}."
    if body.line_numbers:
        yield "The numbers before the lines were left out."
    if guessed:
        examples = ", ".join(f"“{word}”" for word in guessed[:5])
        yield f"Hyphens at line ends were taken out of {len(guessed)} words seen nowhere else: {examples}."


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _numbers(numbers: Sequence[int]) -> str:
    """Page numbers as people write them.

    >>> _numbers([2]), _numbers([1, 2, 3, 7])
    ('page 2', 'pages 1–3, 7')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    written = ", ".join(f"{first}–{last}" if last > first else f"{first}" for first, last in runs)
    return f"{'pages' if len(numbers) > 1 else 'page'} {written}"
