"""Passages to look at again, in the margin of an interview that its coder has finished."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from screen_player import DOCUMENT, make_template, pressed
from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.study.suggesting.looking_again import to_look_at_again
from qualcode.tui.app import CodingApp
from qualcode.tui.coding_screen import CodingScreen
from qualcode.tui.review_screen import ReviewScreen


@pytest.fixture(scope="session")
def suggested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which six passages of the first interview wait for ana."""
    return make_template(tmp_path_factory.mktemp("margin") / "study")


@pytest.fixture
def study(suggested: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(suggested, tmp_path / "study"))


@asynccontextmanager
async def at_screen(folder: Path, coder: str = "ana") -> AsyncIterator[tuple[Pilot[Any], Project]]:
    with open_project(folder) as project:
        async with CodingApp(project, coder, DOCUMENT).run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            yield pilot, project


def screen(pilot: Pilot[Any]) -> CodingScreen:
    assert isinstance(pilot.app.screen, CodingScreen)
    return pilot.app.screen


def line(pilot: Pilot[Any], name: str) -> str:
    return str(pilot.app.screen.query_one(name, Static).content)


def questions(pilot: Pilot[Any]) -> int:
    """How many suggestions the margin shows or counts; nothing else stands there in these tests but one coding."""
    pane = screen(pilot).pane
    assert pane.view is not None
    cells = ["".join(one.text for one in pane.render_line(y)) for y in range(pane.size.height)]
    beside = " ".join(row[2 + pane.view.columns.words :] for row in cells)
    return beside.count("?") + sum(int(more) for more in re.findall(r"\+(\d+)", beside))


def test_nothing_is_suggested_before_the_interview_is_finished(study: Path):
    async def story() -> None:
        async with at_screen(study) as (pilot, project):
            assert questions(pilot) == 0
            assert "look at again" not in line(pilot, "#head")
            await pressed(pilot, "V")
            assert questions(pilot) == 0
            assert "finished: f" in line(pilot, "#said")
            assert to_look_at_again(project, "ana", DOCUMENT) == ()
            assert project.exposures.all() == []

    asyncio.run(story())


def test_they_come_with_the_finish_and_are_noted_as_shown(study: Path):
    async def story() -> None:
        async with at_screen(study) as (pilot, project):
            await pressed(pilot, "f")
            await pressed(pilot, "ctrl+s")
            assert questions(pilot) == 6
            assert "6 to look at again" in line(pilot, "#head")
            assert project.exposures.all() == [("ana", DOCUMENT, "suggestions")]
            await pressed(pilot, "full_stop")
            await pressed(pilot, "enter")
            await pressed(pilot, "enter")
            (coding,) = project.codings.within()
            assert not coding.blind

    asyncio.run(story())


def test_the_margin_is_turned_off_for_the_sitting_and_on_again(study: Path):
    async def story() -> None:
        async with at_screen(study) as (pilot, project):
            project.finishes.finish("ana", DOCUMENT)
            screen(pilot).show_changed()
            await pilot.pause()
            assert questions(pilot) == 6
            await pressed(pilot, "V")
            assert questions(pilot) == 0
            assert "margin off" in line(pilot, "#head")
            await pressed(pilot, "g")
            pilot.app.open_document(DOCUMENT)
            await pilot.pause(0.2)
            assert questions(pilot) == 0
            await pressed(pilot, "V")
            assert questions(pilot) == 6

    asyncio.run(story())


def test_review_opens_here_and_what_is_decided_leaves_the_margin(study: Path):
    async def story() -> None:
        async with at_screen(study) as (pilot, project):
            project.finishes.finish("ana", DOCUMENT)
            screen(pilot).show_changed()
            await pressed(pilot, "v")
            assert isinstance(pilot.app.screen, ReviewScreen)
            await pressed(pilot, "a")
            await pressed(pilot, "r")
            await pressed(pilot, "1")
            await pressed(pilot, "q")
            assert questions(pilot) == 4
            assert "4 to look at again" in line(pilot, "#head")
            assert len(project.codings.within()) == 1
            await pressed(pilot, "u")
            assert "5 to look at again" in line(pilot, "#head")

    asyncio.run(story())


def test_nobody_is_shown_what_was_suggested_to_somebody_else(study: Path):
    async def story() -> None:
        async with at_screen(study, "ben") as (pilot, project):
            project.finishes.finish("ben", DOCUMENT)
            screen(pilot).show_changed()
            await pilot.pause()
            assert questions(pilot) == 0
            assert project.exposures.all() == []

    asyncio.run(story())


def test_what_cannot_be_noted_as_shown_is_not_shown(study: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object) -> None:
        raise QualcodeError("Another program has been writing to this project for some seconds.")

    async def story() -> None:
        async with at_screen(study) as (pilot, project):
            project.finishes.finish("ana", DOCUMENT)
            monkeypatch.setattr(project.suggestions, "mark_shown", refused)
            screen(pilot).show_changed()
            await pilot.pause()
            assert questions(pilot) == 0
            await pressed(pilot, "v")
            assert "has been writing" in line(pilot, "#said")
            assert isinstance(pilot.app.screen, CodingScreen)

    asyncio.run(story())


def test_the_margin_does_not_point_to_what_is_to_be_read_again_but_counts_it(study: Path):
    async def story() -> None:
        async with at_screen(study) as (pilot, project):
            project.finishes.finish("ana", DOCUMENT)
            screen(pilot).show_changed()
            await pressed(pilot, "V")
            await pressed(pilot, "V")
            assert line(pilot, "#said") == "6 passages with “?” in the margin, 1 more to read again. v: one by one"
            await pressed(pilot, "v")
            for _ in range(5):
                await pressed(pilot, "s")
            await pressed(pilot, "0")
            await pressed(pilot, "q")
            project.suggestions.refuse("ana", [one for one in project.suggestions.waiting("ana") if one.code])
            screen(pilot).show_changed()
            await pressed(pilot, "V")
            await pressed(pilot, "V")
            assert questions(pilot) == 0
            assert line(pilot, "#said") == "1 passage to read again. v: one by one"

    asyncio.run(story())
