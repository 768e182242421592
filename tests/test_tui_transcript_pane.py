import asyncio
from collections.abc import Awaitable, Callable

import pytest
from pages import coding_of, page_of
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.pilot import Pilot

from qualcode.tui.code_colors import contrast
from qualcode.tui.page.margin import Suggested
from qualcode.tui.page.selection import Selection
from qualcode.tui.transcript_pane import TranscriptPane

SAID = "We met on Tuesdays, after school. It was the first time that anybody asked me. The children could tell."
PAGE = page_of(*(speech for number in range(40) for speech in (("I", f"Question {number}?"), ("P01", SAID))))
LONG = page_of(*(f"Turn {number} {('o' * 35 + ' ') * (number % 5)}ends. {SAID}" for number in range(3_000)))
"""Its rows are more than the number of its letters lets expect."""


class Shown(App[None]):
    """A screen with nothing on it but a transcript."""

    def __init__(self, page=PAGE, at=None):
        super().__init__()
        self.page, self.at = page, at
        self.moved: list[Selection] = []
        self.beeps = 0

    def compose(self) -> ComposeResult:
        yield TranscriptPane()

    def on_mount(self):
        self.pane.show_page(self.page, self.at)
        self.pane.focus()

    @property
    def pane(self):
        return self.query_one(TranscriptPane)

    def on_transcript_pane_selection_moved(self, event):
        self.moved.append(event.selection)

    def bell(self):
        self.beeps += 1

    @property
    def words(self):
        return self.page.text[self.pane.selection.start : self.pane.selection.end]

    def rows(self) -> list[list[Segment]]:
        return [list(self.pane.render_line(y)) for y in range(self.pane.size.height)]

    def lines(self) -> list[str]:
        return ["".join(segment.text for segment in row).rstrip() for row in self.rows()]

    def shown_as(self, *attributes: str) -> str:
        """All words on the screen that have these attributes."""
        segments = [one for row in self.rows() for one in row]
        return "".join(one.text for one in segments if all(getattr(one.style, name) for name in attributes))


Story = Callable[[Shown, Pilot[None]], Awaitable[None]]


def play(story: Story, app: Shown | None = None, size: tuple[int, int] = (80, 24)) -> None:
    app = app or Shown()

    async def whole() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await story(app, pilot)

    asyncio.run(whole())


def test_the_page_opens_at_its_first_sentence_with_its_turn_marked():
    async def story(app, pilot):
        assert app.words == "Question 0?"
        assert app.lines()[:5] == [
            "▸ I · 1",
            "▎ Question 0?",
            "",
            "  P01 · 2",
            "  We met on Tuesdays, after school. It was the first time that",
        ]
        assert app.shown_as("reverse") == "Question 0?"
        assert app.moved == [app.pane.selection]

    play(story)


def test_it_opens_where_the_reader_left_off_and_in_view():
    async def story(app, pilot):
        assert app.words == "The children could tell."
        assert "".join(app.shown_as("reverse").split()) == "".join(app.words.split())

    play(story, Shown(at=PAGE.turns[61].end - 3))


def test_the_selection_stays_in_view_with_two_rows_around_it():
    async def story(app, pilot):
        for move in [lambda: app.pane.move_sentence(1)] * 50 + [lambda: app.pane.move_turn(-1)] * 15:
            move()
            await pilot.pause()
            (first, *_), count = reversed_rows(app), app.pane.size.height
            assert 2 <= first < count - 2 or app.pane.scroll_y in {0, app.pane.max_scroll_y}

    play(story)


def reversed_rows(app):
    return [y for y, row in enumerate(app.rows()) if any(one.style.reverse for one in row)]


def test_the_end_and_the_beginning_of_a_page_and_what_lies_beyond_is_a_beep():
    async def story(app, pilot):
        app.pane.end()
        await pilot.pause()
        assert app.pane.selection.end == PAGE.turns[-1].end
        assert reversed_rows(app)
        app.pane.move_sentence(1)
        app.pane.grow_sentence(1)
        assert app.beeps == 2
        app.pane.home()
        await pilot.pause()
        assert (app.pane.selection.start, app.pane.scroll_y) == (PAGE.turns[0].start, 0)
        app.pane.home()
        assert app.beeps == 3

    play(story)


@pytest.mark.parametrize("page", [PAGE, LONG])
def test_pages_go_down_and_back_up_again(page):
    async def story(app, pilot):
        starts = [app.pane.selection.start]
        for _ in range(12):
            app.pane.move_page(1)
            await pilot.pause()
            starts.append(app.pane.selection.start)
            assert reversed_rows(app)
        assert starts == sorted(set(starts))
        for _ in range(30):
            app.pane.move_page(-1)
            await pilot.pause()
            assert reversed_rows(app)
        assert app.pane.selection.start == page.turns[0].start

    play(story, Shown(page))


