"""How long a coder takes, for that coder's own eyes."""

from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Clock, coded
from studies import qualcode

from qualcode.project import Project, open_project
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.coding.pace import Pace, pace


class Watch(Clock):
    """A clock that stands still until it is put forward."""

    def __call__(self) -> str:
        return self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def minutes(self, count: float) -> None:
        self.now += timedelta(minutes=count)


@pytest.fixture
def watch() -> Watch:
    return Watch("2026-03-03T09:00:00+00:00")


@pytest.fixture
def study(folder: Path, watch: Watch):
    with open_project(folder, clock=watch) as opened:
        yield opened


def minutes(found: Pace) -> float | None:
    return None if found.each is None else found.each / timedelta(minutes=1)


def test_time_runs_from_one_own_change_to_the_next_and_breaks_count_nothing(study: Project, watch: Watch):
    coded(study, "ana", "We drafted", "card")
    watch.minutes(8)
    coded(study, "ana", "again", "card")
    watch.minutes(10)
    coded(study, "ana", "this spring", "card")
    watch.minutes(11)
    coded(study, "ana", "awkward things", "trust")
    watch.minutes(4)
    study.finishes.finish("ana", "D01")
    assert pace(study, "ana") == Pace(finished=1, of=2, timed=1, each=timedelta(minutes=22))


def test_reading_without_a_change_is_time_too_and_anothers_work_is_not(study: Project, watch: Watch):
    for place in range(0, 60, 2):
        study.reading_places.keep("ana", "D01", place)
        watch.minutes(1)
        coded(study, "ben", study.texts.of_document("D02")[50 + place : 52 + place + 20], "card", document="D02")
    study.finishes.finish("ana", "D01")
    assert minutes(pace(study, "ana")) == 30
    assert minutes(pace(study, "ben")) is None


def test_work_on_two_documents_in_turn_is_told_apart_and_a_second_look_is_not_counted(study: Project, watch: Watch):
    coded(study, "ana", "We drafted", "card")
    watch.minutes(5)
    coded(study, "ana", "A nice lunch.", "lunch", document="D02")
    watch.minutes(6)
    coded(study, "ana", "again", "card")
    watch.minutes(2)
    study.finishes.finish("ana", "D01")
    watch.minutes(9)
    coded(study, "ana", "this spring", "card")
    watch.minutes(3)
    study.finishes.finish("ana", "D02")
    assert minutes(pace(study, "ana")) == pytest.approx((8 + 8) / 2)
    assert pace(study, "ana").left == timedelta(0)


def test_corrections_memos_and_undo_count_for_the_document_they_touch(study: Project, watch: Watch):
    coding = coded(study, "ana", "We drafted", "card")
    for act in (
        lambda: study.memos.add("ana", "coding", coding.id, "whose card?"),
        lambda: study.memos.add("ana", "document", "D01", "a short one"),
        lambda: correct(study, "ana", "D01", "spring", "autumn"),
        lambda: correct(study, "ana", "D01", "autumn", "winter"),
        lambda: study.codings.star("ana", coding.id, starred=True),
        lambda: study.history.undo("ana"),
        lambda: study.finishes.finish("ana", "D01"),
    ):
        watch.minutes(9)
        act()
    assert minutes(pace(study, "ana")) == 63


def test_codings_from_elsewhere_tell_no_time(study: Project):
    coded(study, "ana", "We drafted", "card")
    study.finishes.finish("ana", "D01")
    study.finishes.finish("ana", "D02")
    assert pace(study, "ana") == Pace(2, 2, 0, None)
    assert pace(study, "ana").told == "2 of 2 finished"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Pace(12, 21, 12, timedelta(hours=3, minutes=40)), "12 of 21 finished, 3 h 40 each, about 33 h left"),
        (Pace(1, 21, 1, timedelta(hours=3, minutes=40)), "1 of 21 finished, 3 h 40 for one so far"),
        (Pace(0, 21, 0, None), "0 of 21 finished"),
        (Pace(2, 3, 2, timedelta(minutes=52)), "2 of 3 finished, 52 min each, about 52 min left"),
        (Pace(3, 3, 3, timedelta(minutes=60)), "3 of 3 finished, 1 h 00 each"),
    ],
)
def test_pace_is_told_in_words_and_one_document_says_so_far(found: Pace, told: str):
    assert found.told == told


def test_status_tells_the_pace_to_the_coder_alone(study: Project, watch: Watch):
    coded(study, "ana", "We drafted", "card")
    watch.minutes(8)
    study.finishes.finish("ana", "D01")
    folder = study.folder
    assert qualcode(folder, "coder", "ana").code == 0
    assert "1 of 2 finished, 8 min for one so far" in qualcode(folder, "status").out
    assert qualcode(folder, "coder", "ben").code == 0
    for words in (["status"], ["status", "--coder", "ana"]):
        assert "Pace" not in qualcode(folder, *words).out
