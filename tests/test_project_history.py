"""Taking decisions back, and bringing them back."""

import pytest
from conftest import CODEBOOK, CODEBOOK_FILE, coded, faults, place

from qualcode.errors import QualcodeError
from qualcode.model import Challenge, Evidence
from qualcode.project import Project
from qualcode.project.themes import NewTheme
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.codebooks.updating import update

CARD = "We drafted the card together."


def refusal(error: pytest.ExceptionInfo[QualcodeError]) -> str:
    return f"{error.value.message} {error.value.hint}"


def last_event(project: Project) -> str:
    return project.history.all()[-1].id


def edit_codebook(project: Project, old: str, new: str) -> None:
    path = project.folder / CODEBOOK_FILE
    path.write_text(path.read_text().replace(old, new))


def test_undo_brings_a_deleted_coding_back_with_its_modifiers_memo_and_time(project: Project):
    coding = coded(project, "ana", CARD, "card", modifiers={"valence": "mixed"}, memo="whose card?")
    project.memos.add("ben", "coding", coding.id, "I would say trust")
    standing, memos = project.codings.get(coding.id), project.memos.all()
    project.codings.remove("ana", coding.id)
    assert (project.codings.within(), project.memos.all()) == ([], [])
    project.history.undo("ana")
    assert project.codings.within() == [standing]
    assert project.memos.all() == memos
    assert faults(project) == []


def test_undo_puts_a_deleted_coding_back_into_its_theme(project: Project):
    coding = coded(project, "ana", CARD, "card")
    project.themes.name_new("ben", NewTheme("The card", "It travels", evidence=(Evidence(coding.id, "against"),)))
    before = project.themes.all()
    project.codings.remove("ana", coding.id)
    assert project.themes.named("The card").evidence == ()
    project.history.undo("ana")
    assert project.themes.all() == before


def test_a_theme_comes_back_with_its_challenges_in_their_order(project: Project):
    challenges = tuple(Challenge(f"search {n}", 10, "nothing found") for n in range(9))
    project.themes.name_new("ana", NewTheme("The card", "It travels", challenges=challenges))
    before = project.themes.all()
    project.themes.remove("ana", "The card")
    project.history.undo_event("ana", last_event(project))
    assert project.themes.all() == before


def test_undo_takes_back_ones_own_latest_change_not_anothers(project: Project):
    coded(project, "ana", CARD, "card")
    ben = coded(project, "ben", CARD, "trust")
    assert project.history.undo("ana").sentence.startswith("undid: coded D01 “We drafted the card together.” with card")
    assert [one.id for one in project.codings.within()] == [ben.id]


def test_undo_refuses_over_anothers_later_change_names_it_and_offers_the_way_back(project: Project):
    before = last_event(project)
    coding = coded(project, "ana", CARD, "card")
    project.memos.add("ben", "coding", coding.id, "I would say trust")
    with pytest.raises(QualcodeError) as error:
        project.history.undo("ana")
    assert "ben wrote a memo on the coding: “I would say trust”" in refusal(error)
    assert f"qualcode undo --to {before[:10]}" in refusal(error)
    project.history.undo_to("ana", before[:10])
    assert (project.codings.within(), project.memos.all(), faults(project)) == ([], [], [])


def test_undo_steps_back_through_several_changes_of_one_coding(project: Project):
    coding = coded(project, "ana", CARD, "card")
    project.codings.edit("ana", coding.id, modifiers={"valence": "positive"})
    project.codings.edit("ana", coding.id, code="trust")
    stories = [project.history.undo("ana").sentence for _ in range(3)]
    assert stories[0] == "undid: changed a coding of D01: code from card to trust"
    assert project.codings.within() == []
    with pytest.raises(QualcodeError, match="nothing of ana’s to undo"):
        project.history.undo("ana")


def test_redo_brings_back_in_turn_what_was_undone(project: Project):
    coding = coded(project, "ana", CARD, "card", modifiers={"valence": "mixed"}, memo="whose card?")
    project.codings.edit("ana", coding.id, code="trust")
    standing = project.codings.within()
    project.history.undo("ana")
    project.history.undo("ana")
    project.history.redo("ana")
    assert [one.code for one in project.codings.within()] == ["card"]
    project.history.redo("ana")
    assert project.codings.within() == standing
    with pytest.raises(QualcodeError, match="nothing of ana’s to redo"):
        project.history.redo("ana")


