"""Renaming, moving, merging, retiring and adding codes, and applying edits by hand: what hangs on codes follows."""

from pathlib import Path

import pytest
from conftest import CODEBOOK, CODEBOOK_FILE, coded, faults, place

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.model import Coding, Evidence
from qualcode.project import Project
from qualcode.project.asked import asked_by_document
from qualcode.project.questions import GuideQuestion
from qualcode.project.suggestions import NewSuggestion
from qualcode.project.themes import NewTheme
from qualcode.study.codebooks.changing_codes import EMERGENT, add_code, merge_codes, move_code, rename_code, retire_code
from qualcode.study.codebooks.codebook_checking import check_files, codebook_files
from qualcode.study.codebooks.codes_gone import Fates, FateUnknown
from qualcode.study.codebooks.updating import UpdateRow, update
from qualcode.study.setting_up import set_up

SECOND = "codebooks/meetings.yaml"
SECOND_TEXT = """\
# Beside the first
include: [study]
codes:
- id: talk
  brief: How people speak
  when_not: [the card is spoken of -> card]
- id: talk.aloud
  brief: Awkward things are said
  exclusive_group: candor
- id: talk.silence
  brief: Awkward things stay unsaid
  exclusive_group: candor
- id: use
  brief: How far the card came
  kind: magnitude
  scale: [planned, tried, routine]
"""


def on_disk(project: Project, file: str) -> str:
    return (project.folder / file).read_bytes().decode()


def by_hand(project: Project, file: str, old: str, new: str) -> None:
    text = on_disk(project, file)
    assert old in text
    (project.folder / file).write_bytes(text.replace(old, new).encode())


def with_second_file(project: Project) -> None:
    (project.folder / SECOND).write_bytes(SECOND_TEXT.encode())
    update(project, "ana")


def changes(rows: list[UpdateRow]) -> list[tuple[str, str, int]]:
    return [(row.code, row.change, row.codings) for row in rows]


def of(project: Project, coding: Coding) -> Coding:
    return project.codings.get(coding.id)


