from pathlib import Path

import pytest
from rich.cells import cell_len
from studies import Said, ids_asking, qualcode, small_study

from qualcode.project import open_project
from qualcode.project.samples import NewSampled
from qualcode.project.suggestions import NewSuggestion

CODES = ("immediate", "potential.human", "potential.social", "potential.tangible", "applied", "realized", "reframing")


def to_read_again(study: Path, *passages: str, kind: str = "withheld") -> None:
    """Passages of D01 that ana is to read again: for a code that is withheld, or as drawn at random."""
    with open_project(study) as project:
        text = project.texts.of_document("D01")
        places = [(text.index(words), text.index(words) + len(words), words) for words in passages]
        if kind == "sampled":
            drawn = [NewSampled("D01", *one) for one in places]
            project.samples.record("ana", drawn, seed=1, unmarked={"D01": len(drawn)})
            return
        new = [
            NewSuggestion("D01", *one, "vc.applied", "some", 0.5, rank, None, kind) for rank, one in enumerate(places)
        ]
        project.suggestions.offer("ana", new, "by hand")


def offered(study: Path, how_many: int) -> None:
    """Suggestions for ana, each a turn and a code of hers to decide on."""
    with open_project(study, new_id=ids_asking(reason=False)) as project:
        places = [
            (document, turn, code)
            for document in ("D01", "D02", "D03")
            for turn in project.documents.turns(document)
            for code in CODES
        ][:how_many]
        texts = {document: project.texts.of_document(document) for document in ("D01", "D02", "D03")}
        project.suggestions.offer(
            "ana",
            [
                NewSuggestion(
                    document,
                    turn.start,
                    turn.end,
                    texts[document][turn.start : turn.end],
                    f"vc.{code}",
                    "some",
                    0.5,
                    n,
                    None,
                )
                for n, (document, turn, code) in enumerate(places)
            ],
            "by hand",
        )


def offer_words(study: Path, document: str, *passages: str) -> None:
    """Suggestions for ana of one code, each for words that stand in a document, with all of it as what is alike."""
    with open_project(study, new_id=ids_asking(reason=False)) as project:
        text = project.texts.of_document(document)
        new = []
        for rank, words in enumerate(passages):
            start = text.index(words.strip())
            end = start + len(words.strip())
            new.append(NewSuggestion(document, start, end, text[start:end], "vc.applied", "some", None, rank, text))
        project.suggestions.offer("ana", new, "by hand")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = small_study(tmp_path / "study")
    with open_project(folder) as project:
        for document in project.documents.ids():
            project.finishes.finish("ana", document)
    return folder


def test_suggestions_for_an_interview_that_was_taken_up_again_do_not_show(study: Path) -> None:
    offered(study, 1)
    assert qualcode(study, "reopen", "D01").code == 0
    assert "No suggestion waits for you" in qualcode(study, "review").err


def review(study: Path, how_many: int, *answers: str) -> Said:
    offered(study, how_many)
    return qualcode(study, "review", answers="".join(f"{answer}\n" for answer in answers))


def standing(study: Path) -> list[str]:
    return [row["status"] for row in qualcode(study, "suggestions", "--all", "--format", "json").rows]


def codings(study: Path) -> list[tuple[str, str]]:
    return [(row["code"], row["words"]) for row in qualcode(study, "codings", "--format", "json").rows]


def test_each_answer_decides_one_suggestion(study: Path) -> None:
    said = review(study, 4, "r", "4", "s", "c", "applied", "w", "take home", "")

    assert said.code == 0
    assert standing(study) == ["rejected", "open", "changed", "changed"]
    assert said.err.endswith("3 decided, 0 accepted, 2 changed, 1 still waits.\n")
    assert codings(study) == [
        ("vc.applied", "What did you take home?"),
        ("vc.potential.tangible", "take home"),
    ]
    rows = qualcode(study, "suggestions", "--all", "--format", "json").rows
    assert rows[0]["reason"] == "not relevant"


def test_accepting_makes_a_coding_that_is_not_blind(study: Path) -> None:
    review(study, 1, "a", "")

    rows = qualcode(study, "codings", "--format", "json").rows
    assert [(row["code"], row["coder"], row["blind"]) for row in rows] == [("vc.immediate", "ana", False)]
    assert standing(study) == ["accepted"]


