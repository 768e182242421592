"""Where a coder left off: kept without events, and never in anybody's way."""

import itertools
import sqlite3
import time

from conftest import Clock, coded, faults

from qualcode.project import Project, open_project
from qualcode.project.connection import PATIENCE


class Watch(Clock):
    """A clock that stands still until it is put forward."""

    def __call__(self) -> str:
        return self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def minutes(self, count: float) -> None:
        from datetime import timedelta

        self.now += timedelta(minutes=count)


def kept(project: Project, coder: str = "ana") -> list[tuple[str, int]]:
    return [(one.document, one.place) for one in project.reading_places.all_of(coder)]


def test_each_coder_goes_on_where_they_left_off_in_each_document(project: Project):
    assert project.reading_places.of("ana", "D01") is None
    for coder, document, place in (("ana", "D01", 40), ("ben", "D01", 90), ("ana", "d2", 7), ("ana", "D01", 60)):
        assert project.reading_places.keep(coder, document, place)
    assert project.reading_places.of("ana", "D01") == 60
    assert project.reading_places.of("ana", "D02") == 7
    assert project.reading_places.of("ben", "D01") == 90
    assert project.reading_places.of("cho", "D01") is None


def test_a_place_is_no_event_and_survives_undo(project: Project):
    coded(project, "ana", "awkward things", "trust")
    before = len(project.history.all())
    project.reading_places.keep("ana", "D01", 60)
    assert len(project.history.all()) == before
    project.history.undo("ana")
    project.history.redo("ana")
    assert project.reading_places.of("ana", "D01") == 60
    assert faults(project) == []


def test_a_place_beyond_the_end_of_a_text_that_became_shorter_is_its_end(project: Project):
    project.reading_places.keep("ana", "D01", 10**6)
    assert project.reading_places.of("ana", "D01") == len(project.texts.of_document("D01"))


def test_places_go_with_their_document(project: Project):
    project.reading_places.keep("ana", "D01", 60)
    project.reading_places.keep("ana", "D02", 7)
    imported = next(one for one in project.history.all() if one.action == "document.import")
    project.history.undo_event("ana", imported.id)
    assert project.documents.ids() == ["D02"]
    assert kept(project) == [("D02", 7)]
    project.history.redo_event("ana", imported.id)
    assert project.documents.ids() == ["D01", "D02"]
    assert faults(project) == []


def test_a_whole_afternoon_keeps_a_place_every_few_minutes_and_the_last(folder):
    watch = Watch()
    with open_project(folder, clock=watch) as project:
        for place in range(121):
            project.reading_places.keep("ana", "D01", place)
            watch.minutes(1)
        rows = project.reading_places.all_of("ana")
        assert rows[0].place == 0
        assert rows[-1].place == 120
        assert 20 <= len(rows) <= 40
        steps = [int(later.made[14:16]) - int(earlier.made[14:16]) for earlier, later in itertools.pairwise(rows)]
        assert max(step % 60 for step in steps) <= 6


def test_a_screen_left_open_keeps_nothing_of_the_time_away(folder):
    watch = Watch()
    with open_project(folder, clock=watch) as project:
        for _ in range(90):
            project.reading_places.keep("ana", "D01", 5)
            watch.minutes(1)
        assert len(project.reading_places.all_of("ana")) == 1
        project.reading_places.keep("ana", "D01", 6)
        assert kept(project) == [("D01", 5), ("D01", 6)]


def test_who_cannot_write_at_once_does_not_wait_and_waits_as_before_afterwards(project: Project, folder):
    other = sqlite3.connect(folder / "project.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.perf_counter()
    assert project.reading_places.keep("ana", "D01", 60) is False
    assert time.perf_counter() - begun < PATIENCE / 5
    other.execute("ROLLBACK")
    other.close()
    assert project.connection.execute("PRAGMA busy_timeout").fetchone()[0] == PATIENCE * 1000
    assert project.connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert project.reading_places.keep("ana", "D01", 60)


def test_inside_a_command_no_place_is_kept(project: Project):
    with project.held():
        assert project.reading_places.keep("ana", "D01", 60) is False
    assert kept(project) == []
