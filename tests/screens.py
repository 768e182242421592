"""A coder at the screen, and what a stranger with sqlite3 finds on disk after each key."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from studies import ids_asking
from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.project import Project, open_project
from qualcode.tui.app import CodingApp
from qualcode.tui.transcript_pane import TranscriptPane

CURRENT = "(SELECT max(w.number) FROM versions w WHERE w.document = v.document)"
CODINGS = f"""
    SELECT d.label AS document, g.start, g.words, k.name AS code, c.name AS coder, g.modifiers, g.starred,
        substr(t.text, g.start + 1, g."end" - g.start) AS stands,
        (SELECT m.text FROM memos m WHERE m.object = g.id AND m.coder = g.coder) AS memo
    FROM codings g JOIN versions v ON v.id = g.version JOIN documents d ON d.id = v.document
    JOIN texts t ON t.sha256 = v.text_sha256
    JOIN codes k ON k.id = g.code JOIN coders c ON c.id = g.coder
    WHERE v.number = {CURRENT}
    ORDER BY d.label, g.start, g."end", k.name
"""


class Kept(NamedTuple):
    """A coding on disk."""

    words: str
    code: str
    modifiers: dict[str, str] = {}  # noqa: RUF012
    memo: str | None = None
    starred: bool = False


class OnDisk:
    """A project file read through a connection of its own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "project.db"

    def rows(self, question: str, *given: object) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(question, given).fetchall()

    def codings(self, coder: str = "ana", document: str = "D01") -> list[Kept]:
        """The codings of a coder in an interview, in the order of the words."""
        found = [row for row in self.rows(CODINGS) if (row["coder"], row["document"]) == (coder, document)]
        assert all(row["words"] == row["stands"] for row in found)
        return [
            Kept(
                " ".join(row["words"].split()),
                row["code"].rpartition(".")[2],
                json.loads(row["modifiers"]),
                row["memo"],
                bool(row["starred"]),
            )
            for row in found
        ]

    def memos(self, about: str) -> list[str]:
        return [row["text"] for row in self.rows("SELECT text FROM memos WHERE about = ? ORDER BY made", about)]

    def decisions(self, status: str | None = None) -> list[tuple[str, str | None]]:
        """What became of suggestions, in the order they were decided in."""
        found = self.rows("SELECT status, reason FROM suggestions WHERE decided IS NOT NULL ORDER BY decided, rank")
        return [tuple(row) for row in found if status in (None, row["status"])]


class AtDesk:
    """A coder who presses keys and reads the screen."""

    def __init__(self, app: CodingApp, pilot: Pilot[str], project: Project) -> None:
        self.app = app
        self.pilot = pilot
        self.project = project
        self.disk = OnDisk(project.store.folder)

    async def press(self, *keys: str) -> None:
        """Press keys by their names."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, words: str) -> None:
        """Type letters, without Enter."""
        await self.pilot.press(*words)
        await self.pilot.pause()

    async def answer(self, words: str) -> None:
        """Put words in place of what stands in a line, and press Enter."""
        await self.pilot.press("home", "shift+end", "delete", *words, "enter")
        await self.pilot.pause()

    async def code(self, part: str) -> None:
        """Code what is selected with the code that this part of a name finds."""
        await self.pilot.press("enter", *part, "enter")
        await self.pilot.pause()

    async def stand_at(self, words: str) -> None:
        """Select the sentence in which some words begin."""
        self.pane.go_to(self.text.index(words))
        await self.pilot.pause()

    @property
    def pane(self) -> TranscriptPane:
        return next(one for one in reversed(self.app.screen_stack) if one.query(TranscriptPane)).query_one(
            TranscriptPane
        )

    @property
    def text(self) -> str:
        screen = next(one for one in reversed(self.app.screen_stack) if getattr(one, "page", None))
        return screen.page.text

    @property
    def selected(self) -> str:
        """The words selected, on one line."""
        return " ".join(self.text[self.pane.selection.start : self.pane.selection.end].split())

    @property
    def sees(self) -> str:
        """The letters on the screen."""
        return letters(self.app)

    @property
    def said(self) -> str:
        """What the screen said last."""
        return shown(self.app, "#said")

    @property
    def head(self) -> str:
        return shown(self.app, "#head")

    @property
    def recent(self) -> list[str]:
        """The codes that digits give, from 1 on."""
        return re.findall(r"\d (.+?)(?=  |$)", shown(self.app, "#recent"))

    @property
    def here(self) -> str:
        """The codings under the selection, in words."""
        return shown(self.app, "#here")


def letters(app: CodingApp) -> str:
    """All letters on the screen, row by row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def shown(app: CodingApp, name: str) -> str:
    """What a line of the topmost screen that has it says in full."""
    screen = next(one for one in reversed(app.screen_stack) if one.query(name))
    content = screen.query_one(name, Static).content
    return content.plain if isinstance(content, Text) else str(content)


Story = Callable[[AtDesk], Awaitable[None]]


@contextmanager
def opened(place: Path | Project) -> Iterator[Project]:
    """A project, opened for the story unless it is open; no suggestion made in it asks for a reason."""
    if isinstance(place, Project):
        yield place
    else:
        with open_project(place, new_id=ids_asking(reason=False)) as project:
            yield project


def sit_down(
    place: Path | Project,
    story: Story,
    *,
    document: str | None = "D01",
    coder: str = "ana",
    size: tuple[int, int] = (80, 24),
    reviewing: bool = False,
) -> str | None:
    """Let a coder work at the screen; gives back what the program says at its end."""

    async def whole(project: Project) -> str | None:
        app = CodingApp(project, coder, document, reviewing=reviewing)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await story(AtDesk(app, pilot, project))
        return app.return_value

    with opened(place) as project:
        return asyncio.run(whole(project))
