"""What the code picker shows fits the room there is and hides nothing that decides."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.project.own_uses import OwnExcerpt
from qualcode.study.coding.picking import PickerCode, PickerModifier
from qualcode.tui.picker.cells import as_many_as_fit, cut, filled, on_one_line, wrapped
from qualcode.tui.picker.choice import Choice
from qualcode.tui.picker.code_lines import code_line, names_of, parts_of, sheet, whole_sheet
from qualcode.tui.picker.modifiers import Row, row_line, rows_for
from qualcode.tui.picker.picked import picked

SIGNS = "ab é\u0301信頼🙂👩‍👩‍👧שלום\u200f\u202e\n\x1b한[/]"
BOUNDED = settings(max_examples=150, deadline=None, derandomize=True)
TRUST = PickerCode(
    "trust.peers",
    "Trust among peers",
    "peers",
    "Awkward things are said",
    "People say awkward things aloud, and nobody holds it against them afterwards. " * 5,
    when=("somebody asks for help", "somebody owns up"),
    when_not=("one friendly evening -> lunch", "praise for the facilitator"),
    uses=3,
)
OWN = tuple(OwnExcerpt("D01", turn, f"words of turn {turn}") for turn in (9, 7, 4))
RATING = PickerCode("rub.rating", "Rating", "rating", "", "", levels=("not begun", "early", "full"))
VALENCE = PickerModifier("valence", "Good or bad", ("positive", "negative", "mixed", "absent"))


@BOUNDED
@given(st.text(SIGNS, max_size=60), st.integers(0, 40))
def test_no_line_is_wider_than_its_room(text, width):
    flat = on_one_line(text)
    assert "\n" not in flat
    assert "\x1b" not in flat
    assert cell_len(cut(flat, width)) <= width
    assert cell_len(filled(flat, width)) == width
    assert all(cell_len(line) <= width for line in wrapped(text, width))
    assert cell_len(as_many_as_fit([flat, "Esc leaves"], width)) <= width


@BOUNDED
@given(st.text(SIGNS, min_size=1, max_size=30), st.text(SIGNS, max_size=60), st.integers(10, 80))
def test_a_code_of_any_script_takes_one_line(name, brief, width):
    one = PickerCode(name, name, name, brief, "")
    line = code_line(one, names_of((one,)), width, 12)
    assert "\n" not in line
    assert cell_len(line) <= width


def test_two_codes_with_the_same_last_part_are_shown_by_their_ids():
    same = PickerCode("lunch.peers", "Lunch", "peers", "", "")
    assert names_of((TRUST, same)) == {"trust.peers": "trust.peers", "lunch.peers": "lunch.peers"}
    assert names_of((TRUST, RATING)) == {"trust.peers": "peers", "rub.rating": "rating"}


def test_a_provisional_code_says_so_on_its_line():
    new = PickerCode("bus", "bus", "bus", "", "", status="provisional")
    assert "(provisional)" in code_line(new, names_of((new,)), 40, 8)


def test_a_long_definition_pushes_neither_the_bounds_nor_the_coders_own_words_out_of_sight():
    lines = sheet(parts_of(TRUST, OWN), 60, 9)
    assert len(lines) == 9
    assert lines[0].startswith("trust.peers  Trust among peers") or lines[0].startswith("trust.peers Trust among peers")
    text = "\n".join(lines)
    for words in ("When: somebody asks", "Not when: one friendly evening → lunch", "turn 9", "turn 7", "turn 4"):
        assert words in text
    assert "…" in text, "what is left out is shown to be"


def test_with_room_enough_nothing_is_left_out():
    parts = parts_of(TRUST, OWN)
    assert sheet(parts, 60, 40) == whole_sheet(parts, 60)
    assert sheet(parts, 60, 0) == []
    assert sheet((), 60, 9) == []


def test_a_code_never_used_says_so_instead_of_showing_anybodys_words():
    assert "not used by you yet" in sheet(parts_of(RATING, ()), 60, 9)[0]


def test_levels_come_first_and_only_for_codes_that_have_them():
    assert [row.shown for row in rows_for((RATING, TRUST), (VALENCE,), {})] == ["level of rating", "valence"]
    assert [row.shown for row in rows_for((TRUST,), (VALENCE,), {"level": "early"})] == ["valence"]


def test_what_was_said_already_stands_chosen_and_can_be_taken_back():
    (row,) = rows_for((TRUST,), (VALENCE,), {"valence": "mixed"})
    assert row.chosen == "mixed"
    taken_back = Row(row.name, row.values, row.definition)
    assert rows_for((TRUST,), (VALENCE,), {"valence": "mixed"}, (taken_back,))[0].chosen is None


def test_what_no_codebook_declares_any_more_is_kept_in_sight():
    _, gone = rows_for((TRUST,), (VALENCE,), {"wave": "2"})
    assert (gone.name, gone.values, gone.chosen) == ("wave", ("2",), "2")


def test_a_letter_goes_through_the_values_that_begin_with_it():
    row = Row("salience", ("mention", "major", "foremost"))
    assert [row.with_letter("m"), Row("", row.values, chosen="mention").with_letter("M")] == ["mention", "major"]
    assert Row("", row.values, chosen="major").with_letter("m") == "mention"
    assert row.with_letter("3") == "foremost"
    assert Row("", row.values, chosen="major").with_letter("9") == "major"
    assert Row("", ("1st", "2nd")).with_letter("2") == "2nd", "values may begin with digits themselves"


@BOUNDED
@given(st.integers(16, 90), st.sampled_from([None, "positive", "absent"]))
def test_the_chosen_value_is_read_off_any_line_without_color(width, chosen):
    line = row_line(Row("valence", VALENCE.values, chosen=chosen), width, 8)
    assert cell_len(line) <= width
    if width >= 24:
        assert f"[{chosen}]" in line or f"‹{chosen or 'nothing'}›" in line or (chosen is None and "[" not in line)


def test_the_level_of_one_code_is_said_with_its_modifiers_and_of_several_with_its_own_only():
    rows = (Row("level", RATING.levels, code="rub.rating", chosen="early"), Row("valence", (), chosen="mixed"))
    alone = picked((RATING,), rows, "", "", "")
    assert alone.modifiers == {"level": "early", "valence": "mixed"}
    both = picked((RATING, TRUST), rows, "", "", "")
    assert both.modifiers == {"valence": "mixed"}
    assert both.modifiers_of("rub.rating") == {"level": "early", "valence": "mixed"}
    assert both.modifiers_of("trust.peers") == {"valence": "mixed"}


def test_enter_takes_the_marked_codes_and_the_one_just_looked_for():
    choice = Choice((TRUST, RATING))
    assert choice.chosen == (TRUST,)
    choice.toggle()
    assert choice.chosen == (TRUST,)
    choice.type("rat")
    assert choice.chosen == (TRUST, RATING)
    choice.type("")
    choice.move(1)
    assert choice.chosen == (TRUST,), "an empty field looks for nothing"


def test_the_line_for_a_new_code_stands_last_until_a_code_is_called_so():
    choice = Choice((TRUST, RATING))
    choice.type("rat")
    choice.move(-1)
    assert choice.names_new
    assert choice.new_name == "rat"
    choice.move(1)
    assert choice.here == RATING
    choice.type("RATING")
    assert choice.new_name == ""
    assert Choice(()).chosen == ()
