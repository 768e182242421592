"""Pictures in the terminal: never wider than they may be, whatever the script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.directions import main_directions
from qualcode.cli.output import cells
from qualcode.cli.pictures import NARROWEST, bars, cluster_map, curve, fitted, heat_table

WIDTHS = st.integers(NARROWEST, 100)
NAMES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["vc.potential.social", "圧力が強いという話", "قيمة محتملة", "नेतृत्व की भूमिका", "trust\x1b[31m", "👩‍👩‍👧 family"]
    ),
)
NUMBERS = st.integers(0, 5000)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, NUMBERS, NAMES), max_size=6), WIDTHS, st.integers(0, 6000))
def test_bars_fit_the_width_and_grow_with_their_numbers(rows, width, most):
    lines = bars(rows, width, most)
    assert len(lines) == len(rows)
    assert all(cells(line) <= width for line in lines)
    drawn = sorted((number, line.count("█")) for (_, number, words), line in zip(rows, lines, strict=True))
    assert [signs for _, signs in drawn] == sorted(signs for _, signs in drawn)
    assert all((signs > 0) == (number > 0) for number, signs in drawn)


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=14), st.lists(NAMES, max_size=14) | st.none(), WIDTHS, st.data())
def test_heat_tables_fit_the_width(names, heads, width, data):
    across = len(names) if heads is None else len(heads)
    places = [(row, column) for row in range(len(names)) for column in range(across)]
    numbers = {place: data.draw(NUMBERS) for place in places[:20]}
    lines = heat_table(names, numbers, width, heads)
    assert len(lines) == (len(names) + 1 if names else 0)
    assert all(cells(line) <= width for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 500), max_size=300), WIDTHS, st.integers(1, 12), NAMES)
def test_curves_fit_the_width(values, width, height, under):
    assert all(cells(line) <= width for line in curve(values, width, height, under))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(1, 30), st.tuples(st.floats(-9, 9), st.floats(-9, 9)), max_size=12),
    WIDTHS,
    st.integers(8, 24),
)
def test_every_cluster_stands_on_the_map_by_its_number(places, width, height):
    lines = cluster_map(places, width, height)
    assert {cells(line) for line in lines} == {width}
    assert sorted(map(int, " ".join(line.strip("┌┐└┘│─") for line in lines).split())) == sorted(places)


@given(NAMES, st.integers(1, 50))
def test_fitted_words_take_exactly_the_width(text, width):
    assert cells(fitted(text, width)) == width


def test_no_picture_is_made_of_nothing():
    assert (bars([], 40), heat_table([], {}, 40), curve([], 40)) == ([], [], [])


def test_two_directions_keep_what_sets_points_apart_most():
    points = [[0, 0, 0], [10, 0, 0], [0, 4, 0], [0, 0, 0.5]]
    drawn = main_directions(points)
    between = sorted((abs(a[0] - b[0]), i, j) for i, a in enumerate(drawn) for j, b in enumerate(drawn) if i < j)
    assert (between[-1][1], between[-1][2]) == (1, 2)
    assert main_directions(points) == drawn
    assert main_directions([]) == ()
    assert main_directions([[1.0, 2.0]]) == ((0.0, 0.0),)
    assert main_directions([[1.0, 2.0]] * 3) == ((0.0, 0.0),) * 3


@pytest.mark.parametrize("width", [1, 10, NARROWEST])
def test_where_there_is_hardly_room_pictures_are_as_wide_as_can_be_read(width):
    lines = bars([("a very long name of a code", 3, "3 of 12")], width)
    assert all(cells(line) <= NARROWEST for line in lines)
