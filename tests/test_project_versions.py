"""Documents with several versions: what counts, what was left behind, and taking it back."""

from pathlib import Path

import pytest
from conftest import CODEBOOK_FILE, Clock, coded, faults, place

from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.questions import GuideQuestion, Settled
from qualcode.project.suggestions import NewSuggestion
from qualcode.scope import Scope
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.bringing_in.importing import HowToRead, import_files
from qualcode.study.bringing_in.replacing import Replaced, replace_document
from qualcode.study.keeping_back import visible_memos
from qualcode.study.listing import theme_rows
from qualcode.study.theming.naming_themes import export_themes, import_themes, name_theme, theme_sheet

CARD = "We drafted the card together."
AGAIN = "My teachers asked for it again this spring."
NEW_DANA = (
    "Interviewer: What did you take home?\n\n"
    "Dana: We drafted a card together. My teachers asked for it again this spring.\n\n"
    "Interviewer: And the meetings?\n\n"
    "Dana: I can say anything.\n"
)

HELEN = "Interviewer: Who is it?\n\nHelen: Somebody else, as you hear.\n\nInterviewer: I see.\n\nHelen: Yes.\n"


def tables(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Every row that undo must bring back."""
    names = ["versions", "codings", "suggestions", "askings", "speakers", "participants", "documents", "turns"]
    skipped = {"turns": "n"}
    found = {}
    for name in names:
        rows = project.connection.execute(f'SELECT * FROM "{name}"').fetchall()
        found[name] = sorted(repr({k: v for k, v in dict(row).items() if k != skipped.get(name)}) for row in rows)
    return found


def replaced(project: Project, tmp_path: Path, text: str = NEW_DANA, document: str = "D01") -> Replaced:
    path = tmp_path / "dana-corrected.txt"
    path.write_text(text, encoding="utf-8")
    return replace_document(project, "ana", document, path, HowToRead())


def words(codings: list[Coding]) -> list[str]:
    return [one.words for one in codings]


def test_codings_move_to_the_new_text_and_only_its_words_are_found(project: Project, tmp_path: Path):
    coded(project, "ana", CARD, "card")
    coded(project, "ana", AGAIN, "card")
    replaced(project, tmp_path)
    assert words(project.codings.within()) == ["We drafted a card together.", AGAIN]
    assert [one["document"] for one in project.documents.search('"anything"')] == ["D01"]
    assert project.documents.search('"awkward"') == []
    assert project.texts.of_document("D01") == NEW_DANA
    assert faults(project) == []


def test_what_is_left_behind_counts_nowhere_and_is_listed_and_noted(project: Project, tmp_path: Path):
    left = coded(project, "ana", "Naïve question 🙂", "trust")
    replaced(project, tmp_path)
    assert project.codings.within() == []
    assert project.codings.counts("ana") == {}
    assert words(project.codings.left_behind()) == ["Naïve question 🙂"]
    assert project.codings.left_behind(Scope(coders=frozenset({"ben"}))) == []
    assert project.codings.get(left.id).participant == "P01"
    assert faults(project) == []
    assert faults(project, "note") == ["D01: 1 coding stands on words that only an older version has"]


def test_a_coding_left_behind_can_be_put_on_the_new_text_or_taken_away(project: Project, tmp_path: Path):
    moved = coded(project, "ana", "Naïve question 🙂", "trust")
    gone = coded(project, "ana", "awkward things", "trust")
    replaced(project, tmp_path)
    project.codings.edit("ana", moved.id, place=place(project, "D01", "I can say anything."))
    project.codings.remove("ana", gone.id)
    assert words(project.codings.within()) == ["I can say anything."]
    assert project.codings.left_behind() == []
    assert faults(project) == []


def test_undo_of_a_replacement_brings_back_every_row(project: Project, tmp_path: Path):
    coded(project, "ana", CARD, "card", memo="whose?")
    coded(project, "ben", "awkward things", "trust")
    before = tables(project)
    replaced(project, tmp_path)
    after = tables(project)
    event = project.history.all()[-1]
    assert (event.action, event.personal) == ("document.replace", False)
    assert event.sentence == "replaced D01 by dana-corrected.txt (version 2)"
    project.history.undo_event("ana", event.id)
    assert tables(project) == before
    assert project.documents.search('"anything"') == []
    assert len(project.documents.search('"awkward"')) == 1
    assert faults(project) == []
    project.history.redo("ana")
    assert tables(project) == after
    assert faults(project) == []


def test_the_screens_undo_leaves_a_correction_alone(project: Project):
    coded(project, "ana", CARD, "card")
    correct(project, "ana", "D01", "spring", "autumn")
    with pytest.raises(QualcodeError, match="corrected D01"):
        project.history.undo("ana")
    assert "this autumn" in project.texts.of_document("D01")


def test_a_replacement_cannot_be_taken_back_from_under_a_later_coding(project: Project, tmp_path: Path):
    replaced(project, tmp_path)
    event = project.history.all()[-1].id
    coded(project, "ben", "I can say anything.", "trust")
    with pytest.raises(QualcodeError, match="ben coded D01"):
        project.history.undo_event("ana", event)
    project.history.undo_to("ana", project.history.all()[-3].id)
    assert "anything" not in project.texts.of_document("D01")
    assert faults(project) == []


def test_a_removal_from_before_a_correction_is_not_undone_onto_other_words(project: Project):
    coding = coded(project, "ana", AGAIN, "card")
    correct(project, "ana", "D01", "spring", "autumn")
    project.codings.remove("ana", coding.id)
    correct(project, "ana", "D01", "We drafted", "We all drafted")
    with pytest.raises(QualcodeError):
        project.history.undo("ana")
    assert faults(project) == []


def test_a_suggestion_moves_along_and_a_decided_one_stays_decided(project: Project, tmp_path: Path):
    def offer(said: str, rank: int) -> NewSuggestion:
        return NewSuggestion("D01", *place(project, "D01", said), said, "card", "strong", 0.7, rank, None)

    project.finishes.finish("ana", "D01")
    project.suggestions.offer("ana", [offer(AGAIN, 1), offer(CARD, 2), offer("awkward things", 3)], "none")
    first, second, _ = project.suggestions.of("ana")
    project.suggestions.refuse("ana", [second], reason="wrong code")
    replaced(project, tmp_path)
    now = project.suggestions.of("ana")
    assert [(one.words, one.status) for one in now] == [(AGAIN, "open"), ("We drafted a card together.", "rejected")]
    with pytest.raises(QualcodeError, match="corrected meanwhile"):
        project.suggestions.accept("ana", first)
    accepted = project.suggestions.accept("ana", now[0])
    assert accepted.words == AGAIN
    assert faults(project) == []


def test_a_coding_seen_on_an_older_text_is_refused_where_other_words_stand_now(project: Project):
    start, end = place(project, "D01", AGAIN)
    correct(project, "ana", "D01", "We drafted", "We all drafted")
    with pytest.raises(QualcodeError, match="has been corrected meanwhile"):
        project.codings.add(NewCoding("D01", start, end, "card", "ana", words=AGAIN))


def test_a_label_that_was_respelled_stands_for_the_same_participant(project: Project, tmp_path: Path):
    coded(project, "ana", AGAIN, "card")
    text = project.texts.of_document("D01").replace("Dana:", "D. Okafor:").replace("Interviewer:", "Facilitator:")
    replaced(project, tmp_path, text)
    assert [(one.label, one.participant) for one in project.documents.speakers() if one.document == "D01"][-1] == (
        "D. Okafor",
        "P01",
    )
    assert [one.participant for one in project.codings.within()] == ["P01"]
    assert project.documents.all()[0].participants == ("P01",)
    assert faults(project) == []


def test_somebody_new_becomes_a_participant_and_who_is_gone_counts_no_more(project: Project, tmp_path: Path):
    coded(project, "ana", AGAIN, "card")
    replaced(project, tmp_path, HELEN)
    (new,) = project.documents.all()[0].participants
    assert new != "P01"
    assert {"P01", new} <= {one.id for one in project.participants.all()}, "P01’s words were left behind"
    assert project.codings.left_behind()[0].participant == "P01"
    assert faults(project) == []


def test_a_participant_of_whom_nothing_is_left_goes_with_the_label(project: Project, tmp_path: Path):
    before = tables(project)
    replaced(project, tmp_path, HELEN)
    assert "P01" in before["participants"][0]
    assert "P01" not in [one.id for one in project.participants.all()]
    project.history.undo_event("ana", project.history.all()[-1].id)
    assert tables(project) == before
    assert faults(project) == []


def test_what_was_left_behind_finds_its_words_again_in_a_better_text(project: Project, tmp_path: Path):
    coded(project, "ana", "awkward things", "trust")
    replaced(project, tmp_path)
    assert words(project.codings.left_behind()) == ["awkward things"]
    better = project.texts.of_document("D01").replace("I can say anything.", "Naïve or not, I can say awkward things.")
    path = tmp_path / "better.txt"
    path.write_text(better, encoding="utf-8")
    done = replace_document(project, "ben", "D01", path, HowToRead())
    assert done.found_again == 1
    assert words(project.codings.within()) == ["awkward things"]
    assert project.codings.left_behind() == []
    assert faults(project) == []


def test_versions_survive_a_backup_and_a_new_opening(folder: Path, tmp_path: Path):
    with open_project(folder, clock=Clock()) as project:
        coded(project, "ana", CARD, "card")
        replaced(project, tmp_path)
    assert next((folder / "backups").glob("*before-replace*"), None)
    with open_project(folder, clock=Clock()) as project:
        assert words(project.codings.within()) == ["We drafted a card together."]
        assert [one.number for one in project.versions.of("D01")] == [1, 2]
        assert project.files.applied(CODEBOOK_FILE)
        assert faults(project) == []


def test_each_document_of_a_file_with_several_is_replaced_by_its_own_part(project: Project, tmp_path: Path):
    said = ("P07,Q,What did you try?", "P07,Ada,We tried the card.", "P08,Q,And you?", "P08,Bo,Nothing much.")
    rows = "\n".join(["interview,speaker,text", *said])
    for name, text in (("all.csv", rows), ("better.csv", rows.replace("the card", "a card").replace("much", "at all"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (imported,) = import_files(project, "ana", [tmp_path / "all.csv"])
    assert len(imported.documents) == 2
    for document, said in zip(imported.documents, ("a card", "at all"), strict=True):
        replace_document(project, "ana", document, tmp_path / "better.csv", HowToRead())
        assert said in project.texts.of_document(document)
    with pytest.raises(QualcodeError, match="was imported before"):
        replace_document(project, "ana", imported.documents[0], tmp_path / "all.csv", HowToRead())
    with pytest.raises(QualcodeError, match="holds 2 documents"):
        replace_document(project, "ana", "D01", tmp_path / "better.csv", HowToRead())
    assert faults(project) == []


def test_a_file_made_before_words_were_corrected_is_warned_of(project: Project, tmp_path: Path):
    correct(project, "ben", "D01", "spring", "autumn")
    done = replaced(project, tmp_path)
    assert any(one.startswith("ben corrected words of D01 by hand") for one in done.told)


def test_questions_stay_asked_and_move_with_their_words(project: Project, tmp_path: Path):
    guide = [GuideQuestion("What did you take home?", ("card",)), GuideQuestion("What else?", ("trust",))]
    project.questions.keep_guide("ana", guide)
    first, second = (one.id for one in project.questions.all())
    project.questions.settle("ana", [Settled(first, "D01", True, place(project, "D01", "What did you take home?"))])
    project.questions.settle("ana", [Settled(second, "D01", True, place(project, "D01", "And the meetings?"))])
    text = NEW_DANA.replace("Interviewer: What", "Interviewer: So, what").replace("And the meetings?", "Tell me more.")
    replaced(project, tmp_path, text)
    now = {one.question: one for one in project.questions.askings() if one.document == "D01"}
    assert text[now[first].start : now[first].end] == "what did you take home?"
    assert (now[second].asked, now[second].start) == (True, None)
    assert project.documents.all()[0].asked == frozenset({"card", "trust"})
    assert faults(project) == []


def test_evidence_that_was_left_behind_stays_with_its_theme_and_is_not_counted(project: Project, tmp_path: Path):
    kept, left = coded(project, "ana", AGAIN, "card"), coded(project, "ana", "awkward things", "trust")
    name_theme(project, "ana", "The card", "It is asked for", "", (), (kept.id, left.id))
    replaced(project, tmp_path)
    assert [(one.excerpts, one.uncounted) for one in theme_rows(project)] == [(0, 1)], "D01 is not finished"
    assert "Left behind by a corrected transcript: 1 of its excerpts" in theme_sheet(project, "The card", "ana")[0]
    path = tmp_path / "themes.yaml"
    path.write_text(export_themes(project, "ana"), encoding="utf-8")
    (theme,) = import_themes(project, "ana", path)
    assert [one.coding for one in theme.evidence] == [kept.id, left.id]
    assert faults(project) == []


def test_a_memo_on_anothers_coding_stays_hidden_when_the_coding_is_left_behind(project: Project, tmp_path: Path):
    coded(project, "ana", "awkward things", "trust", memo="she means the principal")
    coded(project, "ben", AGAIN, "card")
    replaced(project, tmp_path)
    assert visible_memos(project, project.memos.all(), "ben") == ()
    assert len(visible_memos(project, project.memos.all(), "ana")) == 1
