"""Labels that come back in one order again and again, as the fields of a form do and people do not."""

from collections.abc import Sequence

_FEWEST_FIELDS = 3
_FEWEST_ROUNDS = 3
_MOST_FIELDS = 20


def are_form_fields(labels: Sequence[str]) -> bool:
    """Whether at least three labels follow each other in the same order through the whole document.

    >>> are_form_fields(["Aim", "Staff", "Days"] * 3), are_form_fields(["Q", "A"] * 9)
    (True, False)
    """
    fields = len(set(labels))
    if not _FEWEST_FIELDS <= fields <= _MOST_FIELDS or len(labels) < _FEWEST_ROUNDS * fields:
        return False
    return all(label == labels[place % fields] for place, label in enumerate(labels))
