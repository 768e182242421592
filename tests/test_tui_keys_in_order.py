"""Keys typed without looking, faster than windows open."""

import asyncio
from pathlib import Path

import pytest
from studies import ids_asking, small_study
from textual import events
from textual.keys import _character_to_key

from qualcode.project import Project, open_project
from qualcode.project.suggestions import NewSuggestion
from qualcode.tui.app import CodingApp


@pytest.fixture
def project(tmp_path: Path):
    with open_project(small_study(tmp_path / "study")) as opened:
        yield opened


def burst(project: Project, *typed: str, codings: int) -> list[tuple[str, str]]:
    """Type everything at once; what stands in the project once so many codings are there and no key waits."""

    async def play() -> None:
        app = CodingApp(project, "ana", "D01")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for key in typed:
                letter = key if len(key) == 1 else None
                app.post_message(events.Key(_character_to_key(key) if letter else key, letter))
            for _ in range(300):
                await asyncio.sleep(0.02)
                if not app.keys_wait and len(project.codings.within()) == codings:
                    break
            await pilot.pause()

    asyncio.run(play())
    return [(one.words, one.code) for one in project.codings.within()]


def test_a_name_typed_before_the_window_is_open_is_the_one_that_is_taken(project):
    found = burst(project, "]", "enter", *"tang", "enter", "down", "enter", *"appl", "enter", codings=2)
    assert [code for _, code in found] == ["vc.potential.tangible", "vc.applied"]


def test_letters_meant_for_the_picker_never_reach_the_keys_of_the_screen(project):
    """d deletes, u undoes, f finishes on the screen; in the picker they are letters."""
    found = burst(project, "]", "enter", *"soc", "enter", "enter", *"duf", "escape", "down", "1", codings=2)
    assert [code for _, code in found] == ["vc.potential.social", "vc.potential.social"]
    assert not project.finishes.by("ana")


def test_a_long_burst_is_coded_word_for_word(project):
    turns = ["]", "]", *(["enter", *"real", "enter", "down"] * 3)]
    assert [code for _, code in burst(project, *turns, codings=3)] == ["vc.realized"] * 3


def test_a_review_typed_without_looking_decides_what_was_typed(project):
    """Accepting asks for a reason, the picker for codes: letters meant for these decide nothing."""
    project.finishes.finish("ana", "D01")
    project.store.new_id = ids_asking(reason=True)
    text = project.texts.of_document("D01")
    places = [
        (text.index(words), text.index(words) + 10, words) for words in ("We drafted", "It was our", "Then we us")
    ]
    arms = ("offered", "withheld", "offered")
    offers = [
        NewSuggestion("D01", *place, "vc.applied", "some", 0.5, rank, None, arm)
        for rank, (place, arm) in enumerate(zip(places, arms, strict=True))
    ]
    project.suggestions.offer("ana", offers, "none")
    keys = ["v", "a", *"0x", "enter", "c", *"real", "enter", "a", *"u", "enter", "q"]
    assert burst(project, *keys, codings=3) == [
        ("We drafted", "vc.applied"),
        ("It was our", "vc.realized"),
        ("Then we us", "vc.applied"),
    ]
    assert [one.reason for one in project.suggestions.of("ana")] == ["0x", None, "u"]
