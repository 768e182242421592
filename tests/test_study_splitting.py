"""Splitting a code: its excerpts go where a person sends them, and what others coded blind stays hidden."""

import csv
import io
from pathlib import Path

import pytest
from conftest import CODEBOOK, CODEBOOK_FILE, coded, faults
from studies import qualcode

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.study.codebooks.changing_codes import add_code, retire_code
from qualcode.study.codebooks.splitting import parts_of, split_code, split_rows
from qualcode.study.codebooks.updating import update


def split(project: Project, name: str, parts: list[str], chosen: dict[str, str]) -> list[tuple[str, str, int]]:
    rows = split_code(project, "ana", name, parts_of(project, name, parts), chosen)
    return [(row.code, row.change, row.codings) for row in rows]


def test_each_excerpt_goes_where_it_was_sent_and_the_undecided_stay(project: Project) -> None:
    sent = coded(project, "ben", "drafted the card", "card", modifiers={"valence": "positive"})
    left = coded(project, "cho", "The card never reached our school", "card", document="D02")
    told = split(project, "card", ["made: It was drafted", "used"], {sent.id: "card.made"})
    now = project.codings.get(sent.id)
    assert (now.code, now.coder, now.words, now.modifiers) == (
        "card.made",
        "ben",
        "drafted the card",
        {"valence": "positive"},
    )
    assert project.codings.get(left.id).code == "card"
    assert ("card.made", "took over", 1) in told
    assert ("card.used", "took over", 0) in told


def test_the_parts_stand_after_the_code_and_nothing_else_changes_in_the_file(project: Project) -> None:
    split(project, "card", ["made: It was drafted", "used"], {})
    text = (project.folder / CODEBOOK_FILE).read_bytes().decode()
    assert text == CODEBOOK.replace(
        "- id: lunch\n", "- id: card.made\n  brief: It was drafted\n- id: card.used\n- id: lunch\n"
    )


def test_a_split_is_one_event_that_can_be_undone_and_redone(project: Project) -> None:
    sent = coded(project, "ben", "drafted the card", "card")
    before = len(project.history.all())
    split(project, "card", ["made"], {sent.id: "card.made"})
    (event,) = project.history.all()[before:]
    project.history.undo_event("ana", event.id)
    assert project.codings.get(sent.id).code == "card"
    assert (project.folder / CODEBOOK_FILE).read_bytes() == CODEBOOK.encode()
    project.history.redo_event("ana", event.id)
    assert project.codings.get(sent.id).code == "card.made"
    assert faults(project) == []


def test_an_excerpt_that_meets_its_twin_in_an_existing_part_is_told_as_joined(project: Project) -> None:
    one = coded(project, "ben", "A nice lunch", "card", document="D02", memo="a")
    other = coded(project, "ben", "A nice lunch", "lunch", document="D02", memo="b")
    parts = parts_of(project, "card", ["made"])
    lunch = type(parts[0])("lunch")
    rows = split_code(project, "ana", "card", [*parts, lunch], {one.id: "lunch"})
    assert [(row.change, row.codings) for row in rows if row.change == "joined"] == [("joined", 1)]
    (coding,) = project.codings.within()
    assert coding.id == other.id
    assert set((coding.memo or "").splitlines()) == {"a", "b"}


def test_the_parts_have_the_scale_and_the_group_of_the_code_so_that_levels_stay(project: Project) -> None:
    scaled = "- id: card\n  kind: magnitude\n  scale: [planned, tried]\n  exclusive_group: things\n"
    (project.folder / CODEBOOK_FILE).write_bytes(CODEBOOK.replace("- id: card\n", scaled).encode())
    update(project, "ana")
    sent = coded(project, "ben", "drafted the card", "card", modifiers={"level": "tried"})
    split(project, "card", ["made"], {sent.id: "card.made"})
    assert project.codings.get(sent.id).modifiers == {"level": "tried"}
    assert project.codes.named("card.made").record["exclusive_group"] == "things"


