"""A memo somebody wrote by hand, held to the example study by the command line."""

from pathlib import Path

import pytest
from studies import Said, example_study, qualcode

TIME = "Time for classrooms is moved, not made"
CUT = "A borrowed tool begins to work once it has been cut to fit"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_study(tmp_path_factory.mktemp("memo") / "study")
    for name, code in ((TIME, "vc.realized"), (CUT, "vc.reframing")):
        assert qualcode(folder, "themes", "name", name, "--idea", "An idea.", "--code", code).code == 0
    return folder


def verified(study: Path, memo: str, *words: str) -> Said:
    (study / "memo.md").write_text(memo, encoding="utf-8")
    return qualcode(study, "verify", "memo.md", "--format", "json", *words)


def test_a_memo_is_held_to_what_the_project_counts(study: Path) -> None:
    memo = f"""\
# What we saw

Most<!-- count participants theme="{TIME}" --> participants spoke of time. Most of the time, that is.
Nearly all<!-- count participants theme="{CUT}" --> participants cut a tool to fit.
Few people like rain. The program led to change.
"""
    said = verified(study, memo)
    wrong = {
        (row["line"], row["status"], row["expected"]) for row in said.rows if row["status"] not in ("ok", "not checked")
    }
    assert said.code == 1
    assert wrong == {(4, "changed", "some (3 of 12)"), (5, "not backed", None), (5, "worth a look", None)}
    assert "1 worth a look" in said.err


def test_a_memo_whose_words_hold_passes_and_remarks_alone_do_not_fail_it(study: Path) -> None:
    memo = f'Most<!-- count participants theme="{TIME}" --> participants spoke of time. It improved teaching.\n'
    said = verified(study, memo)
    assert said.code == 0
    assert [row["status"] for row in said.rows if row["status"] != "not checked"] == ["ok", "worth a look"]
    (study / "memo.md").write_text(memo, encoding="utf-8")
    assert "worth a look" in qualcode(study, "verify", "memo.md").out


def test_authors_prose_with_live_references_is_held_to_them_before_they_are_filled_in(study: Path) -> None:
    assert verified(study, "Most participants ({{ count theme:moved }}) spoke of time.\n").code == 0
    assert verified(study, "A few participants ({{ count theme:moved }}) spoke of time.\n").code == 1


def test_the_phrases_of_a_memo_come_with_their_counts(study: Path) -> None:
    (row,) = verified(study, f"Most participants said that “{TIME}”.\n", "--phrases").rows
    assert (row["phrase"], row["k"], row["n"], row["result"]) == ("Most participants", 8, 12, "worth a look")
    assert row["by_role"] == "principal 4 of 5; teacher leader 2 of 3; vice principal 2 of 4"
    nothing = qualcode(study, "verify", "memo.md", "--phrases", "--format", "table")
    assert "Most participants" in nothing.out
    (study / "memo.md").write_text("", encoding="utf-8")
    nothing = qualcode(study, "verify", "memo.md", "--phrases")
    assert "No word says how many people." in nothing.out + nothing.err


def test_a_study_chooses_its_words_in_project_yaml(study: Path) -> None:
    settings = study / "project.yaml"
    before = settings.read_text(encoding="utf-8")
    memo = f'Most<!-- count participants theme="{CUT}" --> participants cut a tool to fit.\n'
    settings.write_text(
        before.replace("amounts: house", "amounts:\n  few: [0, 0.2]\n  most: [0.2, 1]"), encoding="utf-8"
    )
    assert qualcode(study, "codebook", "update").code == 0
    assert verified(study, memo).code == 0
    assert qualcode(study, "check").code == 0
    settings.write_text(
        before.replace("amounts: house", "amounts:\n  few: [0, 0.3]\n  most: [0.2, 0.9]"), encoding="utf-8"
    )
    refused = qualcode(study, "codebook", "update")
    assert refused.code == 1
    assert "overlap from 0.2 to 0.3" in refused.err
    assert "from 0.9 to 1" in refused.err
    settings.write_text(before.replace("amounts: house", "amounts: cqr"), encoding="utf-8")
    assert qualcode(study, "codebook", "update").code == 0
    (row,) = [row for row in verified(study, memo).rows if row["status"] == "changed"]
    assert row["expected"] == "variant (3 of 12)"
    settings.write_text(before, encoding="utf-8")
    assert qualcode(study, "codebook", "update").code == 0
    assert qualcode(study, "check").code == 0


def test_an_empty_project_answers_a_memo_in_a_sentence(tmp_path: Path) -> None:
    assert qualcode(tmp_path, "init", "s", "--coder", "ana").code == 0
    said = verified(tmp_path / "s", "Most participants said so.\n")
    assert said.code == 1
    assert [row["status"] for row in said.rows if row["status"] != "not checked"] == ["not backed"]
