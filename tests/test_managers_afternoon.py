"""A program manager edits a report by hand while the coding goes on: nothing of hers is lost, every change is named."""

import importlib.util
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from studies import Said, qualcode

from qualcode.project import open_project
from qualcode.project.themes import NewTheme
from qualcode.reports.content.markers import COMMENT, read_markers
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.verifying.from_html import markdown_of as markdown_of_page
from qualcode.reports.verifying.from_word import markdown_of as markdown_of_word

DOCS = Path(__file__).parents[1] / "docs"
TIME = "Time for classrooms is moved, not made"
CAME = "Some of it came to something"
REWORDED = ("It is not about liking the meetings or feeling warm in them.", "It is not about liking a day out.")
SHORTENED = ("I've timed myself, I once went two hours", "… I once went two hours")
ADDED = "I asked them again in May: 14 of 15 people would come back."
BEFORE_ADDED = "Themes that pull apart"
FIGURE = ("9 of 12", "11 of 12")
NEW_BOUNDARY = "Not about whether anybody likes classrooms."


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study with a theme that rests on a code."""
    spec = importlib.util.spec_from_file_location("example_reports", DOCS / "example_reports.py")
    assert spec is not None
    assert spec.loader is not None
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    folder = tmp_path_factory.mktemp("told") / "study"
    with example.told_study(folder) as project:
        project.themes.name_new("ana", NewTheme(CAME, "What people did showed in others.", codes=("vc.realized",)))
    return folder


@pytest.fixture
def mine(told: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(told, tmp_path / "study"))


def fine(folder: Path, *words: object) -> Said:
    said = qualcode(folder, *words)
    assert said.code == 0, said.err
    return said


def edit_markdown(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    begin = text.index(f"## 2. {TIME}")
    place = text.index(FIGURE[0], begin)
    text = text[:place] + FIGURE[1] + text[place + len(FIGURE[0]) :]
    for old, new in (REWORDED, SHORTENED, (f"## {BEFORE_ADDED}", f"{ADDED}\n\n## {BEFORE_ADDED}")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def edit_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    begin = text.index(f">2. {TIME}</h2>")
    place = text.index(FIGURE[0], begin)
    text = text[:place] + FIGURE[1] + text[place + len(FIGURE[0]) :]
    for old, new in (REWORDED, SHORTENED):
        assert text.count(old) == 1
        text = text.replace(old, new)
    heading = re.search(rf"<h2[^>]*>{BEFORE_ADDED}</h2>", text)
    assert heading is not None
    path.write_text(f"{text[: heading.start()]}<p>{ADDED}</p>\n{text[heading.start() :]}", encoding="utf-8")


def edit_word(path: Path) -> None:
    document = Document(str(path))
    chapter = next(n for n, one in enumerate(document.paragraphs) if one.text == f"2. {TIME}")
    paragraphs = list(document.paragraphs)
    for paragraph, (old, new) in (
        (next(one for one in paragraphs if REWORDED[0] in one.text), REWORDED),
        (next(one for one in paragraphs if SHORTENED[0] in one.text), SHORTENED),
        (next(one for one in paragraphs[chapter:] if FIGURE[0] in one.text), FIGURE),
    ):
        run = next(one for one in paragraph.runs if old in one.text)
        run.text = run.text.replace(old, new)
    next(one for one in paragraphs if one.text == BEFORE_ADDED).insert_paragraph_before(ADDED)
    document.save(str(path))


BY_HAND: dict[str, Callable[[Path], None]] = {"md": edit_markdown, "html": edit_page, "docx": edit_word}


def as_markdown(path: Path) -> str:
    if path.suffix == ".docx":
        return markdown_of_word(path.read_bytes())
    text = path.read_text(encoding="utf-8")
    return markdown_of_page(text) if path.suffix == ".html" else text


def recode_two(folder: Path, report: Path) -> list[str]:
    """Give the first two excerpts that the report quotes for a theme another code; gives back their words."""
    text = as_markdown(report)
    quotes = [
        line.partition("<!--")[0].removeprefix("> ")
        for line in text.splitlines()
        if line.startswith("> ") and f'theme="{CAME}"' in line
    ]
    with open_project(folder) as project:
        found = [one for one in project.codings.within() if one.code == "vc.realized" and one.coder == "ana"]
    taken = [one for one in found if one.words in quotes][:2]
    assert len(taken) == 2
    for one in taken:
        fine(folder, "coding", "edit", one.id, "--code", "vc.applied")
    return [one.words for one in taken]


def wrong(said: Said) -> list[tuple[str, str]]:
    return sorted((row["status"], row["what"]) for row in said.rows if row["status"] in {"changed", "not backed"})


@pytest.mark.parametrize("form", ["docx", *(pytest.param(form, marks=pytest.mark.storm) for form in ("md", "html"))])
def test_her_own_edits_are_told_apart_from_what_is_true(mine: Path, form: str) -> None:
    report = mine / "reports" / f"themes.{form}"
    fine(mine, "report", "themes", "-o", report)
    assert qualcode(mine, "verify", report).code == 0
    BY_HAND[form](report)
    said = qualcode(mine, "verify", report, "--format", "json", "--all")
    assert said.code == 1
    changed = [row for row in said.rows if row["status"] == "changed"]
    assert [row["what"] for row in changed] == ["figure “11 of 12”"], changed
    assert "9 of 12" in changed[0]["expected"]
    assert [row["what"][:18] for row in said.rows if row["status"] == "not backed"] == ["count “14 of 15”: "]
    by_hand = [row["what"] for row in said.rows if row["status"] == "not checked"]
    assert any("It is not about liking a day out." in what for what in by_hand)
    shortened = [row["what"] for row in said.rows if "(shortened or explained)" in row["what"]]
    assert len(shortened) == 1
    assert shortened[0].startswith("quote “It's the full circle")


@pytest.mark.parametrize("form", BY_HAND)
def test_when_the_coding_goes_on_her_file_stays_and_every_change_is_named(mine: Path, form: str) -> None:
    report = mine / "reports" / f"themes.{form}"
    fine(mine, "report", "themes", "-o", report)
    first = as_markdown(report)
    BY_HAND[form](report)
    hers = report.read_bytes()
    recoded = recode_two(mine, report)
    fine(mine, "themes", "edit", TIME, "--boundary", NEW_BOUNDARY)

    again = fine(mine, "report", "themes", "-o", report)
    assert report.read_bytes() == hers
    beside = report.with_name(f"themes.new.{form}")
    assert f"the new text stands in {beside}" in again.err
    assert qualcode(mine, "verify", beside).code == 0
    number = re.search(r"What differs, (\d+) paragraphs:", again.err)
    assert number is not None
    named = again.err.split(number[0])[1]
    assert named.count("\n  ") == min(11, int(number[1]) + 1)
    assert "It is not about liking a day out." in named
    assert "11 of 12" in named

    second = as_markdown(beside)
    figures = changed_figures(first, second)
    assert len(figures) >= 4
    said = qualcode(mine, "verify", report, "--format", "json")
    assert said.code == 1
    found = wrong(said)
    told = " ".join(what for _, what in found)
    for words in recoded:
        assert f"“{words[:30]}" in told, told
    assert told.count("these words do not stand under the theme") == 2
    assert ("changed", "figure “11 of 12”") in found
    assert [what[:18] for status, what in found if status == "not backed"] == ["count “14 of 15”: "]
    of_figures = [what for status, what in found if status == "changed" and what.startswith("figure")]
    gone = [
        words for words in of_figures if words not in {"figure “11 of 12”", *(f"figure “{one}”" for one in figures)}
    ]
    assert len(gone) <= 1, gone  # two themes that pulled apart do so no more, and their count is told nowhere
    assert Counter(f"figure “{one}”" for one in figures) + Counter({"figure “11 of 12”": 1}) == Counter(
        one for one in of_figures if one not in gone
    )
    others = [what for status, what in found if status == "changed" and not what.startswith(("figure", "quote"))]
    assert not others, others


def changed_figures(first: str, second: str) -> list[str]:
    """The figures of a report that stand otherwise in a later one, by the questions they answer."""
    before, after = (_figures(text) for text in (first, second))
    return [words for question, words in before if question in dict(after) and dict(after)[question] != words]


def _figures(text: str) -> list[tuple[object, str]]:
    found = []
    for marker in read_markers(text):
        words = re.search(r"(\d+ of \d+|\d+)$", COMMENT.sub("", text[: marker.start])[-20:])
        if marker.question.kind != "quote" and words:
            found.append((marker.question, words[0]))
    return found


def test_when_she_takes_her_own_file_away_the_new_text_takes_its_place(mine: Path) -> None:
    report = mine / "reports" / "themes.docx"
    fine(mine, "report", "themes", "-o", report)
    edit_word(report)
    kept = report.rename(report.with_name("hers.docx"))
    assert f"Written: {report}" in fine(mine, "report", "themes", "-o", report).err
    assert qualcode(mine, "verify", report).code == 0
    assert qualcode(mine, "verify", kept).code == 1
    assert read_markdown(as_markdown(kept)) != read_markdown(as_markdown(report))
