"""Words with a colon right under a label that stands alone on its line: what that speaker says, not the next label."""

from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode.transcripts.labelled.labels import Candidate, Stamp
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.reading import Known, folded

_FEWEST_ALONE = 4
_RARELY = 1 / 2
"""Share of the lines with only a label under which the words may begin with a colon’s; more are labels themselves."""


def without_said_below(
    lines: Sequence[str], starts: Sequence[int], looks: Sequence[Candidate | Stamp | None], known: Known
) -> list[Candidate | Stamp | None]:
    """Looks without the labels that only ever open what is said under another label: Ana (1:20), then So: we left."""
    counts = Counter(look.label for look in looks if isinstance(look, Candidate))
    alone = {
        number
        for number, look in enumerate(looks)
        if isinstance(look, Candidate) and counts[look.label] > 1 and look.words >= starts[number] + len(lines[number])
    }
    if len(alone) < _FEWEST_ALONE:
        return list(looks)
    below = dict(_below(lines, looks, alone))
    under = Counter(look.label for look in below.values())
    said = {
        label
        for label, count in under.items()
        if count == counts[label] and not is_role_or_code(label) and folded(label) not in known.speakers
    }
    if sum(under[label] for label in said) > _RARELY * len(alone):
        return list(looks)
    return [None if isinstance(look, Candidate) and look.label in said else look for look in looks]


def _below(
    lines: Sequence[str], looks: Sequence[Candidate | Stamp | None], alone: set[int]
) -> Iterator[tuple[int, Candidate]]:
    """What could be a label, with words, on the first filled line under a line with only a label."""
    under = False
    for number, line in enumerate(lines):
        look = looks[number]
        if under and number not in alone and line.strip() and isinstance(look, Candidate):
            yield number, look
        under = number in alone or (under and not line.strip())
