"""The pages of a PDF, read in a process of its own that a hostile file may crash or fill."""

import json
import sys
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError

_CHILD = Path(__file__).with_name("child.py")
_MOST_WAITING = 180.0
"""Seconds after which a reading ends even where the system does not count a process's time."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that follow each other on one line without a wide gap."""

    text: str
    left: float
    right: float
    base: float
    """Height of the line the letters stand on, counted upward."""
    size: float
    bold: int
    """How many of its first letters are bold, spaces not counted."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, in the order in which it was drawn."""

    number: int
    runs: tuple[Run, ...]
    drawn: bool
    """Whether it shows anything, be it letters, lines or pictures."""
    aslant: str
    """Words written across the direction of the others: stamps and watermarks."""
    recognized: bool
    """Whether its letters are unseen ones laid over a picture, as text recognition leaves them."""
    letters: int
    unknown: int
    """How many of its letters the file does not tell."""
    struck: str = ""
    """The first words that a line is drawn through."""


def pages(data: bytes, name: str) -> list[Page]:
    """The pages of a PDF. Raises QualcodeError where it is locked, damaged or far too large."""
    seen: list[Page] = []
    with closing(_told(data)) as lines:
        for line in lines:
            told = json.loads(line)
            if "refused" in told:
                raise _refusal(told["refused"], name)
            if "done" in told:
                return seen
            runs = tuple(Run(*run) for run in told.pop("runs"))
            seen.append(Page(number=len(seen) + 1, runs=runs, **told))
    raise QualcodeError(
        f"“{name}” cannot be read: it is damaged, or holds far more than any transcript.",
        hint="Export the PDF again, or save it as .docx or .txt.",
    )


def _told(data: bytes) -> Generator[str, None, None]:
    """What the process says of a PDF, line by line; it may end before it is done."""
    import subprocess
    import threading

    # Nothing but the file's bytes goes in, and errors, which could quote it, go nowhere.
    command = [sys.executable, "-I", str(_CHILD), json.dumps([place for place in sys.path if place])]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin
        assert process.stdout
        watch = threading.Timer(_MOST_WAITING, process.kill)
        watch.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(data)
            with suppress(BrokenPipeError):
                process.stdin.close()
            for line in process.stdout:
                if line.endswith(b"\n"):
                    yield line.decode("ascii")
        finally:
            watch.cancel()
            process.kill()


def _refusal(reason: str, name: str) -> QualcodeError:
    from qualcode.transcripts.pdf.child import MOST_PAGES

    messages = {
        "locked": (
            f"“{name}” is locked with a password.",
            "Open it with the password and save or print it as a PDF without one.",
        ),
        "cut short": (f"“{name}” is cut short: the end of the PDF is missing.", "Copy or download the file again."),
        "damaged": (f"“{name}” is damaged and cannot be read as a PDF.", "Export the PDF again."),
        "pages": (
            f"“{name}” has more than {MOST_PAGES:,} pages.",
            "Import transcripts one interview to a file.",
        ),
        "size": (
            f"“{name}” holds far more text or drawings than any transcript.",
            "Import transcripts one interview to a file, or save it as .docx or .txt.",
        ),
    }
    return QualcodeError(messages[reason][0], hint=messages[reason][1])
