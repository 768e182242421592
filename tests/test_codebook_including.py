"""Codebooks that build on others."""

import pytest

from qualcode.codebook.read import read_codebook_file
from qualcode.errors import ProblemsInFile

TRUST = b"modifiers: {valence: [good, bad]}\nrules: {D1: Ask who is trusted.}\ncodes: {trust: They mean me well}\n"


def read(text: str, **beside: str | bytes):
    files = {name: data.encode() if isinstance(data, str) else data for name, data in beside.items()}
    return read_codebook_file(text.encode(), "mine.yaml", beside=lambda file: files.get(file.removesuffix(".yaml")))


def problems(text: str, **beside: str | bytes) -> tuple[str, ...]:
    with pytest.raises(ProblemsInFile) as error:
        read(text, **beside)
    return error.value.problems


def test_codes_and_rules_of_an_included_codebook_may_be_named():
    file = read(
        "include: [base]\ncycles: [trust]\n"
        "codes:\n- id: trust.peers\n  when_not: [anybody is meant -> trust]\n  rules: [D1]\n",
        base=TRUST,
    )
    assert [code.id for code in file.codebook.codes] == ["trust.peers"]
    assert file.codebook.codes[0].rules == ("D1: Ask who is trusted.",)
    assert file.codebook.include == ("base",)
    assert [code.id for code in file.included["base.yaml"].codes] == ["trust"]


def test_what_an_included_codebook_includes_is_within_reach_too():
    file = read(
        "include: [middle]\ncodes: [{id: a, when_not: [b -> trust]}]", middle="include: [base]\ncodes: [m]", base=TRUST
    )
    assert list(file.included) == ["base.yaml", "middle.yaml"]


def test_a_code_that_an_included_codebook_has_is_refused():
    assert "already in a codebook" in problems("include: [base]\ncodes: [trust]", base=TRUST)[0]


def test_a_modifier_means_the_same_in_both():
    (problem,) = problems("include: [base]\nmodifiers: {valence: [plus, minus]}\ncodes: [a]", base=TRUST)
    assert problem.startswith("mine.yaml:2:13: modifier “valence” has other values in base.yaml")


def test_codebooks_that_include_each_other_are_refused():
    (problem,) = problems("include: [other]\ncodes: [a]", other="include: [mine]\ncodes: [b]")
    assert problem.startswith("mine.yaml:1:11:")
    assert "includes this file in turn" in problem


def test_a_mistake_in_an_included_codebook_is_told_where_it_is_included():
    (problem,) = problems("include: [base]\ncodes: [a]", base="codes: {1: one}")
    assert problem.startswith("mine.yaml:1:11: “base.yaml”, which is included here, cannot be read: base.yaml:1:9:")


def test_files_that_all_include_one_another_downwards_are_each_read_once():
    chain = {f"f{n}": f"include: [f{n + 1}, g{n + 1}]\ncodes: [f{n}]" for n in range(40)}
    chain |= {f"g{n}": f"include: [f{n + 1}, g{n + 1}]\ncodes: [g{n}]" for n in range(40)}
    chain |= {"f40": "codes: [f40]", "g40": "codes: [g40]"}
    assert len(read("include: [f0]\ncodes: [a]", **chain).included) == 40 + 39 + 2
