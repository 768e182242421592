from pathlib import Path

import pytest
from studies import small_study

from qualcode.errors import ProblemsInFile
from qualcode.project import open_project
from qualcode.study.settings_file import read_settings, write_settings


def test_suggestions_after_each_question_are_refused_until_there_are_interview_guides() -> None:
    asked = write_settings("A study", "", "codebook").replace(
        "suggestions: after_document", "suggestions: after_question"
    )
    with pytest.raises(ProblemsInFile) as caught:
        read_settings(asked.encode())
    (problem,) = caught.value.problems
    assert problem.endswith("“after_question” will come with interview guides; use after_document or open")


def with_attributes(lines: str) -> bytes:
    return f"{write_settings('A study', '', 'codebook')}attributes:\n{lines}".encode()


def test_types_of_attributes_are_text_number_date_or_ordered_levels(tmp_path: Path) -> None:
    settings = read_settings(with_attributes("  Years: number\n  start: date\n  level: [elementary, middle, High]\n"))
    types = {"years": "number", "start": "date", "level": ("elementary", "middle", "High")}
    assert settings.attributes == types
    with open_project(small_study(tmp_path / "study")) as project:
        with project.change("ana", "codebook.update") as transaction:
            project.settings.keep(transaction, settings)
        assert project.settings.read().attributes == types


def test_everything_wrong_with_types_of_attributes_is_told_with_its_line() -> None:
    lines = "  years: numbr\n  level: [low]\n  date: date\n  a=b: text\n  rank: [low, High, LOW]\n  Years: text\n"
    with pytest.raises(ProblemsInFile) as caught:
        read_settings(with_attributes(lines))
    first = with_attributes("").decode().count("\n") + 1
    assert list(caught.value.problems) == [
        f"project.yaml:{first}: years: there is no type “numbr”; did you mean “number”?",
        f"project.yaml:{first + 1}: level: levels are a list of two words or more, from the lowest to the highest",
        f"project.yaml:{first + 2}: “date” is a column of its own and needs no type",
        f"project.yaml:{first + 3}: “a=b” is no name for an attribute; it is words without = < > ! ;",
        f"project.yaml:{first + 4}: rank: the level “low” stands twice",
        f"project.yaml:{first + 5}: “Years” stands here twice",
    ]
    with pytest.raises(ProblemsInFile, match="attributes are lines"):
        read_settings(write_settings("A", "", "codebook").encode() + b"attributes: [years]\n")
