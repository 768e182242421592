"""A list of codes as lines, and one code in full, cut to the room there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from qualcode.project.own_uses import OwnExcerpt
from qualcode.study.coding.picking import PickerCode
from qualcode.tui.picker.cells import cut, filled, on_one_line, wrapped

OWN = "Yours: "
_NARROWEST_BRIEF = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph about a code."""

    head: str
    """Stands before it; empty for none."""
    text: str


def names_of(codes: Sequence[PickerCode]) -> dict[str, str]:
    """What each code is called in a list, by id: the last part of its id, or all of it where two share that part."""
    shorts = [code.short for code in codes]
    return {code.id: code.short if shorts.count(code.short) == 1 else code.id for code in codes}


def code_line(code: PickerCode, names: Mapping[str, str], width: int, name_width: int) -> str:
    """A code on one line: name, label where it says more, definition in brief, as far as there is room."""
    line = filled(on_one_line(names[code.id]), min(name_width, width))
    label = on_one_line(code.label)
    said = [label] if label.casefold() != names[code.id].casefold() else []
    said += ["(provisional)"] if code.status == "provisional" else []
    said += [f"({code.status})"] if code.status not in {"active", "provisional"} else []
    line = f"{line} {' '.join(said)}" if said else line
    room = width - cell_len(line) - 3
    if code.brief and room >= _NARROWEST_BRIEF:
        line = f"{line.rstrip() if said else line}{' – ' if said else ' '}{on_one_line(code.brief)}"
    return cut(line, width)


def parts_of(code: PickerCode, excerpts: Sequence[OwnExcerpt]) -> tuple[Part, ...]:
    """What there is to know about a code: its definition, when, when not, and the coder's own last excerpts."""
    label = "" if code.label.casefold() == code.id.casefold() else f"  {code.label}"
    own = [f"{_place(one)} “{on_one_line(one.words)}”" for one in excerpts]
    times = "not used by you yet" if not code.uses else f"used by you {code.uses} time{'' if code.uses == 1 else 's'}"
    levels = [Part("Levels: ", ", ".join(code.levels))] if code.levels else []
    return (
        Part("", f"{code.id}{label} ({'' if code.status == 'active' else f'{code.status}, '}{times})"),
        Part("", code.full or code.brief or "No definition yet."),
        *levels,
        *(Part("When: ", one) for one in code.when),
        *(Part("Not when: ", one.replace("->", "→")) for one in code.when_not),
        *(Part(OWN, one) for one in own),
    )


def whole_sheet(parts: Sequence[Part], width: int) -> list[str]:
    """Everything about a code, as lines."""
    return [line for part in parts for line in wrapped(part.head + part.text, width)]


def sheet(parts: Sequence[Part], width: int, height: int) -> list[str]:
    """A code in the room there is: first a line of each kind and every one of the coder's own, then more of all.

    So a long definition pushes neither the bounds of the code nor the coder's excerpts out of sight.
    """
    if width < 2 or not parts:
        return []
    broken = [wrapped(part.head + part.text, width) for part in parts]
    shown = _given_lines(broken, parts, height)
    lines: list[str] = []
    for paragraph, count in zip(broken, shown, strict=True):
        if count:
            kept = paragraph[: count - 1]
            rest = " ".join(paragraph[count - 1 :])
            lines += [*kept, cut(rest, width)]
    return lines


def _given_lines(broken: Sequence[Sequence[str]], parts: Sequence[Part], height: int) -> list[int]:
    """How many lines each paragraph gets."""
    given = [0] * len(broken)
    left = height
    for places in (_first_round(parts), *([range(len(broken))] * height)):
        for place in places:
            if left > 0 and given[place] < len(broken[place]):
                given[place] += 1
                left -= 1
    return given


def _first_round(parts: Sequence[Part]) -> list[int]:
    """Paragraphs in the order in which they get their first lines; the definition gets two."""
    heads = [part.head for part in parts]
    own = [place for place, head in enumerate(heads) if head == OWN]
    others = [heads.index(head) for head in dict.fromkeys(heads) if head not in {"", OWN}]
    return [0, 1, *own, *others, 1]


def _place(excerpt: OwnExcerpt) -> str:
    return excerpt.document if excerpt.turn is None else f"{excerpt.document} turn {excerpt.turn}"
