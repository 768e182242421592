"""Starring excerpts worth quoting."""

import gzip
from pathlib import Path

import pytest
from conftest import CODEBOOK_FILE, Clock, coded, faults
from studies import qualcode

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.codebooks.codes_gone import Fates
from qualcode.study.codebooks.updating import update
from qualcode.study.coding.importing_codings import import_codings

OLD = Path(__file__).parent / "data" / "schema_2.db.gz"
CARD = "We drafted the card together."


def starred(project: Project) -> list[str]:
    return [one.words for one in project.codings.within() if one.starred]


def test_a_star_is_one_event_that_its_coder_takes_back_and_brings_back(project: Project):
    coding = coded(project, "ana", CARD, "card")
    before = len(project.history.all())
    assert project.codings.star("ana", coding.id, starred=True).starred
    event = project.history.all()[-1]
    assert len(project.history.all()) == before + 1
    assert (event.action, event.personal) == ("coding.star", True)
    assert event.sentence == f"starred the coding of D01 “{CARD}” with card"
    project.history.undo("ana")
    assert starred(project) == []
    project.history.redo("ana")
    assert starred(project) == [CARD]
    project.codings.star("ana", coding.id, starred=False)
    assert project.history.all()[-1].sentence.startswith("took the star off the coding of D01")
    assert starred(project) == []
    assert faults(project) == []


def test_a_star_that_is_there_already_is_no_event(project: Project):
    coding = coded(project, "ana", CARD, "card", starred=True)
    before = len(project.history.all())
    project.codings.star("ana", coding.id, starred=True)
    assert len(project.history.all()) == before


def test_nobody_stars_anothers_coding_and_a_star_leaves_a_coding_blind(project: Project):
    coding = coded(project, "ana", CARD, "card")
    with pytest.raises(QualcodeError, match="is ana’s"):
        project.codings.star("ben", coding.id, starred=True)
    project.exposures.record("ana", ["D01"], "codings")
    assert project.codings.star("ana", coding.id, starred=True).blind
    assert project.codings.edit("ana", coding.id, starred=False).blind
    assert not project.codings.edit("ana", coding.id, modifiers={"valence": "mixed"}).blind


def test_stars_move_with_corrections_and_removals_come_back_with_theirs(project: Project):
    coding = coded(project, "ana", CARD, "card", starred=True)
    correct(project, "ana", "D01", "drafted", "wrote")
    assert starred(project) == ["We wrote the card together."]
    project.codings.remove("ana", coding.id)
    project.history.undo("ana")
    assert starred(project) == ["We wrote the card together."]
    assert faults(project) == []


@pytest.mark.parametrize("which", ["card", "trust"])
def test_codings_that_a_merge_joins_keep_the_star_of_either(project: Project, which: str):
    for code in ("card", "trust"):
        coded(project, "ana", CARD, code, starred=code == which)
    path = project.folder / CODEBOOK_FILE
    text = path.read_text()
    path.write_text(text.replace("- id: card\n  brief: The feedback card is used\n", ""))
    update(project, "ana", Fates(merged={"card": "trust"}))
    assert [(one.code, one.starred) for one in project.codings.within()] == [("trust", True)]
    assert faults(project) == []


def test_the_command_stars_alone_or_with_other_changes_as_one_event(project: Project):
    coding, folder = coded(project, "ana", CARD, "card"), project.folder
    assert qualcode(folder, "coding", "edit", coding.id, "--star", "--coder", "ana").code == 0
    assert project.history.all()[-1].action == "coding.star"
    said = qualcode(folder, "coding", "edit", coding.id, "--no-star", "-m", "valence=mixed", "--coder", "ana")
    assert said.code == 0
    last = project.history.all()[-1]
    assert last.action == "coding.edit"
    assert last.sentence.endswith("modifiers to (valence mixed), no longer starred")
    assert qualcode(folder, "coding", "edit", coding.id, "--coder", "ana").code == 1
    (row,) = qualcode(folder, "codings", "--coder", "ana", "--format", "json").rows
    assert row["starred"] is False
    assert "★" not in qualcode(folder, "codings", "--coder", "ana").out
    project.codings.star("ana", coding.id, starred=True)
    assert "★ card (valence mixed)" in qualcode(folder, "codings", "--coder", "ana").out


@pytest.mark.parametrize("form", ["csv", "json"])
def test_stars_leave_and_come_in_again_with_the_codings(project: Project, form: str):
    coding = coded(project, "ana", CARD, "card", starred=True)
    coded(project, "ana", "awkward things", "trust")
    listed = qualcode(project.folder, "codings", "--coder", "ana", "--format", form).out
    for one in project.codings.within():
        project.codings.remove("ana", one.id)
    path = project.folder / f"codings.{form}"
    path.write_text(listed, encoding="utf-8")
    import_codings(project, "ana", path)
    assert starred(project) == [coding.words]
    assert len(project.codings.within()) == 2
    assert faults(project) == []


def test_codings_of_a_project_from_before_there_were_stars_are_starred_and_undone_like_any(tmp_path: Path):
    (tmp_path / "project.db").write_bytes(gzip.decompress(OLD.read_bytes()))
    with open_project(tmp_path, clock=Clock()) as project:
        assert starred(project) == []
        first = project.codings.within()[1]
        made = next(one for one in project.history.all() if "A nice lunch." in one.sentence)
        project.codings.star(first.coder, first.id, starred=True)
        assert starred(project) == ["A nice lunch."]
        assert faults(project) == []
        project.history.undo(first.coder)
        project.history.undo_event(first.coder, made.id)
        project.history.redo_event(first.coder, made.id)
        assert project.codings.get(first.id) == first
        assert faults(project) == []
