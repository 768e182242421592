"""What coders may know of suggestions, what becomes of decoys and plain rereads, and where suggestions show."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Clock, coded, faults, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model import Because, Suggestion
from qualcode.project import Project, open_project
from qualcode.project.questions import GuideQuestion, Settled
from qualcode.project.rereading import Given
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.codebooks.changing_codes import merge_codes

AGAIN = "My teachers asked for it again this spring."
AWKWARD = "I can say awkward things there."


def new(project: Project, words: str, code: str, arm: str = "offered", rank: int = 1) -> NewSuggestion:
    why = Because("Used", ("asked", "again"), ("spring",), ("We drafted the card together.",))
    where = place(project, "D01", words)
    return NewSuggestion("D01", *where, words, code, "some", 0.5, rank, "We drafted", arm, why)


def offered(project: Project, *offers: NewSuggestion) -> list[Suggestion]:
    """What waits for ana in D01, finished, once these were offered."""
    if "D01" not in project.finishes.by("ana"):
        project.finishes.finish("ana", "D01")
    project.suggestions.offer("ana", [replace(one, rank=rank) for rank, one in enumerate(offers, 1)], "none")
    waiting = project.suggestions.waiting("ana")
    project.suggestions.mark_shown("ana", waiting)
    return project.suggestions.waiting("ana")


def known(project: Project) -> list[tuple[str, str]]:
    return [(one.arm, one.code) for one in project.suggestions.of("ana")]


def test_why_a_passage_is_offered_is_kept_with_it(project: Project):
    (one,) = offered(project, new(project, AGAIN, "card"))
    assert one.because == Because("Used", ("asked", "again"), ("spring",), ("We drafted the card together.",))
    assert project.suggestions.get(one.id) == one


def test_a_decoy_differs_in_nothing_but_its_place_until_its_coder_was_told(project: Project):
    decoy, other = offered(project, new(project, AGAIN, "card", "decoy"), new(project, AGAIN, "lunch"))
    assert replace(decoy, id=other.id, code=other.code) == other
    project.suggestions.accept("ana", decoy)
    assert known(project) == [("offered", "card"), ("offered", "lunch")]
    assert [one.arm for one in project.suggestions.ledger("ana")] == ["decoy", "offered"]
    project.suggestions.void_decoys("ana")
    assert known(project) == [("decoy", "card"), ("offered", "lunch")]


def test_a_decoy_turned_down_needs_no_telling(project: Project):
    (decoy,) = offered(project, new(project, AGAIN, "card", "decoy"))
    project.suggestions.refuse("ana", [decoy], reason="wrong code")
    events = len(project.history.all())
    assert project.suggestions.void_decoys("ana") == ()
    assert len(project.history.all()) == events
    assert known(project) == [("decoy", "card")]


def test_what_came_of_a_decoy_is_listed_but_counts_nowhere_and_goes_in_one_change(project: Project):
    decoy, second = offered(project, new(project, AGAIN, "card", "decoy"), new(project, AWKWARD, "trust", "decoy"))
    own = coded(project, "ana", "We drafted the card together.", "card")
    made = [project.suggestions.accept("ana", decoy).id, project.suggestions.accept("ana", second).id]
    assert {one.id for one in project.codings.listed()} == {own.id, *made}
    assert [one.id for one in project.codings.within()] == [own.id]

    told = project.suggestions.void_decoys("ana")

    assert [(one.coding.id, one.kept) for one in told] == [(key, False) for key in made]
    assert [one.id for one in project.codings.listed()] == [own.id]
    assert project.history.all()[-1].sentence == (
        f"took back the coding of D01 “{AGAIN}” with card; the coding of D01 “{AWKWARD}” with trust: decoys"
    )
    assert project.suggestions.void_decoys("ana") == ()
    assert not faults(project)


@pytest.mark.parametrize("change", ["memo", "words", "code", "star", "theme"])
def test_what_a_coder_made_their_own_since_is_kept_and_counts(project: Project, change: str):
    (decoy,) = offered(project, new(project, AGAIN, "card", "decoy"))
    made = project.suggestions.accept("ana", decoy)
    if change == "memo":
        project.memos.add("ana", "coding", made.id, "It does fit.")
    elif change == "words":
        project.codings.edit("ana", made.id, place=place(project, "D01", "My teachers asked for it"))
    elif change == "code":
        project.codings.edit("ana", made.id, code="trust")
    elif change == "star":
        project.codings.star("ana", made.id, starred=True)
    else:
        from qualcode.model import Evidence
        from qualcode.project.themes import NewTheme

        project.themes.name_new("ana", NewTheme("The card", "It is used", evidence=(Evidence(made.id),)))
    assert [(one.coding.id, one.kept) for one in project.suggestions.void_decoys("ana")] == [(made.id, True)]
    assert [one.id for one in project.codings.within()] == [made.id]
    assert project.suggestions.void_decoys("ana") == ()


def test_what_came_of_a_decoy_and_meets_a_coding_of_the_coder_s_own_becomes_that_one(project: Project):
    (decoy,) = offered(project, new(project, AGAIN, "card", "decoy"))
    project.suggestions.accept("ana", decoy)
    own = coded(project, "ana", AGAIN, "lunch")
    merge_codes(project, "ana", ["lunch"], "card")
    assert project.suggestions.void_decoys("ana") == ()
    assert [(one.words, one.code) for one in project.codings.within()] == [(own.words, "card")]
    assert not faults(project)


def test_two_decoys_that_became_one_coding_are_taken_back_as_one(project: Project):
    for one in offered(project, new(project, AGAIN, "card", "decoy"), new(project, AGAIN, "lunch", "decoy")):
        project.suggestions.accept("ana", one)
    merge_codes(project, "ana", ["lunch"], "card")
    assert project.codings.within() == []
    assert [one.coding.code for one in project.suggestions.void_decoys("ana")] == ["card"]
    assert project.codings.listed() == []
    assert not faults(project)


def test_a_decoy_accepted_with_another_code_is_the_coder_s_own_judgement(project: Project):
    (decoy,) = offered(project, new(project, AGAIN, "card", "decoy"))
    project.suggestions.accept("ana", decoy, code="trust")
    assert [one.code for one in project.codings.within()] == ["trust"]
    assert project.suggestions.void_decoys("ana") == ()


def test_what_undo_brought_back_after_the_telling_is_kept_the_next_time(project: Project):
    (decoy,) = offered(project, new(project, AGAIN, "card", "decoy"))
    made = project.suggestions.accept("ana", decoy)
    project.suggestions.void_decoys("ana")
    project.history.undo("ana")
    assert project.codings.within() == []
    assert [(one.coding.id, one.kept) for one in project.suggestions.void_decoys("ana")] == [(made.id, True)]
    assert [one.id for one in project.codings.within()] == [made.id]
    project.history.undo("ana")
    project.history.undo("ana")
    assert project.codings.listed() == []
    assert not faults(project)


def test_a_plain_reread_hides_its_code_until_it_is_decided(project: Project):
    (one,) = offered(project, new(project, AGAIN, "card", "withheld"))
    hidden = (one.arm, one.code, one.band, one.probability, one.nearest, one.because)
    assert hidden == ("withheld", "", "", None, None, None)
    with pytest.raises(QualcodeError, match="comes without a code"):
        project.suggestions.accept("ana", one)
    with pytest.raises(QualcodeError, match="comes without a code"):
        project.suggestions.accept("ana", one, code="card")
    project.suggestions.reread("ana", one, ["lunch"])
    assert known(project) == [("withheld", "card")]


@pytest.mark.parametrize(
    ("codes", "status", "coding"),
    [((), "none of these", None), (("lunch",), "changed", "lunch"), (("lunch", "card"), "accepted", "card")],
)
def test_a_reread_comes_out_by_whether_the_withheld_code_was_given(
    project: Project, codes: Sequence[str], status: str, coding: str | None
):
    (one,) = offered(project, new(project, AGAIN, "card", "withheld"))
    made = project.suggestions.reread("ana", one, codes)
    assert [(mine.code, mine.words, mine.blind) for mine in made] == [(code, AGAIN, False) for code in codes]
    (decided,) = project.suggestions.ledger("ana")
    assert decided.status == status
    assert decided.coding == next((mine.id for mine in made if mine.code == coding), None)
    told = f" and coded it with {', '.join(codes)}" if codes else ": no code"
    assert project.history.all()[-1].sentence == f"read D01 “{AGAIN}” again{told}"
    with pytest.raises(QualcodeError, match="decided already"):
        project.suggestions.reread("ana", one, [])

    project.history.undo("ana")
    assert project.codings.listed() == []
    assert project.suggestions.waiting("ana") == [one]
    assert not faults(project)


def test_a_reread_may_code_fewer_words_and_note_more_on_them(project: Project):
    (one,) = offered(project, new(project, AGAIN, "card", "withheld"))
    words = "this spring"
    (made,) = project.suggestions.reread(
        "ana", one, [Given("card", place(project, "D01", words), words, {"valence": "positive"})]
    )
    assert (made.words, made.modifiers) == (words, {"valence": "positive"})


def test_a_code_that_is_not_there_leaves_nothing_of_a_reread(project: Project):
    (one,) = offered(project, new(project, AGAIN, "card", "withheld"))
    with pytest.raises(QualcodeError, match="nonesuch"):
        project.suggestions.reread("ana", one, ["card", "nonesuch"])
    assert project.codings.listed() == []
    assert project.suggestions.waiting("ana") == [one]


def test_a_suggestion_that_came_with_its_code_is_no_reread(project: Project):
    (one,) = offered(project, new(project, AGAIN, "card"))
    with pytest.raises(QualcodeError, match="came with its code"):
        project.suggestions.reread("ana", one, [])


def test_the_moment_a_suggestion_was_in_front_is_kept_with_its_decision_alone(project: Project):
    first, second = offered(project, new(project, AGAIN, "card"), new(project, AWKWARD, "trust"))
    events = len(project.history.all())
    project.suggestions.mark_opened("ana", first)
    project.suggestions.mark_opened("ana", first)
    assert len(project.history.all()) == events
    project.suggestions.accept("ana", first)
    project.suggestions.refuse("ana", [second], status="none of these")
    one, other = project.suggestions.ledger("ana")
    assert one.shown < one.opened < one.decided
    assert other.opened is None
    project.history.undo("ana")
    project.history.undo("ana")
    project.history.redo("ana")
    assert project.suggestions.ledger("ana")[0] == one


def test_what_was_shown_keeps_its_arm_when_suggestions_are_asked_for_again(project: Project):
    offered(project, new(project, AGAIN, "card", "withheld"), new(project, AWKWARD, "trust", "decoy"))
    offered(project, new(project, AGAIN, "card"), new(project, AWKWARD, "trust"))
    assert [one.arm for one in project.suggestions.ledger("ana")] == ["withheld", "offered"]


@pytest.fixture
def by_question(project: Project) -> Project:
    """The study with a guide of which two questions were asked in D01, and suggestions after each answer."""
    guide = [GuideQuestion("What did you take home?", ("card",)), GuideQuestion("And the meetings?", ("trust",))]
    project.questions.keep_guide("ana", guide)
    asked = ((one, place(project, "D01", words.words)) for one, words in zip(("Q01", "Q02"), guide, strict=True))
    project.questions.settle("ana", [Settled(question, "D01", asked=True, place=where) for question, where in asked])
    with project.change("ana", "codebook.update") as transaction:
        project.settings.keep(transaction, replace(project.settings.read(), suggestions="after_question"))
    project.suggestions.offer(
        "ana", [new(project, AGAIN, "card", rank=1), new(project, AWKWARD, "trust", rank=2)], "none"
    )
    return project


def waiting_words(project: Project) -> list[str]:
    return [one.words for one in project.suggestions.waiting("ana")]


def test_an_answer_shows_once_its_coder_has_read_past_it_and_coded_there_or_later(by_question: Project):
    project = by_question
    end = place(project, "D01", AWKWARD)[1]
    assert waiting_words(project) == []
    project.reading_places.keep("ana", "D01", end)
    assert waiting_words(project) == [], "a look at the end is no reading"
    coded(project, "ana", "We drafted the card together.", "card")
    assert waiting_words(project) == [AGAIN]
    assert project.suggestions.waiting("ben") == []
    project.finishes.finish("ana", "D01")
    assert waiting_words(project) == [AGAIN, AWKWARD]


def test_coding_further_on_is_reading_past_and_coding_within_alone_is_not(by_question: Project):
    project = by_question
    coded(project, "ana", "We drafted the card together.", "card")
    assert waiting_words(project) == []
    coded(project, "ana", "Naïve question", "trust")
    assert waiting_words(project) == [AGAIN]


def test_without_a_guide_an_interview_shows_once_it_is_finished(by_question: Project):
    project = by_question
    project.questions.keep_guide("ana", [])
    coded(project, "ana", "Naïve question", "trust")
    assert waiting_words(project) == []


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "refuse", "reread", "void", "undo", "redo", "offer", "memo"]), st.integers(0, 5)
    ),
    max_size=14,
)
OFFERS = [(words, code) for words in (AGAIN, AWKWARD) for code in ("card", "trust", "lunch")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_sitting_the_log_rebuilds_all_and_no_decoy_counts_untold(
    steps: list[tuple[str, int]], study_on_disk: Path, tmp_path_factory: pytest.TempPathFactory
):
    import shutil

    folder = shutil.copytree(study_on_disk, tmp_path_factory.mktemp("sitting") / "project")
    with open_project(Path(folder), clock=Clock()) as project:
        offers = [
            new(project, *one, arm) for one, arm in zip(OFFERS, ["offered", "decoy", "withheld"] * 2, strict=True)
        ]
        offered(project, *offers)
        for step, pick in steps:
            try:
                play(project, step, pick, offers)
            except QualcodeError:
                continue
        ledger = project.suggestions.ledger("ana")
        untold = {
            one.coding
            for one, shown in zip(ledger, project.suggestions.of("ana"), strict=True)
            if (one.arm, one.status, shown.arm) == ("decoy", "accepted", "offered")
        }
        assert {one.id for one in project.codings.within()} == {one.id for one in project.codings.listed()} - untold
        assert faults(project) == []
        project.suggestions.void_decoys("ana")
        assert project.codings.within() == project.codings.listed()
        assert faults(project) == []


def play(project: Project, step: str, pick: int, offers: Sequence[NewSuggestion]) -> None:
    """One step of a sitting; what cannot be done now is refused."""
    all_of_them = project.suggestions.of("ana")
    one = all_of_them[pick % len(all_of_them)] if all_of_them else None
    if step == "offer":
        offered(project, *offers[pick:])
    elif step in ("undo", "redo"):
        getattr(project.history, step)("ana")
    elif step == "void":
        project.suggestions.void_decoys("ana")
    elif one and step == "memo" and one.coding:
        project.memos.add("ana", "coding", one.coding, "words")
    elif one and step == "accept":
        project.suggestions.accept("ana", one)
    elif one and step == "refuse":
        project.suggestions.refuse("ana", [one], reason="wrong code")
    elif one and step == "reread":
        project.suggestions.reread("ana", one, ["card", "lunch"][: pick % 3])
