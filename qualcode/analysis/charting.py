"""The framework chart: participants down, codes across, and in every cell what a person wrote or why it is empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.blanks import SAID, Cell
from qualcode.analysis.counting import lies_under
from qualcode.model import Coding, Summary

CHARTED = "charted"
NOT_CHARTED = "not charted yet"
"""Of somebody who has said something under the code that nobody has summed up."""


@dataclass(frozen=True, slots=True)
class ChartCell:
    """One participant under one code (with the codes below it): what people wrote, and how much lies behind it."""

    participant: str
    code: str
    state: str
    """charted; not charted yet, where there are excerpts to sum up; or which kind of blank: not asked; asked, nothing
    said; not coded yet …"""
    summary: str
    """As written; where several coders wrote one, each after its coder's name."""
    written_by: tuple[str, ...]
    excerpts: int
    newer: int
    """Excerpts coded since it was last written: it may be out of date."""


def chart_cells(
    cells: Iterable[Cell], summaries: Iterable[Summary], codings: Iterable[Coding]
) -> tuple[ChartCell, ...]:
    """The cells of a chart, in the order of `cells`; a summary never comes from anything but a person."""
    written: dict[tuple[str, str], list[Summary]] = {}
    for one in summaries:
        written.setdefault((one.participant, one.code), []).append(one)
    behind: dict[str, list[Coding]] = {}
    for coding in codings:
        behind.setdefault(coding.participant or "", []).append(coding)
    return tuple(
        _cell(cell, written.get((cell.participant, cell.code), ()), behind.get(cell.participant, ())) for cell in cells
    )


def _cell(cell: Cell, written: Sequence[Summary], said: Iterable[Coding]) -> ChartCell:
    last = max((one.made for one in written), default="")
    since = {
        (one.document, one.start, one.end)
        for one in said
        if written and lies_under(one.code, {cell.code}) and one.made > last
    }
    return ChartCell(
        participant=cell.participant,
        code=cell.code,
        state=CHARTED if written else NOT_CHARTED if cell.state == SAID else cell.state,
        summary=written[0].words if len(written) == 1 else "\n".join(f"{one.coder}: {one.words}" for one in written),
        written_by=tuple(one.coder for one in written),
        excerpts=cell.excerpts,
        newer=len(since),
    )
