"""The codebooks that ship with qualcode."""

from collections import defaultdict
from pathlib import Path

import pytest

from qualcode.codebook import Code, Codebook
from qualcode.codebook.check_files import check_open_files, open_files
from qualcode.codebook.read import read_codebook_file
from qualcode.shipped import shipped

FOLDER = shipped("codebooks")
NAMES = (
    "implementation-rubric", "improvement-science", "program-design", "relational-trust", "root-cause-inquiry",
    "school-leadership", "value-creation", "value-creation-2020",
)  # fmt: skip


def beside(name: str) -> bytes | None:
    return (FOLDER / name).read_bytes() if (FOLDER / name).is_file() else None


def read(path: Path) -> Codebook:
    return read_codebook_file(path.read_bytes(), path.name, beside=beside).codebook


BOOKS = {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}
CODES = [(name, code) for name, book in BOOKS.items() for code in book.codes]
each_book = pytest.mark.parametrize("name", list(BOOKS))
each_code = pytest.mark.parametrize(("name", "code"), CODES, ids=[code.id for _, code in CODES])


def test_eight_codebooks_ship():
    assert tuple(sorted(BOOKS)) == NAMES


def test_none_of_them_has_anything_to_mend_not_even_all_in_one_project():
    files = {path.name: path.read_bytes() for path in FOLDER.glob("*.yaml")}
    opened, unreadable = open_files(files, beside)
    assert unreadable == []
    assert list(check_open_files(opened)) == []
    assert len(opened) == len(NAMES)


@each_code
def test_each_code_says_everything_a_coder_needs(name: str, code: Code):
    assert code.label != code.id.rpartition(".")[2]
    assert code.key_question.endswith("?")
    assert code.indicators
    assert code.source
    assert 5 <= len(code.examples) <= 7
    assert len(code.when) >= 1
    assert len(code.when_not) >= 2


@each_code
def test_each_code_sends_look_alikes_elsewhere(name: str, code: Code):
    assert code.redirects
    assert code.counter_examples
    assert all(counter.code_as for counter in code.counter_examples)


@each_code
def test_each_counter_example_goes_where_the_tests_send_such_words(name: str, code: Code):
    """A code that a counter-example shows and no test of `when_not` mentions leaves the coder guessing why."""
    for counter in code.counter_examples:
        assert any(_related(counter.code_as, target) for target in code.redirects), counter.code_as


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


@each_book
def test_every_rule_is_cited_by_a_code_and_written_out_there(name: str):
    cited = {rule.partition(":")[0] for code in BOOKS[name].codes for rule in code.rules}
    assert cited == {rule.name for rule in BOOKS[name].rules}
    assert all(len(rule.split()) > 10 for code in BOOKS[name].codes for rule in code.rules)


def test_no_rule_name_means_two_tests_except_in_the_two_versions_of_value_creation():
    homes = defaultdict(set)
    for name, book in BOOKS.items():
        for rule in book.rules:
            homes[rule.name].add(name.removesuffix("-2020"))
    assert {rule: names for rule, names in homes.items() if len(names) > 1} == {}


def test_a_modifier_is_the_same_in_every_codebook_that_has_it():
    declared = defaultdict(set)
    for book in BOOKS.values():
        for modifier in book.modifiers:
            declared[modifier.name].add((modifier.definition, modifier.values))
    assert {name for name, kinds in declared.items() if len(kinds) > 1} == set()
    assert set(declared) == {
        "valence", "narrative", "reach", "attribution", "evidence_basis", "salience", "certainty", "period",
        "referent", "system", "rater",
    }  # fmt: skip


@each_book
def test_each_codebook_declares_modifiers_with_definitions(name: str):
    assert BOOKS[name].modifiers
    assert all(modifier.definition.endswith(".") for modifier in BOOKS[name].modifiers)
    assert "level" not in {modifier.name for modifier in BOOKS[name].modifiers}


