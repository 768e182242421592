"""Finding words in a text however they were typed."""

import time

from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.model import Passage
from qualcode.transcripts.finding import find_words, nearest

TEXT = "They knew my name. “I can’t go back,” she said — not now.\nThey knew\nmy  name, truly. Renamed."


def found(words: str) -> list[str]:
    return [TEXT[start:end] for start, end in find_words(TEXT, words)]


def test_white_space_case_quotes_and_dashes_do_not_matter():
    assert found("they knew MY name") == ["They knew my name", "They knew\nmy  name"]
    assert found('"I can\'t go back," she said - not') == ["“I can’t go back,” she said — not"]


def test_whole_words_come_before_parts_of_words():
    assert find_words(TEXT, "name") == [(13, 17), (72, 76)]
    assert found("enamed") == ["enamed"]


def test_an_ellipsis_reaches_to_the_nearest_end():
    assert found("I can’t … now") == ["I can’t go back,” she said — not now"]
    assert found("She said ... truly") == ["she said — not now.\nThey knew\nmy  name, truly"]
    assert found("They … name") == ["They knew my name", "They knew\nmy  name"]


def test_an_ellipsis_the_text_itself_holds_is_found_as_it_stands():
    assert find_words("Well … I stayed.", "well... I") == [(0, 8)]


def test_an_end_too_far_away_is_no_match():
    assert find_words("begin " + "word " * 500 + "finish", "begin … finish") == []


def test_words_that_are_nothing_are_nowhere():
    assert [find_words(TEXT, words) for words in ("", "  ", "…", "missing")] == [[], [], [], []]


def test_letters_composed_differently_are_the_same_and_kept_whole():
    assert find_words("un cafe\u0301 noir", "café") == [(3, 8)]
    assert find_words("Die Straße", "STRASSE") == [(4, 10)]


def test_a_long_interview_is_searched_in_a_moment():
    text = "We kept the meeting short, and it changed – slowly – how people spoke. " * 700
    began = time.perf_counter()
    assert len(find_words(text, "how people spoke")) == 700
    assert time.perf_counter() - began < 0.5


MANGLE = str.maketrans({"’": "'", "“": '"', "”": '"', "—": "-", "\n": "  "})


@given(st.text(alphabet="abcXYZéß’“”—. \n,", min_size=1, max_size=120), st.data())
def test_any_slice_is_found_again_after_mangling(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    piece = text[start:end].strip()
    assume(piece.strip(" .\n"))
    start += text[start:end].index(piece)
    places = find_words(text, piece.translate(MANGLE).swapcase())
    assert places
    assert all(text[a:b].strip() == text[a:b] for a, b in places)
    whole = all(
        edge in {0, len(text)} or not (text[edge - 1].isalnum() and text[edge].isalnum())
        for edge in (start, start + len(piece))
    )
    if whole and "—" not in piece:
        assert (start, start + len(piece)) in places


def test_the_nearest_passages_to_misremembered_words_come_closest_first():
    said = ["They knew my name.", "The sub money goes away.", "They knew all of our names by spring."]
    listed = [Passage("D01", number, 0, len(words), words) for number, words in enumerate(said, 1)]
    assert [near.turn for near in nearest("they all knew our names", listed)] == [3, 1]
    assert nearest("quarterly budget forecast", listed) == []
    assert nearest("", listed) == []
