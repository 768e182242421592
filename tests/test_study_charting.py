"""The framework chart: cells that people write, with excerpts behind them and three kinds of blank."""

import shutil
from pathlib import Path
from random import Random

import pytest
from conftest import Clock, faults
from studies import qualcode, small_study

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.changes import canonical
from qualcode.scope import EVERYTHING
from qualcode.study.codebooks.changing_codes import merge_codes
from qualcode.study.keeping_back import told_events
from qualcode.study.tabulating.charting import framework_chart


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """D01 coded and finished, D02 finished without a coding, D03 not coded yet; who was asked what is recorded."""
    folder = small_study(tmp_path_factory.mktemp("chart") / "study")
    qualcode(folder, "coding", "add", "-d", "D01", "-c", "applied", "--words", "We used it every week until May.")
    qualcode(folder, "finish", "D01")
    qualcode(folder, "finish", "D02")
    with open_project(folder, clock=Clock()) as project, project.change("ana", "document.asked") as transaction:
        for document, codes in (("D01", ["vc.applied"]), ("D02", ["vc.applied"])):
            transaction.update("documents", project.documents.key_of(document), asked=canonical(codes))
    return folder


@pytest.fixture
def study(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "study"))


def states(folder: Path, *words: str) -> dict[tuple[str, str], str]:
    rows = qualcode(folder, "chart", "--format", "json", *words).rows
    return {(row["participant"], row["code"]): row["state"] for row in rows}


def test_a_blank_says_whether_nobody_asked_nothing_was_said_or_nobody_has_come_to_it_yet(study: Path):
    found = states(study)
    assert found["P01", "vc.applied"] == "not charted yet"
    assert found["P02", "vc.applied"] == "asked, nothing said"
    assert found["P02", "vc.realized"] == "not asked"
    assert found["P03", "vc.applied"] == "not coded yet"


def test_a_cell_holds_what_a_person_wrote_and_nothing_else(study: Path):
    before = qualcode(study, "chart", "--format", "json").rows
    assert {row["summary"] for row in before} == {""}
    assert qualcode(study, "chart", "write", "p01", "applied", " The card ran weekly until May. ").code == 0
    (cell,) = [row for row in qualcode(study, "chart", "--format", "json").rows if row["summary"]]
    told = {name: cell[name] for name in ("participant", "code", "state", "summary", "written_by", "excerpts", "newer")}
    assert told == {
        "participant": "P01",
        "code": "vc.applied",
        "state": "charted",
        "summary": "The card ran weekly until May.",
        "written_by": ["ana"],
        "excerpts": 1,
        "newer": 0,
    }
    shown = qualcode(study, "chart", "show", "P01", "applied").out
    assert "The card ran weekly until May." in shown
    assert "D01, turn 4: “We used it every week until May.”" in " ".join(shown.split())
    again = qualcode(study, "chart", "write", "P01", "applied", "Otherwise")
    assert (again.code, "already" in again.err, "chart edit P01 vc.applied" in again.err) == (1, True, True)


def test_a_cell_says_when_more_was_coded_since_it_was_written(study: Path):
    qualcode(study, "chart", "write", "P01", "applied", "Weekly until May.")
    qualcode(study, "coding", "add", "-d", "D01", "-c", "applied", "--words", "Nobody asked us to.")
    said = qualcode(study, "chart", "-p", "P01", "-c", "applied")
    assert "1 coded since" in " ".join(said.out.split())
    assert "perhaps out of date: P01 vc.applied" in said.err
    qualcode(study, "chart", "edit", "P01", "applied", "Weekly until May, unasked.")
    assert "coded since" not in qualcode(study, "chart", "-p", "P01", "-c", "applied").out


def test_a_cell_can_be_taken_away_and_brought_back(study: Path):
    qualcode(study, "chart", "write", "P01", "applied", "Weekly until May.")
    qualcode(study, "chart", "remove", "P01", "applied")
    assert states(study)["P01", "vc.applied"] == "not charted yet"
    assert "removed the summary of P01 under vc.applied" in qualcode(study, "undo").err
    assert states(study)["P01", "vc.applied"] == "charted"
    assert qualcode(study, "chart", "remove", "P02", "applied").code == 1


def test_the_chart_as_a_matrix_has_a_row_for_each_participant_and_a_column_for_each_code(study: Path):
    qualcode(study, "chart", "write", "P01", "applied", "=SUM(1) they said")
    said = qualcode(study, "chart", "--matrix", "--format", "csv", "-c", "applied", "-c", "realized")
    assert said.out.splitlines() == [
        "participant,vc.applied,vc.realized",
        "P01,'=SUM(1) they said,(not asked)",
        'P02,"(asked, nothing said)",(not asked)',
        "P03,(not coded yet),(not coded yet)",
    ]


