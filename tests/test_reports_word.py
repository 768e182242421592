import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as some
from test_reports_material import study

from qualcode.codebook.read import read_codebook
from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quote_comments import CodedAs, coded_as
from qualcode.reports.answers.quoted_places import quote_asked
from qualcode.reports.content.blocks import (
    Block,
    Heading,
    LineBreak,
    Listing,
    Literal,
    Paragraph,
    Proof,
    Quotation,
    Remark,
    Ruler,
    Table,
    Words,
)
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import ask, write_marker
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.formats.word import write_word
from qualcode.reports.formats.word_xml import W
from qualcode.reports.kinds.codebook_appendix import AppendixBook, render_codebook
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.from_word import blocks_of, markdown_of

COUNT = write_marker(ask("count", "participants", theme="Trust ]]> | “so”"))
ODD = f"""\
<!-- qualcode report="themes" project="0123456789abcdef" audience="team" -->
# A *title*

> One quote

> Another{COUNT}
> - a list in it
>
>   going on
> 3. three
> 4. four
>
> — P03

- a
- b

  > a quote in a list
  >
  > — P09

  | a | b |
  | --- | --- |
  | 1 | 2 |

  <!-- a remark in an item -->
- - nested
    - deeper `code`
-
* another list

7. seven

       lines\tthat   stand

<!-- picture heat -->

*Table 1. Who* said so

| Theme | P01 | P02 |
| --- | --- | --- |
| a \\| b | 1 of 12{COUNT}{COUNT} | 12 of 12 |

{COUNT}

---

[a **link**](http://x.org/(y)), <http://z.org>, <a@b.de>\\
a new line ~~gone~~

> > a quote in a quote

<!-- the end -->
"""
HOSTILE = [
    "<script>alert(1)</script> ]]> `ticks` | pipe",
    '=cmd()|"/c calc"!A1',
    "abc \u202edcba\u202c \u2067עברית\u2069 שלום",
    "😀 𝔘𝔫𝔦 e\u0301 \u00ad soft\u00adhyphen non\u2011breaking two\u00a0\u00a0spaces",
    "&amp; &lt;b&gt; <!-- count participants -->",
]


def word(text: str, *, audience: str = "team", template: Path | None = None, language: str = "en") -> bytes:
    return write_word(Draft("themes", text, audience, language), Answers(study()), template=template)


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def again(text: str) -> str:
    return write_markdown(read_markdown(text))


def paragraph_with(document: Any, words: str) -> Any:
    return next(one for one in document.paragraphs if words in one.text)


TEXT = some.one_of(
    some.sampled_from(HOSTILE),
    some.text(some.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=12),
)
WORDS = some.builds(
    Words, TEXT, strong=some.booleans(), emphasis=some.booleans(), struck=some.booleans(), link=some.none()
)
INLINE = some.one_of(
    WORDS,
    WORDS,
    some.builds(Words, TEXT, literal=some.just(True)),
    some.builds(Words, TEXT, link=some.just("http://a.org/b_(c)")),
    some.just(LineBreak()),
    some.builds(Proof, some.builds(lambda theme: ask("count", "participants", theme=theme), TEXT)),
)
LINE = some.lists(INLINE, min_size=1, max_size=4).map(tuple)


def tables(lines: some.SearchStrategy[Any]) -> some.SearchStrategy[Table]:
    rows = some.integers(1, 3).flatmap(lambda wide: some.lists(some.tuples(*[lines] * wide), min_size=1, max_size=3))
    return rows.map(lambda found: Table(found[0], tuple(found[1:])))


LEAVES = some.one_of(
    some.builds(Paragraph, LINE),
    some.builds(Heading, some.integers(1, 6), LINE),
    some.builds(Literal, some.lists(TEXT, max_size=3).map("\n".join)),
    some.just(Ruler()),
    some.sampled_from([Remark("picture heat"), Remark("so")]),
    tables(LINE),
)


def around(inner: some.SearchStrategy[Block]) -> some.SearchStrategy[Block]:
    several = some.lists(inner, max_size=3).map(tuple)
    items = some.lists(several, min_size=1, max_size=3).map(tuple)
    begins = some.one_of(some.none(), some.integers(0, 99))
    return some.one_of(some.builds(Quotation, several), some.builds(Listing, items, begins))


@given(some.lists(some.recursive(LEAVES, around, max_leaves=6), max_size=4))
@settings(max_examples=40)
def test_a_report_read_from_its_word_file_is_the_report(blocks: list[Block]) -> None:
    text = write_markdown(blocks)
    assert markdown_of(word(text)) == again(text)


