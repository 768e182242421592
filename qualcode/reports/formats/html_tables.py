"""Tables in HTML: a caption, heads that screen readers tell, figures with their pictures."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.reports.content.blocks import Block, Line, Paragraph, Remark, Table, Words, shown
from qualcode.reports.formats.cell_figures import number_in
from qualcode.reports.formats.html_phrases import Phrases
from qualcode.reports.formats.html_pieces import html_line, html_text, quoted, unseen
from qualcode.reports.formats.svg_bars import bars
from qualcode.reports.formats.svg_flow import draw_flows, flows_in
from qualcode.reports.formats.svg_heat import shades

_PICTURES = {f"picture {what}": what for what in ("bars", "heat", "flow")}
_SHORT = 24
"""Letters of a cell that needs no room to be read in."""
_NUMBERED = re.compile(r"\w+ \d+\. ")


@dataclass(frozen=True, slots=True)
class CaptionedTable:
    """A table with what stands right before it and belongs to it."""

    table: Table
    before: tuple[Paragraph | Remark, ...]
    """Its caption, if it has one, and which picture is drawn of it."""

    @property
    def caption(self) -> Line:
        """“Table 2. Themes by role”; empty where it has none."""
        return next((one.line for one in self.before if isinstance(one, Paragraph)), ())

    @property
    def pictures(self) -> frozenset[str]:
        """bars, heat, flow."""
        return frozenset(_PICTURES[one.text] for one in self.before if isinstance(one, Remark))


def with_captions(blocks: Iterable[Block]) -> Iterator[Block | CaptionedTable]:
    """The blocks in their order, each table together with its caption and the remarks on its picture."""
    waiting: list[Paragraph | Remark] = []
    for block in blocks:
        if isinstance(block, Table):
            yield CaptionedTable(block, tuple(waiting))
            waiting = []
        elif _is_caption(block) or _is_picture(block):
            if _is_caption(block) and any(isinstance(one, Paragraph) for one in waiting):
                yield from waiting
                waiting = []
            assert isinstance(block, Paragraph | Remark)
            waiting.append(block)
        else:
            yield from waiting
            waiting = []
            yield block
    yield from waiting


def html_table(captioned: CaptionedTable, number: int, phrases: Phrases) -> str:
    """A table that scrolls in its own box on narrow screens, its pictures with it."""
    name = f'aria-labelledby="table-{number}"'
    if not captioned.caption:
        name = f"aria-label={quoted(f'{phrases.table} {number}')}"
    return (
        f'<div class="figure">\n{_remarks(captioned, after_caption=False)}{_picture(captioned, phrases)}'
        f'<div class="scroll" role="group" tabindex="0" {name}><table>\n{_caption(captioned, number)}'
        f"{_heads(captioned.table)}{_rows(captioned)}</table></div>\n{_note(captioned, phrases)}</div>\n"
    )


def _caption(captioned: CaptionedTable, number: int) -> str:
    if not captioned.caption:
        return ""
    words = f"<span>{html_line(captioned.caption)}</span>{_remarks(captioned, after_caption=True)}"
    return f'<caption id="table-{number}">{words}</caption>\n'


def _remarks(captioned: CaptionedTable, *, after_caption: bool) -> str:
    """The remarks before the caption, or those between it and the table, which stand in its element."""
    caption = next((place for place, one in enumerate(captioned.before) if isinstance(one, Paragraph)), None)
    here = captioned.before[:caption] if not after_caption else captioned.before[(caption or 0) + 1 :]
    return "".join(unseen("remark", one.text) for one in here if isinstance(one, Remark))


def _is_caption(block: Block) -> bool:
    """“*Table 1. Themes by role*”: a paragraph all in italics that begins with a number."""
    if not isinstance(block, Paragraph) or not _NUMBERED.match(shown(block.line)):
        return False
    return all(isinstance(one, Words) and one.emphasis for one in block.line)


def _is_picture(block: Block) -> bool:
    return isinstance(block, Remark) and block.text.split() in (
        ["picture", "bars"],
        ["picture", "heat"],
        ["picture", "flow"],
    )


def _picture(captioned: CaptionedTable, phrases: Phrases) -> str:
    drawn = draw_flows(flows_in(captioned.table)) if "flow" in captioned.pictures else ""
    if not drawn:
        return ""
    return f'<div class="picture" aria-hidden="true">{drawn}<p class="legend">{html_text(phrases.flow)}</p></div>\n'


def _note(captioned: CaptionedTable, phrases: Phrases) -> str:
    if "heat" not in captioned.pictures or not any(shades(captioned.table).values()):
        return ""
    return f'<p class="legend picture" aria-hidden="true">{html_text(phrases.shaded)}</p>\n'


def _heads(table: Table) -> str:
    heads = "".join(f'<th scope="col">{html_line(head)}</th>' if shown(head) else "<td></td>" for head in table.heads)
    return f"<thead><tr>{heads}</tr></thead>\n"


def _rows(captioned: CaptionedTable) -> str:
    table, pictures = captioned.table, captioned.pictures
    drawn = bars(table) if "bars" in pictures else {}
    shaded = shades(table) if "heat" in pictures else {}
    rows = []
    for place, row in enumerate(table.rows):
        cells = (
            _cell(cell, column, len(row), drawn.get((place, column), ""), shaded.get((place, column)))
            for column, cell in enumerate(row)
        )
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<tbody>\n{''.join(rows)}</tbody>\n"


def _cell(cell: Line, column: int, of: int, bar: str, shade: int | None) -> str:
    written, words = html_line(cell), shown(cell).strip()
    looks = ["words"] if len(words) > _SHORT else []
    looks += ["number"] if number_in(cell) is not None else []
    looks += [f"heat-{shade}"] if shade else []
    look = f' class="{" ".join(looks)}"' if looks else ""
    if column == 0 and of > 1 and words:
        return f'<th scope="row"{look}>{written}</th>'
    return f"<td{look}>{written}{bar}</td>"
