"""What importing hostile files costs: each by a command of its own, beside a short good file of the same format.

    python benchmarks/hostile.py [NAME …]

Prints for each file what became of it, processor seconds, and peak memory above that of the short file. Ends with exit
1 where a command crashed, took more than 300 MB above the start, or refused without naming file, reason and next step.
Last comes a good text of 50 MB, which may take a gigabyte.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hostile_files import FILES, HARMLESS

from qualcode.study.setting_up import set_up

MOST_MEMORY = 300
"""Megabytes above the start, for files up to 10 MB."""
MOST_FOR_50_MB = 1000
PATIENCE = 300
LONG = "50 MB.txt"

_MEASURED = """
import json, resource, sys
from pathlib import Path
from qualcode.cli import main
try:
    main()
finally:
    own, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    status = Path("/proc/self/status")
    # What the system tells of a whole process counts the one that started it; what it tells of its memory does not.
    peak = own.ru_maxrss / unit
    if status.is_file():
        peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    spent = sum(one.ru_utime + one.ru_stime for one in (own, below))
    Path("measured.json").write_text(json.dumps({"peak": peak + below.ru_maxrss / unit, "seconds": spent}))
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    said: str
    seconds: float
    peak: float
    """Megabytes."""
    faults: tuple[str, ...]


def imported(project: Path, folder: Path, name: str, data: bytes) -> Outcome:
    """Import a file into a fresh copy of an empty project."""
    study = Path(shutil.copytree(project, folder / "study"))
    path = folder / name
    path.write_bytes(data)
    del data
    try:
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, "import", str(path), "--format", "json"],
            cwd=study,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return _outcome(name, done, study / "measured.json")
    except subprocess.TimeoutExpired:
        return Outcome("without end", PATIENCE, 0, ("it did not end",))
    finally:
        shutil.rmtree(study)
        path.unlink()


def _outcome(name: str, done: "subprocess.CompletedProcess[str]", measured: Path) -> Outcome:
    if "Traceback" in done.stderr or not measured.is_file():
        return Outcome("crashed", 0, 0, (done.stderr[-600:],))
    spent = json.loads(measured.read_text())
    try:
        (row,) = json.loads(done.stdout)
    except ValueError:
        return Outcome("crashed", 0, 0, (f"wrote {done.stdout[:200]!r}",))
    if row["status"] != "refused":
        return Outcome(
            f"{row['status']}: {row['turns']} turns, {row['words']} words; {' '.join(row['warnings'])}",
            **spent,
            faults=() if done.returncode == 0 else (f"exit {done.returncode}",),
        )
    return Outcome(f"refused: {row['reason']}", **spent, faults=tuple(_faults(name, row["reason"], done.returncode)))


def _faults(name: str, reason: str, code: int) -> list[str]:
    sentences = re.findall(r"[^.!?:]+[.!?:](?=\s|$)", reason)
    found = {
        "exit": code != 1,
        "file not named": f"“{name}”" not in reason,
        "no next step": len(sentences) < 2,
        "several lines": "\n" in reason,
    }
    return [fault for fault, is_so in found.items() if is_so]


def _kind(name: str) -> str:
    suffix = name.rpartition(".")[2]
    return {"srt": "vtt"}.get(suffix, suffix if suffix in HARMLESS else "text")


def main() -> int:
    wanted = sys.argv[1:] or [*FILES, LONG]
    failed = False
    with tempfile.TemporaryDirectory() as above:
        project = Path(above) / "empty"
        set_up(project, codebook="value-creation", coder="ana", title="Benchmark").close()
        starts = {}
        for name in wanted:
            kind = _kind(name)
            if kind not in starts:
                small = imported(project, Path(above), f"good.{'txt' if kind == 'text' else kind}", HARMLESS[kind]())
                starts[kind] = small.peak
                failed = failed or bool(small.faults)
                print(f"{'good ' + kind:24} {small.seconds:6.1f} s {small.peak:6.0f} MB in all  {small.said[:90]}")
            failed = not _told(name, imported(project, Path(above), name, _data(name)), starts[kind]) or failed
    return 1 if failed else 0


def _data(name: str) -> bytes:
    if name != LONG:
        return FILES[name]()
    turn = b"Interviewer: And then?\n\nP01: " + b"It was fine, and we all went on as we had before. " * 12 + b"\n\n"
    return turn * (50_000_000 // len(turn))


def _told(name: str, outcome: Outcome, start: float) -> bool:
    """Print what became of a file; gives back whether that is as it should be."""
    more = max(0.0, outcome.peak - start)
    faults = list(outcome.faults)
    if more > (MOST_FOR_50_MB if name == LONG else MOST_MEMORY):
        faults.append("too much memory")
    print(f"{name:24} {outcome.seconds:6.1f} s {more:+6.0f} MB  {outcome.said[:150]}", flush=True)
    if faults:
        print(f"{'':24} FAULT: {'; '.join(faults)}", flush=True)
    return not faults


if __name__ == "__main__":
    sys.exit(main())