def test_none_of_these_turns_down_the_rest_of_the_page_only(study: Path) -> None:
    said = review(study, 7, "s", "n", "q")

    assert standing(study) == ["open", *["none of these"] * 4, "open", "open"]
    assert "4 decided, 0 accepted, 3 still wait." in said.err


def test_undo_asks_again_what_was_decided_last_and_counts_it_no_more(study: Path) -> None:
    said = review(study, 3, "s", "r", "1", "u", "r", "2", "q")

    assert "ana undid: turned down the suggestion" in said.err
    assert standing(study) == ["open", "rejected", "open"]
    assert qualcode(study, "suggestions", "--all", "--format", "json").rows[1]["reason"] == "wrong words"
    assert said.err.endswith("1 decided, 0 accepted, 2 still wait.\n")


def test_undo_in_a_sitting_does_not_reach_behind_it(study: Path) -> None:
    qualcode(study, "coding", "add", "-d", "D03", "-t", 2, "-c", "immediate")
    said = review(study, 1, "u", "q")

    assert "Nothing has been decided in this sitting." in said.err
    assert len(codings(study)) == 1


def test_when_the_answers_end_what_was_decided_is_kept(study: Path) -> None:
    said = review(study, 3, "r", "1", "r")

    assert said.code == 1
    assert said.err.splitlines()[-2:] == ["The answers ended; what was decided is kept.", "→ To go on: qualcode review"]
    assert standing(study) == ["rejected", "open", "open"]
    assert all(row["result"] == "sound" for row in qualcode(study, "check", "--format", "json").rows)


@pytest.mark.parametrize("slip", ["no", "next", "accepting it all", "x", "", "aa"])
def test_what_is_none_of_the_choices_decides_nothing(study: Path, slip: str) -> None:
    said = review(study, 2, slip, "q")

    assert "Nothing has changed; type one of: a w c r n i s u q" in said.err
    assert standing(study) == ["open", "open"]


def test_a_choice_may_be_typed_as_its_letter_or_its_word(study: Path) -> None:
    review(study, 3, "Accept", "REFUSE", "out of context", "none", "q")

    assert standing(study) == ["accepted", "rejected", "none of these"]


def test_words_and_codes_that_do_not_exist_are_asked_again_until_an_empty_line(study: Path) -> None:
    said = review(study, 2, "c", "aplied", "applied", "w", "not in there", "", "q")

    assert "There is no code “aplied” in this project. Did you mean vc.applied" in said.err
    assert "These words do not stand in D01." in said.err
    assert "qualcode coding" not in said.err
    assert "--at" not in said.err
    assert standing(study) == ["changed", "open"]


def test_words_said_twice_are_those_of_the_passage_in_question(study: Path) -> None:
    offer_words(study, "D01", "We used it every week until May.")
    qualcode(study, "review", answers="w\nevery week\nq\n")

    (made,) = qualcode(study, "codings", "--format", "json").rows
    with open_project(study) as project:
        assert project.texts.of_document("D01")[made["start"] :].startswith("every week until May.")


def test_words_that_could_be_in_two_places_are_asked_again(study: Path) -> None:
    offer_words(study, "D01", "It was ours, though")
    said = qualcode(study, "review", answers="w\nevery week\nevery week until\nq\n")

    assert "These words stand 2 times in D01. Type more of them." in said.err
    assert codings(study) == [("vc.applied", "every week until")]


@pytest.mark.parametrize("way_back", ["", "b", "back"])
def test_a_refusal_can_be_thought_better_of(study: Path, way_back: str) -> None:
    said = review(study, 1, "r", way_back, "q")

    assert standing(study) == ["open"]
    assert said.err.endswith("0 decided, 0 accepted, 1 still waits.\n")


def test_each_decision_is_said_with_its_place_in_the_sitting(study: Path) -> None:
    said = review(study, 9, "a", "c", "applied", "r", "1", "s", "s", "n")

    assert "\n2 of 9   D01, turn 1" in said.out
    for told in (
        "Accepted: D01 with vc.immediate\n",
        "Changed: D01 with vc.applied instead of vc.potential.human\n",
        "Turned down: D01 with vc.potential.social (wrong code)\n",
        "Turned down 3.\n",
    ):
        assert told in said.err


