"""The reading list: what a coder has read, is reading, and has still to read."""

import pytest
from conftest import coded

from qualcode.project import Project
from qualcode.study.coding.reading_list import reading_list, where_left_off


def states(project: Project, coder: str) -> list[tuple[str, str, int]]:
    return [(row.document, row.state, row.codings) for row in reading_list(project, coder)]


def test_everything_is_unread_at_first_and_the_first_document_comes_first(project: Project):
    assert states(project, "ana") == [("D01", "unread", 0), ("D02", "unread", 0)]
    assert {row.share for row in reading_list(project, "ana")} == {0.0}
    assert where_left_off(project, "ana") == "D01"


def test_where_the_coder_left_off_stands_first_whether_by_a_coding_or_by_reading(project: Project):
    coded(project, "ana", "A nice lunch.", "lunch", document="D02")
    assert states(project, "ana") == [("D02", "in progress", 1), ("D01", "unread", 0)]
    project.reading_places.keep("ana", "D01", 12)
    assert states(project, "ana") == [("D01", "in progress", 0), ("D02", "in progress", 1)]
    assert reading_list(project, "ana")[0].place == 12
    coded(project, "ana", "The card", "card", document="D02")
    assert where_left_off(project, "ana") == "D02"


def test_the_share_is_counted_in_words_up_to_the_furthest_place(project: Project):
    text = project.texts.of_document("D02")
    end = text.index("A nice lunch.") + len("A nice lunch.")
    coded(project, "ana", "A nice lunch.", "lunch", document="D02")
    project.reading_places.keep("ana", "D02", 20)
    (row,) = [row for row in reading_list(project, "ana") if row.document == "D02"]
    assert row.share == pytest.approx(len(text[:end].split()) / len(text.split()))
    assert row.place == 20, "one goes on where one read last"
    project.reading_places.keep("ana", "D02", len(text))
    assert reading_list(project, "ana")[0].share == 1.0


def test_what_is_finished_comes_last_and_comes_back_when_it_is_taken_up_again(project: Project):
    coded(project, "ana", "A nice lunch.", "lunch", document="D02")
    project.finishes.finish("ana", "D02")
    assert states(project, "ana") == [("D01", "unread", 0), ("D02", "finished", 1)]
    assert reading_list(project, "ana")[1].share == 1.0
    project.finishes.finish("ana", "D01")
    assert where_left_off(project, "ana") is None
    project.finishes.reopen("ana", "D02")
    assert where_left_off(project, "ana") == "D02"


def test_nobody_elses_work_shows(project: Project):
    before = reading_list(project, "ana")
    coded(project, "ben", "A nice lunch.", "lunch", document="D02")
    project.reading_places.keep("ben", "D01", 40)
    project.finishes.finish("ben", "D02")
    assert reading_list(project, "ana") == before
