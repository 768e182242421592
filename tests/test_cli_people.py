from pathlib import Path

import pytest
from studies import EXAMPLE, example_study, qualcode, small_study


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_study(tmp_path_factory.mktemp("example") / "study")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def ids(folder: Path, *words: object) -> list[str]:
    return [row["id"] for row in qualcode(folder, "participants", *words, "--format", "json").rows]


@pytest.mark.parametrize(
    ("conditions", "fitting"),
    [
        (["years_in_role>=9"], ["P02", "P04", "P09"]),
        (["years_in_role>1", "years_in_role < 3"], ["P05", "P07"]),
        (["role=Vice Principal", "level!=middle"], ["P06", "P08"]),
        (["COHORT==first", "role=principal"], ["P04", "P09"]),
    ],
)
def test_filters_compare_numbers_and_words(example: Path, conditions: list[str], fitting: list[str]) -> None:
    asked = [word for condition in conditions for word in ("--where", condition)]
    found = ids(example, *asked)
    assert [one for one in found if one in {f"P{n:02d}" for n in range(1, 10)}] == fitting


def test_filters_mean_the_same_in_documents_and_codings(example: Path) -> None:
    documents = qualcode(example, "documents", "--where", "years_in_role>=9", "--format", "json").rows
    codings = qualcode(example, "codings", "--coder", "all", "--where", "years_in_role>=9", "--format", "json").rows
    assert {row["document"] for row in codings} == {row["id"] for row in documents}
    assert qualcode(example, "frequencies", "--where", "years_in_role>=9").code == 0


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("rol=principal", "No participant has the attribute “rol”.\n→ Did you mean “role”?"),
        ("years_in_role>=many", "This cannot be compared: years_in_role is a number, not “many”.\n→ There are: 1, "),
        ("role>principal", "“role” is words, which have no more and less."),
        ("role=headmaster", "No participant has role “headmaster”.\n→ There are: principal, "),
        ("consent=quote", "“consent” is not recorded of anybody yet."),
        ("years", "“years” asks nothing of anybody.\n→ For example: --where role=principal or, in quotation marks"),
    ],
)
def test_a_filter_that_nobody_could_fit_says_why(example: Path, condition: str, told: str) -> None:
    said = qualcode(example, "participants", "--where", condition)
    assert (said.code, said.err.startswith(told)) == (1, True), said.err


def test_levels_and_dates_are_declared_in_project_yaml_and_then_compare_in_order(study: Path) -> None:
    path = study / "project.yaml"
    path.write_text(f"{path.read_text()}\nattributes:\n  level: [elementary, middle, high]\n  start: date\n")
    assert qualcode(study, "codebook", "update").code == 0
    for participant, level, start in (
        ("P01", "middle", "2024-09-15"),
        ("P02", "high", "2023"),
        ("P03", "Elementary", ""),
    ):
        words = ["--set", f"level={level}", *(["--set", f"start={start}"] if start else [])]
        assert qualcode(study, "participants", "edit", participant, *words).code == 0
    assert ids(study, "--where", "level>=middle") == ["P01", "P02"]
    assert ids(study, "--where", "level<high", "--where", "start>=2024-09") == ["P01"]
    said = qualcode(study, "participants", "edit", "P03", "--set", "level=upper", "--set", "start=soon")
    assert said.err.splitlines()[1:3] == [
        "  level can be elementary, middle, high, not “upper”",
        "  start is a date such as 2026-05-03, not “soon”",
    ]


def test_a_value_that_does_not_fit_a_type_declared_later_is_named_and_not_passed_over(study: Path) -> None:
    path = study / "project.yaml"
    path.write_text(f"{path.read_text()}\nattributes:\n  school: number\n")
    assert qualcode(study, "codebook", "update").code == 0
    said = qualcode(study, "participants", "--where", "school>2")
    assert "P01: school is a number, not “Larkhill”" in said.err


def test_editing_a_participant_is_told_undone_and_idempotent(study: Path) -> None:
    assert qualcode(study, "participants", "edit", "p1").code == 1
    assert qualcode(study, "participants", "edit", "P01", "--set", "years=7", "--unset", "school").err == (
        "P01 was changed.\n"
    )
    assert qualcode(study, "participants", "edit", "P01", "--set", "years=7").err == "P01 was so already.\n"
    newest = qualcode(study, "history", "--format", "json").rows[0]
    assert newest["sentence"] == "changed P01: years 7, school taken away"
    assert qualcode(study, "undo", "--event", newest["event"]).code == 0
    (row,) = qualcode(study, "participants", "-p", "P01", "--format", "json").rows
    assert row["attributes"] == {"role": "principal", "school": "Larkhill"}


def test_options_before_edit_would_be_lost_and_are_refused(study: Path) -> None:
    said = qualcode(study, "participants", "--project", study, "edit", "P01", "--set", "years=7")
    assert said.code == 2
    assert qualcode(study, "check").code == 0


