import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from studies import example_study, in_process, qualcode, small_study

from qualcode.study.setting_up import set_up

CODING = [
    "id",
    "document",
    "participant",
    "turn",
    "start",
    "end",
    "words",
    "code",
    "coder",
    "modifiers",
    "memo",
    "made",
    "blind",
    "starred",
    "status",
    "definition",
    "second_look",
]
LISTINGS = [
    ["status"],
    ["documents"],
    ["participants"],
    ["codings"],
    ["memos"],
    ["suggestions"],
    ["themes", "list"],
    ["codebook", "list"],
    ["codebook", "check"],
    ["frequencies"],
    ["history"],
    ["check"],
    ["search", "week"],
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listings") / "empty"
    set_up(folder, codebook="value-creation", coder="ana", title="Nothing yet").close()
    return folder


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_study(tmp_path_factory.mktemp("listings") / "coded")
    assert qualcode(folder, "themes", "name", "Talk frees", "--idea", "They talk.", "-c", "immediate").code == 0
    return folder


@pytest.mark.parametrize("words", LISTINGS, ids=" ".join)
def test_every_listing_of_an_empty_project_is_empty_data_of_the_same_shape(empty: Path, words: list[str]) -> None:
    said = {form: qualcode(empty, *words, "--format", form) for form in ("table", "csv", "json", "md")}

    assert {one.code for one in said.values()} == {0}
    rows = said["json"].rows
    table = list(csv.reader(io.StringIO(said["csv"].out)))
    assert len(table) == 1 + len(rows)
    assert len(said["md"].out.splitlines()) == 2 + len(rows)


@pytest.mark.parametrize("words", LISTINGS, ids=" ".join)
def test_every_listing_has_the_same_rows_in_every_format(coded: Path, words: list[str]) -> None:
    said = {form: qualcode(coded, *words, "--format", form) for form in ("table", "csv", "json", "md")}

    assert {one.code for one in said.values()} == {0}
    rows, table = said["json"].rows, list(csv.DictReader(io.StringIO(said["csv"].out)))
    assert [list(row) for row in rows] == [list(row) for row in table]
    assert len(said["md"].out.splitlines()) == 2 + len(rows)
    assert all(len(line) <= 80 for line in said["table"].out.splitlines())


def test_codings_as_json_have_the_documented_fields(coded: Path) -> None:
    rows = qualcode(coded, "codings", "--format", "json").rows

    assert all(list(row) == CODING for row in rows)
    assert {row["coder"] for row in rows} == {"ana"}
    first = rows[0]
    assert (first["document"], first["participant"], first["turn"], first["code"]) == ("D01", "P01", 4, "vc.immediate")
    assert first["end"] - first["start"] == len(first["words"])
    assert first["modifiers"] == {"attribution": "cop", "narrative": "account", "valence": "negative"}
    assert first["blind"] is True


def test_codings_are_ones_own_unless_others_are_named(coded: Path) -> None:
    def coders(*words: str) -> set[str]:
        return {row["coder"] for row in qualcode(coded, "codings", *words, "--format", "json").rows}

    assert coders("--coder", "ben") == {"ben"}
    assert coders("--coder", "all") == {"ana", "ben"}


def test_filters_narrow_and_a_code_stands_for_those_below_it(coded: Path) -> None:
    words = ("--code", "vc.potential", "--where", "role=principal", "--modifier", "valence=absent", "-d", "d01")
    rows = qualcode(coded, "codings", *words, "--format", "json").rows

    assert {row["document"] for row in rows} == {"D01"}
    assert {row["code"] for row in rows} == {"vc.potential.social", "vc.potential.tangible"}


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (["--code", "vc.aplied"], "vc.applied"),
        (["--coder", "bne"], "ben"),
        (["--document", "D99"], "qualcode documents"),
        (["--participant", "P99"], "qualcode participants"),
        (["--where", "rol=principal"], "role"),
        (["--where", "role=principl"], "principal"),
        (["--where", "principal"], "--where role=principal"),
        (["--modifier", "valence=good"], "codebook show --modifiers"),
    ],
)
def test_a_filter_that_names_nothing_is_an_error_with_its_mend(coded: Path, words: list[str], mend: str) -> None:
    said = qualcode(coded, "codings", *words)

    assert said.code == 1
    assert said.out == ""
    assert mend in said.err.splitlines()[-1]


def test_data_goes_to_one_stream_and_talk_to_the_other(coded: Path) -> None:
    said = in_process(coded, "frequencies", "--format", "json")

    assert len(json.loads(said.out)) == 10
    assert "A count says who raised it" in said.err


def test_a_wrong_option_is_a_wrong_use(coded: Path) -> None:
    assert in_process(coded, "codings", "--format", "xml").code == 2
    assert in_process(coded, "nonsense").code == 2
    assert in_process(coded, "codings").code == 0
    assert in_process(coded, "read", "D99").code == 1


def test_search_says_how_many_participants_of_how_many(coded: Path) -> None:
    said = qualcode(coded, "search", "trust", "--format", "json")

    assert {row["participant"] for row in said.rows} == {"P03", "P08", "P09"}
    assert said.err == "3 of 12 participants, 3 turns\n"


