"""The review screen: one passage after the other, each decision on disk at once."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from screens import Kept, shown, sit_down
from studies import ids_asking, qualcode, small_study
from test_tui_stories import offer

from qualcode.model import Because
from qualcode.project import open_project
from qualcode.project.codings import NewCoding
from qualcode.project.samples import NewSampled
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.suggesting.asked import Asked
from qualcode.tui.coding_screen import CodingScreen
from qualcode.tui.review_question import question_text

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
    with open_project(folder, new_id=ids_asking(reason=False)) as project:
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

    said = sit_down(study, story, document=None, reviewing=True)
    assert said == "20 decided, 2 accepted, 8 still wait."


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


def suggestion(project, words, code, arm="offered", **more):
    start = project.texts.of_document("D01").index(words)
    plain = NewSuggestion("D01", start, start + len(words), words, code, "some", None, 1, None, arm)
    return replace(plain, **more)


def finished_study(folder, *offers, reason=False):
    """A study in which these wait for ana, who has finished D01."""
    small_study(folder)
    with open_project(folder, new_id=ids_asking(reason=reason)) as project:
        project.finishes.finish("ana", "D01")
        new = [suggestion(project, *one) if isinstance(one, tuple) else one for one in offers]
        project.suggestions.offer("ana", [replace(one, rank=rank) for rank, one in enumerate(new)], "by hand")
    return folder


def sampled(folder, *passages):
    with open_project(folder) as project:
        text = project.texts.of_document("D01")
        drawn = [NewSampled("D01", text.index(one), text.index(one) + len(one), one) for one in passages]
        project.samples.record("ana", drawn, seed=1, unmarked={"D01": len(drawn)})
    return folder


def test_a_passage_to_be_read_again_is_decided_by_its_own_keys_alone(tmp_path):
    folder = finished_study(tmp_path / "study", (SENTENCES[2], "vc.applied", "withheld"), (SENTENCES[3], "vc.realized"))

    async def story(desk):
        assert desk.head == "2 waiting · D01, turn 4, P01"
        assert "Read this passage again: does any code apply?" in desk.sees
        assert "c choose codes   x nothing applies   s skip" in desk.sees
        assert "Applied" not in desk.sees
        for key in "aw0r":
            await desk.press(key)
            assert desk.said.startswith("No code is suggested here.")
        assert desk.disk.decisions() == []
        assert desk.disk.codings() == []

        await desk.press("c", *"real", "ctrl+@", *"refram", "ctrl+@", "enter")
        both = [Kept(SENTENCES[2], "realized"), Kept(SENTENCES[2], "reframing")]
        assert desk.disk.codings() == both
        assert desk.disk.decisions() == [("changed", None)]
        await desk.press("x")
        assert desk.said.startswith("That is for passages without a suggested code.")
        await desk.press("u")
        assert (desk.disk.codings(), desk.disk.decisions()) == ([], [])
        await desk.press("x")
        assert desk.disk.decisions() == [("none of these", None)]
        assert desk.said == "Nothing applies. u takes it back"
        await desk.press("a", "q")
        assert desk.disk.codings() == [Kept(SENTENCES[3], "realized")]

    said = sit_down(folder, story, document=None, reviewing=True)
    assert said == "No suggestion waits any more. 2 decided, 1 accepted, 1 read again, 0 still wait."


def test_some_words_of_a_passage_read_again_may_be_coded_with_a_memo(tmp_path):
    folder = sampled(finished_study(tmp_path / "study"), SENTENCES[2])

    async def story(desk):
        await desk.press("left", "left", "c", *"appl", "tab", "tab", *"when", "enter")
        assert desk.disk.codings() == [Kept("Then we used it every", "applied", memo="when")]
        assert desk.disk.rows("SELECT id FROM sampled WHERE read IS NULL") == []

    sit_down(folder, story, document=None, reviewing=True)


@pytest.mark.parametrize("key", ["", "c", "i", "a"])
def test_a_screen_does_not_tell_a_withheld_code_from_a_sampled_passage(tmp_path, key):
    seen = []

    async def story(desk):
        if key:
            await desk.press(key)
        # The coder's own last excerpt of a code is free to see, and differs as their codings do.
        seen.append([row for row in desk.sees.splitlines() if "Yours:" not in row])

    withheld = finished_study(tmp_path / "withheld", (SENTENCES[2], "vc.applied", "withheld"))
    with open_project(withheld) as project:
        start = project.texts.of_document("D01").index(SENTENCES[2])
        project.codings.add(NewCoding("D01", start, start + 10, "vc.realized", "ana"))
    drawn = sampled(finished_study(tmp_path / "sampled"), SENTENCES[2])
    with open_project(drawn) as project:
        project.codings.add(NewCoding("D02", 3, 10, "vc.realized", "ana"))  # else codes used lately differ
    for folder in (withheld, drawn):
        sit_down(folder, story, document=None, reviewing=True)
    assert seen[0] == seen[1]


def test_now_and_then_a_reason_is_asked_which_may_stay_empty(tmp_path):
    folder = finished_study(tmp_path / "study", *((words, "vc.applied") for words in SENTENCES), reason=True)

    async def story(desk):
        await desk.press("a")
        assert "Why does vc.applied fit?" in desk.sees
        assert desk.disk.decisions() == []
        await desk.press("escape")
        assert desk.disk.decisions() == []
        await desk.press("a", "enter", "a", *"They used it", "enter")
        assert desk.disk.decisions() == [("accepted", None), ("accepted", "They used it")]
        await desk.press("r", "2")
        assert desk.disk.decisions()[2:] == [("rejected", "wrong words")]
        await desk.press("q")

    sit_down(folder, story, document=None, reviewing=True)


def test_decoys_are_told_when_the_review_ends_with_the_command_that_keeps_them(tmp_path):
    folder = finished_study(tmp_path / "study", (SENTENCES[1], "vc.applied", "decoy"), (SENTENCES[2], "vc.applied"))

    async def story(desk):
        await desk.press("a")
        assert desk.disk.codings() == [Kept(SENTENCES[1], "applied")]
        await desk.press("q")
        assert desk.disk.codings() == []

    said = sit_down(folder, story, document=None, reviewing=True) or ""
    assert said.startswith("1 decided, 1 accepted, 1 still waits.\nThis was a decoy, and vc.applied is taken back:")
    command = said.split("→ qualcode ")[1].splitlines()[0]
    assert qualcode(folder, *command.split()).code == 0
    assert [row["words"] for row in qualcode(folder, "codings", "--format", "json").rows] == [SENTENCES[1]]


def test_decoys_of_a_review_begun_in_an_interview_are_told_there(tmp_path):
    folder = finished_study(tmp_path / "study", (SENTENCES[1], "vc.applied", "decoy"))

    async def story(desk):
        await desk.press("v", "a")
        assert "Decoys among the suggestions" in desk.sees
        assert "vc.applied is taken back: D01 “It wasn’t pretty.”" in desk.sees
        assert desk.disk.codings() == []
        await desk.press("escape")
        assert isinstance(desk.app.screen, CodingScreen)
        assert desk.said == "No suggestion waits any more. 1 decided, 1 accepted, 0 still wait."

    sit_down(folder, story)


def test_decoys_of_a_review_that_broke_off_are_told_at_the_next(tmp_path):
    folder = finished_study(tmp_path / "study", (SENTENCES[1], "vc.applied", "decoy"), (SENTENCES[2], "vc.applied"))
    with open_project(folder) as project:
        project.suggestions.accept("ana", project.suggestions.waiting("ana")[0])

    async def story(desk):
        assert "This was a decoy" in desk.sees
        assert desk.disk.codings() == []
        await desk.press("enter", "a")
        assert desk.disk.codings() == [Kept(SENTENCES[2], "applied")]

    said = sit_down(folder, story, document=None, reviewing=True) or ""
    assert said.count("→ qualcode coding add -d D01") == 1


LONG = Because(
    "Clause. " * 40, ("made",) * 4, ("not",) * 4, ("私たちは毎週会いました。" * 20, "שלום לכולם. " * 30, "b " * 300)
)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
def test_long_reasons_leave_the_interview_in_view_and_all_of_them_can_be_read(tmp_path, monkeypatch, size):
    monkeypatch.setenv("NO_COLOR", "1")
    folder = finished_study(tmp_path / "study")
    with open_project(folder) as project:
        project.suggestions.offer("ana", [suggestion(project, SENTENCES[2], "vc.applied", because=LONG)], "by hand")

    async def story(desk):
        rows = desk.sees.splitlines()
        assert len(rows) == size[1]
        assert all(cell_len(row) <= size[0] for row in rows)
        assert "Then we used it every week." in desk.sees
        assert shown(desk.app, "#asked").startswith("Applied value (vc.applied)? ")
        for lead in (
            "Evidence: some · for it: “made”",
            "From its definition: “Clause.",
            "Most alike among your own:",
            "私たち",
        ):
            assert lead in desk.sees
        assert "? help" in rows[-1]
        await desk.press("i")
        assert "What is asked" in desk.sees
        for _ in range(60):
            if "b b" in desk.sees:
                break
            await desk.press(*["j"] * 5)
        assert "b b" in desk.sees
        await desk.press("escape", "a")

    sit_down(folder, story, document=None, reviewing=True, size=size)


@pytest.mark.parametrize("width", [1, 2, 10, 58, 200])
@pytest.mark.parametrize("room", [3, 6])
def test_a_question_never_takes_more_than_its_rows(width, room):
    reasons = ("Evidence: weak", f"From its definition: “{LONG.clause}”", *LONG.excerpts)
    lines = question_text(Asked("D01", "Applied value (vc.applied)?", "Used " * 50, reasons), width, room).plain.split(
        "\n"
    )
    assert len(lines) <= room
    assert all(cell_len(line) <= width for line in lines)


def test_a_code_newer_than_the_first_reading_is_told_as_a_second_look(tmp_path):
    folder = finished_study(tmp_path / "study")
    with open_project(folder) as project:
        from qualcode.study.codebooks.changing_codes import add_code

        add_code(project, "ana", "season", "When in the year")
        project.suggestions.offer("ana", [suggestion(project, SENTENCES[2], "season")], "by hand")

    async def story(desk):
        assert desk.head == "1 waiting · D01, turn 4, P01 · second look"

    sit_down(folder, story, document=None, reviewing=True)