def test_the_end_stays_in_view_while_a_selection_outgrows_the_screen():
    async def story(app, pilot):
        for _ in range(60):
            app.pane.grow_sentence(1)
            await pilot.pause()
            last = app.pane.view.layout.row_of(app.pane.selection.end - 1)
            assert 0 <= last - app.pane.scroll_y < app.pane.size.height

    play(story, Shown(page_of(SAID * 30)))


def test_coded_words_are_underlined_and_named_beside_their_row():
    async def story(app, pilot):
        assert app.shown_as("underline") == "met on Tuesdays"
        assert next(line.split()[-1] for line in app.lines() if "met on" in line) == "trust★✎"
        app.pane.show_codings(())
        await pilot.pause()
        assert app.shown_as("underline") == ""

    start = PAGE.turns[1].start + 3
    coding = coding_of(start, start + 15, starred=True, memo="why")
    play(story, Shown(page_of(*(("I", "Question 0?"), ("P01", SAID)), codings=[coding])))


def test_codings_under_the_selection_come_innermost_first_and_their_names_are_bold():
    start = PAGE.turns[1].start
    wide, narrow, other = (
        coding_of(start, start + 60, "vc.wide"),
        coding_of(start + 3, start + 9, "vc.narrow"),
        coding_of(start + 70, start + 80, "vc.other"),
    )

    async def story(app, pilot):
        app.pane.show_codings((other, wide, narrow))
        app.pane.select(start + 5, start + 12)
        await pilot.pause()
        assert app.pane.codings_here == (narrow, wide)
        bold = app.shown_as("bold")
        assert "wide" in bold
        assert "narrow" in bold
        assert "other" not in bold

    play(story)


def test_passages_to_look_at_again_are_named_in_the_margin_without_being_underlined():
    async def story(app, pilot):
        turn = PAGE.turns[1]
        app.pane.show_suggested([Suggested(turn.start, turn.end, "trust")])
        await pilot.pause()
        assert any(line.endswith(" trust?") for line in app.lines())
        assert app.shown_as("underline") == ""
        app.pane.show_suggested(())
        await pilot.pause()
        assert not any("trust" in line for line in app.lines())

    play(story)


def test_exactly_the_words_asked_for_are_selected():
    async def story(app, pilot):
        start = PAGE.turns[3].start
        app.pane.select(start + 3, start + 18)
        assert app.words == "met on Tuesdays"
        app.pane.move_edge("end", 1, "word")
        assert app.words == "met on Tuesdays, after"
        app.pane.move_edge("start", 1, unit="letter")
        assert app.words == "et on Tuesdays, after"
        app.pane.select_turn()
        assert app.words == SAID
        app.pane.go_to(start + 40)
        assert app.words == "It was the first time that anybody asked me."
        app.pane.grow_sentence(1)
        assert app.words.endswith("could tell.")

    play(story)


def test_what_was_found_is_marked_without_being_selected():
    async def story(app, pilot):
        at = [(turn.start + 10, turn.start + 18) for turn in PAGE.turns[1::2]]
        app.pane.show_found(at, 1)
        await pilot.pause()
        assert app.shown_as("italic").startswith("TuesdaysTuesdays")
        assert app.shown_as("italic", "bold") == "Tuesdays"
        app.pane.show_found((), None)
        await pilot.pause()
        assert app.shown_as("italic") == ""

    play(story)


def test_a_click_selects_the_sentence_and_dragging_selects_words():
    async def story(app, pilot):
        await pilot.click(TranscriptPane, offset=(2 + 40, 4))
        assert app.words == "It was the first time that anybody asked me."
        await pilot.mouse_down(TranscriptPane, offset=(2 + 4, 4))
        await pilot.hover(TranscriptPane, offset=(2 + 20, 4))
        await pilot.mouse_up(TranscriptPane, offset=(2 + 20, 4))
        assert app.words == "met on Tuesdays, after"
        assert app.moved[-1] == app.pane.selection

    play(story)


def test_dragging_stays_in_its_turn_and_back_to_where_it_began_is_a_word():
    async def story(app, pilot):
        await pilot.mouse_down(TranscriptPane, offset=(2 + 4, 4))
        await pilot.hover(TranscriptPane, offset=(2 + 4, 15))
        assert app.words == SAID[3:]
        await pilot.hover(TranscriptPane, offset=(2 + 4, 4))
        await pilot.mouse_up(TranscriptPane, offset=(2 + 4, 4))
        assert app.words == "met"

    play(story)


def test_the_wheel_scrolls_and_leaves_the_selection():
    async def story(app, pilot):
        before = app.pane.selection
        app.pane.scroll_down(animate=False)
        app.pane.scroll_to(y=30, animate=False)
        await pilot.pause()
        assert app.pane.scroll_y == 30
        assert app.pane.selection == before
        assert not reversed_rows(app)
        app.pane.move_sentence(1)
        await pilot.pause()
        assert reversed_rows(app)

    play(story)


