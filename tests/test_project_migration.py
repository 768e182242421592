"""A project file of an earlier qualcode opens, whole, and can still be taken back to its first day."""

import gzip
from pathlib import Path

import pytest

from qualcode.model import Challenge
from qualcode.project import Project, open_project
from qualcode.project.schema import SCHEMA_VERSION
from qualcode.project.theme_changes import ThemeEdit
from qualcode.study.codebooks.changing_codes import rename_code
from tests.conftest import Clock, faults

DATA = Path(__file__).parent / "data"


@pytest.fixture
def old_study(tmp_path: Path) -> Path:
    """The study of conftest as schema 2 kept it, with two codings, a memo, a finish and what was asked."""
    (tmp_path / "project.db").write_bytes(gzip.decompress((DATA / "schema_2.db.gz").read_bytes()))
    return tmp_path


def standing(project: Project) -> list[tuple[str, str, int | None]]:
    return [(one.document, one.words, one.turn) for one in project.codings.within()]


def test_a_project_of_an_earlier_schema_opens_with_everything_in_it(old_study):
    with open_project(old_study, clock=Clock()) as project:
        assert project.connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert not faults(project)
        assert standing(project) == [("D01", "We drafted the card together.", 2), ("D02", "A nice lunch.", 1)]
        assert [turn.number for turn in project.documents.turns("D01")] == [1, 2, 3, 4]
        assert [found["number"] for found in project.documents.search("lunch")] == [1]
    assert list((old_study / "backups").glob("*before-update*")), "a copy was made before"


def test_what_was_done_under_an_earlier_schema_can_be_taken_back_and_brought_back(old_study):
    with open_project(old_study, clock=Clock()) as project:
        first, *_, last = [event.id for event in project.history.all()]
        before = standing(project)
        project.history.undo_to("ana", first)
        assert not standing(project)
        assert not project.documents.ids()
        assert not faults(project)
        project.history.undo_to("ana", last)
        assert standing(project) == before
        assert not faults(project)


def test_what_was_asked_before_there_were_guides_follows_a_renamed_code(old_study):
    with open_project(old_study, clock=Clock()) as project:
        (old_study / "codebooks").mkdir()
        project.files.discard_edits()
        asked = {one.id: one.asked for one in project.documents.all() if one.asked}
        assert asked, "somebody said what was asked"
        old = sorted(next(iter(asked.values())))[0]
        rename_code(project, "ana", old, "otherwise")
        now = {one.id: one.asked for one in project.documents.all() if one.asked}
        assert now == {
            key: frozenset("otherwise" if code == old else code for code in codes) for key, codes in asked.items()
        }
        assert not faults(project)


@pytest.fixture
def suggested_before(tmp_path: Path) -> Path:
    """The same study as schema 5 kept it: of three suggestions one accepted, one turned down, one open."""
    (tmp_path / "project.db").write_bytes(gzip.decompress((DATA / "schema_5.db.gz").read_bytes()))
    return tmp_path


def test_suggestions_of_before_there_were_arms_were_all_offered_as_such(suggested_before):
    with open_project(suggested_before, clock=Clock()) as project:
        assert not faults(project)
        found = project.suggestions.ledger("ana")
        assert [(one.status, one.arm, one.because, one.opened) for one in found] == [
            (status, "offered", None, None) for status in ("accepted", "rejected", "open")
        ]
        assert found[0].nearest == "We drafted the card together."
        assert (project.settings.read().decoys, project.settings.read().withheld) == (False, 0.0)


def test_a_suggestion_of_an_earlier_schema_is_decided_and_every_decision_taken_back(suggested_before):
    with open_project(suggested_before, clock=Clock()) as project:
        first = project.history.all()[0].id
        (waiting,) = project.suggestions.waiting("ana")
        project.suggestions.accept("ana", waiting)
        for _ in range(3):
            project.history.undo("ana")
        assert {one.status for one in project.suggestions.ledger("ana")} == {"open"}
        assert not faults(project)
        project.history.undo_to("ana", first)
        assert project.suggestions.ledger("ana") == []
        assert not faults(project)


@pytest.fixture
def themed_before(tmp_path: Path) -> Path:
    """The study as schema 6 kept it: two themes, one of them removed and named anew, with a search and a memo."""
    (tmp_path / "project.db").write_bytes(gzip.decompress((DATA / "schema_6.db.gz").read_bytes()))
    return tmp_path


def test_themes_of_before_there_were_maps_stand_in_the_main_one_as_drafts(themed_before):
    with open_project(themed_before, clock=Clock()) as project:
        assert not faults(project)
        card, lunch = project.themes.all()
        assert (card.map, card.status, card.part_of, card.clusters) == ("main", "draft", None, ())
        assert [one.stance for one in card.evidence] == ["for", "against"]
        assert card.challenges == (Challenge("who never got the card", 12, "bounded", "Gus."),)
        assert lunch.name == "Lunch matters"
        assert [one.object for one in project.memos.all()] == ["The card"]


def test_what_was_done_with_themes_under_an_earlier_schema_can_be_taken_back_and_built_on(themed_before):
    with open_project(themed_before, clock=Clock()) as project:
        events = project.history.all()
        removed = next(one.id for one in events if one.action == "themes.remove")
        project.history.undo_event("ben", removed)
        assert [one.name for one in project.themes.all()] == ["The card", "Lunch", "Lunch matters"]
        card, lunch, _ = project.themes.all()
        project.theme_changes.edit("ben", lunch, ThemeEdit(part_of="The card", status="final"))
        project.theme_changes.merge("ana", [lunch], card)
        assert [one.name for one in project.themes.all()] == ["The card", "Lunch matters"]
        assert not faults(project)
        project.history.undo_to("ana", events[0].id)
        assert project.themes.all() == []
        assert not faults(project)