class TestRenaming:
    def test_a_renamed_code_keeps_its_codings_and_is_found_by_its_former_name(self, project: Project) -> None:
        made = coded(project, "ben", "awkward things", "trust")
        rows = rename_code(project, "ana", "trust", "candor")
        assert of(project, made).code == "candor"
        assert project.codes.named("trust").name == "candor"
        assert changes(rows) == [("trust", "renamed", 1)]

    def test_only_the_id_changes_in_the_file(self, project: Project) -> None:
        rename_code(project, "ana", "trust", "candor")
        assert on_disk(project, CODEBOOK_FILE) == CODEBOOK.replace("id: trust", "id: candor")

    def test_codes_below_follow(self, project: Project) -> None:
        with_second_file(project)
        made = coded(project, "ben", "awkward things", "talk.aloud")
        rename_code(project, "ana", "talk", "speech")
        assert of(project, made).code == "speech.aloud"

    def test_a_code_that_left_its_file_keeps_its_name_when_the_one_above_is_renamed(self, project: Project) -> None:
        with_second_file(project)
        made = coded(project, "ben", "awkward things", "talk.silence")
        by_hand(
            project,
            SECOND,
            "- id: talk.silence\n  brief: Awkward things stay unsaid\n  exclusive_group: candor\n",
            "",
        )
        update(project, "ana", Fates(retired=frozenset({"talk.silence"})))
        rename_code(project, "ana", "talk", "speech")
        assert of(project, made).code == "talk.silence"
        assert project.codes.named("speech.aloud").in_file

    def test_redirects_in_other_files_follow(self, project: Project) -> None:
        with_second_file(project)
        rows = rename_code(project, "ana", "card", "feedback")
        assert on_disk(project, SECOND) == SECOND_TEXT.replace("-> card", "-> feedback")
        assert [row.detail for row in rows if row.change == "followed"] == ["1 code redirects to it"]

    def test_redirects_follow_through_files_that_include_each_other_in_a_row(self, project: Project) -> None:
        with_second_file(project)
        third = "codebooks/third.yaml"
        (project.folder / third).write_text("include: [meetings]\ncodes:\n- id: x\n  when_not: [no -> card]\n")
        update(project, "ana")
        rename_code(project, "ana", "card", "feedback")
        assert "no -> feedback" in on_disk(project, third)

    def test_a_label_changes_nothing_but_the_label(self, project: Project) -> None:
        made = coded(project, "ben", "awkward things", "trust")
        rename_code(project, "ana", "trust", label="Saying it: aloud")
        assert on_disk(project, CODEBOOK_FILE) == CODEBOOK.replace(
            "- id: trust\n", '- id: trust\n  label: "Saying it: aloud"\n'
        )
        assert of(project, made).code == "trust"

    def test_a_name_that_is_taken_is_refused_and_merging_is_offered(self, project: Project) -> None:
        with pytest.raises(QualcodeError, match="There is a code “card” already") as refused:
            rename_code(project, "ana", "trust", "card")
        assert "merge trust --into card" in (refused.value.hint or "")

    def test_a_code_may_take_the_name_of_one_that_was_merged_into_it(self, project: Project) -> None:
        made = coded(project, "ben", "A nice lunch", "lunch", document="D02")
        merge_codes(project, "ana", ["lunch"], "card")
        rename_code(project, "ana", "card", "lunch")
        assert of(project, made).code == "lunch"
        assert project.codes.named("card").name == project.codes.named("lunch").name == "lunch"
        assert faults(project) == []
        project.history.undo_event("ana", project.history.all()[-1].id)
        assert project.codes.named("lunch").name == "card"

    def test_a_code_cannot_take_the_name_of_a_retired_one_whose_codings_stay(self, project: Project) -> None:
        coded(project, "ben", "A nice lunch", "lunch", document="D02")
        by_hand(project, CODEBOOK_FILE, "- id: lunch\n  brief: The food is praised\n", "")
        update(project, "ana", Fates(retired=frozenset({"lunch"})))
        with pytest.raises(QualcodeError, match="a retired code of that name is kept") as refused:
            rename_code(project, "ana", "card", "lunch")
        assert "codings --code lunch" in (refused.value.hint or "")


class TestMoving:
    def test_a_code_put_below_another_takes_its_codes_and_codings_along(self, project: Project) -> None:
        with_second_file(project)
        made = coded(project, "ben", "awkward things", "talk.aloud")
        move_code(project, "ana", "talk", "trust")
        assert of(project, made).code == "trust.talk.aloud"

    def test_a_code_moved_to_the_top_is_found_by_where_it_stood(self, project: Project) -> None:
        with_second_file(project)
        move_code(project, "ana", "talk.aloud", None)
        assert project.codes.named("talk.aloud").name == "aloud"

    def test_no_code_can_stand_below_itself(self, project: Project) -> None:
        with_second_file(project)
        with pytest.raises(QualcodeError, match="cannot stand below itself"):
            move_code(project, "ana", "talk", "talk.aloud")


