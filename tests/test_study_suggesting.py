import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from studies import EXAMPLE, example_study, in_process, qualcode

from qualcode.project import open_project

pytestmark = pytest.mark.xdist_group("suggesting")

ASKING = """
import csv, json, os, signal, sys
from dataclasses import asdict
from pathlib import Path
from qualcode.project.codings import NewCoding
from qualcode.project.soundness import check_project
from qualcode.scope import Scope
from qualcode.study.theming.discovering import discover_clusters
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.coding.locating import place_of_words
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.suggesting.suggesting import suggest
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.transcripts.passages.cutting import passages

folder, example, order, interrupted = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4] == "interrupted"
files = {f"D{n:02d}": path for n, path in enumerate(sorted(example.glob("[01]*")), start=1)}
shown = {}
with set_up(folder, codebook="value-creation", coder="ana", title="Three of the example") as project:
    rows = import_files(
        project, "ana", [files[name] for name in order.split(",")], who=read_who_is_who(example / "participants.csv")
    )
    here = dict(zip(order.split(","), [row.documents[0] for row in rows]))
    for row in csv.DictReader((example / "codings.csv").open(encoding="utf-8", newline="")):
        if row["document"] in here and row["coder"] == "ana":
            document = here[row["document"]]
            start, end = place_of_words(project, document, row["words"])
            project.codings.add(NewCoding(document, start, end, row["code"], "ana"))
    for document in here.values():
        project.finishes.finish("ana", document)
    if interrupted:
        try:
            suggest(project, "ana", progress=lambda done, of: os.kill(os.getpid(), signal.SIGINT))
        except KeyboardInterrupt:
            shown["after Ctrl-C"] = [row.result for row in check_project(project)]
        shown["offered before"] = len(project.suggestions.of("ana"))
    suggest(project, "ana")
    shown["suggestions"] = [
        (one.participant, one.turn, one.words, one.code, one.band, repr(one.probability), one.nearest)
        for one in project.suggestions.of("ana")
    ]
    # Too few excerpts are coded for clusters, so somebody codes every passage; its vector is there already.
    add_coder(project, "ana", "zoe")
    asking = {(one.document, one.label) for one in project.documents.speakers() if one.role == "interviewer"}
    for document in sorted(here.values()):
        told = [turn for turn in project.documents.turns(document) if (document, turn.label) not in asking]
        for passage in passages(document, project.texts.of_document(document), told):
            project.codings.add(NewCoding(document, passage.start, passage.end, "applied", "zoe"))
    found = discover_clusters(project, "ana", scope=Scope(coders=frozenset({"zoe"})))
    shown["clusters"] = [asdict(one) for one in found.clusters]
    shown["in no group"] = found.in_no_group
print(json.dumps(shown))
"""
WATCHED = """
import sys
from qualcode.cli import main
main_ended = 0
try:
    main()
except SystemExit as end:
    main_ended = end.code or 0
models = {"torch", "transformers", "sentence_transformers", "onnxruntime", "tokenizers", "spacy"}
print(main_ended, sorted(models & set(sys.modules)), file=sys.stderr)
"""
RUNS = {
    "first": ("D01,D04,D12", "undisturbed", "1"),
    "again, on two threads": ("D01,D04,D12", "undisturbed", "2"),
    "in another order, after Ctrl-C": ("D12,D01,D04", "interrupted", "2"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("suggesting")


@pytest.fixture(scope="module")
def runs(folder: Path) -> dict[str, Any]:
    """What three fresh projects with the same interviews come to, each in a process of its own."""
    started = {
        name: subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", ASKING, str(folder / name), str(EXAMPLE), order, disturbed],
            env={**os.environ, "OMP_NUM_THREADS": threads},
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, (order, disturbed, threads) in RUNS.items()
    }
    answers = {name: process.communicate()[0] for name, process in started.items()}
    return {name: json.loads(answer) for name, answer in answers.items()}


@pytest.mark.parametrize("name", list(RUNS)[1:])
def test_suggestions_are_the_same_to_the_last_bit(runs: dict[str, Any], name: str) -> None:
    assert len(runs["first"]["suggestions"]) == 60
    assert runs[name]["suggestions"] == runs["first"]["suggestions"]


@pytest.mark.parametrize("name", list(RUNS)[1:])
def test_clusters_are_the_same_to_the_last_bit(runs: dict[str, Any], name: str) -> None:
    assert runs["first"]["clusters"]
    assert runs[name]["clusters"] == runs["first"]["clusters"]
    assert runs[name]["in no group"] == runs["first"]["in no group"]


def test_ctrl_c_while_passages_are_encoded_leaves_a_sound_project_without_half_an_offer(runs: dict[str, Any]) -> None:
    disturbed = runs["in another order, after Ctrl-C"]

    assert set(disturbed["after Ctrl-C"]) == {"sound"}
    assert disturbed["offered before"] == 0


def test_with_nothing_new_no_model_is_loaded_and_what_was_refused_stays_away(
    runs: dict[str, Any], folder: Path
) -> None:
    study = folder / "first"
    for words in (["suggest"], ["suggestions", "--by", "passage"]):
        said = in_process(study, *words, python=WATCHED)
        assert said.err.splitlines()[-1] == "0 []"
    with open_project(study) as project:
        refused = project.suggestions.of("ana")[:3]
        project.suggestions.refuse("ana", refused, reason="not relevant")

    assert qualcode(study, "suggest").code == 0
    with open_project(study) as project:
        after = project.suggestions.of("ana")
    places = {(one.document, one.start, one.code) for one in after if one.status == "open"}
    assert len(places) == 60
    assert not places & {(one.document, one.start, one.code) for one in refused}
    assert [one.status for one in after if one.id in {one.id for one in refused}] == ["rejected"] * 3


def test_accepting_a_suggestion_codes_its_very_words(runs: dict[str, Any], folder: Path) -> None:
    study = folder / "again, on two threads"
    with open_project(study) as project:
        best = project.suggestions.of("ana")[0]
    assert qualcode(study, "review", answers="a\n\nq\n").code == 0

    with open_project(study) as project:
        made = [one for one in project.codings.within() if not one.blind]
    assert [(one.words, one.code, one.coder) for one in made] == [(best.words, best.code, "ana")]


def test_what_is_shown_as_alike_are_words_the_coder_gave_that_code(runs: dict[str, Any], folder: Path) -> None:
    with open_project(folder / "first") as project:
        own = [(one.code, " ".join(one.words.split())) for one in project.codings.within() if one.coder == "ana"]
    alike = [(one[3], one[6]) for one in runs["first"]["suggestions"] if one[6]]

    assert alike
    for code, words in alike:
        for part in words.split(" … "):
            assert any(code == given and " ".join(part.split()) in excerpt for given, excerpt in own)


def test_only_interviews_that_are_finished_or_coded_are_read(tmp_path: Path) -> None:
    study = example_study(tmp_path / "study", interviews=slice(0, 4))
    settings = study / "project.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "encoder: words\n", encoding="utf-8")
    qualcode(study, "coding", "add", "-d", "D03", "-t", 2, "-c", "applied")
    qualcode(study, "finish", "D02")

    said = qualcode(study, "suggest")

    assert "Not for interviews you have not finished: D01, D03, D04." in said.err
    with closing(sqlite3.connect(study / "project.db")) as rows:
        read = rows.execute(
            "SELECT DISTINCT d.label FROM passages p JOIN versions v ON v.id = p.version"
            " JOIN documents d ON d.id = v.document ORDER BY 1"
        ).fetchall()
    assert read == [("D02",), ("D03",)]


@pytest.mark.storm
def test_of_many_unfinished_interviews_eight_are_named(tmp_path: Path) -> None:
    study = example_study(tmp_path / "study", finished=False)
    qualcode(study, "finish", "D01")
    settings = study / "project.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "encoder: words\n", encoding="utf-8")

    said = qualcode(study, "suggest")

    assert "not finished: D02, D03, D04, D05, D06, D07, D08, D09 and 3 more.\n" in said.err


def test_only_bands_are_printed(runs: dict[str, Any], folder: Path) -> None:
    listed = qualcode(folder / "again, on two threads", "suggestions").out

    assert "0." not in listed.replace("10.", "")
    assert {"strong", "some", "weak"} & set(listed.split())
