"""The tour, done by somebody who presses what its cards ask for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from screen_player import pressed
from studies import small_study
from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.project import open_project
from qualcode.project.soundness import check_project
from qualcode.study.coding.first_tour import keep_tour_for_first_run, tour_begins
from qualcode.tui.app import CodingApp
from qualcode.tui.coding_screen import CodingScreen
from qualcode.tui.reading_list_screen import ReadingListScreen
from qualcode.tui.tour import STEPS, Seen, Tour, TourCard


@pytest.fixture(scope="session")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_study(tmp_path_factory.mktemp("tour") / "study")


@asynccontextmanager
async def touring(
    folder: Path, document: str | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[Any]]:
    with open_project(folder) as project:
        async with CodingApp(project, "ana", document, touring=True).run_test(size=size) as pilot:
            await pilot.pause(0.2)
            yield pilot


async def does(pilot: Pilot[Any], *keys: str) -> str | None:
    """Press keys, and read the card then: the name of its step; None where there is no card."""
    for key in keys:
        await pressed(pilot, key)
        await pilot.pause(0.15)
    return card(pilot)


def card(pilot: Pilot[Any]) -> str | None:
    cards = list(pilot.app.screen.query(TourCard))
    assert len(cards) <= 1
    return cards[0].step.name if cards else None


def said(pilot: Pilot[Any]) -> str:
    assert isinstance(pilot.app.screen, CodingScreen)
    return str(pilot.app.screen.query_one("#said", Static).content)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_who_does_what_the_cards_ask_has_coded_taken_back_and_found_the_keys(toured: Path, size: tuple[int, int]):
    async def story() -> None:
        async with touring(toured, size=size) as pilot:
            project = pilot.app.sitting.project
            before = project.codings.within()
            assert card(pilot) == "open"
            assert await does(pilot, "enter") == "select"
            assert await does(pilot, "down") == "grow"
            assert await does(pilot, "shift+down") == "enter"
            assert await does(pilot, "enter") == "type"
            assert await does(pilot, "r", "e", "c") == "type"
            assert await does(pilot, "enter") == "undo"
            assert len(project.codings.within()) == len(before) + 1
            assert await does(pilot, "u") == "help"
            assert project.codings.within() == before
            assert await does(pilot, "question_mark") == "end"
            assert await does(pilot, "escape") is None
            assert "That was the tour" in said(pilot)
            assert pilot.app.tour is None
            assert [row for row in check_project(project) if row.result == "broken"] == []

    asyncio.run(story())


def test_every_card_fits_into_the_smallest_usual_terminal(toured: Path):
    for step in STEPS:
        assert len(step.text) <= 2 * 70
        assert len(step.press) <= 70

    async def story() -> None:
        async with touring(toured, "D01") as pilot:
            shown = pilot.app.screen.query_one(TourCard)
            assert shown.size.height <= 4
            assert pilot.app.screen.query_one("TranscriptPane").size.height >= 8

    asyncio.run(story())


def test_another_key_neither_goes_on_nor_is_taken_away(toured: Path):
    async def story() -> None:
        async with touring(toured, "D01") as pilot:
            assert await does(pilot, "m") is None, "a window that the card does not speak of"
            assert await does(pilot, "escape") == "select"
            assert await does(pilot, "down") == "grow"
            assert await does(pilot, "down", "up") == "grow"

    asyncio.run(story())


def test_who_leaves_the_codes_without_one_is_asked_again(toured: Path):
    async def story() -> None:
        async with touring(toured, "D01") as pilot:
            assert await does(pilot, "home", "right_square_bracket", "right") == "enter"
            assert await does(pilot, "enter") == "type"
            assert await does(pilot, "escape") == "enter"
            assert await does(pilot, "enter") == "type"

    asyncio.run(story())


def test_escape_leaves_the_tour_and_nothing_else(toured: Path):
    async def story() -> None:
        async with touring(toured, "D01") as pilot:
            assert card(pilot) == "select"
            assert await does(pilot, "escape") is None
            assert "qualcode code --tour" in said(pilot)
            assert await does(pilot, "down", "shift+down", "escape") is None
            assert isinstance(pilot.app.screen, CodingScreen)

    asyncio.run(story())


def test_where_it_waits_it_begins_once_and_never_again_unasked(toured: Path):
    with open_project(toured) as project:
        events = len(project.history.all())
        assert not tour_begins(project), "a study of one’s own begins without it"
        keep_tour_for_first_run(project)
        assert tour_begins(project)
        assert not tour_begins(project)
        assert len(project.history.all()) == events


def test_a_step_is_done_only_by_doing_it():
    tour = Tour()
    for seen, step in (
        (Seen("list"), "open"),
        (Seen("interview", (0, 5)), "select"),
        (Seen("interview", (0, 5)), "select"),
        (Seen("interview", (6, 9)), "grow"),
        (Seen("interview", (10, 30)), "grow"),
        (Seen("interview", (10, 40)), "enter"),
        (Seen("interview", (10, 40), frozenset("a")), "enter"),
        (Seen("codes"), "type"),
        (Seen("help"), "type"),
        (Seen("interview", (10, 40), frozenset("ab")), "undo"),
        (Seen("interview", (10, 40), frozenset("b")), "undo"),
        (Seen("interview", (10, 40), frozenset("a")), "help"),
        (Seen("help"), "end"),
    ):
        tour.look(seen)
        assert (tour.step.name, tour.over) == (step, False)
    tour.look(Seen("interview", (10, 40)))
    assert tour.over


def test_esc_on_the_list_leaves_the_tour_and_not_the_program(tmp_path: Path):
    folder = small_study(tmp_path / "esc")

    async def play() -> tuple[bool, bool]:
        with open_project(folder) as project:
            app = CodingApp(project, "ana", touring=True)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.press("escape")
                await pilot.pause()
                return app.is_running, isinstance(app.screen, ReadingListScreen)

    assert asyncio.run(play()) == (True, True)
