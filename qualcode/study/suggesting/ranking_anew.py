"""What waits in a new order after each decision: the passages of the codes that were decided on move."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.project import Project
from qualcode.study.suggesting.learning_aside import LearningAside
from qualcode.study.suggesting.material_kept import Lesson, Material, material_kept

if TYPE_CHECKING:
    from qualcode.suggest.scores import Matrix

SMALL = 300
"""Passages up to which learning at once keeps nobody waiting for long."""


class RankingAnew:
    """Learns from the decisions of a sitting and moves what still waits; nothing of it is written.

    The first decision reads what is kept; passages are then scored, in a thread of its own where `in_background`.
    Where a vector is missing, or anything goes wrong, the order stays as it is.
    """

    def __init__(self, project: Project, coder: str, *, in_background: bool) -> None:
        self._project = project
        self._coder = coder
        self._in_background = in_background
        self._lessons: dict[str, Sequence[Lesson]] = {}
        self._begun = False
        self._material: Material | None = None
        self._aside: LearningAside | None = None

    def learn(self, event: str, lessons: Sequence[Lesson], made: Collection[str] = ()) -> None:
        """Learn from a decision, which is on disk as an event; `made` are the ids of its codings."""
        self._lessons[event] = lessons
        if lessons and not self._begun:
            self._begun = True
            self._begin(made)
        self._pass_on()

    def unlearn(self, event: str) -> None:
        """Forget a decision that was taken back."""
        if self._lessons.pop(event, None):
            self._pass_on()

    def in_order(self, ids: Sequence[str]) -> list[str]:
        """The things that wait, by their ids: which code comes where stays, which passage of it comes there moves.

        A passage comes as many places sooner among those of its code as its score rose among theirs, so that
        whatever order was asked for shows through. Decoys and passages to be read again keep their places.
        """
        found = list(ids)
        if self._aside is None or self._material is None:
            return found
        where = self._material.where
        for code, (before, now) in self._aside.moved.items():
            places = [place for place, one in enumerate(ids) if one in where and where[one][1] == code]
            rows = [where[ids[place]][0] for place in places]
            for place, chosen in zip(places, risen(before[rows], now[rows]), strict=True):
                found[place] = ids[places[chosen]]
        return found

    def settled(self, seconds: float) -> bool:
        """Wait until everything decided so far is learned; False where that takes longer, or cannot be."""
        return self._aside is not None and self._aside.settled(seconds)

    def close(self) -> None:
        """Learn no more; nobody waits for what is under way."""
        if self._aside is not None:
            self._aside.close()

    def _begin(self, made: Collection[str]) -> None:
        most = None if self._in_background else SMALL
        try:
            # Without what is learned next, or it would be known before it is learned.
            self._material = material_kept(self._project, self._coder, most=most, without=made)
        except Exception:  # noqa: BLE001  # the decision is on disk, and an order is not worth a sitting
            return
        if self._material is not None:
            self._aside = LearningAside(self._material, in_background=self._in_background)

    def _pass_on(self) -> None:
        if self._aside is None or self._material is None:
            return
        taught = (one for lessons in self._lessons.values() for one in lessons)
        self._aside.learn([found for one in taught if (found := self._material.taught(one)) is not None])


def risen(before: "Matrix", now: "Matrix") -> list[int]:
    """The order of things that stand in some order, after each moved as far as it rose among the others by its score.

    >>> import numpy as np
    >>> risen(np.array([0.1, 0.9, 0.2]), np.array([0.1, 0.9, 0.2]))
    [0, 1, 2]
    >>> risen(np.array([0.9, 0.5, 0.2]), np.array([0.3, 0.5, 0.8]))
    [2, 1, 0]
    """
    place_before, place_now = _places(before), _places(now)
    return sorted(range(len(now)), key=lambda one: (one + place_now[one] - place_before[one], place_now[one]))


def _places(scores: "Matrix") -> Mapping[int, int]:
    """Which place each has, the highest score at 0."""
    order = (-scores).argsort(kind="stable")
    return {int(one): place for place, one in enumerate(order)}
