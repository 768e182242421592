from pathlib import Path

import pytest
from studies import EXAMPLE, FIRST, WHO, qualcode, small_study

from qualcode.model import Coding
from qualcode.project import open_project


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def codings(study: Path) -> list[Coding]:
    with open_project(study) as project:
        return project.codings.within()


def test_a_folder_comes_in_with_who_is_who(empty: Path) -> None:
    said = qualcode(empty, "import", EXAMPLE, "--participants", EXAMPLE / "participants.csv", "--format", "json")

    assert said.code == 0
    assert [row["status"] for row in said.rows] == ["ok"] * 12
    assert [row["documents"] for row in said.rows] == [[f"D{number:02d}"] for number in range(1, 13)]
    assert "Left aside: codings.csv, indicators.csv, participants.csv, README.md, stories.yaml, themes.yaml" in said.err
    assert said.err.endswith("Next: qualcode read D01\n")
    people = qualcode(empty, "participants", "--where", "role=principal", "--format", "json").rows
    assert len(people) == 5


def test_where_several_people_count_as_participants_one_can_be_named_the_interviewer_afterwards(
    empty: Path, tmp_path: Path
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("Dan: And what changed?\nRosa: We drafted a card.\nDan: And then?\nRosa: Nothing much.\n")

    first = qualcode(empty, "import", path)
    assert "count as participants: Dan (1 file), Rosa (1 file)." in first.err
    assert "Nobody in these files is called Don" in qualcode(empty, "import", path, "--interviewer", "Don").err
    assert "Dan asks the questions now" in qualcode(empty, "import", path, "--interviewer", "Dan").err
    assert [row["documents"] for row in qualcode(empty, "participants", "--format", "json").rows] == [["D01"]]
    (document,) = qualcode(empty, "documents", "--format", "json").rows
    assert (document["title"], document["source"]) == ("Interview with P02", "interview")


def test_a_table_of_participants_that_was_left_aside_is_pointed_out(empty: Path) -> None:
    said = qualcode(empty, "import", EXAMPLE, "--dry-run")

    assert f'qualcode import --participants "{EXAMPLE / "participants.csv"}"' in said.err


def test_who_is_who_may_come_later_and_come_again(empty: Path) -> None:
    assert qualcode(empty, "import", EXAMPLE).code == 0
    for _ in range(2):
        assert qualcode(empty, "import", "--participants", EXAMPLE / "participants.csv").code == 0

    rows = qualcode(empty, "participants", "--format", "json").rows
    assert [row["id"] for row in rows if row["documents"]] == [f"P{number:02d}" for number in range(1, 13)]
    assert sum(row["attributes"].get("role") == "principal" for row in rows) == 5


def test_labels_that_who_is_who_names_are_speakers_though_they_speak_but_once(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "once.txt").write_text("Q: What was it like?\nCy Moe: It was loud.\n")
    (tmp_path / "who.csv").write_text(
        "file,label,participant,role\nonce.txt,Q,,interviewer\nonce.txt,Cy Moe,P07,principal\n"
    )

    assert qualcode(empty, "import", tmp_path / "once.txt", "--participants", tmp_path / "who.csv").code == 0
    turns = qualcode(empty, "read", "D01", "--format", "json").rows
    assert [(row["speaker"], row["words"]) for row in turns] == [
        ("interviewer", "What was it like?"),
        ("P07", "It was loud."),
    ]


def test_a_dry_run_shows_how_files_would_be_read_and_keeps_nothing(empty: Path) -> None:
    said = qualcode(empty, "import", EXAMPLE / "01 Zoom interview.vtt", "--dry-run")

    assert said.code == 0
    assert "zoom vtt" in said.out
    assert "Nothing was imported." in said.err
    assert qualcode(empty, "documents", "--format", "json").rows == []
    assert list((empty / "transcripts").iterdir()) == []


def test_the_same_file_twice_is_one_document(study: Path, tmp_path: Path) -> None:
    (tmp_path / "renamed.txt").write_text(FIRST, encoding="utf-8")

    rows = qualcode(study, "import", tmp_path / "renamed.txt", "--format", "json").rows
    assert [(row["status"], row["documents"]) for row in rows] == [("already imported", ["D01"])]


@pytest.mark.parametrize(
    ("table", "messages"),
    [
        ("name,role\nAna,principal\n", ["there is no column “file”", "there is no column “label”"]),
        ("file,label,label\na,b,c\n", ["the column “label” stands twice"]),
        (
            WHO + "first.txt,Ana Ruiz,P09,teacher,Larkhill\n,Nobody,P10,,\nother.txt,Bo,P02,principal,Millrow\n",
            [
                "who.csv:8: first.txt, label “Ana Ruiz” stands in line 3 already",
                "who.csv:9: the file is not named",
                "who.csv:10: P02 has role “principal” here and “vice principal” in line 5",
                "who.csv:10: P02 has school “Millrow” here and “Larkhill” in line 5",
            ],
        ),
        ("", ["who.csv is empty."]),
    ],
)
def test_a_table_of_participants_with_mistakes_lists_them_all(
    study: Path, tmp_path: Path, table: str, messages: list[str]
) -> None:
    (tmp_path / "who.csv").write_text(table)
    before = qualcode(study, "participants", "--format", "json").rows

    said = qualcode(study, "import", "--participants", tmp_path / "who.csv")
    assert said.code == 1
    assert [message for message in messages if message not in said.err] == []
    assert qualcode(study, "participants", "--format", "json").rows == before


def test_codings_come_in_all_at_once_blind_as_claimed(study: Path, tmp_path: Path) -> None:
    (tmp_path / "codings.csv").write_text(
        "document,words,at,code,coder,modifiers,memo,blind\n"
        "D01,we drafted the card,,applied,ana,valence=positive; reach=collective,Good,\n"
        "D01,,162:183,vc.applied,ben,,,no\n"
        "d02,I looked twice.,,realized,,,,yes\n"
    )
    trial = qualcode(study, "coding", "import", tmp_path / "codings.csv", "--dry-run", "--format", "json")
    assert [row["words"] for row in trial.rows] == ["We drafted the card", "we used it every week", "I looked twice."]
    assert trial.err == "3 codings found; nothing was imported.\n"
    assert codings(study) == []

    assert qualcode(study, "coding", "import", tmp_path / "codings.csv", "--blind").err == "3 codings imported.\n"
    assert [(one.coder, one.blind) for one in codings(study)] == [("ana", True), ("ben", False), ("ana", True)]
    assert codings(study)[0].modifiers == {"reach": "collective", "valence": "positive"}
    assert codings(study)[0].memo == "Good"
    event = qualcode(study, "history", "--format", "json").rows
    imported = next(row["event"] for row in event if row["sentence"] == "imported 3 codings")
    assert qualcode(study, "undo", "--event", imported).code == 0
    assert codings(study) == []


def test_a_table_of_codings_with_mistakes_lists_them_all_and_brings_nothing_in(study: Path, tmp_path: Path) -> None:
    (tmp_path / "codings.csv").write_text(
        "document,words,code,coder,modifiers,blind\n"
        "D01,we drafted the card,applied,,,\n"
        "D09,we drafted the card,applied,,,\n"
        "D01,we drafted the card,aplied,,,\n"
        "D01,we used it every week,applied,,,\n"
        "D01,nobody said this,applied,,,\n"
        "D01,we drafted the card,applied,zoe,,\n"
        "D01,we drafted the card,applied,,valence=good,\n"
        "D01,we drafted the card,applied,,valence,\n"
        "D01,we drafted the card,applied,,,maybe\n"
    )

    said = qualcode(study, "coding", "import", tmp_path / "codings.csv")
    assert said.code == 1
    assert [f"codings.csv:{line}: " in said.err for line in range(2, 11)] == [False, *[True] * 8]
    assert said.err.splitlines()[-1] == "→ Mend these rows; nothing was imported."
    assert codings(study) == []


def test_codings_that_stand_already_are_told_by_their_line_and_bring_nothing_in(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_text("document,words,code\nD01,we drafted the card,applied\nD01,We drafted the card,vc.applied\n")
    twice = qualcode(study, "coding", "import", path)
    assert (twice.code, codings(study)) == (1, [])
    assert "codings.csv:3: the same coding stands in line 2 already" in twice.err

    path.write_text("document,words,code\nD01,Nobody asked us to,applied\nD01,we drafted the card,applied\n")
    qualcode(study, "coding", "add", "-d", "D01", "-w", "we drafted the card", "-c", "applied")
    again = qualcode(study, "coding", "import", path)
    assert (again.code, len(codings(study))) == (1, 1)
    assert "codings.csv:3: ana has coded these words of D01 with vc.applied already." in again.err


def test_a_dry_run_of_codings_finds_what_the_import_would_refuse(study: Path, tmp_path: Path) -> None:
    qualcode(study, "coding", "add", "-d", "D01", "-w", "we drafted the card", "-c", "applied")
    (tmp_path / "codings.csv").write_text(
        "document,at,words,code\nD01,,we drafted the card,applied\nD01,9:9999,,applied\n"
    )

    said = qualcode(study, "coding", "import", tmp_path / "codings.csv", "--dry-run")
    assert said.code == 1
    assert "codings.csv:2: ana has coded" in said.err
    assert "codings.csv:3: D01 has no words at 9:9999" in said.err


def test_a_row_about_nobody_is_an_error_when_only_the_table_is_given(study: Path, tmp_path: Path) -> None:
    before = qualcode(study, "participants", "--format", "json").rows
    table = tmp_path / "participants.csv"
    table.write_text("file,label,participant,role\nlost.txt,P01,P09,principal\nfirst.txt,Nobody,P08,principal\n")
    said = qualcode(study, "import", "--participants", table)
    assert (said.code, "participants.csv:2: lost.txt is no imported transcript" in said.err) == (1, True)
    assert qualcode(study, "participants", "--format", "json").rows == before


def test_an_id_that_is_only_a_number_is_refused(study: Path, tmp_path: Path) -> None:
    (tmp_path / "participants.csv").write_text("file,label,participant\nfirst.txt,P01,4\n")
    said = qualcode(study, "import", "--participants", tmp_path / "participants.csv")
    assert (said.code, "it begins with a letter, as P04 does" in said.err) == (1, True)


TALK = "Q: And then?\nEve: We met again.\nQ: When?\nEve: In May.\n"


def test_after_an_import_the_table_to_fill_in_waits_in_the_project(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TALK)
    assert not (empty / "participants.csv").exists()
    qualcode(empty, "import", tmp_path / "talk.txt", "--dry-run")
    assert not (empty / "participants.csv").exists()

    said = qualcode(empty, "import", tmp_path / "talk.txt")
    assert "qualcode import --participants participants.csv\n" in said.err
    table = empty / "participants.csv"
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    assert rows == [
        "file,label,id,role,school,level,consent",
        "talk.txt,Q,,interviewer,,,",
        "talk.txt,Eve,P01,,,,",
    ]
    table.write_text(table.read_text().replace("Eve,P01,,,,", "Eve,P01,principal,Larkhill,,paraphrase"))
    assert qualcode(empty, "import", "--participants", table).code == 0
    (row,) = qualcode(empty, "participants", "--where", "consent=Paraphrase", "--format", "json").rows
    assert row["attributes"] == {"consent": "paraphrase", "role": "principal", "school": "Larkhill"}
    assert "participants.csv" not in qualcode(empty, "import", tmp_path / "talk.txt").err


def test_what_lies_in_a_folder_beside_transcripts_is_left_aside_and_named(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "interviews"
    (folder / "second wave").mkdir(parents=True)
    for name in (
        "talk.TXT",
        ".hidden.txt",
        "~$notes.docx",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "talk.mp3",
        "README.txt",
    ):
        (folder / name).write_text(TALK)
    (folder / "who.csv").write_text("label,participant\nEve,P01\n")
    (folder / "places.csv").write_text("id,kind\nS01,school\n")
    (folder / "done.csv").write_text("document,words,code\nD01,We met,applied\n")

    said = qualcode(empty, "import", folder, "--format", "json")
    assert [row["file"] for row in said.rows] == ["talk.TXT"]
    lines = said.err.splitlines()
    assert lines[0] == "Left aside: done.csv, places.csv, README.txt, second wave/, talk.mp3, who.csv"
    assert lines[1] == f'Folders inside folders are imported by their own names: qualcode import "{folder}/second wave"'
    assert f'To bring in codings: qualcode coding import "{folder}/done.csv"' in lines
    assert f'To bring in what stands above people: qualcode import --cases "{folder}/places.csv"' in lines
    assert f'To say whom labels stand for: qualcode import --speakers "{folder}/who.csv"' in lines


def test_a_table_of_qualcodes_own_is_no_transcript_and_its_command_is_named(empty: Path) -> None:
    said = qualcode(empty, "import", EXAMPLE / "participants.csv")
    assert (said.code, "is a table such as participants.csv, no transcript" in said.err) == (1, True)
    assert f'qualcode import --participants "{EXAMPLE / "participants.csv"}"' in said.err


def test_speakers_are_labels_or_a_table_of_labels(empty: Path, tmp_path: Path) -> None:
    for name, label in (("one.txt", "Eve"), ("two.txt", "Eve Moe")):
        (tmp_path / name).write_text(TALK.replace("Eve", label))
    (tmp_path / "speakers.csv").write_text("label;participant;role\nEve;P09;\nEve Moe;P09;principal\nQ;;interviewer\n")

    assert qualcode(empty, "import", tmp_path / "one.txt", "--speakers", "Q, Eve").code == 0
    said = qualcode(empty, "import", tmp_path / "two.txt", "--speakers", tmp_path / "speakers.csv")
    assert (said.code, "Who is who is known for 2 documents" in said.err) == (0, True)
    (row,) = qualcode(empty, "participants", "--format", "json").rows
    assert (row["id"], row["documents"], row["attributes"]) == ("P09", ["D01", "D02"], {"role": "principal"})
    assert "There is no file lost.csv" in qualcode(empty, "import", "--speakers", "lost.csv").err


def test_source_date_and_wave_are_said_of_all_files_also_of_those_imported_before(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("The hall was cold.\n\nNobody took the last chair.\n")
    words = ("import", tmp_path / "notes.txt", "--source", "field note", "--date", "2026-05")
    assert qualcode(empty, *words, "--dry-run").code == 0
    assert qualcode(empty, *words).code == 0
    (row,) = qualcode(empty, "documents", "--format", "json").rows
    assert (row["title"], row["source"], row["date"], row["participants"]) == (
        "Field note D01",
        "field note",
        "2026-05",
        [],
    )
    assert "Its wave changed." in qualcode(empty, "import", tmp_path / "notes.txt", "--wave", "2").err
    assert qualcode(empty, "documents", "--format", "json").rows[0]["wave"] == "2"
    said = qualcode(empty, "import", tmp_path / "notes.txt", "--date", "soon")
    assert (said.code, "“soon” is no date." in said.err) == (1, True)


def test_people_of_a_part_of_a_file_are_named_by_file_and_part(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "all.csv").write_text(
        "interview,speaker,text\nmay,Q,What was it like?\nmay,Eve,It was loud there.\n"
        "june,Q,What was it like then?\njune,Eve,It was loud again.\n"
    )
    assert qualcode(empty, "import", tmp_path / "all.csv").code == 0
    rows = (empty / "participants.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "file,part,label,id,role,school,level,consent"
    (tmp_path / "who.csv").write_text("file,part,label,id\nall.csv,june,Eve,P07\n")
    assert qualcode(empty, "import", "--participants", tmp_path / "who.csv").code == 0
    documents = qualcode(empty, "documents", "--format", "json").rows
    assert [row["participants"] for row in documents] == [["P01"], ["P07"]]


def test_a_preview_needs_no_project(tmp_path):
    (tmp_path / "talk.txt").write_text("Q: How was it?\n\nAna Ruiz: Loud.\n\nQ: And?\n\nAna Ruiz: Long.\n", "utf-8")
    said = qualcode(tmp_path, "import", "talk.txt", "--dry-run", "--format", "json")
    assert said.code == 0
    assert [(one["label"], one["turns"], one["role"]) for one in said.rows[0]["speakers"]] == [
        ("Q", 2, "interviewer"),
        ("Ana Ruiz", 2, "participant"),
    ]
    assert "Q: How was it?" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["talk.txt"], "nothing is written"