def test_at_a_glance_every_cell_is_a_sign_that_is_explained_below_in_80_columns(study: Path):
    qualcode(study, "chart", "write", "P01", "applied", "Weekly.")
    out = qualcode(study, "chart").out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "■ summed up | · asked, nothing said | - not asked | ? not coded yet" in out


def test_a_coder_who_still_codes_an_interview_blind_does_not_see_what_others_wrote_of_its_people(study: Path):
    qualcode(study, "chart", "write", "P01", "applied", "Weekly until May.")
    with open_project(study, clock=Clock("2030-01-01T00:00:00+00:00")) as project:
        qualcode(
            study, "coding", "add", "--coder", "ben", "-d", "D01", "-c", "realized", "--words", "It was ours, though"
        )
        assert project.codings.open_doubles("ben")
        chart = framework_chart(project, EVERYTHING, "ben")
        assert (chart.summaries, chart.kept_back) == ((), 1)
        assert not any("Weekly" in story for _, story in told_events(project, "ben"))
        project.finishes.finish("ben", "D01")
        assert [one.words for one in framework_chart(project, EVERYTHING, "ben").summaries] == ["Weekly until May."]


def test_who_reads_what_others_wrote_of_somebody_is_no_longer_blind_there(study: Path):
    qualcode(study, "chart", "write", "P03", "applied", "Took nothing home.")
    with open_project(study, clock=Clock("2030-01-01T00:00:00+00:00")) as project:
        assert framework_chart(project, EVERYTHING, "ben").newly_seen == ("D01", "D03")
        assert project.exposures.has_seen("ben", "D03", "codings")


def test_summaries_follow_a_code_that_is_merged_and_two_of_one_coder_become_one(study: Path):
    qualcode(study, "chart", "write", "P01", "applied", "Weekly.")
    qualcode(study, "chart", "write", "P01", "realized", "Nothing measured.")
    qualcode(study, "chart", "write", "P02", "realized", "Referrals stayed.")
    with open_project(study, clock=Clock("2030-01-01T00:00:00+00:00")) as project:
        merge_codes(project, "ana", ["vc.realized"], "vc.applied")
        found = [(one.participant, one.code, one.words) for one in project.charts.all()]
        assert found == [
            ("P01", "vc.applied", "Weekly.\n\nNothing measured."),
            ("P02", "vc.applied", "Referrals stayed."),
        ]
        assert not faults(project)


def test_what_a_summary_rests_on_is_not_taken_away_under_it(study: Path):
    qualcode(study, "chart", "write", "P03", "vc.realized", "Lunch was good.")
    with open_project(study, clock=Clock("2030-01-01T00:00:00+00:00")) as project:
        imported = next(event for event in project.history.all() if event.sentence == "imported D03")
        with pytest.raises(QualcodeError, match=r"summed up P03 under vc\.realized"):
            project.history.undo_event("ana", imported.id)
    qualcode(study, "codebook", "add", "quiet")
    qualcode(study, "chart", "write", "P01", "quiet", "Never says why.")
    book = study / "codebooks" / "emergent.yaml"
    book.write_text(book.read_text(encoding="utf-8").partition("codes:")[0] + "codes: []\n", encoding="utf-8")
    assert "1 chart cell" in qualcode(study, "codebook", "update").err
    assert qualcode(study, "codebook", "update", "--retired", "quiet").code == 0
    with open_project(study) as project:
        assert project.codes.named("quiet").status == "retired"
        assert not faults(project)
    assert states(study)["P01", "quiet"] == "charted"


def test_random_charting_leaves_a_sound_project_and_comes_back_by_undo(study: Path):
    chance = Random(7)
    with open_project(study, clock=Clock("2030-01-01T00:00:00+00:00")) as project:
        standing: list[set[tuple[str, str, str, str]]] = [held(project)]
        for step in range(25):
            coder, person = chance.choice(["ana", "ben"]), f"P0{chance.randint(1, 3)}"
            code, words = chance.choice(["vc.applied", "vc.realized"]), f"Words {step}"
            what = chance.choice(["write", "write", "edit", "remove"])
            try:
                if what == "remove":
                    project.charts.remove(coder, person, code)
                else:
                    getattr(project.charts, what)(coder, person, code, words)
            except QualcodeError:
                continue
            standing.append(held(project))
            if chance.random() < 0.4:
                project.history.undo(coder)
                assert held(project) == standing[-2]
                project.history.redo(coder)
                assert held(project) == standing[-1]
        assert len(standing) > 8
        assert not faults(project)


def held(project: Project) -> set[tuple[str, str, str, str]]:
    return {(one.participant, one.code, one.coder, one.words) for one in project.charts.all()}
