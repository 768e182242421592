"""The list of what no code fits."""

from pathlib import Path

import pytest
from studies import example_study, qualcode, small_study

from qualcode.project import open_project
from qualcode.scope import Scope
from qualcode.study.suggesting.far_passages import far_passages
from qualcode.study.suggesting.passages_read import covers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_study(tmp_path_factory.mktemp("far") / "study")
    settings = folder / "project.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("encoder:", "encoder: words"), encoding="utf-8")
    assert qualcode(folder, "codebook", "update").code == 0
    return folder


def test_what_no_code_fits_is_listed_with_its_place_and_without_codes(folder: Path) -> None:
    with open_project(folder) as project:
        found = far_passages(project, "ana")
        assert found.enough_read
        assert 0 < len(found.passages) < found.of / 2
        for one in found.passages:
            text = project.texts.of_document(one.document)
            assert " ".join(text[one.start : one.end].split()) == one.words
            assert one.document in project.finishes.by("ana")
        assert [one.rank for one in found.passages] == list(range(1, len(found.passages) + 1))
        assert found.notices


def test_passages_that_carry_a_code_are_not_listed(folder: Path) -> None:
    with open_project(folder) as project:
        own = [one for one in project.codings.within() if one.coder == "ana"]
        for one in far_passages(project, "ana").passages:
            assert not any(coding.document == one.document and covers(coding, one) for coding in own)  # type: ignore[arg-type]


def test_the_list_keeps_to_the_interviews_asked_for(folder: Path) -> None:
    with open_project(folder) as project:
        every = far_passages(project, "ana").passages
        one = every[0].document
        some = far_passages(project, "ana", Scope(documents=frozenset({one}))).passages
        assert [(far.start, far.end) for far in some] == [(far.start, far.end) for far in every if far.document == one]


def test_before_anything_is_finished_the_list_is_empty_and_says_what_is_left_out(tmp_path: Path) -> None:
    with open_project(small_study(tmp_path / "study")) as project:
        found = far_passages(project, "ana")
        assert (found.passages, found.of, found.enough_read) == ((), 0, False)
        assert found.left_out == ("D01", "D02", "D03")
