"""What a coder may know of a suggestion: not the code of a plain reread, nor which ones are decoys."""

from dataclasses import replace

from qualcode.model import Suggestion


def as_known(one: Suggestion, told: str | None) -> Suggestion:
    """A suggestion as its coder may know it; `told` is when they learned that it was a decoy, None: not yet."""
    if one.arm == "withheld" and one.status == "open":
        return replace(one, code="", band="", probability=None, nearest=None, because=None)
    undecided = one.status == "open" or (one.status == "accepted" and one.coding is not None)
    if one.arm == "decoy" and undecided and told is None:
        return replace(one, arm="offered")
    return one
