"""Every kind of report in every format, read back by readers of their own: the same headings, cells, quotes, words."""

import importlib.util
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml.html import HtmlElement, document_fromstring

from qualcode.project import Project
from qualcode.reports.content.blocks import (
    Block,
    Heading,
    Listing,
    Literal,
    Paragraph,
    Quotation,
    Table,
    Words,
    shown,
)
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.verifying.page import CHANGED, MISSING, NOT_BACKED, OK
from qualcode.study.reporting import ReportOptions, verify_file, written

DOCS = Path(__file__).parents[1] / "docs"
FORMATS = ("md", "html", "docx")
WRITTEN = {
    "themes-team": ("themes", ReportOptions("team")),
    "themes-sponsor": ("themes", ReportOptions("sponsor")),
    "themes-public": ("themes", ReportOptions("public")),
    "themes-brief": ("themes", ReportOptions("sponsor", brief=True)),
    "study-team": ("study", ReportOptions("team")),
    "study-sponsor": ("study", ReportOptions("sponsor")),
    "participants-team": ("participants", ReportOptions("team")),
    "participants-sponsor": ("participants", ReportOptions("sponsor")),
    "codebook-public": ("codebook", ReportOptions("public")),
    "methods-sponsor": ("methods", ReportOptions("sponsor")),
    "progress-team": ("progress", ReportOptions("team", since="7d")),
}
Seen = tuple[str, str]
"""What a piece of a report is (heading 2, caption, row, quote, said by, words) and what a reader sees of it."""


def seen(what: str, words: str) -> Iterator[Seen]:
    if line := " ".join(words.split()):
        yield what, line


def quoted(paragraphs: list[str]) -> Iterator[Seen]:
    *own, last = paragraphs
    if not last.startswith("—"):
        own, last = paragraphs, ""
    for words in own:
        yield from seen("quote", words)
    yield from seen("said by", last)


def in_markdown(text: str) -> list[Seen]:
    return [one for block in read_markdown(text) for one in _in_block(block)]


def _in_block(block: Block) -> Iterator[Seen]:
    match block:
        case Heading():
            yield from seen(f"heading {block.level}", shown(block.line))
        case Paragraph():
            slanted = all(isinstance(one, Words) and one.emphasis for one in block.line)
            numbered = slanted and re.match(r"Table \d+\. ", shown(block.line))
            yield from seen("caption" if numbered else "words", shown(block.line))
        case Quotation():
            yield from quoted([shown(one.line).strip() for one in block.blocks if isinstance(one, Paragraph)])
        case Table():
            for row in (block.heads, *block.rows):
                yield from seen("row", " | ".join(shown(cell).strip() for cell in row))
        case Listing():
            yield from (one for item in block.items for inner in item for one in _in_block(inner))
        case Literal():
            yield from seen("words", block.text)


def _text(element: HtmlElement) -> str:
    """What a person sees of an element; white space of the source is one space."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append(" ")
        elif not (child.get("hidden") is not None or child.get("aria-hidden") == "true"):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def in_html(text: str) -> list[Seen]:
    (article,) = document_fromstring(text.encode()).xpath("//article")
    return list(_in_element(article))


def _in_element(element: HtmlElement) -> Iterator[Seen]:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return
    if element.tag in {"nav", "details"}:  # what the page adds, and what a quote opens to
        return
    if found := re.fullmatch(r"h(\d)", element.tag):
        yield from seen(f"heading {found[1]}", _text(element))
    elif element.tag == "caption":
        yield from seen("caption", _text(element))
    elif element.tag == "tr":
        yield from seen("row", " | ".join(" ".join(_text(cell).split()) for cell in element))
    elif element.tag == "blockquote":
        yield from quoted([_text(one).strip() for one in element.iter("p")])
    elif element.tag == "figcaption":
        yield from seen("said by", _text(element))
    elif element.tag in ("p", "pre") or (element.tag == "li" and not element.xpath("p|ul|ol|div|figure")):
        yield from seen("words", _text(element))
    else:
        for child in element:
            yield from _in_element(child)


STYLES = {"Title": "heading 1", "Caption": "caption", "Quote": "quote", "Intense Quote": "said by"}


def in_word(data: bytes) -> list[Seen]:
    document = Document(io.BytesIO(data))
    names = {style.style_id: style.name for style in document.styles}
    return [one for element in document.element.body for one in _in_part(element, names)]


def _in_part(element: Any, names: dict[str, str]) -> Iterator[Seen]:
    if element.tag == qn("w:tbl"):
        for row in element.iter(qn("w:tr")):
            yield from seen("row", " | ".join(" ".join(_in_cell(cell).split()) for cell in row.iter(qn("w:tc"))))
    elif element.tag == qn("w:p"):
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = names[style.get(qn("w:val"))] if style is not None else "Normal"
        level = re.fullmatch(r"[Hh]eading (\d)", name)
        what = f"heading {int(level[1]) + 1}" if level else STYLES.get(name, "words")
        yield from seen(what, _in_cell(element))


def _in_cell(element: Any) -> str:
    said = {qn("w:br"): " ", qn("w:tab"): " ", qn("w:noBreakHyphen"): "\u2011"}
    return "".join(
        (one.text or "") if one.tag == qn("w:t") else said.get(one.tag, "") for one in element.iter(qn("w:t"), *said)
    )


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study whose reports stand under docs/example."""
    spec = importlib.util.spec_from_file_location("example_reports", DOCS / "example_reports.py")
    assert spec is not None
    assert spec.loader is not None
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    with example.told_study(tmp_path_factory.mktemp("told") / "study") as project:
        yield project


