"""Value cycles among the codes of a codebook."""

from collections.abc import Iterable


def cycle_above(code: str, cycles: Iterable[str]) -> str | None:
    """The value cycle that a code is or stands below; None for codes of no cycle.

    >>> cycle_above("vc.potential.social", ["vc.potential", "vc.applied"])
    'vc.potential'
    """
    return next((cycle for cycle in cycles if code == cycle or code.startswith(f"{cycle}.")), None)
