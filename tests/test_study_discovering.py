"""Clusters of a planted study: two themes of everybody, one of a single loud participant, and one of question words."""

import json
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from studies import qualcode, small_study

from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.setting_up import set_up
from qualcode.study.theming.cluster_rows import STABLE
from qualcode.study.theming.discovering import discover_clusters
from qualcode.themes import discover
from qualcode.themes.questions import MOSTLY, beside_questions

pytestmark = pytest.mark.xdist_group("discovering")

PEOPLE = 20
OPENINGS = (
    "What stands out from this year?",
    "Where do you turn for help?",
    "Tell me about a hard month.",
    "What would you tell a newcomer?",
    "Which decision cost you sleep?",
)
SCRIPTED = "How did the four-day calendar change the rhythm of the building?"
PEERS = (
    "The other principals in my circle listened when I was failing",
    "A colleague from the cohort told me the truth about my leadership",
    "My peer group answers when I call at night",
    "Another school leader shared her own mistakes with me",
    "The principals of my cohort know what this loneliness is like",
)
MONEY = (
    "The school budget ran out before spring",
    "Grant money was cut by the board again",
    "Our funding never covers the real costs of substitutes",
    "The allocation pays for half a position",
    "What we can spend has to be applied for each year",
)
ECHOES = (
    "The four-day calendar changed the rhythm of the building",
    "The calendar did change the rhythm of our building",
    "Four days, yes, the calendar changes the building’s rhythm",
    "The rhythm of the building changed with the four-day calendar",
    "A four-day calendar changes a building’s rhythm",
)
FISHING = (
    "I took the boat out on the lake and fished for trout",
    "My father taught me to fish from that old boat",
    "The trout bite best at dawn on the lake",
    "A fishing rod and a quiet lake, nothing else",
    "We caught pike from the boat until dark",
)
ENDINGS = ("in truth", "as I see it", "all told", "by and by", "in the end", "for what it is worth")


def planted_study(folder: Path) -> Path:
    """Twenty interviews, coded by ana and finished; the last participant speaks of fishing again and again."""
    files = folder.parent / f"{folder.name}-files"
    files.mkdir()
    said: dict[str, list[str]] = {}
    who = ["file,label,participant,role,school"]
    for number in range(1, PEOPLE + 1):
        name = f"{number:02}.txt"
        told = [f"{of[(number * 3) % 5]}, {ENDINGS[number % 6]}, {number} times over." for of in (PEERS, MONEY, ECHOES)]
        asked = [OPENINGS[number % 5], OPENINGS[(number + 2) % 5], SCRIPTED]
        if number == PEOPLE:
            told += [f"{FISHING[place % 5]}, {ENDINGS[place % 6]}, {place} times." for place in range(18)]
            asked += [OPENINGS[place % 5] for place in range(18)]
        lines = [f"Q: {question}\nSpeaker {number}: {answer}" for question, answer in zip(asked, told, strict=True)]
        (files / name).write_text("\n".join(lines), encoding="utf-8")
        said[name] = told
        who += [f"{name},Q,,interviewer,", f"{name},Speaker {number},P{number:02},principal,School {number % 6}"]
    (files / "participants.csv").write_text("\n".join(who), encoding="utf-8")
    with set_up(folder, codebook="value-creation", coder="ana", title="Planted") as project:
        import_files(project, "ana", sorted(files.glob("*.txt")), who=read_who_is_who(files / "participants.csv"))
        for document, name in zip(project.documents.ids(), sorted(said), strict=True):
            code_words(project, document, said[name])
            project.finishes.finish("ana", document)
    shutil.rmtree(files)
    return folder


