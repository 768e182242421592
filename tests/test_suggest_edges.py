"""Where an offered excerpt begins and ends."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggest.edges import best_sentences, edges, runs

SAID = "The bus was late again. We trust each other now, and we say so. Lunch was good. It rained."


def trusting(texts: Sequence[str]) -> list[float]:
    """Fits a text by the share of its words about trust, as a learned code would."""
    return [0.99 if "trust" in text and len(text.split()) < 12 else 0.05 for text in texts]


def test_the_sentence_that_alone_makes_a_passage_fit_is_proposed() -> None:
    start, end = edges(SAID, trusting)
    assert SAID[start:end] == "We trust each other now, and we say so."


def test_a_passage_that_fits_as_a_whole_nearly_as_well_is_proposed_whole() -> None:
    assert edges(SAID, lambda texts: [0.4 if "trust" in text else 0.3 for text in texts]) == (0, len(SAID))


def test_a_passage_without_an_inner_sentence_is_not_asked_about() -> None:
    def nobody(texts: Sequence[str]) -> list[float]:
        raise AssertionError(texts)

    assert edges("We trust each other now", nobody) == (0, 23)
    assert edges("", nobody) == (0, 0)


def test_what_is_no_number_leaves_the_passage_whole() -> None:
    assert edges(SAID, lambda texts: [float("nan")] * len(texts)) == (0, len(SAID))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Yes.", "We did it (twice).", "Why?", "“So it is,” she said.", "No …", " "]), max_size=6),
    st.randoms(use_true_random=False),
)
def test_an_excerpt_is_never_empty_and_holds_whole_sentences(parts: list[str], random: object) -> None:
    words = " ".join(parts).strip()
    asked: list[str] = []

    def fits(texts: Sequence[str]) -> list[float]:
        asked.extend(texts)
        return [random.random() for _ in texts]  # type: ignore[attr-defined]

    start, end = edges(words, fits)
    assert 0 <= start <= end <= len(words)
    assert (words[start:end].strip() != "") == (words != "")
    assert words[start:end] in (*asked, words)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.floats(0, 1))
def test_where_every_run_fits_alike_all_sentences_are_proposed(lengths: list[int], fit: float) -> None:
    every = dict.fromkeys(runs(len(lengths)), fit)
    assert best_sentences(lengths, every) == (0, len(lengths) - 1)
    assert best_sentences(lengths, {}) == (0, len(lengths) - 1)
