"""When interviews stopped bringing new codes: the worked example, and a second, naive reckoning."""

from itertools import permutations
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import example_study, qualcode, small_study

from qualcode.analysis.saturation import Orders, Yardstick, new_codes, saturates_at, saturation
from qualcode.project import open_project
from qualcode.project.grown_codes import grown_codes
from qualcode.study.codebooks.changing_codes import add_code

WORKED = (12, 7, 5, 3, 2, 2, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0)


@pytest.mark.parametrize(("run", "threshold", "at"), [(2, 0.05, 7), (3, 0.05, 8), (2, 0, 10), (3, 0, 13)])
def test_the_worked_example_saturates_where_it_was_published_to(run, threshold, at):
    assert saturates_at(WORKED, Yardstick(4, run, threshold)) == at


def naive(new, base, run, threshold):
    for place in range(base, len(new) + 1):
        window = new[place : place + run]
        if len(window) == run and sum(new[:base]) and sum(window) / sum(new[:base]) <= threshold:
            return place
    return None


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 5), st.integers(1, 4), st.sampled_from([0, 0.1, 0.25]))
def test_saturation_is_the_first_place_after_which_a_whole_run_brings_little(new, base, run, threshold):
    assert saturates_at(new, Yardstick(base, run, threshold)) == naive(new, base, run, threshold)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("abcdefg")), min_size=3, max_size=5))
def test_random_orders_come_near_what_all_orders_give(given_codes):
    codes_of = {f"P{n}": codes for n, codes in enumerate(given_codes)}
    yardstick, people = Yardstick(1, 1, 0.2), list(codes_of)
    every = [new_codes(order, codes_of) for order in permutations(people)]
    at = [saturates_at(new, yardstick) for new in every]
    found = saturation("all", people, codes_of, yardstick, Orders(600, 1))
    assert found.not_in / 600 == pytest.approx(at.count(None) / len(at), abs=0.1)
    reached = sorted(one for one in at if one is not None)
    assert {found.low, found.median, found.high} <= {None, *reached}
    for place in range(len(people)):
        assert found.growth[place] == pytest.approx(mean(sum(new[: place + 1]) for new in every), abs=0.4)
    assert found.growth[-1] == found.codes == len(frozenset().union(*given_codes))
    assert saturation("all", people, codes_of, yardstick, Orders(600, 1)) == found


def test_too_few_participants_never_saturate():
    found = saturation("few", ["P1", "P2"], {"P1": {"a"}}, Yardstick(), Orders(20))
    assert (found.enough, found.in_order, found.median, found.not_in) == (False, None, None, 20)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def test_a_codebook_that_was_fixed_beforehand_is_refused_with_the_reason(study: Path):
    qualcode(study, "coding", "add", "-d", "D01", "-c", "applied", "--words", "We drafted the card")
    qualcode(study, "finish", "D01")
    said = qualcode(study, "saturation")
    assert said.code == 1
    assert "From a fixed list no new code can come up" in said.err
    chosen = qualcode(study, "saturation", "-c", "applied")
    assert chosen.code == 0
    assert "stood in the codebook before coding began" in chosen.out


def test_only_codes_that_came_up_while_reading_are_looked_at(study: Path):
    with open_project(study) as project:
        add_code(project, "ana", "quiet")
        assert grown_codes(project.store) == {"quiet"}
    qualcode(study, "coding", "add", "-d", "D01", "-c", "quiet", "--words", "We drafted the card")
    qualcode(study, "finish", "D01")
    rows = qualcode(study, "saturation", "--base", "1", "--run", "1", "--format", "json").rows
    assert [(row["participants"], row["codes"], row["new_codes"]) for row in rows] == [(1, 1, [1])]


def test_a_reflexive_study_is_told_to_say_why_its_interviews_are_enough(study: Path):
    text = (study / "project.yaml").read_text(encoding="utf-8").replace("mode: codebook", "mode: reflexive")
    (study / "project.yaml").write_text(text, encoding="utf-8")
    assert qualcode(study, "codebook", "update").code == 0
    said = qualcode(study, "saturation")
    assert (said.code, "reflexive" in said.err, "qualcode memo add" in said.err) == (1, True, True)


def test_nothing_is_told_of_saturation_without_its_yardstick_orders_and_codes(tmp_path: Path):
    folder = example_study(tmp_path / "example")
    said = qualcode(folder, "saturation", "-c", "vc", "--by", "role")
    for words in ("Base 4 interviews, run 2, threshold 5 %", "1,000 random orders (seed 0)", "in the order of import"):
        assert words in " ".join(said.out.split())
    assert "Codes looked at, chosen" in said.out
    assert "Too few to say: 4 + 2 participants are the fewest." in said.out
    assert "saturation was reached" not in said.out + said.err
    assert all(len(line) <= 80 for line in said.out.splitlines())
    groups = qualcode(folder, "saturation", "-c", "vc", "--by", "role", "--format", "json").rows
    assert [row["group"] for row in groups][:2] == ["all participants", "role=principal"]
    assert sum(row["participants"] for row in groups[1:]) == groups[0]["participants"] == 12
