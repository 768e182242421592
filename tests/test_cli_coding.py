from pathlib import Path

import pytest
from studies import Said, qualcode, small_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def add(study: Path, *words: object, document: str = "D01", code: str = "vc.applied", answers: str = "") -> Said:
    return qualcode(study, "coding", "add", "-d", document, "-c", code, *words, answers=answers)


def codings(study: Path, *words: object) -> list[dict[str, object]]:
    return qualcode(study, "codings", *words, "--format", "json").rows


@pytest.mark.parametrize(
    "words",
    [
        "we drafted the card — in one evening",
        "WE DRAFTED THE CARD - IN ONE EVENING",
        "We  drafted\nthe card –  in one\tevening",
        "we drafted … in one evening",
        "we drafted ... one evening",
    ],
)
def test_words_are_found_however_they_were_typed_and_kept_as_they_stand(study: Path, words: str) -> None:
    said = add(study, "--words", words)

    assert said.err.startswith("Coded D01, turn 2, with vc.applied: “We drafted the card — in one evening”")
    assert [one["words"] for one in codings(study)] == ["We drafted the card — in one evening"]


def test_quotation_marks_may_be_straight_or_curly_and_words_may_cross_a_line(study: Path) -> None:
    add(study, "--words", 'It wasn\'t pretty. It was ours, though, and "ours" matters.')

    assert codings(study)[0]["words"] == "It wasn’t pretty.\nIt was ours, though, and “ours” matters."


def test_words_may_come_from_standard_input(study: Path) -> None:
    add(study, "--words", "-", answers="nobody asked us to\n")

    assert codings(study)[0]["words"] == "Nobody asked us to"


def test_words_found_twice_are_shown_with_the_places_to_paste(study: Path) -> None:
    said = add(study, "--words", "we used it every week")

    assert (said.code, codings(study)) == (1, [])
    places = [line.split()[1] for line in said.err.splitlines() if line.strip().startswith("--at")]
    assert len(places) == 2
    for place in places:
        assert add(study, "--at", place).code == 0
    assert [one["words"] for one in codings(study)] == ["we used it every week", "We used it every week"]


def test_words_found_nowhere_bring_the_nearest_passages(study: Path) -> None:
    said = add(study, "--words", "we drafted it every week and nobody was asked")

    assert said.code == 1
    near = [line for line in said.err.splitlines() if line.strip().startswith("--at")]
    assert len(near) == 3
    assert any("We drafted the card" in line for line in near)
    assert said.err.splitlines()[-1].startswith("→ Copy the words from the transcript (qualcode read D01)")


def test_a_whole_turn_is_coded_by_its_number(study: Path) -> None:
    add(study, "--turn", 2, document="d03")

    assert codings(study)[0]["words"] == "It was loud and it was long. I came home with nothing I could use."


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "Which words?"),
        (["--turn", "2", "--at", "1:5"], "Which words?"),
        (["--turn", "99"], "D01 has turns 1 to 4; there is no turn 99."),
        (["--at", "5-9"], "“5-9” is no place."),
        (["--at", "5:99999"], "D01 has no words at 5:99999"),
        (["--at", "9:9"], "D01 has no words at 9:9"),
        (["--words", " "], "No words were given."),
        (["--turn", "2", "-m", "valence"], "“valence” is not of the form name=value."),
        (["--turn", "2", "-m", "valence=good"], "“valence” cannot be “good”"),
        (["--turn", "2", "-m", "mood=good"], "there is no modifier “mood”"),
        (["--turn", "2", "--coder", "zoe"], "There is no coder “zoe”"),
    ],
)
def test_a_slip_is_one_plain_sentence_a_next_step_and_no_coding(study: Path, words: list[str], message: str) -> None:
    said = add(study, *words)

    assert said.code == 1
    assert message in said.err
    assert said.err.splitlines()[-1].startswith("→ ")
    assert codings(study) == []


def test_unknown_codes_and_documents_bring_the_nearest(study: Path) -> None:
    assert "→ Did you mean vc.applied, vc.realized?" in add(study, "--turn", 2, code="aplied").err
    assert "All of them: qualcode documents" in add(study, "--turn", 2, document="D04").err


def test_the_same_coding_twice_is_refused_with_what_to_do_instead(study: Path) -> None:
    add(study, "--turn", 2)
    said = add(study, "--words", "we drafted … matters.")

    assert said.code == 1
    assert "ana has coded these words of D01 with vc.applied already." in said.err
    assert f"qualcode coding edit {str(codings(study)[0]['id'])[:8]}" in said.err
    assert len(codings(study)) == 1


def test_a_coding_is_changed_taken_away_and_brought_back_whole(study: Path) -> None:
    add(study, "--turn", 2, "-m", "valence=positive", "-m", "reach=collective", "--memo", "Made in one go.")
    name = str(codings(study)[0]["id"])[:6]

    changed = ("coding", "edit", name, "-c", "realized", "-m", "valence=mixed", "-m", "reach=", "-w", "the card")
    assert qualcode(study, *changed).err.startswith("Changed D01, turn 2, with vc.realized (valence mixed): “the card”")
    before = codings(study)
    assert before[0]["modifiers"] == {"valence": "mixed"}
    assert before[0]["memo"] == "Made in one go."
    assert qualcode(study, "coding", "remove", name).code == 0
    assert codings(study) == []
    assert qualcode(study, "undo").err.startswith("ana undid: removed the coding of D01")
    assert codings(study) == before
    assert qualcode(study, "redo").code == 0
    assert codings(study) == []


