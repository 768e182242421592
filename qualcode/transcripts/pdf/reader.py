"""Reader of transcripts and program records saved as PDF."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qualcode.errors import QualcodeError
from qualcode.transcripts.pdf.grids import grid_of, without_side_columns
from qualcode.transcripts.pdf.lines import gutters_of, lines_of
from qualcode.transcripts.pdf.margins import Body, body_of
from qualcode.transcripts.pdf.pages import Page, pages
from qualcode.transcripts.pdf.paragraphs import paragraphs
from qualcode.transcripts.pdf.tables import table_rows
from qualcode.transcripts.pdf.words import joined
from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.written.blocks import content_of
from qualcode.transcripts.written.speaker_tables import speaker_table

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
    if tabled := _as_table(seen, source):
        return (tabled,)
    gutters = gutters_of(seen)
    lines = [line for page, own in zip(seen, gutters, strict=True) for line in lines_of(page, own)]
    columns = {page.number: len(own) + 1 for page, own in zip(seen, gutters, strict=True) if own}
    body = body_of(lines, len(seen))
    beside = without_side_columns(body.lines, source.known)
    table = table_rows(beside.lines)
    whole = joined(table.lines)
    warnings = [*_page_warnings(seen, columns), *_body_warnings(body, whole.guessed)]
    warnings += [f"The heads of a table’s columns were left out: “{head}”." for head in table.heads]
    if beside.words:
        quoted = ", ".join(f"“{_short(words)}”" for words in beside.words[:3])
        warnings.append(f"What stands in a column beside the words was left out: {quoted}.")
    content = content_of(paragraphs(whole.lines, ragged=False), source, "pdf", warnings, wrapped=True)
    if any(turn.label is not None for turn in content.turns):
        return (content,)
    return (content_of(paragraphs(whole.lines, ragged=True), source, "pdf", warnings, wrapped=True),)


def _as_table(seen: Sequence[Page], source: Source) -> Content | None:
    """A transcript that stands in a table; None for any other."""
    body = body_of([line for page in seen for line in lines_of(page)], len(seen))
    grid = grid_of(body.lines) if not without_side_columns(body.lines, source.known).words else None
    if grid is None or speaker_table(grid.table, source.known) is None:
        return None
    before, after = (paragraphs(joined(part).lines, ragged=True) for part in (grid.before, grid.after))
    warnings = [*_page_warnings(seen, {}), *_body_warnings(body, grid.guessed)]
    return content_of([*before, grid.table, *after], source, "pdf", warnings, wrapped=True)


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


def _page_warnings(seen: Sequence[Page], columns: Mapping[int, int]) -> Iterator[str]:
    empty = [page.number for page in seen if not page.letters and page.drawn]
    if empty:
        yield f"No text was found on {_numbers(empty)}, only pictures or drawings; what they show was left out."
    untold = sum(page.unknown for page in seen)
    if untold > _WARN_UNTOLD * sum(page.letters for page in seen):
        yield f"The file does not tell {untold} of its letters; look for odd characters."
    read = [page.number for page in seen if page.recognized]
    if read:
        yield f"The text of {_numbers(read)} comes from text recognition (OCR); compare names and words with the page."
    two = [page for page, count in columns.items() if count == 2]
    if two:
        yield f"Two columns were seen on {_numbers(two)}; the left one was read before the right one."
    more = [page for page, count in columns.items() if count > 2]
    if more:
        yield f"{max(columns.values())} columns were seen on {_numbers(more)}; they were read from left to right."
    struck = [page for page in seen if page.struck]
    if struck:
        numbers = _numbers([page.number for page in struck])
        yield f"Words are struck through on {numbers}, and stand among the others: “{_short(struck[0].struck)}”."
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
