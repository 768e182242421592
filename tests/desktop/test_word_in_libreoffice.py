"""Reports as Word files in a real word processor: what LibreOffice shows of them, and what it leaves of their marks."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from test_reports_material import study
from test_reports_word import ODD

from qualcode.codebook.read import read_codebook
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.blocks import Block, Line, LineBreak, Listing, Literal, Quotation, Table, Words
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.formats.word import write_word
from qualcode.reports.kinds.codebook_appendix import AppendixBook, render_codebook
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.from_word import markdown_of

PATIENCE = 110
"""Seconds for a slow machine to start LibreOffice and convert three small files."""
_BULLET = re.compile(r"^\s*(?:[•◦▪–]|\d+\.)(?:\s+|$)")
BOOK = Path(__file__).parents[2] / "codebooks" / "value-creation.yaml"


def reports() -> dict[str, str]:
    book = AppendixBook("value-creation.yaml", read_codebook(BOOK.read_bytes(), "vc"), "abc", "2026-01-01")
    return {"themes": render_themes(study()), "codebook": render_codebook("A study", [book]), "odd": ODD}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every report as a Word file, and what LibreOffice makes of it as text, as PDF and as a Word file of its own."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing; on Debian and Ubuntu: apt-get install libreoffice-writer"
    home = tmp_path_factory.mktemp("office")
    for name, text in reports().items():
        (home / f"{name}.docx").write_bytes(write_word(Draft(name, text, "team"), Answers(study())))
    files = [str(home / f"{name}.docx") for name in reports()]
    for form in ("txt:Text (encoded):UTF8", "pdf", "docx"):
        command = [office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", form]
        subprocess.run(
            [*command, "--outdir", str(home / "saved"), *files], check=True, capture_output=True, timeout=PATIENCE
        )
    return home


def shown(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What a reader sees of blocks, a line for each line, cell and line of code."""
    for block in blocks:
        match block:
            case Quotation():
                yield from shown(block.blocks)
            case Listing():
                for item in block.items:
                    yield from shown(item)
            case Table():
                for row in (block.heads, *block.rows):
                    for cell in row:
                        yield from seen(cell)
            case Literal():
                yield from block.text.split("\n")
            case _:
                yield from seen(getattr(block, "line", ()))


def seen(line: Line) -> list[str]:
    words = ""
    for one in line:
        words += "\n" if isinstance(one, LineBreak) else one.text if isinstance(one, Words) else ""
    return words.split("\n")


def plain(lines: Iterator[str] | list[str]) -> list[str]:
    return [words for line in lines if (words := " ".join(_BULLET.sub("", line).split()))]


@pytest.mark.parametrize("name", ["themes", "codebook"])
def test_libreoffice_shows_the_words_of_the_markdown_paragraph_by_paragraph(folder: Path, name: str) -> None:
    text = (folder / "saved" / f"{name}.txt").read_text("utf-8-sig")
    assert plain(text.splitlines()) == plain(shown(read_markdown(reports()[name])))


@pytest.mark.parametrize("name", ["themes", "codebook", "odd"])
def test_a_report_saved_by_libreoffice_keeps_every_mark_list_and_quote(folder: Path, name: str) -> None:
    saved = (folder / "saved" / f"{name}.docx").read_bytes()
    assert markdown_of(saved) == write_markdown(read_markdown(reports()[name]))


@pytest.mark.parametrize("name", ["themes", "codebook", "odd"])
def test_libreoffice_lays_a_report_out_on_pages(folder: Path, name: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(folder / "saved" / f"{name}.pdf")
    words = "".join(document[place].get_textpage().get_text_range() for place in range(len(document)))
    assert f"1 / {len(document)}" in words