@pytest.mark.storm
@given(some.lists(some.recursive(LEAVES, around, max_leaves=12), max_size=5))
@settings(max_examples=2000, deadline=None)
def test_many_reports_read_from_their_word_files_are_those_reports(blocks: list[Block]) -> None:
    text = write_markdown(blocks)
    assert markdown_of(word(text)) == again(text)


def test_whatever_an_author_nests_comes_back_block_by_block() -> None:
    assert blocks_of(word(ODD)) == read_markdown(ODD)


def test_the_reports_of_a_study_come_back_word_for_word() -> None:
    book = AppendixBook(
        "vc", read_codebook(Path("codebooks/value-creation.yaml").read_bytes(), "vc"), "abc", "2026-01-01"
    )
    for text in (render_themes(study()), render_codebook("A study", [book])):
        assert markdown_of(word(text)) == again(text)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stand_in_word_as_they_were_said(words: str) -> None:
    shown = opened(word(f"> {escape(words)}\n")).paragraphs[0]
    assert "".join(one.text or "" for one in shown._p.iter(qn("w:t"))) == words.replace("\u00a0", " ").replace(
        "  ", " "
    )
    spaces = opened(word("a&nbsp;&nbsp; `  b`\n")).paragraphs[0]
    assert spaces.text == "a\u00a0\u00a0   b"


def test_a_character_that_no_word_file_can_hold_is_seen_to_be_missing() -> None:
    data = word("bell \x07 and \ufffe `a\x1bb`\n")
    assert opened(data).paragraphs[0].text == "bell � and � a�b"
    assert markdown_of(data) == "bell � and � `a�b`\n"


def test_a_report_is_built_of_the_styles_that_word_knows() -> None:
    document = opened(
        word("# Report\n\n## Part\n\n### Less\n\nAsked: “So?”\n\n> Yes.\n>\n> — P01\n\n- one\n\n1. two\n")
    )
    styles = [one.style.name for one in document.paragraphs]
    assert styles == [
        "Title", "Heading 1", "Heading 2", "Normal", "Quote", "Intense Quote", "List Bullet", "List Number",
    ]  # fmt: skip


def test_a_table_repeats_its_head_keeps_its_rows_whole_and_is_counted_by_word() -> None:
    table = "| Code | k |\n| --- | --- |\n| Trust | 3 |\n"
    text = f"*Table 1. Who said so*\n\n{table}\n*Table 2. Who else*\n\n| a |\n| --- |\n"
    document = opened(word(text))
    first = document.tables[0]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in first.rows] == [True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in first.rows)
    assert first.style.name == "Report Table"
    captions = [one for one in document.paragraphs if one.style.name == "Caption"]
    fields = [one._p.find(qn("w:fldSimple")) for one in captions]
    assert [field.get(qn("w:instr")).split()[:2] for field in fields] == [["SEQ", "Table"]] * 2
    assert [words.text for one in fields for words in one.iter(qn("w:t"))] == ["1", "2"]
    assert markdown_of(word(text)) == text


def test_a_caption_whose_number_word_would_count_otherwise_is_plain_text() -> None:
    text = "*Table 7. Who said so*\n\n| a |\n| --- |\n| 1 |\n"
    document = opened(word(text))
    assert document.paragraphs[0].style.name == "Caption"
    assert document.paragraphs[0].text == "Table 7. Who said so"


def test_cells_of_a_heat_table_are_shaded_by_their_share_and_no_others() -> None:
    table = "| Theme | P | Q |\n| --- | --- | --- |\n| a | 0 of 12 | 6 of 12 |\n| b | not asked | 12 of 12 |\n"
    fills = {
        cell.text: shading.get(qn("w:fill"))
        for row in opened(word(f"<!-- picture heat -->\n\n{table}")).tables[0].rows
        for cell in row.cells
        if (shading := cell._tc.tcPr.find(qn("w:shd"))) is not None
    }
    assert set(fills) == {"6 of 12", "12 of 12"}
    assert len(set(fills.values())) == 2
    captioned = word(f"<!-- picture heat -->\n\n*Table 1. Who*\n\n{table}\nSo.\n\n{table}")
    assert part(captioned, "word/document.xml").count('w:fill="9EC5E8"') == 1
    assert b"w:shd" not in part(word(f"x\n\n{table}"), "word/document.xml").encode()


