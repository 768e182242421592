"""The commands that give a document a corrected text."""

from pathlib import Path

import pytest
from studies import qualcode, small_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


@pytest.fixture
def coded(study: Path) -> Path:
    for words in ("We drafted the card — in one evening", "Nobody asked us to", "It wasn’t pretty"):
        assert qualcode(study, "coding", "add", "-d", "D01", "-c", "vc.applied", "--words", words).code == 0
    return study


def words(study: Path, *options: str) -> list[object]:
    return [one["words"] for one in qualcode(study, "codings", *options, "--format", "json").rows]


def last_event(study: Path) -> str:
    return str(qualcode(study, "history", "--format", "json").rows[0]["event"])


def corrected_file(study: Path, *changes: tuple[str, str]) -> Path:
    text = (study / "transcripts" / "first.txt").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = study.parent / "corrected.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_correction_tells_what_became_of_words_and_codings(coded: Path):
    said = qualcode(coded, "correct", "D01", "--words", "drafted the card", "--to", "drew a card")

    assert said.code == 0
    assert "“drafted the card” is “drew a card” now." in said.err
    assert "D01 has version 2; 3 codings moved along." in said.err
    assert "words changed" in said.out
    assert words(coded) == ["We drew a card — in one evening", "It wasn’t pretty", "Nobody asked us to"]
    assert qualcode(coded, "check").code == 0


def test_a_correction_is_undone_by_name_only(coded: Path):
    qualcode(coded, "correct", "D01", "--words", "drafted", "--to", "drew")

    refused = qualcode(coded, "undo")
    assert (refused.code, "concerns the whole project" in refused.err) == (1, True)
    assert qualcode(coded, "undo", "--event", last_event(coded)).code == 0
    assert words(coded)[0] == "We drafted the card — in one evening"
    assert qualcode(coded, "check").code == 0


def test_what_was_corrected_is_listed(coded: Path):
    qualcode(coded, "correct", "D01", "--words", "drafted", "--to", "drew")
    qualcode(coded, "correct", "D01", "--words", "pretty.", "--to", "pretty at all.")

    rows = qualcode(coded, "correct", "D01", "--list", "--format", "json").rows
    assert (rows[0]["was"], rows[0]["now"], rows[0]["coder"]) == ("drafted", "drew", "ana")
    assert "at all" in str(rows[1]["now"])
    assert "D02 stands as it was imported." in qualcode(coded, "correct", "D02", "--list").err


def test_words_that_stand_twice_want_a_place_a_turn_or_everywhere(study: Path):
    refused = qualcode(study, "correct", "D01", "--words", "used it", "--to", "took it")
    assert (refused.code, "--at" in refused.err) == (1, True)

    said = qualcode(study, "correct", "D01", "--words", "used it", "--to", "took it", "--everywhere")
    assert said.err.count("“used it” is “took it” now.") == 2


def test_a_label_is_not_for_correct_to_change(study: Path):
    said = qualcode(study, "correct", "D01", "--words", "Ana Ruiz: We drafted", "--to", "Anna: We drafted")
    assert (said.code, "import --replace" in said.err) == (1, True)


def test_a_correction_without_its_words_says_what_to_type(study: Path):
    said = qualcode(study, "correct", "D01", "--words", "drafted")
    assert said.code == 1
    assert 'qualcode correct D01 --words "as they stand"' in said.err


def test_a_corrected_file_takes_the_place_of_a_document(coded: Path):
    path = corrected_file(coded, ("the card", "a card"), ("Nobody asked us to.", "It was wanted."))

    looked = qualcode(coded, "import", "--replace", "D01", path, "--dry-run")
    assert "D01 would have version 2 (text, 4 turns); 2 places differ." in looked.err
    assert "Nothing was imported." in looked.err
    assert words(coded)[0] == "We drafted the card — in one evening"

    said = qualcode(coded, "import", "--replace", "d01", path)
    assert "D01 has version 2 (text, 4 turns); 2 places differ." in said.err
    assert "Left behind: 1 coding stays of ana’s on the older text" in said.err
    assert words(coded) == ["We drafted a card — in one evening", "It wasn’t pretty"]
    assert words(coded, "--left-behind") == ["Nobody asked us to"]
    assert [one.name for one in (coded / "transcripts").iterdir() if "corrected" in one.name] == ["corrected.txt"]
    assert list((coded / "backups").glob("*before-replace*"))


def test_status_and_check_speak_of_what_was_left_behind_until_it_is_put_right(coded: Path):
    path = corrected_file(coded, ("Nobody asked us to.", "It was wanted."))
    qualcode(coded, "import", "--replace", "D01", path)

    assert "1 coding stands on words that an older version of D01 had" in qualcode(coded, "status").out
    notes = [row["found"] for row in qualcode(coded, "check", "--format", "json").rows if row["result"] == "note"]
    assert notes == ["D01: 1 coding stands on words that only an older version has"]
    coding = str(qualcode(coded, "codings", "--left-behind", "--format", "json").rows[0]["id"])
    assert qualcode(coded, "coding", "edit", coding, "--words", "it was wanted").code == 0
    assert words(coded)[-1] == "It was wanted"
    assert "Left behind" not in qualcode(coded, "status").out
    assert "No coding was left behind." in qualcode(coded, "codings", "--left-behind").err


def test_the_same_file_again_replaces_nothing(coded: Path):
    said = qualcode(coded, "import", "--replace", "D01", coded / "transcripts" / "first.txt")
    assert (said.code, "first.txt was imported before: it is D01." in said.err) == (1, True)


@pytest.mark.parametrize("files", [(), ("a.txt", "b.txt"), (".",)])
def test_one_file_takes_the_place_of_one_document(study: Path, files: tuple[str, ...]):
    said = qualcode(study, "import", "--replace", "D01", *files)
    assert said.code == 1
    assert "ne file" in said.err or "Which files?" in said.err


def test_a_document_that_is_not_there_is_not_replaced(study: Path):
    said = qualcode(study, "import", "--replace", "D09", corrected_file(study, ("card", "cart")))
    assert (said.code, "D09" in said.err) == (1, True)


def test_others_codings_that_were_left_behind_are_counted_and_not_shown(coded: Path):
    qualcode(coded, "coder", "ben", "--add")
    path = corrected_file(coded, ("Nobody asked us to.", "It was wanted."))

    said = qualcode(coded, "import", "--replace", "D01", path, "--coder", "ben")

    assert "Left behind: 1 coding stays of ana’s" in said.err
    assert "Nobody asked us to" not in said.out + said.err
