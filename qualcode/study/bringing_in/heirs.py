"""Who speaks in a corrected text under another label than before."""

from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.model import Speaker, Turn
from qualcode.transcripts.versions.offset_map import OffsetMap

_TAKES_OVER = 0.8
"""The share of the words under a new label that were said under one old label, for it to be the same person."""


def heirs_of(
    way: OffsetMap, old: Sequence[Turn], new: Sequence[Turn], labels: Sequence[str], gone: Sequence[Speaker]
) -> Mapping[str, Speaker]:
    """New labels under which stands what one label that is gone had said: the same person, spelled otherwise."""
    shared = Counter(_shared_words(way, old, new))
    said: Counter[str] = Counter()
    for turn in new:
        said[turn.label or ""] += turn.end - turn.start
    heirs: dict[str, Speaker] = {}
    for one in gone:
        likely = [label for label in labels if shared[one.label, label] > _TAKES_OVER * said[label] > 0]
        if len(likely) == 1:
            heirs[likely[0]] = one
    return heirs


def _shared_words(way: OffsetMap, old: Sequence[Turn], new: Sequence[Turn]) -> dict[tuple[str, str], int]:
    """How many characters that stand under an old label stand under a new one."""
    shared: Counter[tuple[str, str]] = Counter()
    first = after = 0
    for one in (one for one in way.stretches if one.kept):
        while first < len(old) and old[first].end <= one.start:
            first += 1
        while after < len(new) and new[after].end <= one.new_start:
            after += 1
        a, b = first, after
        while a < len(old) and b < len(new) and old[a].start < one.end and new[b].start < one.new_end:
            shift = one.new_start - one.start
            start, end = (
                max(one.start, old[a].start, new[b].start - shift),
                min(one.end, old[a].end, new[b].end - shift),
            )
            if start < end:
                shared[old[a].label or "", new[b].label or ""] += end - start
            if old[a].end + shift <= new[b].end:
                a += 1
            else:
                b += 1
    return shared
