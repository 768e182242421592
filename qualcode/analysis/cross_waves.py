"""What the same people said in one round of interviews and in the next."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.analysis.blanks import NOT_ASKED
from qualcode.analysis.counting import Counted
from qualcode.analysis.crosstab import Subject, why_silent
from qualcode.analysis.prevalence import heard_in
from qualcode.model import Document
from qualcode.scope import as_number


@dataclass(frozen=True, slots=True)
class WaveChange:
    """Who raised something in one wave and in the next; participants, each once."""

    row: str
    earlier: str
    later: str
    of: int
    """Participants coded in both waves who had the chance to raise it in both."""
    new: int
    """Raised it in the later wave only."""
    persists: int
    """Raised it in both."""
    dropped: int
    """Raised it in the earlier wave only."""
    neither: int
    not_asked: int
    """Coded in both waves, and not asked in at least one of them: left out of the others."""


def waves_of(documents: Iterable[Document]) -> tuple[str, ...]:
    """The waves of a study from the first to the last: numbers by size, others by name.

    >>> def of(wave): return Document("D01", "", "interview", (), (), None, wave=wave)
    >>> waves_of([of("10"), of("2"), of(None), of("2")])
    ('2', '10')
    """
    waves = {one.wave for one in documents if one.wave}
    numbers = {wave: as_number(wave) for wave in waves}
    return tuple(sorted(waves, key=lambda wave: (numbers[wave] is None, numbers[wave] or 0, wave)))


def in_wave(counted: Counted, wave: str) -> Counted:
    """What counts, of the documents of one wave alone."""
    finished = tuple(one for one in counted.finished if one.wave == wave)
    ids = {one.id for one in finished}
    return replace(
        counted,
        codings=tuple(one for one in counted.codings if one.document in ids),
        finished=finished,
        unfinished=tuple(one for one in counted.unfinished if one.wave == wave),
    )


def met_in(counted: Counted, waves: Iterable[str], people: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By wave, which of some people are heard in it, coded already or not."""
    found = {}
    for wave in waves:
        within = in_wave(counted, wave)
        heard = heard_in((*within.finished, *within.unfinished))
        found[wave] = tuple(person for person in people if person in heard)
    return found


def coded_in(counted: Counted, waves: Iterable[str], people: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By wave, which of some people are heard in what is coded of it."""
    heard = {wave: heard_in(in_wave(counted, wave).finished) for wave in waves}
    return {wave: tuple(person for person in people if person in some) for wave, some in heard.items()}


def wholly_coded_in(counted: Counted, waves: Iterable[str], people: Iterable[str]) -> tuple[str, ...]:
    """Who of some people is heard in each of the waves, with everything of theirs there coded."""
    within = [in_wave(counted, wave) for wave in waves]
    coded = [heard_in(one.finished).keys() - heard_in(one.unfinished).keys() for one in within]
    return tuple(person for person in people if all(person in some for some in coded))


def changes(
    subjects: Iterable[Subject], counted: Counted, waves: Sequence[str], people: Collection[str]
) -> tuple[WaveChange, ...]:
    """For every subject and two waves in a row, who raised it anew, again, or no more."""
    pairs = list(pairwise(waves))
    both = {pair: wholly_coded_in(counted, pair, people) for pair in pairs}
    coded = {wave: heard_in(in_wave(counted, wave).finished) for wave in waves}
    wave_of = {one.id: one.wave for one in counted.finished}
    table = []
    for subject in subjects:
        said: dict[str | None, set[str | None]] = {}
        for one in subject.raised:
            said.setdefault(wave_of.get(one.document), set()).add(one.participant)
        for pair in pairs:
            first, then = (said.get(wave, set()) for wave in pair)
            asked = [
                person
                for person in both[pair]
                if all(
                    person in said.get(wave, ()) or why_silent(person, subject.codes, coded[wave], ()) != NOT_ASKED
                    for wave in pair
                )
            ]
            table.append(
                WaveChange(
                    row=subject.name,
                    earlier=pair[0],
                    later=pair[1],
                    of=len(asked),
                    new=sum(one in then and one not in first for one in asked),
                    persists=sum(one in then and one in first for one in asked),
                    dropped=sum(one in first and one not in then for one in asked),
                    neither=sum(one not in first and one not in then for one in asked),
                    not_asked=len(both[pair]) - len(asked),
                )
            )
    return tuple(table)
