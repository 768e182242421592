"""The review screen: one suggestion after the other, each decision on disk at once."""

import pytest
from screens import Kept, sit_down
from studies import small_study
from test_tui_stories import offer

from qualcode.project import open_project

CODES = [
    "vc.immediate",
    "vc.potential.human",
    "vc.potential.social",
    "vc.potential.tangible",
    "vc.applied",
    "vc.realized",
    "vc.reframing",
]
SENTENCES = [
    "We drafted the card — in one evening.",
    "It wasn’t pretty.",
    "Then we used it every week.",
    "Nobody asked us to.",
]
TWENTY_EIGHT = [(words, code) for words in SENTENCES for code in CODES]


@pytest.fixture
def study(tmp_path):
    folder = small_study(tmp_path / "study")
    with open_project(folder) as project:
        project.finishes.finish("ana", "D01")
        offer(project, *TWENTY_EIGHT)
    return folder


def test_after_twenty_decisions_it_asks_whether_that_is_enough(study):
    async def story(desk):
        for _ in range(2):
            await desk.press("a")
        for _ in range(17):
            await desk.press("r", "1")
        assert "Enough for today?" not in desk.sees
        await desk.press("r", "4")
        assert "Enough for today? 0 accepted of the last 15." in desk.sees
        assert len(desk.disk.decisions()) == 20
        await desk.press("2")

    assert sit_down(study, story, document=None, reviewing=True) == "20 decided, 2 accepted."


def test_a_page_turned_down_at_once_does_not_step_over_the_question(study):
    async def story(desk):
        await desk.press("a", "a", "a", "r", "1")
        for _ in range(4):
            await desk.press("0")
        assert "Enough for today?" in desk.sees
        await desk.press("1")
        assert "waiting" in desk.head
        assert len(desk.disk.decisions("none of these")) + 4 == len(desk.disk.decisions())
        await desk.press("q")

    sit_down(study, story, document=None, reviewing=True)


def test_none_of_these_is_taken_back_as_one(study):
    async def story(desk):
        await desk.press("0")
        assert len(desk.disk.decisions("none of these")) == 5
        await desk.press("u")
        assert desk.disk.decisions() == []
        assert desk.said == "Taken back."
        await desk.press("u")
        assert desk.said == "Nothing has been decided in this sitting."
        await desk.press("a")
        assert desk.disk.codings() == [Kept(SENTENCES[0], "immediate")]

    sit_down(study, story, document=None, reviewing=True)


def test_a_new_code_is_made_for_a_suggestion_and_the_others_go_on_waiting(study):
    async def story(desk):
        await desk.press("c", *"drafted it", "enter", *"Made together", "enter")
        assert desk.disk.codings() == [Kept(SENTENCES[0], "drafted it")]
        await desk.press("a")
        assert len(desk.disk.codings()) == 2
        await desk.press("q")

    sit_down(study, story, document=None, reviewing=True)


def test_what_the_project_refuses_is_told_and_nothing_has_changed(study):
    async def story(desk):
        await desk.press("a")
        await desk.press("c", *"immediate", "enter")
        assert "already" in desk.said
        assert desk.disk.codings() == [Kept(SENTENCES[0], "immediate")]
        assert len(desk.disk.decisions()) == 1

    sit_down(study, story, document=None, reviewing=True)


def test_suggestions_of_an_interview_not_finished_never_show(tmp_path):
    folder = small_study(tmp_path / "study")
    with open_project(folder) as project:
        offer(project, *TWENTY_EIGHT[:3])

    async def story(desk):
        await desk.press("v")
        assert desk.said.startswith("Finish this interview first: f.")
        assert desk.disk.rows("SELECT id FROM suggestions WHERE shown IS NOT NULL") == []

    sit_down(folder, story)


def test_what_was_put_before_the_coder_is_noted(study):
    async def story(desk):
        assert len(desk.disk.rows("SELECT id FROM suggestions WHERE shown IS NOT NULL")) == 5
        for _ in range(5):
            await desk.press("s")
        assert len(desk.disk.rows("SELECT id FROM suggestions WHERE shown IS NOT NULL")) == 10
        assert desk.disk.decisions() == []

    sit_down(study, story, document=None, reviewing=True)


def test_the_help_tells_the_keys_of_the_review(study):
    async def story(desk):
        await desk.press("question_mark")
        assert "Keys of the review" in desk.sees
        assert "None of the suggestions on this page fits" in desk.sees

    sit_down(study, story, document=None, reviewing=True)