def quoted(audience: str = "team") -> tuple[str, Answers]:
    material = study()
    first = replace(material.codings[0], memo="Her own words first.\nAsk again.", modifiers={"valence": "negative"})
    answers = Answers(replace(material, codings=(first, *material.codings[1:])))
    question = quote_asked(answers, (first.document, first.start, first.end), audience)
    return f"Before.\n\n> {escape(first.words)}{write_marker(question)}\n>\n> — P01\n\nAfter.\n", answers


def test_a_quote_carries_its_codes_coders_and_memos_for_the_team() -> None:
    text, answers = quoted()
    data = write_word(Draft("themes", text, "team"), answers)
    (comment,) = opened(data).comments
    assert [one.text for one in comment.paragraphs] == [
        "Applied value, coded by ana (coded as negative)",
        "Memo: Her own words first.",
        "Ask again.",
    ]
    assert markdown_of(data) == again(text)


def test_a_comment_covers_the_quote_and_nothing_else() -> None:
    text, answers = quoted()
    document = opened(write_word(Draft("themes", text, "team"), answers))
    shown = paragraph_with(document, "We drafted")._p
    kinds = [one.tag.rpartition("}")[2] for one in shown]
    assert kinds == ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r", "bookmarkStart", "bookmarkEnd"]


@pytest.mark.parametrize("audience", ["sponsor", "public"])
def test_outside_the_team_a_comment_names_the_code_and_nobody(audience: str) -> None:
    text, answers = quoted(audience)
    data = write_word(Draft("themes", text, audience), answers)
    (comment,) = opened(data).comments
    assert comment.text == "Applied value"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"ana" not in whole
    assert b"Her own words" not in whole


def test_a_quote_the_project_does_not_have_gets_no_comment() -> None:
    answers = Answers(study())
    assert coded_as(answers, ask("quote", **{"in": "D99", "at": "0:5"}), "team") == ()
    assert coded_as(answers, ask("quote", ref="0" * 16), "team") == ()
    asked = ask("quote", **{"in": "D01", "at": "0:5"})
    assert coded_as(answers, asked, "team") == ()


def test_codings_around_and_inside_a_quote_are_told_with_it_and_those_that_only_touch_it_are_not() -> None:
    material = study()
    one = next(coding for coding in material.codings if coding.document == "D01")
    labels = [
        [found.label for found in coded_as(Answers(material), ask("quote", **{"in": "D01", "at": at}), "sponsor")]
        for at in (
            f"{one.start + 3}:{one.end - 3}",
            f"{one.start - 5}:{one.end + 1}",
            f"{one.start - 5}:{one.end - 5}",
        )
    ]
    assert labels == [["Applied value"], ["Applied value"], []]
    assert coded_as(Answers(material), ask("quote", **{"in": "D01", "at": f"{one.start}:{one.end}"}), "public") == (
        CodedAs("Applied value"),
    )


def test_the_same_report_is_the_same_file_and_tells_of_no_person_machine_or_time() -> None:
    data = word(ODD)
    assert data == word(ODD)
    properties = opened(data).core_properties
    assert (properties.title, properties.author, properties.last_modified_by, properties.created) == (
        "A title",
        "",
        "",
        None,
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if name.startswith("docProps/") and "core" not in name]


@pytest.mark.parametrize(("language", "locale"), [("en", "en-US"), ("de", "de-DE"), ("es", "es-ES")])
def test_a_report_says_which_language_it_is_spelled_in(language: str, locale: str) -> None:
    assert f'w:lang w:val="{locale}"' in part(word("# Bericht\n", language=language), "word/styles.xml")


def test_an_edit_by_hand_changes_that_paragraph_and_no_mark() -> None:
    text = f"## Trust\n\nRaised by 9 of 12{COUNT} people.\n\nWords.\n\n- one\n- two\n"
    document = opened(word(text))
    paragraph_with(document, "Raised").runs[0].text = "Raised by 8 of 12"
    paragraph_with(document, "Words").insert_paragraph_before("A sentence of mine.")
    paragraph_with(document, "two").insert_paragraph_before("between", style="List Bullet")
    edited = f"## Trust\n\nRaised by 8 of 12{COUNT} people.\n\nA sentence of mine.\n\nWords.\n\n- one\n"
    assert markdown_of(saved(document)).startswith(edited)
    assert "- between" in markdown_of(saved(document))


