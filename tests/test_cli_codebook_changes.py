"""Codes changed at the command line: the file, the codings, and what the person is told."""

import csv
import io
from pathlib import Path

import pytest
from studies import qualcode, small_study

from qualcode.project import open_project

BOOK = "codebooks/value-creation.yaml"
CARD = "We drafted the card"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = small_study(tmp_path / "study")
    for words, code in ((CARD, "potential.tangible"), ("we used it every week … until May", "applied")):
        made = qualcode(folder, "coding", "add", "-d", "D01", "-c", code, "-w", words)
        assert made.code == 0, made.err
    return folder


def codes_of(study: Path) -> list[str]:
    return [row["code"] for row in qualcode(study, "codings", "--coder", "all", "--format", "json").rows]


def changed_lines(before: str, after: str) -> list[str]:
    old, new = before.splitlines(), after.splitlines()
    assert len(old) == len(new)
    return [line.strip() for one, line in zip(old, new, strict=True) if one != line]


def test_a_code_that_comes_up_can_be_used_at_once(study: Path) -> None:
    said = qualcode(study, "codebook", "add", "quiet pride", "--brief", "Proud, and says so quietly")
    assert said.code == 0
    assert "Added “quiet pride”, provisional, in codebooks/emergent.yaml." in said.err
    assert qualcode(study, "coding", "add", "-d", "D01", "-c", "quiet pride", "-w", "It was ours").code == 0
    assert "Provisional   quiet pride" in qualcode(study, "status").out
    assert qualcode(study, "codebook", "check").code == 0
    again = qualcode(study, "codebook", "add", "Quiet pride")
    assert again.code == 1
    assert "There is a code “quiet pride” already." in again.err


def test_renaming_changes_the_name_wherever_it_stands_and_nothing_else(study: Path) -> None:
    before = (study / BOOK).read_text(encoding="utf-8")
    said = qualcode(study, "codebook", "rename", "applied", "used", "--format", "csv")
    assert said.code == 0
    assert ["vc.applied", "renamed", "now vc.used"] in [
        [row["code"], row["change"], row["detail"]] for row in csv.DictReader(io.StringIO(said.out))
    ]
    lines = changed_lines(before, (study / BOOK).read_text(encoding="utf-8"))
    assert all("vc.used" in line for line in lines)
    assert "vc.used" in codes_of(study)
    assert qualcode(study, "codings", "--code", "vc.applied", "--format", "json").rows, "found by its former name"


def test_another_label_changes_one_line(study: Path) -> None:
    before = (study / BOOK).read_text(encoding="utf-8")
    assert qualcode(study, "codebook", "rename", "applied", "--label", "Put to use").code == 0
    assert changed_lines(before, (study / BOOK).read_text(encoding="utf-8")) == ["label: Put to use"]


def test_a_moved_code_takes_its_codings_along(study: Path) -> None:
    assert qualcode(study, "codebook", "move", "potential.tangible", "applied").code == 0
    assert "vc.applied.tangible" in codes_of(study)
    assert qualcode(study, "codebook", "move", "applied", "applied.tangible").code == 1
    nowhere = qualcode(study, "codebook", "move", "applied")
    assert nowhere.code == 1
    assert "--top" in nowhere.err


def test_merged_codes_are_one_and_no_redirect_dangles(study: Path) -> None:
    said = qualcode(study, "codebook", "merge", "potential.tangible", "--into", "potential.human")
    assert said.code == 0, said.err
    assert "vc.potential.human" in codes_of(study)
    assert "vc.potential.tangible" not in (study / BOOK).read_text(encoding="utf-8")
    assert qualcode(study, "codebook", "check").code == 0
    assert qualcode(study, "codebook", "merge", "applied", "--into", "applied").code == 1


def test_a_retired_code_keeps_its_codings_and_takes_no_new_ones(study: Path) -> None:
    assert qualcode(study, "codebook", "retire", "applied").code == 0
    assert "vc.applied" in codes_of(study)
    assert "Retired       vc.applied (1 coding)" in qualcode(study, "status").out
    refused = qualcode(study, "coding", "add", "-d", "D01", "-c", "applied", "-w", "Nobody asked us to")
    assert refused.code == 1
    assert "is retired" in refused.err


def test_a_split_asks_where_each_excerpt_goes(study: Path) -> None:
    parts = ("--into", "tried: Tried once", "--into", "weekly: Done every week")
    said = qualcode(study, "codebook", "split", "applied", *parts, answers="x\n1\nu\n1\n")
    assert said.code == 0, said.err
    assert "Type one of: 0 1 2 u q" in said.err
    (gone_to,) = [code for code in codes_of(study) if code.startswith("vc.applied.")]
    assert gone_to in {"vc.applied.tried", "vc.applied.weekly"}
    assert qualcode(study, "codebook", "check").code == 0


