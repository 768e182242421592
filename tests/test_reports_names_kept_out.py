"""What somebody took out of a quote, or a question gives away, stands nowhere in a report that leaves the team."""

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from studies import Said, qualcode

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
        ("init", "--codebook", "value-creation", "--coder", "ana.lopez"),
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


@pytest.fixture
def own(study: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(study, tmp_path / "study"))


def coded(folder: Path, words: str, code: str) -> str:
    """The id of a coding that is made now."""
    said = qualcode(folder, "coding", "add", "--document", "D01", "--words", words, "--code", code)
    assert said.code == 0, said.err
    return str(next(one["id"] for one in qualcode(folder, "codings", "--format", "json").rows if one["words"] == words))


def share(folder: Path, coding: str) -> None:
    """Let a story that rests on a coding be told outside the team."""
    assert qualcode(folder, "stories", "build", "P01", "--title", "Another", "--step", coding).code == 0
    story = next(one for one in qualcode(folder, "stories", "--format", "json").rows if one["title"] == "Another")
    assert qualcode(folder, "stories", "edit", story["id"], "--shared").code == 0


def reported(folder: Path, kind: str, audience: str = "sponsor") -> Said:
    """A report that verifies."""
    file = folder / f"{kind}-{audience}.md"
    said = qualcode(folder, "report", kind, "--audience", audience, "-o", file)
    assert said.code == 0, said.err
    assert qualcode(folder, "verify", file).code == 0
    return said


def text(folder: Path, kind: str, audience: str = "sponsor") -> str:
    """What such a report says."""
    reported(folder, kind, audience)
    return (folder / f"{kind}-{audience}.md").read_text(encoding="utf-8")


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
    assert "Rosalinda" not in qualcode(study, "report", kind, "--format", "html").out
    assert "Rosalinda" in qualcode(study, "report", kind, "--audience", "team").out


def test_words_of_a_stranger_near_a_quote_stay_with_the_team(study: Path):
    said = {
        audience: qualcode(study, "report", "themes", "--audience", audience, "--format", "html").out
        for audience in ("team", "sponsor")
    }
    assert "Only passing through." in said["team"]
    assert "Only passing through." not in said["sponsor"]


@pytest.mark.parametrize("kind", ["themes", "study", "participants", "methods", "progress"])
def test_outside_the_team_no_coder_is_named(study: Path, kind: str):
    for audience in ("sponsor", "public") if kind != "participants" else ("sponsor",):
        assert "lopez" not in text(study, kind, audience)
    assert "lopez" in text(study, kind, "team")


def test_a_page_or_word_file_for_a_sponsor_names_no_coder_anywhere_in_it(study: Path):
    assert "lopez" not in qualcode(study, "report", "study", "--format", "html").out
    assert qualcode(study, "report", "study", "-o", study / "for.docx").code == 0
    with zipfile.ZipFile(BytesIO((study / "for.docx").read_bytes())) as file:
        parts = b"".join(map(file.read, file.namelist()))
    assert b"coder 1" in parts
    assert b"lopez" not in parts
    assert qualcode(study, "verify", study / "for.docx").code == 0


def test_coders_are_numbered_by_who_finished_first_and_no_number_is_somebodys_name(own: Path):
    for name in ("abe", "coder 1"):
        assert qualcode(own, "coder", name, "--add").code == 0
    for words in (
        ("coding", "add", "--document", "D01", "--words", "the card down", "--code", "applied", "--coder", "coder 1"),
        ("finish", "D01", "--coder", "coder 1"),
    ):
        assert qualcode(own, *words).code == 0, words
    methods = text(own, "methods")
    assert re.findall(r"(?m)^\| (unnamed coder \d) \| 1<", methods) == ["unnamed coder 1", "unnamed coder 2"]
    assert 'number made coder="unnamed coder 2"' in methods
    assert not re.search(r"(?<!unnamed )coder 1|abe", methods)
    wrong = own / "wrong.md"
    wrong.write_text(methods.replace('made coder="unnamed coder 2"', 'made coder="unnamed coder 3"'), "utf-8")
    assert qualcode(own, "verify", wrong).code == 1


def test_nobody_is_said_to_have_agreed_of_whom_no_wish_is_recorded(own: Path):
    assert 'Of the participants, 1<!-- number consenting consent="unrecorded" --> has no wish recorded and is' in text(
        own, "methods"
    )
    told = "No wish about being quoted is recorded for 1 of 1 person, who are quoted as if they had agreed"
    assert told in reported(own, "themes").err
    assert told not in reported(own, "themes", "team").err
    assert told not in reported(own, "methods").err
    table = own / "participants.csv"
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    place = lines[0].split(",").index("consent")
    rows = [line.split(",") for line in lines]
    for row in rows[1:]:
        row[place] = "quote" if "P01" in row else row[place]
    table.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    assert qualcode(own, "import", "--participants", table).code == 0
    assert "--> agreed to be quoted." in text(own, "methods")
    assert told not in reported(own, "themes").err


def test_what_was_dropped_for_an_audience_is_in_no_story_on_no_page_and_in_no_prose_for_it(own: Path):
    coding = coded(own, "I cut the card down", "applied")
    share(own, coding)
    assert "> I cut the card down<" in text(own, "participants")
    assert qualcode(own, "quotes", "Cut", "--drop", coding, "--audience", "sponsor").code == 0
    for kind in ("themes", "study", "participants"):
        assert "> I cut the card down<" not in text(own, kind)
    assert "> I cut the card down<" in text(own, "participants", "team")
    prose = own / "writing" / "06-findings.md"
    for reference in (f"{{{{ quote {coding} }}}}", f"As one said, {{{{ quote {coding} }}}} too."):
        prose.write_text(f"# What we found\n\n{reference}\n", encoding="utf-8")
        assert "it was left out for the sponsor" in qualcode(own, "report", "study").err
        assert "I cut the card down" in text(own, "study", "public")


@pytest.mark.parametrize(
    ("words", "shown"), [("the card down with my Zebraschool team", False), ("I cut the card down", True)]
)
def test_an_excerpt_that_shows_what_was_taken_out_of_another_is_left_out(own: Path, words: str, shown: bool):
    coding = coded(own, words, "applied")
    share(own, coding)
    for kind in ("themes", "study", "participants"):
        assert "Zebraschool" not in text(own, kind)
    assert (f"> {words}<" in text(own, "participants")) == shown
    assert f"> {words}<" in text(own, "participants", "team")


def test_a_trim_under_one_theme_holds_under_another(own: Path):
    assert qualcode(own, "themes", "name", "Down", "--idea", "Things shrink.", "--code", "applied").code == 0
    assert text(own, "themes").count("my \\[school’s\\] team") == 2
    assert "Zebraschool" not in text(own, "themes")
