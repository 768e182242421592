from pathlib import Path

import pytest
from studies import small_study

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.soundness import check_project
from qualcode.scope import Scope
from qualcode.study.bringing_in.cases_table import import_cases
from qualcode.study.bringing_in.people import edit_participant
from qualcode.study.bringing_in.people_listing import case_rows, participant_rows
from qualcode.study.listing import resolved

CASES = """\
id,kind,name,parent,year,enrolment,region
N01,network,River Network,,,,
S01,school,Larkhill,N01,2024/25,400,North
S01,,,,2025/26,412,
S02,school,Millrow,,,,
"""


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    with open_project(small_study(tmp_path / "study")) as opened:
        yield opened


def bring(project: Project, text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return import_cases(project, "ana", path)


def test_a_case_keeps_what_is_known_of_it_by_year(project: Project, tmp_path: Path) -> None:
    assert bring(project, CASES, tmp_path) == ["N01", "S01", "S02"]
    school = project.cases.all()[1]
    assert (school.kind, school.name, school.parent) == ("school", "Larkhill", "N01")
    assert school.values == {"2024/25": {"enrolment": "400", "region": "North"}, "2025/26": {"enrolment": "412"}}


def test_people_belong_to_the_case_their_attribute_names_and_to_those_above(project: Project, tmp_path: Path) -> None:
    bring(project, CASES, tmp_path)
    rows = {row.id: row.participants for row in case_rows(project, Scope())}
    assert rows == {"N01": ("P01", "P02"), "S01": ("P01", "P02"), "S02": ("P03",)}


def test_people_may_belong_to_several_cases_and_a_filter_by_case_takes_in_what_is_below(
    project: Project, tmp_path: Path
) -> None:
    bring(project, CASES, tmp_path)
    edit_participant(project, "ana", "p03", {"cases": "N01; millrow"})
    assert project.participants.by_id()["P03"].cases == ("N01", "S02")
    within = resolved(project, Scope(cases=frozenset({"River network"})))
    assert [row.id for row in participant_rows(project, within)] == ["P01", "P02", "P03"]
    assert [row.id for row in participant_rows(project, resolved(project, Scope(cases=frozenset({"s01"}))))] == [
        "P01",
        "P02",
    ]


def test_the_same_cases_again_are_no_event_and_unmentioned_cases_stay(project: Project, tmp_path: Path) -> None:
    bring(project, CASES, tmp_path)
    events = len(project.history.all())
    bring(project, CASES, tmp_path)
    bring(project, "id,kind\nS02,school\n", tmp_path)
    assert len(project.history.all()) == events
    assert [case.name for case in project.cases.all()] == ["River Network", "Larkhill", "Millrow"]


def test_importing_cases_can_be_undone_and_the_project_stays_sound(project: Project, tmp_path: Path) -> None:
    bring(project, CASES, tmp_path)
    event = project.history.all()[-1]
    assert event.sentence == "imported cases: 3 new, 3 values"
    project.history.undo_event("ana", event.id)
    assert project.cases.all() == []
    assert [row for row in check_project(project) if row.result == "broken"] == []


def test_everything_wrong_with_a_table_of_cases_is_told_at_once(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ProblemsInFile) as caught:
        bring(
            project,
            "id,kind,name,parent,year\n"
            "S01,school,Larkhill,S02,\n"
            "S02,school,Millrow,S01,2020\n"
            "S02,school,Millbrook,,2020\n"
            ",school,,,\n"
            "S03,,,S77,soon\n",
            tmp_path,
        )
    assert list(caught.value.problems) == [
        "cases.csv:4: S02 has a row for the year 2020 in line 3 already",
        "cases.csv:4: S02 has the name “Millbrook” here and “Millrow” in line 3",
        "cases.csv:5: the id is missing",
        "cases.csv:6: “soon” is no year; write 2026 or 2025/26",
        "cases.csv:2: S01 stands above itself by its parents",
        "cases.csv:3: S02 stands above itself by its parents",
        "cases.csv:6: the kind of S03 is missing: school, network, organisation …",
        "cases.csv:6: there is no case “S77” for S03 to be under",
    ]
    assert project.cases.all() == []


def test_a_name_that_two_cases_have_belongs_to_neither(project: Project, tmp_path: Path) -> None:
    bring(project, "id,kind,name\nS01,school,Larkhill\nS02,school,Larkhill\n", tmp_path)
    assert project.participants.by_id()["P01"].cases == ()
    with pytest.raises(QualcodeError, match="is the name of S01, S02"):
        project.cases.key_of("Larkhill")
