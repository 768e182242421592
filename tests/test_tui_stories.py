"""Whole sittings at the coding screen, key by key; what was done is looked up on disk before the next key."""

import shutil
from pathlib import Path

import pytest
from conftest import faults
from screens import AtDesk, Kept, shown, sit_down
from studies import example_study

from qualcode.model import Because
from qualcode.project import Project, open_project
from qualcode.project.suggestions import NewSuggestion


@pytest.fixture(scope="module")
def two_interviews(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews of the example, nothing coded."""
    return example_study(tmp_path_factory.mktemp("stories") / "study", interviews=slice(4, 6))


@pytest.fixture
def study(two_interviews: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two_interviews, tmp_path / "study"))


class Sitting:
    """A coder at work, with what her codings of the interview must be by now."""

    def __init__(self, desk: AtDesk) -> None:
        self.desk = desk
        self.expected: list[Kept] = []

    def agrees(self, said: str = "") -> None:
        """The project holds on disk what it must, and the screen tells what was done."""
        assert sorted(self.desk.disk.codings(), key=repr) == sorted(self.expected, key=repr)
        assert said in self.desk.said

    def holds(self, said: str = "") -> None:
        """It agrees, and the head line counts right."""
        self.agrees(said)
        assert f" {len(self.expected)} coding" in self.desk.head

    def gains(self, words: str, *codes: str, said: str = "", **more: object) -> None:
        self.expected += [Kept(words, code, **more) for code in codes]  # type: ignore[arg-type]
        self.holds(said)

    def changes(self, before: Kept, said: str = "", **more: object) -> Kept:
        after = before._replace(**more)  # type: ignore[arg-type]
        self.expected[self.expected.index(before)] = after
        self.holds(said)
        return after

    def loses(self, gone: Kept, said: str = "") -> None:
        self.expected.remove(gone)
        self.holds(said)


def offer(
    project: Project,
    *passages: tuple[str, str],
    document: str = "D01",
    coder: str = "ana",
    because: Because | None = None,
) -> None:
    """Suggestions for words of an interview, the most alike first, as `qualcode suggest` leaves them."""
    text = project.texts.of_document(document)
    new = [
        NewSuggestion(document, place, place + len(words), words, code, "some", None, rank, "alike", because=because)
        for rank, (words, code) in enumerate(passages)
        for place in (text.index(words),)
    ]
    project.suggestions.offer(coder, new, "by hand")


def test_a_first_half_hour(study):
    """Lucille’s interview is coded in every way, and some of it otherwise after all."""

    async def half_an_hour(desk):
        sitting = Sitting(desk)
        await codes_in_every_way(desk, sitting)
        await changes_her_mind(desk, sitting)

    sit_down(study, half_an_hour)
    with open_project(study) as project:
        assert faults(project) == []


@pytest.mark.storm
def test_a_first_hour(study):
    """Lucille’s interview is read, coded in every way, mended, finished, and looked at again."""

    async def hour(desk):
        sitting = Sitting(desk)
        await codes_in_every_way(desk, sitting)
        await changes_her_mind(desk, sitting)
        await mends_words(desk, sitting)
        await goes_about(desk, sitting)
        await finishes(desk, sitting)

    sit_down(study, hour)
    with open_project(study) as project:
        assert faults(project) == []


async def codes_in_every_way(desk: AtDesk, sitting: Sitting) -> None:
    """Twenty excerpts."""
    assert desk.head == "D01 Interview with P05 · ana · 0 codings · unread"
    await desk.press("1")
    sitting.holds("There is no recent code 1 yet. Enter: choose one")
    await desk.press("full_stop")
    sitting.holds("No code has been given yet. Enter: choose one")
    await desk.press("u")
    sitting.holds("There is nothing of ana’s to undo.")

    # Enter and a part of a name.
    await desk.press("j", "j", "j", "j")
    assert desk.selected == "I'm glad to do it."
    await desk.code("imm")
    sitting.gains("I'm glad to do it.", "immediate", said="Coded with vc.immediate. u takes it back")
    await desk.stand_at("I came in behind")
    await desk.code("social")
    sitting.gains(desk.selected, "social")
    await desk.stand_at("Marguerite from Pellworth")
    await desk.code("pot")
    sitting.gains(desk.selected, "potential")

    # The recent nine, by digit; two keys.
    await desk.stand_at("I wasn't being cute.")
    await desk.press("1")
    sitting.gains("I wasn't being cute.", "potential")
    await desk.press("j", "3")
    sitting.gains("So she said, come and find out.", "immediate")
    await desk.press("9")
    sitting.holds("There is no recent code 9 yet. Enter: choose one")

    # The same again, also after moving on.
    await desk.press("right_square_bracket", "right_square_bracket", "full_stop")
    sitting.gains(desk.selected, "immediate")
    assert desk.selected.startswith("Well, I cried at the first one")

    # A grown excerpt, by sentences, words, letters.
    await desk.stand_at("They went around")
    await desk.press("shift+down")
    assert desk.selected.endswith("and out it came. And I braced for it.")
    await desk.press("1")
    sitting.gains(desk.selected, "immediate")
    await desk.stand_at("And nobody fixed me!")
    await desk.press("shift+right", "h", "h")
    assert desk.selected == "nobody fixed"
    await desk.press("greater_than_sign", "greater_than_sign")
    assert desk.selected == "nobody fixed me"
    await desk.press("less_than_sign", "1")
    sitting.gains("nobody fixed m", "immediate")

    # Several codes at once.
    await desk.stand_at("Renata passed me")
    await desk.press("enter", "space", "down", "space", "enter")
    both = desk.disk.codings()[-2:]
    sitting.gains(desk.selected, *(one.code for one in both), said="Coded with vc.")
    assert len({one.code for one in both}) == 2

    # In the participant's own words.
    await desk.stand_at("I slept that night")
    await desk.press("i")
    await desk.answer("stove off my chest")
    sitting.gains(desk.selected, "stove off my chest", said="stove off my chest")

    # A new code, with what it means.
    await desk.stand_at("You feel like the new girl")
    await desk.press("enter", *"outsider", "enter", *"Feels like a stranger there", "enter")
    sitting.gains("You feel like the new girl at church.", "outsider")
    (new,) = desk.disk.rows("SELECT record FROM codes WHERE name = 'outsider'")
    assert "Feels like a stranger there" in new["record"]

    # Modifiers and a memo in the same step.
    await desk.stand_at("One is leaving.")
    await desk.press("enter", *"real", "tab", "p", "tab", *"Tulsa!", "enter")
    sitting.gains("One is leaving.", "realized", modifiers={"valence": "positive"}, memo="Tulsa!")
    await desk.stand_at("From nine down to one.")
    await desk.press("full_stop")
    sitting.gains("From nine down to one.", "realized", modifiers={"valence": "positive"})

    # The whole turn, and the rest of the twenty by digits.
    await desk.stand_at("My supervisor writes")
    await desk.press("t", "1")
    sitting.gains(desk.selected, "realized")
    assert desk.selected.startswith("Lord, no.")
    assert desk.selected.endswith("I'm doing great.")
    for digit, words in enumerate(("The budget.", "I typed that", "He didn't do it for me.", "Bought decodable"), 2):
        await desk.stand_at(words)
        code = desk.recent[digit - 1]
        await desk.press(str(digit))
        sitting.gains(desk.selected, code)
    assert len({one.words for one in sitting.expected}) == 18


async def changes_her_mind(desk: AtDesk, sitting: Sitting) -> None:
    """Star, undo, redo, other code, new edges, memo, delete."""
    await desk.stand_at("The budget.")
    budget = next(one for one in sitting.expected if one.words == "The budget.")
    await desk.press("asterisk")
    budget = sitting.changes(budget, starred=True, said="Starred as quotable ★")
    assert desk.here.startswith("★")
    await desk.press("asterisk")
    budget = sitting.changes(budget, starred=False, said="Not starred any more.")
    await desk.press("u")
    budget = sitting.changes(budget, starred=True, said="Ctrl-R brings it back")
    await desk.press("ctrl+r")
    budget = sitting.changes(budget, starred=False)
    await desk.press("ctrl+r")
    sitting.holds("othing")
    await desk.press("u")
    budget = sitting.changes(budget, starred=True)

    await desk.press("r", *"tangible", "enter")
    budget = sitting.changes(budget, code="tangible", said="Changed to vc.potential.tangible. u takes it back")
    await desk.press("u")
    budget = sitting.changes(budget, code=desk.disk.codings()[-4].code)
    assert budget.code != "tangible"
    await desk.press("ctrl+r")
    budget = sitting.changes(budget, code="tangible")

    await desk.press("shift+down", "b")
    budget = sitting.changes(budget, words=desk.selected, said="covers these words now. u takes it back")
    assert budget.words.startswith("The budget. I was scared")

    await desk.press("m", *"Ask for the ledger.", "ctrl+s")
    budget = sitting.changes(budget, memo="Ask for the ledger.", said="The memo is kept.")
    await desk.press("m", *" Soon.", "escape")
    sitting.holds()
    await desk.press("m", *" Soon.", "ctrl+s")
    budget = sitting.changes(budget, memo="Ask for the ledger. Soon.")

    await desk.press("d")
    sitting.loses(budget, said="is off these words. u brings it back")
    await desk.press("d")
    sitting.holds("No coding is here. x: the next one")
    for key in ("r", "b", "asterisk"):
        await desk.press(key)
        sitting.holds("No coding is here. x: the next one")
    await desk.press("u")
    sitting.gains(budget.words, budget.code, memo=budget.memo, starred=budget.starred)

    # Two codings on one excerpt: it is asked which.
    await desk.stand_at("Renata passed me")
    first, second = (one for one in desk.disk.codings() if one.words == desk.selected)
    await desk.press("d", "escape")
    sitting.holds()
    await desk.press("d", "2")
    gone = next(one for one in (first, second) if one not in desk.disk.codings())
    sitting.loses(gone)

    # The same code twice on the same words is refused, with the reason.
    kept = first if gone == second else second
    await desk.code(kept.code)
    sitting.holds("already")

    # A memo on the interview.
    await desk.stand_at("Harriet has this thing")
    await desk.press("m", *"She goes on, so let her.", "ctrl+s")
    sitting.holds("The memo on D01 is kept.")
    assert desk.disk.memos("document") == ["She goes on, so let her."]


async def mends_words(desk: AtDesk, sitting: Sitting) -> None:
    """A misheard name is put right; the original is one key away; undone and redone."""
    await desk.stand_at("Renata passed me")
    kept = next(one for one in sitting.expected if one.words == desk.selected)
    before = kept.words
    await desk.press("o")
    sitting.holds("These words were never corrected.")
    await desk.press("e", "escape")
    sitting.holds()
    await desk.press("e", "home", *("delete",) * len("Renata"), *"Roberta", "enter")
    after = before.replace("Renata", "Roberta")
    kept = sitting.changes(kept, words=after, said="moved along")
    assert desk.selected == after
    await desk.press("o")
    assert f"Originally: “{before[:20]}" in desk.said
    await desk.press("u")
    sitting.holds("u leaves corrections alone")
    await desk.press("e", "escape", "u")
    sitting.holds("Undid: wrote a memo on the document D01")
    assert desk.disk.memos("document") == []
    await desk.press("ctrl+r")
    assert desk.disk.memos("document") == ["She goes on, so let her."]

    # Taken back from the command line meanwhile: the screen reads the interview anew at the next change.
    (event,) = desk.disk.rows("SELECT id FROM events WHERE action = 'document.correct'")
    desk.project.history.undo_event("ana", event["id"])
    await desk.press("asterisk")
    kept = sitting.changes(kept, words=before, starred=True)
    assert before in " ".join(desk.text.split())
    await desk.press("e", "home", *("delete",) * len("Renata"), *"Roberta", "enter")
    kept = sitting.changes(kept, words=after)


async def goes_about(desk: AtDesk, sitting: Sitting) -> None:
    """Find, jump, next coded, next uncoded, memos, all interviews."""
    await desk.press("home", "n")
    assert desk.said == "Nothing is looked for. /: find"
    await desk.press("slash", *"COPIER", "enter")
    assert (desk.selected, desk.said) == ("copier", "1 of 2   n next, N before")
    await desk.press("n")
    assert desk.said.startswith("2 of")
    await desk.press("N")
    assert desk.said.startswith("1 of")
    await desk.press("slash", *"spaceship", "enter")
    assert desk.said == "“spaceship” does not stand here. s: look in all interviews"
    await desk.press("colon", *"12", "enter")
    assert desk.selected == "Lord, no."
    await desk.press("colon", *"999", "enter")
    assert desk.said.startswith("There is no turn 999; they go from 1 to ")
    await desk.press("home", "x")
    assert desk.selected == "I'm glad to do it."
    await desk.press("X")
    assert desk.said == "No more coded words."
    await desk.press("x", "X")
    assert desk.selected == "I'm glad to do it."
    await desk.press("w")
    here = desk.pane.selection
    assert not desk.pane.codings_here
    await desk.press("w", "W")
    assert desk.pane.selection == here
    await desk.press("home", "y")
    assert "memo" not in desk.said
    assert "✎" in desk.here
    await desk.press("p")
    sitting.holds("recording")
    sitting.holds()


async def finishes(desk: AtDesk, sitting: Sitting) -> None:
    """Another interview by a search of all, back by the list, finish with a memo, review."""
    await desk.press("s", *"hauntingly", "enter")
    assert desk.said == "“hauntingly” stands nowhere."
    await desk.press("v")
    assert desk.said.startswith("Finish this interview first: f.")
    await desk.press("f", "escape")
    assert desk.said == "Not finished; nothing has changed."
    assert not desk.disk.rows("SELECT * FROM finishes")
    await desk.press("f")
    assert "18 excerpts; 12 of 20 turns of participants without any code" in desk.sees
    assert "Nothing coded under: Applied value, Reframing value" in desk.sees
    await desk.press(*" copier", "ctrl+s")
    assert "finished" in desk.head
    assert len(desk.disk.rows("SELECT * FROM finishes")) == 1
    (memo,) = (one for one in desk.disk.memos("document") if "Quotes:" in one)
    assert "The budget." in memo
    assert memo.endswith("copier")
    await desk.press("f")
    assert desk.said.startswith("You have finished this interview.")
    await desk.press("v")
    assert desk.said == "No suggestion waits here. To ask for some, leave and type: qualcode suggest"
    await looks_again(desk, sitting)


async def looks_again(desk: AtDesk, sitting: Sitting) -> None:
    """Suggestions of the finished interview: every answer there is."""
    offer(
        desk.project,
        ("And a couple of them dreaded me, and that took longer.", "vc.potential.social"),
        ("I burned it.", "vc.applied"),
        ("I keep waiting for it to turn back into a pumpkin.", "vc.realized"),
        ("They had a man in to talk about coherence.", "vc.immediate"),
        ("Harriet has this thing, the stay talk.", "vc.potential"),
        ("Nine, out of twenty-six.", "vc.applied"),
        ("She's got it on a form, twelve questions, front and back.", "vc.potential"),
        ("That same August.", "vc.potential.social"),
        ("I found eleven thousand dollars", "vc.realized"),
    )
    await desk.press("v")
    assert "9 waiting · D01, turn 16, P05" in desk.head
    assert desk.selected.startswith("And a couple of them dreaded me")
    assert "Social capital" in shown(desk.app, "#asked")
    await desk.press("a")
    sitting.expected.append(Kept("And a couple of them dreaded me, and that took longer.", "social"))
    sitting.agrees("Accepted: vc.potential.social. u takes it back")
    await desk.press("u")
    gone = sitting.expected.pop()
    sitting.agrees("Taken back.")
    assert desk.selected == gone.words
    await desk.press("a")
    sitting.expected.append(gone)
    sitting.agrees()

    assert desk.selected == "I burned it."
    await desk.press("w")
    sitting.agrees("Select other words first")
    await desk.press("shift+down", "w")
    sitting.expected.append(Kept("I burned it. I didn't burn it, I put it in the recycling.", "applied"))
    sitting.agrees("Changed: vc.applied on other words.")

    await desk.press("c", "escape")
    sitting.agrees()
    await desk.press("c", *"refram", "enter")
    sitting.expected.append(Kept("I keep waiting for it to turn back into a pumpkin.", "reframing"))
    sitting.agrees("Changed: vc.reframing instead of vc.realized.")

    await desk.press("s")
    assert desk.selected.startswith("Harriet has this thing")
    await desk.press("r", "escape")
    sitting.agrees()
    await desk.press("r", "3")
    sitting.agrees("Turned down: out of context.")
    assert desk.disk.decisions("rejected") == [("rejected", "out of context")]

    await desk.press("0")
    sitting.agrees("The one skipped comes again. 8 decided, 1 accepted, 2 changed, 1 still waits.")
    assert len(desk.disk.decisions("none of these")) == 4

    # Another interview by the list, which tells what was done; back at the same place.
    await desk.stand_at("I burned it.")
    left_at = desk.pane.selection.start
    await desk.press("g")
    assert "1 of 2 finished" in desk.head
    assert desk.sees.index("D02  Interview with P06") < desk.sees.index("D01  Interview with P05")
    await desk.press("down", "up", "enter")
    assert desk.head.startswith("D02 Interview with P06 · ana · 0 codings")
    await desk.press("j", "1")
    assert [one.code for one in desk.disk.codings(document="D02")] == [desk.recent[0]]
    await desk.press("s", *"sat on my porch", "enter", "1")
    assert desk.head.startswith("D01 ")
    assert desk.selected == "That same August."
    await desk.press("g", "g")
    assert "interview" in desk.sees
    await desk.press("s", *"hauntingly", "enter")
    assert desk.said == "“hauntingly” stands nowhere."
    assert left_at > 0
