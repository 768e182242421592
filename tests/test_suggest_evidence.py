"""What people decided, as rows."""

import numpy as np

from qualcode.codebook import Code, Codebook, CounterExample
from qualcode.suggest.evidence import _not_too_many, gather

CODES = (
    Code(id="a", examples=("An a.",)),
    Code(id="a.b", counter_examples=(CounterExample(text="No b.", code_as="c"),)),
    Code(id="c"),
)
PLACES = [("one", ""), ("two", ""), ("three", "")]


def test_reading_a_passage_decides_on_every_code_that_was_in_mind() -> None:
    evidence = gather(PLACES, Codebook(codes=CODES), {0: ["a"], 2: []}, {2: ["c"]}, None)
    rows = dict(zip([place[0] for place in evidence.places], evidence.signs.tolist(), strict=True))
    assert rows["one"] == [1, -1, -1]
    assert rows["three"] == [0, 0, -1]
    assert "two" not in rows


def test_an_example_speaks_for_its_code_softly_against_others_and_not_about_kin() -> None:
    evidence = gather(PLACES, Codebook(codes=CODES), {}, None, None)
    assert evidence.signs.tolist() == [[1, 0, -1], [-1, -1, 1]]
    assert evidence.weights.tolist() == [[1, 1, 0.25], [0.25, 1, 1]]
    assert evidence.passages.tolist() == [-1, -1]


def test_of_too_many_passages_rare_codes_and_some_without_codes_are_kept() -> None:
    places = [(f"passage {number}", "") for number in range(90)]
    coded = {number: ["often"] if number < 59 else ["rare"] if number == 59 else [] for number in range(90)}
    kept = _not_too_many(list(range(90)), places, coded, most=30)
    assert len(kept) == 30
    assert 59 in kept
    assert sum(not coded[number] for number in kept) == 10
    assert np.all(np.diff(kept) > 0)