@pytest.fixture(scope="module")
def files(study: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every report in every format, by the name of its file."""
    folder = tmp_path_factory.mktemp("reports")
    for name, (kind, options) in WRITTEN.items():
        for form in FORMATS:
            text = written(study, kind, options, form)
            (folder / f"{name}.{form}").write_bytes(text if isinstance(text, bytes) else text.encode())
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize("name", WRITTEN)
def test_headings_captions_cells_quotes_and_words_are_the_same_in_every_format(
    files: dict[str, Path], name: str
) -> None:
    in_md = in_markdown(files[f"{name}.md"].read_text(encoding="utf-8"))
    kinds = {what for what, _ in in_md}
    assert {"heading 1", "words"} <= kinds
    assert in_html(files[f"{name}.html"].read_text(encoding="utf-8")) == in_md
    assert in_word(files[f"{name}.docx"].read_bytes()) == in_md


def test_the_reports_that_are_compared_hold_tables_captions_and_quotes(files: dict[str, Path]) -> None:
    whole = in_word(files["study-sponsor.docx"].read_bytes())
    counted = {what: sum(one == what for one, _ in whole) for what in ("caption", "row", "quote", "said by")}
    assert counted["caption"] >= 12
    assert counted["row"] > 50
    assert counted["quote"] == counted["said by"] > 20


@pytest.mark.parametrize("name", ["themes-team", "study-sponsor", "participants-sponsor"])
@pytest.mark.parametrize("form", FORMATS)
def test_each_of_them_is_true_line_by_line(study: Project, files: dict[str, Path], name: str, form: str) -> None:
    found = verify_file(study, files[f"{name}.{form}"])
    assert [one for one in found if one.status in (CHANGED, NOT_BACKED, MISSING)] == []
    assert sum(one.status == OK for one in found) > 200
    if not name.startswith("study"):  # which holds the authors’ own prose
        assert {one.status for one in found} == {OK}


@pytest.mark.storm
@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("form", FORMATS)
def test_all_of_them_are_true_line_by_line(study: Project, files: dict[str, Path], name: str, form: str) -> None:
    found = verify_file(study, files[f"{name}.{form}"])
    assert [one for one in found if one.status in (CHANGED, NOT_BACKED, MISSING)] == []


def test_what_is_folded_away_or_noted_in_a_file_that_leaves_the_team_names_nobody(
    study: Project, files: dict[str, Path]
) -> None:
    people = {person.id for person in study.participants.all()}
    assert len(people) == 12
    for name in ("themes-sponsor", "themes-public", "study-sponsor"):
        page = files[f"{name}.html"].read_text(encoding="utf-8")
        assert not re.search(rf"\b(?:{'|'.join(sorted(people))})\b", page), name
        document = Document(io.BytesIO(files[f"{name}.docx"].read_bytes()))
        parts = [part.blob.decode("utf-8", "ignore") for part in document.part.package.iter_parts()]
        for told in parts:
            assert not re.search(rf"\b(?:{'|'.join(sorted(people))})\b", told), name
            assert not re.search(r"\bD\d\d\b", told), name


def test_the_same_study_gives_the_same_bytes_in_every_format(study: Project, files: dict[str, Path]) -> None:
    for form in FORMATS:
        again = written(study, "themes", ReportOptions("sponsor"), form)
        assert files[f"themes-sponsor.{form}"].read_bytes() == (again if isinstance(again, bytes) else again.encode())
