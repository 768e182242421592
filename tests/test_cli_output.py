import os
import subprocess
import sys

import pytest
from rich.cells import cell_len

from qualcode.cli.output import laid_out, number

LONG = "  Not yet: " + "one more interview and " * 9 + "/a/path/that/is/longer/than/the/terminal/is/wide.txt"


def on_a_terminal(python: str, columns: int) -> str:
    """What a program says on a terminal of so many columns."""
    ours, theirs = os.openpty()
    try:
        subprocess.run(
            [sys.executable, "-c", python],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
            env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm"},
            check=True,
        )
        return os.read(ours, 100_000).decode("utf-8").replace("\r\n", "\n")
    finally:
        os.close(theirs)
        os.close(ours)


def test_on_a_terminal_talk_is_broken_at_word_ends_and_keeps_its_indent() -> None:
    *lines, path = on_a_terminal(f"from qualcode.cli.output import say; say({LONG!r})", 44).splitlines()

    assert len(lines) > 3
    assert max(map(len, lines)) <= 44
    assert all(line.startswith("  ") for line in lines)
    assert " ".join(" ".join([*lines, path]).split()) == " ".join(LONG.split())
    assert path.endswith("/a/path/that/is/longer/than/the/terminal/is/wide.txt")


def test_into_a_pipe_talk_goes_as_it_is() -> None:
    said = subprocess.run(
        [sys.executable, "-c", f"from qualcode.cli.output import say; say({LONG!r})"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stderr == f"{LONG}\n"


def test_letters_that_take_two_columns_count_two() -> None:
    lines = laid_out("  " + "我们每周都见面" * 20 + " 【and】 " + "word " * 20).splitlines()

    assert max(map(cell_len, lines)) <= 80
    assert cell_len(lines[0]) in {79, 80}


def test_long_work_shows_before_its_first_part_is_done() -> None:
    seen = on_a_terminal(
        "import time\nfrom qualcode.cli.output import progress\nwith progress('Comparing'): time.sleep(1.5)", 80
    )

    assert "Comparing" in seen


@pytest.mark.parametrize(("count", "told"), [(0, "0 passages"), (1, "1 passage"), (2, "2 passages")])
def test_a_count_agrees_with_its_noun(count: int, told: str) -> None:
    assert number(count, "passage") == told
