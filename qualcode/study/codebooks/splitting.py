"""Splitting a code: new codes beside it, and each of its excerpts given to the one it speaks of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import Scope
from qualcode.study.codebooks.changing_codes import add_to_file, changeable
from qualcode.study.codebooks.codebook_edit import CodebookEdit, carried_out
from qualcode.study.codebooks.updating import JOINED, UpdateRow
from qualcode.study.keeping_back import hidden_from, note_what_is_shown

if TYPE_CHECKING:
    from qualcode.encoders import Encoder
    from qualcode.model import Coding
    from qualcode.project.log import Transaction

_INHERITED = ("kind", "scale", "exclusive_group")
"""What a code’s codings rest on, so that its parts have it too."""


@dataclass(frozen=True, slots=True)
class Part:
    """A code that takes over some of the excerpts."""

    id: str
    brief: str = ""


@dataclass(frozen=True, slots=True)
class SplitRow:
    """An excerpt of the code that is split, and where it might go."""

    coding: str
    document: str
    turn: int | None
    coder: str
    words: str
    code: str
    """Where it goes; empty to leave it: filled in by a person."""
    guesses: tuple[str, ...]
    """The parts, best guess first; never applied by themselves."""


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The excerpts of a code that is split, and what showing them means."""

    rows: tuple[SplitRow, ...]
    kept_back: frozenset[str]
    """Interviews of which some were kept back from the viewer for now; these stay with the code."""
    newly_seen: tuple[str, ...]
    """Interviews the viewer has not finished and now knows others’ codings of: later codings of them are not blind."""


def parts_of(project: Project, name: str, given: Sequence[str]) -> list[Part]:
    """The parts as they were named, “ID” or “ID: brief”; an id without dots stands below the code."""
    code = changeable(project, name)
    parts = []
    for one in given:
        new, _, brief = one.partition(":")
        parts.append(Part(new.strip() if "." in new else f"{code.name}.{new.strip()}", brief.strip()))
    if len({part.id for part in parts}) < len(parts):
        raise QualcodeError("Two parts have the same name.", hint="Give each its own")
    return parts


def split_rows(
    project: Project, viewer: str, name: str, parts: Sequence[Part], encoder: "Encoder | None" = None
) -> Excerpts:
    """Every excerpt of a code that the viewer may see, those first whose place is clearest; it is noted as shown."""
    code = changeable(project, name)
    found = [one for one in project.codings.within(Scope(codes=frozenset({code.name}))) if one.code == code.name]
    hidden = hidden_from(project, viewer)
    codings = visible(found, hidden, viewer)
    kept_back = frozenset(one.document for one in found if one.document in hidden and one.coder != viewer)
    rows = _guessed(codings, parts, encoder) if codings else ()
    return Excerpts(rows, kept_back, note_what_is_shown(project, viewer, codings))


def _guessed(codings: Sequence["Coding"], parts: Sequence[Part], encoder: "Encoder | None") -> tuple[SplitRow, ...]:
    chances = _chances([coding.words for coding in codings], parts, encoder)
    order = sorted(range(len(codings)), key=lambda row: -max(chances[row], default=0.0))
    return tuple(
        SplitRow(
            coding=codings[row].id,
            document=codings[row].document,
            turn=codings[row].turn,
            coder=codings[row].coder,
            words=codings[row].words,
            code="",
            guesses=tuple(parts[n].id for n in sorted(range(len(parts)), key=lambda n: -chances[row][n])),
        )
        for row in order
    )


def split_code(
    project: Project, coder: str, name: str, parts: Sequence[Part], given: Mapping[str, str]
) -> list[UpdateRow]:
    """Write the parts after the code and hand each coding to the part it was given to, by id; others stay."""
    code = changeable(project, name)
    standing = {one.name for one in project.codes.all()}
    new = [part for part in parts if part.id not in standing]
    unknown = sorted(set(given.values()) - {part.id for part in parts})
    if unknown:
        raise QualcodeError(f"“{unknown[0]}” is none of the parts.", hint=f"They are {', '.join(p.id for p in parts)}")

    joined: list[int] = []

    def edit(codebooks: CodebookEdit) -> None:
        inherited = {key: code.record[key] for key in _INHERITED if code.record.get(key)}
        if code.status == "provisional":
            inherited["status"] = code.status
        records = [{"id": part.id, "brief": part.brief, **inherited} for part in new]
        add_to_file(codebooks, code.codebook, records, after=code.name)

    def hand_over(transaction: "Transaction") -> None:
        joined.append(project.recoding.hand_over(transaction, given, of=code.name))

    rows = carried_out(project, coder, "codebook.split", edit, besides=hand_over)
    taken = [UpdateRow("", part.id, "took over", f"from {code.name}", _count(given, part.id)) for part in parts]
    return [*rows, *taken, *(UpdateRow("", "", *JOINED, n) for n in joined if n)]


def _count(given: Mapping[str, str], part: str) -> int:
    return sum(one == part for one in given.values())


def _chances(words: Sequence[str], parts: Sequence[Part], encoder: "Encoder | None") -> list[list[float]]:
    """How well each part fits each excerpt; all alike where no model can tell."""
    if encoder is None:
        return [[0.0] * len(parts) for _ in words]
    from qualcode.codebook import Code, Codebook
    from qualcode.suggest import score

    codebook = Codebook(codes=tuple(Code(id=part.id, brief=part.brief) for part in parts))
    scores = score(list(words), codebook, encoder=encoder)
    columns = [scores.codes.index(part.id) for part in parts]
    return [[float(row[column]) for column in columns] for row in scores.probabilities]
