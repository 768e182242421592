import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from studies import EXAMPLE, example_study, qualcode, small_study


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_study(tmp_path_factory.mktemp("export") / "example")
    assert qualcode(folder, "themes", "import", EXAMPLE / "themes.yaml").code == 0
    return folder


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_coding_is_a_row_with_what_is_known_of_it(example: Path):
    rows = table(qualcode(example, "export", "csv").out)
    listed = {row["id"]: row for row in qualcode(example, "codings", "--coder", "all", "--format", "json").rows}
    assert {row["id"] for row in rows} == set(listed)
    for row in rows:
        known = listed[row["id"]]
        assert row["words"].removeprefix("'") == known["words"]
        assert [row[name] or None for name in ("document", "participant", "code", "coder", "memo")] == [
            known[name] for name in ("document", "participant", "code", "coder", "memo")
        ]
        assert {name: row[name] for name in known["modifiers"]} == known["modifiers"]
    human = next(row for row in rows if row["code"] == "vc.potential.human")
    assert human["code_path"] == "Potential value > Human capital"
    assert {row["role"] for row in rows} == {"principal", "vice principal", "teacher leader"}
    counted = [row for row in rows if row["counted"] == "yes" and row["code"] == "vc.applied"]
    frequency = next(
        row for row in qualcode(example, "frequencies", "--format", "json").rows if row["code"] == "vc.applied"
    )
    assert len({(row["document"], row["start"], row["end"]) for row in counted}) == frequency["excerpts"]


def test_json_has_the_same_cells_exactly(example: Path):
    rows = table(qualcode(example, "export", "csv").out)
    objects = qualcode(example, "export", "json").rows
    assert [list(one) for one in objects] == [list(row) for row in rows]
    for row, one in zip(rows, objects, strict=True):
        assert row["words"].removeprefix("'") == one["words"]
        assert (one["turn"], one["counted"]) == (int(row["turn"]), row["counted"] == "yes")


def test_scope_narrows_an_export(example: Path):
    rows = table(qualcode(example, "export", "csv", "--where", "role=principal", "-c", "applied", "--coder", "ana").out)
    assert rows
    assert {(row["role"], row["code"], row["coder"]) for row in rows} == {("principal", "vc.applied", "ana")}


def test_the_mean_of_a_column_over_participants_is_its_share_of_those_who_could_say_it(example: Path):
    rows = table(qualcode(example, "export", "csv", "--matrix").out)
    assert [row["participant"] for row in rows] == [f"P{n:02}" for n in range(1, 13)]
    for one in qualcode(example, "frequencies", "--format", "json").rows:
        known = [row[one["code"]] for row in rows if row[one["code"]] != ""]
        assert (known.count("1"), len(known)) == (one["participants"], one["of"])


def test_a_matrix_says_nothing_of_those_not_coded_yet_or_not_asked(tmp_path: Path):
    folder = small_study(tmp_path / "study")
    (folder / "guide.yaml").write_text(
        "questions:\n- words: What did you take home?\n  gives_chance_for: [vc.applied]\n", encoding="utf-8"
    )
    assert qualcode(folder, "import", "--guide", "guide.yaml").code == 0
    qualcode(folder, "questions", "confirm", "--yes")
    qualcode(folder, "questions", "deny", "--not-found")
    qualcode(folder, "finish", "D01")
    qualcode(folder, "finish", "D02")
    rows = table(qualcode(folder, "export", "csv", "--matrix").out)
    assert [row["vc.applied"] for row in rows] == ["0", "", ""]
    assert [
        row["vc.applied"] for row in table(qualcode(folder, "export", "csv", "--matrix", "--unit", "document").out)
    ] == [
        "0",
        "",
        "",
    ]
    qualcode(folder, "coding", "add", "-d", "D02", "-t", "2", "-c", "applied")
    turns = table(qualcode(folder, "export", "csv", "--matrix", "--unit", "turn").out)
    assert [(row["document"], row["turn"], row["vc.applied"]) for row in turns] == [
        ("D01", "2", "0"),
        ("D01", "4", "0"),
        ("D02", "2", "1"),
        ("D02", "4", "0"),
    ]
    passages = table(qualcode(folder, "export", "csv", "--matrix", "--unit", "passage").out)
    assert [row["document"] for row in passages if row["vc.applied"] == "1"].count("D02") >= 1
    assert qualcode(folder, "export", "csv", "--unit", "turn").code == 1
    assert qualcode(folder, "export", "csv", "--matrix", "--unit", "page").code == 1


