"""When something to decide came in front of its coder, kept until the decision is."""

from collections.abc import Callable


class Openings:
    """Moments of one sitting: they are written with the decision, so that looking alone leaves no event."""

    def __init__(self, clock: Callable[[], str]) -> None:
        self._clock = clock
        self._when: dict[tuple[str, str], str] = {}

    def mark(self, coder: str, what: str) -> None:
        """Note that a suggestion or sampled passage, by its id, is in front of a coder now."""
        self._when[coder, what] = self._clock()

    def of(self, coder: str, what: str) -> str | None:
        """When it was there last in this sitting; None where it never was."""
        return self._when.get((coder, what))
