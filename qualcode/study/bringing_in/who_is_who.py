"""Whom the labels in transcripts stand for, as tables say it: participants.csv and speakers.csv."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from qualcode.errors import ProblemsInFile
from qualcode.project import Project
from qualcode.study.bringing_in.attributes import CONSENT_MEANS, attribute_types, well_formed
from qualcode.study.bringing_in.originals import folded_name
from qualcode.transcripts.reading import folded

_ID = re.compile(r"[^\W\d_][^\W_]{0,29}")
"""A letter, then letters and digits: what a report can cite."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom one label in one file stands for."""

    place: str
    """Where it is said: participants.csv:7; empty where nobody said it."""
    file: str
    """Empty where the label is meant in every file."""
    label: str
    participant: str | None
    """P01; None for interviewers and others, and where qualcode is to give the id."""
    role: str
    """participant, interviewer or other: part in the conversation."""
    attributes: Mapping[str, str]
    part: str = ""
    """Which document of a file that holds several; empty: all of them."""
    cases: tuple[str, ...] | None = None
    """The cases a person belongs to; None where that is not said."""
    plainly: bool = False
    """Whether the role itself was written, and not only an id."""


@dataclass(frozen=True)
class WhoIsWho:
    """A filled-in participants.csv or speakers.csv."""

    name: str
    people: tuple[Person, ...]
    facts: Mapping[tuple[str, str], Mapping[str, str]]
    """Title, source, date and wave by file, as it is looked for, and part."""
    labels: tuple[str, ...] = ()
    """Labels of which nothing is said but that somebody speaks under them."""
    coming: tuple[str, ...] = ()
    """Cases that the same command brings in."""

    def in_file(self, file: str, part: str | None = None) -> dict[str, Person]:
        """The people of one transcript by label."""
        return self.in_files([(file, part)])

    def in_files(self, files: Sequence[tuple[str, str | None]]) -> dict[str, Person]:
        """The people of a transcript by label, whichever of its files a row names; a later file goes before."""
        found = dict(self._by_place.get(("", ""), {}))
        for file, part in files:
            name = folded_name(file)
            found |= {**self._by_place.get((name, ""), {}), **self._by_place.get((name, part or ""), {})}
        return found

    def named_in(self, file: str) -> list[Person]:
        """Those whom the table names in just this file, in all of its documents."""
        return list(self._by_place.get((folded_name(file), ""), {}).values())

    def named_anywhere(self) -> list[Person]:
        """Those whom the table names for every file."""
        return list(self._by_place.get(("", ""), {}).values())

    def facts_of(self, file: str, part: str | None = None) -> dict[str, str]:
        """What is said of one document itself."""
        name = folded_name(file)
        return {**self.facts.get((name, ""), {}), **self.facts.get((name, part or ""), {})}

    def and_also(self, other: "WhoIsWho") -> "WhoIsWho":
        """What two tables say together; what this one says of a file goes before what is said of every file."""
        labels = (*self.labels, *other.labels)
        return WhoIsWho(self.name, (*other.people, *self.people), {**other.facts, **self.facts}, labels)

    def with_cases(self, cases: Sequence[str]) -> "WhoIsWho":
        """The same where these cases will be known."""
        return replace(self, coming=tuple(cases))

    def unmatched(self, known: Mapping[tuple[str, str], frozenset[str]]) -> Iterator[tuple[Person, str]]:
        """Rows that name no transcript, or nobody who speaks in it; `known` has the labels by file and part."""
        files: dict[str, set[str]] = {}
        for (file, _), labels in known.items():
            files.setdefault(file, set()).update(labels)
        everywhere = set().union(*files.values()) if files else set()
        for person in self.people:
            name = folded_name(person.file)
            here: Collection[str] | None = known.get((name, person.part)) if person.part else files.get(name)
            if not person.file:
                if not _speaks(person.label, everywhere):
                    near = did_you_mean(person.label, everywhere)
                    yield person, f"{person.place}: nobody called “{person.label}” speaks in any transcript{near}"
            elif here is None:
                part = f", part {person.part}," if person.part and name in files else ""
                near = "" if part else did_you_mean(person.file, files)
                yield person, f"{person.place}: {person.file}{part} is no imported transcript{near}"
            elif not _speaks(person.label, here):
                near = did_you_mean(person.label, here)
                yield person, f"{person.place}: nobody called “{person.label}” speaks in {person.file}{near}"

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], dict[str, Person]]:
        found: dict[tuple[str, str], dict[str, Person]] = {}
        for person in self.people:
            name = folded_name(person.file) if person.file else ""
            found.setdefault((name, person.part), {})[folded_label(person.label)] = person
        return found


def folded_label(label: str) -> str:
    """A label without differences that nobody sees."""
    return " ".join(unicodedata.normalize("NFC", label).split())


def named_by(people: Mapping[str, Person], label: str) -> Person | None:
    """Whom a label stands for: as it is written, else without regard to capitals and punctuation."""
    exact = people.get(folded_label(label))
    if exact is not None or not people:
        return exact
    loose = folded(label)
    return next((person for person in people.values() if folded(person.label) == loose), None)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that is not there: the nearest one that is."""
    by_folded = {folded(one): one for one in sorted(known)}
    near = get_close_matches(folded(name), by_folded, n=1, cutoff=0.75)
    return f"; did you mean “{by_folded[near[0]]}”?" if near else ""


def _speaks(label: str, labels: Collection[str]) -> bool:
    return folded_label(label) in labels or folded(label) in {folded(one) for one in labels}


def is_participant_id(text: str) -> bool:
    """Whether a text can be somebody's id."""
    return _ID.fullmatch(text) is not None


def checked(project: Project, who: WhoIsWho) -> WhoIsWho:
    """The same with values as they are kept; ProblemsInFile where one does not fit its type, or a case is unknown."""
    types, problems = attribute_types(project), list[str]()
    cases = {name.casefold(): case.id for case in project.cases.all() for name in (case.name, case.id)}
    cases |= {name.casefold(): name for name in who.coming}
    people = []
    for person in who.people:
        kept = {name: well_formed(name, value, types) for name, value in person.attributes.items()}
        problems += [f"{person.place}: {problem}" for _, problem in kept.values() if problem]
        for case in person.cases or ():
            if case.casefold() not in cases:
                problems.append(f"{person.place}: there is no case “{case}” (qualcode import --cases cases.csv)")
        people.append(replace(person, attributes={name: value for name, (value, _) in kept.items()}))
    if problems:
        raise unusable(who.name, problems)
    return replace(who, people=tuple(people))


def unusable(name: str, problems: Sequence[str]) -> ProblemsInFile:
    """The error of a table with all that is wrong with it."""
    hint = "Mend these rows and import again."
    if any(": consent can be " in one for one in problems):
        hint += f" Of consent, {CONSENT_MEANS}."
    return ProblemsInFile(f"{name} cannot be used:", in_order_of_lines(problems), hint=hint)


def in_order_of_lines(problems: Iterable[str]) -> list[str]:
    """Problems in the order of the lines they begin with; one that several lines have stands once, with them all."""
    lines: dict[tuple[str, str], list[int]] = {}
    for problem in problems:
        place, _, told = problem.partition(": ")
        file, _, line = place.rpartition(":")
        lines.setdefault((file, told), []).append(int(line) if line.isdigit() else 0)
    return [
        f"{file}:{', '.join(map(str, sorted(at)))}: {told}"
        for (file, told), at in sorted(lines.items(), key=lambda one: min(one[1]))
    ]
