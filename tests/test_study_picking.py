"""What a coder chooses codes from: the codes in use, the coder's own recent and near ones first."""

from conftest import coded, place

from qualcode.project import Project
from qualcode.study.codebooks.changing_codes import add_code, retire_code
from qualcode.study.coding.picking import fault_of_new_name, own_last, picker_codes, picker_modifiers

WORDS = ("drafted", "together", "teachers", "asked", "again", "spring", "Naïve", "question", "awkward", "things")


def ids(project: Project, coder: str = "ana", at: int = 0) -> list[str]:
    return [code.id for code in picker_codes(project, coder, "D01", at)]


def test_before_anything_is_coded_the_codes_stand_as_in_the_codebook(project):
    assert ids(project) == ["trust", "card", "lunch"]
    assert {code.recent for code in picker_codes(project, "ana", "D01")} == {0}


def test_the_code_used_last_stands_first_and_knows_how_often_it_was_used(project):
    coded(project, "ana", "drafted", "card")
    coded(project, "ana", "Nothing I could use", "lunch", document="D02")
    coded(project, "ana", "asked for it", "card")
    first, second, third = picker_codes(project, "ana", "d1")
    assert (first.id, first.recent, first.uses) == ("card", 1, 2)
    assert (second.id, second.recent, second.uses) == ("lunch", 2, 1)
    assert (third.id, third.recent, third.uses) == ("trust", 0, 0)
    assert second.distance is None, "it was used in another interview only"


def test_another_coders_work_is_seen_nowhere_in_it(project):
    coded(project, "ben", "drafted", "lunch")
    coded(project, "ben", "asked for it", "trust")
    before = picker_codes(project, "ana", "D01")
    assert [(code.id, code.recent, code.uses, code.distance) for code in before] == [
        ("trust", 0, 0, None),
        ("card", 0, 0, None),
        ("lunch", 0, 0, None),
    ]
    assert own_last(project, "ana", "lunch") == ()


def test_looking_shows_nobodys_answer_so_later_codings_are_still_blind(project):
    coded(project, "ben", "drafted", "lunch")
    picker_codes(project, "ana", "D01")
    own_last(project, "ana", "lunch")
    assert coded(project, "ana", "together", "card").blind


def test_behind_the_nine_used_last_stand_those_used_near_the_place(project):
    for number, word in enumerate(WORDS, start=1):
        add_code(project, "ana", f"new{number}")
        coded(project, "ana", word, f"new{number}")
    coded(project, "ana", "card", "card")
    recent = [f"new{number}" for number in range(10, 2, -1)]
    start, _ = place(project, "D01", "drafted")
    assert ids(project, at=start)[:11] == ["card", *recent, "new1", "new2"]
    start, _ = place(project, "D01", "together")
    assert ids(project, at=start)[:11] == ["card", *recent, "new2", "new1"]


def test_how_far_a_code_was_used_is_counted_to_the_nearest_edge(project):
    start, end = place(project, "D01", "My teachers")
    coded(project, "ana", "My teachers", "card")
    found = [picker_codes(project, "ana", "D01", at)[0].distance for at in (start - 7, start, start + 3, end + 5)]
    assert found == [7, 0, 0, 5]


def test_a_retired_code_is_not_offered_save_where_a_coding_bears_it(project):
    coded(project, "ana", "drafted", "lunch")
    retire_code(project, "ana", "lunch")
    assert "lunch" not in ids(project)
    kept = {code.id: code.status for code in picker_codes(project, "ana", "D01", besides="lunch")}
    assert kept["lunch"] == "retired"


def test_a_code_that_came_up_while_coding_is_offered_as_provisional(project):
    add_code(project, "ana", "bus rides", "They met on the way")
    code = next(code for code in picker_codes(project, "ana", "D01") if code.id == "bus rides")
    assert (code.status, code.brief, code.short) == ("provisional", "They met on the way", "bus rides")


def test_the_own_last_three_excerpts_come_newest_first_with_their_place(project):
    for words in ("drafted", "asked for it", "Nothing I could use", "A nice lunch"):
        coded(project, "ana", words, "card", document="D02" if "I could" in words or "lunch" in words else "D01")
    last = own_last(project, "ana", "card")
    assert [(one.document, one.words) for one in last] == [
        ("D02", "A nice lunch"),
        ("D02", "Nothing I could use"),
        ("D01", "asked for it"),
    ]
    assert last[2].turn == 2
    assert own_last(project, "ana", "card", 1) == last[:1]


def test_what_is_undone_is_neither_recent_nor_an_excerpt(project):
    coded(project, "ana", "drafted", "card")
    coded(project, "ana", "together", "lunch")
    project.history.undo("ana")
    assert ids(project) == ["card", "trust", "lunch"]
    assert own_last(project, "ana", "lunch") == ()


def test_modifiers_come_with_their_values_and_what_they_mean(project):
    (valence,) = picker_modifiers(project)
    assert (valence.name, valence.definition) == ("valence", "Gained or lost")
    assert valence.values == ("positive", "negative", "mixed", "absent")


def test_a_name_that_no_code_can_bear_is_refused_with_the_reason(project):
    retire_code(project, "ana", "lunch")
    assert fault_of_new_name(project, "信頼.同僚") is None
    assert fault_of_new_name(project, "a -> b") == "This name holds an arrow, which is kept for redirects."
    assert fault_of_new_name(project, "TRUST") == "There is a code “trust” already."
    assert fault_of_new_name(project, "Lunch") == "There is a code “lunch” already; it is retired."
