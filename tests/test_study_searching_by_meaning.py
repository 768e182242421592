"""What means something like some words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import in_process, qualcode, small_study

from qualcode.encoders import best_encoder
from qualcode.encoders.caching import key_of
from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.scope import Scope
from qualcode.study.coding.searching_by_meaning import search_by_meaning
from qualcode.study.setting_up import set_up


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_study(tmp_path_factory.mktemp("meaning") / "study")


@pytest.fixture
def study(folder: Path) -> Iterator[Project]:
    with open_project(folder) as opened:
        yield opened


@pytest.fixture
def words_only(tmp_path: Path) -> Iterator[Project]:
    folder = small_study(tmp_path / "study")
    settings = folder / "project.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("encoder:", "encoder: words"), encoding="utf-8")
    assert qualcode(folder, "codebook", "update").code == 0
    with open_project(folder) as opened:
        yield opened


def test_what_means_it_is_found_where_nobody_says_the_word(study: Project) -> None:
    found = search_by_meaning(study, "a noisy gathering")
    assert found.passages[0].document == "D03"
    assert "noisy" not in found.passages[0].words
    assert found.passages[0].alike in ("very alike", "alike")
    assert (found.participants, found.of) == (len({one.participant for one in found.passages}), 3)


def test_the_nearest_come_first_and_no_more_than_asked_for(study: Project) -> None:
    likenesses = [one.likeness for one in search_by_meaning(study, "we used the card every week").passages]
    assert likenesses == sorted(likenesses, reverse=True)
    assert len(search_by_meaning(study, "we used the card every week", limit=1).passages) == 1


def test_nobody_is_said_to_mean_what_nobody_speaks_of(study: Project) -> None:
    assert search_by_meaning(study, "quantum chromodynamics").passages == ()


def test_interviewers_are_left_out_unless_everyone_is_asked_for(study: Project) -> None:
    asked = "What was it like?"
    assert "interviewer" not in {one.speaker for one in search_by_meaning(study, asked).passages}
    assert "interviewer" in {one.speaker for one in search_by_meaning(study, asked, everyone=True).passages}


def test_a_search_by_meaning_keeps_to_the_documents_and_people_asked_for(study: Project) -> None:
    in_two = search_by_meaning(study, "a noisy gathering", Scope(documents=frozenset({"D01", "D02"})))
    assert {one.document for one in in_two.passages} <= {"D01", "D02"}
    assert in_two.of == 2
    theirs = search_by_meaning(study, "loud", Scope(participants=frozenset({"P03"})))
    assert {one.participant for one in theirs.passages} == {"P03"}


def test_the_words_somebody_looks_for_leave_no_vector_in_the_project(study: Project) -> None:
    encoder, _ = best_encoder(None)
    assert encoder is not None
    search_by_meaning(study, "Bo Lind is looking for another job")
    kept = study.vectors.count()
    search_by_meaning(study, "is Ana Ruiz to be trusted")
    assert study.vectors.count() == kept
    assert study.vectors.get(encoder.fingerprint, [key_of("Bo Lind is looking for another job")]) == {}


def test_a_second_search_makes_no_passage_anew(study: Project) -> None:
    search_by_meaning(study, "a noisy gathering", everyone=True)
    heard: list[tuple[int, int]] = []
    search_by_meaning(study, "who paid", everyone=True, progress=lambda done, of: heard.append((done, of)))
    assert heard == []


def test_without_a_model_words_are_compared_and_it_says_so(words_only: Project) -> None:
    found = search_by_meaning(words_only, "the referrals")
    assert [one.document for one in found.passages] == ["D02"]
    assert found.notice == "Only words are compared, as project.yaml asks."
    assert search_by_meaning(words_only, "dinosaurs").passages == ()


@pytest.mark.parametrize("words", ["", " ", "—", "“ ”"])
def test_without_a_word_there_is_nothing_to_mean(study: Project, words: str) -> None:
    with pytest.raises(QualcodeError, match="no word"):
        search_by_meaning(study, words)


def test_a_project_without_interviews_means_nothing_and_loads_no_model(tmp_path: Path) -> None:
    set_up(tmp_path / "empty", codebook="value-creation", coder="ana", title="Nothing yet").close()
    watched = (
        "import sys; from qualcode.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "assert not {'numpy', 'torch', 'onnxruntime', 'spacy'} & set(sys.modules)"
    )
    said = in_process(tmp_path / "empty", "search", "--meaning", "trust", python=watched)
    assert (said.code, said.out) == (0, "")
    assert said.err == "Nobody says anything like that.\n0 of 0 participants, 0 passages\n"


def test_people_see_how_alike_in_words_and_programs_in_decimals(folder: Path) -> None:
    table = qualcode(folder, "search", "--meaning", "a noisy gathering")
    assert "alike" in table.out
    assert "0." not in table.out
    (row, *_) = qualcode(folder, "search", "--meaning", "a noisy gathering", "--format", "json").rows
    assert 0 < row["likeness"] < 1
    assert row["alike"] in ("very alike", "alike", "a little alike")
