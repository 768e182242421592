import json
from pathlib import Path

import pytest
from studies import qualcode, small_study

from qualcode.project import open_project
from qualcode.project.suggestions import NewSuggestion


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


@pytest.fixture
def themed(study: Path) -> Path:
    """The study with a theme of ben's codings, the referrals in D02 among them."""
    rows = qualcode(study, "codings", "--coder", "ben", "--format", "json").rows
    assert [row["document"] for row in rows] == ["D01"], "ana may not see more yet"
    (study / ".coder").write_text("ben\n", encoding="utf-8")
    rows = qualcode(study, "codings", "--format", "json").rows
    evidence = [word for row in rows for word in ("--coding", row["id"])]
    assert qualcode(study, "themes", "name", "Nothing moved", "--idea", "It did not.", *evidence).code == 0
    (study / ".coder").write_text("ana\n", encoding="utf-8")
    return study


WRITING = pytest.mark.parametrize("words", [["report", "themes"], ["themes", "export"]], ids=" ".join)


@WRITING
def test_what_would_show_an_open_double_is_not_written_until_it_is_finished(themed: Path, words: list[str]) -> None:
    said = qualcode(themed, *words, "-o", "out.txt")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "This would show you others’ codings of D02 while you are still coding it.",
        "→ qualcode finish D02   (or let somebody who is not coding it do this)",
    ]
    assert not (themed / "out.txt").exists()

    assert qualcode(themed, "finish", "D02").code == 0
    assert qualcode(themed, *words, "-o", "out.txt").code == 0
    assert "I sat in the back and listened" in (themed / "out.txt").read_text(encoding="utf-8")


@WRITING
def test_somebody_who_is_not_coding_it_may_write_it_but_nobody_unknown(themed: Path, words: list[str]) -> None:
    assert qualcode(themed, "coder", "ben").code == 0
    assert qualcode(themed, *words).code == 0

    (themed / ".coder").unlink()
    said = qualcode(themed, *words)
    assert (said.code, said.out) == (1, "")
    assert "D02 while somebody is still coding it blind" in said.err


def blind_in(study: Path, document: str) -> bool:
    """Whether what ana codes next in an interview counts as blind."""
    assert qualcode(study, "coding", "add", "-d", document, "-t", 4, "-c", "applied").code == 0
    return bool(qualcode(study, "codings", "-d", document, "--format", "json").rows[-1]["blind"])


@pytest.mark.parametrize(
    "words",
    [
        ["frequencies", "--by-participant"],
        ["frequencies", "--document", "D01"],
        ["frequencies", "--participant", "P01"],
        ["memos", "--coder", "all"],
        ["memos", "--coder", "ben"],
    ],
    ids=" ".join,
)
def test_what_tells_of_one_interview_ends_blindness_there_alone(study: Path, words: list[str]) -> None:
    assert qualcode(study, *words).code == 0

    assert not blind_in(study, "D01")
    assert blind_in(study, "D02")


def test_a_memo_on_an_interview_tells_of_it_and_one_on_a_code_does_not(study: Path) -> None:
    qualcode(study, "memo", "add", "-d", "D03", "She left early.", "--coder", "ben")
    qualcode(study, "memo", "add", "-c", "applied", "Used, not praised.", "--coder", "ben")
    qualcode(study, "memos", "--coder", "all", "-d", "D03")

    assert not blind_in(study, "D03")
    assert blind_in(study, "D01")


def test_a_total_over_several_interviews_and_ones_own_memos_leave_one_blind(study: Path) -> None:
    for document in ("D02", "D03"):
        assert qualcode(study, "finish", document).code == 0
    assert "You have now seen" not in qualcode(study, "frequencies").err
    qualcode(study, "memos")

    assert blind_in(study, "D01")


def test_counting_people_one_by_one_says_what_was_seen(study: Path) -> None:
    said = qualcode(study, "frequencies", "--by-participant")
    assert "You have now seen others’ codings of D01, which you have not finished" in said.err


def offered(study: Path) -> None:
    """Two suggestions for ana in D03, which she has finished."""
    assert qualcode(study, "finish", "D03").code == 0
    with open_project(study) as project:
        turns, text = project.documents.turns("D03"), project.texts.of_document("D03")
        places = [(turn.start, turn.end, text[turn.start : turn.end]) for turn in (turns[1], turns[3])]
        offers = [
            NewSuggestion("D03", *place, "vc.applied", "some", 0.5, rank, None) for rank, place in enumerate(places)
        ]
        project.suggestions.offer("ana", offers, "by hand")


def test_suggestions_of_a_reopened_interview_wait_until_it_is_finished_again(study: Path) -> None:
    offered(study)
    listed = [row["words"] for row in qualcode(study, "suggestions", "--format", "json").rows]
    assert len(listed) == 2

    qualcode(study, "reopen", "D03")
    for words in (["suggestions"], ["suggestions", "--all"]):
        assert qualcode(study, *words, "--format", "json").rows == []
    qualcode(study, "finish", "D03")
    assert [row["words"] for row in qualcode(study, "suggestions", "--format", "json").rows] == listed


def test_decided_suggestions_are_listed_when_asked_for_and_coded_ones_wait_no_more(study: Path) -> None:
    offered(study)
    qualcode(study, "review", answers="r\n1\nq\n")
    assert qualcode(study, "coding", "add", "-d", "D03", "-t", 4, "-c", "applied").code == 0

    assert qualcode(study, "suggestions", "--format", "json").rows == []
    assert [row["status"] for row in qualcode(study, "suggestions", "--all", "--format", "json").rows] == ["rejected"]
