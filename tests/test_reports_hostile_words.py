"""Words that would do harm in Markdown, HTML, Word, spreadsheets or a terminal: inert and exact wherever they come."""

import contextlib
import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml.html import document_fromstring
from markdown_it import MarkdownIt
from studies import qualcode
from test_reports_formats import in_html, in_markdown, in_word

from qualcode.cli import main
from qualcode.model import Evidence, Story, StoryStep
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.project.themes import NewTheme
from qualcode.reports.content.markers import COMMENT, read_markers
from qualcode.reports.content.report_head import read_head
from qualcode.reports.verifying.page import CHANGED, MISSING, NOT_BACKED, OK
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.reporting.reports import ReportOptions, verify_file, written
from qualcode.study.reporting.writing_folder import begin_writing
from qualcode.study.setting_up import set_up

HOSTILE = (
    "<script>alert(1)</script>",
    'this ]]> and --> and <!-- quote in="D01" turn="2" -->',
    "<!-- count participants -->",
    "`code` and ``more`` and ``` three",
    "a | pipe || two \\| back\\slash \\",
    '=cmd()|"/c calc"!A1',
    "{{ count theme:x }} {% raw %} {# no #} {{ quote 1 }}",
    "[link](javascript:alert(1)) ![x](//example.invalid/x.png) [ref]: y",
    "<img src=x onerror=alert(1)></p></article></style></td>",
    "turned \u202edcba\u202c and \u2066x\u2069 and \u200fy",
    "😀 𝔘𝔫𝔦 👩‍👩‍👧 e\u0301\u0323 a\u0308",
    "a line\u2028and a paragraph\u2029end",
    "W" * 300,
    "# not a heading #",
    "> not a quote",
    "- not a list",
    "1. not a number",
    "--- *** ___ ===",
    "&amp; &#60;b&#62; &lt;i&gt; &nbsp;",
    "~~struck~~ __under__ **bold** _slanted_ $x^2$ <https://example.invalid>",
    "9 of 12 “of them” said ‘so’",
    "@SUM(1+1) +1 -1",
)
EVERYTHING = " ".join(HOSTILE)
PEOPLE = ("P01", "P02", "P03")
ROLE = "=HYPERLINK(1)|<b>lead</b> `x`"
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMATS = ("md", "html", "docx")
AUDIENCES = ("team", "sponsor", "public")
NAMES = tuple(f"{' '.join(words.split())[:100]} {number}" for number, words in enumerate(HOSTILE))
AUTHORS = "An author’s own <script>alert(2)</script> ]]> \u202e =cmd()|x and [link](javascript:alert(1))."
KINDS = ("themes", "study", "participants", "codebook", "methods", "progress")


def line(words: str) -> str:
    """Words as a reader takes them in, white space aside."""
    return " ".join(words.split())


def told_study(folder: Path) -> Project:
    """Three people who say all of it between them; whatever has a name is named alike."""
    files = folder.parent / "files"
    files.mkdir()
    rows = [["file", "label", "participant", "role", "school", "title"]]
    for number, person in enumerate(PEOPLE):
        said = [words for at, words in enumerate(HOSTILE) if at % len(PEOPLE) == number]
        turns = [f"Q: And {words}?\nX{number}: {words}\n" for words in said]
        (files / f"{number}.txt").write_text("".join(turns), encoding="utf-8")
        rows.append([f"{number}.txt", f"X{number}", person, ROLE, f"school {HOSTILE[0]} {number}", HOSTILE[8]])
        rows.append([f"{number}.txt", "Q", "", "interviewer", "", ""])
    with (files / "participants.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    (files / "book.yaml").write_text(json.dumps(book(), ensure_ascii=False), encoding="utf-8")
    project = set_up(folder, codebook=str(files / "book.yaml"), coder="ana", title=EVERYTHING, question=EVERYTHING)
    import_files(project, "ana", sorted(files.glob("*.txt")), who=read_who_is_who(files / "participants.csv"))
    code_all(project)
    begin_writing(project)
    (folder / "writing" / "01-problem.md").write_text(f"# The problem\n\n{AUTHORS}\n", encoding="utf-8")
    return project


def book() -> dict[str, Any]:
    """A codebook, two of whose codes are cycles of value."""
    codes = [
        {
            "id": name,
            "label": f"{HOSTILE[at]} {name}",
            "brief": HOSTILE[at + 1],
            "full": EVERYTHING,
            "when": [HOSTILE[at + 2]],
            "when_not": [HOSTILE[at + 3]],
            "examples": [HOSTILE[at + 4]],
        }
        for at, name in enumerate(("said", "done"))
    ]
    return {"title": EVERYTHING, "source": EVERYTHING, "note": EVERYTHING, "cycles": ["said", "done"], "codes": codes}


def code_all(project: Project) -> None:
    """Every answer coded, noted on, put under a theme of its own name, and told in a story."""
    codings = []
    for document in project.documents.all():
        text, turns = project.texts.of_document(document.id), project.documents.turns(document.id)
        for turn in turns:
            if turn.label != "Q":
                words = text[turn.start : turn.end]
                made = project.codings.add(
                    NewCoding(document.id, turn.start, turn.end, "said", "ana", memo=f"{EVERYTHING} {words}")
                )
                codings.append(made)
        project.finishes.finish("ana", document.id)
    for number, one in enumerate(codings):
        evidence = (Evidence(one.id, "for"), Evidence(codings[number - 1].id, "against"))
        theme = project.themes.name_new("ana", NewTheme(NAMES[number], EVERYTHING, EVERYTHING, ("done",), evidence))
        project.memos.add("ana", "theme", theme.name, EVERYTHING)
    steps = tuple(StoryStep("said", EVERYTHING, (one.id,)) for one in codings[:3] if one.participant == "P01")
    project.stories.add("ana", Story("", "P01", EVERYTHING, *[EVERYTHING], may_be_shared=True, steps=steps))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with told_study(tmp_path_factory.mktemp("odd") / "study") as project:
        yield project


def options(kind: str, audience: str) -> ReportOptions:
    return ReportOptions(audience, since="7d" if kind == "progress" else None)


@pytest.fixture(scope="module")
def files(study: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], Path]:
    """Every kind in every format for the team, and the longest for those outside."""
    folder, found = tmp_path_factory.mktemp("reports"), {}
    for kind, audience in (*((kind, "team") for kind in KINDS), ("themes", "sponsor"), ("themes", "public")):
        for form in FORMATS:
            text = written(study, kind, options(kind, audience), form)
            path = found[kind, audience, form] = folder / f"{kind}-{audience}.{form}"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return found


