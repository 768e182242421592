"""What is laid before a coder: decoys and plain rereads as agreed, and nothing that gives them away."""

import csv
import io
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from conftest import faults
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import example_study, qualcode, small_study

from qualcode.model import Suggestion
from qualcode.project import Project, open_project
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.suggesting.laying_out import number_of, with_decoys, with_withheld
from qualcode.study.suggesting.review_queue import next_waiting
from qualcode.study.suggesting.second_reading import asks_reason

pytestmark = pytest.mark.xdist_group("offering")
BANDS = ("strong", "some", "weak")
CENTRES = {"strong": 0.8, "some": 0.5, "weak": 0.2}


def item(n: int, band: str = "some", arm: str = "offered") -> NewSuggestion:
    return NewSuggestion("D01", 10 * n, 10 * n + 9, "words", f"code{n}", band, CENTRES.get(band), n, None, arm)


@given(st.lists(st.sampled_from(BANDS), min_size=1, max_size=30), st.integers(0, 3), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_decoys_stand_among_the_others_and_look_like_one_near_by(bands: list[str], how_many: int, seed: int):
    offered = [item(n, band) for n, band in enumerate(bands)]
    decoys = [item(100 + n, "", "decoy") for n in range(how_many)]
    laid = with_decoys(offered, decoys, Random(seed))
    assert [one.rank for one in laid] == list(range(1, len(bands) + how_many + 1))
    assert [one.code for one in laid if one.arm != "decoy"] == [one.code for one in offered]
    for place, one in enumerate(laid):
        if one.arm == "decoy":
            assert one.band in {near.band for near in laid[max(0, place - 9) : place + 9] if near.arm != "decoy"}
            assert abs(one.probability - CENTRES[one.band]) < 1e-9
    assert laid == with_decoys(offered, decoys, Random(seed))


@given(st.integers(0, 40), st.floats(0, 0.5), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_a_share_comes_as_plain_rereads_of_whole_passages_at_most_one_of_each(n: int, share: float, seed: int):
    offered = [item(number // 2) for number in range(n)]
    laid = with_withheld(offered, share, lambda one: one if one.start % 30 else None, Random(seed))
    withheld = [one for one in laid if one.arm == "withheld"]
    assert len(withheld) <= share * n + 1
    assert len({one.start for one in withheld}) == len(withheld)
    assert all(one.start % 30 for one in withheld)
    assert [one.code for one in laid] == [one.code for one in offered]


def test_shares_are_right_on_average():
    drawn = [number_of(0.15, 7, Random(seed)) for seed in range(2000)]
    assert set(drawn) == {1, 2}
    assert abs(sum(drawn) / 2000 - 1.05) < 0.02


def test_a_reason_is_asked_on_one_in_ten_and_always_on_the_same():
    made = [
        Suggestion(f"{n:08d}", "D01", None, 1, 0, 1, "w", "c", "ana", "some", None, None, "open") for n in range(4000)
    ]
    asked = [asks_reason(one) for one in made]
    assert 320 <= sum(asked) <= 480
    assert asked == [asks_reason(one) for one in made]


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, coded and finished, whose coders agreed to decoys and plain rereads; words alone are compared."""
    study = example_study(tmp_path_factory.mktemp("agreed") / "study")
    told = (study / "project.yaml").read_text(encoding="utf-8")
    told = told.replace("decoys: false", "decoys: true").replace("withheld: false", "withheld: true")
    (study / "project.yaml").write_text(told.replace("encoder:\n", "encoder: words\n"), encoding="utf-8")
    assert qualcode(study, "codebook", "update").code == 0
    assert qualcode(study, "suggest").code == 0
    return study


def arms(project: Project) -> Counter[str]:
    return Counter(one.arm for one in project.suggestions.ledger("ana"))


def test_the_arms_are_laid_out_in_the_shares_agreed_to(agreed: Path):
    with open_project(agreed) as project:
        found, ledger = arms(project), project.suggestions.ledger("ana")
        assert found["decoy"] == 3
        assert found["withheld"] in (8, 9)  # 15 of 100 of 57, up or down by chance
        assert found.total() == 60
        carried = {(one.document, one.code) for one in project.codings.within() if one.coder == "ana"}
        offered = {one.code for one in ledger if one.arm != "decoy"}
        for one in ledger:
            assert one.words == project.texts.of_document(one.document)[one.start : one.end]
            assert one.because is not None
            assert one.because.clause in " ".join(
                [text for code in project.codes.all() if code.name == one.code for text in _texts(code.record)]
            )
            if one.arm == "decoy":
                assert one.code in offered
        assert carried
        assert not faults(project)


def _texts(record: object) -> list[str]:
    if isinstance(record, str):
        return [record]
    if isinstance(record, dict):
        return [text for one in record.values() for text in _texts(one)]
    return [text for one in record for text in _texts(one)] if isinstance(record, list | tuple) else []


def test_status_says_what_the_study_agreed_to(agreed: Path):
    assert (
        "among them decoys and passages to be read again plainly, as this study agreed"
        in qualcode(agreed, "status").out
    )


def test_nothing_that_is_shown_tells_decoys_from_the_others_nor_the_code_of_a_reread(agreed: Path, tmp_path: Path):
    agreed = shutil.copytree(agreed, tmp_path / "study")
    with open_project(agreed) as project:
        ledger = {one.id: one for one in project.suggestions.ledger("ana")}
    rows = qualcode(agreed, "suggestions", "--all", "--format", "json").rows
    assert {row["arm"] for row in rows} == {"offered"}
    decoys = [row for row in rows if ledger[row["id"]].arm == "decoy"]
    assert decoys
    alike = [row for row in rows if row["arm"] == "offered" and row not in decoys]
    for name in rows[0]:
        filled = {bool(row[name]) for row in alike}
        assert all(bool(row[name]) in filled for row in decoys), name
    assert {row["band"] for row in decoys} <= {row["band"] for row in alike}
    listed = list(csv.DictReader(io.StringIO(qualcode(agreed, "suggestions", "--format", "csv").out)))
    assert len(listed) == len(rows)
    assert {row["arm"] for row in listed} == {"offered"}
    for words in (["history", "--format", "json"], ["check", "--format", "json"], ["status"], ["suggestions"]):
        assert "decoy" not in qualcode(agreed, *words).out.replace("among them decoys", "")


def test_what_is_to_be_read_again_is_only_counted_whichever_kind_it_is(agreed: Path, tmp_path: Path):
    study = shutil.copytree(agreed, tmp_path / "study")
    with open_project(study) as project:
        withheld = arms(project)["withheld"]
    assert (
        f"{withheld} passages to read again without a suggestion: qualcode review" in qualcode(study, "suggestions").err
    )
    assert qualcode(study, "suggest", "sample", "--n", "5").code == 0
    said = qualcode(study, "suggestions", "--all", "--format", "json")
    assert f"{withheld + 5} passages to read again without a suggestion" in said.err
    with open_project(study) as project:
        withheld = {one.id for one in project.suggestions.ledger("ana") if one.arm == "withheld"}
        waiting = len(next_waiting(project, "ana"))
    assert not withheld & {row["id"] for row in said.rows}
    assert waiting == len(said.rows) + len(withheld) + 5
    assert f"{waiting} " in qualcode(study, "status").out


def test_the_codes_of_each_passage_leave_out_all_that_waits_where_some_of_it_hides_its_code(agreed: Path):
    said = qualcode(agreed, "suggestions", "--by", "passage", "--format", "json")
    with open_project(agreed) as project:
        waiting = [one for one in project.suggestions.ledger("ana") if one.status == "open"]
    assert said.rows
    for row in said.rows:
        here = [one for one in waiting if one.document == row["document"]]
        assert not any(one.start < row["end"] and row["start"] < one.end for one in here)
    assert "that wait in your review" in said.err


def test_at_the_next_asking_what_came_of_decoys_is_taken_back_and_told_with_the_way_to_keep_it(
    agreed: Path, tmp_path: Path
):
    study = shutil.copytree(agreed, tmp_path / "study")
    with open_project(study) as project:
        decoy = next(one for one in project.suggestions.ledger("ana") if one.arm == "decoy")
        made = project.suggestions.accept("ana", project.suggestions.get(decoy.id))
        before = len(project.codings.within())
    said = qualcode(study, "suggest", "-d", decoy.document)
    keep = f"qualcode coding add -d {decoy.document} --at {decoy.start}:{decoy.end} -c {decoy.code}"
    assert f"→ {keep}\n" in said.err
    with open_project(study) as project:
        assert made.id not in {one.id for one in project.codings.listed()}
        assert len(project.codings.within()) == before
        where = {one.document for one in project.suggestions.ledger("ana") if one.status == "open" and not one.shown}
        assert where <= {decoy.document}
    assert qualcode(study, *keep.split()[1:]).code == 0
    with open_project(study) as project:
        assert len(project.codings.within()) == before + 1


def test_asking_again_in_the_same_state_lays_out_the_same(agreed: Path, tmp_path: Path):
    seen = []
    for name in ("one", "other"):
        study = shutil.copytree(agreed, tmp_path / name)
        qualcode(study, "suggest", "--order", "random")
        with open_project(study) as project:
            ledger = project.suggestions.ledger("ana")
            seen.append(sorted((one.words, one.code, one.arm, str(one.probability)) for one in ledger))
    assert seen[0] == seen[1]


def test_only_codes_asked_for_are_offered(agreed: Path, tmp_path: Path):
    study = shutil.copytree(agreed, tmp_path / "study")
    assert qualcode(study, "suggest", "run", "--code", "applied", "--limit", 7).code == 0
    with open_project(study) as project:
        assert {one.code for one in project.suggestions.ledger("ana")} == {"vc.applied"}


def test_a_code_newer_than_the_finish_is_reviewed_at_once_and_marked_as_a_second_look(tmp_path: Path):
    study = small_study(tmp_path / "study")
    qualcode(study, "coding", "add", "-d", "D01", "-t", 2, "-c", "applied")
    qualcode(study, "finish", "D01")
    qualcode(study, "codebook", "add", "pride", "--brief", "Proud of what was made")
    with open_project(study) as project:
        turns, text = project.documents.turns("D01"), project.texts.of_document("D01")
        place = (turns[3].start, turns[3].end)
        offers = [
            NewSuggestion("D01", *place, text[slice(*place)], code, "some", None, rank, None)
            for rank, code in enumerate(("pride", "vc.realized"), 1)
        ]
        project.suggestions.offer("ana", offers, "by hand")
    listed = qualcode(study, "suggestions", "--format", "md").out.splitlines()
    assert [("second look" in line) for line in listed if "open" in line] == [True, False]
    with open_project(study) as project:
        for one in project.suggestions.waiting("ana"):
            project.suggestions.accept("ana", one)
    rows = qualcode(study, "codings", "--format", "json").rows
    assert {row["code"]: row["second_look"] for row in rows} == {
        "vc.applied": False,
        "pride": True,
        "vc.realized": False,
    }
    assert "pride (second look)" in " ".join(qualcode(study, "codings", "--format", "md").out.split())
