"""Reports as people write, forward, edit and prove them."""

import io
import re
import shutil
import stat
from pathlib import Path

import pytest
from studies import EXAMPLE, Said, example_study, qualcode

from qualcode.project import open_project
from qualcode.reports.content.report_head import project_mark, read_head
from qualcode.study.theming.naming_themes import import_themes

TRUE = "Every quote and number matches the project. This does not say the themes are right.\n"
TIME = "Time for classrooms is moved, not made"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped example with its themes."""
    folder = example_study(tmp_path_factory.mktemp("example") / "study")
    with open_project(folder) as project:
        import_themes(project, "ana", EXAMPLE / "themes.yaml")
    return folder


@pytest.fixture
def mine(example: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(example, tmp_path / "mine"))


def shown(said: Said) -> str:
    assert said.code == 0, said.err
    return re.sub("<!--.*?-->", "", said.out)


def test_a_report_is_written_for_the_sponsor_unless_somebody_says_otherwise(example: Path) -> None:
    told = qualcode(example, "report", "themes").out
    head = read_head(told)
    with open_project(example) as project:
        assert head is not None
        assert (head.kind, head.audience, head.project) == ("themes", "sponsor", project_mark(project.settings.id))
        assert project.settings.id not in told
    assert told.startswith("<!-- qualcode report=")
    assert "*Written for the sponsor.*" in told
    assert "*Written for the team.*" in shown(qualcode(example, "report", "themes", "--audience", "team"))
    assert qualcode(example, "report", "themes", "--audience", "press").err.startswith("There is no audience “press”")


def test_one_page_for_a_funder_has_every_theme_and_is_one_page(example: Path) -> None:
    page = shown(qualcode(example, "report", "themes", "--brief"))
    assert len(page.splitlines()) <= 55
    assert page.count("\n## ") == 4
    assert page.count("\n> — ") == 4
    assert page.count("participants interviewed") == 4


@pytest.mark.parametrize("asked", [("--theme", TIME), ("--where", "role=principal"), ("--code", "vc.applied"),
                                   ("--brief",), ("--audience", "team", "--where", "role=principal")])  # fmt: skip
@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_report_of_a_part_says_so_and_is_proved_as_what_it_is(
    example: Path, tmp_path: Path, asked: tuple[str, ...], ending: str
) -> None:
    file = tmp_path / f"part.{ending}"
    assert qualcode(example, "report", "themes", *asked, "-o", file).code == 0
    proved = qualcode(example, "verify", file)
    assert proved.code == 0, proved.out
    assert proved.err.endswith(TRUE)


def test_some_of_the_themes_are_reported_alone(example: Path) -> None:
    page = shown(qualcode(example, "report", "themes", "--theme", TIME, "--audience", "team"))
    assert "Only some of the study’s themes." in page
    assert "A borrowed tool" not in page
    assert "## Codes\n" not in page


def test_a_report_outside_the_team_is_of_no_small_group_and_of_no_school(example: Path) -> None:
    few = qualcode(example, "report", "themes", "--where", "school=Gullfeather High")
    assert few.code == 1
    assert few.err.startswith("A report that leaves the team names no school")
    rest = qualcode(example, "report", "themes", "--where", "years>=1")
    assert rest.code == 0 or "no group of fewer than 3" in rest.err or "years" in rest.err
    for_team = qualcode(example, "report", "themes", "--where", "school=Gullfeather High", "--audience", "team")
    assert for_team.code == 0


def test_a_group_too_small_to_be_told_of_is_refused_as_is_the_rest_of_nearly_all(mine: Path) -> None:
    settings = mine / "project.yaml"
    settings.write_text(re.sub(r"k_anonymity: \d+", "k_anonymity: 4", settings.read_text()))
    assert qualcode(mine, "codebook", "update").code == 0
    for asked, told in (
        ("role=teacher leader", "would be about 3 people"),
        ("role!=teacher leader", "beside a report"),
    ):
        said = qualcode(mine, "report", "themes", "--where", asked)
        assert (said.code, said.out) == (1, "")
        assert told in said.err


@pytest.mark.parametrize("kind", ["themes", "codebook", "methods", "progress"])
@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_every_kind_and_format_is_written_privately_and_proved(
    example: Path, tmp_path: Path, kind: str, ending: str
) -> None:
    file = tmp_path / f"report.{ending}"
    assert qualcode(example, "report", kind, "-o", file).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    proved = qualcode(example, "verify", file)
    assert proved.code == 0, proved.out
    assert proved.err.endswith(TRUE)


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_names_that_stand_in_a_report_that_leaves_the_team_are_told_before_it_goes(
    example: Path, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"report.{ending}"
    told = qualcode(example, "report", "themes", "-o", file).err
    assert re.search(r"Look before it leaves the team: it names .*Harriet", told)
    assert "Interviewer" not in told
    assert "Look before" not in qualcode(example, "report", "themes", "--audience", "team", "-o", file).err
    assert "Look before" not in qualcode(example, "report", "codebook", "-o", tmp_path / f"codes.{ending}").err


def test_people_and_places_only_spoken_of_are_told_before_a_report_leaves_the_team(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "INTERVIEWER: How was it?\n"
        "ROSALINDA: My colleague Amara carries it on Mondays, and all of Copperkettle knows.\n",
        encoding="utf-8",
    )
    (tmp_path / "who.csv").write_text(
        "file,label,id,school\none.txt,ROSALINDA,P01,Copperkettle Elementary\n", encoding="utf-8"
    )
    (tmp_path / "themes.yaml").write_text(
        "themes:\n  - name: Carried\n    idea: Rosalinda tells it.\n    codes: [vc.applied]\n", encoding="utf-8"
    )
    assert qualcode(tmp_path, "init", "--codebook", "value-creation", "--coder", "ana").code == 0
    assert qualcode(tmp_path, "import", tmp_path / "one.txt").code == 0
    assert qualcode(tmp_path, "import", "--participants", tmp_path / "who.csv").code == 0
    words = "My colleague Amara … Copperkettle knows"
    assert qualcode(tmp_path, "coding", "add", "--document", "D01", "--words", words, "--code", "applied").code == 0
    assert qualcode(tmp_path, "finish", "D01").code == 0
    assert qualcode(tmp_path, "themes", "import", tmp_path / "themes.yaml").code == 0
    for ending in ("md", "html", "docx"):
        told = qualcode(tmp_path, "report", "themes", "-o", tmp_path / f"out.{ending}").err
        assert "it names Copperkettle, Rosalinda; these may be names too: Amara." in told


def test_the_format_is_the_one_asked_for_or_that_of_the_name(example: Path, tmp_path: Path) -> None:
    assert qualcode(example, "report", "themes", "--format", "html").out.lstrip().lower().startswith("<!doctype html>")
    word = qualcode(example, "report", "themes", "--format", "docx")
    assert (word.code, word.out) == (1, "")
    assert word.err == "A Word file cannot be shown here.\n→ Say where to write it: -o report.docx\n"
    odd = qualcode(example, "report", "themes", "--format", "md", "-o", tmp_path / "odd.html")
    assert (odd.code, (tmp_path / "odd.html").exists()) == (1, False)
    assert qualcode(example, "report", "themes", "--format", "rtf").code == 1
    promised = qualcode(example, "report", "themes", "-o", tmp_path / "board.pdf")
    assert (promised.code, (tmp_path / "board.pdf").exists()) == (1, False)
    assert "-o NAME.docx" in promised.err


def test_a_report_of_another_project_is_recognised(example: Path, mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "theirs.md"
    head = '<!-- qualcode report="themes" project="0123456789abcdef" audience="sponsor" -->'
    file.write_text(f"{head}\n\n# Another study\n")
    said = qualcode(example, "verify", file)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{file} is a report of another project")
    assert read_head("# A memo\n") is None


def test_an_old_report_without_a_head_is_held_to_the_theme_report_for_the_team(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "old.md"
    told = qualcode(example, "report", "themes", "--audience", "team").out
    file.write_text(told.split("\n", 2)[2])
    assert qualcode(example, "verify", file).code == 0


def test_in_a_format_without_lines_the_heading_and_the_paragraph_are_named(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    qualcode(example, "report", "themes", "-o", file)
    text = file.read_text()
    assert "The quotes rest on about" in text
    file.write_text(text.replace("The quotes rest on about", "The quotes rest on at least"))
    said = qualcode(example, "verify", file)
    assert said.code == 1
    assert re.match(r"place +status +what", said.out)
    assert "“Whose words" in said.out
    assert "paragraph 1" in " ".join(said.out.split())
    assert TRUE not in said.err


def test_a_managers_afternoon_loses_nothing_she_wrote_and_names_all_that_changed(mine: Path) -> None:
    report = mine / "reports" / "themes.md"
    assert qualcode(mine, "report", "themes", "-o", report).code == 0
    hers = report.read_text().replace(
        "### In their words", "I asked two of them again in May.\n\n### In their words", 1
    ).replace("What people can admit depends", "What leaders admit depends", 1)  # fmt: skip
    report.write_text(hers)
    checked = qualcode(mine, "verify", report)
    assert checked.code == 0
    assert "2 not checked (text added by hand)" in checked.err

    with open_project(mine) as project:
        theme = next(one for one in project.themes.all() if one.name == TIME)
        put = {one.coding for one in theme.evidence if one.stance == "for"}
        some = [one for one in project.codings.within() if one.id in put and one.coder == "ana"][:2]
    for one in some:
        assert qualcode(mine, "coding", "remove", one.id, "--coder", "ana").code == 0
    again = qualcode(mine, "report", "themes", "-o", report)
    assert again.code == 0
    assert report.read_text() == hers
    beside = report.with_name("themes.new.md")
    assert f"the new text stands in {beside}" in again.err
    named = again.err.split("What differs, ", 1)[1].splitlines()
    assert len(named) <= 12
    assert any("I asked two of them again in May." in line for line in named)
    assert any("the edited file has “Central idea: What leaders admit" in line for line in named), named
    assert qualcode(mine, "verify", beside).code == 0

    checked = qualcode(mine, "verify", report, "--format", "json")
    changed = [row for row in checked.rows if row["status"] == "changed"]
    assert checked.code == 1
    words = " ".join(f"{row['what']} {row['expected']}" for row in changed)
    assert re.search(r"figure “9 of 12”", words)
    assert "No line is wrong" not in checked.err


def test_more_than_ten_paragraphs_that_differ_are_counted(mine: Path) -> None:
    report = mine / "reports" / "themes.md"
    qualcode(mine, "report", "themes", "-o", report)
    report.write_text("\n\n".join(f"Paragraph {number}." for number in range(400)))
    said = qualcode(mine, "report", "themes", "-o", report)
    lines = said.err.splitlines()
    named = next(place for place, line in enumerate(lines) if line.startswith("What differs, "))
    assert re.fullmatch(r"  and \d+ more", lines[named + 11])
    assert report.read_text().startswith("Paragraph 0.")


def test_a_word_file_edited_by_hand_stays_and_the_new_one_stands_beside_it(mine: Path) -> None:
    from docx import Document

    report = mine / "reports" / "themes.docx"
    qualcode(mine, "report", "themes", "-o", report)
    document = Document(io.BytesIO(report.read_bytes()))
    document.add_paragraph("And one thing more.")
    document.save(str(report))
    edited = report.read_bytes()
    said = qualcode(mine, "report", "themes", "-o", report)
    assert report.read_bytes() == edited
    assert report.with_name("themes.new.docx").exists()
    assert "only in the edited file: “And one thing more.”" in said.err or "And one thing more." in said.err
    assert qualcode(mine, "verify", report).code == 0


def test_without_a_theme_there_is_nothing_to_report(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert qualcode(folder, "init", "--codebook", "value-creation", "--coder", "ana", "--title", "Empty").code == 0
    said = qualcode(folder, "report", "themes")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("No theme has been named yet")
    assert qualcode(folder, "report", "codebook").code == 0