class TestMerging:
    def test_the_codings_go_over_and_keep_words_coder_and_definition(self, project: Project) -> None:
        made = coded(project, "ben", "A nice lunch", "lunch", document="D02", modifiers={"valence": "positive"})
        before = project.connection.execute("SELECT definition FROM codings").fetchone()[0]
        rows = merge_codes(project, "ana", ["lunch"], "card")
        now = of(project, made)
        assert (now.code, now.words, now.coder, now.modifiers) == (
            "card",
            "A nice lunch",
            "ben",
            {"valence": "positive"},
        )
        assert project.connection.execute("SELECT definition FROM codings").fetchone()[0] == before
        assert changes(rows) == [("lunch", "merged", 1)]

    def test_two_codings_of_the_same_words_become_one_with_both_memos(self, project: Project) -> None:
        one = coded(project, "ben", "A nice lunch", "lunch", document="D02", memo="only food")
        other = coded(project, "ben", "A nice lunch", "card", document="D02", memo="no card")
        rows = merge_codes(project, "ana", ["lunch"], "card")
        assert [coding.id for coding in project.codings.within()] == [other.id]
        assert {memo.text for memo in project.memos.all() if memo.object == other.id} == {"only food", "no card"}
        assert ("", "joined", 1) in changes(rows)
        assert one.id not in {memo.object for memo in project.memos.all()}

    def test_different_coders_codings_of_the_same_words_stay_two(self, project: Project) -> None:
        coded(project, "ben", "A nice lunch", "lunch", document="D02")
        coded(project, "cho", "A nice lunch", "card", document="D02")
        merge_codes(project, "ana", ["lunch"], "card")
        assert [(one.coder, one.code) for one in project.codings.within()] == [("ben", "card"), ("cho", "card")]

    def test_what_the_two_said_differently_goes_into_a_memo(self, project: Project) -> None:
        coded(project, "ben", "A nice lunch", "lunch", document="D02", modifiers={"valence": "positive"})
        coded(project, "ben", "A nice lunch", "card", document="D02", modifiers={"valence": "mixed"})
        merge_codes(project, "ana", ["lunch"], "card")
        (coding,) = project.codings.within()
        assert coding.modifiers == {"valence": "mixed"}
        assert "valence=positive" in (coding.memo or "")

    def test_a_level_that_the_other_code_does_not_have_goes_into_a_memo(self, project: Project) -> None:
        with_second_file(project)
        made = coded(project, "ben", "drafted the card", "use", modifiers={"level": "tried", "valence": "mixed"})
        merge_codes(project, "ana", ["use"], "talk")
        assert of(project, made).modifiers == {"valence": "mixed"}
        assert "level=tried" in (of(project, made).memo or "")
        by_hand(project, SECOND, "How people speak", "How people talk")
        assert update(project, "ana"), "later updates find nothing undeclared"

    def test_a_theme_keeps_its_code_and_its_evidence(self, project: Project) -> None:
        one = coded(project, "ben", "A nice lunch", "lunch", document="D02")
        other = coded(project, "ben", "A nice lunch", "card", document="D02")
        theme = NewTheme("Food", "It mattered", codes=("lunch", "card"), evidence=(Evidence(one.id, "for"),))
        project.themes.name_new("ana", theme)
        merge_codes(project, "ana", ["lunch"], "card")
        (kept,) = project.themes.all()
        assert kept.codes == ("card",)
        assert [item.coding for item in kept.evidence] == [other.id]

    def test_a_memo_on_the_code_goes_over(self, project: Project) -> None:
        project.memos.add("ben", "code", "lunch", "About food")
        merge_codes(project, "ana", ["lunch"], "card")
        assert [(memo.object, memo.text) for memo in project.memos.all()] == [("card", "About food")]

    def test_a_question_that_was_asked_gives_its_chance_to_the_code_merged_into(self, project: Project) -> None:
        project.questions.keep_guide("ana", [GuideQuestion("And the food?", ("lunch",), frozenset({"D02"}))])
        merge_codes(project, "ana", ["lunch"], "card")
        assert project.questions.all()[0].codes == ("card",)
        assert asked_by_document(project.store)["D02"].codes == {"card"}

    def test_a_rejected_suggestion_stays_with_the_code_it_was_made_for(self, project: Project) -> None:
        start, end = place(project, "D02", "A nice lunch")
        offer = NewSuggestion("D02", start, end, "A nice lunch", "lunch", "some", None, 0, None)
        project.suggestions.offer("ben", [offer], "none")
        project.suggestions.refuse("ben", project.suggestions.of("ben"), reason="wrong code")
        merge_codes(project, "ana", ["lunch"], "card")
        (kept,) = project.suggestions.of("ben")
        assert (kept.code, kept.status, kept.reason) == ("lunch", "rejected", "wrong code")

    def test_a_merge_that_the_files_cannot_say_is_refused_and_changes_nothing(self, project: Project) -> None:
        by_hand(
            project, CODEBOOK_FILE, "The food is praised\n", "The food is praised\n  when_not: [it was used -> card]\n"
        )
        update(project, "ana")
        with_second_file(project)
        before = on_disk(project, CODEBOOK_FILE)
        with pytest.raises(ProblemsInFile, match="would not fit together"):
            merge_codes(project, "ana", ["card"], "talk")
        assert on_disk(project, CODEBOOK_FILE) == before
        assert project.files.edited() == []

    def test_a_cycle_merged_into_another_leaves_the_list_of_cycles(self, tmp_path: Path) -> None:
        with set_up(tmp_path / "vc", codebook="value-creation", coder="ana", title="") as project:
            merge_codes(project, "ana", ["vc.realized"], "vc.applied")
            (book,) = project.codes.codebooks()
            assert book.cycles == ("vc.immediate", "vc.potential", "vc.applied", "vc.reframing")
            assert "cycles: [vc.immediate, vc.potential, vc.applied, vc.reframing]\n" in on_disk(project, book.file)
            found = check_files(codebook_files(project), project=project).findings
            assert [one for one in found if one.level == "problem"] == []

    def test_one_undo_brings_everything_back(self, project: Project) -> None:
        one = coded(project, "ben", "A nice lunch", "lunch", document="D02", memo="only food")
        other = coded(project, "ben", "A nice lunch", "card", document="D02")
        merge_codes(project, "ana", ["lunch"], "card")
        project.history.undo_event("ana", project.history.all()[-1].id)
        assert (of(project, one).code, of(project, one).memo, of(project, other).code) == ("lunch", "only food", "card")
        assert on_disk(project, CODEBOOK_FILE) == CODEBOOK
        assert faults(project) == []


