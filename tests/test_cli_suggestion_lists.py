"""The lists of `suggestions`, and what `suggest` says beside what it offers."""

import re
from pathlib import Path

import pytest
from studies import example_study, qualcode, small_study

from qualcode.project import open_project
from qualcode.suggest.scoring import ENOUGH_EXAMPLES


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews of the example that ana has finished and one she has not; words alone are compared."""
    folder = example_study(tmp_path_factory.mktemp("lists") / "study", interviews=slice(0, 3))
    settings = folder / "project.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("encoder:", "encoder: words"), encoding="utf-8")
    for document in ("D01", "D02"):
        for turn, code in ((2, "applied"), (4, "realized")):
            qualcode(folder, "coding", "add", "-d", document, "-t", turn, "-c", code)
        assert qualcode(folder, "finish", document).code == 0
    return folder


def test_each_passage_of_a_finished_interview_has_its_first_codes_with_bands(study: Path) -> None:
    said = qualcode(study, "suggestions", "--by", "passage", "--format", "json")
    assert {row["document"] for row in said.rows} == {"D01", "D02"}
    assert "Not for interviews you have not finished: D03." in said.err
    with open_project(study) as project:
        names = {code.name for code in project.codes.all()}
        seen = {
            document for document in ("D01", "D02", "D03") if project.exposures.has_seen("ana", document, "suggestions")
        }
        own = [one for one in project.codings.within() if one.coder == "ana"]
    assert seen == {"D01", "D02"}
    assert [(row["document"], row["start"]) for row in said.rows] == sorted(
        (row["document"], row["start"]) for row in said.rows
    )
    for row in said.rows:
        assert 1 <= len(row["codes"]) <= 3
        given = {one.code for one in own if one.document == row["document"] and one.start <= row["start"] < one.end}
        for told in row["codes"]:
            found = re.fullmatch(r"(\S+) \((strong|some|weak|cannot say)\)", told)
            assert found is not None
            assert found[1] in names - given


def test_no_passage_shows_its_codes_before_the_coders_own_reading(tmp_path: Path) -> None:
    said = qualcode(small_study(tmp_path / "study"), "suggestions", "--by", "passage")
    assert (said.code, said.out) == (1, "")
    assert "you have finished none yet" in said.err


def test_codes_that_cannot_be_learned_yet_are_named_with_how_many_examples_would_help(study: Path) -> None:
    said = qualcode(study, "suggest").err
    (told,) = [line for line in said.splitlines() if line.startswith("Too few examples to learn from yet: ")]
    wanted = [int(more) for more in re.findall(r"\((\d+) more\)", told)]
    assert 1 <= len(wanted) <= 8
    assert all(0 < more <= ENOUGH_EXAMPLES for more in wanted)
    assert "vc." not in told


def test_what_no_code_fits_is_shown_with_who_said_it_where(study: Path) -> None:
    heads = qualcode(study, "suggestions", "--far", "--format", "md").out.splitlines()[:1]
    assert heads in ([], ["| participant | document | turn | words |"])
    assert qualcode(study, "suggestions", "--far", "--by", "passage").code == 1


def test_a_search_shows_as_many_turns_as_were_asked_for_and_counts_all(study: Path) -> None:
    every = qualcode(study, "search", "we", "--format", "json")
    some = qualcode(study, "search", "we", "--limit", 2, "--format", "json")
    assert some.rows == every.rows[:2] != every.rows
    assert f"{len(every.rows)} turns; the first 2 are shown" in some.err
    assert "shown" not in every.err
