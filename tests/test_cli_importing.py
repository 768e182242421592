from pathlib import Path

import pytest
from studies import EXAMPLE, FIRST, WHO, qualcode, small_study

from qualcode.model import Coding
from qualcode.project import open_project
from qualcode.study.setting_up import set_up


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    set_up(folder, codebook="value-creation", coder="ana", title="Nothing yet").close()
    return folder


def codings(study: Path) -> list[Coding]:
    with open_project(study) as project:
        return project.codings.within()


def test_a_folder_comes_in_with_who_is_who(empty: Path) -> None:
    said = qualcode(empty, "import", EXAMPLE, "--participants", EXAMPLE / "participants.csv", "--format", "json")

    assert said.code == 0
    assert [row["status"] for row in said.rows] == ["ok"] * 12
    assert [row["documents"] for row in said.rows] == [[f"D{number:02d}"] for number in range(1, 13)]
    assert "Left aside: codings.csv, participants.csv, README.md, themes.yaml" in said.err
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
    imported = next(row["event"] for row in event if row["story"] == "imported 3 codings")
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