def code_words(project: Project, document: str, wordings: list[str]) -> None:
    text = project.texts.of_document(document)
    for words in wordings:
        start = text.index(words)
        project.codings.add(NewCoding(document, start, start + len(words), "applied", "ana"))


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted study, in which nobody has looked for clusters."""
    return planted_study(tmp_path_factory.mktemp("planted") / "coded")


@pytest.fixture(scope="module")
def study(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(coded, tmp_path_factory.mktemp("discovered") / "study"))


@pytest.fixture(scope="module")
def rows(study: Path) -> list[dict[str, Any]]:
    found = qualcode(study, "themes", "discover", "--format", "json")
    assert found.code == 0, found.err
    return found.rows


def about(row: dict[str, Any]) -> str:
    """What most of the central excerpts of a cluster are about."""
    words = {"peers": PEERS, "money": MONEY, "echoes": ECHOES, "fishing": FISHING}
    held = [name for quote in row["central"] for name, of in words.items() if any(one in quote for one in of)]
    return Counter(held).most_common(1)[0][0]


def test_two_planted_themes_come_back_without_doubts_and_in_all_participants(rows: list[dict[str, Any]]) -> None:
    found = {about(row): row for row in rows}
    assert set(found) == {"peers", "money", "echoes", "fishing"}
    assert len(rows) == 4
    for name in ("peers", "money"):
        assert found[name]["participants"] >= 18
        assert found[name]["schools"] == 6
        assert found[name]["biggest_share"] <= 0.6
        assert found[name]["question_share"] <= 0.6


def test_the_two_planted_themes_are_stable(rows: list[dict[str, Any]]) -> None:
    assert all(row["came_back"] >= STABLE for row in rows if about(row) in ("peers", "money"))


def test_the_cluster_of_one_loud_participant_says_whose_it_is(study: Path, rows: list[dict[str, Any]]) -> None:
    loud = next(row for row in rows if about(row) == "fishing")
    assert (loud["participants"], loud["schools"], loud["biggest"], loud["biggest_share"]) == (1, 1, "P20", 1.0)
    assert loud["question_share"] <= 0.6
    told = qualcode(study, "themes", "discover").out
    assert told.count("mostly one person: P20") == 1


def test_the_cluster_of_question_words_is_flagged_and_none_of_its_terms_is_a_word_of_the_question(
    study: Path, rows: list[dict[str, Any]]
) -> None:
    echo = next(row for row in rows if about(row) == "echoes")
    assert echo["question"] == SCRIPTED
    assert echo["question_share"] >= 0.9
    asked = {"four-day", "calendar", "change", "changed", "changes", "rhythm", "building"}
    assert not [term for row in rows for term in row["terms"] if asked & set(term.split())]
    told = " ".join(qualcode(study, "themes", "discover").out.split())
    assert told.count("mostly answers to one question: it may be the question and not a theme") == 1


def test_fine_clusters_say_which_broad_one_they_lie_in(study: Path, rows: list[dict[str, Any]]) -> None:
    fine = qualcode(study, "themes", "discover", "--detail", "fine", "--format", "json").rows
    assert len(fine) >= len(rows)
    numbers = {about(row): row["number"] for row in rows}
    assert {row["within"] for row in fine} <= {*numbers.values(), None}
    assert all(row["within"] in (numbers[about(row)], None) for row in fine)


def test_the_same_again_is_said_to_be_the_same_and_published_once(study: Path, rows: list[dict[str, Any]]) -> None:
    with open_project(study) as project:
        before = project.clusterings.newest(detail="broad")
        found = discover_clusters(project, "ana")
        assert before is not None
        assert found.compared_with == before.made
        assert found.moved == tuple(
            f"Cluster {row['number']} is cluster {row['number']} of before: exactly the same excerpts." for row in rows
        )
    assert "The same clusters as on " in qualcode(study, "themes", "discover").err


def test_what_was_coded_since_moves_clusters_and_a_narrower_question_is_not_compared(
    tmp_path: Path, coded: Path
) -> None:
    folder = Path(shutil.copytree(coded, tmp_path / "study"))
    with open_project(folder) as project:
        text = project.texts.of_document("D20")
        fished = [one for one in project.codings.within() if one.document == "D20" and "4 times" not in one.words]
        for coding in fished[3:]:
            project.codings.remove("ana", coding.id)
        first = discover_clusters(project, "ana")
        assert (first.compared_with, first.moved) == (None, ())
        code_words(project, "D20", [text[one.start : one.end] for one in fished[3:]])
        narrowed = qualcode(folder, "themes", "discover", "--participant", "P20")
        assert "of before" not in narrowed.err
        again = discover_clusters(project, "ana")
    assert again.compared_with is not None
    same = [sentence for sentence in again.moved if "the same excerpts" in sentence]
    assert len(same) == 3
    assert [sentence for sentence in again.moved if sentence not in same] == ["Cluster 4 is new."]


def test_what_was_published_keeps_places_codings_and_what_was_asked_for(tmp_path: Path, study: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(study, copy)
    assert qualcode(copy, "themes", "discover", "--where", "school!=School 1", "--code", "applied").code == 0
    with open_project(copy) as project:
        newest = project.clusterings.newest()
        assert newest is not None
        assert dict(newest.scope or {}) == {"codes": ["vc.applied"], "where": ["school!=School 1"]}
        for cluster in newest.clusters:
            by_id = {one.id: one for one in project.codings.within()}
            held = [by_id[one] for one in cluster["codings"]]
            assert [[one.document, one.start, one.end] for one in held] == cluster["excerpts"]
        assert json.loads(json.dumps(newest.clusters[0]["terms"])) == list(newest.clusters[0]["terms"])


def test_clusters_published_before_scopes_were_kept_are_still_read_and_compared(tmp_path: Path, study: Path) -> None:
    copy = Path(shutil.copytree(study, tmp_path / "copy"))
    with open_project(copy) as project:
        newest = project.clusterings.newest(detail="broad")
        assert newest is not None
        earlier = [{name: kept for name, kept in one.items() if name != "codings"} for one in newest.clusters]
    with closing(sqlite3.connect(copy / "project.db")) as file, file:
        file.execute("UPDATE clusterings SET clusters = ?", [json.dumps(earlier)])
    with open_project(copy) as project:
        kept = project.clusterings.newest()
        assert kept is not None
        assert (kept.scope, len(kept.clusters)) == (None, len(earlier))
        found = discover_clusters(project, "ana")
    assert found.new
    assert [sentence for sentence in found.moved if "exactly the same excerpts" in sentence] == list(found.moved)


def test_a_study_in_which_nothing_is_coded_says_what_to_do(tmp_path: Path) -> None:
    said = qualcode(small_study(tmp_path / "study"), "themes", "discover")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("There is no coded excerpt that counts yet")
    assert "qualcode finish D01" in said.err


@pytest.mark.storm
def test_ten_thousand_excerpts_of_one_participant_are_told_as_mostly_one_person() -> None:
    rng = np.random.default_rng(5)
    about = ("budget", "peers", "classroom", "calendar")
    vectors = np.repeat(np.eye(4, 30), 2_500, axis=0) + 0.1 * rng.normal(size=(10_000, 30))
    said = [f"Of the {about[place // 2_500]} I said thing number {place}." for place in range(10_000)]
    found = beside_questions(discover(said, groups=["P01"] * 10_000, vectors=vectors), said, [""] * 10_000)
    assert [cluster.size for cluster in found.clusters] == [2_500] * 4
    assert {cluster.terms[0] for cluster in found.clusters} == set(about)
    assert all(cluster.biggest_share > MOSTLY for cluster in found.clusters)
    assert "come from one participant" in (found.notice or "")


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        (("--participant", "P03"), "excerpts cannot show what comes back"),
        (("--document", "D04", "--code", "applied"), "excerpts cannot show what comes back"),
        (("--modifier", "valence=absent"), "No coded excerpt that counts fits what was asked for"),
        (("--detail", "medium"), "There is no detail “medium”."),
    ],
)
def test_too_little_asked_for_is_a_plain_sentence(study: Path, asked: tuple[str, ...], heard: str) -> None:
    said = qualcode(study, "themes", "discover", *asked)
    assert heard in " ".join(said.err.split())
    assert "Traceback" not in said.err
