"""What a coder is asked of one thing that waits, and why it comes: in words, never in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Because
from qualcode.project import Project
from qualcode.study.suggesting.review_queue import Item, comes_with_code
from qualcode.study.suggesting.second_reading import is_second_look

READ_AGAIN = "Read this passage again: does any code apply?"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question about one passage."""

    head: str
    """Where it stands: D01, turn 3, P05; with “second look” where its code is newer than the coder's first reading."""
    question: str
    """The code's label and id, or that the passage is to be read again."""
    meaning: str
    """What the code means, in brief; empty where no code is asked about."""
    reasons: tuple[str, ...]
    """Why it comes, the most telling first; empty where no code is asked about."""


def asked_of(project: Project, item: Item) -> Asked:
    """What is asked of one thing that waits; nothing in it tells one reread from another."""
    where = f"{item.document}, turn {item.turn}, {item.participant or '–'}"
    if not comes_with_code(item):
        return Asked(where, READ_AGAIN, "", ())
    code = project.codes.named(item.code)
    named = f"{code.label} ({code.name})" if code.label != code.name else code.name
    why = item.because or Because(excerpts=(item.nearest,) if item.nearest else ())
    return Asked(
        head=f"{where} · second look" if is_second_look(project, item) else where,
        question=f"{named}?",
        meaning=code.brief,
        reasons=(*_evidence(item.band, why), *_clause(why, code.brief), *_excerpts(why)),
    )


def all_about(project: Project, item: Item) -> str:
    """The whole definition of the code and every reason, a paragraph each."""
    asked = asked_of(project, item)
    if not comes_with_code(item):
        return asked.question
    record = project.codes.named(item.code).record
    told = [str(record.get("full") or "")]
    for name, lead in (("when", "When"), ("when_not", "Not when")):
        given = record.get(name)
        told += [f"{lead}: {_flat(str(one))}" for one in given] if isinstance(given, list | tuple) else []
    parts = [f"{asked.question} {asked.meaning}", *told, *asked.reasons]
    return "\n\n".join(dict.fromkeys(_flat(one) for one in parts if one.strip()))


def allotted(wanted: Sequence[int], room: int) -> list[int]:
    """How many rows each of several texts gets of those there are: one each in order, then more in order.

    >>> allotted([2, 1, 3, 1], 5), allotted([2, 1, 3], 2)
    ([2, 1, 1, 1], [1, 1, 0])
    """
    given = [min(1, rows) if place < room else 0 for place, rows in enumerate(wanted)]
    for place, rows in enumerate(wanted):
        if given[place]:
            given[place] += min(rows - given[place], max(0, room - sum(given)))
    return given


def _evidence(band: str, why: Because) -> tuple[str, ...]:
    """The band, with words for and against."""
    told = f"Evidence: {band}"
    told += f" · for it: {_quoted(why.words_for)}" if why.words_for else ""
    return (told + (f" · against it: {_quoted(why.words_against)}" if why.words_against else ""),)


def _clause(why: Because, brief: str) -> tuple[str, ...]:
    """The nearest clause, unless it is the brief meaning, which stands there anyway."""
    clause = _flat(why.clause)
    return (f"From its definition: “{clause}”",) if clause not in ("", _flat(brief)) else ()


def _excerpts(why: Because) -> tuple[str, ...]:
    leads = ["Most alike among your own", *["Also alike"] * len(why.excerpts)]
    return tuple(f"{lead}: “{_flat(one)}”" for lead, one in zip(leads, why.excerpts, strict=False))


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{_flat(one)}”" for one in words)


def _flat(text: str) -> str:
    return " ".join(text.split())
