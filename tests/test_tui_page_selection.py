import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import SAYINGS, page_of

from qualcode.tui.page.blocks import blocks_of
from qualcode.tui.page.selection import NOTHING, Selecting, Selection
from qualcode.tui.page.units import sentences_in, words_in


def selecting(page):
    apart = blocks_of(page)
    return Selecting(page.text, apart.stretches, apart.pieces)


class Reader:
    """Somebody who reads a page and moves through it."""

    def __init__(self, page):
        self.text = page.text
        self.may = selecting(page)
        self.now = self.may.first()

    def at(self, words):
        start = self.text.index(words)
        self.now = self.may.exactly(start, start + len(words))
        return self

    @property
    def words(self):
        return self.text[self.now.start : self.now.end]

    def does(self, move, *how):
        moved = getattr(self.may, move)(self.now, *how)
        self.now = moved or self.now
        return self.words if moved else None


PAGE = page_of(
    ("I", "How did it begin? Tell me."),
    ("P01", "We met on Tuesdays. Dr. Bell was there, “really”. It was ours."),
    ("I", "And then?"),
)


def test_sentences_follow_each_other_through_the_turns_and_back():
    reader = Reader(PAGE)
    forward = [reader.words]
    while words := reader.does("next_sentence", 1):
        forward.append(words)
    assert forward == [
        "How did it begin?",
        "Tell me.",
        "We met on Tuesdays.",
        "Dr. Bell was there, “really”.",
        "It was ours.",
        "And then?",
    ]
    back = [reader.words]
    while words := reader.does("next_sentence", -1):
        back.append(words)
    assert back == forward[::-1]


def test_the_turn_before_is_reached_by_way_of_the_beginning_of_this_one():
    reader = Reader(PAGE).at("It was ours.")
    assert reader.does("next_turn", -1) == "We met on Tuesdays."
    assert reader.does("next_turn", -1) == "How did it begin?"
    assert reader.does("next_turn", -1) is None
    assert reader.does("next_turn", 1) == "We met on Tuesdays."
    assert reader.does("next_turn", 1) == "And then?"
    assert reader.does("next_turn", 1) is None


def test_a_selection_grows_by_sentences_up_to_the_end_of_its_turn_and_shrinks_back():
    reader = Reader(PAGE).at("We met on Tuesdays.")
    assert reader.does("grown", 1) == "We met on Tuesdays. Dr. Bell was there, “really”."
    assert reader.does("grown", 1).endswith("It was ours.")
    assert reader.does("grown", 1) is None
    assert reader.does("grown", -1).endswith("“really”.")
    assert reader.does("grown", -1) == "We met on Tuesdays."
    assert reader.does("grown", -1) is None


def test_part_of_a_sentence_grows_to_its_end_and_never_shrinks_away():
    reader = Reader(PAGE).at("met on")
    assert reader.does("grown", 1) == "met on Tuesdays."
    assert reader.does("grown", 1).endswith("“really”.")
    assert reader.does("grown", -1) == "met on Tuesdays."
    assert reader.does("grown", -1) is None
    assert reader.at("It was ours.").does("grown", -1) is None


def test_the_turn_before_begins_with_its_first_stretch():
    reader = Reader(page_of("Yes.", "I think so.", "Why?", numbers=[1, 1, 2])).at("Why?")
    assert reader.does("next_turn", -1) == "Yes."


def test_no_sentence_ends_inside_a_letter():
    text = "学校。\u0301行く。来た。"
    assert [text[start:end] for start, end in sentences_in(text, 0, len(text))] == ["学校。\u0301行く。", "来た。"]


def test_it_does_not_grow_out_of_its_stretch_of_a_turn():
    reader = Reader(page_of("Yes.", "I think so.", numbers=[1, 1]))
    assert reader.does("grown", 1) is None
    assert reader.does("next_turn", 1) is None
    assert reader.does("next_sentence", 1) == "I think so."


def test_edges_move_by_words_and_leave_the_punctuation():
    reader = Reader(PAGE).at("Dr. Bell was there, “really”.")
    assert reader.does("edge_moved", "end", -1, "word") == "Dr. Bell was there, “really"
    assert reader.does("edge_moved", "end", -1, "word") == "Dr. Bell was there"
    assert reader.does("edge_moved", "start", 1, "word") == "Bell was there"
    assert reader.does("edge_moved", "start", -1, "word") == "Dr. Bell was there"
    assert reader.does("edge_moved", "start", -1, "word") == "Tuesdays. Dr. Bell was there"
    assert reader.does("edge_moved", "end", 1, "letter") == "Tuesdays. Dr. Bell was there,"


def test_an_edge_stops_at_the_other_and_at_the_turn():
    reader = Reader(PAGE).at("And")
    assert reader.does("edge_moved", "end", -1, "word") is None
    assert reader.does("edge_moved", "start", 1, "word") is None
    assert reader.does("edge_moved", "start", -1, "word") is None
    assert reader.does("edge_moved", "end", -1, "letter") == "An"
    assert reader.does("edge_moved", "start", 1, "letter") == "n"
    assert reader.does("edge_moved", "start", 1, "letter") is None


