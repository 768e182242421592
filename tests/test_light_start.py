import json
from pathlib import Path

import pytest
from studies import in_process, small_study

HEAVY = (
    *("numpy", "sqlite_utils", "sklearn", "scipy", "spacy", "torch", "textual", "pandas", "sentence_transformers"),
    *("onnxruntime", "docx", "lxml", "openpyxl", "jinja2", "markdown_it"),
)
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

LISTINGS = (
    *("chart", "cooccurrence", "crosstab --by role", "stories", "value-matrix", "value-matrix --flows"),
    *("themes list", "history", "export csv", "export json --matrix", "export sqlite -o study.db"),
)
ONE_AFTER_THE_OTHER = """
import json, sys
from qualcode.cli import main
codes = {}
for words in sys.argv[1:]:
    sys.argv = ["qualcode", *words.split()]
    try:
        main()
    except SystemExit as end:
        codes[words] = end.code or 0
print(json.dumps({"codes": codes, "loaded": sorted(sys.modules)}), file=sys.stderr)
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


def test_what_counts_lists_and_writes_data_loads_nothing_heavy(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")

    said = in_process(study, *LISTINGS, python=ONE_AFTER_THE_OTHER)

    told = json.loads(said.err.splitlines()[-1])
    assert told["codes"] == dict.fromkeys(LISTINGS, 0)
    assert not set(HEAVY) & set(told["loaded"])


def test_help_opens_nothing_of_the_project(tmp_path: Path) -> None:
    told = json.loads(in_process(tmp_path, "--help", python=WATCHED).err.splitlines()[-1])

    assert not {"sqlite3", "rich", "qualcode.project"} & set(told["loaded"])