def test_search_takes_phrases_beginnings_and_several_words(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")

    def found(*words: str) -> set[str]:
        return {row["document"] for row in qualcode(study, "search", *words, "--format", "json").rows}

    assert found("“every week”") == {"D01"}
    assert found("refer*") == {"D02"}
    assert found("loud", "long") == {"D03"}
    assert found("loud", "week") == set()
    assert found("home") == {"D03"}


def test_search_leaves_interviewers_out_unless_everyone_is_asked_for(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")

    assert qualcode(study, "search", "change").err.startswith("Nobody says that.")
    assert qualcode(study, "search", "change", "--everyone", "--format", "json").rows[0]["document"] == "D02"


def test_frequencies_count_participants_by_the_lead_coders(coded: Path) -> None:
    rows = {row["code"]: row for row in qualcode(coded, "frequencies", "--format", "json").rows}

    assert (rows["vc.realized"]["participants"], rows["vc.realized"]["of"]) == (8, 12)
    narrowed = qualcode(coded, "frequencies", "--where", "role=principal", "--format", "json").rows
    assert {row["of"] for row in narrowed} == {5}


def test_an_empty_project_is_told_what_comes_next(empty: Path) -> None:
    assert qualcode(empty, "documents").err.endswith("qualcode import FILE-OR-FOLDER\n")
    assert "Next: qualcode import FOLDER" in qualcode(empty, "status").out
    said = qualcode(empty, "suggest")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[-1] == "→ qualcode import FOLDER"


@pytest.mark.parametrize("words", [["codings"], ["read", "D01"], ["codebook", "show"], ["--help"]], ids=" ".join)
def test_a_pipe_gets_no_escape_codes_and_eighty_columns(coded: Path, words: list[str]) -> None:
    said = in_process(coded, *words, TERM="xterm-256color", NO_COLOR="1")

    assert said.code == 0
    assert "\x1b" not in said.out + said.err
    assert max(map(len, said.out.splitlines())) <= 80


def test_documents_show_what_tells_them_apart_on_one_line_each(coded: Path) -> None:
    lines = qualcode(coded, "documents").out.splitlines()

    assert [line.split()[0] for line in lines] == ["id", *(f"D{n:02}" for n in range(1, 13))]
    assert "lead" not in lines[0]
    assert "title" not in lines[0]
    assert {"title", "lead", "date", "wave", "format"} <= qualcode(coded, "documents", "--format", "json").rows[
        0
    ].keys()


def test_long_listings_give_up_columns_before_they_become_records(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    facts = ("--title", "A pilot talk", "--date", "2026-05-03", "--wave", "spring term 2026")
    assert qualcode(study, "documents", "edit", "D01", *facts).code == 0
    table = qualcode(study, "documents").out

    head = table.splitlines()[0].split()
    assert [name for name in ("id", "title", "date", "wave", "participants", "words") if name not in head] == []
    assert max(map(len, table.splitlines())) <= 80


def test_which_file_a_document_was_made_from_is_told_only_when_asked_for(coded: Path) -> None:
    files = {row["id"]: row["file"] for row in qualcode(coded, "documents", "--files", "--format", "json").rows}

    assert files["D05"].startswith("05 ")
    for form in ("table", "csv", "json", "md"):
        assert not any(name in qualcode(coded, "documents", "--format", form).out for name in files.values())
    assert qualcode(coded, "documents", "--files", "-d", "D05").out.split("\n")[1].split() == [
        "D05", *files["D05"].split()
    ]  # fmt: skip


def test_frequencies_say_what_of_means_and_who_is_coded_in_part(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    (tmp_path / "again.txt").write_text("Q: And now?\nAna Ruiz: Now we use it daily, all of us.\n", encoding="utf-8")
    (tmp_path / "who.csv").write_text(
        "file,label,participant,role\nagain.txt,Q,,interviewer\nagain.txt,Ana Ruiz,P01,\n"
    )
    assert qualcode(study, "import", tmp_path / "again.txt", "--participants", tmp_path / "who.csv").code == 0
    assert qualcode(study, "finish", "D01").code == 0
    said = qualcode(study, "frequencies")
    cells = qualcode(study, "frequencies", "--by-participant", "--format", "json").rows

    assert "“of” counts the participants coded so far who were asked, or raised it unasked" in said.err
    assert "Only some of their interviews are coded so far: P01." in said.err
    assert {row["state"] for row in cells if row["participant"] == "P01"} == {
        "nothing said so far; whether asked is not recorded"
    }


def test_a_coding_of_an_interviewers_words_is_left_out_with_a_filter_and_without_one(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    for words in ("one evening", "What did you take home?"):
        assert qualcode(study, "coding", "add", "-d", "D01", "--words", words, "-c", "vc.immediate").code == 0
    assert qualcode(study, "finish", "D01").code == 0
    every, some = (
        qualcode(study, "frequencies", "-c", "vc.immediate", *where, "--format", "json")
        for where in ((), ("--where", "role=principal"))
    )

    assert [said.rows[0]["excerpts"] for said in (every, some)] == [1, 1]
    assert "Left out, because an interviewer says them: 1 coding." in every.err


def test_words_that_stand_often_are_shown_ten_times_and_the_rest_is_told(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    (tmp_path / "long.txt").write_text("Q: Well?\nDi Fox: " + "We met again. " * 12 + "\n", encoding="utf-8")
    assert qualcode(study, "import", tmp_path / "long.txt").code == 0
    said = qualcode(study, "coding", "add", "-d", "D04", "--words", "We met again", "-c", "vc.immediate")

    assert "These words stand 12 times in D04:" in said.err
    assert said.err.count("  --at ") == 10
    assert "… and 2 more" in said.err
    assert "give more of the words" in said.err.splitlines()[-1]


@pytest.mark.parametrize("name", ['zwei Üb "q" 🙂', "it's", "$HOME & more", "-dash"])
def test_the_folder_of_the_next_command_is_written_so_that_a_shell_takes_it(tmp_path: Path, name: str) -> None:
    said = qualcode(tmp_path, "init", "--coder", "ana", "--", name)
    (line,) = [line for line in said.err.splitlines() if line.startswith("Next: ")]
    there = subprocess.run(
        ["sh", "-c", f"{line.removeprefix('Next: ').partition(' && ')[0]} && pwd"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert Path(there.stdout.strip()) == tmp_path / name
