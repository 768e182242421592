from hypothesis import given, settings
from hypothesis import strategies as some

from qualcode.analysis.amounts import CQR, FEWEST, HOUSE, Lexicon, fits, lexicon_of, problems, word_for

SHARES = some.lists(some.integers(1, 19), min_size=1, max_size=4, unique=True).map(sorted)


def told(n: int, lexicon: Lexicon = HOUSE) -> dict[str, list[int]]:
    words: dict[str, list[int]] = {}
    for k in range(n + 1):
        words.setdefault(word_for(k, n, lexicon) or "", []).append(k)
    return {word: [numbers[0], numbers[-1]] for word, numbers in words.items()}


def test_of_21_people_the_usual_words_stand_for_the_published_numbers() -> None:
    assert told(21) == {
        "none": [0, 0],
        "one": [1, 1],
        "a few": [2, 3],
        "some": [4, 8],
        "about half": [9, 12],
        "most": [13, 17],
        "nearly all": [18, 20],
        "all": [21, 21],
    }


def test_consensual_research_has_four_words_and_tells_rare_apart_in_larger_samples_only() -> None:
    assert told(21, CQR) == {
        "none": [0, 0], "": [1, 1], "rare": [2, 3], "variant": [4, 10], "typical": [11, 19], "general": [20, 21],
    }  # fmt: skip
    assert told(12, CQR) == {
        "none": [0, 0], "": [1, 1], "variant": [2, 6], "typical": [7, 10], "general": [11, 12],
    }  # fmt: skip
    assert not fits("rare", 2, 12, CQR)
    assert fits("rare", 2, 16, CQR)


def test_of_few_people_only_counts_are_told_and_words_that_are_numbers_stay_true() -> None:
    assert word_for(4, FEWEST - 1) is None
    assert not fits("most", 4, 5)
    assert fits("all", 5, 5)
    assert fits("none", 0, 5)
    assert fits("one", 1, 5)
    assert not fits("all", 4, 5)
    assert not fits("none", 0, 0)


def test_shares_on_a_border_belong_where_the_rule_puts_them() -> None:
    assert [word_for(k, 20) for k in (3, 4, 8, 12, 13, 17)] == [
        "a few", "some", "about half", "about half", "most", "nearly all",
    ]  # fmt: skip


@given(some.integers(FEWEST, 60), some.data())
def test_every_count_has_one_usual_word_and_fits_no_other(n: int, data: some.DataObject) -> None:
    k = data.draw(some.integers(1, n))
    assert [word for word in HOUSE.words if fits(word, k, n)] == [word_for(k, n)]


@given(SHARES, some.integers(FEWEST, 60), some.data())
@settings(max_examples=60)
def test_words_of_a_study_without_problems_leave_no_count_without_a_word(
    cuts: list[int], n: int, data: some.DataObject
) -> None:
    borders = [0.0, *(cut / 20 for cut in cuts), 1.0]
    own = {f"word {number}": (borders[number], borders[number + 1]) for number in range(len(borders) - 1)}
    assert not [*problems(own)]
    k = data.draw(some.integers(2, n - 1))
    assert [word for word in own if fits(word, k, n, lexicon_of(own))] == [word_for(k, n, lexicon_of(own))]


@given(SHARES, some.integers(0, 3))
@settings(max_examples=60)
def test_a_word_left_out_leaves_a_gap_that_is_named(cuts: list[int], gone: int) -> None:
    borders = [0.0, *(cut / 20 for cut in cuts), 1.0]
    own = {f"word {number}": (borders[number], borders[number + 1]) for number in range(len(borders) - 1)}
    own.pop(f"word {gone}", None)
    found = [told for _, told in problems(own)]
    assert bool(found) == (0 < len(own) < len(borders) - 1)
    assert all("no word is left" in told for told in found)


def test_overlaps_and_shares_that_are_none_are_named_with_their_word() -> None:
    assert [*problems({"some": (0, 0.5), "most": (0.4, 1)})] == [("most", "“some” and “most” overlap from 0.4 to 0.5")]
    assert [word for word, _ in problems({"most": (0.9, 0.2), "all": (0.9, 1), "few": (0, float("nan"))})] == [
        "most", "all", "few",
    ]  # fmt: skip


def test_a_word_the_study_does_not_explain_means_what_it_usually_does() -> None:
    own = lexicon_of({"a good many": (0, 0.5), "the bulk": (0.5, 1)})
    assert word_for(13, 21, own) == "the bulk"
    assert fits("most", 13, 21, own)
    assert lexicon_of({}) == lexicon_of("house") == HOUSE