class TestRetiring:
    def test_a_retired_code_keeps_its_codings_and_takes_no_new_ones(self, project: Project) -> None:
        made = coded(project, "ben", "A nice lunch", "lunch", document="D02")
        retire_code(project, "ana", "lunch")
        assert of(project, made).code == "lunch"
        with pytest.raises(QualcodeError, match="“lunch” is retired: its codings stay, and no new ones are made"):
            coded(project, "cho", "A nice lunch", "lunch", document="D02")

    def test_nothing_is_merged_into_a_retired_code(self, project: Project) -> None:
        retire_code(project, "ana", "lunch")
        with pytest.raises(QualcodeError, match="“lunch” is retired"):
            merge_codes(project, "ana", ["card"], "lunch")

    def test_retiring_twice_changes_nothing(self, project: Project) -> None:
        retire_code(project, "ana", "lunch")
        assert retire_code(project, "ana", "lunch") == []

    def test_what_was_retired_and_taken_out_comes_back_to_its_codings(self, project: Project) -> None:
        made = coded(project, "ben", "A nice lunch", "lunch", document="D02")
        entry = "- id: lunch\n  brief: The food is praised\n"
        by_hand(project, CODEBOOK_FILE, entry, "")
        update(project, "ana", Fates(retired=frozenset({"lunch"})))
        (project.folder / CODEBOOK_FILE).write_bytes(CODEBOOK.encode())
        assert changes(update(project, "ana")) == [("lunch", "taken up again", 1)]
        assert of(project, made).code == "lunch"
        assert project.codes.named("lunch").in_use


class TestAdding:
    def test_a_new_code_is_provisional_and_can_be_coded_with_at_once(self, project: Project) -> None:
        add_code(project, "ben", "silence", "Nobody says it")
        assert coded(project, "ben", "Nothing I could use", "silence", document="D02").code == "silence"
        assert "id: silence\n" in on_disk(project, EMERGENT)
        assert project.codes.named("silence").status == "provisional"

    def test_undoing_the_first_takes_the_file_away_again(self, project: Project) -> None:
        add_code(project, "ben", "silence")
        project.history.undo_event("ben", project.history.all()[-1].id)
        assert not (project.folder / EMERGENT).exists()
        project.history.redo("ben")
        assert project.codes.named("silence").codebook == EMERGENT
        assert project.files.edited() == []

    def test_a_name_that_stands_already_is_refused(self, project: Project) -> None:
        with pytest.raises(QualcodeError, match="There is a code “trust” already"):
            add_code(project, "ben", "TRUST")


