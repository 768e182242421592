"""What a corrected transcript must not take from anybody, nor show to anybody."""

from pathlib import Path

import pytest
from conftest import coded, faults, place

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.study.bringing_in.correcting import correct, corrections
from qualcode.study.bringing_in.importing import HowToRead
from qualcode.study.bringing_in.naming_speakers import apply_who_is_who
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.bringing_in.replacing import Replaced, replace_document
from qualcode.study.suggesting.passages_read import read_passages
from qualcode.study.suggesting.read_so_far import codes_given

AGAIN = "My teachers asked for it again this spring."


def replaced(project: Project, tmp_path: Path, *edits: tuple[str, str], name: str = "better.txt") -> Replaced:
    text = project.texts.of_document("D01")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return replace_document(project, "ana", "D01", path, HowToRead())


def test_a_correction_cannot_be_undone_from_under_a_later_one(project: Project):
    correct(project, "ana", "D01", "spring", "autumn")
    correct(project, "ben", "D01", "drafted", "wrote")
    first, second = (one.id for one in project.history.all()[-2:])
    with pytest.raises(QualcodeError, match="ben corrected D01"):
        project.history.undo_event("ana", first)
    assert [(row.was, row.now) for row in corrections(project, "D01")] == [("spring", "autumn"), ("drafted", "wrote")]
    for event in (second, first):
        project.history.undo_event("ana", event)
    assert "this spring" in project.texts.of_document("D01")
    assert faults(project) == []


def test_a_label_that_is_gone_is_heard_no_more(project: Project, tmp_path: Path):
    coded(project, "ana", "Naïve question", "trust")
    edits = (("Dana:", "Helen:"), ("We drafted the card together. " + AGAIN, "Somebody else, as you hear."))
    replaced(project, tmp_path, *edits, ("Naïve question 🙂 — I can say awkward things there.", "Quite another."))
    key = project.documents.key_of("D01")
    heard = project.participants.heard_in(key)
    assert heard == list(project.documents.all()[0].participants)
    assert "P01" not in heard
    assert project.documents.all()[0].title == f"Interview with {heard[0]}"
    assert len(project.participants.heard_by_speaker(key)) == 1
    assert project.codings.left_behind()[0].participant == "P01", "whose words they were stays known"


def test_nothing_of_others_is_told_while_the_document_is_an_open_blind_double(project: Project, tmp_path: Path):
    coded(project, "ana", AGAIN, "card")
    coded(project, "ben", "awkward things", "trust")
    done = replaced(project, tmp_path, ("awkward things", "it"))
    assert (done.moved, done.left_behind) == (1, {})
    coded(project, "ben", "We drafted", "trust")
    project.finishes.finish("ana", "D01")
    done = replaced(project, tmp_path, ("We drafted", "They wrote"), ("take home", "bring home"), name="other.txt")
    assert done.moved + sum(done.left_behind.values()) == 2


def test_a_finished_passage_speaks_against_no_code_that_was_left_behind_there(project: Project, tmp_path: Path):
    coded(project, "ana", AGAIN, "card")
    coded(project, "ana", "awkward things", "trust")
    project.finishes.finish("ana", "D01")
    replaced(project, tmp_path, ("I can say awkward things there", "they ended late"))
    own = project.codings.within()
    coded_there, considered = codes_given(project, "ana", read_passages(project, {"D01"}), own)
    assert ["card"] in coded_there.values()
    assert {code for codes in considered.values() for code in codes} == {"card", "lunch"}


def test_a_table_may_name_any_file_a_document_was_read_from(project: Project, tmp_path: Path):
    replaced(project, tmp_path, ("drafted", "wrote"), name="dana-checked.txt")
    table = tmp_path / "participants.csv"
    table.write_text("file,label,participant,role,school\ndana.txt,Dana,P01,principal,Larkhill\n")
    assert apply_who_is_who(project, "ana", read_who_is_who(table), strict=True) == (
        ["D01"],
        ["participants.csv does not say who “Interviewer” is in D01"],
    )
    assert project.participants.by_id()["P01"].attributes["school"] == "Larkhill"
    both = "dana.txt,Dana,P01,,Larkhill\ndana-checked.txt,Dana,P07,,Millrow\n"
    table.write_text(f"file,label,participant,role,school\n{both}")
    apply_who_is_who(project, "ana", read_who_is_who(table), strict=True)
    assert project.documents.all()[0].participants == ("P07",), "what is said of the newer file goes before"


def test_a_row_about_a_label_that_only_the_older_file_had_is_told_and_stops_nothing(project: Project, tmp_path: Path):
    replaced(project, tmp_path, ("Dana:", "D. Okafor:"))
    table = tmp_path / "participants.csv"
    table.write_text("file,label,participant,school\ndana.txt,Dana,P01,Larkhill\nbetter.txt,D. Okafor,P01,Larkhill\n")
    named, told = apply_who_is_who(project, "ana", read_who_is_who(table), strict=True)
    assert named == ["D01"]
    assert "participants.csv:2: nobody called “Dana” speaks in dana.txt" in told
    table.write_text("file,label,participant,school\nbetter.txt,Dana,P01,Larkhill\n")
    with pytest.raises(ProblemsInFile):
        apply_who_is_who(project, "ana", read_who_is_who(table), strict=True)


def test_a_coder_hears_all_that_becomes_of_their_own_codings(project: Project, tmp_path: Path):
    kept, left = coded(project, "ana", AGAIN, "card"), coded(project, "ana", "awkward things", "trust")
    coded(project, "ben", "awkward things", "trust")
    done = replaced(project, tmp_path, ("awkward things", "it"), ("My teachers", "The teachers"))
    assert {(row.coding, row.became) for row in done.rows} == {(kept.id, "words changed"), (left.id, "left behind")}
    assert done.left_behind == {"ana": 1}
    assert place(project, "D01", "The teachers")[0] == project.codings.within()[0].start


def test_nothing_comes_back_under_a_text_that_has_followed_since(project: Project):
    gone, undone = coded(project, "ana", AGAIN, "card"), coded(project, "ben", "awkward things", "trust")
    project.codings.remove("ana", gone.id)
    project.history.undo("ben")
    correct(project, "cho", "D01", "drafted", "wrote")
    for take_back in (lambda: project.history.undo("ana"), lambda: project.history.redo("ben")):
        with pytest.raises(QualcodeError, match="cho corrected D01"):
            take_back()
    assert undone.id not in {one.id for one in project.codings.everywhere()}
    assert project.codings.left_behind() == []


def test_a_text_does_not_come_back_over_what_was_coded_meanwhile(project: Project):
    correct(project, "ana", "D01", "drafted", "wrote")
    project.history.undo_event("ana", project.history.all()[-1].id)
    coded(project, "ben", AGAIN, "card")
    with pytest.raises(QualcodeError, match="ben coded D01"):
        project.history.redo("ana")
    assert project.codings.left_behind() == []
