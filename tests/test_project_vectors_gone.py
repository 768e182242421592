"""Vectors go with the text they were made from."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from studies import small_study

from qualcode.encoders.caching import key_of
from qualcode.model import Passage
from qualcode.project import Project, open_project
from qualcode.study.bringing_in.correcting import correct
from qualcode.study.bringing_in.importing import import_files

SHARED = "The lunch was good."
OWN = "I told them in confidence."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three interviews, and a fourth that says one thing the third says too; every turn is a passage with a vector."""
    fourth = tmp_path / "fourth.txt"
    fourth.write_text(f"Q: And?\nDi Fox: {SHARED}\nQ: What else?\nDi Fox: {OWN}\n", encoding="utf-8")
    with open_project(small_study(tmp_path / "study")) as project:
        import_files(project, "ana", [fourth])
        for encoder in ("one", "other"):
            words = [passage.words for document in ("D01", "D02", "D03", "D04") for passage in cut(project, document)]
            project.vectors.put(encoder, {key_of(text): vector(text) for text in [*words, "A definition."]})
        yield project


def cut(project: Project, document: str) -> list[Passage]:
    text, turns = project.texts.of_document(document), project.documents.turns(document)
    return project.passages.of(
        document,
        "turns",
        lambda: [Passage(document, turn.number, turn.start, turn.end, text[turn.start : turn.end]) for turn in turns],
    )


def vector(text: str) -> NDArray[np.float16]:
    return np.array([len(text), *text.encode()[:3]], dtype=np.float16)


def test_an_import_taken_back_takes_its_vectors_and_leaves_the_others_as_they_were(project: Project) -> None:
    stay = {passage.words for document in ("D01", "D02", "D03") for passage in cut(project, document)}
    assert {SHARED} == stay & {SHARED, OWN}
    imported = next(event for event in reversed(project.history.all()) if event.action == "document.import")
    project.history.undo_event("ana", imported.id)
    for encoder in ("one", "other"):
        kept = project.vectors.get(encoder, [key_of(text) for text in [*stay, OWN, "A definition."]])
        assert {key: found.tolist() for key, found in kept.items()} == {
            key_of(text): vector(text).tolist() for text in stay
        }
    assert project.vectors.count() == 2 * len(stay)


def test_vectors_stay_while_any_version_holds_their_text(project: Project) -> None:
    for words, to in (("confidence", "privacy"), ("lunch", "dinner")):
        correct(project, "ana", "D04", words, to)
    assert len(project.vectors.get("one", [key_of(OWN), key_of(SHARED)])) == 2


def test_a_project_without_its_last_text_keeps_no_vector(project: Project) -> None:
    for event in [event for event in reversed(project.history.all()) if event.action == "document.import"]:
        project.history.undo_event("ana", event.id)
    assert project.vectors.count() == 0