class TestGroupsAndScales:
    def test_of_an_exclusive_group_words_bear_one_code_of_a_coder(self, project: Project) -> None:
        with_second_file(project)
        coded(project, "ben", "awkward things", "talk.aloud")
        with pytest.raises(QualcodeError, match="of the group “candor” they can bear one"):
            coded(project, "ben", "say awkward", "talk.silence")
        assert coded(project, "cho", "say awkward", "talk.silence").coder == "cho"

    def test_a_level_must_be_of_the_codes_own_scale(self, project: Project) -> None:
        with_second_file(project)
        with pytest.raises(QualcodeError, match="planned, tried, routine"):
            coded(project, "ben", "drafted the card", "use", modifiers={"level": "weekly"})
        with pytest.raises(QualcodeError, match="no modifier “level”"):
            coded(project, "ben", "drafted the card", "card", modifiers={"level": "tried"})


class TestEditsByHand:
    def test_a_file_edited_by_hand_is_never_laid_over(self, project: Project) -> None:
        by_hand(project, CODEBOOK_FILE, "The food is praised", "The food is spoken of")
        for edit in (
            lambda: rename_code(project, "ana", "trust", "candor"),
            lambda: merge_codes(project, "ana", ["lunch"], "card"),
            lambda: retire_code(project, "ana", "card"),
        ):
            with pytest.raises(QualcodeError, match="has been edited by hand since it was applied"):
                edit()
        assert "The food is spoken of" in on_disk(project, CODEBOOK_FILE)

    def test_a_hand_written_emergent_file_is_not_laid_over(self, project: Project) -> None:
        (project.folder / EMERGENT).write_text("codes: [{id: mine}]\n")
        with pytest.raises(QualcodeError, match="edited by hand"):
            add_code(project, "ben", "silence")
        assert on_disk(project, EMERGENT) == "codes: [{id: mine}]\n"

    def test_a_code_in_use_that_is_gone_is_asked_about_with_the_likeliest_first(self, project: Project) -> None:
        coded(project, "ben", "A nice lunch", "lunch", document="D02", memo="hm")
        by_hand(
            project,
            CODEBOOK_FILE,
            "- id: lunch\n  brief: The food is praised",
            "- id: smell\n  brief: It smells\n- id: food\n  brief: The food is praised or blamed",
        )
        with pytest.raises(FateUnknown) as asked:
            update(project, "ana")
        (gone,) = asked.value.gone
        assert (gone.code, gone.rests) == ("lunch", "1 coding")
        assert gone.perhaps[0] == "food"
        assert project.codes.named("lunch").in_file

    def test_an_unused_code_goes_without_a_question(self, project: Project) -> None:
        by_hand(project, CODEBOOK_FILE, "- id: lunch\n  brief: The food is praised\n", "")
        assert changes(update(project, "ana")) == [("lunch", "removed", 0)]

    def test_several_fates_are_applied_at_once(self, project: Project) -> None:
        codings = [
            coded(project, "ben", words, code, document="D02")
            for words, code in (("A nice lunch", "lunch"), ("The card", "card"), ("Honestly?", "trust"))
        ]
        text = CODEBOOK.partition("codes:\n")[0] + "codes:\n- id: candor\n  brief: Frank words\n"
        (project.folder / CODEBOOK_FILE).write_bytes(text.encode())
        said = Fates({"trust": "candor"}, {"card": "candor"}, frozenset({"lunch"}))
        rows = update(project, "ana", said)
        assert [of(project, one).code for one in codings] == ["lunch", "candor", "candor"]
        assert {(row.code, row.change) for row in rows} == {
            ("trust", "renamed"),
            ("card", "merged"),
            ("lunch", "retired"),
        }
        assert faults(project) == []

    def test_a_fate_that_cannot_be_is_refused(self, project: Project) -> None:
        by_hand(project, CODEBOOK_FILE, "id: lunch", "id: food")
        with pytest.raises(ProblemsInFile) as refused:
            update(project, "ana", Fates(renamed={"lunch": "fud", "card": "food"}))
        assert list(refused.value.problems) == ["fud: there is no such code", "card: it is still in its file"]

    def test_only_one_code_can_be_renamed_to_another(self, project: Project) -> None:
        coded(project, "ben", "A nice lunch", "lunch", document="D02")
        coded(project, "ben", "The card", "card", document="D02")
        text = CODEBOOK.partition("- id: card\n")[0] + "- id: thing\n"
        (project.folder / CODEBOOK_FILE).write_bytes(text.encode())
        with pytest.raises(ProblemsInFile) as refused:
            update(project, "ana", Fates(renamed={"lunch": "thing", "card": "thing"}))
        assert "merged into it" in refused.value.problems[0]

    def test_what_is_said_of_one_code_is_not_guessed_of_another(self, project: Project) -> None:
        coded(project, "ben", "A nice lunch", "lunch", document="D02")
        coded(project, "ben", "The card", "card", document="D02")
        text = CODEBOOK.partition("- id: card\n")[0] + "- id: food\n  brief: The food is praised\n"
        (project.folder / CODEBOOK_FILE).write_bytes(text.encode())
        with pytest.raises(FateUnknown) as asked:
            update(project, "ana", Fates(renamed={"card": "food"}))
        assert [one.code for one in asked.value.gone] == ["lunch"]

    def test_a_provisional_code_moved_into_another_file_keeps_its_codings(self, project: Project) -> None:
        add_code(project, "ben", "silence", "Nobody says it")
        made = coded(project, "ben", "Nothing I could use", "silence", document="D02")
        text = on_disk(project, EMERGENT)
        (project.folder / EMERGENT).write_text(text[: text.index("codes:")] + "codes: []\n")
        (project.folder / CODEBOOK_FILE).write_bytes((CODEBOOK + "- id: silence\n  brief: Nobody says it\n").encode())
        update(project, "ana")
        code = project.codes.named("silence")
        assert (of(project, made).code, code.codebook, code.status) == ("silence", CODEBOOK_FILE, "active")

    def test_two_codes_can_trade_names_in_one_edit(self, project: Project) -> None:
        food = coded(project, "ben", "A nice lunch", "lunch", document="D02")
        card = coded(project, "ben", "The card", "card", document="D02")
        text = CODEBOOK.replace("id: card", "id: x").replace("id: lunch", "id: card").replace("id: x", "id: lunch")
        (project.folder / CODEBOOK_FILE).write_bytes(text.encode())
        rows = update(project, "ana")
        assert (of(project, food).code, of(project, card).code) == ("card", "lunch")
        assert sorted(changes(rows)) == [("card", "renamed", 1), ("lunch", "renamed", 1)]

    def test_undoing_an_update_leaves_a_hand_written_second_file_on_disk(self, project: Project) -> None:
        with_second_file(project)
        project.history.undo_event("ana", project.history.all()[-1].id)
        assert on_disk(project, SECOND) == SECOND_TEXT
        assert project.files.edited() == [SECOND]
        with pytest.raises(QualcodeError):
            project.codes.named("talk.aloud")

    def test_a_mistake_in_one_file_keeps_all_of_them_from_being_applied(self, project: Project, folder: Path) -> None:
        by_hand(project, CODEBOOK_FILE, "The food is praised", "The food is spoken of")
        (folder / SECOND).write_text("codes:\n- id: card\n")
        with pytest.raises(ProblemsInFile, match=r"cannot be used"):
            update(project, "ana")
        assert project.codes.named("lunch").brief == "The food is praised"
