"""What waits to be looked at again: suggestions, and passages to be read once more without a code beside them."""

import hashlib
from collections.abc import Collection, Sequence
from typing import TypeGuard

from qualcode.model import SampledPassage, Suggestion
from qualcode.project import Project

Item = Suggestion | SampledPassage
"""One thing to decide on."""
_FEW = 50


def comes_with_code(item: Item) -> TypeGuard[Suggestion]:
    """Whether a coder is asked about a code; else they read the passage again, and nothing says why it comes."""
    return isinstance(item, Suggestion) and item.arm != "withheld"


def next_waiting(
    project: Project, coder: str, *, document: str | None = None, besides: Collection[str] = ()
) -> list[Item]:
    """Everything a coder can decide on now, what comes next first; without those `besides`, by their ids."""
    return these_items(project, coder, [one for one in waiting_ids(project, coder, document) if one not in besides])


def waiting_ids(project: Project, coder: str, document: str | None = None) -> list[str]:
    """The same by their ids alone: quick, however many wait, since a person is waiting for the next one."""
    finished = project.finishes.by(coder)
    suggested = project.suggestions.waiting_in(coder)
    sampled = {one.id: one.document for one in project.samples.waiting(coder) if one.document in finished}
    where = {**suggested, **sampled}
    return [one for one in _mixed(list(suggested), list(sampled)) if document in (None, where[one])]


def these_items(project: Project, coder: str, ids: Sequence[str]) -> list[Item]:
    """Things that wait by their ids, in that order, as they stand now."""
    # Where most of many are asked for, one question is quicker than one each.
    some = len(ids) <= _FEW
    every = project.suggestions.these(ids) if some else {one.id: one for one in project.suggestions.of(coder)}
    found: dict[str, Item] = {**every}
    if len(found.keys() & set(ids)) < len(ids):
        found |= {one.id: one for one in project.samples.waiting(coder)}
    return [found[one] for one in ids if one in found]


class Line:
    """The things that wait for one coder in one sitting: each keeps the place it had when it was first seen."""

    def __init__(self, project: Project, coder: str, document: str | None = None) -> None:
        self._project = project
        self._coder = coder
        self._document = document
        self._place: dict[str, int] = {}

    def ids(self) -> list[str]:
        """What still waits, in order; what came meanwhile stands behind, what an undo brought back where it stood."""
        waiting = waiting_ids(self._project, self._coder, self._document)
        for one in waiting:
            self._place.setdefault(one, len(self._place))
        return sorted(waiting, key=self._place.__getitem__)


def _mixed(suggested: Sequence[str], sampled: Sequence[str]) -> list[str]:
    """Both in their own order, at random places among each other, so that where one stands does not tell what it is.

    What is left keeps its order when the first is taken away.
    """
    found: list[str] = []
    some, others = list(reversed(suggested)), list(reversed(sampled))
    while some and others:
        digest = hashlib.sha256(f"{some[-1]} {others[-1]}".encode()).digest()
        share = len(others) / (len(some) + len(others))
        found.append(others.pop() if int.from_bytes(digest[:6], "big") < share * 2**48 else some.pop())
    return [*found, *reversed(some), *reversed(others)]
