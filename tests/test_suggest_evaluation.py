"""How good suggestions would have been for people they learned nothing from."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from qualcode.codebook import Code, Codebook
from qualcode.encoders import WORDS_ONLY
from qualcode.errors import QualcodeError
from qualcode.suggest.evaluation import Evaluation, evaluate
from qualcode.suggest.evaluation_calibration import error_by_chance, expected_calibration_error
from qualcode.suggest.evaluation_folds import Material, folds, held_out, taught_by
from qualcode.suggest.evaluation_learning import LearningPoint, learning
from qualcode.suggest.evaluation_ranking import (
    average_precision,
    average_precision_at_random,
    average_precisions,
    ranking,
    reading_at_random,
    reading_needed,
)

WORDS = {
    "trust": "honest safe judged confide secret rely open candid",
    "tools": "form checklist template schedule document binder agenda rubric",
    "fun": "laugh dinner singing lunch joke party dance cake",
    "rare": "zebra yak quince",
    "lone": "harbor anchor sail mast deck rope",
}
FILLER = "we then the went people after school there when said again maybe some week morning bus rain"
CODEBOOK = Codebook(codes=tuple(Code(id=name, label=name.capitalize(), full=words) for name, words in WORDS.items()))


def study(seed: int = 1, people: int = 8, each: int = 12) -> tuple[list[str], dict[int, list[str]], list[str]]:
    """Passages that use a code's words where they carry it, now and then; `rare` is carried by three, `lone` by one."""
    rng = random.Random(seed)
    passages, coded, groups = [], {}, []
    for person in range(people):
        for number in range(each):
            said = rng.choices(FILLER.split(), k=8)
            given = [rng.choice(("trust", "tools", "fun"))] if number % 3 else []
            given += ["rare"] if (person, number) in {(0, 0), (1, 0), (2, 0)} else []
            given += ["lone"] if person == 3 and number < 6 else []
            for code in given:
                said += rng.sample(WORDS[code].split(), 1 if rng.random() < 0.8 else 0)
            rng.shuffle(said)
            coded[len(passages)] = given
            passages.append(f"{' '.join(said)} {person} {number}.")
            groups.append(f"P{person:02d}")
    return passages, coded, groups


def tried(passages: list[str], coded: dict[int, list[str]], groups: list[str], **more: object) -> Evaluation:
    return evaluate(passages, CODEBOOK, coded, groups=groups, encoder=WORDS_ONLY, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found() -> Evaluation:
    return tried(*study())


def material(passages: list[str], coded: dict[int, list[str]], groups: list[str]) -> Material:
    return Material(passages, CODEBOOK, coded, None, None, groups, WORDS_ONLY)


marks = st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 3)), min_size=1, max_size=30)


@settings(max_examples=60)
@given(marks)
def test_average_precision_is_that_of_scikit_learn_ties_and_weights_included(
    rows: list[tuple[int, bool, int]],
) -> None:
    scores, carrying, whose = (np.array(column) for column in zip(*rows, strict=True))
    if not carrying.any():
        assert average_precision(scores.astype(float), carrying) is None
        return
    own = average_precision(scores.astype(float), carrying)
    assert own == pytest.approx(average_precision_score(carrying, scores))

    drawn = np.array([[0.0, 1.0, 2.0, 1.0]])
    values, known = average_precisions(ranking(scores.astype(float), carrying, whose, 4), drawn)
    weights = drawn[0][whose]
    assert known[0] == bool((weights * carrying).any())
    if known[0]:
        again = average_precision_score(carrying, scores, sample_weight=weights)
        assert values[0] == pytest.approx(again)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=2, max_size=12))