def test_a_code_changed_to_what_is_suggested_next_is_not_asked_about_again(study: Path) -> None:
    said = review(study, 3, "c", "potential.human", "q")

    assert "\n3 of 3   D01, turn 1, –\n" in said.out
    assert said.out.index("3 of 3") < said.out.index("(vc.potential.social)?")
    assert said.err.endswith("1 decided, 0 accepted, 1 changed, 1 still waits.\n")
    again = qualcode(study, "review", answers="q\n")
    assert "1 of 1 " in again.out
    assert "vc.potential.human" not in again.out


def test_the_history_says_what_a_suggestion_was_changed_to(study: Path) -> None:
    review(study, 2, "c", "applied", "w", "take home", "q")

    told = [row["sentence"] for row in qualcode(study, "history", "--format", "json").rows]
    of = "for D01 “What did you take home?” to"
    assert f"changed the suggestion of vc.immediate {of} vc.applied" in told
    assert f"changed the suggestion of vc.potential.human {of} the words “take home”" in told


def test_a_long_turn_leaves_each_suggestion_on_one_screen(tmp_path: Path) -> None:
    folder = small_study(tmp_path / "study")
    (tmp_path / "long.txt").write_text(
        f"Q: {'And how was that? ' * 40}\nLin: {'We met again and again. ' * 60}\n"
        f"Q: Why?\nWu: {'我们每周都见面，讨论教学。' * 60}\n",
        encoding="utf-8",
    )
    qualcode(folder, "import", tmp_path / "long.txt", "--interviewer", "Q")
    qualcode(folder, "finish", "D04")
    offer_words(
        folder,
        "D04",
        "We met again and again. " * 20,
        "我们每周都见面，讨论教学。" * 6,
        "我们每周都见面，讨论教学。" * 60,
    )

    said = qualcode(folder, "review", answers="s\ns\ns\n")

    screens = said.out.split("\n\n")
    assert len(screens) == 3
    for screen in screens:
        assert screen.count("【") == screen.count("】") == 1
        assert len(screen.splitlines()) <= 24 - 4
    assert max(cell_len(line) for line in (said.out + said.err).splitlines()) <= 80


def test_after_twenty_one_is_asked_whether_that_is_enough(study: Path) -> None:
    said = review(study, 28, *["n"] * 4, "y")

    assert "Enough for today? 0 accepted of the last 15." in said.err
    assert standing(study).count("open") == 8
    assert "20 decided, 0 accepted, 8 still wait." in said.err


def test_going_on_after_twenty_counts_on(study: Path) -> None:
    said = review(study, 28, *["n"] * 4, "g", "n", "n")

    assert "28 decided, 0 accepted, 0 still wait." in said.err


def test_people_see_bands_and_never_decimals(study: Path) -> None:
    said = review(study, 1, "q")

    assert "Evidence: some" in said.out
    assert "0.5" not in said.out + said.err
    assert "probability" not in qualcode(study, "suggestions").out
    assert qualcode(study, "suggestions", "--format", "json").rows[0]["probability"] == 0.5


def test_nothing_to_review_says_how_to_ask(study: Path) -> None:
    said = qualcode(study, "review")

    assert (said.code, said.err) == (0, "No suggestion waits for you. Ask for some: qualcode suggest\n")


def test_undoing_a_changed_code_asks_again_about_all_that_it_had_answered(study: Path) -> None:
    said = review(study, 3, "c", "potential.human", "u", "a", "a", "q")

    assert "ana undid: changed the suggestion of vc.immediate" in said.err
    assert [code for code, _ in codings(study)] == ["vc.immediate", "vc.potential.human"]
    assert said.err.endswith("2 decided, 2 accepted, 1 still waits.\n")


