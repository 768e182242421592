from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorSystem

from qualcode.codebook.codes import COLORS
from qualcode.tui.code_colors import among_sixteen, color_of, contrast, readable

DARK, LIGHT = (30, 30, 30), (245, 245, 245)
RGB = st.tuples(*[st.integers(0, 255)] * 3)


def rgb(color):
    return tuple(Color.parse(color).triplet)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(color=RGB, ground=RGB)
def test_any_color_is_made_readable_on_any_ground(color, ground):
    words = rgb(readable("#{:02x}{:02x}{:02x}".format(*color), ground))
    assert contrast(words, ground) >= 4.5


def test_a_color_that_can_be_read_is_left_as_it_was_chosen():
    assert readable("#ffcc00", DARK) == "#ffcc00"
    assert readable("#003366", LIGHT) == "#003366"


def test_every_named_color_looks_different_and_has_a_place_among_sixteen():
    for ground in (DARK, LIGHT):
        assert len({readable(color, ground) for color in COLORS}) == len(COLORS)
    for color in COLORS:
        assert Color.parse(among_sixteen(color)).number < 16
    assert len({among_sixteen(color) for color in COLORS}) >= len(COLORS) - 1
    assert among_sixteen("#d64541") == "red"


def test_no_color_vanishes_where_the_terminal_has_sixteen():
    for ground in (DARK, LIGHT):
        behind = Color.from_rgb(*ground).downgrade(ColorSystem.STANDARD)
        for color in COLORS:
            assert Color.parse(readable(color, ground)).downgrade(ColorSystem.STANDARD) != behind


def test_a_code_keeps_its_own_color_and_others_take_theirs_by_place():
    places = {"vc.a": 0, "vc.b": 1, "vc.k": 9}
    assert color_of("vc.a", "#ff0000", places) == "#ff0000"
    assert color_of("vc.a", "", places) != color_of("vc.b", "", places)
    assert color_of("vc.a", "", places) == color_of("vc.k", "", places)
    assert color_of("unplaced", "", {}) == color_of("unplaced", "", places)
    assert color_of("unplaced", "", {}) in COLORS
