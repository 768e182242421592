"""A sitting of looking again: what comes when, what is asked, what is told at its end."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Clock, coded, faults, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import ids_asking

from qualcode.model import Because, Suggestion
from qualcode.project import Project, open_project
from qualcode.project.rereading import Given
from qualcode.project.samples import NewSampled
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.codebooks.changing_codes import add_code
from qualcode.study.suggesting.asked import all_about, asked_of
from qualcode.study.suggesting.review_queue import Item, comes_with_code, next_waiting
from qualcode.study.suggesting.review_sitting import ReviewSitting

AGAIN = "My teachers asked for it again this spring."
DRAFTED = "We drafted the card together."
AWKWARD = "I can say awkward things there."
WHY = Because("It is asked for", ("asked for", "again"), ("spring",), ("We used it.", "They want it.", "It stays."))


@pytest.fixture
def project(folder: Path) -> Project:
    with open_project(folder, clock=Clock(), new_id=ids_asking(reason=False)) as opened:
        opened.finishes.finish("ana", "D01")
        yield opened


def new(project: Project, words: str, code: str, arm: str = "offered") -> NewSuggestion:
    return NewSuggestion("D01", *place(project, "D01", words), words, code, "some", 0.5, 1, None, arm, WHY)


def offer(project: Project, *offers: NewSuggestion) -> None:
    project.suggestions.offer("ana", [replace(one, rank=rank) for rank, one in enumerate(offers, 1)], "none")


def draw(project: Project, *passages: str) -> None:
    drawn = [NewSampled("D01", *place(project, "D01", words), words) for words in passages]
    project.samples.record("ana", drawn, seed=1, unmarked={"D01": len(drawn)})


def many(project: Project, how_many: int) -> None:
    """Suggestions for ever more letters of a passage."""
    start = place(project, "D01", DRAFTED)[0]
    text = project.texts.of_document("D01")
    places = [(start, start + 3 + n) for n in range(how_many)]
    offer(project, *(NewSuggestion("D01", *at, text[slice(*at)], "card", "some", 0.5, 1, None) for at in places))


def kinds(items: Sequence[Item]) -> list[bool]:
    return [comes_with_code(one) for one in items]


def test_what_is_to_be_read_again_stands_anywhere_among_suggestions_and_keeps_its_place(project: Project):
    many(project, 20)
    draw(project, *(DRAFTED[:n] for n in range(4, 24)))
    order = next_waiting(project, "ana")
    # With 20 of each, one kind after the other has a chance of one in thousands of millions.
    assert kinds(order) not in (sorted(kinds(order)), sorted(kinds(order), reverse=True))
    assert [one.start for one in order if not comes_with_code(one)] == [place(project, "D01", DRAFTED)[0]] * 20

    sitting = ReviewSitting(project, "ana")
    for expected in order[:9]:
        one = sitting.front()
        assert one is not None
        assert one.id == expected.id
        if comes_with_code(one):
            sitting.refuse(one, "wrong code")
        else:
            sitting.read_again(one, [])
    assert [one.id for one in next_waiting(project, "ana")] == [one.id for one in order[9:]]


def test_a_sample_waits_while_its_interview_is_finished_and_for_its_coder_alone(project: Project):
    draw(project, AGAIN)
    assert len(next_waiting(project, "ana")) == 1
    assert next_waiting(project, "ben") == next_waiting(project, "ana", document="D02") == []
    project.finishes.reopen("ana", "D01")
    assert next_waiting(project, "ana") == []


def test_a_page_of_none_of_these_leaves_what_is_to_be_read_again(project: Project):
    offer(
        project, new(project, DRAFTED, "lunch"), new(project, AGAIN, "card", "withheld"), new(project, AGAIN, "lunch")
    )
    sitting = ReviewSitting(project, "ana")
    sitting.front()
    assert sitting.refuse_page() == 2
    assert kinds([one for one in [sitting.front()] if one]) == [False]
    assert sitting.told == "2 decided, 0 accepted, 1 still waits."


def test_nothing_that_is_asked_tells_a_reread_that_hides_a_code_from_a_sampled_passage(project: Project):
    offer(project, new(project, AGAIN, "card", "withheld"))
    draw(project, AGAIN)
    withheld, sampled = next_waiting(project, "ana")
    assert asked_of(project, withheld) == asked_of(project, sampled)
    assert all_about(project, withheld) == all_about(project, sampled)
    assert asked_of(project, sampled).reasons == ()


@pytest.mark.parametrize("kind", ["withheld", "sampled"])
def test_codes_that_apply_come_with_one_change_which_undo_takes_back(project: Project, kind: str):
    if kind == "withheld":
        offer(project, new(project, AGAIN, "card", "withheld"))
    else:
        draw(project, AGAIN)
    sitting = ReviewSitting(project, "ana")
    one = sitting.front()
    assert one is not None
    words = "this spring"
    some = Given("lunch", place(project, "D01", words), words, {"valence": "mixed"}, "Which spring?")
    sitting.read_again(one, [Given("card"), some])
    found = {(mine.code, mine.words, mine.memo) for mine in project.codings.within()}
    assert found == {("card", AGAIN, None), ("lunch", words, "Which spring?")}
    assert sitting.front() is None

    assert sitting.undo() == f"ana undid: read D01 “{AGAIN}” again and coded it with card, lunch"
    assert project.codings.within() == []
    assert project.memos.all() == []
    assert [back.id for back in [sitting.front()] if back] == [one.id]
    assert not faults(project)


@pytest.mark.parametrize("kind", ["withheld", "sampled"])
def test_a_code_the_passage_has_already_counts_as_given_and_stands_there_once(project: Project, kind: str):
    if kind == "withheld":
        offer(project, new(project, AGAIN, "card", "withheld"))
    else:
        draw(project, AGAIN)
    mine = coded(project, "ana", "asked for it again", "card")
    sitting = ReviewSitting(project, "ana")
    one = sitting.front()
    assert one is not None
    sitting.read_again(one, [Given("card")])
    assert [standing.id for standing in project.codings.within()] == [mine.id]
    if kind == "withheld":
        assert [told.status for told in project.suggestions.of("ana")] == ["accepted"]
    else:
        assert project.samples.of("ana")[0].passages[0].added == ("card",)
    sitting.undo()
    assert [standing.id for standing in project.codings.within()] == [mine.id]
    assert not faults(project)


def test_the_time_runs_from_when_it_came_in_front_and_anew_after_undo(project: Project):
    offer(project, new(project, DRAFTED, "card"), new(project, AGAIN, "card"))
    sitting = ReviewSitting(project, "ana")
    first = sitting.front()
    assert isinstance(first, Suggestion)
    project.store.clock()
    sitting.front()
    sitting.refuse(first, "wrong code")
    opened = project.suggestions.get(first.id).opened
    assert opened is not None
    sitting.undo()
    again = sitting.front()
    assert again is not None
    assert again.id == first.id
    sitting.accept(first)
    decided = project.suggestions.get(first.id)
    assert decided.opened is not None
    assert opened < decided.opened < str(decided.decided)
    second = sitting.front()
    assert second is not None
    sitting.skip()
    assert sitting.front() is None
    assert sitting.why_none == "The one skipped comes again."


def test_after_twenty_it_is_asked_whether_that_is_enough_and_once_whether_it_came_too_easily(project: Project):
    many(project, 45)
    sitting = ReviewSitting(project, "ana")
    asked = []
    for _ in range(40):
        one = sitting.front()
        assert isinstance(one, Suggestion)
        sitting.accept(one)
        asked.append(sitting.enough())
    assert [bool(one) for one in asked] == [n in (20, 40) for n in range(1, 41)]
    easily, enough = asked[19]
    assert re.match(r"You accepted 20 of the last 20, about \d seconds each\. Were these all so clear", easily)
    assert enough == "Enough for today? 15 accepted of the last 15."
    assert asked[39] == (enough,)


def test_decisions_made_with_care_are_not_doubted(project: Project):
    many(project, 25)
    sitting = ReviewSitting(project, "ana")
    for n in range(20):
        one = sitting.front()
        assert isinstance(one, Suggestion)
        for _ in range(9):
            project.store.clock()
        if n % 2:
            sitting.accept(one)
        else:
            sitting.refuse(one, "wrong code")
    assert sitting.enough() == ("Enough for today? 8 accepted of the last 15.",)


def test_nobody_is_asked_to_stop_when_nothing_is_left(project: Project):
    many(project, 20)
    sitting = ReviewSitting(project, "ana")
    while one := sitting.front():
        assert isinstance(one, Suggestion)
        sitting.refuse(one, "wrong code")
    assert sitting.enough() == ()
    assert sitting.told == "20 decided, 0 accepted, 0 still wait."


def test_decoys_are_told_at_the_end_or_when_a_sitting_broke_off_at_the_next(project: Project):
    offer(project, new(project, DRAFTED, "lunch", "decoy"), new(project, AGAIN, "card"))
    sitting = ReviewSitting(project, "ana")
    decoy = sitting.front()
    assert isinstance(decoy, Suggestion)
    assert "decoy" not in f"{asked_of(project, decoy)} {all_about(project, decoy)}"
    sitting.accept(decoy)

    told = ReviewSitting(project, "ana").begin()
    start, end = place(project, "D01", DRAFTED)
    assert len(told) == 2
    assert f"D01 “{DRAFTED}” → qualcode coding add -d D01 --at {start}:{end} -c lunch" in told[0]
    assert project.codings.listed() == []
    assert sitting.end() == ()


def test_what_the_coder_had_to_say_is_kept_in_the_same_change(project: Project):
    offer(project, new(project, AGAIN, "card"))
    sitting = ReviewSitting(project, "ana")
    one = sitting.front()
    assert isinstance(one, Suggestion)
    events = len(project.history.all())
    made = sitting.accept(one, code="lunch", modifiers={"valence": "mixed"}, memo="Was it lunch?")
    assert (made.code, made.modifiers, made.memo) == ("lunch", {"valence": "mixed"}, "Was it lunch?")
    assert len(project.history.all()) == events + 1
    sitting.undo()
    assert project.codings.within() == []
    assert project.memos.all() == []


def test_why_a_passage_comes_is_told_in_words(project: Project):
    offer(project, new(project, AGAIN, "card"))
    (one,) = next_waiting(project, "ana")
    asked = asked_of(project, one)
    assert (asked.head, asked.question, asked.meaning) == ("D01, turn 2, P01", "card?", "The feedback card is used")
    assert asked.reasons == (
        "Evidence: some · for it: “asked for”, “again” · against it: “spring”",
        "From its definition: “It is asked for”",
        "Most alike among your own: “We used it.”",
        "Also alike: “They want it.”",
        "Also alike: “It stays.”",
    )
    assert not re.search(r"\d\.\d", all_about(project, one))


def test_a_suggestion_of_which_little_was_kept_tells_what_there_is(project: Project):
    old = replace(new(project, AGAIN, "card"), because=None, nearest="We\nused it.", band="cannot say")
    offer(project, old, replace(new(project, DRAFTED, "card"), because=Because("The feedback card is used")))
    first, second = next_waiting(project, "ana")
    assert asked_of(project, first).reasons == ("Evidence: cannot say", "Most alike among your own: “We used it.”")
    assert asked_of(project, second).reasons == ("Evidence: some",)


def test_a_code_newer_than_the_first_reading_is_a_second_look(project: Project):
    add_code(project, "ana", "season", "When in the year")
    offer(project, new(project, AGAIN, "season"), new(project, AGAIN, "card"))
    heads = [asked_of(project, one).head for one in next_waiting(project, "ana")]
    assert heads == ["D01, turn 2, P01 · second look", "D01, turn 2, P01"]


CODES = ("card", "lunch", "trust")
STEPS = st.lists(st.sampled_from(["accept", "refuse", "page", "skip", "codes", "undo", "end"]), max_size=14)


def decide(sitting: ReviewSitting, one: Item, step: str) -> int:
    """Decide on what is in front; gives back how much that decides."""
    if not comes_with_code(one):
        sitting.read_again(one, [Given("trust"), Given("card")] if step == "codes" else [])
    elif step == "accept":
        sitting.accept(one)
    elif step == "page":
        return sitting.refuse_page()
    else:
        sitting.refuse(one, "wrong code")
    return 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_decided_stands_and_is_taken_back_step_by_step(project: Project, steps: list[str]):
    if not project.suggestions.ledger("ana"):
        kinds = list(zip(CODES, ("offered", "decoy", "withheld"), strict=True))
        offer(project, *(new(project, words, *kind) for words in (DRAFTED, AGAIN, AWKWARD) for kind in kinds))
        draw(project, "Naïve question", "We drafted")
    sitting, begun = ReviewSitting(project, "ana"), len(next_waiting(project, "ana"))
    for step in steps:
        one = sitting.front()
        if one is None:
            break
        before, waiting = sitting.count(), len(next_waiting(project, "ana"))
        if step == "skip":
            sitting.skip()
        elif step == "undo":
            sitting.undo()
        elif step == "end":
            sitting.end()
            assert project.codings.listed() == project.codings.within()
            sitting, begun = ReviewSitting(project, "ana"), waiting
        else:
            decided = decide(sitting, one, step)
            assert sitting.count() == before + decided
            # A code that a passage was given on rereading is not asked about for it any more.
            assert len(next_waiting(project, "ana")) <= waiting - decided
    while sitting.undo():
        pass
    assert len(next_waiting(project, "ana")) == begun
    assert not faults(project)


def test_undo_takes_back_the_decision_and_not_what_was_done_in_another_window(project: Project):
    offer(project, new(project, DRAFTED, "card"), new(project, AGAIN, "card"))
    sitting = ReviewSitting(project, "ana")
    one = sitting.front()
    assert isinstance(one, Suggestion)
    sitting.accept(one)
    elsewhere = coded(project, "ana", AWKWARD, "trust")
    sitting.undo()
    assert [mine.id for mine in project.codings.within()] == [elsewhere.id]
    assert sitting.count() == 0


def test_what_an_undo_brought_back_stands_on_the_page_once(project: Project):
    many(project, 5)
    sitting = ReviewSitting(project, "ana")
    one = sitting.front()
    assert isinstance(one, Suggestion)
    sitting.accept(one)
    sitting.undo()
    sitting.front()
    assert sitting.refuse_page() == 5
    assert sitting.front() is None
