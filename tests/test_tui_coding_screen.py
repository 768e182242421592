"""The coding screen in every size, light and color, over every kind of text, and what it never shows."""

import pytest
from conftest import coded
from rich.cells import cell_len
from screens import Kept, OnDisk, letters, sit_down
from studies import small_study
from textual.widgets import Static

from qualcode.project import open_project
from qualcode.project.codings import NewCoding
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.setting_up import set_up

SIZES = [(80, 24), (120, 40), (40, 10)]


def storm(value):
    """A case that is left to the long runs."""
    return pytest.param(value, marks=pytest.mark.storm)


WINDOWS = {
    "enter": "Which code",
    "m": "A memo on",
    "f": "coded once through",
    "question_mark": "Keys of",
    "slash": "Find in",
}


@pytest.fixture
def study(tmp_path):
    return small_study(tmp_path / "study")


@pytest.mark.parametrize("key", [one if place == 0 else storm(one) for place, one in enumerate(WINDOWS)])
def test_the_terminal_is_made_smaller_and_larger_while_a_window_is_open(study, key):
    async def story(desk):
        await desk.press("j", "j", "shift+down")
        selected = desk.selected
        await desk.press(key)
        for size in [(40, 10), (20, 5), (120, 40), (80, 24)]:
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            assert all(cell_len(line) <= size[0] for line in desk.sees.splitlines())
        assert WINDOWS[key] in desk.sees
        await desk.press("escape")
        assert desk.selected == selected == "It wasn’t pretty. It was ours, though, and “ours” matters."
        await desk.code("imm")
        assert desk.disk.codings() == [Kept(selected, "immediate")]

    sit_down(study, story)


@pytest.mark.parametrize("size", [SIZES[0], *map(storm, SIZES[1:])])
def test_every_size_shows_the_selection_the_codings_here_and_the_help_key(study, size):
    async def story(desk):
        await desk.press("j")
        await desk.code("imm")
        assert "applied" not in desk.sees
        assert "immediate" in desk.sees
        assert "? help" in desk.sees
        assert "We drafted the card" in desk.sees

    sit_down(study, story, size=size)


@pytest.mark.parametrize("theme", ["textual-light", storm("textual-dark"), "ansi-dark"])
def test_light_dark_and_the_terminals_own_sixteen_colors(study, theme):
    async def story(desk):
        desk.app.theme = theme
        await desk.press("j")
        await desk.code("imm")
        await desk.press("enter", "escape", "question_mark", "escape")
        assert desk.disk.codings() == [Kept("We drafted the card — in one evening.", "immediate")]

    sit_down(study, story)


