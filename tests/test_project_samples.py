"""Samples of unmarked passages: drawn once, read once, each decision one change."""

import pytest
from conftest import coded, faults, place
from test_project_suggestions import AGAIN, AWKWARD, new, offered

from qualcode.errors import QualcodeError
from qualcode.model import Sample
from qualcode.project import Project
from qualcode.project.samples import NewSampled
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.codebooks.changing_codes import rename_code


def drawn(project: Project) -> Sample:
    """Two passages of D01, of ten unmarked there and four in D02."""
    project.finishes.finish("ana", "D01")
    passages = [NewSampled("D01", *place(project, "D01", words), words) for words in (AWKWARD, AGAIN)]
    return project.samples.record("ana", passages, seed=7, unmarked={"D02": 4, "D01": 10})


def test_a_sample_keeps_what_it_was_drawn_from_and_its_order_of_reading(project: Project):
    sample = drawn(project)
    assert (sample.coder, sample.seed, sample.unmarked, dict(sample.by_document)) == (
        "ana",
        7,
        14,
        {"D01": 10, "D02": 4},
    )
    assert [one.words for one in sample.passages] == [AWKWARD, AGAIN]
    assert {(one.document, one.participant, one.read, one.added) for one in sample.passages} == {
        ("D01", sample.passages[0].participant, None, ())
    }
    assert project.samples.of("ana") == [sample]
    assert project.samples.waiting("ana") == list(sample.passages)
    assert project.samples.of("ben") == project.samples.waiting("ben") == []
    assert project.history.all()[-1].sentence == "drew 2 unmarked passages at random to read again"


def test_codes_given_on_rereading_are_blind_codings_where_nothing_was_shown(project: Project):
    first, second = drawn(project).passages
    project.samples.mark_opened("ana", first)
    made = project.samples.decide("ana", first, ["trust", "card"])
    assert [(one.code, one.words, one.blind) for one in made] == [("trust", AWKWARD, True), ("card", AWKWARD, True)]
    read = project.samples.of("ana")[0].passages[0]
    assert (set(read.added), read.opened < read.read) == ({"trust", "card"}, True)
    assert project.samples.waiting("ana") == [second]
    assert project.history.all()[-1].sentence == f"read D01 “{AWKWARD}” again and coded it with trust, card"
    with pytest.raises(QualcodeError, match="read already"):
        project.samples.decide("ana", first, [])


def test_codings_from_a_sample_are_not_blind_where_suggestions_were_shown(project: Project):
    first, _ = drawn(project).passages
    project.exposures.record("ana", ["D01"], "suggestions")
    (made,) = project.samples.decide("ana", first, ["trust"])
    assert not made.blind


def test_nothing_applies_is_a_decision_and_undone_like_any(project: Project):
    first, second = drawn(project).passages
    project.samples.decide("ana", first)
    project.samples.decide("ana", second, ["card"])
    assert [bool(one.read) for one in project.samples.of("ana")[0].passages] == [True, True]
    project.history.undo("ana")
    assert project.codings.within() == []
    project.history.undo("ana")
    assert project.samples.waiting("ana") == [first, second]
    project.history.redo("ana")
    assert project.samples.waiting("ana") == [second]
    assert not faults(project)


def test_a_sample_is_no_personal_step_that_undo_takes_back_unasked(project: Project):
    coded(project, "ana", "We drafted the card together.", "card")
    drawn(project)
    assert project.history.undo("ana").sentence.startswith("undid: finished D01")
    assert len(project.samples.waiting("ana")) == 2


def test_only_its_own_coder_decides(project: Project):
    first, _ = drawn(project).passages
    with pytest.raises(QualcodeError, match="read already"):
        project.samples.decide("ben", first, ["card"])
    assert project.codings.within() == []


def test_added_codes_follow_a_new_name(project: Project):
    first, _ = drawn(project).passages
    project.samples.decide("ana", first, ["trust"])
    rename_code(project, "ana", "trust", "frankness")
    assert project.samples.of("ana")[0].passages[0].added == ("frankness",)
    assert not faults(project)


def test_a_sample_moves_along_when_its_interview_is_corrected(project: Project):
    sample = drawn(project)
    again = project.samples.record(
        "ana", [NewSampled("D01", *place(project, "D01", AGAIN), AGAIN)], seed=8, unmarked={}
    )
    project.samples.decide("ana", sample.passages[0], ["trust"])
    correct(project, "ana", "D01", "this spring", "last spring")
    now = project.samples.of("ana")
    corrected = AGAIN.replace("this", "last")
    assert [[one.words for one in sample.passages] for sample in now] == [[AWKWARD, corrected], [corrected]]
    assert now[0].passages[0].added == ("trust",)
    with pytest.raises(QualcodeError, match="corrected meanwhile"):
        project.samples.decide("ana", again.passages[0], [])
    project.samples.decide("ana", now[1].passages[0], [])
    assert not faults(project)


def test_a_code_that_was_given_on_rereading_is_retired_and_not_forgotten(project: Project):
    first, _ = drawn(project).passages
    (made,) = project.samples.decide("ana", first, ["lunch"])
    project.codings.remove("ana", made.id)
    assert project.codes.rests_on(project.codes.named("lunch")) == "1 reread passage"


def test_a_code_given_unprompted_where_a_decoy_was_accepted_is_the_coder_s_own(project: Project):
    (decoy,) = offered(project, new(project, AWKWARD, "lunch", "decoy"))
    made = project.suggestions.accept("ana", decoy)
    sample = project.samples.record(
        "ana", [NewSampled("D01", *place(project, "D01", AWKWARD), AWKWARD)], seed=1, unmarked={}
    )
    (given,) = project.samples.decide("ana", sample.passages[0], ["lunch"])
    assert given.id == made.id
    assert project.suggestions.void_decoys("ana") == ()
    assert [one.id for one in project.codings.within()] == [made.id]
    assert not faults(project)
