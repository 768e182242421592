"""What waits to be looked at again: suggestions, and passages to be read once more without a code beside them."""

import hashlib
from collections.abc import Collection, Sequence
from typing import TypeGuard

from qualcode.model import SampledPassage, Suggestion
from qualcode.project import Project

Item = Suggestion | SampledPassage
"""One thing to decide on."""


def comes_with_code(item: Item) -> TypeGuard[Suggestion]:
    """Whether a coder is asked about a code; else they read the passage again, and nothing says why it comes."""
    return isinstance(item, Suggestion) and item.arm != "withheld"


def next_waiting(
    project: Project, coder: str, *, document: str | None = None, besides: Collection[str] = ()
) -> list[Item]:
    """Everything a coder can decide on now, what comes next first; without those `besides`, by their ids.

    Called anew after each decision, so whatever order is wanted is made here.
    """
    finished = project.finishes.by(coder)
    suggested = project.suggestions.waiting(coder)
    sampled = [one for one in project.samples.waiting(coder) if one.document in finished]
    return [one for one in _mixed(suggested, sampled) if document in (None, one.document) and one.id not in besides]


def _mixed(suggested: Sequence[Suggestion], sampled: Sequence[SampledPassage]) -> list[Item]:
    """Both in their own order, at random places among each other, so that where one stands does not tell what it is.

    What is left keeps its order when the first is taken away.
    """
    found: list[Item] = []
    some, others = list(reversed(suggested)), list(reversed(sampled))
    while some and others:
        digest = hashlib.sha256(f"{some[-1].id} {others[-1].id}".encode()).digest()
        share = len(others) / (len(some) + len(others))
        found.append(others.pop() if int.from_bytes(digest[:6], "big") < share * 2**48 else some.pop())
    return [*found, *reversed(some), *reversed(others)]
