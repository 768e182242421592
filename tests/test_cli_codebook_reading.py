"""Commands that read codebooks."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from studies import qualcode

from qualcode.codebook.read import read_codebook

SCALED = """\
title: Alignment
codes:
  - id: fit
    label: Fit of aims
    brief: How well aims and activities fit
    kind: magnitude
    scale: [none, some, full]
    exclusive_group: fits
    color: teal
    when_not: [nobody speaks of aims -> misfit]
    counter_examples:
      - They are a nice crowd, and lunch was good, and I would come again any day -> misfit
  - id: misfit
    status: provisional
    exclusive_group: fits
"""


@pytest.fixture
def scaled(folder: Path) -> Path:
    (folder / "codebooks" / "alignment.yaml").write_text(SCALED, encoding="utf-8")
    assert qualcode(folder, "codebook", "update", "--coder", "ana").code == 0
    return folder


def test_check_names_place_and_mend_of_everything_and_fails_only_over_problems(folder: Path):
    said = qualcode(folder, "codebook", "check")
    assert said.code == 0
    assert said.out.startswith("codebooks/study.yaml:8:7: advice, trust\n  It has no full definition. → Add “full:”")
    bad = folder / "codebooks" / "bad.yaml"
    bad.write_text("title: Bad\ncodes:\n- id: trust\n  brif: x\n- id: y\n  when_not: [a -> z]\n", encoding="utf-8")
    found = qualcode(folder, "codebook", "check", "--format", "json")
    assert found.code == 1
    problems = {row["where"]: row["mend"] for row in found.rows if row["level"] == "problem"}
    assert list(problems) == ["codebooks/bad.yaml:4:3", "codebooks/bad.yaml:6:14"]
    assert problems["codebooks/bad.yaml:4:3"] == "Did you mean “brief”?"


def test_check_holds_the_files_of_a_project_against_each_other(folder: Path):
    (folder / "codebooks" / "b.yaml").write_text("modifiers: {valence: [a, b]}\ncodes: {lunch: x}\n", encoding="utf-8")
    said = qualcode(folder, "codebook", "check", "--format", "csv")
    assert said.code == 1
    assert "problem,codebooks/study.yaml:12:7,lunch,“lunch” stands" not in said.out
    assert "The code “lunch” stands in codebooks/b.yaml, line 2, too." in said.out
    assert "The modifier “valence” has other values in codebooks/b.yaml, line 1." in said.out


def test_check_takes_files_outside_a_project_and_finds_what_they_include(tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("include: [value-creation]\ncodes: {a: x -> vc.applied}\n", encoding="utf-8")
    said = qualcode(tmp_path, "codebook", "check", "mine.yaml", "--format", "md")
    assert said.code == 0
    assert "| advice | mine.yaml:2:9 | a |" in said.out
    assert qualcode(tmp_path, "codebook", "check", "gone.yaml").code == 1


def test_without_a_model_check_of_meanings_is_one_sentence(folder: Path):
    settings = folder / "project.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("encoder:", "encoder: words"), encoding="utf-8")
    assert qualcode(folder, "codebook", "update", "--coder", "ana").code == 0
    said = qualcode(folder, "codebook", "check", "--meaning")
    assert said.code == 0
    assert said.err.splitlines()[-1].endswith("So meanings were not compared.")


def test_meanings_that_are_alike_are_advice_at_the_code(folder: Path):
    path = folder / "codebooks" / "twins.yaml"
    path.write_text("a: Feeling alone in the job\nb: Feeling alone in one's job\n", encoding="utf-8")
    said = qualcode(folder, "codebook", "check", "--meaning", path, "--format", "json")
    (row,) = [row for row in said.rows if "definitions that are" in row["message"]]
    assert (row["level"], row["where"].rpartition("/")[2], row["code"]) == ("advice", "twins.yaml:1:1", "a")
    assert "“b”" in row["message"]


def test_a_sheet_fits_80_columns_and_says_in_words_what_colors_say(scaled: Path):
    said = qualcode(scaled, "codebook", "show", "fit")
    assert "fit – Fit of aims\n  magnitude · color teal · codebooks/alignment.yaml\n" in said.out
    assert "  Levels: none < some < full\n  A coding says which: level=full\n" in said.out
    assert "the other codes of the group: fits" in said.out
    assert "    · nobody speaks of aims → misfit\n" in said.out
    assert "    · They are a nice crowd, and lunch was good" in said.out
    assert "\n      " in said.out
    assert max(map(cell_len, said.out.splitlines())) <= 80
    assert "provisional · codebooks/alignment.yaml" in qualcode(scaled, "codebook", "show", "misfit").out


def test_the_whole_codebook_ends_with_what_codings_may_carry(scaled: Path):
    said = qualcode(scaled, "codebook", "show")
    end = said.out[said.out.index("What a coding may say besides its code") :]
    assert "valence: positive, negative, mixed, absent" in end
    assert "level: one of the code’s own levels\n    Only for fit." in end
    rows = qualcode(scaled, "codebook", "show", "--modifiers", "--format", "json").rows
    assert [row["modifier"] for row in rows] == ["valence"]


def test_programs_get_every_field_of_a_code(scaled: Path):
    (row,) = qualcode(scaled, "codebook", "show", "fit", "--format", "json").rows
    assert (row["scale"], row["exclusive_group"], row["color"]) == (["none", "some", "full"], "fits", "teal")
    assert row["counter_examples"][0]["code_as"] == "misfit"
    assert len(qualcode(scaled, "codebook", "show", "--format", "md").out.splitlines()) == 2 + 5


def test_what_show_writes_as_csv_is_a_codebook_to_import(scaled: Path, tmp_path: Path, empty: Path):
    (tmp_path / "out.csv").write_text(qualcode(scaled, "codebook", "show", "--format", "csv").out, encoding="utf-8")
    said = qualcode(empty, "codebook", "import", tmp_path / "out.csv", "--name", "from others")
    assert said.code == 0, said.err
    assert "codebooks/from-others.yaml, 5 codes" in said.err
    text = (empty / "codebooks" / "from-others.yaml").read_bytes()
    (fit,) = [code for code in read_codebook(text, "x").codes if code.id == "fit"]
    assert fit.record() == read_codebook(SCALED.encode(), "x").code("fit").record()


def test_an_import_is_one_event_that_can_be_taken_back(empty: Path, tmp_path: Path):
    (tmp_path / "team.csv").write_text("Name,Definition,Files\nTrust,They mean me well,3\n", encoding="utf-8")
    before = len(qualcode(empty, "history", "--format", "json").rows)
    said = qualcode(empty, "codebook", "import", tmp_path / "team.csv")
    assert "Columns left out: “Files”." in said.err
    newest, *others = qualcode(empty, "history", "--format", "json").rows
    assert len(others) == before
    assert qualcode(empty, "codebook", "show", "trust").out.startswith("trust – Trust\n  codebooks/team.yaml")
    again = qualcode(empty, "codebook", "import", tmp_path / "team.csv")
    assert (again.code, "There is a codebooks/team.yaml" in again.err) == (1, True)
    assert qualcode(empty, "undo", "--event", newest["event"]).code == 0
    assert not (empty / "codebooks" / "team.yaml").exists()


def test_a_bad_table_changes_nothing(empty: Path, tmp_path: Path):
    (tmp_path / "team.csv").write_text("Name,Parent\nTrust,Nope\n,\nTrust,\n", encoding="utf-8")
    said = qualcode(empty, "codebook", "import", tmp_path / "team.csv")
    assert said.code == 1
    assert "team.csv, row 2, column “Parent”" in said.err
    assert "team.csv, row 4, column “Name”" in said.err
    assert sorted(path.name for path in (empty / "codebooks").glob("*.yaml")) == ["value-creation.yaml"]


@pytest.mark.parametrize("name", ["../out", ".hidden", "a/b", ""])
def test_a_codebook_stays_in_its_folder(empty: Path, tmp_path: Path, name: str):
    (tmp_path / "..csv").write_text("Name\nTrust\n", encoding="utf-8")
    said = qualcode(empty, "codebook", "import", tmp_path / "..csv", "--name", name)
    assert (said.code, "cannot be the name of a codebook" in said.err) == (1, True)


def test_a_yaml_file_is_taken_as_it_is(empty: Path, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("# kept\nmeals: What is said of the food\n", encoding="utf-8")
    assert qualcode(empty, "codebook", "import", tmp_path / "mine.yaml").code == 0
    assert (empty / "codebooks" / "mine.yaml").read_text(encoding="utf-8").startswith("# kept\n")


def test_the_history_of_a_code_counts_codings_under_each_definition(folder: Path):
    words = ("-d", "D02", "--coder", "ana", "--words")
    assert qualcode(folder, "coding", "add", "-c", "lunch", *words, "A nice lunch").code == 0
    path = folder / "codebooks" / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("The food is praised", "Food is named"), encoding="utf-8")
    assert qualcode(folder, "codebook", "update", "--coder", "ana").code == 0
    qualcode(folder, "coding", "add", "-c", "lunch", *words, "Nothing I could use")
    rows = qualcode(folder, "codebook", "show", "lunch", "--history", "--format", "json").rows
    assert [(row["definition"], row["changed"], row["brief"], row["codings"]) for row in rows] == [
        (1, "new", "The food is praised", 1),
        (2, "brief", "Food is named", 1),
    ]
    assert qualcode(folder, "codebook", "show", "--history").code == 1


def test_the_report_stands_where_it_was_to_go_and_spares_edited_files(folder: Path):
    out = folder / "reports" / "codebook.md"
    assert qualcode(folder, "report", "codebook", "-o", out).code == 0
    first = out.read_text(encoding="utf-8")
    head, title, audience, rest = first.split("\n\n", 3)
    assert head.startswith('<!-- qualcode report="codebook"')
    assert (title, audience) == ("# Codebook: Meetings", "*Written for the sponsor.*")
    assert rest.startswith("## What the meetings gave\n")
    assert "applied 2026-03-02; file codebooks/study.yaml" in first
    assert first == qualcode(folder, "report", "codebook").out
    out.write_text("mine", encoding="utf-8")
    assert "left alone" in qualcode(folder, "report", "codebook", "-o", out).err
    assert (folder / "reports" / "codebook.new.md").read_text(encoding="utf-8") == first