def test_the_parts_of_a_provisional_code_are_provisional_and_those_of_a_retired_one_are_in_use(
    project: Project,
) -> None:
    add_code(project, "ben", "silence")
    split(project, "silence", ["long"], {})
    assert project.codes.named("silence.long").status == "provisional"
    sent = coded(project, "ben", "A nice lunch", "lunch", document="D02")
    retire_code(project, "ana", "lunch")
    split(project, "lunch", ["bread"], {sent.id: "lunch.bread"})
    assert project.codings.get(sent.id).code == "lunch.bread"


def test_what_is_no_part_and_what_is_no_coding_of_the_code_is_refused(project: Project) -> None:
    sent = coded(project, "ben", "A nice lunch", "lunch", document="D02")
    with pytest.raises(QualcodeError, match="“nowhere” is none of the parts"):
        split(project, "lunch", ["bread"], {sent.id: "nowhere"})
    with pytest.raises(QualcodeError, match="is no coding of “card”"):
        split(project, "card", ["made"], {sent.id: "card.made"})
    assert (project.folder / CODEBOOK_FILE).read_bytes() == CODEBOOK.encode()
    with pytest.raises(QualcodeError, match="Two parts have the same name"):
        parts_of(project, "card", ["made", "card.made"])


def begun_blind(project: Project) -> None:
    """Ana and ben both code D01; ben finished, ana did not. Ben alone coded D02."""
    coded(project, "ana", "drafted the card", "card")
    coded(project, "ben", "The card never reached our school", "card", document="D02")
    coded(project, "ben", "asked for it again", "card")
    project.finishes.finish("ben", "D01")


def test_others_codings_of_an_open_blind_double_are_not_shown_and_stay_with_the_code(project: Project) -> None:
    begun_blind(project)
    parts = parts_of(project, "card", ["made"])
    found = split_rows(project, "ana", "card", parts)
    assert {(row.document, row.coder) for row in found.rows} == {("D01", "ana"), ("D02", "ben")}
    assert found.kept_back == {"D01"}
    split_code(project, "ana", "card", parts, {row.coding: "card.made" for row in found.rows})
    assert [(one.coder, one.code) for one in project.codings.within() if one.document == "D01"] == [
        ("ana", "card.made"),
        ("ben", "card"),
    ]


def test_excerpts_of_others_that_were_shown_are_noted_as_seen(project: Project) -> None:
    begun_blind(project)
    found = split_rows(project, "ana", "card", parts_of(project, "card", ["made"]))
    assert found.newly_seen == ("D02",)
    assert project.exposures.all() == [("ana", "D02", "codings")]
    assert not coded(project, "ana", "A nice lunch", "lunch", document="D02").blind


def test_whoever_has_finished_sees_all_and_nothing_is_noted(project: Project) -> None:
    begun_blind(project)
    project.finishes.finish("ana", "D01")
    project.finishes.finish("ana", "D02")
    found = split_rows(project, "ana", "card", parts_of(project, "card", ["made"]))
    assert len(found.rows) == 3
    assert (found.kept_back, found.newly_seen, project.exposures.all()) == (frozenset(), (), [])


def test_the_plan_says_what_is_kept_back_and_what_was_seen(project: Project, folder: Path) -> None:
    begun_blind(project)
    said = qualcode(folder, "codebook", "split", "card", "--into", "made", "--plan", "--coder", "ana")
    assert said.code == 0
    assert "D01" in said.err
    assert "D02" in said.err
    assert "asked for it again" not in said.out + said.err


def test_a_plan_filled_in_as_csv_is_carried_out(project: Project, folder: Path) -> None:
    sent = coded(project, "ana", "drafted the card", "card")
    left = coded(project, "ana", "asked for it again", "card")
    words = ("codebook", "split", "card", "--into", "made: It was drafted", "--coder", "ana")
    planned = qualcode(folder, *words, "--plan", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(planned.out)))
    assert {row["words"] for row in rows} == {"drafted the card", "asked for it again"}
    plan = folder.parent / "plan.csv"
    with plan.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "code": "card.made" if row["coding"] == sent.id else ""} for row in rows)
    done = qualcode(folder, *words, "--given", plan)
    assert done.code == 0, done.err
    assert project.codings.get(sent.id).code == "card.made"
    assert project.codings.get(left.id).code == "card"
