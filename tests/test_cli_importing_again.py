"""What is said of files and people at import, again and afterwards."""

from pathlib import Path

import pytest
from studies import FIRST, qualcode, small_study

TALK = "Q: And then?\nEve: We met again.\nQ: When?\nEve: In May.\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def talk(asker: str, answerer: str, about: str) -> str:
    return f"{asker}: What about {about}?\n{answerer}: It was good.\n{asker}: And then?\n{answerer}: Not {about}.\n"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three talks of the same interviewer, whose name does not say so."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("Ana Ruiz", "Bo Lind", "Cy Moe"):
        (folder / f"{name.split()[0]}.txt").write_text(talk("Dana Whitlock", name, name[:2]))
    return folder


def people(study: Path) -> list[str]:
    return [row["id"] for row in qualcode(study, "participants", "--format", "json").rows]


def sources(study: Path) -> list[str]:
    return [row["source"] for row in qualcode(study, "documents", "--format", "json").rows]


def test_the_offered_table_follows_whoever_turns_out_to_ask_and_undoes_nothing(empty: Path, three: Path) -> None:
    qualcode(empty, "import", three)
    stale = (empty / "participants.csv").read_bytes()
    assert qualcode(empty, "import", three, "--interviewer", "dana whitlock").code == 0
    assert people(empty) == ["P02", "P04", "P06"]
    assert b"Dana Whitlock,,interviewer" in (empty / "participants.csv").read_bytes()
    assert qualcode(empty, "import", "--participants", "participants.csv").code == 0
    assert (people(empty), set(sources(empty))) == (["P02", "P04", "P06"], {"interview"})

    (empty / "participants.csv").write_bytes(stale)
    said = qualcode(empty, "import", "--participants", "participants.csv")
    assert "“Dana Whitlock” stays who asks in D01, though participants.csv gives P01" in said.err
    assert people(empty) == ["P02", "P04", "P06"]
    (empty / "participants.csv").write_bytes(stale.replace(b"Dana Whitlock,P01,", b"Dana Whitlock,P01,participant"))
    said = qualcode(empty, "import", "--participants", "participants.csv")
    assert "“Dana Whitlock” asked the questions in D01 and counts as a participant now: P01" in said.err
    assert "P01" in people(empty)


def test_a_change_of_what_is_known_of_a_person_is_in_the_offered_table_unless_somebody_edited_it(
    empty: Path, three: Path
) -> None:
    qualcode(empty, "import", three)
    qualcode(empty, "participants", "edit", "P02", "--set", "role=principal")
    table = empty / "participants.csv"
    assert "Ana Ruiz,P02,principal" in table.read_text()
    table.write_text(table.read_text() + "\n")
    edited = table.read_bytes()
    qualcode(empty, "participants", "edit", "P02", "--set", "role=teacher")
    assert (table.read_bytes(), list(empty.glob("participants.*"))) == (edited, [table])


def test_who_asked_so_far_is_taken_for_the_interviewer_of_the_next_file_and_that_is_said(
    empty: Path, three: Path
) -> None:
    qualcode(empty, "import", three, "--interviewer", "Dana Whitlock")
    (three / "Eve.txt").write_text(talk("Dana Whitlock", "Eve Hart", "May"))
    (three / "numbered.txt").write_text(talk("Speaker 1", "Speaker 2", "May"))
    said = qualcode(empty, "import", three / "Eve.txt")
    assert "“Dana Whitlock” is taken for the interviewer, as in D01 and 2 more" in said.err
    assert people(empty) == ["P01", "P02", "P03", "P04"]
    qualcode(empty, "import", three / "numbered.txt", "--interviewer", "Speaker 1")
    (three / "again.txt").write_text(talk("Speaker 1", "Speaker 2", "June"))
    said = qualcode(empty, "import", three / "again.txt")
    assert "is taken for the interviewer" not in said.err, "a number is somebody else in every recording"