def test_the_reading_needed_is_its_mean_over_the_orders_that_ties_allow(rows: list[tuple[int, bool]]) -> None:
    scores, carrying = np.array([row[0] for row in rows], dtype=float), np.array([row[1] for row in rows])
    if not carrying.any():
        return
    rng, wanted = np.random.default_rng(0), -(-4 * int(carrying.sum()) // 5)
    depths = []
    for _ in range(2000):
        order = np.lexsort((rng.random(len(scores)), -scores))
        depths.append(int(np.searchsorted(np.cumsum(carrying[order]), wanted)) + 1)
    assert reading_needed(scores, carrying) == pytest.approx(np.mean(depths), abs=0.35)
    alike = np.zeros(len(scores))
    assert reading_needed(alike, carrying) == pytest.approx(reading_at_random(len(scores), int(carrying.sum())))


@pytest.mark.parametrize(("passages", "carrying"), [(5, 1), (6, 2), (7, 4), (4, 4)])
def test_chance_is_the_average_precision_over_all_orders(passages: int, carrying: int) -> None:
    every = [
        average_precision(-np.arange(passages, dtype=float), np.isin(np.arange(passages), places))
        for places in itertools.combinations(range(passages), carrying)
    ]
    assert average_precision_at_random(passages, carrying) == pytest.approx(np.mean(every))


def test_a_perfect_forecaster_shows_no_error_beyond_chance_and_a_boastful_one_does() -> None:
    rng = np.random.default_rng(5)
    chances = rng.uniform(0, 1, 4000)
    true = rng.random(4000) < chances
    by_chance = error_by_chance(chances, seed=0)
    assert expected_calibration_error(chances, true) == pytest.approx(by_chance, abs=0.01)
    boast = np.where(chances > 0.5, 0.99, 0.01)
    assert expected_calibration_error(boast, true) - error_by_chance(boast, seed=0) > 0.2


def test_nobody_is_scored_by_what_was_learned_from_them() -> None:
    passages, coded, groups = study()
    parts = folds(groups)
    assert sorted(person for part in parts for person in part) == sorted(set(groups))
    everyone = taught_by(parts, seed=0)[-1]
    before = held_out(material(passages, coded, groups), parts, everyone, lambda: None)

    otherwise = {index: codes if groups[index] not in parts[0] else ["lone"] for index, codes in coded.items()}
    after = held_out(material(passages, otherwise, groups), parts, everyone, lambda: None)

    def own(tried: object) -> dict[int, list[float]]:
        rows, chances = tried.rows, tried.chances  # type: ignore[attr-defined]
        return {int(index): row.tolist() for index, row in zip(rows, chances, strict=True)}

    changed = {groups[index] for index in own(before) if own(before)[index] != own(after)[index]}
    assert changed
    assert not changed & set(parts[0])


def test_each_step_of_the_learning_curve_learns_from_all_of_the_step_before_and_never_from_its_own_fold() -> None:
    parts = folds([f"P{number:02d}" for number in range(16)])
    steps = taught_by(parts, seed=3)
    assert len(steps) == 4
    for fold, part in enumerate(parts):
        among = [step[fold] for step in steps]
        assert all(few < many for few, many in itertools.pairwise(among))
        assert among[-1] == frozenset(one for other in parts for one in other) - set(part)
    assert len(taught_by(folds(["P01", "P02"]), seed=3)) == 1


def test_codes_with_enough_are_found_far_better_than_by_chance(found: Evaluation) -> None:
    for one in found.codes[:3]:
        assert one.enough
        assert one.average_precision is not None
        assert one.low is not None
        assert one.high is not None
        assert one.lift is not None
        assert one.low <= one.average_precision <= one.high
        assert one.lift > 1.5
        assert one.reading < one.reading_at_random
    assert (found.participants, found.folds, found.passages) == (8, 5, 96)
    assert found.first_right is not None
    assert found.first_three_right is not None
    assert 0.5 < found.first_right < found.first_three_right <= 1


def test_of_rare_codes_and_of_one_persons_codes_it_cannot_say(found: Evaluation) -> None:
    rare, lone = found.codes[3:]
    assert (rare.carrying, rare.participants) == (3, 3)
    assert (lone.carrying, lone.participants) == (6, 1)
    for one in (rare, lone):
        assert not one.enough
        said = (one.average_precision, one.low, one.high, one.lift, one.reading, one.reading_at_random)
        assert said == (None,) * 6


def test_codes_that_say_nothing_about_a_passage_are_no_better_than_chance() -> None:
    passages, coded, groups = study()
    rng = random.Random(9)
    shuffled = rng.sample(list(coded.values()), len(coded))
    found = tried([" ".join(rng.choices(FILLER.split(), k=8)) for _ in passages], dict(enumerate(shuffled)), groups)
    assert found.lift is not None
    assert 0.6 < found.lift < 1.4


def test_the_same_whatever_the_order_of_the_passages(found: Evaluation) -> None:
    passages, coded, groups = study()
    order = random.Random(4).sample(range(len(passages)), len(passages))
    again = tried(
        [passages[index] for index in order],
        {place: coded[index] for place, index in enumerate(order)},
        [groups[index] for index in order],
    )
    assert again == found


def test_a_code_is_judged_only_where_it_existed() -> None:
    passages, coded, groups = study()
    unknown = {index: [code for code in WORDS if code != "fun"] for index in coded if groups[index] < "P04"}
    known = tried(passages, {index: [code for code in codes if index not in unknown or code != "fun"]
                             for index, codes in coded.items()}, groups, considered=unknown)  # fmt: skip
    fun = next(one for one in known.codes if one.code == "fun")
    assert fun.passages == 48
    assert fun.participants <= 4


def test_retired_codes_are_learned_from_and_not_judged(found: Evaluation) -> None:
    passages, coded, groups = study()
    retired = CODEBOOK.model_copy(
        update={"codes": (*CODEBOOK.codes[:2], CODEBOOK.codes[2].model_copy(update={"status": "retired"}))}
    )
    trimmed = {index: [code for code in codes if code in ("trust", "tools", "fun")] for index, codes in coded.items()}
    again = evaluate(passages, retired, trimmed, groups=groups, encoder=WORDS_ONLY)
    assert [one.code for one in again.codes] == ["trust", "tools"]
    assert found.coded > again.coded


def test_one_participant_is_refused_and_two_are_enough_for_figures() -> None:
    passages, coded, groups = study(people=2)
    found = tried(passages, coded, groups)
    assert found.folds == 2
    assert found.learning.outlook == "cannot tell"
    assert all(one.few_participants for one in found.codes)
    with pytest.raises(QualcodeError, match="at least two participants"):
        tried(passages, coded, ["P01"] * len(passages))


@pytest.mark.parametrize(
    "given",
    [
        lambda index: [],
        lambda index: list(WORDS),
        lambda index: ["trust"] if index % 12 == 0 else [],
    ],
    ids=["nothing coded", "every passage carries every code", "one code, once each"],
)
def test_odd_studies_come_to_numbers_or_to_cannot_say(given: object) -> None:
    passages, _, groups = study(people=5)
    passages[3] = passages[4] = ""
    found = tried(passages, {index: given(index) for index in range(len(passages))}, groups)  # type: ignore[operator]
    figures = [
        value
        for one in (
            *found.codes,
            *found.calibration.bands,
            *found.learning.points,
            found.calibration,
            found.learning,
            found,
        )
        for value in (getattr(one, name) for name in one.__slots__)
        if isinstance(value, float)
    ]
    assert all(np.isfinite(figures))


@dataclass
class Letters:
    """An encoder that goes by first letters, and counts what it was asked."""

    fingerprint: str = "letters"
    asked: int = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(texts)
        return np.array([np.eye(26)[ord(text.lower()[0]) % 26] for text in texts], dtype=np.float32)


def test_each_text_is_encoded_once_however_often_it_is_scored() -> None:
    passages, coded, groups = study(people=4)
    encoder = Letters()
    found = evaluate(passages, CODEBOOK, coded, groups=groups, encoder=encoder)
    assert found.encoder == "letters"
    assert len(passages) <= encoder.asked <= len(set(passages)) + 3 * len(CODEBOOK.codes)


def test_what_the_learning_curve_says() -> None:
    points = [LearningPoint(4, 40, 0.30), LearningPoint(8, 80, 0.40)]
    rng = np.random.default_rng(1)
    few = rng.normal(0.30, 0.05, 1000)
    assert learning(points, [few, few + rng.normal(0.10, 0.02, 1000)]).outlook == "more would help"
    level = learning([points[0], replace(points[1], average_precision=0.305)], [few, few + rng.normal(0, 0.01, 1000)])
    assert level.said == (
        "Suggestions learned from 8 participants are hardly better than those learned from 4: "
        "the gain from more coding has levelled off."
    )
    assert learning(points, [few, few + rng.normal(0.10, 0.2, 1000)]).outlook == "cannot tell"
    assert learning(points[:1], [few]).outlook == "cannot tell"