def test_labels_and_examples_have_one_home_across_all_codebooks():
    homes = defaultdict(list)
    for _, code in CODES:
        words = [code.label, code.brief, code.full, *code.examples, *(one.text for one in code.counter_examples)]
        for text in words:
            homes[text.casefold()].append(code.id)
    shared = {text: ids for text, ids in homes.items() if len(ids) > 1}
    assert shared == {}


def test_a_code_can_be_named_by_its_last_part_except_in_the_two_versions_of_value_creation():
    last = defaultdict(set)
    for name, code in CODES:
        last[code.id.rpartition(".")[2]].add(name.removesuffix("-2020"))
    assert {part: names for part, names in last.items() if len(names) > 1} == {}


def test_the_two_versions_of_value_creation_share_no_id():
    one, other = BOOKS["value-creation"], BOOKS["value-creation-2020"]
    assert not {code.id for code in one.codes} & {code.id for code in other.codes}
    assert all(code.id.split(".")[0] == "vc20" for code in other.codes)


def test_levels_stand_in_their_order():
    rubric, align = BOOKS["implementation-rubric"].code("rub.level"), BOOKS["program-design"].code("prog.align")
    assert (rubric.kind, align.kind) == ("magnitude", "magnitude")
    assert rubric.scale == (
        "not_yet_begun", "preparing", "early_use", "partial_implementation", "full_implementation"
    )  # fmt: skip
    assert align.scale == ("contrary", "absent", "partial", "strong")


@pytest.mark.parametrize("code", [code for _, code in CODES if code.scale], ids=lambda code: code.id)
def test_each_level_of_a_scale_is_explained(code: Code):
    book = next(book for book in BOOKS.values() if code.id in book)
    said = " ".join([code.full, *code.rules, *(modifier.definition for modifier in book.modifiers)]).casefold()
    assert [level for level in code.scale if level.replace("_", " ") not in said] == []


def test_fit_is_rated_against_the_practices_of_the_included_codebook():
    assert BOOKS["program-design"].include == ("school-leadership",)
    path = FOLDER / "program-design.yaml"
    file = read_codebook_file(path.read_bytes(), path.name, beside=beside)
    (leadership,) = file.included.values()
    assert leadership == BOOKS["school-leadership"]
    reached = {target for code in file.codebook.codes for target in code.redirects if target in leadership}
    assert {"gel.instruct", "gel.instruct.data_use"} <= reached


def test_leadership_has_four_behaviors_three_skills_and_an_equity_lens():
    top = [code.id.removeprefix("gel.") for code in BOOKS["school-leadership"].codes if code.id.count(".") == 1]
    assert top == [
        "instruct", "climate", "collab", "manage", "sk_instruction", "sk_people", "sk_organization", "equity"
    ]  # fmt: skip
    nested = [code.id for code in BOOKS["school-leadership"].below("gel.instruct")]
    assert nested == ["gel.instruct.observe_feedback", "gel.instruct.data_use", "gel.instruct.curriculum"]


def test_the_same_words_can_bear_one_root_cause_only():
    inquiry = BOOKS["root-cause-inquiry"]
    causes = [inquiry.code("inq.cause"), *inquiry.below("inq.cause")]
    assert len(causes) == 5
    assert {code.exclusive_group for code in causes} == {"root cause"}
    assert not any(code.exclusive_group for code in inquiry.codes if code not in causes)


def test_a_blank_is_never_the_lowest_level():
    rubric = BOOKS["implementation-rubric"]
    assert rubric.code("rub.not_rated").exclusive_group == rubric.code("rub.level").exclusive_group != ""
    assert "rub.not_rated" in rubric.code("rub.level").redirects


@each_book
def test_each_file_says_how_to_edit_it_and_points_editors_to_its_schema(name: str):
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    head = text.partition("\ntitle:")[0]
    assert head.startswith("# yaml-language-server: $schema=codebook.schema.json\n")
    assert "qualcode codebook update" in head
    assert "The examples are invented" in head
    assert text.endswith("\n")
    assert "\t" not in text