@pytest.mark.parametrize("kind", ["withheld", "sampled"])
def test_a_passage_read_again_is_given_the_codes_that_apply_or_none(study: Path, kind: str) -> None:
    to_read_again(study, "Nobody asked us to.", "It wasn’t pretty.", kind=kind)
    said = qualcode(study, "review", answers="a\nc\nreframing, nonesuch\nreframing, realized,\nx\n")

    assert said.out.count("Read this passage again: does any code apply?") == 2
    assert "applied" not in said.out + said.err
    assert "Nothing has changed; type one of: c x s u q" in said.err
    assert "There is no code “nonesuch”" in said.err
    assert "Coded: D01 with vc.reframing, vc.realized\n" in said.err
    assert said.err.endswith("Nothing applies: D01\n2 decided, 0 accepted, 2 read again, 0 still wait.\n")
    assert sorted(codings(study)) == [(f"vc.{code}", "Nobody asked us to.") for code in ("realized", "reframing")]
    assert all(row["result"] == "sound" for row in qualcode(study, "check", "--format", "json").rows)


def test_a_page_of_questions_does_not_tell_a_withheld_code_from_a_sampled_passage(tmp_path: Path) -> None:
    said = []
    for kind in ("withheld", "sampled"):
        folder = small_study(tmp_path / kind)
        qualcode(folder, "finish", "D01")
        to_read_again(folder, "Nobody asked us to.", kind=kind)
        said.append(qualcode(folder, "review", answers="x\n"))
        said.append(qualcode(folder, "review"))
    assert said[0] == said[2]
    assert said[1] == said[3]


def test_none_of_these_leaves_what_is_to_be_read_again(study: Path) -> None:
    offered(study, 3)
    to_read_again(study, "Nobody asked us to.", kind="sampled")
    said = qualcode(study, "review", answers="n\n" if "again" not in qualcode(study, "review").out else "s\nn\nq\n")

    assert standing(study) == ["none of these"] * 3
    with open_project(study) as project:
        assert len(project.samples.waiting("ana")) == 1
    assert "Turned down 3." in said.err


def test_a_sitting_whose_answers_end_still_tells_of_decoys(study: Path) -> None:
    to_read_again(study, "Nobody asked us to.", "It wasn’t pretty.", kind="decoy")
    said = qualcode(study, "review", answers="a\n\na\n\n")

    assert said.err.splitlines()[-1] == "To keep one all the same, type its command."
    assert "decoy" not in said.out
    assert codings(study) == []
    commands = [line.partition("→ qualcode ")[2] for line in said.err.splitlines() if "→ qualcode coding add" in line]
    assert [qualcode(study, *command.split()).code for command in commands] == [0, 0]
    assert {words for _, words in codings(study)} == {"Nobody asked us to.", "It wasn’t pretty."}


@pytest.mark.parametrize("command", [["review"], ["suggest", "audit"], ["suggest"]])
def test_decoys_of_a_sitting_that_broke_off_are_told_by_whatever_comes_next(study: Path, command: list[str]) -> None:
    to_read_again(study, "Nobody asked us to.", kind="decoy")
    with open_project(study) as project:
        project.suggestions.accept("ana", project.suggestions.waiting("ana")[0])
    assert len(codings(study)) == 1
    said = qualcode(study, *command)

    assert "This was a decoy, and vc.applied is taken back: D01 “Nobody asked us to.” → qualcode" in said.err
    assert codings(study) == []
    assert "decoy, and" not in qualcode(study, *command).err


def test_a_reason_is_asked_now_and_then_and_may_stay_empty(study: Path) -> None:
    with open_project(study, new_id=ids_asking(reason=True)) as project:
        text = project.texts.of_document("D01")
        new = [NewSuggestion("D01", 0, n, text[:n], "vc.applied", "some", 0.5, n, None) for n in (5, 9)]
        project.suggestions.offer("ana", new, "by hand")
    said = qualcode(study, "review", answers="a\n\na\nThey do use it.\n")

    assert said.err.count("Why does vc.applied fit? (may stay empty)") == 2
    rows = qualcode(study, "suggestions", "--all", "--format", "json").rows
    assert [row["reason"] for row in rows] == [None, "They do use it."]


def test_all_that_is_known_of_a_suggestion_can_be_asked_for(study: Path) -> None:
    said = review(study, 1, "i", "q")

    with open_project(study) as project:
        full = project.codes.named("vc.immediate").record["when"][0]
    assert " ".join(f"When: {full}".split()) in " ".join(said.out.split())
    assert said.out.count("1 of 1   D01, turn 1") == 2
