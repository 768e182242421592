"""Puts new words where a text stands, in the style it has: plain, in quotes, folded or line by line."""

from collections.abc import Iterator

from ruamel.yaml.nodes import Node, ScalarNode

from qualcode.codebook.splicing.opened import OpenedFile
from qualcode.codebook.splicing.scalars import WIDEST, double_quoted, wrapped, written
from qualcode.codebook.splicing.stretches import Splice

Attempt = list[Splice]


def rewritten(file: OpenedFile, node: ScalarNode, value: str) -> Iterator[Attempt]:
    """Ways to write a value over a text, the one nearest to how it stands first."""
    start, end = file.after_properties(file.lines.at(node.start_mark)), file.lines.at(node.end_mark)
    spot = file.spot(node)
    if node.style in (">", "|"):
        yield from _in_block(file, node, start, value)
        return
    if node.style is None and node.start_mark.line < node.end_mark.line and "key" not in spot:
        yield from _over_lines(file, node, start, end, value)
    style = node.style if node.style in ("'", '"') else None
    one_line = double_quoted(value) if style == '"' else written(value, spot, style)
    yield [Splice(start, end, one_line)]
    yield [Splice(start, end, double_quoted(value))]


def _over_lines(file: OpenedFile, node: ScalarNode, start: int, end: int, value: str) -> Iterator[Attempt]:
    """A plain text that ran over several lines stays one if the new words need several."""
    first = node.start_mark.line
    pad = file.lines.lines[first + 1][: file.lines.indent(first + 1)]
    width = max(len(file.lines.lines[line]) for line in range(first, node.end_mark.line + 1))
    plain = written(value, file.spot(node)) == value
    if plain and len(value) + int(node.start_mark.column) > width:
        parts = wrapped(value, min(width - len(pad), WIDEST))
        yield [Splice(start, end, (file.lines.line_end_at(first) + pad).join(parts))]


def _in_block(file: OpenedFile, node: ScalarNode, start: int, value: str) -> Iterator[Attempt]:
    """The lines under > or | are replaced, the header and the blank lines after them stay."""
    lines = file.lines
    content = [line for line in range(node.start_mark.line + 1, _stop(file, node)) if not lines.is_blank(line)]
    if content:
        pad = lines.lines[content[0]][: lines.indent(content[0])]
        width = max(WIDEST // 2, *(len(lines.lines[line]) for line in content)) - len(pad)
        parts = value.split("\n") if node.style == "|" else wrapped(value, width)
        eol = lines.line_end_at(content[0])
        block = eol.join(pad + part if part else "" for part in parts)
        yield [Splice(lines.starts[content[0]], lines.end_of(content[-1]), block)]
    stop = lines.end_of(content[-1]) if content else lines.end_of(node.start_mark.line)
    yield [Splice(start, stop, double_quoted(value))]


def _stop(file: OpenedFile, node: ScalarNode) -> int:
    """The line after a block's last."""
    end = node.end_mark
    line = int(end.line)
    return line if not file.lines.lines[line][: end.column].strip() else line + 1


def end_of_text(file: OpenedFile, node: Node) -> int:
    """The position after the last word of a text, wherever it is written."""
    if not isinstance(node, ScalarNode) or node.style not in (">", "|"):
        return file.lines.at(node.end_mark)
    content = [line for line in range(node.start_mark.line, _stop(file, node)) if not file.lines.is_blank(line)]
    return file.lines.end_of(content[-1])
