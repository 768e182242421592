"""The interview guide at the command line: which question was asked where, confirmed by a person."""

from pathlib import Path

import pytest
from studies import Said, qualcode, small_study

GUIDE = """\
questions:
  - words: What did you take home from it?
    gives_chance_for: [potential.tangible]
  - words: What was it like?
    gives_chance_for: [immediate]
  - words: Did anything change?
    gives_chance_for: [applied]
    asked_in: [D02]
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = small_study(tmp_path / "study")
    (folder / "guide.yaml").write_text(GUIDE, encoding="utf-8")
    assert qualcode(folder, "import", "--guide", "guide.yaml").code == 0
    return folder


def standing(study: Path) -> dict[tuple[str, str], tuple[str, str, int | None]]:
    rows = qualcode(study, "questions", "--format", "json").rows
    return {(row["question"], row["document"]): (row["state"], row["how"], row["turn"]) for row in rows}


def answered(study: Path, *answers: str) -> Said:
    return qualcode(study, "questions", "confirm", answers="".join(f"{answer}\n" for answer in answers))


def test_a_guide_tells_how_many_askings_wait_to_be_confirmed(study: Path) -> None:
    said = qualcode(study, "import", "--guide", "guide.yaml")
    assert "The guide has 3 questions: qualcode questions" in said.err
    assert "6 askings to confirm: qualcode questions confirm" in said.err
    assert "Questions     3 in the guide, 6 askings to confirm" in qualcode(study, "status").out


def test_questions_show_where_each_was_asked_or_may_have_been(study: Path) -> None:
    found = standing(study)
    assert found["Q01", "D01"][0] == "open"
    assert found["Q01", "D01"][2] == 1
    assert found["Q02", "D02"] == ("open", "very alike", 1)
    assert found["Q01", "D02"] == ("open", "not found", None)
    assert found["Q03", "D02"] == ("asked", "said by the guide", None)
    assert found["Q03", "D01"] == ("not asked", "said by the guide", None)
    shown = qualcode(study, "questions", "-q", "q2").out
    assert shown.startswith("Q02  What was it like?   (vc.immediate)\n")
    assert "D02 turn 1 “What was it like?”" in shown
    assert "Q01" not in shown


def test_each_answer_settles_one_asking_and_is_one_event(study: Path) -> None:
    said = answered(study, "y", "n", "3", "s", "q")
    assert said.code == 0
    assert "3 settled." in said.err
    found = standing(study)
    assert found["Q01", "D01"] == ("asked", "confirmed", 1)
    assert found["Q01", "D02"] == ("not asked", "denied", None)
    assert found["Q01", "D03"] == ("asked", "confirmed", 3)
    assert found["Q02", "D01"][0] == "open"
    stories = [row["sentence"] for row in qualcode(study, "history", "--format", "json").rows]
    assert sum("asked in D0" in story for story in stories) == 3


def test_what_was_denied_is_not_proposed_again(study: Path) -> None:
    assert qualcode(study, "questions", "deny", "Q02", "D02").err == "Q02 was not asked in D02.\n"
    assert standing(study)["Q02", "D02"] == ("not asked", "denied", None)
    qualcode(study, "import", "--guide", "guide.yaml")
    assert standing(study)["Q02", "D02"] == ("not asked", "denied", None)


def test_one_answer_confirms_all_of_a_question_that_are_very_alike(study: Path) -> None:
    said = answered(study, "s", "s", "s", "s", "a", "q")
    assert "a all 2 of Q02 that are very alike" in said.err
    found = standing(study)
    assert found["Q02", "D02"] == found["Q02", "D03"] == ("asked", "confirmed", 1)


def test_scripts_confirm_whatever_is_very_alike(study: Path) -> None:
    said = qualcode(study, "questions", "confirm", "--yes")
    assert said.code == 0
    left = [key for key, (state, _, _) in standing(study).items() if state == "open"]
    assert said.err.endswith(
        f"{len(left)} are open; until then who was asked counts as not recorded there: qualcode questions confirm\n"
    )
    assert not any(how == "very alike" for _, how, _ in standing(study).values())


def test_what_no_turn_is_like_can_be_denied_at_once(study: Path) -> None:
    qualcode(study, "questions", "deny", "--not-found")
    assert "not found" not in {how for _, how, _ in standing(study).values()}
    assert standing(study)["Q02", "D02"][0] == "open"


def test_a_question_can_be_confirmed_at_a_turn_that_was_not_proposed(study: Path) -> None:
    said = qualcode(study, "questions", "confirm", "q1", "d3", "--turn", 3)
    assert said.err == "Q01 was asked in D03, turn 3.\n"
    assert standing(study)["Q01", "D03"] == ("asked", "confirmed", 3)


def test_a_turn_that_is_not_there_settles_nothing(study: Path) -> None:
    said = qualcode(study, "questions", "confirm", "Q01", "D03", "--turn", 99)
    assert (said.code, said.err.splitlines()[0]) == (1, "D03 has no turn 99.")
    said = answered(study, "99", "q")
    assert "D01 has no turn 99." in said.err
    assert "0 settled." in said.err


def test_a_word_that_is_no_choice_decides_nothing_and_the_turns_can_be_looked_at(study: Path) -> None:
    said = answered(study, "maybe", "l", "q")
    assert "“maybe” is none of the choices." in said.err
    assert "  [3] And then?" in said.out
    assert "0 settled." in said.err


def test_when_the_answers_end_what_was_settled_is_kept(study: Path) -> None:
    said = answered(study, "y")
    assert said.code == 1
    assert "The answers ended; what was settled is kept." in said.err
    assert standing(study)["Q01", "D01"][0] == "asked"


def test_a_confirmation_can_be_taken_back_on_its_own(study: Path) -> None:
    answered(study, "y", "n", "q")
    events = qualcode(study, "history", "--format", "json").rows
    (first,) = [row for row in events if "Q01 was asked in D01" in row["sentence"]]
    assert qualcode(study, "undo", "--event", first["event"]).code == 0
    assert standing(study)["Q01", "D01"][0] == "open"
    assert standing(study)["Q01", "D02"][0] == "not asked"
    assert qualcode(study, "check").code == 0


def test_a_guide_can_be_taken_back(study: Path) -> None:
    event = next(
        row["event"]
        for row in qualcode(study, "history", "--format", "json").rows
        if "interview guide" in row["sentence"]
    )
    assert qualcode(study, "undo", "--event", event).code == 0
    said = qualcode(study, "questions")
    assert (said.code, said.err.splitlines()[0]) == (1, "This project has no interview guide yet.")
    assert qualcode(study, "check").code == 0


def test_unknown_questions_are_named_with_the_way_to_see_them(study: Path) -> None:
    said = qualcode(study, "questions", "deny", "Q77", "D01")
    assert said.code == 1
    assert said.err == "There is no question “Q77” in this project.\n→ See what there is: qualcode questions\n"


def test_a_document_nobody_is_interviewed_in_has_no_open_questions(study: Path) -> None:
    (study / "record.md").write_text(
        "---\nsource: program record\n---\n# Attendance\n\n- Nine came.\n", encoding="utf-8"
    )
    assert qualcode(study, "import", "record.md").code == 0
    assert ("Q01", "D03") in standing(study)
    assert ("Q01", "D04") not in standing(study)
    assert "6 askings to confirm" in qualcode(study, "status").out
    assert qualcode(study, "questions", "confirm", "Q01", "D04").code == 0
    open_ = [key for key, (state, _, _) in standing(study).items() if state == "open"]
    assert len(open_) == 6, "what was said of one question leaves no other open in a record"


def test_headings_show_where_they_stand_and_turns_say_their_section(study: Path) -> None:
    (study / "record.md").write_text(
        "# Program record\n\n## Attendance\n\n- Nine came.\n\n## Costs\n\nThe bus.\n", encoding="utf-8"
    )
    qualcode(study, "import", "record.md")
    shown = qualcode(study, "read", "D04").out
    places = [shown.index(one) for one in ("# Program record", "## Attendance", "- Nine came.", "## Costs", "The bus.")]
    assert places == sorted(places)
    rows = qualcode(study, "read", "D04", "--format", "json").rows
    assert [row["section"] for row in rows] == ["Attendance", "Costs"]
