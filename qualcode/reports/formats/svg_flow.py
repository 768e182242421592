"""Flows between value cycles as boxes with arrows, as thick as the people who told of them."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from qualcode.reports.content.blocks import Line, Table, shown
from qualcode.reports.formats.cell_figures import number_in
from qualcode.reports.formats.html_pieces import shown_as_text

_WIDTH, _BOX, _TOP, _GAP = 440, 170, 12, 34
_LINE, _PORT = 19, 15
_LETTERS, _LINES = 20, 3
_EXPLICIT = ("explicit", "said", "ausdrücklich", "explicite", "explícit")
_PEOPLE = ("participant", "people", "teilnehm", "personas", "personnes")


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow from one cycle to another."""

    origin: str
    goal: str
    people: int
    explicit: bool
    """Whether anybody said so themselves; else it was inferred by who coded it."""


@dataclass(frozen=True, slots=True)
class _Box:
    lines: tuple[str, ...]
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class _Arrow:
    """A flow and how many boxes down it leads; up where negative."""

    flow: Flow
    steps: int

    @property
    def onwards(self) -> bool:
        """Whether it is drawn on the right."""
        return self.steps >= 0


def flows_in(table: Table) -> tuple[Flow, ...]:
    """The flows of a table whose first two columns name cycles; rows nobody told of are left out."""
    if len(table.heads) < 3:
        return ()
    heads = [shown(head).casefold() for head in table.heads]
    people = _column(heads, _PEOPLE, len(heads) - 1)
    explicit = _column(heads, _EXPLICIT, None)
    found = (_flow(row, people, explicit) for row in table.rows)
    return tuple(flow for flow in found if flow is not None)


def draw_flows(flows: Sequence[Flow]) -> str:
    """The picture: cycles from top to bottom, arrows onwards on the right, arrows back on the left; empty for none.

    A full line stands for what participants said themselves, a broken one for what was only inferred.
    """
    if not flows:
        return ""
    names = list(dict.fromkeys(name for flow in flows for name in (flow.origin, flow.goal)))
    arrows = [_Arrow(flow, names.index(flow.goal) - names.index(flow.origin)) for flow in flows]
    boxes = _boxes(names, {name: _ports(name, arrows) for name in names})
    height = max(box.top + box.height for box in boxes.values()) + _TOP
    most, reach = max(flow.people for flow in flows), max(abs(arrow.steps) for arrow in arrows)
    drawn = "".join(
        _arrow(arrow, _place(arrow, "from", arrows, boxes), _place(arrow, "to", arrows, boxes), reach, most)
        for arrow in sorted(arrows, key=lambda one: -abs(one.steps))
    )
    return (
        f'<svg class="flow" viewBox="0 0 {_WIDTH} {height:.0f}" aria-hidden="true">'
        f"{drawn}{''.join(_box(box) for box in boxes.values())}</svg>"
    )


def _ports(name: str, arrows: Sequence[_Arrow]) -> dict[bool, list[tuple[_Arrow, str]]]:
    """The ends of arrows on the right and on the left of a box from top to bottom, so that none need cross."""
    ends: dict[bool, list[tuple[_Arrow, str]]] = {True: [], False: []}
    for arrow in arrows:
        for end, box in (("from", arrow.flow.origin), ("to", arrow.flow.goal)):
            if box == name:
                ends[arrow.onwards].append((arrow, end))
    for side in ends.values():
        side.sort(key=_from_top)
    return ends


def _from_top(port: tuple[_Arrow, str]) -> tuple[int, int]:
    arrow, end = port
    leads = arrow.steps if end == "from" else -arrow.steps
    return (0, -leads) if leads < 0 else (1, 0) if not leads else (2, -leads)


def _place(arrow: _Arrow, end: str, arrows: Sequence[_Arrow], boxes: dict[str, _Box]) -> float:
    """How far down the picture an end of an arrow touches its box."""
    name = arrow.flow.origin if end == "from" else arrow.flow.goal
    ports = _ports(name, arrows)[arrow.onwards]
    box = boxes[name]
    return box.top + box.height * (ports.index((arrow, end)) + 1) / (len(ports) + 1)


def _column(heads: Sequence[str], words: Sequence[str], otherwise: int | None) -> int | None:
    named = (place for place, head in enumerate(heads) if place > 1 and any(word in head for word in words))
    return next(named, otherwise)


def _flow(row: Sequence[Line], people: int | None, explicit: int | None) -> Flow | None:
    number = number_in(row[people]) if people is not None else None
    origin, goal = shown(row[0]).strip(), shown(row[1]).strip()
    if not number or not origin or not goal:
        return None
    return Flow(origin, goal, number, explicit is None or bool(number_in(row[explicit])))


def _boxes(names: Sequence[str], ports: Mapping[str, Mapping[bool, Sequence[tuple[_Arrow, str]]]]) -> dict[str, _Box]:
    boxes, top = {}, float(_TOP)
    for name in names:
        lines = tuple(textwrap.wrap(name, _LETTERS, max_lines=_LINES, placeholder="…"))
        ends = max(len(side) for side in ports[name].values())
        boxes[name] = _Box(lines, top, max(_LINE * len(lines) + 16, _PORT * (ends + 1)))
        top += boxes[name].height + _GAP
    return boxes


def _box(box: _Box) -> str:
    left, first = (_WIDTH - _BOX) / 2, box.top + (box.height - _LINE * len(box.lines)) / 2 + 14
    words = "".join(
        f'<text x="{_WIDTH / 2:.0f}" y="{first + _LINE * place:.0f}">{escape(shown_as_text(line))}</text>'
        for place, line in enumerate(box.lines)
    )
    frame = f'<rect x="{left:.0f}" y="{box.top:.0f}" width="{_BOX}" height="{box.height:.0f}" rx="6"></rect>'
    return f'<g class="cycle">{frame}{words}</g>'


def _arrow(arrow: _Arrow, start: float, end: float, reach: int, most: int) -> str:
    flow, out = arrow.flow, 1 if arrow.onwards else -1
    thick = 1.5 + 6.5 * flow.people / most
    side = (_WIDTH + out * _BOX) / 2
    far = side + out * (46 + 100 * max(0, abs(arrow.steps) - 1) / max(1, reach - 1))
    head = 5 + thick
    tip = side + out * head * 1.2
    line = f"M {side:.0f} {start:.1f} C {far:.0f} {start:.1f} {far:.0f} {end:.1f} {tip:.1f} {end:.1f}"
    point = f"{side:.0f},{end:.1f} {tip:.1f},{end - head * 0.7:.1f} {tip:.1f},{end + head * 0.7:.1f}"
    look = "said" if flow.explicit else "inferred"
    x = (side + 6 * far + tip) / 8
    return (
        f'<g class="{look}"><path d="{line}" stroke-width="{thick:.1f}"></path><polygon points="{point}"></polygon>'
        f'<text x="{x:.0f}" y="{(start + end) / 2 + 5:.1f}">{flow.people}</text></g>'
    )
