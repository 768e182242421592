from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import small_study

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.scope import Scope
from qualcode.study.coding.searching import search


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with open_project(small_study(tmp_path / "study")) as opened:
        yield opened


@pytest.mark.parametrize("words", ["loud - long", "loud ' long", "loud “-” long"])
def test_a_lone_dash_or_apostrophe_among_the_words_is_no_word(study: Project, words: str) -> None:
    assert [one.document for one in search(study, words).turns] == ["D03"]


@pytest.mark.parametrize("words", ["-", "'", "“ - ”", "_"])
def test_signs_alone_are_nothing_to_search_for(study: Project, words: str) -> None:
    with pytest.raises(QualcodeError):
        search(study, words)


def test_a_search_in_some_documents_is_of_the_participants_who_speak_in_them(study: Project) -> None:
    in_two = search(study, "loud", Scope(documents=frozenset({"D02", "D03"})))
    assert (in_two.participants, in_two.of) == (1, 2)
    assert search(study, "loud").of == 3
