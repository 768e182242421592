"""Codings as rows for other programs, a column for each thing that is known; and who bears which code, as 0 and 1."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.counting import counted
from qualcode.model import Case, Coding, Document, Participant, Turn
from qualcode.project import Project
from qualcode.project.codes import AppliedCode
from qualcode.project.codings import visible
from qualcode.scope import Scope
from qualcode.study.keeping_back import hidden_from, note_what_is_shown
from qualcode.study.tabulating.counting import asking_in

Value = str | int | bool | None | tuple[str, ...]
"""What stands in a cell: text exactly as it is, a number, yes or no, several names, or nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with named columns, and what making them means."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    kept_back: frozenset[str] = frozenset()
    """Interviews of which others’ codings were left out, as the viewer is still coding them."""
    newly_seen: tuple[str, ...] = ()
    """Interviews the viewer has not finished and now knows others’ codings of."""
    guarded: tuple[str, ...] = ()
    """Participants whose words stand here and who did not consent to be quoted."""
    modifiers: tuple[str, ...] = ()
    """What coders say besides codes, in the order of its columns."""


_FIRST = ("document", "title", "source", "date", "wave", "participant")
_LAST = ("coder", "counted", "starred", "blind", "memo", "made", "id")
_MIDDLE = ("cases", "turn", "time", "start", "end", "code", "code_path", "words")


def coding_sheet(project: Project, scope: Scope, viewer: str | None) -> Sheet:
    """A row for each coding in scope that the viewer may see, of every coder; `counted` says whether it counts.

    The words of those who did not consent to be quoted stand there too, as it is the team’s own data.
    """
    hidden = hidden_from(project, viewer)
    # With those that came of decoys, as in every listing: to leave them out would give the decoys away.
    every = project.codings.listed()
    people, cases = project.participants.by_id(), {one.id: one for one in project.cases.all()}
    shown = visible([one for one in every if scope.holds(one, people)], hidden, viewer or "")
    documents = {one.id: one for one in project.documents.all()}
    named = column_names(people.values(), _modifiers(project, shown))
    counting = _counting(project, every, list(documents.values()))
    places = {document: _Turns(project.documents.turns(document)) for document in {one.document for one in shown}}
    codes = {one.name: one for one in project.codes.all()}
    rows = []
    for one in shown:
        document, person = documents[one.document], people.get(one.participant or "")
        attributes = person.attributes if person else {}
        rows.append(
            (
                *(document.id, document.title, document.source, document.date, document.wave, one.participant),
                *(attributes.get(name) for name in named.attributes),
                *(_names(person, cases), one.turn, clock(places[one.document].time(one.start)), one.start, one.end),
                *(one.code, " > ".join(code_path(one.code, codes)), one.words),
                *(one.modifiers.get(name) for name in named.modifiers),
                *(one.coder, one.id in counting, one.starred, one.blind, one.memo, one.made, one.id),
            )
        )
    return Sheet(
        columns=(*_FIRST, *named.attributes.values(), *_MIDDLE, *named.modifiers.values(), *_LAST),
        rows=tuple(rows),
        kept_back=frozenset(one.document for one in every if one.document in hidden and one.coder != viewer),
        newly_seen=note_what_is_shown(project, viewer, shown),
        modifiers=tuple(named.modifiers),
        guarded=guarded(people, (one.participant for one in shown)),
    )


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The column of each attribute and of each modifier."""

    attributes: Mapping[str, str]
    modifiers: Mapping[str, str]


def column_names(people: Iterable[Participant], modifiers: Iterable[str], own: Iterable[str] = ()) -> ColumnNames:
    """Attributes and modifiers under their own names; where a name is taken, with what it is of in front.

    >>> found = column_names([Participant("P01", {"role": "principal", "level": "high"})], ["level", "valence"])
    >>> list(found.attributes.values()), list(found.modifiers.values())
    (['consent', 'participant_level', 'role'], ['coding_level', 'valence'])
    """
    attributes = sorted({name for person in people for name in person.attributes} | {"consent"})
    borne = list(dict.fromkeys(modifiers))
    folded = [name.casefold() for name in (*_FIRST, *_MIDDLE, *_LAST, *own, *attributes, *borne)]

    taken: set[str] = set()

    def named(name: str, of: str) -> str:
        found, again = name if folded.count(name.casefold()) == 1 else f"{of}_{name}", 2
        while found.casefold() in taken:
            found, again = f"{of}_{name}_{again}", again + 1
        taken.add(found.casefold())
        return found

    return ColumnNames(
        {name: named(name, "participant") for name in attributes}, {name: named(name, "coding") for name in borne}
    )


def code_path(code: str, codes: Mapping[str, AppliedCode]) -> tuple[str, ...]:
    """The labels from the topmost code above a code down to it."""
    steps = code.split(".")
    line = [".".join(steps[: depth + 1]) for depth in range(len(steps))]
    return tuple(codes[one].label if one in codes else one for one in line if one in codes or one == code)


def clock(seconds: float | None) -> str | None:
    """A time in a recording.

    >>> clock(3754.2), clock(None)
    ('1:02:34', None)
    """
    if seconds is None:
        return None
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}"


def guarded(people: Mapping[str, Participant], told_of: Iterable[str | None]) -> tuple[str, ...]:
    """Who of those told of did not consent to be quoted."""
    known = sorted({one for one in told_of if one and one in people})
    return tuple(one for one in known if people[one].attributes.get("consent", "quote").casefold() != "quote")


class _Turns:
    """The time stamps of one document."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [turn.start for turn in turns]

    def time(self, position: int) -> float | None:
        """Seconds at the last time stamp of a turn that is not after a position in it; None where there is none."""
        place = bisect_right(self._starts, position)
        if not place:
            return None
        turn = self._turns[place - 1]
        return max((seconds for mark, seconds in turn.marks if mark <= position), default=turn.begins)


def _counting(project: Project, codings: list[Coding], documents: Sequence[Document]) -> frozenset[str]:
    """Which count by the rule of the study, whoever’s are asked for."""
    chosen = counted(codings, documents, asking=asking_in(project, codings))
    return frozenset(one.id for one in chosen.codings)


def _modifiers(project: Project, codings: Iterable[Coding]) -> list[str]:
    """The modifiers that are declared, in their order, then any others that codings carry."""
    borne = {name for one in codings for name in one.modifiers}
    return [*project.codes.declared_modifiers(), *sorted(borne)]


def _names(person: Participant | None, cases: Mapping[str, Case]) -> tuple[str, ...]:
    return tuple(cases[one].name for one in person.cases if one in cases) if person else ()
