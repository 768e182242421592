from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from qualcode.codebook.read import read_codebook
from qualcode.reports.content.blocks import Heading, Paragraph, Proof, Quotation, Remark, Table, Words, proofs, shown
from qualcode.reports.content.markdown import escape, table
from qualcode.reports.content.markers import ask, write_marker
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.kinds.codebook_appendix import AppendixBook, render_codebook

WORDS = some.text(min_size=1, max_size=30).map(lambda words: " ".join(words.replace("\0", "").split())).filter(bool)


def test_a_figure_stands_before_the_question_it_answers() -> None:
    asked = ask("count", "participants", theme="Trust | no")
    (line,) = read_markdown(f"Raised by **7 of 12**{write_marker(asked)} participants.")
    assert isinstance(line, Paragraph)
    assert line.line[1:3] == (Words("7 of 12", strong=True), Proof(asked))
    assert shown(line.line) == "Raised by 7 of 12 participants."


def test_html_in_what_people_wrote_is_shown_and_comments_are_not() -> None:
    blocks = read_markdown("<script>alert(1)</script>\n\nA <b>bold</b> claim.\n\n<!-- picture bars -->\n")
    assert [shown(one.line) for one in blocks if isinstance(one, Paragraph)] == [
        "<script>alert(1)</script>",
        "A <b>bold</b> claim.",
    ]
    assert blocks[-1] == Remark("picture bars")


def test_a_quotation_keeps_who_said_it() -> None:
    (block,) = read_markdown("> They knew my name.\n>\n> — P03, principal")
    assert isinstance(block, Quotation)
    assert [shown(one.line) for one in block.blocks if isinstance(one, Paragraph)] == [
        "They knew my name.",
        "— P03, principal",
    ]


@given(some.lists(some.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=4))
@settings(max_examples=60)
def test_every_cell_of_a_table_shows_exactly_its_words(rows: list[list[str]]) -> None:
    (block,) = read_markdown(table(["One", "Two"], [[escape(cell) for cell in row] for row in rows]))
    assert isinstance(block, Table)
    assert [[shown(cell) for cell in row] for row in block.rows] == rows


@given(WORDS, WORDS)
@settings(max_examples=60)
def test_what_is_read_and_written_again_reads_the_same(title: str, said: str) -> None:
    asked = ask("quote", theme=title)
    text = f"## {escape(title)}\n\n> {escape(said)}{write_marker(asked)}\n\n- **{escape(said)}**\n"
    blocks = read_markdown(text)
    assert isinstance(blocks[0], Heading)
    assert shown(blocks[0].line) == title
    assert isinstance(blocks[1], Quotation)
    (words,) = (one for one in blocks[1].blocks if isinstance(one, Paragraph))
    assert (shown(words.line), proofs(words.line)) == (said, (asked,))
    once = write_markdown(blocks)
    assert write_markdown(read_markdown(once)) == once


def test_a_codebook_report_is_the_same_once_read_and_written() -> None:
    data = Path("codebooks/value-creation.yaml").read_bytes()
    book = AppendixBook("value-creation.yaml", read_codebook(data, "value-creation.yaml"), "abc", "2026-01-01")
    text = render_codebook("A study", [book])
    assert write_markdown(read_markdown(text)) == text