def test_a_new_change_empties_redo_for_its_coder_only(project: Project):
    coded(project, "ana", CARD, "card")
    coded(project, "ben", CARD, "card")
    project.history.undo("ana")
    project.history.undo("ben")
    coded(project, "ana", CARD, "trust")
    with pytest.raises(QualcodeError, match="nothing of ana’s to redo"):
        project.history.redo("ana")
    project.history.redo("ben")
    assert {(one.coder, one.code) for one in project.codings.within()} == {("ana", "trust"), ("ben", "card")}


def test_being_shown_something_does_not_empty_redo(project: Project):
    coded(project, "ana", CARD, "card")
    project.history.undo("ana")
    project.exposures.record("ana", ["D01"], "codings")
    project.history.redo("ana")
    assert len(project.codings.within()) == 1


def test_what_was_shown_stays_shown_whatever_is_taken_back(project: Project):
    before = last_event(project)
    project.exposures.record("ana", ["D01"], "codings")
    coded(project, "ana", CARD, "card")
    assert [one.action for one in project.history.since(before)] == ["coding.add"]
    project.history.undo_to("ana", before)
    assert coded(project, "ana", CARD, "card").blind is False
    assert coded(project, "ana", "Nothing I could use.", "card", document="D02").blind is True
    shown = next(one for one in project.history.all() if one.action == "shown.codings")
    assert shown.in_force


def test_importing_a_transcript_anew_makes_nobody_blind_again(project: Project):
    project.exposures.record("ana", ["D02"], "suggestions")
    imported = next(one for one in project.history.all() if one.sentence == "imported D02")
    project.history.undo_event("ana", imported.id)
    import_files(project, "ben", [project.folder / "transcripts" / "gus.txt"])
    assert coded(project, "ana", "A nice lunch.", "lunch", document="D02").blind is False
    assert coded(project, "ben", "A nice lunch.", "lunch", document="D02").blind is True


def test_an_import_is_not_undone_while_codings_hang_on_it(project: Project):
    coding = coded(project, "ben", CARD, "card")
    imported = next(one for one in project.history.all() if one.sentence == "imported D01")
    with pytest.raises(QualcodeError, match="ben coded D01 “We drafted the card"):
        project.history.undo_event("ana", imported.id)
    project.codings.remove("ben", coding.id)
    with pytest.raises(QualcodeError, match="ben removed the coding"):
        project.history.undo_event("ana", imported.id)
    project.history.undo("ben")
    project.history.undo("ben")
    project.history.undo_event("ana", imported.id)
    assert project.documents.ids() == ["D02"]
    assert faults(project) == []
    project.history.redo("ana")
    assert project.documents.ids() == ["D01", "D02"]
    assert coded(project, "ben", CARD, "card").turn == 2


def test_an_import_is_undone_by_its_id_never_by_plain_undo(project: Project):
    with pytest.raises(QualcodeError, match="nothing of ana’s to undo"):
        project.history.undo("ana")


def test_nobody_undoes_anothers_own_decision(project: Project):
    coded(project, "ana", CARD, "card")
    with pytest.raises(QualcodeError, match="another coder’s own decision"):
        project.history.undo_event("ben", last_event(project))


def test_a_change_is_taken_back_once(project: Project):
    coded(project, "ana", CARD, "card")
    event = last_event(project)
    project.history.undo("ana")
    with pytest.raises(QualcodeError, match="taken back already"):
        project.history.undo_event("ana", event)


def test_the_beginning_and_the_coders_cannot_be_taken_back(project: Project):
    for event in project.history.all()[:2]:
        with pytest.raises(QualcodeError, match="cannot be taken back"):
            project.history.undo_event("ana", event.id)


def test_undo_refuses_when_the_same_coding_was_made_anew(project: Project):
    coding = coded(project, "ana", CARD, "card")
    project.codings.remove("ana", coding.id)
    removal = last_event(project)
    coded(project, "ana", CARD, "card")
    with pytest.raises(QualcodeError, match="clash with later changes: ana coded D01"):
        project.history.undo_event("ana", removal)
    assert len(project.codings.within()) == 1


def test_undo_refuses_when_a_theme_of_that_name_was_made_anew(project: Project):
    project.themes.name_new("ana", NewTheme("The card", "It travels"))
    project.themes.remove("ana", "The card")
    removal = last_event(project)
    project.themes.name_new("ben", NewTheme("The card", "It stays at home"))
    with pytest.raises(QualcodeError, match="clash with later changes: ben named the theme “The card”"):
        project.history.undo_event("ana", removal)


