import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from studies import qualcode, small_study

from qualcode.errors import QualcodeError
from qualcode.project import open_project

NOBODY = 65534

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are made read-only otherwise there")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder and all in it may be read by everybody and changed by nobody."""
    inside = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in inside}
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        for path, mode in modes.items():
            path.chmod(mode)


@pytest.fixture
def study() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield small_study(Path(place) / "study")


@pytest.mark.parametrize(
    "words",
    [["status"], ["documents"], ["read", "D01"], ["search", "week"], ["frequencies"], ["history"]],
    ids=" ".join,
)
def test_what_only_reads_works_in_a_folder_that_is_read_only(study: Path, words: list[str]) -> None:
    usual = qualcode(study, *words)
    with read_only(study):
        said = qualcode(study, *words)

    assert (said.code, said.out) == (0, usual.out)
    assert said.err == usual.err


def test_what_changes_a_read_only_project_is_refused_in_a_sentence(study: Path) -> None:
    with read_only(study):
        said = qualcode(study, "coding", "add", "-d", "D01", "--words", "one evening", "-c", "vc.immediate")

    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 2, said.err
    assert qualcode(study, "codings", "--format", "json").rows == []


def test_passages_that_a_read_only_project_cannot_keep_are_refused_in_a_sentence(study: Path) -> None:
    with read_only(study), open_project(study) as project, pytest.raises(QualcodeError, match="read-only"):
        project.passages.of("D01", "a splitter that was not here yet", list)


def test_work_that_is_not_in_the_file_yet_is_never_read_past(study: Path) -> None:
    path = study / "project.db"
    writer = sqlite3.connect(path)
    writer.execute("UPDATE settings SET title = 'Begun'")
    writer.commit()
    log = (study / "project.db-wal").read_bytes()
    writer.close()
    (study / "project.db-wal").write_bytes(log)
    with read_only(study):
        said = qualcode(study, "status")

    assert (said.code, said.out) == (1, "")
    assert "is read-only" in said.err
    assert "place of your own" in said.err.splitlines()[-1]
