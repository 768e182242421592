"""Correcting words where they stand on the screen."""

from pathlib import Path

import pytest
from conftest import coded, faults, place
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.study.bringing_in.importing import HowToRead
from qualcode.study.bringing_in.in_place import correct_here, original_words, words_before
from qualcode.study.bringing_in.replacing import replace_document

CARD = "We drafted the card together."


def at(project: Project, start: int, end: int) -> str:
    return project.texts.of_document("D01")[start:end]


def test_the_new_words_are_found_again_and_what_moved_is_told(project: Project):
    coding = coded(project, "ana", CARD, "card")
    here = correct_here(project, "ana", "D01", *place(project, "D01", "drafted"), "wrote")
    assert at(project, here.start, here.end) == "wrote"
    assert here.told == "Version 2; 1 coding moved along."
    assert project.codings.get(coding.id).words == "We wrote the card together."
    assert faults(project) == []


def test_a_sitting_makes_one_version(project: Project):
    for words, said in (("drafted", "wrote"), ("spring", "autumn"), ("again", "twice")):
        here = correct_here(project, "ana", "d1", *place(project, "D01", words), said)
    assert here.done.version == 2
    assert len(project.versions.of("D01")) == 2


def test_ones_own_codings_left_behind_are_told_with_why_and_others_are_counted(project: Project):
    coded(project, "ana", "again", "card")
    coded(project, "ben", "again", "trust")
    project.finishes.finish("ana", "D01")
    here = correct_here(project, "ana", "D01", *place(project, "D01", "again"), "")
    assert here.start == here.end
    assert here.told == (
        "Version 2; 0 codings moved along. Left behind: card “again” (its words stand nowhere now)."
        " Others’ left behind: 1."
    )


def test_others_codings_of_an_open_double_are_not_told(project: Project):
    coded(project, "ana", "awkward things", "trust")
    coded(project, "ben", "again", "trust")
    here = correct_here(project, "ana", "D01", *place(project, "D01", "again"), "")
    assert here.told == "Version 2; 1 coding moved along."


def test_what_cannot_be_corrected_changes_nothing(project: Project):
    start, end = place(project, "D01", "And the meetings?")
    with pytest.raises(QualcodeError, match="Nothing would be left"):
        correct_here(project, "ana", "D01", start, end, " ")
    with pytest.raises(QualcodeError, match="says that already"):
        correct_here(project, "ana", "D01", start, end, "And the meetings?")
    assert len(project.versions.of("D01")) == 1


def test_the_original_of_a_place_is_what_the_file_said(project: Project):
    assert original_words(project, "D01", *place(project, "D01", "drafted")) is None
    correct_here(project, "ana", "D01", *place(project, "D01", "drafted"), "all wrote")
    correct_here(project, "ben", "D01", *place(project, "D01", "again"), "again and again")
    assert original_words(project, "d1", *place(project, "D01", "all wrote")) == "drafted"
    assert original_words(project, "D01", *place(project, "D01", "We all wrote the")) == "We drafted the"
    assert original_words(project, "D01", *place(project, "D01", "awkward things")) is None


def test_the_original_after_a_replacement_is_the_new_file(project: Project, tmp_path: Path):
    correct_here(project, "ana", "D01", *place(project, "D01", "drafted"), "wrote")
    path = tmp_path / "better.txt"
    path.write_text(project.texts.of_document("D01").replace("spring", "winter"))
    replace_document(project, "ana", "D01", path, HowToRead())
    assert original_words(project, "D01", *place(project, "D01", "winter")) is None
    correct_here(project, "ana", "D01", *place(project, "D01", "winter"), "summer")
    assert original_words(project, "D01", *place(project, "D01", "summer")) == "winter"


@given(st.integers(6, 60), st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_the_older_words_of_a_place_are_those_that_were_replaced_and_no_others(count, data):
    words = [f"w{n}{'🙂' * (n % 3)}" for n in range(count)]
    first = data.draw(st.integers(1, count - 3))
    last = data.draw(st.integers(first, min(first + 3, count - 2)))
    said = ["zork"] * data.draw(st.integers(1, 3))
    before, now = " ".join(words), " ".join([*words[:first], *said, *words[last + 1 :]])
    start = len(" ".join(words[:first])) + 1
    assert words_before(now, before, start, start + len(" ".join(said))) == " ".join(words[first : last + 1])
    other = data.draw(st.sampled_from([*words[:first], *words[last + 1 :]]))
    at = f"{now} ".index(f"{other} ")
    assert words_before(now, before, at, at + len(other)) is None
