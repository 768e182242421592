"""What the coding screen shows of one document, and what it costs to ask for it."""

import time

import pytest
from conftest import CODEBOOK_FILE, Clock, coded, place

from qualcode.errors import QualcodeError
from qualcode.model import Turn
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.version_rows import NewDocument
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.codebooks.updating import update
from qualcode.study.coding.coding_page import page, page_codings
from qualcode.study.setting_up import set_up

CARD = "We drafted the card together."
GROWING = ("codings", "turns", "versions", "documents", "texts", "changes", "events", "speakers", "memos", "finishes")


def long_document(project: Project, name: str, turns: int, words: int) -> str:
    """A document of so many turns, kept without the detour over a file."""
    text, spans = "", []
    for n in range(turns):
        label = "Interviewer" if n % 2 else "Kim"
        said = " ".join(f"word{n}" for _ in range(words))
        start = len(text) + len(label) + 2
        text += f"{label}: {said}\n\n"
        spans.append(Turn(n + 1, start, start + len(said), label))
    with project.change("ana", "document.import") as transaction:
        new = NewDocument(name, "interview", f"{name}.txt", name, text, "txt", "test", None, tuple(spans), ())
        key, label = project.documents.add(transaction, new)
        project.documents.set_speaker(transaction, key, "Kim", "participant", None)
        project.documents.set_speaker(transaction, key, "Interviewer", "interviewer", None)
    return label


def queries(project: Project, ask: object) -> list[str]:
    """The statements that a question sends, with their values."""
    sent: list[str] = []
    project.connection.set_trace_callback(sent.append)
    try:
        ask()  # type: ignore[operator]
    finally:
        project.connection.set_trace_callback(None)
    return [one for one in sent if one.lstrip().upper().startswith("SELECT")]


def test_a_page_holds_text_turns_speakers_and_the_coders_own_codings(project: Project):
    mine = coded(project, "ana", CARD, "card", modifiers={"valence": "positive"}, memo="whose card?")
    project.codings.star("ana", mine.id, starred=True)
    shown = page(project, "ana", "d1")
    assert (shown.document, shown.text, shown.finished, shown.media) == (
        "D01",
        project.texts.of_document("D01"),
        False,
        None,
    )
    assert [(one.number, one.role) for one in shown.turns] == [
        (1, "interviewer"),
        (2, "participant"),
        (3, "interviewer"),
        (4, "participant"),
    ]
    assert [shown.text[one.start : one.end] for one in shown.turns][2] == "And the meetings?"
    assert [one.speaker for one in shown.turns] == ["Interviewer", "P01", "Interviewer", "P01"]
    (coding,) = shown.codings
    assert (coding.id, coding.code, coding.short, coding.label) == (mine.id, "card", "card", "card")
    assert (coding.memo, coding.starred, coding.retired, coding.coder) == ("whose card?", True, False, "ana")
    assert dict(coding.modifiers) == {"valence": "positive"}
    assert shown.text[coding.start : coding.end] == CARD


def test_a_document_that_is_not_there_is_a_plain_error(project: Project):
    with pytest.raises(QualcodeError, match="D99"):
        page(project, "ana", "D99")
    with pytest.raises(QualcodeError, match="nobody"):
        page(project, "nobody", "D01")


def test_others_codings_and_memos_never_show_by_themselves_and_only_after_finishing_where_asked(project: Project):
    mine, theirs = coded(project, "ana", CARD, "card"), coded(project, "ben", CARD, "trust")
    project.memos.add("ben", "coding", mine.id, "I would say trust")
    for _ in range(2):
        assert [(one.id, one.memo) for one in page(project, "ana", "D01").codings] == [(mine.id, None)]
        assert [one.id for one in page_codings(project, "ana", "D01", others=True)] == [mine.id]
        project.finishes.finish("cho", "D01")
        project.finishes.reopen("cho", "D01")
    assert project.exposures.kinds("ana", "D01") == frozenset()
    project.finishes.finish("ana", "D01")
    assert [one.id for one in page_codings(project, "ana", "D01")] == [mine.id]
    assert project.exposures.kinds("ana", "D01") == frozenset()
    both = page_codings(project, "ana", "D01", others=True)
    assert {one.id for one in both} == {mine.id, theirs.id}
    assert "I would say trust" in {one.memo for one in both}
    assert project.exposures.kinds("ana", "D01") == {"codings"}


