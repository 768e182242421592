"""Codings, memos and finished interviews as a project keeps them."""

import pytest
from conftest import coded, faults, place

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.codings import NewCoding

CARD = "We drafted the card together."


def test_a_coding_that_is_changed_after_others_were_shown_is_no_longer_blind(project: Project) -> None:
    coding = coded(project, "ana", "drafted the card", "card")
    project.exposures.record("ana", ["D01"], "codings")
    assert project.codings.get(coding.id).blind
    assert not project.codings.edit("ana", coding.id, modifiers={"valence": "positive"}).blind


def test_a_coding_keeps_the_exact_words_with_turn_and_speaker(project: Project):
    coding = coded(project, "ana", "Naïve question 🙂 — I can say", "trust", modifiers={"valence": "mixed"})
    assert (coding.words, coding.turn, coding.participant) == ("Naïve question 🙂 — I can say", 4, "P01")
    assert (coding.modifiers, coding.memo, coding.blind) == ({"valence": "mixed"}, None, True)
    assert faults(project) == []


def test_the_same_coding_is_made_once(project: Project):
    coded(project, "ana", CARD, "card")
    with pytest.raises(QualcodeError, match="ana has coded these words of D01 with card already"):
        coded(project, "ana", CARD, "card")
    coded(project, "ben", CARD, "card")
    assert len(project.codings.within()) == 2


def test_a_coding_is_not_moved_onto_its_twin(project: Project):
    standing, other = coded(project, "ana", CARD, "card"), coded(project, "ana", CARD, "trust")
    with pytest.raises(QualcodeError, match="carry that code of the same coder already"):
        project.codings.edit("ana", other.id, code="card")
    assert {one.id: one.code for one in project.codings.within()} == {standing.id: "card", other.id: "trust"}


@pytest.mark.parametrize("where", [(5, 5), (9, 3), (-4, 3), (0, 10_000), (36, 38)])
def test_a_place_without_words_is_refused(project: Project, where: tuple[int, int]):
    assert project.texts.of_document("D01")[36:38] == "\n\n"
    with pytest.raises(QualcodeError, match="D01 has no words at"):
        project.codings.add(NewCoding("D01", *where, "card", "ana"))


def test_only_its_own_coder_changes_or_removes_a_coding(project: Project):
    coding = coded(project, "ana", CARD, "card")
    for attempt in (
        lambda: project.codings.edit("ben", coding.id, code="trust"),
        lambda: project.codings.remove("ben", coding.id),
    ):
        with pytest.raises(QualcodeError, match="That coding is ana’s; ben cannot change it"):
            attempt()
    assert project.codings.within() == [coding]


def test_moving_a_coding_takes_the_words_along_and_keeps_when_it_was_made(project: Project):
    coding = coded(project, "ana", CARD, "card", memo="whose?")
    moved = project.codings.edit("ana", coding.id, place=place(project, "D01", "My teachers asked"))
    assert (moved.words, moved.made, moved.memo) == ("My teachers asked", coding.made, "whose?")
    assert faults(project) == []


def test_a_modifier_is_set_and_dropped(project: Project):
    coding = coded(project, "ana", CARD, "card", modifiers={"valence": "absent"})
    assert project.codings.edit("ana", coding.id, modifiers={"valence": None}).modifiers == {}


@pytest.mark.parametrize("modifiers", [{"valence": "purple"}, {"mood": "positive"}])
def test_undeclared_modifiers_are_refused(project: Project, modifiers: dict[str, str]):
    with pytest.raises(QualcodeError, match="Modifiers: "):
        coded(project, "ana", CARD, "card", modifiers=modifiers)
    assert project.codings.within() == []


def test_an_unknown_code_names_the_nearest(project: Project):
    with pytest.raises(QualcodeError) as error:
        coded(project, "ana", CARD, "trsut")
    assert "Did you mean trust?" in (error.value.hint or "")


def test_only_its_own_coder_changes_a_memo(project: Project):
    memo = project.memos.add("ana", "document", "D01", "lively")
    with pytest.raises(QualcodeError, match="That memo is ana’s"):
        project.memos.edit("ben", memo.id, "dull")
    assert project.memos.edit("ana", memo.id, "very lively").made == memo.made


def test_an_interview_is_finished_once_and_taken_up_again(project: Project):
    project.finishes.finish("ana", "D01")
    with pytest.raises(QualcodeError, match="ana has finished D01 already"):
        project.finishes.finish("ana", "d01")
    project.finishes.reopen("ana", "D01")
    with pytest.raises(QualcodeError, match="ana has not finished D01"):
        project.finishes.reopen("ana", "D01")


def test_codings_made_after_others_were_shown_are_not_blind(project: Project):
    before = coded(project, "ana", CARD, "card")
    project.exposures.record("ana", ["D01"], "codings")
    project.exposures.record("ana", ["D01"], "codings")
    assert coded(project, "ana", CARD, "trust").blind is False
    assert project.codings.get(before.id).blind is True
    assert coded(project, "ben", CARD, "card").blind is True


def test_an_interview_coded_by_two_hides_the_others_codings_until_it_is_finished(project: Project):
    coded(project, "ana", CARD, "card")
    assert project.codings.open_doubles("ana") == frozenset()
    coded(project, "ben", CARD, "card")
    assert project.codings.open_doubles("ana") == {"D01"}
    project.finishes.finish("ana", "D01")
    assert (project.codings.open_doubles("ana"), project.codings.open_doubles("ben")) == (frozenset(), {"D01"})
