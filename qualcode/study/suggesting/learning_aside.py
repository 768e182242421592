"""Learning from decisions beside the person who makes them: in a thread that knows nothing of the project's file."""

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.study.suggesting.material_kept import Material, Taught

if TYPE_CHECKING:
    from qualcode.suggest import Scores
    from qualcode.suggest.scores import Matrix

Moved = Mapping[str, "tuple[Matrix, Matrix]"]
"""By code that was decided on: its scores of all passages before the sitting, and now."""


class LearningAside:
    """Scores that follow what is taught; a fault ends the following, and what was found before stays."""

    def __init__(self, material: Material, *, in_background: bool) -> None:
        self.moved: Moved = {}
        self._material = material
        self._first: Scores | None = None
        self._now: Scores | None = None
        self._learned: tuple[Taught, ...] = ()
        self._wanted: tuple[Taught, ...] = ()
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._follow, daemon=True) if in_background else None
        if self._thread is not None:
            self._thread.start()

    def learn(self, taught: Sequence[Taught]) -> None:
        """Follow all that was taught in this sitting: at once, or soon where it runs in the background."""
        with self._changed:
            self._wanted = tuple(taught)
            self._changed.notify_all()
        if self._thread is None and not self._ended:
            self._caught_up()

    def settled(self, seconds: float) -> bool:
        """Wait until everything taught is learned; False where that takes longer, or a fault ended it."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._up_to_date, seconds)
            return not self._ended and self._up_to_date

    def close(self) -> None:
        """Follow no more."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def _up_to_date(self) -> bool:
        return self._now is not None and self._learned == self._wanted

    def _follow(self) -> None:
        while not self._ended:
            self._caught_up()
            with self._changed:
                self._changed.wait_for(lambda: self._ended or not self._up_to_date)

    def _caught_up(self) -> None:
        try:
            while not self._ended and not self._up_to_date:
                self._one_more(self._wanted)
        except Exception:  # noqa: BLE001  # decisions are on disk, and an order is not worth a sitting
            self.close()
        with self._changed:
            self._changed.notify_all()

    def _one_more(self, wanted: tuple[Taught, ...]) -> None:
        """Learn the next thing; what was taken back makes it begin anew."""
        from qualcode.suggest import rescored

        if self._first is None:
            self._first = self._now = self._material.reading.scores(self._material.encoder)
        if self._now is None or wanted[: len(self._learned)] != self._learned:
            self._learned, self._now = (), self._first
        if len(self._learned) < len(wanted):
            index, code, applies = wanted[len(self._learned)]
            self._now = rescored(self._now, index, code, applies=applies)
            self._learned = wanted[: len(self._learned) + 1]
        if self._learned == wanted:
            column = {code: place for place, code in enumerate(self._first.codes)}
            before, now = self._first.probabilities, self._now.probabilities
            self.moved = {
                code: (before[:, column[code]], now[:, column[code]])
                for code in sorted({code for _, code, _ in wanted})
            }
