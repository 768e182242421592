"""The one place that writes: data to stdout, talk to stderr."""

import shutil
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from qualcode.cli.options import Format

_SOON = 1.0
"""Seconds of work after which a progress bar shows."""


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
    """Write text as data."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def lines_of(text: str, indent: str) -> list[str]:
    """Text in lines as wide as the terminal, 80 columns elsewhere."""
    width = max(40, shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80)
    return [
        line
        for paragraph in text.splitlines()
        for line in textwrap.wrap(paragraph, width, initial_indent=indent, subsequent_indent=indent) or [""]
    ]


def laid_out(text: str) -> str:
    """Text in which each line keeps its indentation when it is broken to fit."""
    lines: list[str] = []
    for line in text.splitlines():
        lines += lines_of(line.strip(), line[: len(line) - len(line.lstrip())]) if line.strip() else [""]
    return "\n".join(lines)


def say(text: str) -> None:
    """Say something to the person, beside the data."""
    sys.stderr.write(f"{text}\n")
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
    began = time.monotonic()

    def hear(done: int, of: int) -> None:
        if time.monotonic() - began > _SOON:
            bar.start()
        bar.update(task, completed=done, total=of)

    try:
        yield hear
    finally:
        bar.stop()