def test_a_document_is_given_its_title_date_and_wave_and_shows_them(study: Path) -> None:
    assert "wave" not in qualcode(study, "documents").out
    assert (
        qualcode(study, "documents", "edit", "d1", "--title", "The card", "--date", "2026-05", "--wave", "2").code == 0
    )
    row = qualcode(study, "documents", "--format", "json").rows[0]
    assert (row["title"], row["source"], row["date"], row["wave"]) == ("The card", "interview", "2026-05", "2")
    assert "2026-05" in qualcode(study, "documents").out
    assert "did you mean “interview”?" in qualcode(study, "documents", "edit", "D01", "--source", "interveiw").err
    assert "“2026-02-30” is no date." in qualcode(study, "documents", "edit", "D01", "--date", "2026-02-30").err
    newest = qualcode(study, "history", "--format", "json").rows[0]
    assert newest["sentence"] == "changed D01: title “The card”, date “2026-05”, wave “2”"


def test_cases_come_in_are_listed_and_filter_everything(study: Path, tmp_path: Path) -> None:
    assert "There are no cases yet" in qualcode(study, "cases").err
    (tmp_path / "cases.csv").write_text(
        "id,kind,name,parent,year,enrolment\nN01,network,River,,,\nS01,school,Larkhill,N01,2025/26,412\n"
    )
    said = qualcode(study, "import", "--cases", tmp_path / "cases.csv")
    assert (said.code, said.err) == (0, "2 cases read from cases.csv: qualcode cases\n")
    rows = qualcode(study, "cases", "--case", "N01", "--format", "json").rows
    assert [(row["id"], row["participants"]) for row in rows] == [("N01", ["P01", "P02"]), ("S01", ["P01", "P02"])]
    assert rows[1]["values"] == {"enrolment 2025/26": "412"}
    assert [row["id"] for row in qualcode(study, "documents", "--case", "river", "--format", "json").rows] == [
        "D01",
        "D02",
    ]
    assert "There is no case “S09”" in qualcode(study, "documents", "--case", "S09").err


def test_nobody_is_quoted_who_did_not_consent_and_everybody_is_counted(tmp_path: Path) -> None:
    study = example_study(tmp_path / "study")
    assert qualcode(study, "themes", "import", EXAMPLE / "themes.yaml").code == 0
    before = qualcode(study, "report", "themes", "--audience", "team").out
    quoted = [f"P{n:02d}" for n in range(1, 13) if f"— P{n:02d}," in before]
    for participant, consent in zip(quoted[:2], ("paraphrase", "none"), strict=True):
        assert qualcode(study, "participants", "edit", participant, "--set", f"consent={consent}").code == 0

    assert qualcode(study, "report", "themes", "--audience", "team", "-o", "report.md").code == 0
    after = (study / "report.md").read_text()
    assert not any(f"— {participant}," in after for participant in quoted[:2])
    assert all(f"— {participant}," in after for participant in quoted[2:3])
    assert "Who did not consent to be quoted is counted" in after
    counts = [line for line in before.splitlines() if line.startswith("**Who raised it:**")]
    assert [line for line in after.splitlines() if line.startswith("**Who raised it:**")] == counts
    assert qualcode(study, "verify", "report.md").code == 0


def test_a_filter_that_fits_nobody_and_a_word_among_numbers_are_named(study: Path) -> None:
    for participant, years in (("P01", "3"), ("P02", "seven"), ("P03", "4")):
        qualcode(study, "participants", "edit", participant, "--set", f"years={years}")
    said = qualcode(study, "participants", "--where", "years>=5")
    assert said.err.startswith("Not every years is a number: P02 has “seven”.\n→ qualcode participants edit P02 --set")
    qualcode(study, "participants", "edit", "P02", "--set", "years=7")
    said = qualcode(study, "participants", "--where", "years<4", "--where", "school=Millrow")
    assert said.err == "Nobody fits --where years<4 and school=Millrow: qualcode participants\n"


def test_an_empty_value_takes_an_attribute_away_and_a_mistyped_name_is_doubted(study: Path) -> None:
    assert qualcode(study, "participants", "edit", "P01", "--set", "school=").code == 0
    rows = qualcode(study, "participants", "--format", "json").rows
    assert rows[0]["attributes"] == {"role": "principal"}
    said = qualcode(study, "participants", "edit", "P01", "--set", "scool=Larkhill")
    assert "did you mean “school”? qualcode participants edit P01 --unset scool" in said.err


def test_who_answers_yes_to_consent_is_told_what_it_can_be(study: Path) -> None:
    table = study / "who.csv"
    table.write_text("file,label,id,consent\nfirst.txt,Ana Ruiz,P01,yes\nsecond.txt,Bo Lind,P02,yes\n")
    said = qualcode(study, "import", "--participants", table)
    assert "who.csv:2, 3: consent can be none, paraphrase, quote, not “yes”" in said.err
    assert "quote means their words may be quoted, paraphrase that they may only be told in other words" in said.err
