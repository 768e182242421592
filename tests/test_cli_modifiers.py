import csv
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import Said, qualcode, small_study

from qualcode.study.coding.importing_codings import read_modifiers

RUBRIC = """\
title: How far it is
codes:
- id: rub.plan
  brief: How far the plan is in place
  when: [a plan is spoken of]
  when_not: ["a wish -> rub"]
  counter_examples: ["we should plan"]
  kind: magnitude
  scale: [not begun, "in part, here", "in place; everywhere"]
- id: rub
  brief: The rubric
"""
MADE = (
    ("D01", 2, "vc.realized", ["valence=absent", "narrative=account"]),
    ("D01", 4, "vc.applied", ["valence=positive"]),
    ("D02", 2, "vc.applied", ["valence=positive", "narrative=aspiration"]),
    ("D02", 4, "rub.plan", ["level=in part, here", "certainty=unsure"]),
    ("D03", 2, "rub.plan", []),
    ("D03", 4, "vc.realized", []),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_study(tmp_path_factory.mktemp("modifiers") / "study")
    (folder / "codebooks" / "rubric.yaml").write_text(RUBRIC, encoding="utf-8")
    assert qualcode(folder, "codebook", "update").code == 0
    for document, turn, code, modifiers in MADE:
        chosen = [word for one in modifiers for word in ("-m", one)]
        assert qualcode(folder, "coding", "add", "-d", document, "-t", turn, "-c", code, *chosen).code == 0
    for document in ("D01", "D02", "D03"):
        assert qualcode(folder, "finish", document).code == 0
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "study"))


def codings(study: Path, *words: object) -> list[dict[str, object]]:
    return qualcode(study, "codings", *words, "--format", "json").rows


def frequencies(study: Path, *words: object) -> Said:
    said = qualcode(study, "frequencies", *words)
    assert said.code == 0
    return said


def reword(study: Path, code: str, brief: str) -> None:
    book = study / "codebooks" / "value-creation.yaml"
    head, entry = book.read_text(encoding="utf-8").split(f"  - id: {code}\n", 1)
    before, _, after = entry.partition("    brief: ")
    book.write_text(f"{head}  - id: {code}\n{before}    brief: {brief}\n{after.split(chr(10), 1)[1]}", encoding="utf-8")
    assert qualcode(study, "codebook", "update").code == 0


def test_what_a_coding_says_besides_its_code_is_read_wherever_it_is_listed(study: Path) -> None:
    table = " ".join(qualcode(study, "codings").out.split())

    assert "vc.realized (narrative" in table
    assert "(vc.realized (narrative account, valence absent)" in " ".join(
        qualcode(study, "read", "D01").out.replace("▸ ", "(").split()
    )
    assert qualcode(study, "codings", "--format", "md").out.count("valence absent") == 1
    assert "level in part, here" in qualcode(study, "history", "--format", "json").out


def test_a_new_coding_is_told_with_its_modifiers_and_with_the_level_it_lacks(study: Path) -> None:
    with_one = qualcode(study, "coding", "add", "-d", "D01", "-t", 2, "-c", "rub.plan", "-m", "level=not begun")
    without = qualcode(study, "coding", "add", "-d", "D01", "-t", 4, "-c", "rub.plan")

    assert "with rub.plan (level not begun):" in with_one.err
    assert "level" not in with_one.err.split(":", 1)[1]
    assert "it does not say which level (not begun, in part, here, in place; everywhere)" in without.err
    assert '-m "level=not begun"' in without.err


@pytest.mark.parametrize(("chosen", "n"), [("valence=absent", 1), ("level=in part, here", 1), ("valence=positive", 2)])
def test_codings_and_counts_are_narrowed_by_a_modifier(study: Path, chosen: str, n: int) -> None:
    assert len(codings(study, "--modifier", chosen)) == n
    rows = frequencies(study, "--modifier", chosen, "--format", "json").rows
    assert sum(row["excerpts"] for row in rows if row["code"] in {"vc.realized", "vc.applied", "rub.plan"}) == n


