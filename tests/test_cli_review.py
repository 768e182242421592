from pathlib import Path

import pytest
from studies import Said, qualcode, small_study

from qualcode.project import open_project
from qualcode.project.suggestions import NewSuggestion

CODES = ("immediate", "potential.human", "potential.social", "potential.tangible", "applied", "realized", "reframing")


def offered(study: Path, how_many: int) -> None:
    """Suggestions for ana, each a turn and a code of hers to decide on."""
    with open_project(study) as project:
        places = [
            (document, turn, code)
            for document in ("D01", "D02", "D03")
            for turn in project.documents.turns(document)
            for code in CODES
        ][:how_many]
        texts = {document: project.texts.of_document(document) for document in ("D01", "D02", "D03")}
        project.suggestions.offer(
            "ana",
            [
                NewSuggestion(
                    document,
                    turn.start,
                    turn.end,
                    texts[document][turn.start : turn.end],
                    f"vc.{code}",
                    "some",
                    0.5,
                    n,
                    None,
                )
                for n, (document, turn, code) in enumerate(places)
            ],
            "by hand",
        )


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def review(study: Path, how_many: int, *answers: str) -> Said:
    offered(study, how_many)
    return qualcode(study, "review", answers="".join(f"{answer}\n" for answer in answers))


def standing(study: Path) -> list[str]:
    return [row["status"] for row in qualcode(study, "suggestions", "--all", "--format", "json").rows]


def codings(study: Path) -> list[tuple[str, str]]:
    return [(row["code"], row["words"]) for row in qualcode(study, "codings", "--format", "json").rows]


def test_each_answer_decides_one_suggestion(study: Path) -> None:
    said = review(study, 4, "r", "4", "s", "c", "applied", "w", "take home", "")

    assert said.code == 0
    assert standing(study) == ["rejected", "open", "changed", "changed"]
    assert said.err.endswith("3 decided, 2 accepted, 1 still wait.\n")
    assert codings(study) == [
        ("vc.applied", "What did you take home?"),
        ("vc.potential.tangible", "take home"),
    ]
    rows = qualcode(study, "suggestions", "--all", "--format", "json").rows
    assert rows[0]["reason"] == "not relevant"


def test_accepting_makes_a_coding_that_is_not_blind(study: Path) -> None:
    review(study, 1, "a", "")

    rows = qualcode(study, "codings", "--format", "json").rows
    assert [(row["code"], row["coder"], row["blind"]) for row in rows] == [("vc.immediate", "ana", False)]
    assert standing(study) == ["accepted"]


def test_none_of_these_turns_down_the_rest_of_the_page_only(study: Path) -> None:
    said = review(study, 7, "s", "n", "q")

    assert standing(study) == ["open", *["none of these"] * 4, "open", "open"]
    assert "4 decided, 0 accepted, 3 still wait." in said.err


def test_undo_asks_again_what_was_decided_last_and_counts_it_no_more(study: Path) -> None:
    said = review(study, 3, "s", "r", "1", "u", "r", "2", "q")

    assert "ana undid: turned down the suggestion" in said.err
    assert standing(study) == ["open", "rejected", "open"]
    assert qualcode(study, "suggestions", "--all", "--format", "json").rows[1]["reason"] == "wrong words"
    assert said.err.endswith("1 decided, 0 accepted, 2 still wait.\n")


def test_undo_in_a_sitting_does_not_reach_behind_it(study: Path) -> None:
    qualcode(study, "coding", "add", "-d", "D03", "-t", 2, "-c", "immediate")
    said = review(study, 1, "u", "q")

    assert "Nothing has been decided in this sitting." in said.err
    assert len(codings(study)) == 1


def test_when_the_answers_end_what_was_decided_is_kept(study: Path) -> None:
    said = review(study, 3, "r", "1", "r")

    assert said.code == 1
    assert said.err.splitlines()[-2:] == ["The answers ended; what was decided is kept.", "→ To go on: qualcode review"]
    assert standing(study) == ["rejected", "open", "open"]
    assert all(row["result"] == "sound" for row in qualcode(study, "check", "--format", "json").rows)


def test_a_slip_is_asked_again(study: Path) -> None:
    said = review(study, 1, "x", "c", "nonsense", "w", "not in there", "r", "9", "1")

    assert "One of: a w c r n s u q" in said.err
    assert "There is no code “nonsense”" in said.err
    assert "These words do not stand in D01." in said.err
    assert standing(study) == ["rejected"]


def test_after_twenty_one_is_asked_whether_that_is_enough(study: Path) -> None:
    said = review(study, 28, *["n"] * 4, "y")

    assert "Enough for today? 0 accepted of 20." in said.err
    assert standing(study).count("open") == 8
    assert "20 decided, 0 accepted, 8 still wait." in said.err


def test_going_on_after_twenty_counts_on(study: Path) -> None:
    said = review(study, 28, *["n"] * 4, "g", "n", "n")

    assert "28 decided, 0 accepted, 0 still wait." in said.err


def test_people_see_bands_and_never_decimals(study: Path) -> None:
    said = review(study, 1, "q")

    assert "[some]" in said.out
    assert "0.5" not in said.out + said.err
    assert "probability" not in qualcode(study, "suggestions").out
    assert qualcode(study, "suggestions", "--format", "json").rows[0]["probability"] == 0.5


def test_nothing_to_review_says_how_to_ask(study: Path) -> None:
    said = qualcode(study, "review")

    assert (said.code, said.err) == (0, "No suggestion waits for you. Ask for some: qualcode suggest\n")
