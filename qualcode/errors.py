"""What can go wrong, said so that a person can go on."""

import shlex
from collections.abc import Sequence

_SPECIAL = frozenset('"$`\\!')
"""What a shell reads as more than itself between double quotes."""


def typed(words: str) -> str:
    """Words as a shell takes them for one, to stand in the next thing to type.

    >>> print(typed("Time is moved, not made"), typed("Who pays $5?"))
    "Time is moved, not made" 'Who pays $5?'
    """
    return shlex.quote(words) if _SPECIAL.intersection(words) else f'"{words}"'


class QualcodeError(Exception):
    """Something a person can put right: what is wrong and where, and the next thing to type."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ProblemsInFile(QualcodeError):
    """A file with several mistakes, all listed at once, each with its line and its mend."""

    def __init__(self, message: str, problems: Sequence[str], hint: str | None = None) -> None:
        super().__init__("\n".join([message, *(f"  {problem}" for problem in problems)]), hint)
        self.problems = tuple(problems)