def test_codes_are_counted_by_value_in_a_column_each_and_hopes_stand_apart(study: Path) -> None:
    said = frequencies(study, "--by", "valence", "-c", "vc.applied", "-c", "vc.realized")

    assert said.out.splitlines()[-2].split() == ["vc.applied", "3", "1", "(1)", "0", "0", "0", "1", "(1)", "0"]
    assert said.out.splitlines()[-1].split() == ["vc.realized", "3", "0", "0", "0", "1", "(1)", "0", "1", "(1)"]
    assert "“absent” is value that was hoped for and did not come." in said.err
    assert "never counted as value created" in said.err
    by_value = {
        (row["code"], row["value"]): row for row in frequencies(study, "--by", "valence", "--format", "json").rows
    }
    assert by_value["vc.realized", "absent"]["participants"] == by_value["vc.realized", "not said"]["participants"] == 1
    assert {row["of"] for row in by_value.values()} == {3}


def test_levels_are_counted_in_the_order_of_their_scale(study: Path) -> None:
    rows = frequencies(study, "--by", "level", "--format", "json").rows

    assert [(row["code"], row["value"], row["excerpts"]) for row in rows] == [
        ("rub.plan", "not begun", 0),
        ("rub.plan", "in part, here", 1),
        ("rub.plan", "in place; everywhere", 0),
        ("rub.plan", "not said", 1),
    ]
    assert "None of these codes has levels." in frequencies(study, "--by", "level", "-c", "vc").err


def test_participants_are_told_by_value_with_the_kind_of_each_blank(study: Path) -> None:
    said = frequencies(study, "--by", "valence", "--by-participant", "-c", "vc.realized")
    lines = [" ".join(line.split()) for line in said.out.splitlines()]

    assert lines[1:] == [
        "P01 vc.realized absent 1",
        "P02 vc.realized nothing said; whether asked is not recorded",
        "P03 vc.realized not said 1",
    ]


def test_a_modifier_that_nobody_declared_is_an_error_that_lists_those_there_are(study: Path) -> None:
    said = qualcode(study, "frequencies", "--by", "mood")

    assert (said.code, said.out) == (1, "")
    assert "There is no modifier “mood” (there are: valence, narrative" in said.err


def test_a_table_that_counts_hopes_under_cycles_of_value_says_how_many(study: Path) -> None:
    told = "1 excerpt of 1 participant tells of a hope or a plan (vc.applied 1): raised, and never value created."

    assert told in frequencies(study).err
    assert told not in frequencies(study, "-c", "rub").err
    assert told not in frequencies(study, "-m", "narrative=account").err


@pytest.mark.parametrize("form", ["csv", "json"])
def test_codings_come_back_from_their_own_listing_unchanged(study: Path, form: str) -> None:
    before = codings(study)
    listing = study.parent / f"listed.{form}"
    listing.write_text(qualcode(study, "codings", "--format", form).out, encoding="utf-8")
    for one in before:
        assert qualcode(study, "coding", "remove", one["id"]).code == 0
    said = qualcode(study, "coding", "import", listing)

    assert said.err == "6 codings imported.\n"
    after = codings(study)
    new = ("id", "made")
    assert [{**one, **dict.fromkeys(new)} for one in after] == [{**one, **dict.fromkeys(new)} for one in before]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", "listed.json: row 1 lacks “document”"),
        ('[{"document": "D01"}]', "listed.json: row 1 lacks “code”"),
        ('{"document": "D01"}', "listed.json is no list of rows."),
        ("[{", "listed.json is no JSON"),
        ("[" * 100_000, "listed.json is no JSON"),
        ('[{"document": "D01", "code": "rub", "at": "1:9", "modifiers": {"mood": "x"}}]', "no modifier “mood”"),
        ('[{"document": "D01", "code": "rub", "at": "1:9", "modifiers": "{a"}]', "“{a” is no modifier."),
    ],
)
def test_codings_listed_badly_are_refused_whole(study: Path, text: str, message: str) -> None:
    listing = study.parent / "listed.json"
    listing.write_text(text, encoding="utf-8")
    said = qualcode(study, "coding", "import", listing)

    assert said.code == 1
    assert message in said.err
    assert len(codings(study)) == len(MADE)


values = st.text(st.characters(exclude_characters="=", exclude_categories=["C", "Z"]), min_size=1).map(
    lambda text: text.strip(" ;,{") or "x"
)