def test_every_word_was_taken_in_and_coded_as_it_was_said(study: Project) -> None:
    assert sorted(one.words for one in study.codings.within()) == sorted(HOSTILE)


def test_markdown_holds_no_markup_that_anybody_but_the_report_wrote(files: dict[tuple[str, str, str], Path]) -> None:
    for (kind, audience, form), path in files.items():
        text = path.read_text(encoding="utf-8") if form == "md" else ""
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
        every = [one for token in tokens for one in (token, *(token.children or ()))]
        html = [one.content for one in every if one.type in {"html_block", "html_inline"}]
        assert all(COMMENT.fullmatch(one.strip()) for one in html), (kind, audience)
        assert not {one.type for one in every} & {"link_open", "image", "s_open", "fence", "code_block"}
        literal = {one.content for one in every if one.type == "code_inline"}
        assert all(one.startswith(("qualcode", "codebooks")) for one in literal), literal
        known = sum(one.strip().startswith(("<!-- picture ", "<!-- qualcode ")) for one in html)
        assert known + len(list(read_markers(text))) == len(html)


def test_a_page_holds_no_script_no_handler_and_no_place_to_fetch_from(
    files: dict[tuple[str, str, str], Path],
) -> None:
    for (_, _, form), path in files.items():
        if form != "html":
            continue
        page = document_fromstring(path.read_bytes())
        assert not page.xpath("//script|//img|//iframe|//object|//embed|//form|//base")
        for element in page.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on"), name
                assert name not in {"src", "style", "srcdoc", "action"}, name
                assert name not in {"href", "xlink:href"} or value.startswith(("#", "data:,")), value


def test_a_word_file_leads_nowhere_and_counts_nothing_but_its_tables(files: dict[tuple[str, str, str], Path]) -> None:
    for (_, _, form), path in files.items():
        if form != "docx":
            continue
        with zipfile.ZipFile(path) as archive:
            parts = {
                name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))
            }
        assert not [name for name, text in parts.items() if 'TargetMode="External"' in text]
        fields = [
            field.get(qn("w:instr")) or "".join(field.itertext())
            for field in Document(str(path)).element.iter(qn("w:fldSimple"), qn("w:instrText"))
        ]
        assert {field.split()[0] for field in fields} <= {"SEQ", "PAGE"}


def test_every_word_comes_out_as_it_was_said_and_alike_in_every_format(
    study: Project, files: dict[tuple[str, str, str], Path]
) -> None:
    said = {line(one.words) for one in study.codings.within()}
    for audience in AUDIENCES:
        in_md = in_markdown(files["themes", audience, "md"].read_text(encoding="utf-8"))
        assert said <= {words for what, words in in_md if what == "quote"}
        assert in_html(files["themes", audience, "html"].read_text(encoding="utf-8")) == in_md
        assert in_word(files["themes", audience, "docx"].read_bytes()) == in_md
        assert ("heading 1", line(EVERYTHING)) in in_md
        assert sum(what == "heading 2" and words.partition(". ")[2] in NAMES for what, words in in_md) == len(HOSTILE)
    for kind in KINDS[1:]:
        in_md = in_markdown(files[kind, "team", "md"].read_text(encoding="utf-8"))
        assert in_html(files[kind, "team", "html"].read_text(encoding="utf-8")) == in_md, kind
        assert in_word(files[kind, "team", "docx"].read_bytes()) == in_md, kind


