from pathlib import Path

import pytest
from conftest import faults
from studies import qualcode, small_study

from qualcode.errors import ProblemsInFile
from qualcode.project import open_project
from qualcode.project.settings import POLICIES
from qualcode.reports.kinds.legend import _POLICIES
from qualcode.study.settings_file import read_settings, write_settings


@pytest.mark.parametrize(
    ("line", "decoys", "withheld"),
    [
        ("", False, 0.0),
        ("decoys: true", True, 0.0),
        ("withheld: true", False, 0.15),
        ("withheld: 0.3", False, 0.3),
        ("withheld: 0", False, 0.0),
        ("decoys:", False, 0.0),
    ],
)
def test_decoys_and_plain_rereads_are_opted_into(tmp_path: Path, line: str, decoys: bool, withheld: float) -> None:
    told = write_settings("A study", "", "codebook")
    key = line.partition(":")[0] or "none"
    read = read_settings(told.replace(f"{key}: false", line).encode())
    assert (read.decoys, read.withheld) == (decoys, withheld)
    with open_project(small_study(tmp_path / "study")) as project:
        with project.change("ana", "codebook.update") as transaction:
            project.settings.keep(transaction, read)
        assert project.settings.read() == read
        assert not faults(project)


@pytest.mark.parametrize("line", ["withheld: 0.6", "withheld: -0.1", "withheld: often", "decoys: 3", "decoys: maybe"])
def test_a_share_is_a_share_and_an_agreement_is_yes_or_no(line: str) -> None:
    told = write_settings("A study", "", "codebook").replace(f"{line.partition(':')[0]}: false", line)
    with pytest.raises(ProblemsInFile, match="true"):
        read_settings(told.encode())


def test_what_the_encoder_can_be_stands_in_the_file_and_in_what_is_said_of_a_wrong_one() -> None:
    told = write_settings("A study", "", "codebook")
    with pytest.raises(ProblemsInFile) as refused:
        read_settings(told.replace("encoder:", "encoder: 7").encode())
    for choice in ("empty", "packaged int8", "words", "folder"):
        assert choice in told
        assert choice in "\n".join(refused.value.problems)


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_is_told_by_status_and_in_reports(tmp_path: Path, policy: str) -> None:
    study = small_study(tmp_path / "study")
    told = (study / "project.yaml").read_text(encoding="utf-8")
    (study / "project.yaml").write_text(told.replace("suggestions: after_document", f"suggestions: {policy}"))
    assert qualcode(study, "codebook", "update").code == 0
    shown = {"after_document": "once you have finished it", "after_question": "for an answer", "open": "from the start"}
    assert shown[policy] in qualcode(study, "status").out
    with open_project(study) as project:
        assert project.settings.read().suggestions == policy
    assert policy in _POLICIES


def with_attributes(lines: str) -> bytes:
    return f"{write_settings('A study', '', 'codebook')}attributes:\n{lines}".encode()


def test_an_update_of_the_settings_alone_says_which_changed(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    settings = study / "project.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("k_anonymity: 3", "k_anonymity: 4"))
    said = qualcode(study, "codebook", "update")
    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines()[0] == "project.yaml applied: k_anonymity 3 → 4."
    settings.write_text(settings.read_text(encoding="utf-8") + "# to be talked over\n")
    assert "project.yaml applied: no setting changed." in qualcode(study, "codebook", "update").err


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
