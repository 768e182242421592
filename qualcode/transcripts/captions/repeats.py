"""Words that stand in a file more often than they were said: captions that roll, loops of speech recognition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from qualcode.transcripts.captions.cues import Cue, plain
from qualcode.transcripts.rendering import Piece

_SEVERAL = 3
_OFTEN = 0.2
"""Share of cues that repeat the cue before when captions roll; people who repeat themselves do so less."""

_MOST_LINES = 8
"""Lines that captions show at once."""

_LOOP = 5
"""Times the same words follow each other before somebody should listen to the recording."""

_MOST_LOOPS = 3


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cue with its lines as people see them, next to the lines as written."""

    cue: Cue
    plain: tuple[str, ...]
    written: tuple[str, ...]


def unrolled(found: Sequence[Cue]) -> tuple[list[Cue], list[str]]:
    """Cues without the lines that captions repeat while they roll or grow, and a warning where there were any."""
    shown = [_shown(cue) for cue in found]
    for rolls, without in ((_scrolls, _without_scrolling), (_grows, _without_growing)):
        pairs = [rolls(before, after) for before, after in pairwise(shown)]
        if sum(pairs) >= _SEVERAL and sum(pairs) >= _OFTEN * sum(bool(one.plain) for one in shown):
            told = f"The captions roll: {sum(pairs)} cues say the cue before again and more, which was left out."
            return without(shown), [told]
    return list(found), []


def loops(pieces: Iterable[Piece]) -> list[str]:
    """A warning for the same words many times in a row, as speech recognition writes them over silence."""
    found = []
    for words, run in groupby(pieces, key=lambda piece: piece.words.strip().casefold()):
        same = list(run)
        if words and len(same) >= _LOOP:
            short = same[0].words.strip()
            found.append(f"“{short if len(short) < 40 else short[:40] + '…'}” {len(same)} times")
    if not found:
        return []
    more = f" and {len(found) - _MOST_LOOPS} more" if len(found) > _MOST_LOOPS else ""
    told = f"The same words follow each other many times ({', '.join(found[:_MOST_LOOPS])}{more}); "
    return [f"{told}speech recognition writes such loops over silence, so listen to the recording."]


def _shown(cue: Cue) -> _Shown:
    lines = [(plain(line), line) for line in cue.lines]
    kept = [(seen, line) for seen, line in lines if seen]
    return _Shown(cue, tuple(seen for seen, _ in kept), tuple(line for _, line in kept))


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines at the end of one cue stand at the start of the next."""
    for size in range(min(len(before), len(after), _MOST_LINES), 0, -1):
        if tuple(before[-size:]) == tuple(after[:size]):
            return size
    return 0


def _scrolls(before: _Shown, after: _Shown) -> bool:
    return 0 < _overlap(before.plain, after.plain) < len(after.plain)


def _grows(before: _Shown, after: _Shown) -> bool:
    """Whether a cue says again what the cue before said, and more, while that one may still be shown."""
    said, says = " ".join(before.plain), " ".join(after.plain)
    named = "".join(before.written).partition(">")[0] == "".join(after.written).partition(">")[0]
    longer = len(says) > len(said) > 0 and says.startswith(said) and not says[len(said)].isalnum()
    return longer and (named or "<v" not in "".join(after.written)) and after.cue.begins <= before.cue.ends + 0.5


def _without_scrolling(shown: Sequence[_Shown]) -> list[Cue]:
    kept = []
    before: tuple[str, ...] = ()
    for one in shown:
        new = one.written[_overlap(before, one.plain) :]
        if new:
            kept.append(replace(one.cue, lines=new))
        before = one.plain or before
    return kept


def _without_growing(shown: Sequence[_Shown]) -> list[Cue]:
    kept: list[_Shown] = []
    for one in shown:
        if kept and _grows(kept[-1], one):
            begins = min(kept.pop().cue.begins, one.cue.begins)
            kept.append(replace(one, cue=replace(one.cue, begins=begins)))
        else:
            kept.append(one)
    return [one.cue for one in kept]
