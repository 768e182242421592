from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.sampling import draw, fair_shares
from qualcode.errors import QualcodeError

SIZES = st.dictionaries(st.sampled_from([f"D{n:02d}" for n in range(12)]), st.integers(0, 60), min_size=1)


@given(SIZES, st.floats(0, 1), st.integers(0, 2**32))
def test_every_document_gives_its_share_rounded_up_or_down(sizes: dict[str, int], part: float, seed: int) -> None:
    every = sum(sizes.values())
    size = round(part * every)

    shares = fair_shares(sizes, size, Random(seed))

    assert sum(shares.values()) == size
    for name, within in sizes.items():
        assert abs(shares[name] - (size * within / every if every else 0)) < 1
        assert 0 <= shares[name] <= within


def test_a_passage_of_a_short_interview_is_drawn_as_often_as_one_of_a_long_interview() -> None:
    strata = {"D01": ["short"], "D02": [f"long {n}" for n in range(30)], "D03": [f"middle {n}" for n in range(9)]}
    drawn = Counter(one for seed in range(8000) for one in draw(strata, 6, seed))

    # 6 of 40: 1,200 times in 8,000, give or take five standard deviations.
    assert {name: abs(drawn[name] - 1200) < 160 for name in ("short", "long 0", "middle 8")} == {
        "short": True,
        "long 0": True,
        "middle 8": True,
    }


def test_the_same_seed_draws_the_same_whatever_order_the_documents_come_in() -> None:
    strata = {"D02": list(range(20)), "D01": list(range(100, 130))}

    assert draw(strata, 12, 7) == draw(dict(reversed(strata.items())), 12, 7)
    assert draw(strata, 12, 7) != draw(strata, 12, 8)
    assert sorted(draw(strata, 50, 7)) == sorted([*range(20), *range(100, 130)])


def test_more_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(QualcodeError, match="3 cannot be drawn from 2"):
        draw({"D01": [1, 2]}, 3, 0)
