"""Parts of themes, rival maps, and themes that pull apart."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import Evidence, Theme
from qualcode.themes.parts import in_order, with_parts
from qualcode.themes.rival_maps import compare_maps
from qualcode.themes.tensions import Held, tensions

MAPS = st.dictionaries(st.sampled_from("ABCD"), st.frozensets(st.integers(0, 8)), max_size=4)


@given(MAPS, MAPS)
def test_every_excerpt_of_two_maps_is_placed_alike_or_differently_or_in_one_of_them_only(one, other):
    found = compare_maps(one, other)
    here, there = set().union(*one.values()), set().union(*other.values())
    apart = {placed.excerpt for placed in found.differently}
    assert len(apart) + found.same == len(here & there)
    assert set(found.only_one) == here - there
    assert set(found.only_other) == there - here
    assert [pair.one for pair in found.counterparts if pair.one] == list(one)
    assert sorted(pair.other for pair in found.counterparts if pair.other) == sorted(other)
    answers = {(pair.one, pair.other) for pair in found.counterparts}
    for placed in found.differently:
        assert not any((a, b) in answers for a in placed.one for b in placed.other)


@given(MAPS)
def test_a_map_beside_itself_places_everything_alike_unless_two_of_its_themes_are_one(one):
    found = compare_maps(one, one)
    assert found.only_one == found.only_other == ()
    if (
        len(set(one.values())) == len(one)
        and all(one.values())
        and not any(a & b for a in one.values() for b in one.values() if a != b)
    ):
        assert found.differently == ()
        assert all(pair.one == pair.other for pair in found.counterparts)


def test_a_whole_holds_what_its_parts_hold_and_decides_for_itself_what_speaks_against_it():
    whole = Theme("1", "Whole", "…", codes=("a",), evidence=(Evidence("x", "against"),))
    part = Theme("2", "Part", "…", codes=("b",), evidence=(Evidence("x"), Evidence("y")), part_of="Whole")
    deep = Theme("3", "Deep", "…", evidence=(Evidence("z", "against"),), part_of="Part")
    alone = Theme("4", "Alone", "…", part_of="Dropped")
    found = with_parts([deep, part, alone, whole])
    assert [(one.name, one.part_of) for one in found] == [
        ("Alone", None),
        ("Whole", None),
        ("Part", "Whole"),
        ("Deep", "Part"),
    ]
    assert found[1].codes == ("a", "b")
    assert found[1].evidence == (Evidence("x", "against"), Evidence("y"), Evidence("z", "against"))
    assert with_parts([whole]) == (whole,)
    assert [depth for _, depth in in_order([deep, part, whole])] == [0, 1, 2]


def held(name, valence, people="123", places=(), against=()):
    return Held(name, [(f"P{one}", valence) for one in people], frozenset(places), frozenset(against))


def test_themes_pull_apart_only_in_enough_of_the_same_people_who_mean_it_the_other_way():
    pressure, freedom = held("Pressure", "negative"), held("Freedom", "positive")
    assert [(one.one, one.other, one.people) for one in tensions([pressure, freedom])] == [
        ("Pressure", "Freedom", ("P1", "P2", "P3"))
    ]
    assert tensions([pressure, held("Also bad", "absent")]) == ()
    assert tensions([pressure, held("Nobody said", None)]) == ()
    assert tensions([held("Pressure", "negative", "12"), held("Freedom", "positive", "12")]) == ()
    assert tensions([held("Pressure", "negative", "1234567"), held("Freedom", "positive", "567890ab")]) == ()
    assert tensions([pressure, freedom], [frozenset({"Freedom", "Pressure"})]) == ()


def test_an_excerpt_for_one_theme_and_against_another_pulls_them_apart_without_any_valence():
    one, other = held("Time is moved", None, places={1, 2}), held("Time is made", None, places={3}, against={2})
    assert [found.why for found in tensions([one, other])] == ["excerpts"]
