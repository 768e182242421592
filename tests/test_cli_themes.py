import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from studies import EXAMPLE, example_study, in_process, qualcode


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_study(tmp_path_factory.mktemp("themes") / "example")
    assert qualcode(folder, "themes", "import", EXAMPLE / "themes.yaml").code == 0
    return folder


@pytest.fixture
def study(example: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(example, tmp_path / "study"))


def test_themes_go_out_and_come_back_the_same(study: Path, tmp_path: Path) -> None:
    rows = qualcode(study, "themes", "list", "--format", "json").rows
    sheets = [qualcode(study, "themes", "show", row["name"]).out for row in rows]
    out = tmp_path / "out.yaml"
    assert qualcode(study, "themes", "export", "-o", out).code == 0
    assert qualcode(study, "themes", "export").out == out.read_text(encoding="utf-8")

    assert qualcode(study, "themes", "import", out).err.startswith("4 themes: ")
    assert qualcode(study, "themes", "list", "--format", "json").rows == rows
    assert [qualcode(study, "themes", "show", row["name"]).out for row in rows] == sheets


def test_themes_with_excerpts_nobody_coded_list_them_all_and_change_nothing(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "themes.yaml"
    text = (EXAMPLE / "themes.yaml").read_text(encoding="utf-8")
    wrong = text.replace("document: D01", "document: D12").replace("code: vc.reframing", "code: vc.refaming")
    path.write_text(wrong, encoding="utf-8")
    before = qualcode(study, "themes", "export").out

    said = qualcode(study, "themes", "import", path)
    assert said.code == 1
    assert said.err.count("nobody coded") + said.err.count("There is no code “vc.refaming”") > 3
    assert said.err.splitlines()[-1] == "→ Mend these; nothing was imported."
    assert qualcode(study, "themes", "export").out == before


def test_naming_a_theme_twice_is_refused_and_a_subject_gets_a_remark(study: Path) -> None:
    said = qualcode(study, "themes", "name", "Time", "--idea", "There is none.", "-c", "applied")
    assert said.code == 0
    assert "“Time” names a subject." in said.err
    again = qualcode(study, "themes", "name", "Time", "--idea", "There is some.")
    assert (again.code, again.err.splitlines()[0]) == (1, "There is a theme “Time” already.")
    assert "Not yet examined" in qualcode(study, "themes", "show", "Time").out


def test_the_report_has_the_same_bytes_every_time_and_verifies(study: Path) -> None:
    first, second = study / "reports" / "first.md", study / "reports" / "second.md"
    for path in (first, second):
        assert qualcode(study, "report", "themes", "-o", path).err.startswith(f"Written: {path}")

    assert first.read_bytes() == second.read_bytes()
    assert qualcode(study, "report", "themes").out == first.read_text(encoding="utf-8")
    assert str(study) not in first.read_text(encoding="utf-8")
    said = qualcode(study, "verify", first)
    assert (said.code, said.out) == (0, "")
    assert "0 changed or not backed" in said.err


@pytest.mark.parametrize(
    ("old", "new"),
    [(r"^> (\w+) (\w)", r"> \1 x\2"), (r"\b9 of 12<", "8 of 12<"), (r"\b9 of 12<", "9 of 13<")],
    ids=["a letter of a quote", "a count", "a denominator"],
)
def test_one_change_by_hand_fails_at_its_line(study: Path, old: str, new: str) -> None:
    text = qualcode(study, "report", "themes").out
    changed = re.sub(old, new, text, count=1, flags=re.MULTILINE)
    pairs = zip(text.splitlines(), changed.splitlines(), strict=True)
    touched = [number for number, (was, now) in enumerate(pairs, start=1) if was != now]
    (study / "report.md").write_text(changed, encoding="utf-8")

    said = qualcode(study, "verify", "report.md", "--format", "json")
    assert said.code == 1
    assert [row["line"] for row in said.rows if row["status"] not in ("ok", "not checked")] == touched
    assert len(touched) == 1


def test_a_quotation_from_nowhere_fails(study: Path) -> None:
    path = study / "report.md"
    path.write_text(qualcode(study, "report", "themes").out + "\n> “Nobody ever said these words in any interview.”\n")

    said = in_process(study, "verify", path)
    assert said.code == 1
    assert "Nobody ever said" in said.out


def test_a_report_for_others_is_refused_in_words_as_long_as_there_is_none(study: Path) -> None:
    said = qualcode(study, "report", "themes", "--audience", "public")

    assert (said.code, said.out) == (1, "")
    assert "→ " in said.err


def test_a_report_without_themes_says_how_to_get_some(tmp_path: Path) -> None:
    said = qualcode(example_study(tmp_path / "study", interviews=slice(0, 1)), "report", "themes", "-o", "x.md")

    assert (said.code, (tmp_path / "study" / "x.md").exists()) == (1, False)
    assert "qualcode themes name" in said.err


def test_a_backup_brings_back_what_stood_then(study: Path) -> None:
    before = qualcode(study, "codings", "--coder", "all", "--format", "json").rows
    assert qualcode(study, "backup").code == 0
    qualcode(study, "coding", "remove", before[0]["id"])
    copy = qualcode(study, "restore", "--list").out.splitlines()[-1]

    refused = qualcode(study, "restore", copy)
    assert (refused.code, refused.err.splitlines()[-1]) == (1, "→ To do it without being asked: --yes")
    assert qualcode(study, "restore", copy, "--yes").code == 0
    assert qualcode(study, "codings", "--coder", "all", "--format", "json").rows == before
    assert qualcode(study, "check").err == "The project is sound.\n"


def test_check_notes_an_original_that_was_touched_and_fails_where_the_words_were(study: Path) -> None:
    original = next((study / "transcripts").glob("05*"))
    original.write_bytes(original.read_bytes() + b"x")

    noted = qualcode(study, "check", "--format", "json")
    assert (noted.code, noted.err) == (0, "The project is sound, with 1 note.\n")
    assert [row["found"][:4] for row in noted.rows if row["result"] == "note"] == ["D05:"]

    with sqlite3.connect(study / "project.db") as file:
        file.execute("UPDATE codings SET start = start + 1 WHERE id = (SELECT min(id) FROM codings)")
    file.close()
    broken = qualcode(study, "check", "--format", "json")
    assert broken.code == 1
    assert "codings hold the words of the text" in [row["check"] for row in broken.rows if row["result"] == "broken"]


def test_the_installation_is_complete(study: Path) -> None:
    rows = qualcode(study, "check", "--installation", "--format", "json").rows

    assert {"Python", "SQLite with FTS5", "torch"} <= {row["part"] for row in rows}
    assert all(row["state"] != "missing" or row["mend"] for row in rows)
