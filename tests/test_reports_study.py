import re
import shutil
from pathlib import Path

import pytest
from studies import EXAMPLE, example_study, qualcode

PROSE = EXAMPLE / "writing"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study with its themes, stories and indicators, and the prose of its authors."""
    study = example_study(tmp_path_factory.mktemp("told") / "study")
    for words in (
        ("themes", "import", EXAMPLE / "themes.yaml"),
        ("value-matrix", "import", EXAMPLE / "indicators.csv"),
        ("stories", "import", EXAMPLE / "stories.yaml"),
    ):
        said = qualcode(study, *words)
        assert said.code == 0, said.err
    shutil.copytree(PROSE, study / "writing", dirs_exist_ok=True)
    return study


@pytest.fixture
def study(told: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(told, tmp_path / "study"))


def fine(folder: Path, *words: object) -> str:
    said = qualcode(folder, *words)
    assert said.code == 0, said.err
    return said.out


def bare(text: str) -> str:
    """A report as it reads, without the comments that prove it."""
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def test_the_first_report_of_a_study_begins_a_file_for_each_part_with_a_prompt(told: Path, tmp_path: Path) -> None:
    study = Path(shutil.copytree(told, tmp_path / "study", ignore=shutil.ignore_patterns("*.md")))
    said = qualcode(study, "report", "study")
    assert said.code == 0, said.err
    assert "writing/01-problem.md to writing/10-limitations.md" in said.err
    assert "<!-- What did people want to know" in (study / "writing" / "01-problem.md").read_text()
    assert oct((study / "writing" / "01-problem.md").stat().st_mode)[-3:] == "600"
    assert "## The problem\n\n*Not written yet.*" in said.out
    assert "### 1. Leaders tell the truth" in said.out
    (study / "writing" / "01-problem.md").write_text("# The problem\n\nNobody knew.\n")
    again = qualcode(study, "report", "study")
    assert "writing/" not in again.err
    assert "## The problem\n\nNobody knew.\n" in again.out


def test_the_report_follows_the_order_of_a_memo_and_every_figure_of_it_is_proved(study: Path) -> None:
    report = study / "reports" / "study.md"
    fine(study, "report", "study", "--audience", "team", "-o", report)
    text = report.read_text()
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert heads == [
        "The problem",
        "The program",
        "What the study is for",
        "Who took part",
        "How we worked",
        "What we found",
        "Value created",
        "Recommendations",
        "What to ask next",
        "What this study cannot say",
        "Methods",
        "How to read this report",
    ]
    assert "{{" not in bare(text)
    assert "On the second, 9 of 12 tell of time that was moved" in bare(text)
    assert "> Those twenty-three kids missed exactly as much school after as before\n" in bare(text)
    said = qualcode(study, "verify", report)
    assert said.code == 0, said.out
    assert "0 changed or not backed" in said.err


@pytest.mark.parametrize("audience", ["sponsor", "public"])
def test_outside_the_team_no_report_of_a_study_names_people_interviews_or_schools(study: Path, audience: str) -> None:
    text = fine(study, "report", "study", "--audience", audience)
    methods = text.index("## Methods")
    assert not re.findall(r"\b[PD]\d\d\b", text[:methods])
    for school in ("Thistledown", "Lanternfield", "Gullfeather", "Marblehare", "Saltwhistle", "Copperkettle"):
        assert school not in text
    assert not re.search(r", turn \d", text)


def test_recommendations_are_traced_to_findings_both_ways(study: Path) -> None:
    path = study / "writing" / "08-recommendations.md"
    path.write_text(path.read_text().replace("{{ trace }}", "## Buy chairs\n\nSoft ones.\n\n{{ trace }}"))
    text = bare(fine(study, "report", "study"))
    rows = [line for line in text.splitlines() if line.endswith(("weighed |", "weighed yet |"))]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [(title[:20], theme[:16], *rest) for title, theme, *rest in cells] == [
        ("Say who carries the ", "Time for classro", "9 of 12", "examined: bounded", "weighed"),
        (
            "Let the circle sit w",
            "Leaders tell the",
            "9 of 12",
            "not yet examined",
            "weighed",
        ),
        (
            "Answer what is asked",
            "Help that was as",
            "7 of 12",
            "examined: revised",
            "weighed",
        ),
        ("Buy chairs", "no finding", "", "", "not weighed yet"),
    ]
    assert "No recommendation rests on: “A borrowed tool begins to work once it has been cut to fit”." in text
    assert "Rests on no finding: “Buy chairs”." in text


def test_all_references_that_name_nothing_are_told_at_once_with_their_lines(study: Path) -> None:
    (study / "writing" / "11-more.md").write_text(
        "# More\n\n{{ count theme:harmony }} and {{ cuont theme:1 }}\n\nSee {{ themes }} here.\n\n"
        '{{ table theme shoe-size }}\n\n{{ quote D99 "no such words" }}\n\n{{ count }}\n\n{{ number }}\n\n'
        "{{ count code:realized sense:bogus }}\n"
    )
    said = qualcode(study, "report", "study", "-o", "reports/study.md")
    assert said.code == 1
    assert not (study / "reports" / "study.md").exists()
    for line in (
        "writing/11-more.md:3: {{ count theme:harmony }}: there is no theme “harmony”",
        "writing/11-more.md:3: {{ cuont theme:1 }}: “cuont” is no live reference",
        "writing/11-more.md:5: {{ themes }}: needs a line of its own",
        "writing/11-more.md:7:",
        "writing/11-more.md:9:",
        "writing/11-more.md:11: {{ count }}: say of what",
        "writing/11-more.md:13: {{ number }}: say a number of what",
        "writing/11-more.md:15: {{ count code:realized sense:bogus }}: there is no sense “bogus”",
    ):
        assert line in said.err, line


def test_the_words_of_who_did_not_agree_are_quoted_by_no_reference(study: Path) -> None:
    fine(study, "participants", "edit", "P07", "--set", "consent=paraphrase")
    said = qualcode(study, "report", "study")
    assert said.code == 1
    assert "07-value.md:5" in said.err
    assert "did not agree to be quoted" in said.err
    assert "twenty-three kids" not in said.out


def test_what_an_author_typed_by_hand_is_held_to_the_counts(study: Path) -> None:
    path = study / "writing" / "06-findings.md"
    path.write_text(path.read_text().replace("The first holds for all roles.", "Of 12 leaders, 11 of 12 said so."))
    report = study / "reports" / "study.md"
    fine(study, "report", "study", "-o", report)
    said = qualcode(study, "verify", report)
    assert said.code == 1
    assert "11 of 12" in said.out
    assert "not backed" in said.out


def test_html_typed_by_an_author_comes_out_as_words(study: Path) -> None:
    (study / "writing" / "11-more.md").write_text(
        "# More\n\n<script>alert(1)</script>\n\nA *plain* [link](http://x.example).\n"
    )
    text = fine(study, "report", "study")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "A *plain* [link](http://x.example)." in text


def test_who_still_codes_an_interview_gets_no_report_that_shows_others_codings_of_it(study: Path) -> None:
    fine(study, "coder", "cara", "--add")
    fine(study, "coding", "add", "-d", "D05", "-t", "2", "-c", "applied", "--coder", "cara")
    fine(study, "coder", "cara")
    for kind in ("study", "participants", "themes"):
        said = qualcode(study, "report", kind, "--audience", "team")
        assert said.code == 1
        assert "D05" in said.err
        assert said.out == ""


def test_a_role_too_few_hold_is_counted_in_prose_for_the_team_alone(study: Path) -> None:
    fine(study, "participants", "edit", "P03", "--set", "role=coach")
    (study / "writing" / "11-more.md").write_text("# More\n\nCoaches: {{ count theme:1 role:coach }}.\n")
    assert "Coaches: 1 of 1" in bare(fine(study, "report", "study", "--audience", "team"))
    said = qualcode(study, "report", "study")
    assert said.code == 1
    assert "writing/11-more.md:3" in said.err
    assert "too few people are “coach”" in said.err


def test_a_table_for_the_team_is_left_out_for_others_and_who_writes_the_report_is_told(study: Path) -> None:
    (study / "writing" / "11-more.md").write_text("# Schools\n\n{{ table theme school }}\n")
    assert "Gullfeather High" in fine(study, "report", "study", "--audience", "team").partition("## Schools")[2]
    said = qualcode(study, "report", "study")
    assert "writing/11-more.md:3: {{ table theme school }}: a table by school is for the team" in said.err
    part = bare(said.out).partition("## Schools")[2].partition("\n## ")[0]
    assert part.strip() == "", "neither a table nor words that nobody wrote"


def test_verify_asks_first_to_mend_references_that_name_nothing(study: Path) -> None:
    report = study / "reports" / "study.md"
    fine(study, "report", "study", "-o", report)
    (study / "writing" / "11-more.md").write_text("# More\n\n{{ count theme:harmony }}\n")
    said = qualcode(study, "verify", report)
    assert said.code == 1
    assert "writing/11-more.md:3" in said.err


def test_of_a_report_only_its_authors_words_for_amounts_are_listed(study: Path) -> None:
    path = study / "writing" / "11-more.md"
    path.write_text("# More\n\nMost participants speak of it: {{ count theme:1 }}.\n")
    report = study / "reports" / "study.md"
    fine(study, "report", "study", "-o", report)
    said = qualcode(study, "verify", report, "--phrases", "--format", "json")
    assert [(row["phrase"], row["k"], row["n"], row["result"]) for row in said.rows] == [
        ("Most participants", 9, 12, "ok")
    ]