def test_without_color_the_selection_and_the_codings_still_show(study, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(desk):
        await desk.press("j")
        await desk.code("imm")
        rows = [list(desk.pane.render_line(y)) for y in range(desk.pane.size.height)]
        of = {one.text: one.style for row in rows for one in row if one.text.strip()}
        selected = next(style for text, style in of.items() if text.startswith("We drafted"))
        assert selected.reverse
        assert selected.underline
        assert "immediate" in of
        await desk.press("j")
        rows = [list(desk.pane.render_line(y)) for y in range(desk.pane.size.height)]
        of = {one.text: one.style for row in rows for one in row if one.text.strip()}
        left = next(style for text, style in of.items() if text.startswith("We drafted"))
        assert left.underline
        assert not left.reverse

    sit_down(study, story)


ODD = {
    "right to left": "שלום לכולם. זה היה יום ארוך מאוד! مرحبا بالجميع؟",
    "wide letters": "私たちは毎週会いました。 それはとても役に立ちました。",
    "emoji": "We laughed 👩‍👩‍👧‍👦 a lot. 🇨🇭 Truly 👍🏽!",
    "combining marks": "Cafe\u0301 a\u0300 la cre\u0300me. Z\u0351\u036balgo\u0310 came too.",
    "markup": "It said [bold]nothing[/bold] of [/] the [@click=app.quit]matter[/]. \\[really]",
    "control signs": "A bell\x07 rang and \x1b[31mred\x1b[0m came. Then nothing.",
}


@pytest.mark.parametrize("kind", [one if place % 3 == 0 else storm(one) for place, one in enumerate(ODD)])
def test_selections_are_exact_whatever_the_letters(tmp_path, kind):
    words = ODD[kind]
    (tmp_path / "one.txt").write_text(
        f"Q: Well?\nAna: {words}\nQ: And then?\nAna: No more.\nQ: Sure?\nAna: Yes.\n", encoding="utf-8"
    )
    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Odd") as project:
        import_files(project, "ana", [tmp_path / "one.txt"])

    async def story(desk):
        await desk.press("j", "t")
        assert desk.selected == " ".join(words.split())
        await desk.press("1")
        await desk.code("imm")
        await desk.press("greater_than_sign", "less_than_sign", "less_than_sign", "shift+right")
        inner = desk.text[desk.pane.selection.start : desk.pane.selection.end]
        assert inner in words
        await desk.code("soc")
        await desk.press("m", *"a", "ctrl+s") if len(desk.pane.codings_here) == 1 else await desk.press("j")
        rows = desk.disk.rows("SELECT start, words FROM codings ORDER BY start")
        assert [row["words"] for row in rows] == [words.strip(), inner]
        assert all(cell_len(line) <= 80 for line in desk.sees.splitlines())
        await desk.press("e", "escape", "i", "escape", "r", "escape", "escape")

    sit_down(tmp_path / "study", story)


def test_a_line_of_two_megabytes(tmp_path):
    (tmp_path / "one.txt").write_text(
        "Q: Well?\nAna: " + "Words and words. " * 125_000 + "\n" + "Q: More?\nAna: No.\n" * 3, encoding="utf-8"
    )
    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Long") as project:
        import_files(project, "ana", [tmp_path / "one.txt"])

    async def story(desk):
        await desk.press("end", *["k"] * 6)
        assert desk.selected == "Words and words."
        await desk.code("imm")
        (row,) = desk.disk.rows("SELECT start, words FROM codings")
        assert row["start"] > 2_000_000
        await desk.press("home", "x")
        assert desk.pane.selection.start == row["start"]

    sit_down(tmp_path / "study", story)


@pytest.mark.storm
def test_sixty_thousand_turns(tmp_path):
    turns = "".join(f"Q: Question {n}?\nAna: Answer {n}.\n" for n in range(30_000))
    (tmp_path / "one.txt").write_text(turns, encoding="utf-8")
    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Many") as project:
        import_files(project, "ana", [tmp_path / "one.txt"])

    async def story(desk):
        await desk.press("colon", *"59998", "enter")
        assert desk.selected == "Answer 29998."
        await desk.code("imm")
        assert desk.disk.codings() == [Kept("Answer 29998.", "immediate")]
        await desk.press("home", "x", "u", "w")
        assert desk.disk.codings() == []

    sit_down(tmp_path / "study", story)


def test_five_kilobytes_pasted_into_the_code_field_stay_a_name(study):
    from textual import events

    async def story(desk):
        await desk.press("j", "enter")
        desk.app.post_message(events.Paste("we drafted it " * 400))
        await desk.pilot.pause()
        await desk.pilot.pause()
        await desk.press("escape")
        assert desk.disk.codings() == []
        await desk.press("enter", *"imm", "enter")
        assert [one.code for one in desk.disk.codings()] == ["immediate"]

    sit_down(study, story)


def test_an_interview_in_which_nobody_speaks_opens(tmp_path):
    (tmp_path / "note.md").write_text("# A note\n\nNobody said a word.\n", encoding="utf-8")
    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Note") as project:
        import_files(project, "ana", [tmp_path / "note.md"])

    async def story(desk):
        await desk.press("j", "k", "right_square_bracket", "pagedown", "end", "home", "shift+down", "l", "H", "t")
        await desk.press("x", "w", "y", "d", "o")
        await desk.code("imm")
        assert [one.code for one in desk.disk.codings()] == ["immediate"]

    sit_down(tmp_path / "study", story)


def test_nothing_of_another_coder_shows_before_ones_own_finish_nor_after(study):
    with open_project(study) as project:
        coded(project, "ben", "It wasn’t pretty.", "vc.applied", memo="Ben thinks so")
        text = project.texts.of_document("D01")
        start = text.index("We drafted")
        made = project.codings.add(NewCoding("D01", start, start + 10, "vc.reframing", "ben"))
        project.codings.star("ben", made.id, starred=True)
        project.memos.add("ben", "document", "D01", "Ben on all of it")
        project.finishes.finish("ben", "D01")

    async def story(desk):
        seen = [desk.sees]

        async def look(*keys):
            await desk.press(*keys)
            seen.append(desk.sees)

        await look("home")
        await look("x")
        assert desk.said == "No more coded words."
        await look("y")
        for _ in range(5):
            await look("j")
            assert desk.here == ""
        await look("d")
        assert desk.said == "No coding is here. x: the next one"
        await look("u")
        assert desk.said.startswith("There is nothing of ana’s to undo.")
        await look("full_stop")
        assert desk.said.startswith("No code has been given yet.")
        await look("enter")
        await look("down", "down", "shift+down")
        await look("escape")
        await look("f")
        await look("ctrl+s")
        assert "finished" in desk.head
        await look("home", "j")
        await look("g")
        told = "\n".join(seen)
        assert "Ben" not in told
        assert "ben" not in told
        assert "used by you" not in told.replace("not used by you yet", "")

    sit_down(study, story)
    assert len(OnDisk(study).codings("ben")) == 2
    assert OnDisk(study).codings("ana") == []


def test_q_keeps_the_place_and_a_new_sitting_opens_there(study):
    async def leaves(desk):
        await desk.press("j", "j", "j", "q")

    async def comes_back(desk):
        assert desk.selected == "It was ours, though, and “ours” matters."

    sit_down(study, leaves)
    sit_down(study, comes_back)


def test_ctrl_c_tells_how_to_leave_and_loses_nothing(study):
    async def story(desk):
        await desk.press("j", "enter", *"imm", "ctrl+c", "enter")
        await desk.press("ctrl+c")
        assert [one.code for one in desk.disk.codings()] == ["immediate"]
        assert desk.app.is_running

    sit_down(study, story)


def test_a_fault_of_the_program_shows_none_of_the_interview(study, capsys, monkeypatch):
    def fails(_sitting, page, _place, _latest):
        words = page.text  # a value at hand, as every function here has some
        if words:
            raise RuntimeError("a fault")

    monkeypatch.setattr("qualcode.tui.sitting.Sitting.repeat", fails)

    async def story(desk):
        await desk.press("j", "full_stop")

    with pytest.raises(RuntimeError, match="a fault"):
        sit_down(study, story)
    told = "".join(capsys.readouterr())
    assert "a fault" in told
    assert "in one evening" not in told
    assert "locals" not in told


def test_help_tells_every_key_and_closes_as_it_opened(study):
    async def story(desk):
        await desk.press("question_mark")
        text = str(desk.app.screen.query("VerticalScroll Static").first(Static).content)
        for key in ("Enter c", "⇧↓ +", "Ctrl-R", "? F1", "1 to 9"):
            assert key in text
        await desk.press("end", "question_mark")
        assert "D01 Interview with P01" in letters(desk.app)

    sit_down(study, story)
