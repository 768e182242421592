"""Choosing codes in the window, key by key, on a real project."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from conftest import coded
from textual import events
from textual.app import App
from textual.pilot import Pilot

from qualcode.project import Project, open_project
from qualcode.study.codebooks.changing_codes import add_code, retire_code
from qualcode.study.setting_up import set_up
from qualcode.tui.code_field import LONGEST_NAME, CodeField
from qualcode.tui.code_list import CodeList
from qualcode.tui.code_picker import CodePicker, Picked

NOBODY_ANSWERED = object()


KEYS = {
    "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "space", "backspace", "pagedown", "pageup",
    "shift+down", "shift+up", "ctrl+@", "ctrl+n", "ctrl+j", "minus", "f1", "delete",
}  # fmt: skip
SIGNS = {"space": " ", "minus": "-"}


class Asked:
    """A coder in front of the window."""

    def __init__(self, pilot: Pilot[None], answers: list[Picked | None]) -> None:
        self.pilot = pilot
        self.answers = answers

    async def types(self, *keys: str) -> None:
        """Press keys; what names no key is typed letter by letter."""
        for key in keys:
            if key in KEYS:
                self._press(key, SIGNS.get(key))
                await self.pilot.pause()
            else:
                for letter in key:
                    self._press(letter, letter)
        await self.pilot.pause()

    def _press(self, key: str, sign: str | None) -> None:
        self.pilot.app.post_message(events.Key(key, sign))

    async def pastes(self, text: str) -> None:
        """Paste, as the terminal hands it over."""
        self.pilot.app.post_message(events.Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def sees(self) -> str:
        """The letters on the screen."""
        strips = self.pilot.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def lines(self) -> list[str]:
        return self.sees.splitlines()

    @property
    def foot(self) -> str:
        return next(line for line in reversed(self.lines[:-1]) if line.strip("│ ")).strip("│ ")

    @property
    def answer(self) -> Any:
        return self.answers[0] if self.answers else NOBODY_ANSWERED


def play(
    project: Project,
    story: Callable[[Asked], Awaitable[None]],
    size: tuple[int, int] = (80, 24),
    **given: Any,
) -> Any:
    """Let a coder work in the window; gives back what was chosen."""
    answers: list[Picked | None] = []

    async def run() -> None:
        app: App[None] = App()
        async with app.run_test(size=size) as pilot:
            await app.push_screen(CodePicker(project, "ana", "D01", **given), answers.append)
            await pilot.pause()
            await story(Asked(pilot, answers))

    asyncio.run(run())
    return answers[0] if answers else NOBODY_ANSWERED


def pressing(project: Project, *keys: str, size: tuple[int, int] = (80, 24), **given: Any) -> Any:
    async def story(asked: Asked) -> None:
        await asked.types(*keys)

    return play(project, story, size, **given)


def test_a_letter_and_enter_choose_a_code(project):
    assert pressing(project, "l", "enter") == Picked(("lunch",))


def test_enter_alone_takes_the_code_used_last(project):
    coded(project, "ana", "drafted", "card")
    assert pressing(project, "enter") == Picked(("card",))


def test_the_arrows_choose_and_go_round(project):
    assert pressing(project, "down", "enter") == Picked(("card",))
    assert pressing(project, "up", "enter") == Picked(("lunch",))
    assert pressing(project, "pagedown", "enter") == Picked(("lunch",))
    assert pressing(project, "down", "down", "pageup", "enter") == Picked(("trust",))


def test_keys_pressed_faster_than_the_screen_paints_mean_what_they_say(project):
    async def story(asked: Asked) -> None:
        for key in ("l", "down", "enter"):
            asked.pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await asked.pilot.pause()

    assert play(project, story) == Picked(("trust",)), "second of those that hold an l, not of all"


def test_esc_leaves_with_nothing(project):
    assert pressing(project, "card", "escape") is None
    assert pressing(project, "tab", "p", "escape") is None


def test_several_codes_are_marked_and_taken_in_the_order_of_marking(project):
    assert pressing(project, "lun", "ctrl+@", "tru", "enter") == Picked(("lunch", "trust"))
    assert pressing(project, "space", "down", "space", "enter") == Picked(("trust", "card"))
    assert pressing(project, "space", "space", "down", "space", "enter") == Picked(("card",)), "twice takes it back"


def test_a_blank_between_words_stays_a_blank(project):
    async def story(asked: Asked) -> None:
        await asked.types("a", "w", "space", "s")
        assert asked.pilot.app.screen.query_one(CodeField).value == "aw s"
        await asked.types("enter")

    assert play(project, story) == Picked(("trust",))


def test_after_an_arrow_a_blank_marks_and_what_was_typed_makes_room_for_the_next(project):
    async def story(asked: Asked) -> None:
        await asked.types("r", "down", "space")
        assert asked.pilot.app.screen.query_one(CodeField).value == ""
        assert "✓" in asked.sees
        await asked.types("lun", "enter")

    assert len(play(project, story).codes) == 2


def test_where_one_code_is_wanted_nothing_can_be_marked(project):
    async def story(asked: Asked) -> None:
        await asked.types("space", "ctrl+@")
        assert "✓" not in asked.sees
        await asked.types("backspace", "l", "enter")

    assert play(project, story, several=False) == Picked(("lunch",))


def test_the_last_line_says_what_enter_would_take(project):
    async def story(asked: Asked) -> None:
        assert asked.foot.startswith("Enter: trust ")
        await asked.types("ctrl+@", "l")
        assert asked.foot.startswith("Enter: trust + lunch")
        await asked.types("zz")
        assert asked.foot.startswith("Enter makes a new code")

    play(project, story)


def test_the_definition_and_the_coders_own_words_stand_under_the_list(project):
    coded(project, "ana", "drafted the card", "card")
    coded(project, "ben", "My teachers", "card")

    async def story(asked: Asked) -> None:
        assert "The feedback card is used" in asked.sees
        assert "D01 turn 2 “drafted the card”" in asked.sees
        assert "My teachers" not in asked.sees, "nobody else’s work shows"

    play(project, story)


def test_modifiers_are_chosen_by_letter_or_arrow_and_the_memo_in_the_same_step(project):
    assert pressing(project, "card", "tab", "m", "tab", "hm", "ctrl+j", "[b]", "enter") == Picked(
        ("card",), modifiers={"valence": "mixed"}, memo="hm\n[b]"
    )
    assert pressing(project, "card", "tab", "right", "right", "enter").modifiers == {"valence": "negative"}
    assert pressing(project, "card", "tab", "left", "enter").modifiers == {"valence": "absent"}
    assert pressing(project, "card", "tab", "p", "minus", "enter").modifiers == {}


def test_tab_goes_round_and_what_was_said_stays(project):
    keys = ("card", "tab", "a", "tab", "x", "tab", "backspace", "backspace", "backspace", "backspace", "lun", "enter")
    assert pressing(project, *keys) == Picked(("lunch",), modifiers={"valence": "absent"}, memo="x")
    assert pressing(project, "card", "tab", "a", "shift+tab", "enter").modifiers == {"valence": "absent"}


def test_a_code_with_levels_asks_for_one_and_another_code_does_not(tmp_path):
    with set_up(tmp_path / "rubric", codebook="implementation-rubric", coder="ana", title="Rubric") as rubric:
        from conftest import write_interviews

        from qualcode.study.bringing_in.importing import import_files

        import_files(rubric, "ana", write_interviews(tmp_path / "files"))

        async def story(asked: Asked) -> None:
            await asked.types("level", "tab")
            assert "level of level" in asked.sees
            await asked.types("e", "enter")

        chosen = play(rubric, story)
        assert chosen.codes == ("rub.level",)
        assert chosen.modifiers_of("rub.level") == chosen.modifiers == {"level": "early_use"}
        rubric.codes.check_modifiers(chosen.modifiers, rubric.codes.named("rub.level"))


def test_a_name_that_matches_nothing_becomes_a_new_code_with_a_definition_in_a_line(project):
    assert pressing(project, "bus", "enter", "on", "enter") == Picked((), new_name="bus", new_brief="on")
    assert pressing(project, "bus", "enter", "enter") == Picked((), new_name="bus")


def test_a_new_code_can_have_modifiers_too_and_stand_beside_marked_ones(project):
    keys = ("ctrl+@", "bus", "enter", "tab", "p", "tab", "my", "enter")
    assert pressing(project, *keys) == Picked(("trust",), new_name="bus", modifiers={"valence": "positive"}, memo="my")


def test_a_new_code_can_be_named_though_others_fit(project):
    assert pressing(project, "tru", "ctrl+n", "enter").new_name == "tru"
    assert pressing(project, "tru", "ctrl+n", "down", "enter").new_name == "tru", "arrows choose among codes only"
    assert pressing(project, "tru", "up", "enter", "enter").new_name == "tru"


def test_esc_from_the_definition_goes_back_to_the_name(project):
    async def story(asked: Asked) -> None:
        await asked.types("bus", "enter", "escape")
        assert asked.pilot.app.screen.query_one(CodeField).has_focus
        await asked.types("backspace", "backspace", "backspace", "enter")

    assert play(project, story) == Picked(("trust",))


def test_a_name_that_cannot_be_is_refused_in_words_and_nothing_is_lost(project):
    retire_code(project, "ana", "lunch")

    async def story(asked: Asked) -> None:
        await asked.types("lunch", "enter")
        assert "There is a code “lunch” already; it is retired." in asked.foot
        await asked.types("backspace", "enter", "enter")

    assert play(project, story).new_name == "lunc"


def test_a_page_pasted_into_the_field_becomes_one_line_with_a_word_said(project):
    async def story(asked: Asked) -> None:
        await asked.pastes("\n\n" + ("Grüße 👩‍👩‍👧 " * 400) + "\nanother line\x1b[31m")
        value = asked.pilot.app.screen.query_one(CodeField).value
        assert 100 < len(value) <= LONGEST_NAME
        assert "another" not in value
        assert not value.endswith("\u200d")
        assert "Only one line was taken" in asked.foot
        await asked.types("enter", "enter")

    assert play(project, story).new_name.startswith("Grüße 👩‍👩‍👧 Grüße")


def test_a_page_pasted_into_the_memo_is_all_there(project):
    page = "Line one.\n" * 500

    async def story(asked: Asked) -> None:
        await asked.types("tab", "tab")
        await asked.pastes(page)
        await asked.types("enter")

    assert play(project, story).memo == page.strip()


def test_changing_a_coding_begins_on_its_code_with_all_it_says(project):
    given = {"at": "card", "given": {"valence": "mixed"}, "memo": "two\nlines", "several": False}
    assert pressing(project, "enter", **given) == Picked(("card",), modifiers={"valence": "mixed"}, memo="two\nlines")
    changed = pressing(project, "lun", "enter", **given)
    assert changed.codes == ("lunch",)
    assert changed.changes_of("lunch", given["given"]) == {}
    cleared = pressing(project, "tab", "minus", "enter", **given)
    assert cleared.changes_of("card", given["given"]) == {"valence": None}


def test_one_can_begin_at_the_modifiers_or_at_the_memo(project):
    assert pressing(project, "n", "enter", at="card", start="modifiers") == Picked(
        ("card",), modifiers={"valence": "negative"}
    )
    assert pressing(project, "n", "enter", at="card", start="memo") == Picked(("card",), memo="n")


def test_a_coding_on_a_retired_code_keeps_it(project):
    coded(project, "ana", "drafted", "lunch")
    retire_code(project, "ana", "lunch")
    assert pressing(project, "p", "enter", at="lunch", start="modifiers").codes == ("lunch",)


def test_words_can_stand_in_the_field_at_first(project):
    assert pressing(project, "enter", "enter", typed="my own\nwords").new_name == "my own words"


NAMES = ("👩‍👩‍👧.🙂", "Ärger", "e\u0301te\u0301", "信頼.同僚への信頼", "שלום.עולם", "한국", "a" * 60, "[b]bold[/b]")


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 40), (20, 6), (10, 3)])
def test_names_of_any_script_show_and_can_be_chosen_at_any_size(project, size):
    for name in NAMES:
        add_code(project, "ana", name, f"What {name} means")

    async def story(asked: Asked) -> None:
        for _ in range(len(NAMES) + 3):
            await asked.types("down")
            assert len(asked.lines) == size[1]
        await asked.types("shift+down", "shift+down", "shift+up", "shift+up", "tab", "tab", "tab")
        await asked.types("信頼", "enter")

    assert play(project, story, size).codes == ("信頼.同僚への信頼",)


def test_in_a_small_terminal_shift_down_opens_the_code_in_full(project):
    async def story(asked: Asked) -> None:
        assert "not used by you yet" not in asked.sees
        await asked.types("shift+down")
        assert "not used by you yet" in asked.sees
        await asked.types("shift+up")
        assert "not used by you yet" not in asked.sees
        await asked.pilot.resize_terminal(120, 40)
        await asked.pilot.pause()
        assert "not used by you yet" in asked.sees
        await asked.pilot.resize_terminal(40, 10)
        await asked.types("enter")

    assert play(project, story, (40, 10)) == Picked(("trust",))


def test_f1_tells_every_key(project):
    async def story(asked: Asked) -> None:
        await asked.types("f1")
        for words in ("Ctrl-N", "Space", "Tab", "Esc", "⇧↓"):
            assert words in asked.sees
        await asked.types("escape", "enter")

    assert play(project, story) == Picked(("trust",))


def test_the_mouse_points_at_a_code(project):
    async def story(asked: Asked) -> None:
        await asked.pilot.click(CodeList, offset=(4, 1))
        await asked.types("enter")

    assert play(project, story) == Picked(("card",))


def test_a_project_without_codes_says_what_to_do(tmp_path, project):
    for code in project.codes.all():
        retire_code(project, "ana", code.name)

    async def story(asked: Asked) -> None:
        assert "No codes yet: type the name of a new one." in asked.sees
        await asked.types("enter")
        assert "Type any part of a code’s name" in asked.foot
        await asked.types("tab", "ctrl+n")
        assert "Type the name of the new code first." in asked.foot
        await asked.types("bus", "enter", "enter")

    assert play(project, story).new_name == "bus"


def test_the_window_writes_nothing(folder):
    with open_project(folder) as project:
        before = project.connection.total_changes
        pressing(project, "bus", "enter", "tab", "p", "enter")
        assert project.connection.total_changes == before
