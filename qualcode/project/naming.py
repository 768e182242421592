"""Sentences for names that do not exist, with the nearest that do."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from qualcode.errors import QualcodeError

T = TypeVar("T")


def unknown(kind: str, name: str, known: Iterable[str], listing: str) -> QualcodeError:
    """The error for a code, coder or document that nobody knows; `listing` is the command that lists them."""
    names = list(known)
    folded = {candidate.casefold(): candidate for candidate in names}
    near = [folded[match] for match in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)]
    near += [candidate for candidate in names if name.casefold() in candidate.casefold() and candidate not in near][:3]
    message = f"There is no {kind} “{name}” in this project."
    if near:
        return QualcodeError(message, hint=f"Did you mean {', '.join(near[:3])}? All of them: {listing}")
    return QualcodeError(message, hint=f"See what there is: {listing}")


FEWEST_LETTERS = 4
"""Letters of an id below which it would too easily mean another thing."""


def the_one(found: Sequence[T], given: str, kind: str, listing: str) -> T:
    """The only row whose id begins with what was given; QualcodeError when none or several do, or it is too short."""
    if len(given) < FEWEST_LETTERS:
        raise QualcodeError(f"“{given}” is too short for an id; give {FEWEST_LETTERS} letters or more.", hint=listing)
    if len(found) != 1:
        how_many = "More than one" if found else "No"
        raise QualcodeError(f"{how_many} {kind}’s id begins with “{given}”.", hint=f"See the ids: {listing}")
    return found[0]
