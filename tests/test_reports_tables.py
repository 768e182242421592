import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from markdown_it import MarkdownIt

from qualcode.reports.tables import WRITERS, cells, headings


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    excerpts_made: int = 0
    coders: tuple[str, ...] = ()
    modifiers: Mapping[str, str] = field(default_factory=dict)
    memo: str | None = None
    share: float = 0.5
    blind: bool = True


ROWS = [
    Row(
        "vc.applied",
        12,
        ("ana", "ben"),
        {"valence": "absent", "narrative": "account"},
        "A | pipe, “quotes” and *stars*",
    ),
    Row("=cmd()", -3, memo="two\nlines <b>"),
    Row("[red]x[/red]", memo="`code` \\ and ~~no~~ 1. $x$ _y_", blind=False),
]


def write(name: str, rows: list[Any], columns: list[str] | None = None) -> str:
    out = io.StringIO()
    WRITERS[name](Row, rows, out, columns=columns)
    return out.getvalue()


def markdown_cells(text: str) -> list[list[str]]:
    inline = [token for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text) if token.type == "inline"]
    words = ["".join(part.content for part in token.children or []) for token in inline]
    width = len(headings(Row))
    return [words[start : start + width] for start in range(0, len(words), width)]


def test_every_format_gives_the_same_cells() -> None:
    expected = [[" ".join(cell.split()) for cell in cells(row)] for row in ROWS]
    assert markdown_cells(write("md", ROWS))[1:] == expected
    from_csv = list(csv.reader(io.StringIO(write("csv", ROWS))))[1:]
    assert [[" ".join(cell.removeprefix("'").split()) for cell in row] for row in from_csv] == expected
    rebuilt = [Row(**{**row, "coders": tuple(row["coders"])}) for row in json.loads(write("json", ROWS))]
    assert [cells(row) for row in rebuilt] == [cells(row) for row in ROWS]
    table = " ".join(write("table", ROWS, ["code", "coders", "memo"]).split())
    assert all(cell in table for row in ROWS for cell in [cells(row)[0], cells(row)[2]])


@pytest.mark.parametrize("name", ["table", "csv", "md"])
def test_an_empty_answer_still_has_its_header(name: str) -> None:
    assert "excerpts" in write(name, [])


def test_an_empty_answer_in_json_is_an_empty_list() -> None:
    assert json.loads(write("json", [])) == []


def test_a_spreadsheet_meets_no_formula_and_no_other_format_is_touched() -> None:
    dangerous = [Row(start + "1+1") for start in ("=", "+", "-", "@", "\t")]
    assert all(row[0].startswith("'") for row in list(csv.reader(io.StringIO(write("csv", dangerous))))[1:])
    assert "'" not in write("json", dangerous) + write("md", dangerous) + write("table", dangerous)
    assert ",-3," in write("csv", ROWS)


def test_a_table_fits_eighty_columns_whatever_the_cells_hold() -> None:
    wide = [Row("vc.applied", memo="long words of a memo " * 40), Row("x" * 200)]
    for columns in (None, ["code", "memo"], ["memo"]):
        text = write("table", wide, columns)
        assert max(len(line) for line in text.splitlines()) <= 80
        assert text.count("x") >= (0 if columns == ["memo"] else 200)


def test_a_long_memo_is_cut_with_an_ellipsis_in_the_terminal_only() -> None:
    rows = [Row("vc.applied", memo="word " * 200)]
    assert "…" in write("table", rows)
    assert "…" not in write("csv", rows) + write("md", rows) + write("json", rows)


def test_a_transcript_cannot_move_the_cursor_or_turn_the_text_round() -> None:
    assert not {"\x1b", "\u202e"} & set(write("table", [Row("a\x1b[2Jb\u202ec")]))


def test_tuples_and_modifiers_read_as_plain_words() -> None:
    assert cells(ROWS[0])[2:4] == ("ana, ben", "narrative=account; valence=absent")
    assert (cells(ROWS[0])[-1], cells(ROWS[1])[2]) == ("yes", "")
