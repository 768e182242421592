import json
from pathlib import Path

import pytest
from studies import in_process, small_study

HEAVY = ("numpy", "sqlite_utils", "sklearn", "scipy", "spacy", "torch", "textual", "pandas", "sentence_transformers")
WATCHED = """
import json, sys
from qualcode.cli import main
code = 0
try:
    main()
except SystemExit as end:
    code = end.code or 0
print(json.dumps({"code": code, "loaded": sorted(sys.modules)}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["status"],
        ["codings"],
        ["codings", "--format", "json"],
        ["coding", "add", "-d", "D01", "-c", "applied", "--words", "we drafted the card"],
    ],
    ids=" ".join,
)
def test_everyday_commands_load_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    study = small_study(tmp_path / "study")

    said = in_process(study, *words, python=WATCHED)

    told = json.loads(said.err.splitlines()[-1])
    assert told["code"] == 0
    assert "qualcode.cli" in told["loaded"]
    assert not set(HEAVY) & set(told["loaded"])


def test_help_opens_nothing_of_the_project(tmp_path: Path) -> None:
    told = json.loads(in_process(tmp_path, "--help", python=WATCHED).err.splitlines()[-1])

    assert not {"sqlite3", "rich", "qualcode.project"} & set(told["loaded"])
