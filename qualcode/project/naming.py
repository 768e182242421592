"""Sentences for names that do not exist, with the nearest that do."""

from collections.abc import Iterable
from difflib import get_close_matches

from qualcode.errors import QualcodeError


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
