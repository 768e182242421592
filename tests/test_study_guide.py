"""Who was asked what, from guide.yaml to the blanks of a table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import ProblemsInFile
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.counting import what_counts
from qualcode.study.guide import import_guide
from qualcode.study.importing import import_files
from qualcode.study.locating import place_of_words
from qualcode.study.setting_up import add_coder, set_up

INTERVIEWS = {
    "a.txt": "INTERVIEWER: And what changed?\nP01: We drafted a card and I used it on Monday.\n",
    "b.txt": "INTERVIEWER: And what changed?\nP02: Nothing I could name, the buses were late again.\n",
    "c.txt": "INTERVIEWER: How was the room?\nP03: Warm, loud, a little long.\n",
    "d.txt": "INTERVIEWER: How was the room?\nP04: I would rather not say.\n",
}
GUIDE = """\
questions:
  - words: And what changed?
    gives_chance_for: [vc.applied]
    asked_in: [D01, D02, D04]
  - words: How was the room?
    gives_chance_for: [immediate]
"""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    for name, text in INTERVIEWS.items():
        (tmp_path / name).write_text(text)
    with set_up(tmp_path / "study", codebook="value-creation", coder="ana", title="Four") as project:
        import_files(project, "ana", [tmp_path / name for name in INTERVIEWS])
        add_coder(project, "ana", "ben")
        code(project, "ana", "D01", "I used it on Monday")
        for document in ("D01", "D02", "D03"):
            project.finishes.finish("ana", document)
        yield project


def code(project: Project, coder: str, document: str, words: str) -> None:
    start, end = place_of_words(project, document, words)
    project.codings.add(NewCoding(document, start, end, "vc.applied", coder))


def states(project: Project) -> dict[str, str]:
    rows = what_counts(project, Scope(codes=frozenset({"vc.applied"})), None).by_participant()
    return {row.participant: row.state for row in rows}


def test_a_blank_says_whether_nobody_asked_nothing_was_said_or_nobody_has_coded_it_yet(
    study: Project, tmp_path: Path
) -> None:
    (tmp_path / "guide.yaml").write_text(GUIDE)
    import_guide(study, "ana", tmp_path / "guide.yaml")
    assert states(study) == {"P01": "said", "P02": "asked, nothing said", "P03": "not asked", "P04": "not coded yet"}


def test_without_a_guide_a_blank_says_that_who_was_asked_is_not_recorded(study: Project) -> None:
    assert states(study)["P02"] == "nothing said; whether asked is not recorded"


def test_n_is_who_was_asked_and_coded_and_never_who_is_not_coded_yet(study: Project, tmp_path: Path) -> None:
    assert applied(study) == (1, 3)
    (tmp_path / "guide.yaml").write_text(GUIDE)
    import_guide(study, "ana", tmp_path / "guide.yaml")
    assert applied(study) == (1, 2)


def test_where_two_coders_disagree_the_first_to_finish_counts_until_the_team_chooses(study: Project) -> None:
    code(study, "ben", "D02", "Nothing I could name")
    study.finishes.finish("ben", "D02")
    assert applied(study) == (1, 3)
    study.documents.set_lead("ana", "D02", "ben")
    assert applied(study) == (2, 3)


def test_a_named_coder_counts_as_they_stand(study: Project) -> None:
    code(study, "ben", "D04", "I would rather not say")
    assert applied(study, Scope(coders=frozenset({"ben"}))) == (1, 1)


def test_a_guide_is_recorded_whole_or_not_at_all_and_names_every_mistake(study: Project, tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").write_text(
        "questions:\n  - word: What?\n    gives_chance_for: [vc.aplied]\n    asked_in: [D01, D77]\n"
    )
    with pytest.raises(ProblemsInFile) as caught:
        import_guide(study, "ana", tmp_path / "guide.yaml")
    assert len(caught.value.problems) == 4
    assert all(document.asked is None for document in study.documents.all())


def applied(project: Project, scope: Scope = EVERYTHING) -> tuple[int, int]:
    (row,) = [row for row in what_counts(project, scope, None).by_code() if row.code == "vc.applied"]
    return row.participants, row.of
