import pytest

from qualcode.errors import ProblemsInFile
from qualcode.study.settings_file import read_settings, write_settings


def test_suggestions_after_each_question_are_refused_until_there_are_interview_guides() -> None:
    asked = write_settings("A study", "", "codebook").replace(
        "suggestions: after_document", "suggestions: after_question"
    )
    with pytest.raises(ProblemsInFile) as caught:
        read_settings(asked.encode())
    (problem,) = caught.value.problems
    assert problem.endswith("“after_question” will come with interview guides; use after_document or open")
