"""A screen that is killed between any two keys, and two screens at once on one project."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import screen_player
from screen_player import DOCUMENT, make_template, pressed, shown, storm
from studies import in_process
from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.project import Project, open_project
from qualcode.project.soundness import check_project
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.coding.coding_page import page_codings
from qualcode.tui.app import CodingApp
from qualcode.tui.coding_screen import CodingScreen

MOMENT = 3.0
"""Seconds; a waiting writer gives up after five, and a busy machine takes one for the window of the codes."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("killed") / "study")


@pytest.fixture
def study(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "study"))


@pytest.mark.skipif(os.name != "posix", reason="kills a program the way POSIX systems do")
def test_nothing_the_screen_has_shown_is_lost_when_it_is_killed(template: Path, tmp_path: Path):
    aftermaths = storm(template, tmp_path, range(10), longest=30)
    assert [(seed, one) for seed, one in aftermaths if not one.sound] == []
    assert sum(one.keys for _, one in aftermaths) > 80


def test_two_screens_write_at_once_beside_a_command_and_neither_waits(study: Path, tmp_path: Path):
    said = {coder: tmp_path / coder for coder in ("ana", "ben")}
    playing = []
    for seed, (coder, path) in zip((2, 5), said.items(), strict=True):
        with path.open("w") as out:
            call = [sys.executable, screen_player.__file__, str(study), str(seed), coder, "80"]
            playing.append(subprocess.Popen(call, stdout=out))
    beside = 0
    while any(one.poll() is None for one in playing):
        beside += 1
        assert in_process(study, "codebook", "add", f"beside{beside}").code == 0
    assert [one.wait() for one in playing] == [0, 0]
    with open_project(study) as project:
        assert [row.found for row in check_project(project) if row.result == "broken"] == []
        assert {f"beside{number}" for number in range(1, beside + 1)} <= {code.name for code in project.codes.all()}
        for coder, path in said.items():
            after = [json.loads(line)[1] for line in path.read_text().splitlines() if line.startswith('["after"')]
            assert max(one["took"] for one in after) < MOMENT
            own = shown(page_codings(project, coder, DOCUMENT))
            assert own
            # The other may have corrected words after the last key here, so places are left out.
            assert [_but_place(one) for one in after[-1]["seen"]] == [_but_place(one) for one in own]


def _but_place(coding: list[Any]) -> list[Any]:
    return [coding[0], *coding[3:]]


@asynccontextmanager
async def at_screen(folder: Path) -> AsyncIterator[tuple[Pilot[Any], Project, Project]]:
    """Ana at the screen, and a project that ben works in meanwhile."""
    with open_project(folder) as project, open_project(folder) as other:
        async with CodingApp(project, "ana", DOCUMENT).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            yield pilot, project, other


async def select(pilot: Pilot[Any], words: str) -> None:
    assert isinstance(pilot.app.screen, CodingScreen)
    start = pilot.app.screen.page.text.index(words)
    pilot.app.screen.pane.select(start, start + len(words))
    await pilot.pause()


def told(pilot: Pilot[Any]) -> str:
    assert isinstance(pilot.app.screen, CodingScreen)
    return str(pilot.app.screen.query_one("#said", Static).content)


def corrected(other: Project) -> None:
    correct(other, "ben", DOCUMENT, "drafted", "have written up")


KEYS = {
    "a code from the list": ("enter", "r", "e", "c", "enter"),
    "a code in the participant’s words": ("i", "enter"),
    "new edges": ("b",),
    "mended words": ("e", "end", "x", "enter"),
}


@pytest.mark.parametrize(
    ("what", "window_first"), [(what, first) for what, keys in KEYS.items() for first in (False, True)[: len(keys)]]
)
def test_words_that_another_coder_corrects_while_they_are_selected_are_read_anew(
    study: Path, what: str, window_first: bool
):
    async def story() -> None:
        async with at_screen(study) as (pilot, project, other):
            await select(pilot, "It wasn’t pretty.")
            await pressed(pilot, "i")
            await pressed(pilot, "enter")
            before = [(one.code, one.words) for one in project.codings.within()]
            assert len(before) == 1
            await select(pilot, "pretty")
            keys = KEYS[what]
            if window_first:
                await pressed(pilot, keys[0])
                keys = keys[1:]
            corrected(other)
            for key in keys:
                await pressed(pilot, key)
            assert [(one.code, one.words) for one in project.codings.within()] == before
            assert "was corrected meanwhile" in told(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, CodingScreen)
            assert "We have written up the card" in screen.page.text
            assert shown(screen.pane.codings) == shown(page_codings(project, "ana", DOCUMENT))
            assert "prettyx" not in screen.page.text

    asyncio.run(story())


def test_a_correction_by_another_coder_shows_by_itself(study: Path):
    async def story() -> None:
        async with at_screen(study) as (pilot, _, other):
            await select(pilot, "pretty")
            corrected(other)
            screen = pilot.app.screen
            assert isinstance(screen, CodingScreen)
            screen._while_reading()
            await pilot.pause()
            assert "We have written up the card" in screen.page.text
            assert "was corrected meanwhile" in told(pilot)
            assert screen.pane.selection.start < screen.page.text.index("It was ours")

    asyncio.run(story())


def test_a_passage_decided_in_one_screen_is_gone_from_the_other(study: Path):
    async def story() -> None:
        async with at_screen(study) as (pilot, project, other):
            project.finishes.finish("ana", DOCUMENT)
            await pressed(pilot, "v")
            first = other.suggestions.waiting("ana")[0]
            other.suggestions.accept("ana", first)
            await pressed(pilot, "a")
            assert [one.code for one in project.codings.within()] == [first.code]
            await pressed(pilot, "a")
            assert len(project.codings.within()) == 2
            corrected(other)
            await pressed(pilot, "right")
            await pressed(pilot, "w")
            assert len(project.codings.within()) == 2

    asyncio.run(story())