def test_a_code_shows_under_its_last_part_with_its_color_and_whether_it_is_retired(project: Project):
    path = project.folder / CODEBOOK_FILE
    path.write_text(path.read_text() + "- id: vc.applied\n  label: Put to use\n  color: teal\n")
    update(project, "ana")
    coded(project, "ana", CARD, "vc.applied")
    coded(project, "ana", "awkward things", "trust")
    path.write_text(path.read_text().replace("- id: trust\n", "- id: trust\n  status: retired\n"))
    update(project, "ana")
    assert [(one.short, one.label, one.color, one.retired) for one in page_codings(project, "ana", "D01")] == [
        ("applied", "Put to use", "teal", False),
        ("trust", "trust", "", True),
    ]


def test_a_corrected_page_has_the_new_words_and_not_what_was_left_behind(project: Project):
    coded(project, "ana", "again", "card")
    kept, old = coded(project, "ana", CARD, "card"), page(project, "ana", "D01").version
    correct(project, "ana", "D01", "again", "")
    shown = page(project, "ana", "D01")
    assert shown.version != old
    assert [(one.id, shown.text[one.start : one.end]) for one in shown.codings] == [(kept.id, CARD)]


def test_no_question_of_the_page_looks_through_other_documents(project: Project):
    for n in range(3):
        coded(project, "ana", INTERVIEW_WORDS[n], "card")
    changing = place(project, "D01", "awkward things")

    def ask() -> None:
        page(project, "ana", "D01")
        page_codings(project, "ana", "D01")
        project.reading_places.of("ana", "D01")
        made = project.codings.add(NewCoding("D01", *changing, "trust", "ana"))
        project.codings.star("ana", made.id, starred=True)
        project.codings.edit("ana", made.id, modifiers={"valence": "mixed"})

    aliases = {"g", "t", "v", "d", "s", "m", "f", *GROWING}
    walked = [
        (step["detail"], query)
        for query in queries(project, ask)
        for step in project.connection.execute(f"EXPLAIN QUERY PLAN {query}")
        if step["detail"].split()[0] == "SCAN" and step["detail"].split()[1] in aliases
    ]
    # What was shown is found by the document's name in any case of letters: one short row per document. What is
    # derived is looked for by the log itself, whatever changed.
    allowed = ("FROM exposures", "turns != '[]'")
    assert [
        one for one in walked if not one[1].endswith("LIMIT 1") and not any(part in one[1] for part in allowed)
    ] == []


INTERVIEW_WORDS = ("drafted the card", "for it again", "this spring")


def test_a_long_interview_with_many_codings_opens_at_once_and_no_slower_among_many(tmp_path):
    def median(project: Project, document: str) -> float:
        times = []
        for _ in range(7):
            begun = time.perf_counter()
            page(project, "ana", document)
            times.append(time.perf_counter() - begun)
        return sorted(times)[3]

    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Long") as made:
        folder = made.folder
    with open_project(folder, clock=Clock()) as project:
        document = long_document(project, "long", 400, 30)
        codes = [code.name for code in project.codes.all()]
        turns = project.documents.turns(document)
        with project.change("ana", "codings.import") as transaction:
            for n in range(300):
                turn = turns[n % 400]
                project.codings.insert(
                    transaction, NewCoding(document, turn.start + n // 50, turn.end, codes[n % len(codes)], "ana")
                )
        alone = median(project, document)
        for n in range(40):
            long_document(project, f"other{n}", 40, 10)
        assert median(project, document) < 3 * alone + 0.02
        assert len(page(project, "ana", document).codings) == 300
        assert alone < 0.5


def test_sixty_thousand_turns_open(tmp_path):
    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Long") as project:
        document = long_document(project, "endless", 60_000, 1)
        begun = time.perf_counter()
        shown = page(project, "ana", document)
        assert len(shown.turns) == 60_000
        assert shown.turns[-1].role == "interviewer"
        assert time.perf_counter() - begun < 5
