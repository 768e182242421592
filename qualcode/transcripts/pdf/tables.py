"""Rows of tables on the pages of a PDF, as far as tabs between their cells show them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.labelled.labels import TIME
from qualcode.transcripts.pdf.lines import Line

_SPEAKER = "speakers?|name|who|person|participant|role|sprecher(?:in)?|locuteur|hablante"
_TIME = "time(?:stamp|code|span)?|start|begin|zeit|temps|tiempo|hora"
_WORDS = r"text|words|utterances?|transcript(?:ion)?|content|what|speech|dialog(?:ue)?|response|texte|texto"
_OTHER = r"end|line|no\.?|nr\.?|#|turn|zeile|ende|fin"
_KINDS = tuple(
    (kind, re.compile(names, re.IGNORECASE))
    for kind, names in (("speaker", _SPEAKER), ("time", _TIME), ("words", _WORDS), ("other", _OTHER))
)
_FEWEST_ROWS = 3
_WITHOUT_HEAD = ("speaker", "time", "words")


@dataclass(frozen=True, slots=True)
class TableRows:
    """Lines without the heads of tables, and what those were."""

    lines: tuple[Line, ...]
    heads: tuple[str, ...]


def table_rows(lines: Sequence[Line]) -> TableRows:
    """The lines, heads of columns left out and rows of speaker, time and words as `[time] Speaker: words`."""
    columns = [_columns(line.text) for line in lines]
    heads = [line.text for line, kinds in zip(lines, columns, strict=True) if kinds]
    kept = [line for line, kinds in zip(lines, columns, strict=True) if not kinds]
    kinds = next(filter(None, columns), _WITHOUT_HEAD)
    if len(kinds) > 2 and kinds[-1] == "words":
        rows = [_written_out(line, kinds) for line in kept]
        if sum(row is not None for row in rows) >= _FEWEST_ROWS:
            kept = [row or line for row, line in zip(rows, kept, strict=True)]
    return TableRows(tuple(kept), tuple(dict.fromkeys(" | ".join(head.split("\t")) for head in heads)))


def _columns(text: str) -> tuple[str, ...]:
    """What the columns of a table hold, as its head says; empty for what is no head."""
    cells = [cell.strip() for cell in text.split("\t")]
    kinds = [next((kind for kind, names in _KINDS if names.fullmatch(cell)), "") for cell in cells]
    return tuple(kinds) if len(kinds) > 1 and all(kinds) and "speaker" in kinds else ()


def _written_out(line: Line, kinds: Sequence[str]) -> Line | None:
    """A row as `[time] Speaker: words`; None for a line that is no row."""
    cells = line.text.split("\t", len(kinds) - 1)
    if len(cells) < len(kinds):
        return None
    of = dict(zip(reversed(kinds), reversed(cells), strict=True))
    time = re.search(TIME, of.get("time", ""))
    if ("time" in of and time is None) or not of["words"].strip():
        return None
    stamp = f"[{time[0]}] " if time else ""
    begins = f"{stamp}{of['speaker'].strip().rstrip(':：')}: "
    return replace(line, text=begins + of["words"], bold=0)
