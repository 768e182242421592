import re
import shlex
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
        said = qualcode(study, "report", "themes", "--audience", "team", "-o", path)
        assert said.err.startswith(f"Written: {path}")

    assert first.read_bytes() == second.read_bytes()
    assert qualcode(study, "report", "themes", "--audience", "team").out == first.read_text(encoding="utf-8")
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


def test_a_report_for_others_says_which_names_people_spoke_in_it(study: Path) -> None:
    said = qualcode(study, "report", "themes", "--audience", "public")

    assert said.code == 0
    assert "*Written for the public.*" in said.out
    assert "Look before it leaves the team: it names Harriet, Walter" in said.err


def test_there_is_no_report_for_an_audience_nobody_knows(study: Path) -> None:
    said = qualcode(study, "report", "themes", "--audience", "press")

    assert (said.code, said.out) == (1, "")
    assert "--audience team, --audience sponsor or --audience public" in said.err


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


def test_a_file_of_ones_own_with_the_same_themes_is_left_as_it_is(study: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_bytes((EXAMPLE / "themes.yaml").read_bytes())
    assert qualcode(study, "themes", "export", "-o", own).err == f"Nothing to do: {own} holds just these themes.\n"
    assert own.read_bytes() == (EXAMPLE / "themes.yaml").read_bytes()


def test_themes_are_merged_split_moved_and_brought_back_by_what_the_command_says_last(study: Path) -> None:
    before = qualcode(study, "themes", "export").out
    coding = next(
        row["id"]
        for row in qualcode(study, "codings", "--coder", "ana", "--format", "json").rows
        if row["words"].startswith("So my Thursday gets paid for")
    )
    for words in (
        ("merge", "borrowed tool", "--into", "Time for classrooms"),
        (
            "split",
            "Time for",
            "--into",
            "Somebody pays",
            "--idea",
            "A colleague does.",
            "--coding",
            coding,
            "--as-part",
        ),
        ("move", "Time for", "--to", "Help that was", "--coding", coding),
        ("remove", "Help that was"),
    ):
        said = qualcode(study, "themes", *words)
        assert said.code == 0, said.err
        assert qualcode(study, "themes", "export").out != before
        event = re.findall(r"qualcode undo --event (\w+)", said.err)[-1]
        assert qualcode(study, "undo", "--event", event).code == 0
        assert qualcode(study, "themes", "export").out == before


def test_what_is_said_to_type_next_can_be_pasted_into_a_shell(study: Path) -> None:
    said = qualcode(study, "themes", "challenge", "Help that was").err
    words = shlex.split(re.findall(r"qualcode (themes challenge .*) --verdict …", said)[-1])
    assert words[2] == "Help that was asked for was mostly put to use; help chosen for people was mostly sat through"
    assert qualcode(study, *words, "--verdict", "bounded").code == 0
    said = qualcode(study, "themes", "map", "--begin", "who pays $5?")
    assert qualcode(study, *shlex.split(re.findall(r"Then: qualcode (.*)", said.err)[0])).code == 0
    assert qualcode(study, "themes", "map", "who pays $5?", "--rename", "").code == 1


def test_rival_maps_stand_beside_each_other_in_eighty_columns(study: Path) -> None:
    assert qualcode(study, "themes", "map", "--begin", "second reading").code == 0
    in_map = ("--map", "second reading")
    assert qualcode(study, "themes", "merge", "borrowed tool", "--into", "Time for", *in_map).code == 0
    assert qualcode(study, "themes", "edit", "Help that was", "--part-of", "Leaders tell", *in_map).code == 0

    tree = qualcode(study, "themes", "map", "second reading").out
    assert tree.splitlines()[0].startswith("1. Leaders tell the truth")
    assert "   – Help that was asked for" in tree
    beside = qualcode(study, "themes", "map", "--compare", "second reading").out
    assert {len(line) for line in beside.splitlines()} <= set(range(81))
    assert "= 12 excerpts in common" in beside
    assert "Placed differently: 12 excerpts:" in beside
    rows = qualcode(study, "themes", "map", "--compare", "second reading", "--format", "json").rows
    assert {(row["one"][0][:10], row["other"][0][:8]) for row in rows} == {("A borrowed", "Time for")}

    copied = qualcode(study, "themes", "list", *in_map, "--format", "json").rows
    assert {row["examined"] for row in copied} == {"not yet examined"}
    assert qualcode(study, "themes", "map", "second reading", "--make-main").code == 0
    assert len(qualcode(study, "themes", "list", "--format", "json").rows) == 3
    unknown = qualcode(study, "themes", "map", "secnd reading")
    assert (unknown.code, unknown.err.splitlines()[-1]) == (1, "→ See what there is: qualcode themes map")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("edit", "Time for"), "Nothing was given to change."),
        (("edit", "Time for", "--status", "done"), "There is no status “done”."),
        (("move", "Time for"), "Where to?"),
        (("move", "Time for", "--to", "Help that"), "Nothing was named that should go over."),
        (("merge", "Time for", "--into", "Time for"), "cannot be merged into itself"),
        (("name", "Pay", "--idea", "i", "--cluster", "1"), "No clusters have been looked for yet."),
        (("challenge", "Time for", "--verdict", "bounded"), "You have not looked yet"),
        (("challenge", "Weather"), "There is no theme “Weather”"),
        (("map", "--begin", "main"), "There is a map “main” already."),
        (("map", "--make-main"), "That is the main map already."),
        (("map", "--make-main", "--begin", "x"), "One thing at a time."),
    ],
)
def test_what_themes_cannot_do_is_said_with_the_next_thing_to_type(
    example: Path, words: tuple[str, ...], said: str
) -> None:
    answer = qualcode(example, "themes", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert "→ " in answer.err


def test_without_themes_every_command_about_them_says_how_to_get_some(tmp_path: Path) -> None:
    study = example_study(tmp_path / "study", interviews=slice(0, 1))
    for words in (("list",), ("map",)):
        said = qualcode(study, "themes", *words)
        assert (said.code, said.out) == (0, "")
        assert "qualcode themes name" in said.err
    assert qualcode(study, "themes", "list", "--format", "json").rows == []


def test_names_of_themes_and_maps_are_offered_where_they_are_typed(study: Path, monkeypatch) -> None:
    from qualcode.cli.theme_options import map_names, theme_names

    monkeypatch.chdir(study)
    assert theme_names("time") == ["Time for classrooms is moved, not made"]
    assert map_names("") == ["main"]
    monkeypatch.chdir(study.parent)
    assert theme_names("") == []
