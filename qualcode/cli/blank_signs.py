"""What stands in a picture for each kind of blank."""

from collections.abc import Iterable

SIGNS = {
    "asked, nothing said": "·",
    "nothing said; whether asked is not recorded": "~",
    "not asked": "-",
    "not coded yet": "?",
    "no interview": "×",
}


def plain(state: str) -> str:
    """A kind of blank without “so far”: it is drawn as what is so.

    >>> plain("nothing said so far; whether asked is not recorded")
    'nothing said; whether asked is not recorded'
    """
    return state.replace(" so far", "")


def legend(states: Iterable[str]) -> str:
    """What the signs mean of which a picture made use.

    >>> legend(["not asked", "said", "not asked so far"])
    '- not asked'
    """
    used = {plain(state) for state in states}
    return " | ".join(f"{sign} {words}" for words, sign in SIGNS.items() if words in used)
