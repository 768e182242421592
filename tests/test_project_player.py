"""A coder who works at random and says aloud what is done, run as a program that others kill."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.backups import write_backup
from qualcode.project.changes import sha256
from qualcode.project.codings import NewCoding
from qualcode.project.log import heads
from qualcode.project.soundness import check_project
from qualcode.project.theme_changes import ThemeEdit
from qualcode.project.themes import NewTheme
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.codebooks.updating import update

CODEBOOK_FILE = "codebooks/study.yaml"


def say(what: str, value: str) -> None:
    print(json.dumps([what, value]), flush=True)  # noqa: T201


def play(folder: Path, seed: int) -> None:
    """Work until killed; after every change that returned, the newest event is said aloud."""
    random = Random(seed)
    with open_project(folder) as project:
        said = heads(project.connection)
        while True:
            try:
                random.choice(DEEDS)(project, random)
            except QualcodeError:
                continue
            if heads(project.connection) != said:
                said = heads(project.connection)
                say("done", said[0])


def coder(random: Random) -> str:
    return random.choice(["ana", "ben", "cho"])


def add_coding(project: Project, random: Random) -> None:
    start = random.randrange(13, 60)
    code = any_of(project.codes.all(), random).name
    document = any_of(project.documents.ids(), random)
    memo = "why " * random.randrange(400) or None
    modifiers = {"valence": "mixed"} if random.random() < 0.5 else {}
    project.codings.add(NewCoding(document, start, start + 10, code, coder(random), modifiers, memo))


def change_coding(project: Project, random: Random) -> None:
    coding = any_of(project.codings.within(), random)
    if random.random() < 0.5:
        project.codings.remove(coding.coder, coding.id)
    else:
        project.codings.edit(coding.coder, coding.id, modifiers={"valence": random.choice(["positive", "absent"])})


def write_memo(project: Project, random: Random) -> None:
    project.memos.add(
        coder(random), "document", any_of(project.documents.ids(), random), "x" * random.randrange(1, 9000)
    )


def finish(project: Project, random: Random) -> None:
    random.choice([project.finishes.finish, project.finishes.reopen])(coder(random), "D01")


def import_transcript(project: Project, random: Random) -> None:
    path = project.folder.parent / f"{random.randrange(40)}.txt"
    path.write_text(f"Interviewer: And?\n\nKim: We met {path.stem} times. {'It went well. ' * 300}\n")
    import_files(project, coder(random), [path])


def edit_codebook(project: Project, random: Random) -> None:
    path = project.folder / CODEBOOK_FILE
    text = path.read_text().split("\n# seen")[0] + f"\n# seen {random.random()} {'.' * random.randrange(20_000)}\n"
    say("hand", sha256(text))
    aside = project.folder / "aside.yaml"
    aside.write_text(text)
    aside.replace(path)
    update(project, coder(random))


def take_back(project: Project, random: Random) -> None:
    who, history = coder(random), project.history
    deed = random.choice([history.undo, history.redo, history.undo_event, history.undo_event, history.undo_to])
    if deed in (history.undo, history.redo):
        deed(who)
    else:
        deed(who, any_of(history.all()[-6:], random).id)


def name_theme(project: Project, random: Random) -> None:
    project.themes.name_new(coder(random), NewTheme(f"Theme {random.randrange(30)}", "idea", codes=("card",)))


def change_themes(project: Project, random: Random) -> None:
    one, other = (any_of(project.themes.all(), random) for _ in range(2))
    if random.random() < 0.5:
        project.theme_changes.merge(coder(random), [one], other)
    else:
        project.theme_changes.edit(coder(random), one, ThemeEdit(part_of=other.name, status="reviewed"))


def back_up(project: Project, random: Random) -> None:
    write_backup(project, "by-hand")


def any_of(things: list[Any], random: Random) -> Any:
    if not things:
        raise QualcodeError("There is none yet.")
    return random.choice(things)


DEEDS: list[Callable[[Project, Random], None]] = [
    *[add_coding] * 6,
    *[change_coding, write_memo, finish, edit_codebook] * 2,
    *[take_back] * 5,
    import_transcript,
    name_theme,
    change_themes,
    back_up,
]


@dataclass(frozen=True)
class Aftermath:
    """What stood on disk after a kill, beside what had been said aloud."""

    done: list[str]
    logged: list[str]
    broken: list[str]
    in_step: bool

    @property
    def sound(self) -> bool:
        """No change that was said aloud is lost, nothing is broken, and at most one more change was made."""
        before = self.logged.index(self.done[0]) if self.done else 0
        said = self.logged[before : before + len(self.done)]
        rest = len(self.logged) - before - len(self.done) if self.done else 0
        return said == self.done and rest in {0, 1} and not self.broken and self.in_step


def kill_and_look(folder: Path, seed: int, longest: int = 60) -> Aftermath:
    """Let the program work on a project, kill it at a random moment, and open what it left."""
    random = Random(f"moment {seed}")
    child = subprocess.Popen(
        [sys.executable, __file__, str(folder), str(seed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stderr is not None
    lines = [child.stdout.readline() for _ in range(random.randrange(longest))]
    time.sleep(random.random() * 0.03)
    child.send_signal(signal.SIGKILL)
    lines += child.stdout.readlines()
    assert child.wait() == -signal.SIGKILL, child.stderr.read()
    child.stdout.close()
    child.stderr.close()
    said = [json.loads(line) for line in lines if line.endswith("\n")]
    hands = [value for what, value in said if what == "hand"]
    with open_project(folder) as project:
        unapplied = project.files.edited()
        by_hand = unapplied == [CODEBOOK_FILE] and project.files.hash_on_disk(CODEBOOK_FILE) in hands[-1:]
        return Aftermath(
            done=[value for what, value in said if what == "done"],
            logged=[event.id for event in project.history.all()],
            broken=[row.found for row in check_project(project) if row.result == "broken"],
            in_step=not project.files.awaiting() and (not unapplied or (by_hand and said[-1][0] == "hand")),
        )


def storm(template: Path, top: Path, seeds: range) -> list[tuple[int, Aftermath]]:
    """Kill one session per seed, each on a fresh copy of a study."""
    found = []
    for seed in seeds:
        folder = Path(shutil.copytree(template, top / str(seed) / "project"))
        found.append((seed, kill_and_look(folder, seed)))
        shutil.rmtree(top / str(seed))
    return found


if __name__ == "__main__":
    os.umask(0o022)
    play(Path(sys.argv[1]), int(sys.argv[2]))
