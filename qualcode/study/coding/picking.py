"""What a coder chooses a code from: the codes in use with what they mean, and the coder's own excerpts under each."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.project import Project
from qualcode.project.codes import AppliedCode
from qualcode.project.own_uses import OwnExcerpt, OwnUse, last_excerpts, own_uses

RECENT = 9
"""Codes that stand first because they were used last; as many as there are digits to choose them by."""
_FAR = 10**9


@dataclass(frozen=True, slots=True)
class PickerCode:
    """A code a coder can choose."""

    id: str
    label: str
    short: str
    """The last part of its id."""
    brief: str
    full: str
    when: tuple[str, ...] = ()
    when_not: tuple[str, ...] = ()
    color: str = ""
    """A name, #rrggbb, or empty."""
    status: str = "active"
    levels: tuple[str, ...] = ()
    """Of its scale, lowest first; empty for most codes."""
    recent: int = 0
    """1 for the code this coder used last; 0 for one never used."""
    uses: int = 0
    """This coder's codings on it."""
    distance: int | None = None
    """Letters to this coder's nearest coding on it in the document; None where there is none."""
    position: int = 0
    """In the codebooks, retired codes counted, from 0: the color of a code that names none hangs on it."""


@dataclass(frozen=True, slots=True)
class PickerModifier:
    """What a coding can say besides its code, chosen from its values."""

    name: str
    definition: str
    values: tuple[str, ...]


def picker_codes(
    project: Project, coder: str, document: str, place: int = 0, *, besides: str | None = None
) -> tuple[PickerCode, ...]:
    """The codes in use: the coder's recent ones, then those near `place` in the document, then as in the codebook.

    `besides` names a code to be listed even where it is out of use, such as that of a coding about to be changed.
    """
    document = project.documents.current(document).document
    uses = own_uses(project.store, coder, document, place)
    ranks = {use.code: rank for rank, use in enumerate(uses, start=1)}
    by_code = {use.code: use for use in uses}
    found = [
        _picker_code(code, position, ranks.get(code.name, 0), by_code.get(code.name))
        for position, code in enumerate(project.codes.all())
        if code.in_use or code.name == besides
    ]
    return tuple(sorted(found, key=_order))


def picker_modifiers(project: Project) -> tuple[PickerModifier, ...]:
    """Everything a coding can say besides its code and its level, in the order of the codebooks."""
    declared = {
        str(one["name"]): PickerModifier(str(one["name"]), str(one.get("definition") or ""), tuple(one["values"]))
        for book in project.codes.codebooks()
        for one in book.modifiers
    }
    return tuple(modifier for modifier in declared.values() if modifier.values)


def own_last(project: Project, coder: str, code: str, n: int = 3) -> tuple[OwnExcerpt, ...]:
    """The coder's own last excerpts under a code, the newest first: free to see at any time."""
    return tuple(last_excerpts(project.store, coder, code, n))


def fault_of_new_name(project: Project, name: str) -> str | None:
    """Why no new code can bear a name, as a sentence; None where one can."""
    from qualcode.codebook.wording import fault_of_id, same_form

    if fault := fault_of_id(name):
        return f"This name {fault}."
    wanted = same_form(name).casefold()
    for code in project.codes.all():
        if wanted in {code.name.casefold(), code.label.casefold()}:
            return f"There is a code “{code.name}” already{'' if code.in_use else f'; it is {code.status}'}."
    return None


def _picker_code(code: AppliedCode, position: int, rank: int, use: OwnUse | None) -> PickerCode:
    record: Mapping[str, object] = code.record
    return PickerCode(
        id=code.name,
        label=code.label,
        short=code.name.rpartition(".")[2],
        brief=code.brief,
        full=str(record.get("full") or ""),
        when=_texts(record.get("when")),
        when_not=_texts(record.get("when_not")),
        color=str(record.get("color") or ""),
        status=code.status,
        levels=code.scale,
        recent=rank,
        uses=use.uses if use else 0,
        distance=use.distance if use else None,
        position=position,
    )


def _texts(given: object) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list | tuple) else ()


def _order(code: PickerCode) -> tuple[int, int, int]:
    rank = code.recent or _FAR
    return (min(rank, RECENT + 1), _FAR if code.distance is None else code.distance, rank)
