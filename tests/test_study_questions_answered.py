"""Which question an excerpt answers, and of which schools a cluster is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import small_study

from qualcode.model import Coding
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.questions import GuideQuestion
from qualcode.study.bringing_in.asking import confirm
from qualcode.study.bringing_in.cases_table import import_cases
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people import edit_participant
from qualcode.study.theming.cluster_rows import schools_of
from qualcode.study.theming.questions_answered import questions_answered

SURVEY = """\
## What helped you most?

The lunches, and the walk to them.
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(small_study(tmp_path / "study")) as opened:
        yield opened


def coded(project: Project, document: str, words: str) -> Coding:
    start = project.texts.of_document(document).index(words)
    return project.codings.add(NewCoding(document, start, start + len(words), "applied", "ana"))


def asked(project: Project, document: str, words: str) -> str:
    (question,) = questions_answered(project, [coded(project, document, words)])
    return question


def test_an_excerpt_answers_what_the_interviewer_asked_before_it(project: Project) -> None:
    assert asked(project, "D01", "We drafted the card") == "What did you take home?"


def test_a_question_without_words_of_its_own_goes_on_with_the_one_before(project: Project) -> None:
    assert asked(project, "D01", "We used it every week until May") == "What did you take home?"
    assert asked(project, "D03", "The lunch was good") == ""


def test_a_question_of_the_guide_is_told_in_the_words_of_the_guide(project: Project) -> None:
    project.questions.keep_guide("ana", [GuideQuestion("Taken home: which tools?", ("vc.applied",))])
    confirm(project, "ana", "Q01", "D01", 1)
    assert asked(project, "D01", "We drafted the card") == "Taken home: which tools?"
    assert asked(project, "D02", "I looked twice") != "Taken home: which tools?"


def test_where_nobody_asks_the_heading_is_the_question(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "survey.md"
    path.write_text(SURVEY, encoding="utf-8")
    (row,) = import_files(project, "ana", [path])
    assert asked(project, row.documents[0], "The lunches").strip("# ") in ("What helped you most?", "")


def test_schools_are_cases_of_that_kind_else_the_attribute(project: Project, tmp_path: Path) -> None:
    people = project.participants.all
    assert schools_of(project, people()) == {
        "P01": frozenset({"Larkhill"}),
        "P02": frozenset({"Larkhill"}),
        "P03": frozenset({"Millrow"}),
    }
    path = tmp_path / "cases.csv"
    path.write_text("id,kind,name\nS01,school,Eastgate\n", encoding="utf-8")
    import_cases(project, "ana", path)
    edit_participant(project, "ana", "P03", {"cases": "Eastgate"})
    assert schools_of(project, people())["P03"] == frozenset({"Eastgate"})