@given(st.dictionaries(st.sampled_from(["valence", "level", "évidence", "信頼"]), values, min_size=1))
def test_modifiers_are_read_as_they_are_written_whatever_their_values(modifiers: dict[str, str]) -> None:
    assert read_modifiers("; ".join(f"{name}={value}" for name, value in modifiers.items())) == modifiers
    assert read_modifiers(json.dumps(modifiers)) == modifiers


def test_a_retired_code_is_called_retired_wherever_its_codings_are(study: Path) -> None:
    assert qualcode(study, "codebook", "retire", "rub.plan").code == 0

    assert "rub.plan (retired)" in " ".join(qualcode(study, "codings", "--coder", "all").out.split())
    assert "rub.plan (retired)" in frequencies(study).out
    assert "rub.plan (retired)" in frequencies(study, "--by", "level", "--format", "md").out
    assert {row["status"] for row in codings(study, "-c", "rub.plan")} == {"retired"}
    statuses = {row["code"]: row["status"] for row in frequencies(study, "--format", "json").rows}
    assert (statuses["rub.plan"], statuses["rub"]) == ("retired", "active")


def test_a_code_asked_for_by_a_former_name_is_found_and_named(study: Path) -> None:
    assert qualcode(study, "codebook", "rename", "vc.realized", "vc.result").code == 0
    said = qualcode(study, "codings", "--code", "vc.realized")
    assert said.err == "“vc.realized” is now called vc.result.\n"
    assert said.out == qualcode(study, "codings", "--code", "vc.result").out

    assert qualcode(study, "codebook", "merge", "vc.result", "--into", "vc.applied").code == 0
    for former in ("vc.realized", "vc.result"):
        for command in ("codings", "frequencies"):
            assert f"“{former}” was merged into vc.applied.\n" in qualcode(study, command, "--code", former).err


def test_codings_keep_the_definition_they_were_made_under(study: Path) -> None:
    assert {row["definition"] for row in codings(study)} == {1}
    reword(study, "vc.applied", "Put to use with others")
    qualcode(study, "coding", "add", "-d", "D03", "-t", 2, "-c", "vc.applied")
    said = qualcode(study, "codings")

    assert [row["definition"] for row in codings(study, "-c", "vc.applied")] == [1, 1, 2]
    rows = list(csv.DictReader(qualcode(study, "codings", "-c", "vc.applied", "--format", "csv").out.splitlines()))
    assert [row["definition"] for row in rows] == ["1", "1", "2"]
    assert "2 codings were made under another definition than today’s: vc.applied 2." in said.err
    assert "qualcode codebook show vc.applied --history" in said.err


def test_a_new_name_is_no_new_meaning_neither_of_a_code_nor_of_those_that_redirect_to_it(study: Path) -> None:
    assert qualcode(study, "codebook", "rename", "vc.realized", "vc.result", "--label", "Results").code == 0

    assert (
        "vc.result" in (study / "codebooks" / "value-creation.yaml").read_text(encoding="utf-8").split("vc.applied")[1]
    )
    assert qualcode(study, "codings").err == ""
    assert qualcode(study, "codebook", "retire", "rub.plan").code == 0
    assert qualcode(study, "codings").err == ""


def test_a_theme_tells_of_its_excerpts_what_their_codings_say_besides_and_which_codes_are_retired(study: Path) -> None:
    ids = [str(one["id"]) for one in codings(study, "-m", "valence=absent")]
    assert qualcode(study, "themes", "name", "It stays", "--idea", "So", "-c", "rub", "--coding", ids[0]).code == 0
    for code in ("rub", "vc.realized"):
        assert qualcode(study, "codebook", "retire", code).code == 0
    sheet = " ".join(qualcode(study, "themes", "show", "It stays").out.split())

    assert "All excerpts of: rub (retired)" in sheet
    assert "vc.realized (retired; narrative account, valence absent): “" in sheet
    assert "▸ vc.realized (retired; narrative account, valence absent) “" in " ".join(
        qualcode(study, "read", "D01").out.split()
    )
    assert "Realized value (retired)" in qualcode(study, "report", "themes").out