@pytest.mark.parametrize(("kind", "form"), [("themes", "docx"), *(("participants", form) for form in FORMATS)])
def test_each_report_is_true_line_by_line(
    study: Project, files: dict[tuple[str, str, str], Path], kind: str, form: str
) -> None:
    assert {one.status for one in verify_file(study, files[kind, "team", form])} == {OK}


@pytest.mark.storm
def test_all_reports_are_true_line_by_line(study: Project, files: dict[tuple[str, str, str], Path]) -> None:
    for path in files.values():
        assert not [one for one in verify_file(study, path) if one.status in (CHANGED, NOT_BACKED, MISSING)], path.name


FORGED = {
    '> We all loved it, every single day.<!-- quote in="D01" turn="2" -->\n>\n> — lead': "quote",
    'Raised by 3 of 3<!-- count participants theme="no theme" --> people.': "figure",
    'Raised by 1 of 3<!-- count participants code="said" --> people.': "figure",
    "“<!-- count participants -->” was raised by 14 of 15 people.": "count",
    '14 of 15 people said “&lt;!-- quote in="D01" --&gt; all was lovely”.': "count",
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_marker_proves_nothing(
    study: Project, files: dict[tuple[str, str, str], Path], tmp_path: Path, forged: str
) -> None:
    text = files["codebook", "team", "md"].read_text(encoding="utf-8")
    path = tmp_path / "codebook.md"
    path.write_text(f"{text}\n{forged}\n", encoding="utf-8")
    wrong = [one for one in verify_file(study, path) if one.status in {CHANGED, NOT_BACKED}]
    assert any(one.what.startswith(FORGED[forged]) for one in wrong), wrong
    assert {one.line for one in wrong} <= set(range(len(text.splitlines()) + 1, len(text.splitlines()) + 5))


def test_words_of_a_transcript_are_filled_in_nowhere(files: dict[tuple[str, str, str], Path]) -> None:
    """Braces in what people said are no live references and no template."""
    for kind in ("themes", "study", "participants"):
        seen = " ".join(words for _, words in in_html(files[kind, "team", "html"].read_text(encoding="utf-8")))
        assert "{{ count theme:x }} {% raw %} {# no #} {{ quote 1 }}" in seen
        head = read_head(files[kind, "team", "md"].read_text(encoding="utf-8"))
        assert head is not None


def test_spreadsheets_databases_and_terminals_get_them_inert_and_exact(study: Project, tmp_path: Path) -> None:
    folder = study.folder
    assert qualcode(folder, "export", "csv", "-o", tmp_path / "odd.csv").code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "odd.csv").read_text(encoding="utf-8"), newline="")))
    assert not [cell for row in rows for cell in row.values() if re.match(r"[=+\-@\t\r]", cell)]
    assert sorted(re.sub("^'(?=[=+@-])", "", row["words"]) for row in rows) == sorted(HOSTILE)
    assert qualcode(folder, "export", "sqlite", "-o", tmp_path / "odd.db").code == 0
    connection = sqlite3.connect(tmp_path / "odd.db")
    assert sorted(words for (words,) in connection.execute("SELECT words FROM codings")) == sorted(HOSTILE)
    connection.close()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


PROSE = (
    ("themes", "show", NAMES[9]),
    ("themes", "map"),
    ("stories", "show", "V01"),
    ("read", "D01"),
    ("codebook", "show", "said"),
    ("status",),
    ("report", "themes"),
)
TABLES = (("themes", "list"), ("codings",), ("memos",), ("quotes", NAMES[9]), ("crosstab", "--by", "role"))


@pytest.mark.parametrize("words", [*PROSE, *TABLES, ("themes", "show", HOSTILE[9])])
def test_nothing_that_was_said_moves_the_cursor_or_turns_the_text_of_a_terminal(
    study: Project, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    out, err = Terminal(), Terminal()
    monkeypatch.setattr("sys.argv", ["qualcode", *words])
    with (
        contextlib.chdir(study.folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        contextlib.suppress(SystemExit),
    ):
        main()
    said = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue() + err.getvalue())  # the program's own bold
    assert len(said) > 100
    assert not UNSEEN.findall(said)


def test_what_goes_into_a_file_or_another_program_is_exact(study: Project) -> None:
    assert HOSTILE[9] in qualcode(study.folder, "themes", "show", NAMES[9]).out
