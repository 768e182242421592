import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import EXAMPLE, example_study, small_study

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.settings import Settings
from qualcode.project.soundness import check_project
from qualcode.study.bringing_in.cases_table import import_cases
from qualcode.study.bringing_in.document_facts import edit_document
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.naming_speakers import apply_who_is_who, name_interviewers
from qualcode.study.bringing_in.people import edit_participant
from qualcode.study.bringing_in.people_files import read_speakers, read_who_is_who
from qualcode.study.bringing_in.people_table import people_table, write_people_table
from qualcode.study.csv_files import own_table, read_table, write_table


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(small_study(tmp_path / "study")) as opened:
        yield opened


def table(tmp_path: Path, text: str, name: str = "participants.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def apply(project: Project, tmp_path: Path, text: str) -> list[str]:
    _, told = apply_who_is_who(project, "ana", read_who_is_who(table(tmp_path, text)), strict=True)
    return told


def problems(project: Project, tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsInFile) as caught:
        apply(project, tmp_path, text)
    return list(caught.value.problems)


def take_in(project: Project, tmp_path: Path, name: str, text: str) -> list[str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (row,) = import_files(project, "ana", [path])
    assert row.documents
    return list(row.warnings)


def declare(project: Project, **types: str | tuple[str, ...]) -> None:
    with project.change("ana", "codebook.update") as transaction:
        project.settings.keep(transaction, Settings("A small study", attributes=types))


def test_the_written_table_imported_unchanged_changes_nothing(tmp_path: Path) -> None:
    with open_project(example_study(tmp_path / "study", interviews=slice(0, 7))) as project:
        edit_participant(project, "ana", "P01", {"consent": "Paraphrase", "note": "=1+1"})
        edit_document(project, "ana", "D02", {"date": "2026-05", "wave": "2", "title": "The second talk"})
        before, events = people_table(project), len(project.history.all())
        named, told = apply_who_is_who(project, "ana", read_who_is_who(table(tmp_path, before)), strict=True)
        assert (len(named), told) == (7, [])
        assert people_table(project) == before
        assert len(project.history.all()) == events
        assert project.participants.by_id()["P01"].attributes["note"] == "=1+1"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=3, max_size=3))
def test_no_cell_of_a_written_table_is_a_formula_and_every_cell_reads_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    cells = [cell.strip() for cell in cells]
    text = write_table(["file", "label", "note"], [[f"x{cells[0]}", *cells[1:]]])
    (written,) = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert not any(cell[:1] in {"=", "@"} for cell in written)
    path = tmp_path_factory.mktemp("table") / "people.csv"
    path.write_text(text, encoding="utf-8", newline="")
    (row,) = read_table(path, ("file", "label"), guarded=True)
    assert [row.get("label"), row.get("note")] == cells[1:]


def test_the_table_is_private_and_never_written_over_what_somebody_filled_in(project: Project) -> None:
    path, new = write_people_table(project)
    assert (path.name, new, path.stat().st_mode & 0o777) == ("participants.csv", True, 0o600)
    assert path.read_bytes().startswith(b"\xef\xbb\xbffile,label,id,role,school,level,consent\r\n")
    assert write_people_table(project) == (path, False)

    path.write_text(path.read_text() + "first.txt,Nobody,P09,,,\n")
    filled_in = path.read_bytes()
    assert write_people_table(project)[0].name == "participants.new.csv"
    assert path.read_bytes() == filled_in


