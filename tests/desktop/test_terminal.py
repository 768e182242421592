"""The coding screen in a real terminal, as a new user meets it: tmux types, and what the terminal shows is read."""

import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

WORDS = """\
INTERVIEWER: What did you take home from the meetings?
P01: Honestly? The feedback card. Rosa handed hers over and I cut it down to one question.
INTERVIEWER: And what came of it?
P01: Three teachers ask me in now. Test scores, no. Nothing there yet.
"""
PROMPT = "ready>"
PATIENCE = 20.0
"""Seconds for a slow machine to show what was asked for."""


class Terminal:
    """A terminal window of its own, on a tmux server of its own."""

    def __init__(self, folder: Path) -> None:
        tmux = shutil.which("tmux")
        assert tmux, "tmux is missing; on Debian and Ubuntu: apt-get install tmux"
        self.tmux = [tmux, "-L", f"test-{uuid.uuid4().hex[:8]}", "-f", os.devnull]
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("QUALCODE", "TEXTUAL", "TMUX"))
        }
        kept.pop("NO_COLOR", None)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**kept, "PATH": path, "PS1": PROMPT, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        shell = ["bash", "--norc", "--noprofile", "-i"]
        self.run("new-session", "-d", "-x", "80", "-y", "24", "-c", str(folder), *shell)
        self.until(PROMPT)

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*self.tmux, *words], env=self.environment, capture_output=True, text=True, encoding="utf-8", check=True
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names for them."""
        self.run("send-keys", *keys)

    def type(self, words: str) -> None:
        """Type a line and Enter."""
        self.run("send-keys", "-l", words)
        self.keys("Enter")

    def command(self, words: str) -> str:
        """Type a command into an empty window; gives back what it says until the prompt is there again."""
        self.until_true(lambda: self.sees.rstrip().endswith(PROMPT))
        self.type("clear")
        self.until_true(lambda: self.sees.strip() == PROMPT)
        self.type(words)
        return self.until_true(lambda: self.sees.rstrip().endswith(f"\n{PROMPT}"))

    @property
    def sees(self) -> str:
        return self.run("capture-pane", "-p")

    @property
    def paints(self) -> str:
        """What it shows, with its colors and styles."""
        return self.run("capture-pane", "-p", "-e")

    def until(self, words: str) -> str:
        return self.until_true(lambda: words in self.sees, words)

    def until_true(self, holds: Callable[[], bool], what: str = "") -> str:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"{what!r} did not come:\n{self.sees}"
            time.sleep(0.05)
        return self.sees


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in the folder of a study with one interview."""
    (tmp_path / "interview.txt").write_text(WORDS, encoding="utf-8")
    for words in (["init", "--codebook", "value-creation", "--coder", "ana"], ["import", "interview.txt"]):
        subprocess.run(
            [sys.executable, "-m", "qualcode", *words], cwd=tmp_path, check=True, capture_output=True, text=True
        )
    opened = Terminal(tmp_path)
    yield opened
    opened.run("kill-server")


def test_a_new_user_codes_a_sentence_by_footer_and_help_alone(terminal, tmp_path):
    begun = time.monotonic()
    terminal.type("qualcode code")
    terminal.until("Interview with P01")
    terminal.until("Enter open")
    terminal.keys("Enter")
    terminal.until("▸ INTERVIEWER")
    terminal.until("Enter code")
    terminal.keys("?")
    assert "The next sentence" in terminal.until("Keys of the coding screen")
    terminal.keys("Escape")
    terminal.until_true(lambda: "Keys of" not in terminal.sees)
    terminal.keys("Down", "Down", "Enter")
    terminal.until("Which code do these words bear?")
    terminal.keys("a", "p", "p")
    terminal.until("Enter: applied")
    terminal.keys("Enter")
    terminal.until("Coded with vc.applied. u takes it back")
    assert time.monotonic() - begun < 60
    terminal.keys("q")
    terminal.until("Enter open")
    terminal.keys("q")
    terminal.until_true(lambda: "Enter open" not in terminal.sees)
    said = terminal.command("qualcode codings")
    assert "vc.applied" in said
    assert "The feedback card." in said