def test_tracked_insertions_count_and_tracked_deletions_do_not() -> None:
    document = opened(word("Kept\n\nold\n\nRow\n\n| a |\n| --- |\n| 1 |\n| 2 |\n"))
    new, gone = document.paragraphs[0].add_run(" and new")._r, document.paragraphs[1].runs[0]._r
    for kind, run in (("ins", new), ("del", gone)):
        mark = OxmlElement(f"w:{kind}")
        run.addprevious(mark)
        mark.append(run)
    for words in gone.iter(qn("w:t")):
        words.tag = qn("w:delText")
    row = document.tables[0].rows[1]._tr
    row.trPr.append(OxmlElement("w:del"))
    assert markdown_of(saved(document)) == "Kept and new\n\nRow\n\n| a |\n| --- |\n| 2 |\n"


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    document = opened(word("One \n\nand two\n\nthree\n"))
    settings_of_end = OxmlElement("w:rPr")
    settings_of_end.append(OxmlElement("w:del"))
    document.paragraphs[0]._p.pPr.append(settings_of_end)
    assert markdown_of(saved(document)) == "Oneand two\n\nthree\n"


def test_a_paragraph_pasted_from_another_report_proves_nothing_here() -> None:
    other = opened(word(f"12 people{write_marker(ask('number', 'interviewed'))}\n"))
    here = opened(word(f"3 people{COUNT}\n"))
    here.element.body.insert(0, other.paragraphs[0]._p)
    assert markdown_of(saved(here)) == f"12 people\n\n3 people{COUNT}\n"


def test_a_copied_paragraph_keeps_its_mark_once() -> None:
    document = opened(word(f"3 people{COUNT}\n"))
    copy = opened(word(f"3 people{COUNT}\n"))
    document.element.body.insert(1, copy.paragraphs[0]._p)
    assert markdown_of(saved(document)) == f"3 people{COUNT}\n\n3 people\n"


def test_what_somebody_claims_in_a_footnote_or_a_box_is_read_too() -> None:
    document = opened(word(f"3 people{COUNT}\n"))
    box = OxmlElement("w:txbxContent")
    document.paragraphs[0].add_run()._r.append(box)
    box.append(opened(word("9 of 9 in a box\n")).paragraphs[0]._p)
    out = io.BytesIO(saved(document))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes xmlns:w="{W}"><w:footnote><w:p><w:r><w:t>8 of 8</w:t></w:r></w:p></w:footnote>'
            "</w:footnotes>",
        )
    assert markdown_of(out.getvalue()) == f"3 people{COUNT}\n\n9 of 9 in a box\n\n8 of 8\n"


@pytest.mark.parametrize("data", [b"", b"%PDF", b"PK\x03\x04 cut short", b"Plain words."])
def test_what_is_no_word_file_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(QualcodeError) as told:
        markdown_of(data)
    assert told.value.hint


def test_a_word_file_made_elsewhere_is_refused_with_what_to_do() -> None:
    with pytest.raises(QualcodeError, match="no report that qualcode wrote") as told:
        markdown_of(saved(Document()))
    assert told.value.hint
    assert "qualcode report" in told.value.hint


def test_a_report_without_a_word_is_a_file_all_the_same() -> None:
    assert markdown_of(word("")) == again("")
    assert markdown_of(word("<!-- only this -->\n")) == "<!-- only this -->\n"


def template(folder: Path) -> Path:
    document = Document()
    document.styles["Quote"].font.name = "Georgia"
    document.sections[0].header.paragraphs[0].text = "The Foundation"
    document.add_paragraph("Instructions that go.")
    document.core_properties.author = "Jo Template"
    path = folder / "report.docx"
    document.save(str(path))
    return path


def test_a_report_takes_over_the_styles_and_the_header_of_a_template(tmp_path: Path) -> None:
    data = word(ODD, template=template(tmp_path))
    document = opened(data)
    assert document.styles["Quote"].font.name == "Georgia"
    assert document.sections[0].header.paragraphs[0].text == "The Foundation"
    assert blocks_of(data) == read_markdown(ODD)
    assert data == word(ODD, template=template(tmp_path))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Instructions" not in whole
    assert b"Jo Template" not in whole


def test_a_report_can_be_the_template_of_another(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    text, answers = quoted()
    path.write_bytes(write_word(Draft("themes", text, "team"), answers))
    data = word("# New\n\n- so\n", template=path)
    assert markdown_of(data) == "# New\n\n- so\n"
    assert not list(opened(data).comments)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 cut short"])
def test_a_broken_template_is_named_with_what_to_do(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    with pytest.raises(QualcodeError, match=r"report\.docx") as told:
        word("# New\n", template=path)
    assert told.value.hint


def test_a_template_that_is_not_there_is_no_template(tmp_path: Path) -> None:
    assert word("# New\n", template=tmp_path / "report.docx") == word("# New\n")
