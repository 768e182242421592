"""Walking the excerpts of a code that is split."""

from collections.abc import Sequence

from qualcode.cli.answers import AnswersEnded, line_typed
from qualcode.cli.output import laid_out, say, write
from qualcode.study.codebooks.splitting import Part, SplitRow

_STAYS = "0"


def walked(rows: Sequence[SplitRow], parts: Sequence[Part], code: str) -> dict[str, str]:
    """Ask for each excerpt where it goes; gives back the part of each coding that was given one.

    Whoever stops keeps what was decided: the excerpts left stay with the code.
    """
    chosen: dict[str, str] = {}
    at = 0
    while at < len(rows):
        row = rows[at]
        write("\n" + laid_out(f"{at + 1} of {len(rows)}   {row.document}, turn {row.turn or '–'}   {row.coder}"))
        write(laid_out(f"  “{' '.join(row.words.split())}”"))
        answer = _answer(row, code)
        if answer == "q":
            break
        if answer == "u":
            at = max(0, at - 1)
            chosen.pop(rows[at].coding, None)
            continue
        if answer != _STAYS:
            chosen[row.coding] = row.guesses[int(answer) - 1]
        at += 1
    return chosen


def _answer(row: SplitRow, code: str) -> str:
    choices = [f"{number} {part}" for number, part in enumerate(row.guesses, start=1)]
    question = " · ".join([*choices, f"{_STAYS} stays with {code}", "u back", "q stop here"])
    allowed = [*map(str, range(len(row.guesses) + 1)), "u", "q"]
    while True:
        try:
            typed = line_typed(question, f"qualcode codebook split {code} …").casefold()
        except AnswersEnded:
            return "q"
        if typed in allowed:
            return typed
        say(f"Type one of: {' '.join(allowed)}")
