"""How fast the transcript opens and answers keys, beside a bare Textual app that shows the same text.

    python benchmarks/screen.py [--words 12000] [--codings 300] [--keys 60]

The bare app is a read-only TextArea, Textual's own widget for long text with a cursor. Both draw to a terminal that
throws everything away, at 80x24 and at 120x40; they take turns, so that a busy machine slows both alike.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections import defaultdict

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import TextArea

from qualcode.study.coding.coding_page import Page, PageCoding, PageTurn
from qualcode.tui.transcript_pane import TranscriptPane

WORDS = tuple("we met on tuesdays after school and nobody had asked what they needed until then so it was new".split())  # noqa: SIM905
SIZES = ((80, 24), (120, 40))
CODES = ("immediate", "potential", "applied", "realized", "trust", "reciprocity", "time", "money", "leadership")

ROUNDS = 5
BARE_KEYS = {"TextArea: down": "down", "TextArea: a page on": "pagedown"}
KEYS = {
    "next turn": "j",
    "one sentence more": "plus",
    "end by a word": "w",
    "start by a letter": "l",
    "a coding shown": "c",
    "next sentence": "down",
    "a page on": "pagedown",
}


def made_page(words: int, codings: int) -> Page:
    """An interview of so many words with so many codings, always the same."""
    dice = random.Random(5)
    text, turns = "", []
    while words > 0:
        number = len(turns) + 1
        interviewer = number % 2 == 1
        sentences = [
            " ".join(dice.choices(WORDS, k=dice.randint(4, 22))).capitalize() + "."
            for _ in range(1 if interviewer else dice.randint(2, 9))
        ]
        said = " ".join(sentences)
        words -= len(said.split())
        text += "Speaker: "
        who = ("Interviewer", "interviewer") if interviewer else ("P01", "participant")
        turns.append(PageTurn(number, len(text), len(text) + len(said), *who, number * 9.0))
        text += f"{said}\n\n"
    made = [made_coding(str(number), dice.choice(turns[1::2]), dice) for number in range(codings)]
    return Page("D01", "An interview", "v", text, tuple(turns), (), tuple(made), False, None)


def made_coding(name: str, turn: PageTurn, dice: random.Random) -> PageCoding:
    start = dice.randint(turn.start, turn.end - 20)
    end = min(turn.end, start + dice.randint(15, 200))
    code = dice.choice(CODES)
    return PageCoding(name, start, end, f"vc.{code}", code, code, "", "ana", {}, None, dice.random() < 0.1, False)


class Painted(App[None]):
    """An app that notes when it has drawn something, and draws as if somebody saw it."""

    painted = 0.0
    is_headless = False

    def post_display_hook(self) -> None:
        self.painted = time.perf_counter()


class Bare(Painted):
    """The text in a TextArea, and nothing else."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        yield TextArea(self.page.text, read_only=True, soft_wrap=True)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


class Coded(Painted):
    """The transcript with its codings."""

    BINDINGS = [  # noqa: RUF012
        ("down", "sentence(1)"),
        ("j", "turn(1)"),
        ("pagedown", "page(1)"),
        ("plus", "grow(1)"),
        ("w", "edge('end', -1, 'word')"),
        ("l", "edge('start', 1, 'letter')"),
        ("c", "code"),
    ]

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        yield TranscriptPane()

    def on_mount(self) -> None:
        self.pane.show_page(self.page, None)
        self.pane.focus()

    @property
    def pane(self) -> TranscriptPane:
        return self.query_one(TranscriptPane)

    def bell(self) -> None:
        """Nobody hears it."""

    def action_sentence(self, step: int) -> None:
        self.pane.move_sentence(step)

    def action_turn(self, step: int) -> None:
        self.pane.move_turn(step)

    def action_page(self, step: int) -> None:
        self.pane.move_page(step)

    def action_grow(self, step: int) -> None:
        self.pane.grow_sentence(step)

    def action_edge(self, edge: str, step: int, unit: str) -> None:
        self.pane.move_edge("start" if edge == "start" else "end", step, "word" if unit == "word" else "letter")

    def action_code(self) -> None:
        at = self.pane.selection
        one = PageCoding(
            str(time.perf_counter()), at.start, at.end, "vc.trust", "trust", "", "", "ana", {}, None, False, False
        )
        self.pane.show_codings((*self.pane.codings, one))


async def answered(pilot: Pilot[None], app: Painted, key: str) -> list[float]:
    """Seconds from a key to the last thing drawn because of it; none where the key changed nothing."""
    began = time.perf_counter()
    await pilot.press(key)
    return [app.painted - began] if app.painted > began else []


async def opened(app: Painted, size: tuple[int, int]) -> float:
    """Seconds from the start of an app to the first drawing of its text."""
    began = time.perf_counter()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        return app.painted - began


async def keys_in_turn(page: Page, size: tuple[int, int], count: int) -> dict[str, list[float]]:
    """Key-to-paint of both apps, a few keys of each in turn."""
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for app, keys in ((Bare(page), BARE_KEYS), (Coded(page), KEYS)):
            async with app.run_test(size=size) as pilot:
                for _ in range(count // ROUNDS):
                    for name, key in keys.items():
                        taken[name].extend(await answered(pilot, app, key))
    return taken


def told(name: str, times: list[float], beside: float) -> str:
    milliseconds = sorted(1000 * one for one in times)
    middle = statistics.median(milliseconds)
    late = milliseconds[min(len(milliseconds) - 1, int(0.95 * len(milliseconds)))]
    return f"  {name:24}{middle:9.1f}{late:9.1f}{middle / beside:9.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=12_000)
    parser.add_argument("--codings", type=int, default=300)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--openings", type=int, default=7)
    given = parser.parse_args()
    page = made_page(given.words, given.codings)
    print(f"{len(page.text.split()):,} words, {len(page.turns):,} turns, {len(page.codings):,} codings; milliseconds")
    for size in SIZES:
        openings: dict[str, list[float]] = {"TextArea: opening": [], "opening": []}
        for _ in range(given.openings):
            openings["TextArea: opening"].append(asyncio.run(opened(Bare(page), size)))
            openings["opening"].append(asyncio.run(opened(Coded(page), size)))
        keys = asyncio.run(keys_in_turn(page, size, given.keys))
        print(f"{size[0]}x{size[1]:<22}{'median':>9}{'p95':>9}   of the bare app’s")
        for taken, beside in ((openings, "TextArea: opening"), (keys, "TextArea: down")):
            for name, times in taken.items():
                print(told(name, times, 1000 * statistics.median(taken[beside])))


if __name__ == "__main__":
    main()
