from decimal import Decimal

import pytest

from qualcode.analysis.counting import counted
from qualcode.analysis.cross_table import table_by_groups, table_by_wave, units_of
from qualcode.analysis.crosstab import code_subjects
from qualcode.analysis.groups_of_people import NOT_GIVEN, by_attribute, by_case, named_together
from qualcode.analysis.masking import given_away, withheld
from qualcode.analysis.small_groups import neighbours_merged
from qualcode.model import Case, Coding, Document, Participant
from qualcode.scope import AttributeType


def interview(number: int, who: str, wave: str | None = None, *, coded: bool = True) -> Document:
    return Document(f"D{number:02}", "", "interview", (who,), ("ana",) if coded else (), None, wave=wave)


def coding(document: Document, code: str = "trust") -> Coding:
    return Coding(f"{document.id}{code}", document.id, document.participants[0], 1, 0, 5, "words", code, "ana")


def people(**values: str) -> list[Participant]:
    return [Participant(id_, {"level": value} if value else {}) for id_, value in values.items()]


def test_levels_stand_from_the_lowest_numbers_by_size_and_those_not_recorded_last():
    some = people(P01="high", P02="", P03="low", P04="middle")
    levels = AttributeType("levels", ("low", "middle", "high"))
    assert list(by_attribute("level", some, levels).people) == ["low", "middle", "high", NOT_GIVEN]
    years = by_attribute("level", people(P01="10", P02="9", P03="", P04="2.5"))
    assert (list(years.people), years.ordered) == (["2.5", "9", "10", NOT_GIVEN], True)
    words = by_attribute("level", people(P01="b", P02="A", P03="10"))
    assert (list(words.people), words.ordered) == (["10", "A", "b"], False)


def test_bands_of_a_number_are_made_only_where_they_are_asked_for():
    some = people(P01="1", P02="3", P03="12", P04="10", P05="")
    found = by_attribute("level", some, bands=[Decimal(10), Decimal(3)])
    assert found.people == {
        "below 3": ("P01",),
        "3 to below 10": ("P02",),
        "10 and more": ("P03", "P04"),
        NOT_GIVEN: ("P05",),
    }


def test_small_groups_in_an_order_join_their_neighbours():
    found = neighbours_merged({"1": [1], "2": [2], "5": [3, 4, 5], "9": [6], "not given": [7]}, 3)
    assert list(found) == [("1", "2", "5"), ("9", "not given")] or list(found) == [("1", "2", "5", "9", "not given")]
    assert all(len(some) >= 3 for some in found.values())
    assert named_together(["1", "2", "5"], ordered=True) == "1 to 5"
    assert named_together(["a", "b", "c", "d"], ordered=False) == "4 groups together"


def test_a_person_of_several_networks_stands_in_each_and_a_school_stands_under_its_district():
    cases = [
        Case("N1", "network", "North"),
        Case("N2", "network", "South"),
        Case("C1", "district", "Lake"),
        Case("S1", "school", "Alder", parent="C1"),
        Case("S2", "school", "Alder"),
    ]
    some = [
        Participant("P01", {}, ("N1", "N2", "S1")),
        Participant("P02", {}, ("N2",)),
        Participant("P03", {"school": "Birch"}, ("S2",)),
        Participant("P04", {"school": "Birch"}),
    ]
    assert by_case("network", some, cases).people == {
        "North": ("P01",),
        "South": ("P01", "P02"),
        NOT_GIVEN: ("P03", "P04"),
    }
    assert by_case("district", some, cases).people == {"Lake": ("P01",), NOT_GIVEN: ("P02", "P03", "P04")}
    schools = by_case("School", some, cases)
    assert schools.people == {"Alder (S1)": ("P01",), "Alder (S2)": ("P03",), "Birch": ("P04",), NOT_GIVEN: ("P02",)}
    assert "not given" not in units_of(schools)