def test_nobody_changes_the_codings_of_others(study: Path) -> None:
    add(study, "--turn", 2)
    name = str(codings(study)[0]["id"])

    said = qualcode(study, "coding", "remove", name, "--coder", "ben")
    assert (said.code, len(codings(study))) == (1, 1)
    assert "That coding is ana’s; ben cannot change it." in said.err


def test_memos_are_written_changed_listed_and_taken_away(study: Path) -> None:
    add(study, "--turn", 2)
    coding = str(codings(study)[0]["id"])
    for about in (["-d", "D01"], ["-c", "applied"], ["--coding", coding[:8]], []):
        assert qualcode(study, "memo", "add", "A thought", *about).code == 0
    rows = qualcode(study, "memos", "--format", "json").rows
    assert [(row["about"], row["object"]) for row in rows] == [
        ("document", "D01"),
        ("code", "vc.applied"),
        ("coding", coding),
        ("project", ""),
    ]
    assert {row["about"] for row in qualcode(study, "memos", "-d", "d01", "--format", "json").rows} == {
        "document",
        "coding",
    }
    assert qualcode(study, "memo", "edit", rows[0]["id"][:8], "Another").code == 0
    assert qualcode(study, "memo", "remove", rows[1]["id"]).code == 0
    assert [row["text"] for row in qualcode(study, "memos", "--format", "json").rows] == [
        "Another",
        "A thought",
        "A thought",
    ]
    assert qualcode(study, "memo", "add", "One", "-d", "D01", "-c", "applied").code == 1


def test_undo_over_anothers_later_change_refuses_and_undo_to_asks_first(study: Path) -> None:
    add(study, "--turn", 2)
    start = qualcode(study, "history", "--format", "json").rows[1]["event"]
    assert qualcode(study, "undo", "--to", start).err.endswith("→ To do it without being asked: --yes\n")
    assert len(codings(study)) == 1
    assert qualcode(study, "undo", "--to", start, "--yes").code == 0
    assert codings(study) == []


def test_who_works_is_named_or_remembered_or_asked_for(study: Path) -> None:
    assert qualcode(study, "coder", "ben").code == 0
    assert qualcode(study, "coder").out == "ana\nben (works here)\n"
    add(study, "--turn", 2)
    assert codings(study)[0]["coder"] == "ben"
    (study / ".coder").unlink()
    said = add(study, "--turn", 4)
    assert (said.code, said.err.splitlines()[0]) == (1, "Several people code here (ana, ben); who are you?")
    assert qualcode(study, "coder", "zoe").err.endswith("qualcode coder zoe --add\n")
    assert qualcode(study, "coder", "zoe", "--add").code == 1
    assert qualcode(study, "coder", "ana").code == 0
    assert qualcode(study, "coder", "zoe", "--add").err.endswith("qualcode coder zoe\n")
    assert qualcode(study, "coder").out == "ana (works here)\nben\nzoe\n"
    assert qualcode(study, "coder", "zoe").code == 0
    assert qualcode(study, "coder").out.endswith("zoe (works here)\n")


def test_a_document_may_be_written_d1_and_a_code_by_its_label(study: Path) -> None:
    said = qualcode(study, "coding", "add", "-d", "d1", "-t", 2, "-c", "Applied value", "--format", "json")
    assert [(row["document"], row["code"]) for row in said.rows] == [("D01", "vc.applied")]


def test_words_of_the_interviewer_and_words_over_several_turns_bring_a_remark(study: Path) -> None:
    end = codings_end(study)
    assert "no participant’s words" in qualcode(study, "coding", "add", "-d", "D01", "-t", 1, "-c", "applied").err
    over = qualcode(study, "coding", "add", "-d", "D01", "--at", f"0:{end}", "-c", "immediate")
    assert "this reaches over turns 1 to 2" in over.err


def codings_end(study: Path) -> int:
    rows = qualcode(study, "read", "D01", "--format", "json").rows
    return int(rows[1]["end"])


def test_undo_does_not_reach_behind_a_change_to_the_whole_project(study: Path, tmp_path: Path) -> None:
    add(study, "--turn", 2)
    (tmp_path / "new.txt").write_text("P07: Another one.\n")
    assert qualcode(study, "import", tmp_path / "new.txt").code == 0
    said = qualcode(study, "undo")
    assert (said.code, "concerns the whole project" in said.err) == (1, True)
    assert len(codings(study)) == 1


def test_what_was_undone_can_be_brought_back_by_name_after_later_changes(study: Path) -> None:
    add(study, "--turn", 2)
    assert qualcode(study, "undo").code == 0
    add(study, "--turn", 4)
    assert qualcode(study, "redo").code == 1
    undo = next(
        row for row in qualcode(study, "history", "--format", "json").rows if row["sentence"].startswith("undid")
    )
    assert qualcode(study, "redo", "--event", undo["event"]).code == 0
    assert len(codings(study)) == 2


def test_a_code_that_a_memo_is_about_is_in_use(study: Path) -> None:
    book = study / "codebooks" / "value-creation.yaml"
    assert qualcode(study, "memo", "add", "--code", "learning", "rare here").code == 0
    text = book.read_text(encoding="utf-8")
    start = text.index("  - id: vc.potential.learning")
    end = text.index("  - id: vc.applied")
    rest = text[:start] + text[end:]
    book.write_text(rest.replace("vc.potential.learning", "vc.potential"), encoding="utf-8")
    said = qualcode(study, "codebook", "update")
    assert (said.code, "vc.potential.learning (1 memo): renamed, merged or retired?" in said.err) == (1, True)
