"""Codebooks as tired people and odd programs leave them: each is told where it is wrong, and nothing is changed."""

import hashlib
import os
from pathlib import Path

import pytest
from studies import qualcode, small_study

from qualcode.codebook import Codebook
from qualcode.codebook.read import read_codebook
from qualcode.codebook.splicing import with_code_added, with_label
from qualcode.errors import ProblemsInFile, QualcodeError


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def problems_of(text: str) -> list[str]:
    with pytest.raises(ProblemsInFile) as caught:
        read_codebook(text.encode(), "team.yaml")
    return list(caught.value.problems)


def state_of(study: Path) -> dict[str, str]:
    files = [path for path in study.rglob("*") if path.is_file() and not path.name.startswith("project.db-")]
    return {path.relative_to(study).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\u00ad", "\u2060"])
def test_an_id_that_looks_like_another_by_an_invisible_sign_is_refused(hidden: str) -> None:
    (problem,) = problems_of(f'trust: Said\n"tr{hidden}ust": Said too\n')
    assert problem.startswith("team.yaml:2:1: ")
    assert f"the invisible character U+{ord(hidden):04X}" in problem


@pytest.mark.parametrize("code_id", ["می\u200cشود", "क्\u200dष", "🙂", "👩\u200d🏫", "ça va", "信頼.同僚", "’s avonds"])
def test_ids_of_any_script_and_emoji_are_welcome(code_id: str) -> None:
    assert read_codebook(f'"{code_id}": Said\n'.encode(), "team.yaml").codes[0].id == code_id


def test_an_id_that_fills_a_page_is_refused() -> None:
    assert "is longer than 200 characters" in problems_of(f"{'x' * 201}: Said\n")[0]
    assert read_codebook(f"{'x' * 120}: Said\n".encode(), "team.yaml").codes


@pytest.mark.parametrize("code_id", ["“trust”", "„Vertrauen“", "‘trust’", "«confiance»"])
def test_quotes_of_a_word_processor_do_not_become_part_of_an_id(code_id: str) -> None:
    (problem,) = problems_of(f"codes:\n- id: {code_id}\n")
    assert problem.startswith("team.yaml:2:7: ")
    assert "stands in quotes that are none to YAML" in problem


def test_a_text_that_a_comma_cuts_in_two_between_typographic_quotes_is_noticed() -> None:
    (problem,) = problems_of("codes:\n- id: trust\n  when: [“one, two”, “three”]\n")
    assert problem.startswith("team.yaml:3:10: ")
    assert "ends before its closing ”" in problem
    whole = read_codebook("codes:\n- id: trust\n  when: [“one”, “two”]\n".encode(), "team.yaml")
    assert whole.codes[0].when == ("“one”", "“two”")


def test_signs_that_a_terminal_obeys_come_neither_in_by_file_nor_by_command() -> None:
    assert "holds the control character U+001B" in problems_of('codes:\n- id: trust\n  full: "a\\e[31m"\n')[0]
    with pytest.raises(QualcodeError, match="holds the control character U\\+001B"):
        with_label("trust: Said\n", "team", "trust", "\x1b[31mred")
    with pytest.raises(QualcodeError, match="holds the control character U\\+0007"):
        with_code_added("trust: Said\n", "team", {"id": "new", "brief": "\x07"})


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ("codes:\n- id: a\n  full: | x\n    y\n", "3:11", "write the text on the next line, indented"),
        ('include: ["\\\\srv\\x"]\ncodes: [a]\n', "1:19", "write \\\\ for a backslash"),
    ],
)
def test_a_slip_of_form_is_told_with_a_mend_that_mends(text: str, place: str, mend: str) -> None:
    (problem,) = problems_of(text)
    assert problem.startswith(f"team.yaml:{place}: ")
    assert problem.endswith(mend)


def test_names_beside_include_are_told_once_to_stand_below_codes() -> None:
    (problem,) = problems_of("title: Ours\ntrust: Said\ntime: Won\n")
    assert problem.startswith("team.yaml:2:1: the code “trust” stands beside the fields; write “codes:”")


