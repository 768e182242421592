"""Pictures of the screens; when one is meant to change: RENEW_SNAPSHOTS=1 pytest tests/test_tui_snapshots.py"""

import os
import re
from pathlib import Path

import pytest
from screens import letters, sit_down
from studies import example_study
from test_tui_stories import offer

from qualcode.model import Because
from qualcode.project import open_project

SNAPSHOTS = Path(__file__).with_name("snapshots")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Lucille's interview, partly coded and finished, with a suggestion that waits; the next one not begun."""
    folder = example_study(tmp_path_factory.mktemp("snapshots") / "study", interviews=slice(4, 6))

    async def codes(desk):
        await desk.stand_at("They went around")
        await desk.press("shift+down")
        await desk.code("imm")
        await desk.stand_at("And nobody fixed me!")
        await desk.press("enter", *"imm", "tab", "p", "tab", *"In front of neckties", "enter", "asterisk")
        await desk.stand_at("Renata passed me")
        await desk.code("imm")
        await desk.code("social")
        await desk.stand_at("You feel like the new girl")
        await desk.press("enter", *"outsider", "enter", *"A stranger there", "enter")
        await desk.press("f", "ctrl+s")
        await desk.stand_at("And nobody fixed me!")
        await desk.press("q")

    sit_down(folder, codes)
    with open_project(folder) as project:
        why = Because(
            "A practice was tried, adapted or dropped because of what was heard.",
            ("burned",),
            ("clipboard", "form"),
            ("We cut the agenda to one page the week after.", "I stopped doing the walk-throughs."),
        )
        offer(project, ("I burned it.", "vc.applied"), ("One is leaving.", "vc.realized"), because=why)
    return folder


def picture_of(app):
    """The screen as SVG, without addresses of fonts and the number that names the picture's styles."""
    drawn = app.export_screenshot(simplify=True)
    bare = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", bare)


def looks_as_before(app, name):
    picture, words = picture_of(app), "\n".join(line.rstrip() for line in letters(app).splitlines()) + "\n"
    kept = [(SNAPSHOTS / f"{name}.txt", words), (SNAPSHOTS / f"{name}.svg", picture)]
    if os.environ.get("RENEW_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        for path, now in kept:
            path.write_text(now, encoding="utf-8")
    for path, now in kept:
        assert now == path.read_text(encoding="utf-8"), f"{path.name} looks otherwise; meant? RENEW_SNAPSHOTS=1"


@pytest.mark.parametrize(
    ("name", "size", "keys", "variables"),
    [
        ("coding-80x24", (80, 24), (), {}),
        ("coding-120x40", (120, 40), (), {}),
        ("coding-no-color", (80, 24), (), {"NO_COLOR": "1"}),
        ("coding-40x10", (40, 10), (), {}),
        ("picker-80x24", (80, 24), ("enter", *"soc"), {}),
        ("picker-120x40", (120, 40), ("enter", *"soc"), {}),
        ("help-80x24", (80, 24), ("question_mark",), {}),
        ("list-80x24", (80, 24), ("g",), {}),
        ("review-80x24", (80, 24), ("v",), {}),
        ("review-no-color", (80, 24), ("v",), {"NO_COLOR": "1"}),
    ],
)
def test_the_screens_look_as_before(study, monkeypatch, name, size, keys, variables):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)

    async def story(desk):
        await desk.stand_at("And nobody fixed me!")
        if keys:
            await desk.press(*keys)
        await desk.pilot.pause(0.1)
        looks_as_before(desk.app, name)

    sit_down(study, story, size=size)
