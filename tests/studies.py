"""Small studies for tests of the commands, and a person who types."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from qualcode.cli import main
from qualcode.project.opening import random_id
from qualcode.shipped import shipped
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.coding.importing_codings import import_codings
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.suggesting.second_reading import asks_reason

EXAMPLE = shipped("transcripts_example")

FIRST = """\
Q: What did you take home?
Ana Ruiz: We drafted the card — in one evening. It wasn’t pretty.
It was ours, though, and “ours” matters.
Q: And then?
Ana Ruiz: Then we used it every week. Nobody asked us to. We used it every week until May.
"""
SECOND = """\
Q: What was it like?
Bo Lind: I sat in the back and listened. Honestly, I trust three of those people.
Q: Did anything change?
Bo Lind: The referrals did not go down. I looked twice.
"""
THIRD = """\
Q: What was it like?
Cy Moe: It was loud and it was long. I came home with nothing I could use.
Q: Nothing at all?
Cy Moe: The lunch was good.
"""
WHO = """\
file,label,participant,role,school
first.txt,Q,,interviewer,
first.txt,Ana Ruiz,P01,principal,Larkhill
second.txt,Q,,interviewer,
second.txt,Bo Lind,P02,vice principal,Larkhill
third.txt,Q,,interviewer,
third.txt,Cy Moe,P03,principal,Millrow
"""


def ids_asking(*, reason: bool) -> Callable[[], str]:
    """New ids, all of them such that accepting the suggestion they name asks for a reason, or that none does."""

    def new_id() -> str:
        ids = iter(random_id, "")
        return next(one for one in ids if asks_reason(SimpleNamespace(id=one)) == reason)  # type: ignore[arg-type]

    return new_id


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        found = json.loads(self.out)
        assert isinstance(found, list)
        return found


def qualcode(folder: Path, *words: object, answers: str = "") -> Said:
    """Type a command in a folder."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    argv, stdin = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["qualcode", *map(str, words)], io.StringIO(answers)
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        sys.argv, sys.stdin = argv, stdin
    return Said(code, out.getvalue(), err.getvalue())


def in_process(folder: Path, *words: object, python: str = "", **env: str) -> Said:
    """Type a command that runs as a program of its own; `python` is run instead of the command line where given."""
    call = ["-c", python] if python else ["-m", "qualcode"]
    done = subprocess.run(
        [sys.executable, *call, *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "ignore", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def small_study(folder: Path) -> Path:
    """Three short interviews, coders ana (who works here) and ben, nothing coded."""
    transcripts = folder.parent / f"{folder.name}-files"
    transcripts.mkdir()
    for name, text in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
        (transcripts / f"{name}.txt").write_text(text, encoding="utf-8")
    (transcripts / "participants.csv").write_text(WHO, encoding="utf-8")
    with set_up(folder, codebook="value-creation", coder="ana", title="A small study") as project:
        add_coder(project, "ana", "ben")
        who = read_who_is_who(transcripts / "participants.csv")
        import_files(project, "ana", sorted(transcripts.glob("*.txt")), who=who)
    shutil.rmtree(transcripts)
    return folder


def example_study(folder: Path, *, interviews: slice = slice(None), finished: bool = True) -> Path:
    """The shipped example, coded by ana and ben; or some of its interviews, without their codings."""
    files = sorted(path for path in EXAMPLE.iterdir() if path.name[:2].isdigit())[interviews]
    with set_up(folder, codebook="value-creation", coder="ana", title="The example") as project:
        add_coder(project, "ana", "ben")
        import_files(project, "ana", files, who=read_who_is_who(EXAMPLE / "participants.csv"))
        if len(files) == 12:
            codings = import_codings(project, "ana", EXAMPLE / "codings.csv", blind=True)
            for coder, document in sorted({(one.coder, one.document) for one in codings}) if finished else ():
                project.finishes.finish(coder, document)
    return folder