def test_a_split_can_be_planned_in_a_table(study: Path) -> None:
    parts = ("--into", "tried", "--into", "weekly")
    before = (study / BOOK).read_bytes()
    plan = qualcode(study, "codebook", "split", "applied", *parts, "--plan", "--format", "csv")
    assert (study / BOOK).read_bytes() == before, "a plan changes nothing"
    rows = list(csv.DictReader(io.StringIO(plan.out)))
    rows[0]["code"] = "vc.applied.weekly"
    with (study / "plan.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert qualcode(study, "codebook", "split", "applied", *parts, "--given", "plan.csv").code == 0
    assert "vc.applied.weekly" in codes_of(study)


def test_who_stops_a_split_keeps_what_was_decided(study: Path) -> None:
    qualcode(study, "coding", "add", "-d", "D01", "-c", "applied", "-w", "Nobody asked us to")
    assert qualcode(study, "codebook", "split", "applied", "--into", "a", "--into", "b", answers="1\nq\n").code == 0
    codes = codes_of(study)
    assert codes.count("vc.applied") == 1
    assert sum(code.startswith("vc.applied.") for code in codes) == 1


def without_tangible(study: Path) -> None:
    text = (study / BOOK).read_text(encoding="utf-8")
    start, end = text.index("  - id: vc.potential.tangible"), text.index("  - id: vc.potential.reputational")
    text = (text[:start] + text[end:]).replace("vc.potential.tangible", "vc.potential.human")
    (study / BOOK).write_text(text, encoding="utf-8")


def test_a_code_in_use_that_is_gone_is_asked_about_before_anything_happens(study: Path) -> None:
    without_tangible(study)
    rows = qualcode(study, "codebook", "diff", "--format", "json").rows
    assert ("vc.potential.tangible", 1) in [(row["code"], row["codings"]) for row in rows]
    refused = qualcode(study, "codebook", "update")
    assert refused.code == 1
    assert "vc.potential.tangible (1 coding): renamed, merged or retired?" in refused.err
    assert "--renamed OLD=NEW" in refused.err
    assert codes_of(study).count("vc.potential.tangible") == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("--merged", "vc.potential.tangible=vc.potential.human"), "vc.potential.human"),
        (("--retired", "vc.potential.tangible"), "vc.potential.tangible"),
    ],
)
def test_what_became_of_a_code_can_be_said_in_a_script(study: Path, said: tuple[str, str], code: str) -> None:
    without_tangible(study)
    assert qualcode(study, "codebook", "update", *said).code == 0
    assert code in codes_of(study)
    assert not qualcode(study, "codebook", "diff", "--format", "json").rows
    assert qualcode(study, "check").code == 0


@pytest.mark.parametrize(
    "said",
    [
        ("--merged", "vc.nothing=vc.potential.human"),
        ("--merged", "vc.potential.tangible=vc.nothing"),
        ("--renamed", "vc.potential.tangible=vc.potential.human"),
        ("--retired", "vc.applied"),
        ("--renamed", "vc.potential.tangible"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(study: Path, said: tuple[str, str]) -> None:
    without_tangible(study)
    before = codes_of(study)
    assert qualcode(study, "codebook", "update", *said).code == 1
    assert codes_of(study) == before


def test_a_file_edited_by_hand_is_not_laid_over_by_a_command(study: Path) -> None:
    edited = (study / BOOK).read_text(encoding="utf-8").replace("label: Applied value", "label: Used")
    (study / BOOK).write_text(edited, encoding="utf-8")
    refused = qualcode(study, "codebook", "rename", "applied", "used")
    assert refused.code == 1
    assert "has been edited by hand since it was applied" in refused.err
    assert (study / BOOK).read_text(encoding="utf-8") == edited


def test_a_change_of_codes_is_told_and_taken_back_with_its_bytes(study: Path) -> None:
    before = (study / BOOK).read_bytes()
    qualcode(study, "codebook", "merge", "potential.tangible", "--into", "potential.human")
    event, *_ = qualcode(study, "history", "--format", "json").rows
    assert "merged vc.potential.tangible into another code: 1 coding moved" in event["sentence"]
    assert qualcode(study, "undo", "--event", event["event"]).code == 0
    assert (study / BOOK).read_bytes() == before
    assert "vc.potential.tangible" in codes_of(study)
    assert qualcode(study, "check").code == 0


def test_what_an_undone_command_wrote_goes_from_the_disk(study: Path) -> None:
    qualcode(study, "codebook", "add", "quiet pride")
    event, *_ = qualcode(study, "history", "--format", "json").rows
    assert qualcode(study, "undo", "--event", event["event"]).code == 0
    assert not (study / "codebooks/emergent.yaml").exists()


def test_editors_get_a_schema(study: Path) -> None:
    written = qualcode(study, "codebook", "schema").out
    assert written == (study / "codebooks/codebook.schema.json").read_text(encoding="utf-8")


def test_a_provisional_code_leaves_the_suggestions_that_wait_as_they_are(study: Path) -> None:
    with open_project(study) as project:
        before = project.codes.fingerprint()
    qualcode(study, "codebook", "add", "quiet pride")
    with open_project(study) as project:
        assert project.codes.fingerprint() == before
    qualcode(study, "codebook", "rename", "applied", "--label", "Put to use")
    with open_project(study) as project:
        assert project.codes.fingerprint() != before
