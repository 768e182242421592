"""Where places of an older text lie in a newer one."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.transcripts.versions.alignment import runs, tokens
from qualcode.transcripts.versions.edits import Edit
from qualcode.transcripts.versions.offset_map import OffsetMap, edited_map, offset_map

TALK = (
    "Dana: We drafted the card together in one evening. Nobody asked us to do it.\n\n"
    "Interviewer: And then?\n\n"
    "Dana: Then we used it every week until May. My teachers asked for it again.\n\n"
    "Interviewer: Yes.\n\n"
    "Dana: That is all I can say about the card, I think. Yes.\n"
)


def became(old: str, new: str, words: str) -> tuple[str, str]:
    """What became of the words, and the words that stand there now."""
    start = old.index(words)
    moved = offset_map(old, new).place(start, start + len(words))
    return moved.kind, new[moved.start : moved.end]


def test_words_that_stay_are_the_same_wherever_they_lie_now():
    new = TALK.replace("Dana: We drafted", "Dana: So, uh, well, we all of us drafted")
    assert became(TALK, new, "used it every week") == ("same", "used it every week")
    assert became(TALK, new, "the card together") == ("same", "the card together")


def test_an_excerpt_does_not_take_in_what_was_put_beside_it():
    new = TALK.replace("every week until", "every single week, I think, until")
    assert became(TALK, new, "week") == ("same", "week")
    assert became(TALK, new, "Then we used it every") == ("same", "Then we used it every")


@pytest.mark.parametrize(
    ("old", "new", "words", "now"),
    [
        ("drafted the card", "drafted a card", "We drafted the card together", "We drafted a card together"),
        ("evening", "morning", "in one evening", "in one morning"),
        ("evening", "morning", "evening", "morning"),
        ("every week", "each and every week", "we used it every week", "we used it each and every week"),
        ("every week", "week", "we used it every week", "we used it week"),
        ("We drafted", "we DRAFTED", "We drafted the card", "we DRAFTED the card"),
    ],
)
def test_an_excerpt_goes_to_the_words_that_stand_there_now(old: str, new: str, words: str, now: str):
    assert became(TALK, TALK.replace(old, new), words) == ("changed", now)


def test_words_that_were_moved_elsewhere_are_found_again_where_they_stand_once():
    paragraphs = TALK.split("\n\n")
    assert became(TALK, "\n\n".join([*paragraphs[2:], *paragraphs[:2]]), "in one evening") == ("same", "in one evening")


def test_words_that_stand_nowhere_are_lost_and_words_that_stand_often_are_ambiguous():
    gone = "Dana: Something else altogether was said here.\n"
    assert became(TALK, gone, "used it every week") == ("lost", "")
    assert became(TALK, f"{gone}Gus: Yes.\n\nEve: Yes.\n", "Yes.\n\nDana")[0] == "lost"
    assert became(TALK, f"Gus: Yes.\n\n{gone}\nEve: Yes.\n", "Yes.")[0] == "ambiguous"


def test_line_breaks_set_elsewhere_change_nothing():
    new = TALK.replace("the card together in one", "the card\ntogether in\none")
    assert became(TALK, new, "card together in one") == ("same", "card\ntogether in\none")


def test_new_labels_on_every_turn_lose_no_excerpt():
    new = TALK.replace("Dana:", "SPEAKER 1 (00:12):").replace("Interviewer:", "Q")
    for words in ("in one evening", "And then?", "My teachers asked for it again.", "about the card"):
        assert became(TALK, new, words) == ("same", words)


def test_scripts_without_spaces_are_compared_letter_by_letter():
    old, new = "我们一起写了卡片，然后每周都用它。", "我们一起画了卡片，然后每周都用它。"
    assert became(old, new, "每周都用") == ("same", "每周都用")
    assert became(old, new, "一起写了卡片") == ("changed", "一起画了卡片")


def test_what_differs_is_told_place_by_place():
    new = TALK.replace("one evening", "two evenings").replace(" again", "")
    way = offset_map(TALK, new)
    assert [(TALK[a:b], new[c:d]) for a, b, c, d in way.changes()] == [("one evening", "two evenings"), ("again", "")]
    assert list(offset_map(TALK, TALK).changes()) == []


def test_a_person_may_take_coded_words_out_and_only_these_are_lost():
    start = TALK.index("every week")
    way = edited_map(TALK, [Edit(start, start + len("every week "), "")])
    lost = way.place(start, start + len("every week"))
    left = way.place(start - len("used it "), start + len("every week"))
    assert (lost.kind, left.kind, way.new[left.start : left.end]) == ("lost", "changed", "used it")


WORDS = st.sampled_from(["yes", "the", "card", "we", "Dana:", "used", "it", "every", "week", ".", "uh,", "\n\n", "May"])
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_an_alignment_pairs_equal_words_in_order(old: str, new: str):
    olds, news = tokens(old), tokens(new)
    past = new_past = 0
    for first, new_first, size in runs(old, olds, new, news):
        assert first >= past
        assert new_first >= new_past
        for n in range(size):
            assert old[slice(*olds[first + n])].casefold() == new[slice(*news[new_first + n])].casefold()
        past, new_past = first + size, new_first + size


@given(TEXTS, TEXTS, st.data())
@settings(max_examples=300, deadline=None)
def test_every_place_gets_an_answer_that_holds(old: str, new: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    moved = offset_map(old, new).place(start, end)
    assert 0 <= moved.start <= moved.end <= len(new)
    if moved.kind == "same":
        assert new[moved.start : moved.end].split() == old[start:end].split()
    assert (moved.kind in {"same", "changed"}) == (moved.start < moved.end)


@st.composite
def edited(draw: st.DrawFn) -> tuple[OffsetMap, list[Edit]]:
    """A text and what a person replaced in it."""
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    pairs = [places[n : n + 2] for n in range(0, len(places) - 1, 2)]
    edits = [Edit(start, end, draw(st.sampled_from(["", "card", "zork zork", "x", "the"]))) for start, end in pairs]
    return edited_map(text, edits), edits


@given(edited(), st.data())
@settings(max_examples=400, deadline=None)
def test_words_that_nobody_edited_stay_exactly_where_arithmetic_puts_them(
    given: tuple[OffsetMap, list[Edit]], data: st.DataObject
):
    way, edits = given
    start = data.draw(st.integers(0, len(way.old)))
    end = data.draw(st.integers(start, len(way.old)))
    if not way.old[start:end].strip() or any(edit.start < end and start < edit.end for edit in edits):
        return
    shift = sum(len(edit.words) - (edit.end - edit.start) for edit in edits if edit.end <= start)
    moved = way.place(start, end)
    assert (moved.kind, moved.start, moved.end) == ("same", start + shift, end + shift)


@given(edited(), st.data())
@settings(max_examples=300, deadline=None)
def test_a_place_that_a_person_edited_is_never_in_doubt(given: tuple[OffsetMap, list[Edit]], data: st.DataObject):
    way, _ = given
    start = data.draw(st.integers(0, len(way.old)))
    end = data.draw(st.integers(start, len(way.old)))
    moved = way.place(start, end)
    assert moved.kind != "ambiguous"
    if moved.kind == "lost":
        assert (moved.start, moved.end) == (0, 0)


def test_long_transcripts_are_aligned_in_seconds():
    random = Random(7)
    turns = [
        f"{random.choice(['Dana', 'Interviewer'])}: "
        + " ".join(f"w{int(random.expovariate(0.01))}" for _ in range(random.randint(1, 30)))
        for _ in range(6_000)
    ]
    corrected = list(turns)
    for _ in range(300):
        corrected[random.randrange(len(turns))] += " indeed"
    begun = time.perf_counter()
    way = offset_map("\n\n".join(turns), "\n\n".join(corrected))
    assert len(list(way.changes())) > 200
    same = "\n\n".join(["Dana: Yes.", "Interviewer: Mm-hm."] * 4_000)
    assert len(list(offset_map(same, f"{same[:20_000]} zork {same[20_000:]}").changes())) == 1
    assert time.perf_counter() - begun < 10


def test_a_last_word_that_became_shorter_is_found_within_the_new_text():
    moved = offset_map("yes yes yes", "yes yes we").place(0, 11)
    assert (moved.start, moved.end) == (0, 10)
