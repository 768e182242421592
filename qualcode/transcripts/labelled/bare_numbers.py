"""Numbers that stand for people where a group's typist could tell voices apart but did not know them: 7: 12: __:."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qualcode.transcripts.labelled.labels import Candidate, Stamp
from qualcode.transcripts.labelled.roles import is_role_or_code

_NUMBER = re.compile(r"[ \t]*(?P<label>\d{1,3}|_{2,4}|\?{1,3})[:：](?=[ \t]+\S)", re.ASCII)
_FEWEST = 6
_BY_COUNT = 1 / 2
"""Share of numbers, at most, that follow the one before them; more are the items of a list."""

_MOST_RECUR = 3 / 4
"""Share of numbers, at least, that speak more than once."""

_LONGEST_SHORT = 2
_MOST_LINES = 3 / 4
"""Share of filled lines that numbers and labels open, at least, from the first number on."""


def with_bare_numbers(
    lines: Sequence[str], starts: Sequence[int], looks: Sequence[Candidate | Stamp | None]
) -> list[Candidate | Stamp | None]:
    """Looks with the numbers before a colon as labels, where they recur in no order beside a recurring role."""
    found = {number: match for number, line in enumerate(lines) if (match := _NUMBER.match(line))}
    if len(found) < _FEWEST or not _are_people([match["label"] for match in found.values()]):
        return list(looks)
    counts = Counter(look.label for look in looks if isinstance(look, Candidate))
    asked = {label for label, count in counts.items() if count > 1 and _is_short_or_a_role(label)}
    first = min(found)
    labelled = sum(isinstance(look, Candidate) and look.label in asked for look in looks[first:])
    filled = sum(1 for line in lines[first:] if line.strip())
    if not asked or len(found) + labelled < _MOST_LINES * filled:
        return list(looks)
    numbered = list(looks)
    for number, match in found.items():
        label, start = match["label"], starts[number]
        words = len(lines[number]) - len(lines[number][match.end() :].lstrip())
        numbered[number] = Candidate(
            label, label, start + match.start("label"), start + words, None, "number", bold=False, firm=True
        )
    return numbered


def _are_people(labels: Sequence[str]) -> bool:
    """Whether some of the numbers recur and they do not count on as those of a list or of questions do."""
    numbers = [int(label) for label in labels if label.isdigit()]
    recurring = sum(count for count in Counter(numbers).values() if count > 1)
    counted = sum(after == before + 1 for before, after in pairwise(numbers))
    return recurring >= _MOST_RECUR * len(numbers) and counted <= _BY_COUNT * max(0, len(numbers) - 1)


def _is_short_or_a_role(label: str) -> bool:
    return is_role_or_code(label) or (len(label) <= _LONGEST_SHORT and label.isupper())