@pytest.mark.parametrize(
    "data",
    [
        "file;label;id;role\nfirst.txt;Ana Ruiz;P01;rêveuse, née ici\n".encode("cp1252"),
        "sep=;\nfile;label;id;role\nfirst.txt;Ana Ruiz;P01;rêveuse, née ici\n".encode(),
        "file\tlabel\tid\trole\r\nfirst.txt\tAna Ruiz\tP01\trêveuse, née ici\r\n".encode("utf-16"),
        '\ufeff File , LABEL,id,role,\rFIRST.txt,Ana  Ruiz,p01,"rêveuse, née ici"\r'.encode(),
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(project: Project, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "people.csv").write_bytes(data)
    apply_who_is_who(project, "ana", read_who_is_who(tmp_path / "people.csv"), strict=True)
    assert project.participants.by_id()["P01"].attributes["role"] == "rêveuse, née ici"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("file,label,id\nfirst.txt,Ruiz, Ana,P01\n", ":2: it has 4 cells, and the first line has 3"),
        ('file,label,id\nfirst.txt,"Ana Ruiz,P01\nsecond.txt,Bo Lind,P02\n', "cannot be read on from here"),
        ("name,id\nAna,P01\n", "there is no column “label”"),
    ],
)
def test_a_broken_table_is_one_clear_message(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        read_who_is_who(table(tmp_path, text))
    assert told in caught.value.message


def test_ids_that_are_missing_or_stand_twice_are_told(project: Project, tmp_path: Path) -> None:
    assert problems(project, tmp_path, "file,label,id,role\nfirst.txt,Ana Ruiz,,principal\n") == [
        "participants.csv:2: “Ana Ruiz” has no id, but role “principal”; give an id such as P04"
    ]
    told = apply(project, tmp_path, "file,label,id\nfirst.txt,Ana Ruiz,P01\nfirst.txt,Q,P01\nsecond.txt,Bo Lind,P02\n")
    assert told == [
        "“Q” asked the questions in D01 and counts as a participant now: P01",
        "participants.csv does not say who “Q” is in D02",
        "P01 speaks under 2 labels in D01: “Q”, “Ana Ruiz”",
    ]


def test_values_must_be_of_their_declared_types(project: Project, tmp_path: Path) -> None:
    declare(project, years="number", start="date", level=("elementary", "middle", "high"))
    head = "file,label,id,years,start,level,consent\n"
    wrong = problems(project, tmp_path, f"{head}first.txt,Ana Ruiz,P01,six,5/3/2026,upper,maybe\n")
    assert wrong == [
        "participants.csv:2: years is a number, not “six”",
        "participants.csv:2: start is a date such as 2026-05-03, not “5/3/2026”",
        "participants.csv:2: level can be elementary, middle, high, not “upper”",
        "participants.csv:2: consent can be none, paraphrase, quote, not “maybe”",
    ]
    apply(project, tmp_path, f"{head}first.txt,Ana Ruiz,P01,6,2024-09,HIGH,Quote\n")
    kept = project.participants.by_id()["P01"].attributes
    assert (kept["years"], kept["start"], kept["level"], kept["consent"]) == ("6", "2024-09", "high", "quote")


def test_labels_that_speakers_csv_joins_are_one_participant_in_every_file(project: Project, tmp_path: Path) -> None:
    take_in(project, tmp_path, "again.txt", "Q: And now?\nAna R.: We still use it.\nQ: Still?\nAna R.: Every week.\n")
    assert project.documents.all()[3].participants == ("P04",)
    path = table(
        tmp_path, "label,participant,role\nAna Ruiz,P01,\nAna R.,P01,\nQ,,interviewer\nZed,P09,\n", "speakers.csv"
    )
    named, told = apply_who_is_who(project, "ana", read_speakers(path), strict=True)
    assert named == ["D01", "D02", "D03", "D04"]
    assert told[0] == "speakers.csv:5: nobody called “Zed” speaks in any transcript"
    assert project.documents.all()[3].participants == ("P01",)
    assert "P04" not in project.participants.by_id()


def test_a_conversation_of_several_participants_is_a_focus_group_unless_somebody_said_otherwise(
    project: Project, tmp_path: Path
) -> None:
    text = "Mod: Welcome.\nEve: Thank you.\nFay: Hello.\nMod: So?\nEve: It was loud.\nFay: It was.\n"
    take_in(project, tmp_path, "group.txt", text)
    people = "file,label,id,role{more}\ngroup.txt,Mod,,interviewer,{say}\ngroup.txt,Eve,P11,,\ngroup.txt,Fay,P12,,\n"
    apply(project, tmp_path, people.format(more=",source", say=""))
    assert (project.documents.all()[3].source, project.documents.all()[3].title) == (
        "focus group",
        "Focus group with P11, P12",
    )
    apply(project, tmp_path, people.format(more=",source", say="Interview"))
    assert project.documents.all()[3].title == "Interview with P11, P12"
    apply(project, tmp_path, people.format(more=",source", say=""))
    assert project.documents.all()[3].source == "interview"


def test_what_is_said_of_a_document_stands_once_and_is_not_written_over(project: Project, tmp_path: Path) -> None:
    head = "file,label,id,title,date\n"
    assert problems(
        project, tmp_path, f"{head}first.txt,Ana Ruiz,P01,,2026-05-03\nfirst.txt,Q,,,2026-05-04\nsecond.txt,Q,,,May\n"
    ) == [
        "participants.csv:3: first.txt has the date “2026-05-04” here and “2026-05-03” in line 2",
        "participants.csv:4: “May” is no date.",
    ]
    apply(project, tmp_path, f"{head}first.txt,Ana Ruiz,P01,The card,2026-05-03\n")
    apply(project, tmp_path, "file,label,id\nfirst.txt,Ana Ruiz,P07\n")
    (document, *_) = project.documents.all()
    assert (document.title, document.date, document.participants) == ("The card", "2026-05-03", ("P07",))
    edit_document(project, "ana", "D01", {"title": "", "date": ""})
    assert (project.documents.all()[0].title, project.documents.all()[0].date) == ("Interview with P07", None)


def test_where_nobody_is_named_in_a_record_nobody_becomes_a_participant(project: Project, tmp_path: Path) -> None:
    take_in(project, tmp_path, "minutes.txt", "The card was adopted in March.\n\nTwo schools left in May.\n")
    assert project.documents.all()[3].participants == ("P04",)
    assert edit_document(project, "ana", "d4", {"source": "Program-Record"})
    assert not edit_document(project, "ana", "D04", {"source": "program record"})
    record = project.documents.all()[3]
    assert (record.source, record.title, record.participants) == ("program record", "Program record D04", ())
    assert "P04" not in project.participants.by_id()
    edit_document(project, "ana", "D04", {"source": "interview"})
    assert project.documents.all()[3].participants == ("P04",)


def test_a_label_that_is_an_id_is_not_taken_for_somebody_who_was_only_given_that_id(
    project: Project, tmp_path: Path
) -> None:
    take_in(project, tmp_path, "gil.txt", "Q: And?\nGil: Fine.\nQ: Yes?\nGil: Yes.\n")
    assert "P04" in project.participants.by_id()
    told = take_in(project, tmp_path, "typed.txt", "Q: And?\nP04: It was good.\nQ: Yes?\nP04: Very.\n")
    assert "“P04” is P05 here, because P04 is “Gil”; participants.csv can change that" in told
    told = take_in(project, tmp_path, "more.txt", "Q: And?\nP01: It was long.\nQ: Yes?\nP01: Very.\n")
    assert any(one.startswith("“P01” is taken for P01, who speaks elsewhere as “Ana Ruiz”") for one in told)


def test_a_person_loses_cases_and_attributes_only_when_told_so(project: Project, tmp_path: Path) -> None:
    apply(project, tmp_path, "file,label,id,role\nfirst.txt,Ana Ruiz,P01,\n")
    assert project.participants.by_id()["P01"].attributes == {"role": "principal", "school": "Larkhill"}
    assert problems(project, tmp_path, "file,label,id,cases\nfirst.txt,Ana Ruiz,P01,S01; N02\n") == [
        "participants.csv:2: there is no case “S01” (qualcode import --cases cases.csv)",
        "participants.csv:2: there is no case “N02” (qualcode import --cases cases.csv)",
    ]
    with pytest.raises(ProblemsInFile) as caught:
        edit_participant(project, "ana", "P01", {"file": "x"}, ["age"])
    assert list(caught.value.problems) == ["“file” is no attribute of a person", "P01 has no age"]
    assert edit_participant(project, "ana", "P01", {"Role": "vice principal"}, ["school"])
    assert project.participants.by_id()["P01"].attributes == {"role": "vice principal"}


def test_own_tables_are_known_by_their_first_line(tmp_path: Path) -> None:
    assert own_table(EXAMPLE / "participants.csv") == "participants.csv"
    assert own_table(EXAMPLE / "codings.csv") == "codings.csv"
    assert own_table(table(tmp_path, "sep=;\nlabel;participant;role\n")) == "speakers.csv"
    assert own_table(table(tmp_path, "id,kind,name\n")) == "cases.csv"
    assert own_table(table(tmp_path, "file,label,text\n")) is None
    assert own_table(table(tmp_path, "")) is None


def test_numbers_that_two_focus_groups_give_their_members_are_doubted(project: Project, tmp_path: Path) -> None:
    text = "Mod: So?\nP11: It was loud.\nP12: It was.\nMod: And?\nP11: Long, too.\nP12: Very{}.\n"
    doubt = "P11, P12 are taken for the same people as in other documents; participants.csv can say otherwise"
    assert doubt not in take_in(project, tmp_path, "group one.txt", text.format(""))
    assert doubt in take_in(project, tmp_path, "group two.txt", text.format(" long"))
    assert doubt not in take_in(project, tmp_path, "alone.txt", "Q: So?\nP11: It was loud.\nQ: And?\nP11: Long.\n")


def test_who_turns_out_to_ask_the_questions_leaves_the_cases_too(project: Project, tmp_path: Path) -> None:
    import_cases(project, "ana", table(tmp_path, "id,kind\nN01,network\n", "cases.csv"))
    edit_participant(project, "ana", "P02", {"cases": "N01"})
    with project.change("ana", "participants.import") as transaction:
        assert name_interviewers(project, transaction, "D02", ["bo lind"]) == ["Bo Lind"]
        assert name_interviewers(project, transaction, "D02", ["Bo Lind"]) == []
    assert "P02" not in project.participants.by_id()
    assert [row for row in check_project(project) if row.result == "broken"] == []
    project.history.undo_event("ana", project.history.all()[-1].id)
    assert project.participants.by_id()["P02"].cases == ("N01",)