def test_an_organisation_says_something_from_two_informants_on():
    documents = [interview(n, f"P{n:02}") for n in range(1, 7)]
    codings = [coding(documents[n]) for n in (0, 1, 2)]
    count = counted(codings, documents)
    units = {"Alder": ("P01", "P02"), "Birch": ("P03", "P04"), "Cedar": ("P05",)}
    everybody = by_attribute("role", [Participant(f"P{n:02}", {"role": "lead"}) for n in range(1, 7)])
    table = table_by_groups(code_subjects(count, ["trust"]), count, everybody, 3, units)
    cell = table.cells[0]
    assert (cell.said, cell.one_voice, cell.of, cell.not_recorded) == (1, 1, 3, 1)
    assert table.without_unit == ("P06",)


def test_a_group_that_two_shown_ones_would_give_away_is_masked_and_the_total_stays():
    everybody = [f"P{n:02}" for n in range(1, 9)]
    networks = {"north": everybody[:5], "south": everybody[4:], "coast": everybody[:4]}
    assert given_away([networks["north"], networks["coast"]], 3) == {"P05"}
    hidden = withheld(networks, 3, [everybody])
    assert 1 <= len(hidden) < 3
    shown = [people for name, people in networks.items() if name not in hidden]
    assert not given_away([*shown, everybody], 3)
    assert withheld({"a": everybody[:2], "b": everybody[2:]}, 3, [everybody]) == {"a", "b"}
    assert withheld({"nobody": [], "b": everybody}, 3, [everybody]) == frozenset()


def test_people_not_coded_yet_do_not_make_a_group_large_enough_to_be_shown():
    some = [Participant(f"P{n:02}", {"role": "coach" if n < 4 else "lead"}) for n in range(1, 9)]
    documents = [interview(n, f"P{n:02}", coded=n not in (1, 2)) for n in range(1, 9)]
    count = counted([coding(documents[2])], documents)
    table = table_by_groups(code_subjects(count, ["trust"]), count, by_attribute("role", some), 3)
    assert [column.name for column in table.columns] == ["coach or lead"]
    assert (table.cells[0].said, table.cells[0].of, table.cells[0].not_coded) == (1, 6, 2)


def test_the_same_participants_are_followed_from_wave_to_wave():
    first = [interview(n, f"P{n:02}", "1") for n in range(1, 5)]
    second = [interview(10 + n, f"P{n:02}", "2") for n in range(1, 4)]
    elsewhere = interview(30, "P01")
    codings = [coding(first[0]), coding(first[1]), coding(second[1]), coding(second[2])]
    count = counted(codings, [*first, *second, elsewhere])
    ids = [f"P{n:02}" for n in range(1, 5)]
    every = table_by_wave(code_subjects(count, ["trust"]), count, ids, 1)
    assert [(cell.group, cell.said, cell.of) for cell in every.cells] == [("1", 2, 4), ("2", 2, 3)]
    assert every.without_wave == ("D30",)
    change = every.changes[0]
    assert (change.of, change.new, change.persists, change.dropped, change.neither) == (3, 1, 1, 1, 0)
    same = table_by_wave(code_subjects(count, ["trust"]), count, ids, 1, same=True)
    assert [(cell.group, cell.said, cell.of) for cell in same.cells] == [("1", 2, 3), ("2", 2, 3)]


def test_changes_are_kept_back_where_they_would_tell_of_the_one_who_was_met_once():
    first = [interview(n, f"P{n:02}", "1") for n in range(1, 6)]
    second = [interview(10 + n, f"P{n:02}", "2") for n in range(1, 5)]
    count = counted([coding(first[4])], [*first, *second])
    ids = [f"P{n:02}" for n in range(1, 6)]
    table = table_by_wave(code_subjects(count, ["trust"]), count, ids, 3)
    assert [column.shown for column in table.columns] == [True, True]
    assert (table.changes, table.pairs_withheld) == ((), (("1", "2"),))
    same = table_by_wave(code_subjects(count, ["trust"]), count, ids, 3, same=True)
    assert len(same.changes) == 1


@pytest.mark.parametrize("fewest", [1, 3])
def test_a_study_without_people_has_an_empty_table(fewest: int):
    count = counted([], [])
    table = table_by_groups(code_subjects(count, ["trust"]), count, by_attribute("role", []), fewest)
    assert (table.columns, table.cells) == ((), ())
