"""A fellow's way with the example study: clusters, a theme of their own, what speaks against it, the report."""

import re
from pathlib import Path

from studies import Said, example_study, qualcode

CLAIM = "Time for classrooms comes from somebody else"


def fine(folder: Path, *words: object) -> Said:
    said = qualcode(folder, *words)
    assert said.code == 0, said.err
    assert all(len(line) <= 80 for line in said.out.splitlines() if not {"report", "json"} & {*words}), said.out
    return said


def examined(folder: Path) -> str:
    (row,) = fine(folder, "themes", "list", "--format", "json").rows
    return str(row["examined"])


def test_from_clusters_to_a_theme_that_was_held_against_what_speaks_against_it(tmp_path: Path) -> None:
    study = example_study(tmp_path / "study")
    found = fine(study, "themes", "discover")
    assert "Only people name themes" in found.err
    number = re.search(r"^Cluster (\d+)", found.out, re.MULTILINE)
    assert number

    named = fine(study, "themes", "name", CLAIM, "--idea", "An hour is moved, not made.", "--cluster", number[1])
    assert f"Theme “{CLAIM}” kept." in named.err
    sheet = fine(study, "themes", "show", "time for").out
    assert f"Taken in: cluster {number[1]} of the clusters of" in sheet
    assert "Not yet examined" in sheet
    assert examined(study) == "not yet examined"
    assert "not yet examined" in fine(study, "themes", "map").out
    assert "**Not yet examined:**" in fine(study, "report", "themes").out

    page = fine(
        study, "themes", "challenge", "time for", "--query", "I cancelled a meeting and no one has asked for it back"
    )
    cancelled = re.search(r"^(\d+)\. P08, D08 turn 12[^“]*“So I cancelled it\.", page.out, re.MULTILINE)
    assert cancelled, page.out
    assert "What does it come to?" in page.err
    assert examined(study) == "not yet examined", "to have looked is no verdict"

    note = "Not for what nobody needs."
    verdict = ("--verdict", "bounded", "--note", note, "--against", cancelled[1])
    said = fine(study, "themes", "challenge", "time for", *verdict)
    assert "is examined: bounded" in said.err
    assert "qualcode themes edit" in said.err
    fine(study, "themes", "edit", "time for", "--boundary", "Not about meetings nobody misses.", "--status", "final")

    report = study / "reports" / "themes.md"
    fine(study, "report", "themes", "-o", report)
    text = report.read_text(encoding="utf-8")
    assert "**Not yet examined:**" not in text
    assert (
        "Searched for: I cancelled a meeting and no one has asked for it back; besides words on the same subject"
        in text
    )
    assert f"Outcome: bounded. {note}" in text
    assert "> So I cancelled it. Just like that." in text.partition("### What speaks against it")[2]
    assert "0 changed or not backed" in fine(study, "verify", report).err

    told = fine(study, "themes", "show", "time for", "--history").out
    for done in ("ana named the theme", "ana looked for what speaks against", "bounded (", "draft to final"):
        assert done in " ".join(told.split())
    events = fine(study, "history", "--format", "json").rows
    verdict_given = next(one["event"] for one in events if "came to: bounded" in one["sentence"])
    assert qualcode(study, "undo", "--event", verdict_given, "--coder", "ana").code == 0
    assert examined(study) == "not yet examined"
    assert fine(study, "check").err == "The project is sound.\n"
