import json
from pathlib import Path

import pytest
from studies import qualcode, small_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """D01 is ben's, coded through; D02 is an open double of both."""
    folder = small_study(tmp_path / "study")
    for coder, document, turn, code in (
        ("ben", "D01", 2, "applied"),
        ("ben", "D02", 2, "immediate"),
        ("ben", "D02", 4, "realized"),
        ("ana", "D02", 2, "social"),
    ):
        words = ("-d", document, "-t", turn, "-c", code, "--coder", coder, "--memo", f"{coder} on {code}")
        assert qualcode(folder, "coding", "add", *words).code == 0
    assert qualcode(folder, "finish", "D01", "--coder", "ben").code == 0
    assert qualcode(folder, "finish", "D02", "--coder", "ben").code == 0
    return folder


SHOWING = [
    ["codings", "--coder", "all"],
    ["codings", "--coder", "ben"],
    ["read", "D02", "--coder", "all"],
    ["read", "D02", "--coder", "ben"],
    ["memos", "--coder", "all"],
    ["history"],
    ["frequencies", "--coder", "all"],
    ["codebook", "list"],
]


def seen(study: Path, words: list[str]) -> str:
    """What a command shows of ben's coding of “realized” in D02, which nobody else uses."""
    rows = qualcode(study, *words, "--format", "json").rows
    told = [row for row in rows if row.get("excerpts", row.get("codings", 1)) not in (0, [])]
    return " ".join(json.dumps([value for name, value in row.items() if name != "brief"]) for row in told)


@pytest.mark.parametrize("words", SHOWING, ids=" ".join)
def test_others_codings_of_an_open_double_show_nowhere_until_it_is_finished(study: Path, words: list[str]) -> None:
    assert "realized" not in seen(study, words)

    assert qualcode(study, "finish", "D02").code == 0
    assert "realized" in seen(study, words)


@pytest.mark.parametrize("words", SHOWING, ids=" ".join)
def test_nor_where_nobody_says_who_looks(study: Path, words: list[str]) -> None:
    (study / ".coder").unlink()

    assert "realized" not in seen(study, words)


def test_people_are_told_what_is_left_out(study: Path) -> None:
    assert (
        "Left out until you have finished them: others’ codings of D02."
        in qualcode(study, "codings", "--coder", "all").err
    )
    assert "Left out until you have finished them: D02." in qualcode(study, "frequencies").err
    assert "their codings show once you have finished it" in qualcode(study, "read", "D02", "--coder", "all").err


def test_a_theme_keeps_back_what_its_reader_is_still_coding(study: Path) -> None:
    assert qualcode(study, "coder", "ben").code == 0
    rows = qualcode(study, "codings", "--format", "json").rows
    evidence = [word for row in rows for word in ("--coding", row["id"])]
    assert qualcode(study, "themes", "name", "Nothing moved", "--idea", "It did not.", *evidence).code == 0
    assert qualcode(study, "coder", "ana").code == 0

    shown = qualcode(study, "themes", "show", "Nothing").out
    assert "Kept back: 2 excerpts of interviews you are still coding." in shown
    assert "drafted" in shown
    assert "referrals" not in shown


def test_seeing_others_codings_is_recorded_said_once_and_ends_blindness(study: Path) -> None:
    said = qualcode(study, "codings", "--coder", "all")
    assert "You have now seen others’ codings of D01, which you have not finished" in said.err
    assert "You have now seen" not in qualcode(study, "codings", "--coder", "all").err

    qualcode(study, "coding", "add", "-d", "D01", "-t", 4, "-c", "applied")
    qualcode(study, "coding", "add", "-d", "D03", "-t", 2, "-c", "immediate")
    blind = {row["document"]: row["blind"] for row in qualcode(study, "codings", "--format", "json").rows}
    assert blind == {"D01": False, "D02": True, "D03": True}


def test_what_was_shown_stays_shown_after_undo(study: Path) -> None:
    qualcode(study, "read", "D01", "--coder", "all")
    qualcode(study, "undo")
    qualcode(study, "coding", "add", "-d", "D01", "-t", 4, "-c", "applied")

    assert [row["blind"] for row in qualcode(study, "codings", "-d", "D01", "--format", "json").rows] == [False]


def test_reading_ones_own_codings_leaves_one_blind(study: Path) -> None:
    qualcode(study, "codings")
    qualcode(study, "read", "D01")
    qualcode(study, "coding", "add", "-d", "D01", "-t", 4, "-c", "applied")

    assert [row["blind"] for row in qualcode(study, "codings", "-d", "D01", "--format", "json").rows] == [True]


def test_suggestions_are_refused_until_an_interview_is_finished(study: Path) -> None:
    said = qualcode(study, "suggest")

    assert (said.code, said.out) == (1, "")
    assert "you have finished none yet" in said.err
    assert said.err.splitlines()[-1] == "→ When one is done: qualcode finish D01"
