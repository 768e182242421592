"""How long the everyday commands take to start, `--help` beside a default typer program of two commands.

    python benchmarks/startup.py [--runs 15]

Runs take turns, so that a busy machine slows all of them alike.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qualcode.shipped import shipped
from qualcode.study.bringing_in.importing import files_to_import, import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.coding.importing_codings import import_codings
from qualcode.study.setting_up import add_coder, set_up

DEFAULT_PROGRAM = """
import typer

app = typer.Typer()


@app.command()
def hello(name: str) -> None:
    "Say hello."
    print(f"Hello {name}")


@app.command()
def goodbye(name: str, formal: bool = False) -> None:
    "Say goodbye."
    print(f"Goodbye {name}")


app()
"""


def example_study(folder: Path) -> Path:
    example = shipped("transcripts_example")
    files, _ = files_to_import([example])
    with set_up(folder, codebook="value-creation", coder="ana", title="The example") as project:
        add_coder(project, "ana", "ben")
        import_files(project, "ana", files, who=read_who_is_who(example / "participants.csv"))
        import_codings(project, "ana", example / "codings.csv", blind=True)
    return folder


def seconds(call: list[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(call, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as scratch:
        program = Path(scratch) / "program.py"
        program.write_text(DEFAULT_PROGRAM, encoding="utf-8")
        study = example_study(Path(scratch) / "study")
        qualcode = [sys.executable, "-m", "qualcode"]
        calls = {
            "a default typer program --help": [sys.executable, str(program), "--help"],
            "qualcode --help": [*qualcode, "--help"],
            "qualcode status": [*qualcode, "status"],
            "qualcode codings": [*qualcode, "codings"],
        }
        taken: dict[str, list[float]] = {name: [] for name in calls}
        for name, call in calls.items():
            seconds(call, study)  # the first run fills caches
            taken[name].clear()
        for _ in range(runs):
            for name, call in calls.items():
                taken[name].append(seconds(call, study))
    beside = statistics.median(taken["a default typer program --help"])
    print(f"{'':32}{'min':>8}{'median':>8}{'max':>8}   of the typer program")
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:32}{min(times):8.3f}{middle:8.3f}{max(times):8.3f}   {middle / beside:.2f}")


if __name__ == "__main__":
    main()