def test_redo_refuses_a_coding_whose_code_was_removed_meanwhile(project: Project):
    coded(project, "ana", CARD, "lunch")
    project.history.undo("ana")
    edit_codebook(project, "- id: lunch\n  brief: The food is praised\n", "")
    update(project, "ben")
    with pytest.raises(QualcodeError, match=r"clash with later changes: ben applied .*1 code removed"):
        project.history.redo("ana")
    assert faults(project) == []


def test_redo_refuses_a_memo_whose_theme_is_gone(project: Project):
    project.themes.name_new("ben", NewTheme("The card", "It travels"))
    project.memos.add("ana", "theme", "The card", "too broad")
    project.history.undo("ana")
    project.themes.remove("ben", "The card")
    with pytest.raises(QualcodeError, match="clash with later changes: ben removed the theme"):
        project.history.redo("ana")
    assert project.memos.all() == []


def test_going_back_over_codings_that_changed_places_can_itself_be_undone(project: Project):
    one, two = coded(project, "ana", CARD, "card"), coded(project, "ana", "We drafted", "card")
    before, aside = last_event(project), place(project, "D01", "drafted")
    for coding, where in ((one.id, aside), (two.id, (one.start, one.end)), (one.id, (two.start, two.end))):
        project.codings.edit("ana", coding, place=where)
    swapped = project.codings.within()
    gone_back = project.history.undo_to("ben", before)
    assert {coding.id: coding.words for coding in project.codings.within()} == {one.id: CARD, two.id: "We drafted"}
    project.history.undo_event("ben", gone_back.id)
    assert project.codings.within() == swapped
    assert faults(project) == []


def test_going_back_is_refused_when_nothing_changed_since(project: Project):
    with pytest.raises(QualcodeError, match="Nothing has changed since then"):
        project.history.undo_to("ana", last_event(project))


def test_undoing_a_codebook_update_brings_rows_and_file_back(project: Project):
    edit_codebook(project, "- id: lunch\n  brief: The food is praised\n", "- id: coffee\n")
    update(project, "ana")
    project.history.undo_event("ben", last_event(project))
    assert [code.name for code in project.codes.all()] == ["trust", "card", "lunch"]
    assert (project.folder / CODEBOOK_FILE).read_text() == CODEBOOK
    project.history.redo("ben")
    assert "coffee" in (project.folder / CODEBOOK_FILE).read_text()
    assert project.files.edited() == []


def test_undo_does_not_lay_itself_over_hand_edits(project: Project):
    edit_codebook(project, "The food is praised", "Food")
    update(project, "ana")
    edit_codebook(project, "Food", "Food and drink")
    with pytest.raises(QualcodeError, match="edited by hand since it was applied"):
        project.history.undo_event("ana", last_event(project))
    assert "Food and drink" in (project.folder / CODEBOOK_FILE).read_text()


def test_a_second_codebook_file_can_be_undone_and_redone(project: Project):
    second = project.folder / "codebooks" / "second.yaml"
    second.write_text("codes: {coffee: Coffee is praised}\n")
    update(project, "ana")
    project.history.undo_event("ana", last_event(project))
    assert project.files.edited() == ["codebooks/second.yaml"]
    project.history.redo("ana")
    assert project.files.edited() == []
    assert "coffee" in [code.name for code in project.codes.all()]


def test_history_tells_the_story_in_plain_words(project: Project):
    coding = coded(project, "ana", CARD, "card", modifiers={"valence": "mixed"})
    project.codings.edit("ana", coding.id, modifiers={"valence": "positive"})
    project.finishes.finish("ana", "D01")
    project.history.undo("ana")
    told = [(one.actor, one.sentence, one.in_force) for one in project.history.all()]
    assert told[0] == ("ana", "made the project", True)
    assert told[-4:] == [
        ("ana", "coded D01 “We drafted the card together.” with card (valence mixed)", True),
        ("ana", "changed a coding of D01: modifiers to (valence positive)", True),
        ("ana", "finished D01", False),
        ("ana", "undid: finished D01", True),
    ]


def test_every_event_follows_the_one_before(project: Project):
    coded(project, "ana", CARD, "card")
    log = project.history.all()
    assert [one.parents for one in log[1:]] == [(one.id,) for one in log[:-1]]
    assert log[0].parents == ()


def test_a_change_that_changes_nothing_leaves_no_event(project: Project):
    coding = coded(project, "ana", CARD, "card")
    before = last_event(project)
    project.codings.edit("ana", coding.id, code="card")
    assert last_event(project) == before
