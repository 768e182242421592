"""What is said of codings, and beside a listing of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.cli.options import Format
from qualcode.cli.output import say, show
from qualcode.model import Coding

if TYPE_CHECKING:
    from qualcode.study.coding.called_now import CalledNow
    from qualcode.study.coding.listing_codings import CodingRow

_MOST_CODES = 8
"""Codes a sentence names before it only counts them."""


def for_people(row: "CodingRow") -> "CodingRow":
    """A row as people read it, all that is said of its code in one place."""
    from dataclasses import replace

    from qualcode.study.coding.code_words import code_and_besides

    code = code_and_besides(row, row.status) + (" (second look)" if row.second_look else "")
    return replace(row, id=row.id[:8], code=f"★ {code}" if row.starred else code)


def say_what_it_is_called_now(former: "tuple[CalledNow, ...]") -> None:
    """Say of codes that were asked for by a former name what became of them."""
    for one in former:
        say(f"“{one.asked}” {'was merged into' if one.merged else 'is now called'} {one.now}.")


def under_another_definition(codings: Mapping[str, int]) -> str:
    """How many codings were made while their codes meant something else, and where that is told."""
    of_codes = sorted(codings.items(), key=lambda one: (-one[1], one[0]))
    named = ", ".join(f"{code} {n}" for code, n in of_codes[:_MOST_CODES])
    more = f" and {len(of_codes) - _MOST_CODES} more codes" if len(of_codes) > _MOST_CODES else ""
    were = "coding was" if sum(codings.values()) == 1 else "codings were"
    return (
        f"{sum(codings.values())} {were} made under another definition than today’s: {named}{more}."
        f" What it said: qualcode codebook show {of_codes[0][0]} --history"
    )


def tell_coding(verb: str, coding: Coding, remarks: Sequence[str], form: Format) -> None:
    """Say what became of a coding, or write it as data."""
    if form is not Format.table:
        show(Coding, [coding], form)
        return
    from qualcode.study.coding.code_words import said_besides

    words = " ".join(coding.words.split())
    turn = "" if coding.turn is None else f", turn {coding.turn},"
    besides = f" ({said_besides(coding.modifiers)})" if coding.modifiers else ""
    say(f"{verb} {coding.document}{turn} with {coding.code}{besides}: “{words}”   ({coding.id[:8]})")
    for remark in remarks:
        say(remark)