HOSTILE = "=cmd()|' /C calc'!A0 <script>alert(1)</script> `x` ]]> 𝒳 \u202eabc\u202c"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A study whose words, names of attributes and values would each do harm where they are not kept inert."""
    folder = small_study(tmp_path / "study")
    file = tmp_path / "odd.txt"
    file.write_text(f"Q: So?\nAna Ruiz: {HOSTILE}\nQ: And?\nAna Ruiz: No more.\n", encoding="utf-8")
    assert qualcode(folder, "import", file).code == 0
    for setting in ("words=+1", 'a"b=-x', "consent=none", "valence=high"):
        assert qualcode(folder, "participants", "edit", "P01", "--set", setting).code == 0
    assert (
        qualcode(folder, "coding", "add", "-d", "D04", "-t", "2", "-c", "applied", "-m", "valence=positive").code == 0
    )
    assert qualcode(folder, "coding", "add", "-d", "D01", "-t", "2", "-c", "applied", "--memo", "@sum").code == 0
    return folder


def test_no_cell_is_a_formula_and_json_and_sqlite_keep_every_letter(hostile: Path, tmp_path: Path):
    assert qualcode(hostile, "export", "csv", "-o", tmp_path / "odd.csv", "--excel").code == 0
    raw = (tmp_path / "odd.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = table(raw.decode("utf-8-sig"))
    cells = [cell for row in rows for cell in (*row, *row.values())]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    odd = next(row for row in rows if row["document"] == "D04")
    assert odd["words"] == f"'{HOSTILE}"
    one = next(row for row in qualcode(hostile, "export", "json").rows if row["document"] == "D04")
    assert one["words"] == HOSTILE
    assert one["coding_valence"] == "positive"
    first = next(row for row in qualcode(hostile, "export", "json").rows if row["document"] == "D01")
    assert (first["participant_words"], first['a"b'], first["consent"]) == ("+1", "-x", "none")
    assert first["participant_valence"] == "high"
    said = qualcode(hostile, "export", "sqlite", "-o", tmp_path / "odd.db")
    assert said.code == 0
    assert "did not consent to be quoted (P01" in said.err
    with sqlite3.connect(tmp_path / "odd.db") as connection:
        assert connection.execute("SELECT words FROM codings WHERE document = 'D04'").fetchone() == (HOSTILE,)
        assert connection.execute('SELECT "a""b" FROM codings_in_full WHERE document = \'D01\'').fetchone() == ("-x",)
        assert connection.execute("SELECT participant_words FROM participants WHERE id = 'P01'").fetchone() == ("+1",)
    connection.close()


def test_exports_are_for_their_owner_alone_and_never_take_the_place_of_what_somebody_changed(example: Path):
    for kind, name in (("csv", "out.csv"), ("json", "out.json"), ("sqlite", "out.db")):
        path = example / "exports" / name
        assert "Written" in qualcode(example, "export", kind, "-o", path).err
        assert path.stat().st_mode & 0o077 == 0
        assert "Nothing to do" in qualcode(example, "export", kind, "-o", path).err
        path.write_bytes(path.read_bytes() + b"\n")
        changed = path.read_bytes()
        said = qualcode(example, "export", kind, "-o", path)
        assert (said.code, "was left alone" in said.err, path.read_bytes() == changed) == (0, True, True)
    assert qualcode(example, "export", "sqlite", "-o", "project.db").code == 1
    assert json.loads((example / "exports" / "out.new.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def database(example: Path) -> Iterator[sqlite3.Connection]:
    assert qualcode(example, "export", "sqlite", "-o", "study.db").code == 0
    connection = sqlite3.connect(example / "study.db")
    yield connection
    connection.close()


def test_the_sqlite_file_is_whole_and_says_what_each_column_means(database: sqlite3.Connection):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    names = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')"))
    own = [name for name in names if "_search" not in name and name != "descriptions"]
    for name in own:
        assert "--" in names[name]
        assert database.execute("SELECT 1 FROM descriptions WHERE item = ? AND column = ''", (name,)).fetchone()
    for name in own:
        if names[name].startswith("CREATE TABLE"):
            columns = {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')}
            told = {row[0] for row in database.execute("SELECT column FROM descriptions WHERE item = ?", (name,))}
            assert columns | {""} == told
    dump = "\n".join(database.iterdump())
    assert "Zoom interview.vtt" not in dump
    assert "events" not in names


def test_the_views_of_the_sqlite_file_have_the_figures_of_the_tables(example: Path, database: sqlite3.Connection):
    found = {row[0]: row[1:] for row in database.execute('SELECT code, participants, "of", excerpts FROM code_counts')}
    for row in qualcode(example, "frequencies", "--format", "json").rows:
        assert found[row["code"]] == (row["participants"], row["of"], row["excerpts"])
    themes = {row[0]: row[1:] for row in database.execute('SELECT theme, participants, "of" FROM theme_counts')}
    crosstab = qualcode(example, "crosstab", "--themes", "--format", "json").rows
    assert themes == {row["row"]: (row["said"], row["of"]) for row in crosstab if row["group"] == "all"}
    by_role = database.execute(
        "SELECT theme, role, sum(state = 'said') FROM theme_by_participant GROUP BY 1, 2"
    ).fetchall()
    assert set(by_role) == {(row["row"], row["group"], row["said"]) for row in crosstab if row["group"] != "all"}
    rows = qualcode(example, "frequencies", "--by-participant", "--format", "json").rows
    states = {(row["participant"], row["code"]): row["state"] for row in rows}
    told = database.execute("SELECT participant, code, state FROM code_by_participant").fetchall()
    assert {(person, code): state for person, code, state in told} == states


def test_stories_indicators_and_chosen_quotes_are_in_the_sqlite_file_with_the_flows_of_the_tables(example: Path):
    assert qualcode(example, "value-matrix", "import", EXAMPLE / "indicators.csv").code == 0
    assert qualcode(example, "stories", "import", EXAMPLE / "stories.yaml").code == 0
    theme = qualcode(example, "themes", "list", "--format", "json").rows[0]["name"]
    assert qualcode(example, "quotes", theme, "--keep", "1").code == 0
    assert qualcode(example, "export", "sqlite", "-o", "value.db").code == 0
    wanted = ("cycle", "to", "participants", "explicit", "inferred", "hoped_for", "did_not_come")
    columns = ", ".join(f'"{name}"' for name in wanted)
    with closing(sqlite3.connect(example / "value.db")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        stories = dict(database.execute("SELECT story, count(*) FROM story_steps GROUP BY story").fetchall())
        resting = "SELECT s.story, count(*) FROM step_excerpts e JOIN story_steps s ON s.id = e.step GROUP BY 1"
        excerpts = dict(database.execute(resting).fetchall())
        beside = database.execute("SELECT count(*) FROM step_indicators").fetchone()[0]
        loops = database.execute("SELECT count(*) FROM step_loops").fetchone()[0]
        assert database.execute("SELECT count(*) FROM story_sources").fetchone()[0]
        assert database.execute("SELECT theme, choice FROM quote_choices").fetchall() == [(theme, "keep")]
        flows = database.execute(f"SELECT {columns} FROM flows").fetchall()
    kept = {one: qualcode(example, "stories", "show", one, "--format", "json").rows[0]["steps"] for one in stories}
    assert stories == {one: len(steps) for one, steps in kept.items()}
    assert excerpts == {one: sum(len(step["codings"]) for step in steps) for one, steps in kept.items()}
    assert loops == sum(len(step["loops"]) for steps in kept.values() for step in steps)
    assert beside == sum(len(step["indicators"]) for steps in kept.values() for step in steps)
    rows = qualcode(example, "value-matrix", "--flows", "--format", "json").rows
    assert flows
    assert flows == [tuple(row[name] for name in wanted) for row in rows if row["kind"] == "flow"]


def test_words_are_found_in_the_sqlite_file(database: sqlite3.Connection):
    query = (
        "SELECT document, words FROM turns WHERE rowid IN (SELECT rowid FROM turns_search WHERE turns_search MATCH ?)"
    )
    found = database.execute(query, ("door",)).fetchall()
    assert found
    assert all("door" in words for _, words in found)
    coded = "SELECT count(*) FROM codings_search WHERE codings_search MATCH ?"
    assert database.execute(coded, ("honest OR honestly OR door",)).fetchone()[0] > 0


def test_whoever_codes_an_interview_blind_gets_none_of_the_others_codings_of_it(tmp_path: Path):
    folder = small_study(tmp_path / "study")
    for coder in ("ana", "ben"):
        said = qualcode(folder, "coding", "add", "-d", "D01", "-t", "2", "-c", "applied", "--coder", coder)
        assert said.code == 0
    qualcode(folder, "coding", "add", "-d", "D02", "-t", "2", "-c", "applied", "--coder", "ben")
    qualcode(folder, "memo", "add", "Ben’s own thought", "-d", "D01", "--coder", "ben")
    said = qualcode(folder, "export", "json")
    assert [(row["document"], row["coder"]) for row in said.rows] == [("D01", "ana"), ("D02", "ben")]
    assert "Left out until you have finished them: others’ codings of D01." in said.err
    said = qualcode(folder, "export", "sqlite", "-o", "blind.db")
    assert "others’ codings of D01" in said.err
    connection = sqlite3.connect(folder / "blind.db")
    coders = connection.execute("SELECT document, coder FROM codings ORDER BY document").fetchall()
    assert coders == [("D01", "ana"), ("D02", "ben")]
    assert connection.execute("SELECT count(*) FROM memos WHERE coder = 'ben'").fetchone() == (0,)
    assert connection.execute("SELECT value FROM about WHERE name = 'left out'").fetchone() == ("D01",)
    connection.close()


def test_an_empty_study_can_be_exported(tmp_path: Path):
    folder = tmp_path / "new"
    folder.mkdir()
    assert qualcode(folder, "init", "--coder", "ana", "--codebook", "value-creation").code == 0
    assert table(qualcode(folder, "export", "csv").out) == []
    assert qualcode(folder, "export", "json").rows == []
    assert qualcode(folder, "export", "csv", "--matrix").code == 0
    assert qualcode(folder, "export", "sqlite", "-o", "study.db").code == 0
