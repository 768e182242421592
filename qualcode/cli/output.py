"""The one place that writes: data to stdout, talk to stderr."""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

from qualcode.cli.options import Format

_SOON = 1.0
"""Seconds of work after which a progress bar shows."""
_WIDTH = 80
_NARROWEST = 40


def show(
    row_class: type[Any], rows: Sequence[Any], form: Format, *, columns: Sequence[str] | None = None, empty: str = ""
) -> None:
    """Write rows as data; `columns` narrows what people see, programs get every field.

    Where there is no row, `empty` says so to the person, and what to do about it.
    """
    from qualcode.reports.tables import WRITERS

    if not rows and empty:
        say(empty)
        if form is Format.table:
            return
    narrowed = columns if form in (Format.table, Format.md) else None
    WRITERS[form.value](row_class, rows, sys.stdout, columns=narrowed)


def write(text: str) -> None:
    """Write text as data: exactly into a file or another program, harmlessly onto a terminal."""
    shown = _for_terminal(text) if sys.stdout.isatty() else text
    sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n")


def width_of(stream: TextIO) -> int:
    """How many columns a terminal has; 80 where the stream leads elsewhere."""
    if not stream.isatty():
        return _WIDTH
    try:
        asked = int(os.environ.get("COLUMNS", "0"))
        return max(_NARROWEST, asked if asked > 0 else os.get_terminal_size(stream.fileno()).columns or _WIDTH)
    except (OSError, ValueError):
        return _WIDTH


def cells(text: str) -> int:
    """How many columns a line takes; Chinese letters, 【 】 and the like take two each."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def lines_of(text: str, indent: str, width: int | None = None) -> list[str]:
    """Text in lines as wide as the terminal, 80 columns elsewhere."""
    width = width or width_of(sys.stdout)
    return [line for paragraph in text.splitlines() for line in _broken(paragraph, indent, width)]


def laid_out(text: str, width: int | None = None) -> str:
    """Text in which each line keeps its indentation when it is broken to fit."""
    lines: list[str] = []
    for line in text.splitlines():
        lines += lines_of(line.strip(), line[: len(line) - len(line.lstrip())], width) if line.strip() else [""]
    return "\n".join(lines)


def _for_terminal(text: str) -> str:
    from qualcode.reports.tables import harmless

    return harmless(text)


def say(text: str) -> None:
    """Say something to the person, beside the data; on a terminal in lines that fit."""
    sys.stderr.write(f"{laid_out(_for_terminal(text), width_of(sys.stderr)) if sys.stderr.isatty() else text}\n")
    sys.stderr.flush()


def number(count: int, one: str, several: str = "") -> str:
    """A count with its noun: 1 turn, 2 turns."""
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def confirmed(question: str) -> bool:
    """Ask a yes-or-no question; no terminal and no answer mean no."""
    if not sys.stdin.isatty():
        return False
    say(f"{question} [y/N]")
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that hears (done, of all); silent off a terminal and for work under a second."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    # A clock of its own, because the work may be long before it is first heard of: loading a model takes seconds.
    soon = threading.Timer(_SOON, bar.start)
    soon.daemon = True
    soon.start()
    try:
        yield lambda done, of: bar.update(task, completed=done, total=of)
    finally:
        soon.cancel()
        soon.join()
        bar.stop()


def _broken(paragraph: str, indent: str, width: int) -> list[str]:
    """Lines broken at word ends; plain words stay whole, because a path that is cut cannot be copied."""
    lines, line = [], ""
    room = max(1, width - cells(indent))
    for gap, word in re.findall(r"([ \t]*)([^ \t]+)", paragraph):
        longer = f"{line}{gap}{word}" if line else word
        if cells(longer) <= room:
            line = longer
            continue
        if line and (word.isascii() or cells(word) <= room):
            lines.append(line)
            longer = word
        *full, line = _cut(longer, room)
        lines += full
    return [f"{indent}{one}" for one in (*lines, line)]


def _cut(word: str, room: int) -> list[str]:
    """A word in pieces that fit, where its script sets no spaces."""
    if word.isascii():
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and cells(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
