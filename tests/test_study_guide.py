"""Who was asked what, from guide.yaml to the blanks of a table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.bringing_in.asking import confirm, deny, question_rows
from qualcode.study.bringing_in.guide import ImportedGuide, import_guide
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.coding.locating import place_of_words
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.tabulating.counting import what_counts

INTERVIEWS = {
    "a.txt": "INTERVIEWER: And what changed?\nP01: We drafted a card and I used it on Monday.\n",
    "b.txt": "INTERVIEWER: And what changed?\nP02: Nothing I could name, the buses were late again.\n",
    "c.txt": "INTERVIEWER: How was the room?\nP03: Warm, loud, a little long.\n",
    "d.txt": "INTERVIEWER: How was the room?\nP04: I would rather not say.\n",
}
GUIDE = """\
questions:
  - words: And what changed?
    gives_chance_for: [vc.applied]
    asked_in: [D01, D02, D04]
  - words: How was the room?
    gives_chance_for: [immediate]
"""


OPEN_GUIDE = """\
questions:
  - words: And what changed?
    gives_chance_for: [vc.applied]
  - words: How was the room?
    gives_chance_for: [vc.immediate]
"""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    for name, text in INTERVIEWS.items():
        (tmp_path / name).write_text(text)
    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Four") as project:
        import_files(project, "ana", [tmp_path / name for name in INTERVIEWS])
        add_coder(project, "ana", "ben")
        code(project, "ana", "D01", "I used it on Monday")
        for document in ("D01", "D02", "D03"):
            project.finishes.finish("ana", document)
        yield project


def code(project: Project, coder: str, document: str, words: str) -> None:
    start, end = place_of_words(project, document, words)
    project.codings.add(NewCoding(document, start, end, "vc.applied", coder))


def states(project: Project) -> dict[str, str]:
    rows = what_counts(project, Scope(codes=frozenset({"vc.applied"})), None).by_participant()
    return {row.participant: row.state for row in rows}


def test_a_blank_says_whether_nobody_asked_nothing_was_said_or_nobody_has_coded_it_yet(
    study: Project, tmp_path: Path
) -> None:
    (tmp_path / "guide.yaml").write_text(GUIDE)
    import_guide(study, "ana", tmp_path / "guide.yaml")
    assert states(study) == {"P01": "said", "P02": "asked, nothing said", "P03": "not asked", "P04": "not coded yet"}


def test_without_a_guide_a_blank_says_that_who_was_asked_is_not_recorded(study: Project) -> None:
    assert states(study)["P02"] == "nothing said; whether asked is not recorded"


def test_n_is_who_was_asked_and_coded_and_never_who_is_not_coded_yet(study: Project, tmp_path: Path) -> None:
    assert applied(study) == (1, 3)
    (tmp_path / "guide.yaml").write_text(GUIDE)
    import_guide(study, "ana", tmp_path / "guide.yaml")
    assert applied(study) == (1, 2)


def test_where_two_coders_disagree_the_first_to_finish_counts_until_the_team_chooses(study: Project) -> None:
    code(study, "ben", "D02", "Nothing I could name")
    study.finishes.finish("ben", "D02")
    assert applied(study) == (1, 3)
    study.documents.set_lead("ana", "D02", "ben")
    assert applied(study) == (2, 3)


def test_a_named_coder_counts_as_they_stand(study: Project) -> None:
    code(study, "ben", "D04", "I would rather not say")
    assert applied(study, Scope(coders=frozenset({"ben"}))) == (1, 1)


def test_while_nobody_has_said_whether_a_question_was_asked_a_blank_does_not_say_that_it_was_not(
    study: Project, tmp_path: Path
) -> None:
    bring_in(study, tmp_path, "questions:\n  - words: And what changed?\n    gives_chance_for: [vc.applied]\n")
    assert states(study)["P02"] == "nothing said; whether asked is not recorded"
    assert applied(study) == (1, 3)
    confirm(study, "ana", "Q01", "D02", 1)
    deny(study, "ana", "Q01", "D03")
    assert states(study)["P02"] == "asked, nothing said"
    assert states(study)["P03"] == "not asked"
    assert applied(study) == (1, 2)


def test_a_code_that_no_open_question_gives_a_chance_for_is_not_asked(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, GUIDE)
    documents = {document.id: document for document in study.documents.all()}
    assert documents["D03"].asked == frozenset()
    assert documents["D03"].unsettled == {"vc.immediate"}
    assert states(study)["P03"] == "not asked"


def test_an_interview_that_comes_after_the_guide_is_open(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, GUIDE)
    (tmp_path / "e.txt").write_text("INTERVIEWER: And what changed?\nP05: The bell, mostly, and who rings it.\n")
    import_files(study, "ana", [tmp_path / "e.txt"])
    row = next(row for row in question_rows(study) if (row.question, row.document) == ("Q01", "D05"))
    assert (row.state, row.how, row.turn) == ("open", "very alike", 1)


def test_a_question_edited_in_its_place_keeps_what_was_said_of_it(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, OPEN_GUIDE)
    confirm(study, "ana", "Q01", "D02", 1)
    imported = bring_in(study, tmp_path, OPEN_GUIDE.replace("And what changed?", "And what has changed?"))
    assert imported.reworded == ("Q01",)
    assert standing(study)["Q01", "D02"] == "confirmed"


def test_a_question_moved_in_the_guide_stays_the_same_question(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, OPEN_GUIDE)
    confirm(study, "ana", "Q01", "D02", 1)
    first, second = OPEN_GUIDE.index("  - words: And"), OPEN_GUIDE.index("  - words: How")
    bring_in(study, tmp_path, OPEN_GUIDE[:first] + OPEN_GUIDE[second:] + OPEN_GUIDE[first:second])
    assert [question.id for question in study.questions.all()] == ["Q02", "Q01"]
    assert standing(study)["Q01", "D02"] == "confirmed"


def test_a_question_taken_out_of_the_guide_goes_with_what_was_said_of_it(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, OPEN_GUIDE)
    confirm(study, "ana", "Q02", "D03", 1)
    imported = bring_in(study, tmp_path, OPEN_GUIDE.replace("How was the room?", "Who else should we ask?"))
    assert [question.words for question in imported.removed] == ["How was the room?"]
    assert [question.id for question in imported.questions] == ["Q01", "Q03"]
    assert not [one for one in study.questions.askings() if one.question == "Q02"]


def test_what_a_person_said_outlives_what_the_guide_says(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, OPEN_GUIDE)
    deny(study, "ana", "Q02", "D01")
    bring_in(study, tmp_path, OPEN_GUIDE.replace("[vc.immediate]", "[vc.immediate]\n    asked_in: all"))
    assert standing(study)["Q02", "D01"] == "denied"
    assert standing(study)["Q02", "D03"] == "said by the guide"
    bring_in(study, tmp_path, OPEN_GUIDE)
    assert standing(study)["Q02", "D03"] == "very alike"


def test_a_guide_brought_in_twice_changes_nothing(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, GUIDE)
    events = len(study.history.all())
    bring_in(study, tmp_path, GUIDE)
    assert len(study.history.all()) == events


def test_a_code_that_is_renamed_keeps_its_question(study: Project, tmp_path: Path) -> None:
    bring_in(study, tmp_path, GUIDE)
    with study.change("ana", "codebook.update") as transaction:
        transaction.update("codes", study.codes.named("vc.applied").key, name="vc.used")
    assert study.questions.all()[0].codes == ("vc.used",)
    assert study.documents.all()[1].asked == {"vc.used"}


def test_a_guide_is_recorded_whole_or_not_at_all_and_names_every_mistake_with_its_line(
    study: Project, tmp_path: Path
) -> None:
    with pytest.raises(ProblemsInFile) as caught:
        bring_in(
            study,
            tmp_path,
            "questions:\n  - word: What?\n    gives_chance_for: [vc.aplied]\n    asked_in: [D01, D77]\n"
            "  - words: And?\n    words: And?\n  - words: And?\n    gives_chance_for: {a: b}\n",
        )
    lines = [int(problem.split(":")[1]) for problem in caught.value.problems]
    assert lines == [2, 2, 3, 4, 6, 7, 8]
    assert "vc.applied" in caught.value.message
    assert all(document.asked is None for document in study.documents.all())
    assert study.questions.all() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "questions:\n",
        "questions: []\n",
        "- What?\n",
        "questions: What?\n",
        "questions:\n\t- words: What?\n",
        "questions:\n  - words: [a\n",
        "questions:\n  - &a {words: What?, gives_chance_for: *a}\n",
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{two}: &{two} [{','.join([f'*{one}'] * 9)}]\n" for one, two in zip("abcdefg", "bcdefgh", strict=True)
        ),
        "questions:\n  - 12\n",
        "questions:\n  -\n",
        "questions:\n  - words: \n",
        "questions:\n" + "  - words: What did you take home?\n" * 10_000,
        "\x00\x01",
    ],
    ids=lambda text: repr(text[:25]),
)
def test_a_file_that_is_no_guide_is_refused_with_a_plain_error(study: Project, tmp_path: Path, text: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        bring_in(study, tmp_path, text)
    assert caught.value.hint
    assert study.questions.all() == []


def test_a_guide_that_is_not_there_is_named(study: Project, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"nowhere\.yaml cannot be read"):
        import_guide(study, "ana", tmp_path / "nowhere.yaml")


def bring_in(project: Project, folder: Path, text: str) -> ImportedGuide:
    (folder / "guide.yaml").write_text(text)
    return import_guide(project, "ana", folder / "guide.yaml")


def standing(project: Project) -> dict[tuple[str, str], str]:
    return {(row.question, row.document): row.how for row in question_rows(project)}


def applied(project: Project, scope: Scope = EVERYTHING) -> tuple[int, int]:
    (row,) = [row for row in what_counts(project, scope, None).by_code() if row.code == "vc.applied"]
    return row.participants, row.of