def test_a_letter_of_several_characters_is_taken_whole():
    reader = Reader(page_of("Zoe\u0301 👩\u200d👧 here")).at("👩\u200d👧")
    assert reader.does("edge_moved", "start", -1, "letter") == "e\u0301 👩\u200d👧"
    assert reader.does("edge_moved", "end", -1, "letter") == "e\u0301"
    assert reader.may.exactly(reader.now.start + 1, reader.now.end) == reader.now


def test_words_of_any_script():
    def words(text):
        return [text[start:end] for start, end in words_in(text, 0, len(text))]

    assert words("It’s a follow-up, 2.5 times (or so).") == ["It’s", "a", "follow-up", "2.5", "times", "or", "so"]
    assert words("学校、行く") == ["学", "校", "行", "く"]
    assert words("مرحبا بكم، हिन्दी भाषा।") == ["مرحبا", "بكم", "हिन्दी", "भाषा"]
    assert words("e\u0301tude…naïve ❤\ufe0f 👍🏽") == ["e\u0301tude", "naïve", "❤\ufe0f", "👍🏽"]
    assert words("👍👎🏽") == ["👍", "👎🏽"]


def test_two_words_are_selected_by_dragging_from_one_into_the_other_and_no_further_than_the_turn():
    reader = Reader(PAGE)
    first, last = PAGE.text.index("Tuesdays") + 3, PAGE.text.index("Bell") + 1
    assert PAGE.text[slice(*span(reader.may.words_between(first, last)))] == "Tuesdays. Dr. Bell"
    assert reader.may.words_between(first, last) == reader.may.words_between(last, first)
    out = reader.may.words_between(PAGE.text.index("ours"), PAGE.text.index("then?"))
    assert PAGE.text[slice(*span(out))] == "ours."


def span(selection):
    return selection.start, selection.end


def test_a_page_without_words_selects_nothing():
    may = selecting(page_of())
    assert may.first() == may.last() == may.sentence_at(5) == may.turn_at(0) == may.exactly(0, 4) == NOTHING
    assert may.words_between(0, 3) == NOTHING
    assert may.next_sentence(NOTHING, 1) is may.next_turn(NOTHING, -1) is may.grown(NOTHING, 1) is None
    assert may.edge_moved(NOTHING, "end", 1, "letter") is None


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("next_sentence"), st.sampled_from([1, -1])),
        st.tuples(st.just("next_turn"), st.sampled_from([1, -1])),
        st.tuples(st.just("grown"), st.sampled_from([1, -1])),
        st.tuples(
            st.just("edge_moved"),
            st.sampled_from(["start", "end"]),
            st.sampled_from([1, -1]),
            st.sampled_from(["word", "letter"]),
        ),
    ),
    max_size=25,
)


def assert_sound(page, selection):
    """It is whole letters of one stretch, not empty, and bare of outer white space."""
    words = page.text[selection.start : selection.end]
    assert words
    assert words == words.strip()
    (turn,) = [one for one in page.turns if one.start <= selection.start < one.end]
    assert selection.end <= turn.end
    edges = {match.end() for match in regex.finditer(r"\X", page.text[turn.start : turn.end])} | {0}
    assert {selection.start - turn.start, selection.end - turn.start} <= edges


@settings(max_examples=300, deadline=None, derandomize=True)
@given(said=st.lists(SAYINGS.filter(str.strip), min_size=1, max_size=4), moves=MOVES, shared=st.booleans())
def test_whatever_moves_are_made_words_of_one_turn_are_selected(said, moves, shared):
    page = page_of(*(one.strip() for one in said), numbers=[1] * len(said) if shared else None)
    may = selecting(page)
    now = may.first()
    for move, *how in moves:
        now = getattr(may, move)(now, *how) or now
        assert_sound(page, now)
        assert may.exactly(now.start, now.end) == now


@settings(max_examples=300, deadline=None, derandomize=True)
@given(said=st.lists(SAYINGS.filter(str.strip), min_size=1, max_size=4), data=st.data())
def test_any_two_places_give_words_of_one_turn(said, data):
    page = page_of(*(one.strip() for one in said), front=data.draw(st.sampled_from(["", "Date: May\n\n"])))
    may = selecting(page)
    places = st.integers(-2, len(page.text) + 2)
    one, other = data.draw(places), data.draw(places)
    for selection in (may.exactly(one, other), may.words_between(one, other), may.sentence_at(one), may.turn_at(one)):
        assert_sound(page, selection)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(said=st.lists(SAYINGS.filter(str.strip), min_size=1, max_size=4))
def test_going_on_by_sentences_reads_every_word_once(said):
    page = page_of(*(one.strip() for one in said))
    may = selecting(page)
    read, now = [may.first()], may.first()
    while now := may.next_sentence(now, 1):
        read.append(now)
    assert read[-1] == may.last()
    left = list(page.text)
    for one in read:
        left[one.start : one.end] = " " * (one.end - one.start)
    for turn in page.turns:
        assert not "".join(left[turn.start : turn.end]).strip()
    assert read == sorted(set(read), key=lambda one: one.start)


def test_a_turn_of_two_megabytes_is_moved_through_at_once():
    page = page_of("So on and on it went. " * 90_000)
    may = selecting(page)
    middle = may.sentence_at(1_000_000)
    assert page.text[middle.start : middle.end] == "So on and on it went."
    assert may.next_sentence(middle, 1) == Selection(middle.end + 1, middle.end + 22)
    assert may.grown(middle, 1) == Selection(middle.start, middle.end + 22)
