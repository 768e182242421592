"""Asking a person at the terminal, and what may be answered."""

import sys
from collections.abc import Mapping, Sequence

from qualcode.cli.output import laid_out, say
from qualcode.errors import QualcodeError


class AnswersEnded(QualcodeError):
    """Nobody answers any more, which no other question can put right."""


def line_typed(question: str, go_on: str) -> str:
    """What a person types after a question, trimmed; AnswersEnded, with how to go on later, where nobody does."""
    say(laid_out(question))
    line = sys.stdin.readline()
    if not line:
        raise AnswersEnded("The answers ended; what was decided is kept.", hint=f"To go on: {go_on}")
    return line.strip()


def choice_typed(question: str, choices: Mapping[str, Sequence[str]], go_on: str) -> str:
    """The letter of a choice, typed as that letter or as its whole word; nothing else decides anything."""
    while True:
        line = line_typed(question, go_on)
        typed = " ".join(line.casefold().split())
        for letter, words in choices.items():
            if typed == letter or typed in words:
                return letter
        shown = line if len(line) <= 30 else f"{line[:29]}…"
        said = f"“{shown}” is none of the choices." if line else "Nothing was typed."
        say(f"{said} Nothing has changed; type one of: {' '.join(choices)}")
