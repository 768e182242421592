"""A whole table of codes or themes across groups of people: merged where small, masked where that is not enough."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.analysis.counting import Counted
from qualcode.analysis.cross_waves import WaveChange, changes, coded_in, in_wave, met_in, waves_of, wholly_coded_in
from qualcode.analysis.crosstab import CrossCell, Subject, crosstab
from qualcode.analysis.groups_of_people import NOT_GIVEN, Groups, named_together
from qualcode.analysis.masking import withheld
from qualcode.analysis.prevalence import heard_in
from qualcode.analysis.small_groups import merged, neighbours_merged

ALL = "all"
"""The group of everybody in a table, each person once."""


@dataclass(frozen=True, slots=True)
class Column:
    """A group of people as it stands in a table."""

    name: str
    shown: bool
    """False where its people are too few, or would give away others who are."""
    together: tuple[str, ...] = ()
    """The groups that were put together because they are small; empty for one that stands by itself."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """How many of whom said what; cells and changes only of what may be shown."""

    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    cells: tuple[CrossCell, ...]
    totals: tuple[CrossCell, ...]
    """A cell for each row over everybody; none by wave, and none where all are too few."""
    fewest: int
    """People in a group that may be shown."""
    changes: tuple[WaveChange, ...] = ()
    pairs_withheld: tuple[tuple[str, str], ...] = ()
    """Two waves in a row whose changes are not shown, because few people were met in both."""
    without_unit: tuple[str, ...] = ()
    """Participants who belong to no school or organisation of the kind counted."""
    without_wave: tuple[str, ...] = ()
    """Documents of no wave, left out of a table by wave."""


def table_by_groups(
    subjects: Sequence[Subject],
    counted: Counted,
    groups: Groups,
    fewest: int,
    units: Mapping[str, Collection[str]] | None = None,
) -> CrossTable:
    """Subjects by groups of people; groups of fewer than `fewest` are put together, and what stays small is masked.

    Only who is heard in what is coded makes a group larger: of the others it is known that they said nothing yet.
    """
    heard = heard_in(counted.finished)
    coded = {name: tuple(one for one in ids if one in heard) for name, ids in groups.people.items()}
    merge = neighbours_merged if groups.ordered else merged
    parts = merge(coded, fewest) if fewest > 1 else {(name,): ids for name, ids in coded.items()}
    people: dict[str, tuple[str, ...]] = {}
    together: dict[str, tuple[str, ...]] = {}
    for names in parts:
        name = named_together(names, ordered=groups.ordered)
        if len(names) > 1:
            name = f"{name} (together)" if name in groups.people else name
            together[name] = names
        people[name] = tuple(dict.fromkeys(one for part in names for one in groups.people[part]))
    everybody = tuple(dict.fromkeys(one for ids in groups.people.values() for one in ids))
    all_coded = tuple(one for one in everybody if one in heard)
    enough = fewest <= 1 or not all_coded or len(all_coded) >= fewest
    telling = {name: tuple(one for one in ids if one in heard) for name, ids in people.items()}
    hidden = withheld(telling, fewest, [all_coded] if enough else ())
    shown = {name: ids for name, ids in people.items() if name not in hidden}
    return CrossTable(
        rows=tuple(one.name for one in subjects),
        columns=tuple(Column(name, name not in hidden, together.get(name, ())) for name in people),
        cells=crosstab(subjects, counted, shown, units),
        totals=crosstab(subjects, counted, {ALL: everybody}, units) if enough else (),
        fewest=fewest,
        without_unit=_without(units, everybody),
    )


def table_by_participant(subjects: Sequence[Subject], counted: Counted, people: Sequence[str]) -> CrossTable:
    """Subjects by participant, for those who work with the interviews themselves."""
    return table_by_groups(subjects, counted, Groups({one: (one,) for one in people}, ordered=True), 1)


def table_by_wave(
    subjects: Sequence[Subject],
    counted: Counted,
    people: Sequence[str],
    fewest: int,
    units: Mapping[str, Collection[str]] | None = None,
    *,
    same: bool = False,
) -> CrossTable:
    """Subjects by wave, and what changed from each to the next; of the `same` people only: those coded in every wave.

    Waves follow on each other, so small ones are not put together but masked. No total stands over them, as the same
    people are met again.
    """
    waves = waves_of((*counted.finished, *counted.unfinished))
    meant = wholly_coded_in(counted, waves, people) if same and waves else tuple(people)
    met = met_in(counted, waves, meant)
    pairs = list(pairwise(waves))
    both = {pair: wholly_coded_in(counted, pair, meant) for pair in pairs}
    coded = coded_in(counted, waves, meant)
    shown, kept = _waves_shown(coded, both, fewest)
    wave_of = {one.id: one.wave for one in counted.finished}
    cells: list[CrossCell] = []
    for wave in (one for one in waves if one in shown):
        of_wave = [
            replace(one, raised=tuple(coding for coding in one.raised if wave_of.get(coding.document) == wave))
            for one in subjects
        ]
        cells += crosstab(of_wave, in_wave(counted, wave), {wave: met[wave]}, units)
    place = {one.name: number for number, one in enumerate(subjects)}
    changed = changes(subjects, counted, waves, meant) if units is None else ()
    return CrossTable(
        rows=tuple(place),
        columns=tuple(Column(wave, wave in shown) for wave in waves),
        cells=tuple(sorted(cells, key=lambda cell: (place[cell.row], waves.index(cell.group)))),
        totals=(),
        fewest=fewest,
        changes=tuple(one for one in changed if (one.earlier, one.later) in kept),
        pairs_withheld=tuple(pair for pair in pairs if pair not in kept) if units is None else (),
        without_unit=_without(units, meant),
        without_wave=tuple(one.id for one in (*counted.finished, *counted.unfinished) if not one.wave),
    )


def _waves_shown(
    coded: Mapping[str, Sequence[str]], both: Mapping[tuple[str, str], Sequence[str]], fewest: int
) -> tuple[set[str], set[tuple[str, str]]]:
    """The waves and the pairs of waves that may be shown; changes give way before whole waves do."""
    # What somebody says in one wave and in the next are two things to be found out of one person.
    whose = {(person, wave): person for wave, people in coded.items() for person in people}
    waves = {wave: [(person, wave) for person in people] for wave, people in coded.items()}
    shown = waves.keys() - withheld(waves, fewest, whose=whose)
    kept: set[tuple[str, str]] = set()
    sums: list[list[tuple[str, str]]] = [waves[wave] for wave in shown]
    for pair, people in both.items():
        added = [[(person, wave) for person in people] for wave in pair]
        if not withheld({pair[0]: added[0], pair[1]: added[1]}, fewest, sums, whose):
            kept.add(pair)
            sums += added
    return shown, kept


def _without(units: Mapping[str, Collection[str]] | None, people: Iterable[str]) -> tuple[str, ...]:
    if units is None:
        return ()
    members = set[str]().union(*units.values())
    return tuple(one for one in people if one not in members)


def units_of(groups: Groups) -> dict[str, tuple[str, ...]]:
    """Schools or organisations, each with its people; those who belong to none stand nowhere."""
    return {name: people for name, people in groups.people.items() if name != NOT_GIVEN}