def test_a_code_of_the_short_form_may_say_more_of_itself() -> None:
    book = read_codebook(b"trust: Said\ntime:\n  brief: Won\n  status: retired\n", "team.yaml")
    assert [(code.id, code.brief, code.status) for code in book.codes] == [
        ("trust", "Said", "active"),
        ("time", "Won", "retired"),
    ]
    assert isinstance(book, Codebook)
    assert "has no “codes:”" in problems_of("codse:\n  trust: Said\n")[0]


def test_every_command_works_on_a_codebook_of_names_alone(study: Path) -> None:
    own = study / "codebooks" / "own.yaml"
    own.write_text("trust: Said aloud\nbread: Shared\ntime: Won\n", encoding="utf-8")
    for arguments in (
        ("update",),
        ("rename", "trust", "--label", "Trust among us"),
        ("retire", "bread"),
        ("split", "time", "--into", "lost: Hours lost"),
    ):
        done = qualcode(study, "codebook", *arguments)
        assert done.code == 0, done.err
    assert own.read_text(encoding="utf-8") == (
        "trust:\n  label: Trust among us\n  brief: Said aloud\n"
        "bread:\n  brief: Shared\n  status: retired\n"
        "time: Won\ntime.lost: Hours lost\n"
    )
    assert qualcode(study, "check").code == 0


def test_a_codebook_under_an_ending_that_nothing_reads_is_named(study: Path) -> None:
    (study / "codebooks" / "own.yml").write_text("trust: Said aloud\n", encoding="utf-8")
    before = state_of(study)
    for command in ("check", "update"):
        done = qualcode(study, "codebook", command)
        assert done.code == 1
        assert "all it own.yaml" in " ".join((done.out + done.err).split())
    assert state_of(study) == before


def test_a_link_that_leads_out_of_the_project_is_not_followed_into_it(study: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("trust: Said aloud\n", encoding="utf-8")
    (study / "codebooks" / "own.yaml").symlink_to(outside)
    for command in ("check", "update"):
        done = qualcode(study, "codebook", command)
        assert done.code == 1
        assert "link to a file outside of the project" in done.out + done.err
    assert (study / "codebooks" / "own.yaml").is_symlink()
    assert "Said aloud" not in qualcode(study, "codebook", "list").out


def test_what_is_no_file_among_the_codebooks_stops_nobody(study: Path) -> None:
    (study / "codebooks" / "folder.yaml").mkdir()
    os.mkfifo(study / "codebooks" / "pipe.yaml")
    assert qualcode(study, "codebook", "check").code == 0
    assert qualcode(study, "codebook", "update").code == 0
    named = qualcode(study, "codebook", "check", str(study / "codebooks" / "pipe.yaml"))
    assert named.code == 1
    assert "is not a file" in named.err


def test_an_update_tells_where_a_file_is_not_utf_8(study: Path) -> None:
    (study / "codebooks" / "own.yaml").write_bytes("trust: Said\ntime: Zürich\n".encode("cp1252"))
    before = state_of(study)
    done = qualcode(study, "codebook", "update")
    assert done.code == 1
    assert "own.yaml:2:8: the byte 0xfc is not UTF-8" in done.err
    assert state_of(study) == before


def test_a_table_in_doubt_is_told_what_spreadsheets_can_do_about_it(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_bytes("Name;Definition;Parent\r\nConfiance;Répétée;\r\nPairs;Égaux;Confiance\r\n".encode("cp1252"))
    done = qualcode(study, "codebook", "import", str(table))
    assert done.code == 0, done.err
    assert "If not, save it again as “CSV UTF-8”." in " ".join(done.err.split())
    assert "--encoding" not in done.err
    table.write_bytes(b"")
    again = qualcode(study, "codebook", "import", str(table), "--name", "other")
    assert again.code == 1
    assert "transcript" not in again.err