def test_scrolling_up_through_rows_never_seen_leaves_what_is_in_view_in_its_place():
    async def story(app, pilot):
        app.pane.go_to(LONG.turns[2_000].start)
        await pilot.pause()
        for _ in range(60):
            seen = app.lines()
            app.pane.scroll_relative(y=-3, animate=False)
            await pilot.pause()
            assert app.lines()[3:] == seen[:-3]

    play(story, Shown(LONG))


@pytest.mark.parametrize("page", [PAGE, LONG])
def test_the_selection_outlives_every_size_of_the_terminal(page):
    async def story(app, pilot):
        app.pane.select(page.turns[31].start + 3, page.turns[31].start + 25)
        before = app.pane.selection
        for size in [(40, 10), (20, 5), (200, 60), (1, 1), (120, 40), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.pane.selection == before
            if size != (1, 1):
                assert reversed_rows(app)
            assert all(
                sum(one.cell_length for one in row) == app.pane.size.width - 1 for row in app.rows() if size != (1, 1)
            )

    play(story, Shown(page))


def test_the_margin_goes_where_there_is_no_room_and_lines_stay_short_where_there_is():
    start = PAGE.turns[1].start

    async def story(app, pilot):
        app.pane.show_codings([coding_of(start, start + 9)])
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert not any(line.endswith("trust") for line in app.lines())
        await pilot.resize_terminal(180, 24)
        await pilot.pause()
        (line,) = [line for line in app.lines() if line.endswith("trust")]
        assert line.index("trust") == 2 + 100 + 1

    play(story)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "gruvbox", "solarized-light"])
def test_the_name_of_a_code_can_be_read_on_every_ground(theme):
    async def story(app, pilot):
        app.theme = theme
        await pilot.pause()
        (name,) = [one for row in app.rows() for one in row if one.text == "trust"]
        assert name.style.color is not None
        if app.native_ansi_color:
            assert name.style.color.number < 16
        else:
            ground = Color.from_rich_color(name.style.bgcolor).rgb
            assert contrast(Color.from_rich_color(name.style.color).rgb, ground) >= 4.5

    page = page_of(("P01", SAID), codings=[coding_of(5, 12, color="yellow")])
    play(story, Shown(page))


def test_without_color_everything_is_still_told_apart(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    start = PAGE.turns[1].start

    async def story(app, pilot):
        assert app.no_color
        app.pane.show_codings([coding_of(start + 40, start + 50)])
        app.pane.select(start, start + 6)
        await pilot.pause()
        assert app.shown_as("reverse", "bold") == "We met"
        assert app.shown_as("underline") == SAID[40:50]
        assert any(line.startswith("▸ P01") for line in app.lines())

    play(story, Shown())


@pytest.mark.parametrize(
    "said",
    [
        "word " * 400_000,
        "\x1b[31m\x00\x07 bell and \u202eright to left\u202c",
        "مرحبا بكم في المدرسة. كان الاجتماع مفيدا.",
        "学校の先生は毎週会いました。" * 50,
        "👩\u200d👩\u200d👧" * 200,
        "a" + "\u0301" * 5_000 + " b",
        "tab\tand\u00a0space\u3000here",
    ],
)
def test_any_speech_is_shown_and_moved_through(said):
    page = page_of(said)

    async def story(app, pilot):
        for move in (app.pane.move_sentence, app.pane.grow_sentence, app.pane.move_page):
            move(1)
            await pilot.pause()
        for step in (-1, 1):
            app.pane.move_edge("end", step, "letter")
            app.pane.move_edge("start", -step, "word")
            await pilot.pause()
        turn = page.turns[0]
        assert turn.start <= app.pane.selection.start < app.pane.selection.end <= turn.end
        assert all(sum(one.cell_length for one in row) == 79 for row in app.rows())

    play(story, Shown(page))


def test_a_page_without_words_is_empty_and_every_move_beeps():
    async def story(app, pilot):
        for move in (app.pane.move_sentence, app.pane.move_turn, app.pane.grow_sentence):
            move(1)
        app.pane.home()
        app.pane.select_turn()
        assert app.beeps == 4
        assert app.pane.selection == Selection(0, 0)
        await pilot.click(TranscriptPane, offset=(3, 3))

    play(story, Shown(page_of()))


def test_another_page_takes_the_place_of_the_one_before():
    async def story(app, pilot):
        app.pane.end()
        other = page_of("Something else.")
        app.pane.show_page(other)
        await pilot.pause()
        assert app.lines()[:2] == ["▸ P01 · 1", "▎ Something else."]
        assert app.pane.scroll_y == 0

    play(story)
