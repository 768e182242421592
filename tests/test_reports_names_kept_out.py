"""What somebody took out of a quote, or a question gives away, stands nowhere in a report that leaves the team."""

from pathlib import Path

import pytest
from studies import qualcode

SAID = "I cut the card down with my Zebraschool team."
TOLD = "I cut the card down with my [school’s] team."


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interview of Rosalinda, quoted under a theme, in a story, on a page and in prose, and trimmed once."""
    folder = tmp_path_factory.mktemp("names") / "study"
    folder.mkdir()
    (folder / "one.txt").write_text(
        f"INTERVIEWER: What did you take home from it, Rosalinda?\nROSALINDA: {SAID}\n"
        "STRANGER: Only passing through.\n",
        encoding="utf-8",
    )
    commands = (
        ("init", "--codebook", "value-creation", "--coder", "ana"),
        ("import", "one.txt", "--interviewer", "INTERVIEWER"),
        ("import", "--participants", "participants.csv"),
        ("coding", "add", "--document", "D01", "--words", SAID, "--code", "applied"),
        ("finish", "D01"),
        ("themes", "name", "Cut", "--idea", "Things are cut.", "--code", "applied"),
    )
    for words in commands:
        if "--participants" in words:
            table = folder / "participants.csv"
            told = table.read_text(encoding="utf-8-sig")
            table.write_text(told.replace("STRANGER,P02,", "STRANGER,,other"), encoding="utf-8")
        assert qualcode(folder, *words).code == 0, words
    coding = qualcode(folder, "codings", "--format", "json").rows[0]["id"]
    (folder / "writing").mkdir(exist_ok=True)
    (folder / "writing" / "06-findings.md").write_text(
        f"# What we found\n\nAs one said, {{{{ quote {coding} }}}}\n\n{{{{ quote {coding} }}}}\n\n{{{{ themes }}}}\n",
        encoding="utf-8",
    )
    for words in (
        ("stories", "build", "P01", "--title", "The card", "--step", coding),
        ("stories", "edit", "V01", "--shared"),
        ("quotes", "Cut", "--trim", coding, TOLD, "--audience", "sponsor"),
    ):
        assert qualcode(folder, *words).code == 0, words
    return folder


@pytest.mark.parametrize("kind", ["themes", "study", "participants"])
def test_a_name_taken_out_of_a_quote_is_out_of_it_wherever_the_report_gives_it(study: Path, kind: str):
    file = study / f"{kind}.md"
    said = qualcode(study, "report", kind, "-o", file)
    text = file.read_text(encoding="utf-8")
    assert said.code == 0, said.err
    assert "my \\[school’s\\] team" in text
    assert "Zebraschool" not in text
    assert qualcode(study, "verify", file).code == 0
    assert "Zebraschool" in qualcode(study, "report", kind, "--audience", "team").out


@pytest.mark.parametrize("kind", ["themes", "study"])
def test_a_question_that_calls_the_speaker_by_name_stays_with_the_team(study: Path, kind: str):
    assert "Rosalinda" not in qualcode(study, "report", kind).out
    assert "Rosalinda" in qualcode(study, "report", kind, "--audience", "team").out


def test_words_of_a_stranger_near_a_quote_stay_with_the_team(study: Path):
    said = {
        audience: qualcode(study, "report", "themes", "--audience", audience, "--format", "html").out
        for audience in ("team", "sponsor")
    }
    assert "Only passing through." in said["team"]
    assert "Only passing through." not in said["sponsor"]