def test_nobody_becomes_a_participant_by_a_program_record(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(talk("Mayor Chen", "Clerk Dodd", "the card"))
    (tmp_path / "log.txt").write_text("The card was adopted in March.\n\nTwo schools left in May.\n")
    said = qualcode(empty, "import", tmp_path / "minutes.txt", "--source", "program record")
    assert (people(empty), "Whoever asks" in said.err) == ([], False)
    qualcode(empty, "import", tmp_path / "log.txt")
    assert people(empty) == ["P01"]
    said = qualcode(empty, "import", tmp_path / "log.txt", "--source", "program record")
    assert (people(empty), "Its source changed." in said.err) == ([], True)
    qualcode(empty, "import", tmp_path, "--source", "interview")
    assert (people(empty), sources(empty)) == (["P01", "P02", "P03"], ["interview", "interview"])
    assert qualcode(empty, "check").code == 0


def test_what_is_said_of_many_files_at_once_is_one_event(empty: Path, three: Path) -> None:
    qualcode(empty, "import", three)
    before = len(qualcode(empty, "history", "--format", "json").rows)
    said = qualcode(empty, "import", three, "--date", "2026-05", "--interviewer", "Dana Whitlock")
    assert len(qualcode(empty, "history", "--format", "json").rows) == before + 2
    assert "Ana.txt and 2 more files: Dana Whitlock asks the questions now. Its date changed." in said.err
    said = qualcode(empty, "import", three, "--date", "2026-05", "--interviewer", "Dana Whitlock")
    assert ("now." in said.err, "changed" in said.err, said.code) == (False, False, 0)


def test_a_misread_file_can_be_read_again_in_another_way(empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "once.txt"
    path.write_text("Dana: What was it like?\nThe school: It was loud.\nIt was long.\n")
    qualcode(empty, "import", path)
    said = qualcode(empty, "import", path, "--speakers", "Dana, The school")
    assert said.code == 1
    assert f'qualcode import --replace D01 "{path}" --speakers "Dana; The school"' in said.err
    words = ("import", "--replace", "D01", path)
    assert qualcode(empty, *words).code == 1
    assert qualcode(empty, *words, "--read-as", "nix").code == 1
    assert qualcode(empty, *words, "--speakers", "Dana, The school", "--interviewer", "dana").code == 0
    turns = qualcode(empty, "read", "D01", "--format", "json").rows
    assert [(row["speaker"] == "interviewer", row["words"].split()[0]) for row in turns] == [
        (True, "What"),
        (False, "It"),
    ]
    assert qualcode(empty, "check").code == 0


def test_a_replaced_document_takes_who_is_who_and_what_is_said_of_it(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "first.txt"
    path.write_text(FIRST.replace("Ana Ruiz", "Ana R").replace("Q:", "Dr Who:"))
    table = tmp_path / "speakers.csv"
    table.write_text("label,id,role\nAna R,P01,\nDr Who,,interviewer\n")
    said = qualcode(
        study, "import", "--replace", "D01", path, "--speakers", table, "--source", "survey", "--date", "2020"
    )
    assert said.code == 0
    document = qualcode(study, "documents", "--format", "json").rows[0]
    assert (document["participants"], document["source"], document["date"]) == (["P01"], "survey", "2020")
    assert people(study) == ["P01", "P02", "P03"]
    assert qualcode(study, "check").code == 0


def test_a_dry_run_looks_at_tables_too(study: Path, tmp_path: Path) -> None:
    for option in ("--participants", "--cases", "--guide", "--speakers"):
        assert qualcode(study, "import", option, "lost.csv", "--dry-run").code == 1
    (tmp_path / "who.csv").write_text("file,label,id,cases\nfrist.txt,Ana Ruiz,P01,\nsecond.txt,Bo Lid,P02,S01\n")
    (tmp_path / "cases.csv").write_text("id,kind\nS01,school\n")
    words = ("import", "--participants", tmp_path / "who.csv", "--dry-run")
    assert "there is no case “S01”" in qualcode(study, *words).err
    said = qualcode(study, *words, "--cases", tmp_path / "cases.csv")
    assert said.code == 1
    assert "who.csv:2: frist.txt is no imported transcript; did you mean “first.txt”?" in said.err
    assert "who.csv:3: nobody called “Bo Lid” speaks in second.txt; did you mean “Bo Lind”?" in said.err
    (tmp_path / "guide.yaml").write_text("questions:\n  - words: What was it like?\n    asked_in: [D09]\n")
    assert "D09" in qualcode(study, "import", "--guide", tmp_path / "guide.yaml", "--dry-run").err
    assert qualcode(study, "cases", "--format", "json").rows == []


def test_a_dry_run_shows_the_labels_of_files_that_are_imported_too(study: Path) -> None:
    said = qualcode(study, "import", study / "transcripts" / "first.txt", "--dry-run")
    assert "first.txt: the labels, with their turns: Q (interviewer, 2), Ana Ruiz (participant, 2)" in said.err


def test_a_name_that_nobody_has_is_an_error_with_the_names_there_are(empty: Path, three: Path) -> None:
    said = qualcode(empty, "import", three, "--interviewer", "Dana Withlock")
    assert said.code == 1
    assert "Nobody in these files is called Dana Withlock; did you mean “Dana Whitlock”?" in said.err
    said = qualcode(empty, "import", three / "Bo.txt", "--interviewer", "DANA WHITLOCK")
    assert (said.code, "Dana Whitlock asks the questions now" in said.err) == (0, True)


def test_names_with_commas_are_separated_by_semicolons_or_stand_in_a_table(empty: Path, tmp_path: Path) -> None:
    for number, speakers in enumerate(("Whitlock, Dana; Ruiz, Ana", tmp_path / "labels.csv")):
        path = tmp_path / f"talk {number}.txt"
        path.write_text(f"Whitlock, Dana: What was {number} like?\nRuiz, Ana: Loud.\n")
        (tmp_path / "labels.csv").write_text('label\n"Whitlock, Dana"\n"Ruiz, Ana"\n')
        (row,) = qualcode(empty, "import", path, "--speakers", speakers, "--format", "json").rows
        assert [one["label"] for one in row["speakers"]] == ["Whitlock, Dana", "Ruiz, Ana"]


def test_a_table_that_contradicts_what_is_known_of_a_person_says_so(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "who.csv"
    table.write_text("file,label,id,role,years\nfirst.txt,Ana Ruiz,P01,principal,3\nthird.txt,cy moe,P02,principal,\n")
    said = qualcode(study, "import", "--participants", table)
    assert "who.csv:3: P02 has role “principal” now; it was “vice principal”" in said.err
    assert said.err.count("; it was") == 1


def test_in_the_project_only_what_people_put_there_is_offered(study: Path, tmp_path: Path) -> None:
    (study / "new").mkdir()
    said = qualcode(study, "import", ".")
    assert said.err.splitlines()[:2] == [
        "Left aside: new/",
        'Folders inside folders are imported by their own names: qualcode import "new"',
    ]
    (study / "new" / "talk.txt").write_text(TALK)
    assert "Left aside" not in qualcode(study, "import", ".", "new").err


def test_a_guide_and_a_folder_in_the_wrong_place_are_known(study: Path, tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").write_text("questions:\n  - words: What was it like?\n")
    said = qualcode(study, "import", tmp_path / "guide.yaml")
    assert (said.code, f'qualcode import --guide "{tmp_path / "guide.yaml"}"' in said.err) == (1, True)
    said = qualcode(study, "import", "--participants", tmp_path)
    assert (said.code, said.err.startswith(f"{tmp_path} is a folder.")) == (1, True)


def test_the_table_stands_last_and_the_same_doubt_once(empty: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"The hall was cold, and {number} came.\n\nNobody stayed.\n")
    said = qualcode(empty, "import", *sorted(tmp_path.glob("*.txt")))
    assert said.err.count("No speaker is named") == 1
    assert "0.txt and 2 more files: No speaker is named" in said.err
    assert said.err.splitlines()[-1] == "Next: qualcode read D01"


def test_a_table_alone_is_told_all_that_is_wrong_with_it_in_order_of_lines(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    table.write_text("file,label,id\nlost.txt,Ana Ruiz,P01\nfirst.txt,Nobody,P02\nsecond.txt,Bo Lind,4\n")
    said = qualcode(study, "import", "--participants", table)
    assert [line.split(":")[1] for line in said.err.splitlines()[1:4]] == ["2", "3", "4"]
    assert "lost.txt is no imported transcript" in said.err


NOTES = """\
Rosa meets me at the gate.

Teacher 1: We want it.
Rosa: Why?
Teacher 1: It helps.
Rosa: Good.

The bell rings.
"""


def test_a_field_note_is_read_as_one_whoever_says_that_it_is(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "visit.txt").write_text(NOTES)
    (tmp_path / "who.csv").write_text("file,label,source\nvisit.txt,Rosa,field note\n")
    assert qualcode(empty, "import", tmp_path / "visit.txt", "--participants", tmp_path / "who.csv").code == 0
    (tmp_path / "longer.txt").write_text(f"{NOTES}\nAnd home.\n")
    assert qualcode(empty, "import", "--replace", "D01", tmp_path / "longer.txt").code == 0
    words = [row["words"] for row in qualcode(empty, "read", "D01", "--format", "json").rows]
    assert (words[0], words[-2:]) == ("Rosa meets me at the gate.", ["The bell rings.", "And home."])
