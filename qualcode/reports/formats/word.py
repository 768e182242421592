"""A report as a Word file: Word’s own styles, tables that break well, quotes with their codes in the margin."""

from pathlib import Path

from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.blocks import Blocks, Heading, shown
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.formats import word_package as package
from qualcode.reports.formats.word_body import BodyWriter
from qualcode.reports.formats.word_comments import Comments
from qualcode.reports.formats.word_lines import LineWriter
from qualcode.reports.formats.word_lists import Lists
from qualcode.reports.formats.word_marks import Marks
from qualcode.reports.formats.word_styles import Styles
from qualcode.reports.formats.word_tables import TableWriter


def write_word(draft: Draft, answers: Answers, *, template: Path | None = None) -> bytes:
    """A report as a .docx, the same bytes for the same report.

    Every figure and quote has a bookmark of no width after it, which a part of the file matches to its question.
    `template` is a Word file whose styles, margins, header and footer are taken over; it need not exist. QualcodeError
    where it is broken.
    """
    blocks, marks = read_markdown(draft.text), Marks()
    document = package.opened(template, draft.language)
    styles = Styles(document.styles.element)
    if template is None or not template.exists():
        styles.add_all()
    package.set_language(document.styles.element, draft.language)
    comments = Comments(
        document.part._comments_part.element, answers, draft.audience, styles.character("annotation reference")
    )
    lines = LineWriter(styles, marks, comments.put_on)
    tables = TableWriter(styles, lines, package.line_width(document))
    lists = Lists(package.numbering_of(document))
    BodyWriter(document.element.body, styles, lines, lists, marks, tables).write(blocks)
    package.number_pages(document, styles.paragraph("Footer"))
    package.set_facts(document, _title(blocks), draft.language)
    package.add_marks(document, marks.part())
    return package.packed(document)


def _title(blocks: Blocks) -> str:
    return next((shown(block.line) for block in blocks if isinstance(block, Heading)), "")
