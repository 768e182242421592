"""Trying suggestions out from the shell, on codings made without seeing any."""

import re
import shutil
from pathlib import Path

import pytest
from studies import Said, example_study, qualcode, small_study

from qualcode.project import open_project
from qualcode.project.codings import NewCoding


def words_only(folder: Path) -> Path:
    settings = folder / "project.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^encoder:.*$", "encoder: words", text), encoding="utf-8")
    assert qualcode(folder, "codebook", "update").code == 0
    return folder


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, its codings made blind, and five of its interviews finished by ana."""
    folder = words_only(example_study(tmp_path_factory.mktemp("evaluating") / "study", finished=False))
    with open_project(folder) as project:
        for document in ("D01", "D02", "D03", "D04", "D05"):
            project.finishes.finish("ana", document)
    return folder


@pytest.fixture(scope="module")
def told(example: Path) -> Said:
    return qualcode(example, "suggest", "evaluate")


@pytest.fixture(scope="module")
def rows(example: Path) -> list[dict[str, object]]:
    return qualcode(example, "suggest", "evaluate", "--code", "vc.potential", "--format", "json").rows


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Three short interviews; nothing coded, nothing finished."""
    return words_only(small_study(tmp_path / "small"))


def test_it_tells_whose_codings_of_how_many_people_and_how_good_the_order_is(told: Said) -> None:
    assert told.code == 0
    assert "In each finished interview the codings of its lead coder count" in told.err
    assert "5 interviews with 5 participants, 221 passages" in told.err
    assert "first suggestion right" in told.out
    assert "All codes together" in told.out
    applied = next(line for line in told.out.splitlines() if line.startswith("vc.applied "))
    assert applied.split()[1:3] == ["22", "5"]
    assert max(map(len, told.out.splitlines())) <= 80


def test_of_codes_that_few_passages_carry_no_number_is_shown(told: Said, rows: list[dict[str, object]]) -> None:
    line = next(one for one in told.out.splitlines() if one.startswith("vc.potential.learning"))
    assert line.split()[1:] == ["2", "1", "cannot", "say"]
    assert "fewer than five passages carry the code" in told.err
    of = {row["code"]: row for row in rows}
    assert len(of) == 6
    assert all(str(code).startswith("vc.potential") for code in of)
    assert of["vc.potential.learning"]["average_precision"] is None
    assert of["vc.potential.social"]["average_precision"] is not None


def test_codings_made_after_a_suggestion_change_no_figure(
    example: Path, tmp_path: Path, rows: list[dict[str, object]]
) -> None:
    study = Path(shutil.copytree(example, tmp_path / "study"))
    with open_project(study) as project:
        turns = project.documents.turns("D03")[1:9:2]
        for turn in turns:
            project.codings.add(
                NewCoding("D03", turn.start, turn.end, "vc.potential.social", "ana", claimed_blind=False)
            )

    said = qualcode(study, "suggest", "evaluate", "--code", "vc.potential", "--format", "json")

    assert said.rows == rows
    assert f"Not counted: {len(turns)} codings were made after suggestions" in said.err


def test_interviews_where_something_was_shown_before_they_were_finished_are_left_out(small: Path) -> None:
    qualcode(small, "finish", "D03")
    with open_project(small) as project:
        project.exposures.record("ana", ["D02", "D03"], "suggestions")
    qualcode(small, "finish", "D01")
    qualcode(small, "finish", "D02")

    said = qualcode(small, "suggest", "evaluate", "--only", "together", "--format", "json")

    assert "shown there before they were finished: D02 (2 passages)." in said.err
    assert said.rows[0]["participants"] == 2


def test_where_only_such_interviews_are_finished_that_is_said(small: Path) -> None:
    with open_project(small) as project:
        project.exposures.record("ana", ["D01", "D02", "D03"], "codings")
    qualcode(small, "finish", "D02")

    said = qualcode(small, "suggest", "evaluate")

    assert said.code == 1
    assert "with two participants are finished; none is so far" in said.err
    assert "shown there before they were finished: D02." in said.err


def test_the_codings_of_one_coder_can_be_asked_for(small: Path) -> None:
    for document in ("D01", "D02"):
        qualcode(small, "finish", document, "--coder", "ben")

    said = qualcode(small, "suggest", "evaluate", "--coder", "ben", "--only", "together")

    assert said.code == 0
    assert "The codings of ben count, in every interview ben has finished." in said.err
    assert "Not finished yet, so not counted: D03." in said.err
    assert qualcode(small, "suggest", "evaluate", "--coder", "ana").code == 1
    assert "nobody" in qualcode(small, "suggest", "evaluate", "--coder", "nobody").err


def test_others_codings_of_an_interview_one_is_still_coding_are_kept_back(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for coder in ("ana", "ben"):
        qualcode(small, "coding", "add", "-d", "D02", "-t", 2, "-c", "applied", "--coder", coder)
    for document in ("D01", "D02", "D03"):
        qualcode(small, "finish", document, "--coder", "ana")
    monkeypatch.setenv("QUALCODE_CODER", "ben")

    said = qualcode(small, "suggest", "evaluate", "--only", "together")

    assert "Left out until you have finished them: D02." in said.err
    assert "2 interviews with 2 participants" in said.err


@pytest.mark.parametrize("finished", [(), ("D01",)], ids=["none", "one"])
def test_fewer_than_two_finished_participants_are_a_plain_error(small: Path, finished: tuple[str, ...]) -> None:
    for document in finished:
        qualcode(small, "finish", document)

    said = qualcode(small, "suggest", "evaluate")

    assert (said.code, said.out) == (1, "")
    assert "once interviews with two participants are finished" in said.err
    assert "→ When one is coded through: qualcode finish D0" in said.err


def test_before_anything_is_coded_there_are_no_figures_and_no_fault(small: Path) -> None:
    for document in ("D01", "D02", "D03"):
        qualcode(small, "finish", document)

    said = qualcode(small, "suggest", "evaluate")

    assert said.code == 0
    assert "cannot say" in said.out
    assert "nan" not in said.out.lower()


def test_of_a_few_coded_passages_it_is_counted_how_many_were_right(small: Path) -> None:
    for document in ("D01", "D02", "D03"):
        qualcode(small, "coding", "add", "-d", document, "-t", 2, "-c", "applied")
        qualcode(small, "finish", document)

    said = qualcode(small, "suggest", "evaluate", "--only", "together")
    (row,) = qualcode(small, "suggest", "evaluate", "--only", "together", "--format", "json").rows

    of_coded = [line.split("  ")[-1].strip() for line in said.out.splitlines() if "coded passage" in line]
    right = [round(row[name] * row["coded"]) for name in ("first_right", "first_three_right")]
    assert row["coded"] > 0
    assert of_coded == [f"{one} of {row['coded']} coded passages" for one in right]
