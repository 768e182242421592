"""Codebooks kept as tables: what people and other programs write, and what comes back of what went out."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook, CounterExample
from qualcode.codebook.as_table import counter_example_in, in_one_cell, items_in
from qualcode.codebook.codes import COLORS
from qualcode.codebook.from_table import codebook_from_rows
from qualcode.codebook.read import read_codebook
from qualcode.codebook.table_ids import LONGEST_ID_PART, id_part
from qualcode.codebook.written import written
from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.study.codebooks.codebook_sheets import unguarded
from qualcode.study.codebooks.codebook_tables import codebook_from_table, codes_as_csv, read_codebook_table


def codes(*rows: str, sign: str = "|") -> list[Code]:
    """The codes of a table whose rows are written with bars between the cells."""
    return list(codebook_from_rows([row.split(sign) for row in rows], "team.csv").codebook.codes)


def ids(*rows: str) -> list[str]:
    return [code.id for code in codes(*rows)]


def problems(*rows: str) -> list[str]:
    with pytest.raises(ProblemsInFile) as error:
        codes(*rows)
    return [problem.removeprefix("team.csv, ") for problem in error.value.problems]


@pytest.mark.parametrize(
    "headings",
    ["Name|Description|Parent", "CODE NAME|Code Definition|Parent Code", "Código|Definición|Padre", "Code|Memo|under"],
)
def test_name_definition_and_parent_are_found_by_what_their_headings_mean(headings: str):
    found = codes(headings, "Trust|They mean me well|", "Peers|Trust of equals|trust")
    assert [(code.id, code.label, code.brief) for code in found] == [
        ("trust", "Trust", "They mean me well"),
        ("trust.peers", "Peers", "Trust of equals"),
    ]


def test_a_long_definition_is_the_full_one_and_a_short_one_the_brief_one():
    long = "Words in which the speaker shows colleagues what went wrong and is not afraid of what they think"
    assert codes("name|definition", f"Trust|{long}")[0].full == long
    (both,) = codes("name|summary|definition", "Trust|short|also short")
    assert (both.brief, both.full) == ("short", "also short")


def test_every_column_of_a_full_codebook_is_taken():
    heads = "Code;Definition;Inclusion criteria;Exclusion criteria;Typical exemplar;Close but no;Colour;Files"
    row = 'Trust;T;"said aloud";nice -> Warmth;• one\n• two;lovely -> warmth;255, 0, 16;7'
    found = list(
        csv.reader(io.StringIO(f"{heads}\n" + row.replace("• one\n• two", '"• one\n• two"'), ""), delimiter=";")
    )
    table = codebook_from_rows([*found, ["Warmth"]], "team.csv")
    trust = table.codebook.codes[0]
    assert (trust.when, trust.when_not, trust.examples) == (("said aloud",), ("nice -> warmth",), ("one", "two"))
    assert trust.counter_examples == (CounterExample(text="lovely", code_as="warmth"),)
    assert trust.color == "#ff0010"
    assert table.notes == ("Columns left out: “Files”.",)


@pytest.mark.parametrize(
    "rows",
    [
        ("name", "Trust", r"Trust\Peers", r"Trust\Peers\Close"),
        ("name", "Trust", "Trust/Peers", "Trust/Peers/Close"),
        ("name", "Trust", "Trust > Peers", "Trust > Peers > Close"),
        ("name", "Trust", "Trust::Peers", "Trust::Peers::Close"),
        ("Name|Hierarchical Name", r"Trust|Codes\Trust", r"Peers|Codes\Trust\Peers", r"Close|Codes\Trust\Peers\Close"),
        ("name", "Trust", "  Peers", "    Close"),
        ("name||", "Trust||", "|Peers|", "||Close"),
        ("level 1|level 2|level 3", "Trust||", "Trust|Peers|", "Trust|Peers|Close"),
        ("Theme|Code|Sub-code", "Trust||", "|Peers|", "||Close"),
        ("name|depth", "Trust|0", "Peers|1", "Close|2"),
        ("name|parent", "Close|Peers", "Peers|Trust", "Trust|"),
        ("name|parent code", "Trust|", "Peers|Trust", r"Close|Trust\Peers"),
        ("Id|Parent Id|Depth|Title", "91||0|Trust", "92|91|1|Peers", "93|92|2|Close"),
        ("name", "trust", "trust.peers", "trust.peers.close"),
    ],
)
def test_what_stands_above_a_code_is_read_from_parents_paths_levels_and_indentation(rows: tuple[str, ...]):
    assert sorted(ids(*rows)) == ["trust", "trust.peers", "trust.peers.close"]


def test_codes_indented_alike_are_beside_each_other():
    assert ids("name", "Trust", "  Peers", "    Close", "  Boss", "Time") == [
        "trust", "trust.peers", "trust.peers.close", "trust.boss", "time",
    ]  # fmt: skip


def test_an_id_begins_with_that_of_its_parent_wherever_the_parent_stands():
    assert ids("id|name|parent", "p|Peers|Trust", "t|Trust|", "t.b|Boss|Trust") == ["t.p", "t", "t.b"]


def test_an_and_or_is_no_path_and_a_level_without_a_row_becomes_a_structural_code():
    assert ids("name", "and/or", "Trust") == ["and_or", "trust"]
    found = codes("name", "Time/Lack", "Time/Plenty")
    assert [(code.id, code.kind) for code in found] == [
        ("time", "structural"),
        ("time.lack", "content"),
        ("time.plenty", "content"),
    ]


def test_names_in_any_script_make_ids_and_keep_their_words_as_labels():
    found = codes("名前|name", "|Ça va?", "|信頼", "|विश्वास", "|🙂", "|Überlastung!", "|Überlastung")
    assert [code.id for code in found] == ["ça_va", "信頼", "विश्वास", "code", "überlastung", "überlastung_2"]
    assert [code.label for code in found][:2] == ["Ça va?", "信頼"]


@given(st.text(max_size=80))
def test_any_name_makes_a_sound_id(name: str):
    part = id_part(name)
    assert Code(id=part).id == part
    assert len(part) <= LONGEST_ID_PART
    assert "." not in part


def test_headings_may_stand_below_a_title_and_rows_keep_their_numbers():
    assert ids("Code system|", "|", "Exported on Monday|", "Name|Definition", "|", "Trust|x") == ["trust"]
    assert problems("Code system|", "|", "Name|Definition", "", "Trust|x", "|y")[0].startswith("row 6, column “Name”")


def test_all_that_is_wrong_in_a_table_is_told_at_once_with_row_and_column():
    said = problems(
        "Name|Parent|Kind|Exclusion|Id", "Trust|Nowhere|contnt||t", "|||x -> y|", "trust|||so -> Trst|t", "A|B|||a",
        "B|A|||b", "C||||a..b",
    )  # fmt: skip
    places = [problem.split(":")[0] for problem in said]
    assert places == [
        "row 2, column “Parent”",
        "row 2, column “Kind”",
        "row 3, column “Name”",
        "row 4, column “Exclusion”",
        "row 4, column “Id”",
        "row 5, column “Parent”",
        "row 7, column “Id”",
    ]
    assert said[1].endswith("did you mean “content”?")
    assert "did you mean “trust”?" in said[3]


def test_a_parent_of_several_codes_of_that_name_is_asked_after():
    (said,) = problems("name|parent", "A|", "B|", "X|A", "X|B", "Deep|X")
    assert said.startswith("row 6, column “parent”: several codes are called “X”")


@pytest.mark.parametrize("rows", [("a|b", "c|d"), ("Files|References", "3|4")])
def test_a_table_without_a_column_of_names_is_no_codebook(rows: tuple[str, ...]):
    assert "no column holds the codes’ names" in problems(*rows)[0]
    assert "there is no code" in problems("name|definition")[0]


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff\x85"), max_size=40
).map(lambda text: " ".join(text.split()))
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=3).map("\n".join).map(str.strip)
ITEMS = st.lists(PARAGRAPHS.filter(bool), max_size=3).map(tuple)
PARTS = st.text(st.characters(categories=("Ll", "Lo", "Nd")), min_size=1, max_size=6)
NO_ARROWS = WORDS.filter(lambda text: text and not any(arrow in text for arrow in ("->", "=>", "→", "⇒")))


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    names = draw(st.lists(PARTS | st.tuples(PARTS, PARTS).map(".".join), min_size=1, max_size=4, unique=True))
    unique = list({Code(id=name).id: None for name in names})
    sent = st.builds("{} -> {}".format, NO_ARROWS, st.sampled_from(unique)) | NO_ARROWS
    counters = st.builds(CounterExample, text=WORDS.filter(bool), code_as=st.sampled_from(["", *unique]))

    def code(name: str) -> Code:
        fields = {field: draw(PARAGRAPHS) for field in ("brief", "full", "key_question", "source")}
        fields |= {field: draw(ITEMS) for field in ("when", "indicators", "examples")}
        return Code(
            id=name,
            label=draw(WORDS),
            **fields,
            when_not=draw(st.lists(sent, max_size=2)),
            counter_examples=draw(st.lists(counters, max_size=2)),
            rules=draw(st.lists(NO_ARROWS.map("D1: {}".format).map(str.strip), max_size=2)),
            kind=draw(st.sampled_from(["content", "magnitude"])),
            scale=draw(st.lists(NO_ARROWS, max_size=3).filter(lambda levels: len(levels) != 1)),
            exclusive_group=draw(WORDS),
            color=draw(st.sampled_from(["", *COLORS, "#Aa00ff"])),
            status=draw(st.sampled_from(["active", "provisional", "retired"])),
        )

    return Codebook(title="study", codes=[code(name) for name in unique])


@settings(max_examples=20, deadline=None)
@given(codebooks())
def test_what_goes_out_as_a_table_comes_in_again_unchanged(codebook: Codebook):
    rows = list(csv.reader(io.StringIO(codes_as_csv([("study.yaml", code) for code in codebook.codes]), newline="")))
    found = codebook_from_rows([[unguarded(cell) for cell in row] for row in rows], "study.csv")
    assert found.codebook.codes == codebook.codes
    assert found.notes == ()


@settings(max_examples=20, deadline=None)
@given(codebooks())
def test_a_codebook_written_as_yaml_is_read_back_whole(codebook: Codebook):
    assert read_codebook(written(codebook, "One\n\nTwo").encode(), "study.yaml") == codebook


def test_signs_inside_a_line_are_no_bullets():
    assert items_in("say 1. first - then * last") == ("say 1. first - then * last",)
    assert items_in("1) say 1. first\n2) then") == ("say 1. first", "then")


def test_items_of_several_lines_and_words_with_arrows_stay_whole():
    items = ("one\n• not another", "two")
    assert items_in(in_one_cell(items)) == items
    assert counter_example_in("so -> that -> trust") == CounterExample(text="so -> that", code_as="trust")
    assert counter_example_in("so -> that ->") == CounterExample(text="so -> that")


def test_long_texts_keep_doubled_blanks_in_yaml():
    codebook = Codebook(codes=[Code(id="a", full="word " * 21 + " and  more" + " word" * 20)])
    assert read_codebook(written(codebook).encode(), "x") == codebook


@given(ITEMS)
def test_a_list_in_a_cell_is_read_back_item_by_item(items: Sequence[str]):
    assert items_in(in_one_cell(items)) == tuple(items)


def test_a_shipped_codebook_survives_the_spreadsheet(tmp_path: Path):
    shipped = Path(__file__).parent.parent / "codebooks" / "value-creation.yaml"
    codebook = read_codebook(shipped.read_bytes(), shipped.name)
    out = tmp_path / "out.csv"
    out.write_text(codes_as_csv([("x", code) for code in codebook.codes]), encoding="utf-8")
    again = read_codebook(codebook_from_table(out).encode(), "out.yaml")
    assert again.codes == codebook.codes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_tables_are_read_however_a_spreadsheet_saved_them(tmp_path: Path, encoding: str, sign: str):
    path = tmp_path / "team.csv"
    path.write_bytes(f'Name{sign}Definition\r\n"Ça{sign} va"{sign}Santé\r\n'.encode(encoding))
    read = read_codebook_table(path)
    assert read_codebook(read.text.encode(), "team.yaml").codes[0].brief == "Santé"
    assert bool(read.notes) == (encoding == "cp1252")


def test_a_workbook_gives_its_first_sheet_with_names_and_its_row_numbers(tmp_path: Path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["This file was made by somebody"])
    hidden = book.create_sheet("old")
    hidden.sheet_state = "hidden"
    hidden.append(["name"])
    sheet = book.create_sheet("codes")
    for row in (["Name", "Definition", "Parent"], [], ["Trust", 7, None], ["Peers", 2.5, "Trust"]):
        sheet.append(row)
    path = tmp_path / "team.xlsx"
    book.save(path)
    found = read_codebook(codebook_from_table(path).encode(), "team.yaml")
    assert [(code.id, code.brief) for code in found.codes] == [("trust", "7"), ("trust.peers", "2.5")]
    sheet["C4"] = "Trsut"
    book.save(path)
    with pytest.raises(ProblemsInFile, match=r"row 4, column “Parent”.*did you mean “trust”"):
        codebook_from_table(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"\x00\x01\x02", b'name\n"open'])
@pytest.mark.parametrize("name", ["team.csv", "team.xlsx"])
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, data: bytes, name: str):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(QualcodeError):
        codebook_from_table(path)