def test_shift_and_arrows_select_and_the_terminal_resizes(terminal):
    terminal.type("qualcode code D01")
    terminal.until("▸ INTERVIEWER")
    terminal.keys("Down", "Down", "S-Down", "S-Right", "Left")
    terminal.run("resize-window", "-x", "40", "-y", "10")
    terminal.until_true(lambda: max(map(len, terminal.sees.splitlines())) <= 40)
    terminal.run("resize-window", "-x", "120", "-y", "40")
    terminal.until("▸ P01")
    terminal.keys("i")
    terminal.until("A new code in the participant’s words:")
    assert "feedback card. Rosa handed hers over and I cut it down to one" in terminal.sees
    terminal.keys("Escape")
    terminal.until_true(lambda: "in the participant’s words" not in terminal.sees)
    terminal.keys("q")


def test_ctrl_c_ends_nothing(terminal):
    terminal.type("qualcode code D01")
    terminal.until("▸ INTERVIEWER")
    terminal.keys("C-c")
    terminal.until("everything is kept already")
    terminal.keys("Down", "Enter")
    terminal.until("Which code")
    terminal.keys("C-c", "Escape")
    terminal.until_true(lambda: "Which code" not in terminal.sees)
    terminal.keys("q")
    assert "Which code" not in terminal.command("echo still here")
    assert "still here" in terminal.sees


@pytest.mark.parametrize("kind", ["xterm", "screen", "xterm-mono", "vt100", "xterm-256color", "tmux-256color"])
def test_every_kind_of_terminal(terminal, kind):
    terminal.type(f"TERM={kind} qualcode code D01")
    terminal.until("▸ INTERVIEWER")
    terminal.keys("Down", "Enter")
    terminal.until("Which code")
    terminal.keys("Enter")
    terminal.until("u takes it back")
    assert re.search(r"\x1b\[(?:[\d;]*;)?7[;m]", terminal.paints), "what is selected shows in every terminal"
    terminal.keys("q")
    assert "immediate" in terminal.command("qualcode codings")


def test_without_color(terminal):
    terminal.type("NO_COLOR=1 qualcode code D01")
    terminal.until("▸ INTERVIEWER")
    for color in re.findall(r"\x1b\[(?:[\d;]*;)?[34]8;2;(\d+);(\d+);(\d+)", terminal.paints):
        assert len(set(color)) == 1
    terminal.keys("q")


def test_after_a_fault_the_terminal_is_as_before_and_none_of_the_interview_is_told(terminal, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import qualcode.tui.sitting as s\n"
        "def fails(*_):\n    words = open('interview.txt').read()\n    raise RuntimeError('a fault')\n"
        "s.Sitting.repeat = fails\n",
        encoding="utf-8",
    )
    terminal.type("stty -a > before")
    terminal.type("PYTHONPATH=. qualcode code D01; echo ended=$?")
    terminal.until("▸ INTERVIEWER")
    terminal.keys(".")
    terminal.until("ended=1")
    assert "a fault" in terminal.sees
    assert "feedback card" not in terminal.run("capture-pane", "-p", "-S", "-500")
    terminal.type("stty -a > after")
    terminal.until_true(lambda: (tmp_path / "after").is_file() and (tmp_path / "after").read_text() != "")
    assert (tmp_path / "after").read_text() == (tmp_path / "before").read_text()
    assert terminal.run("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}").split() == [
        "0",
        "0",
        "1",
    ]


def test_nothing_is_written_outside_the_project(terminal, tmp_path):
    terminal.type("qualcode code D01")
    terminal.until("▸ INTERVIEWER")
    terminal.keys("Down", "Down", "Enter", "Enter")
    terminal.until("u takes it back")
    terminal.keys("m")
    terminal.until("A memo on")
    terminal.keys("z", "e", "b", "r", "a", "C-s")
    terminal.until("The memo is kept.")
    terminal.keys("q")
    terminal.command("echo done")
    inside = {
        "project.db",
        "project.db-wal",
        "project.db-shm",
        "transcripts",
        "backups",
        "interview.txt",
        "participants.csv",
    }
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.relative_to(tmp_path).parts[0] not in inside:
            content = path.read_bytes()
            assert b"feedback card" not in content, path
            assert b"zebra" not in content, path
