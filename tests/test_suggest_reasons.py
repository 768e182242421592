"""Why a passage is offered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook
from qualcode.encoders import WORDS_ONLY
from qualcode.model import Because
from qualcode.suggest.reasons import EXCERPTS, WORDS, clauses_of, reasons, words_told

TRUST = Code(
    id="trust",
    brief="Leaning on somebody’s word.",
    full="They say what worries them. They count on a colleague to keep a promise.",
    when=("Somebody lends money without a note.",),
)
BARE = Code(id="bare")
BOOK = Codebook(codes=(TRUST, BARE))
PASSAGES = [
    "I count on my colleague here.",
    "He kept his promise, my colleague did.",
    "The bus was late.",
    "A colleague keeps every promise.",
    "What worries me I say.",
    "My colleague lends me money.",
]
CODED = {1: ["trust"], 2: [], 3: ["trust"], 4: ["trust"], 5: ["trust"]}


class Meanings:
    """An encoder to which texts with the same first letter mean the same."""

    fingerprint = "first letters"

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.array([[float(text.strip()[:1].casefold() == letter) for letter in "abct"] for text in texts])


def why(index: int, code: str = "trust", **more: object) -> Because:
    return reasons(PASSAGES, BOOK, CODED, [(index, code)], **{"encoder": WORDS_ONLY, **more})[0]  # type: ignore[arg-type]


def test_the_clause_that_shares_most_with_the_passage_is_shown() -> None:
    assert why(0).clause == "They count on a colleague to keep a promise."
    assert why(5).clause == "Somebody lends money without a note."
    assert why(4).clause == "They say what worries them."


def test_a_clause_near_in_meaning_is_shown_where_no_word_is_shared() -> None:
    assert why(2).clause == ""
    assert why(2, encoder=Meanings()).clause == "They say what worries them."


def test_a_code_without_a_definition_has_no_clause() -> None:
    assert why(0, "bare") == Because()


def test_the_most_alike_excerpts_of_the_code_are_shown_and_never_the_passage_itself() -> None:
    assert len(why(0).excerpts) <= EXCERPTS
    assert set(why(0).excerpts) <= {PASSAGES[1], PASSAGES[3], PASSAGES[5]}
    assert PASSAGES[1] not in why(1).excerpts


def test_excerpts_are_the_words_that_the_coder_chose() -> None:
    assert why(0, said=lambda index, code: f"{code} in {index}").excerpts[0].startswith("trust in")


def test_words_are_shown_as_they_stand_in_the_passage_strongest_first() -> None:
    weights = {"colleague": 0.2, "count colleague": 0.5, "count": -0.4, "elsewhere": 0.9, "on": 0.001}
    told = why(0, weights=lambda _index, _code: list(weights.items()))
    assert told.words_for == ("count on my colleague",)
    assert told.words_against == ("count",)


@pytest.mark.parametrize("weights", [[], [("nowhere", 1.0)], [("", 1.0)], [("count", 0.0)]])
def test_words_that_are_not_in_the_passage_are_not_shown(weights: list[tuple[str, float]]) -> None:
    assert words_told(PASSAGES[0], weights) == ((), ())


def test_words_that_everybody_uses_and_parts_of_words_are_not_shown() -> None:
    weights = [("it", 0.9), ("didn", 0.8), ("of the", 0.7), ("bus", 0.2), ("late", -0.1), ("s", -0.9)]
    assert words_told("It didn’t come, the bus of the school; it's late.", weights) == (("bus",), ("late",))


WORD = st.sampled_from(["trust", "card", "the", "Don’t", "bus", "été", "we", "—", "12", "(so)"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(WORD, max_size=12),
    st.lists(st.tuples(st.lists(WORD, min_size=1, max_size=2).map(" ".join), st.floats(-1, 1)), max_size=8),
)
def test_every_word_shown_is_a_word_of_the_passage(said: list[str], weights: list[tuple[str, float]]) -> None:
    passage = " ".join(said)
    told = words_told(passage, [(phrase.casefold(), weight) for phrase, weight in weights])
    for shown in told:
        assert len(shown) <= WORDS
        assert all(phrase in passage and phrase.strip() for phrase in shown)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3), st.text(max_size=40))
def test_every_clause_is_in_the_codebook_word_for_word(brief: str, full: str, when: list[str], said: str) -> None:
    code = Code(id="one", brief=brief, full=full, when=tuple(when))
    for clause in clauses_of(code):
        assert clause in brief or clause in full or any(clause in one for one in when)
    (told,) = reasons([said], Codebook(codes=(code,)), {}, [(0, "one")], encoder=Meanings())  # type: ignore[arg-type]
    assert told.clause in ("", *clauses_of(code))
