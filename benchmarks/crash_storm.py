"""Kill random sessions at random moments and look whether a change that was said to be done is ever lost.

python benchmarks/crash_storm.py [HOW-MANY [FIRST-SEED]]
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from conftest import make_study
from test_project_player import storm


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as top:
        make_study(Path(top) / "template")
        aftermaths = storm(Path(top) / "template", Path(top), range(first, first + kills))
    for seed, one in aftermaths:
        if not one.sound:
            print(f"seed {seed}: {one.broken or 'a change is lost, or a file is not in step'}")
    sound = sum(one.sound for _, one in aftermaths)
    done = sum(len(one.done) for _, one in aftermaths)
    unsaid = sum(bool(one.done) and one.logged[-1] != one.done[-1] for _, one in aftermaths)
    print(
        f"{kills} kills, {sound} left a sound project with every one of {done} acknowledged changes;"
        f" {unsaid} died between a change and its acknowledgement; {time.monotonic() - began:.0f} s"
    )
    sys.exit(sound != kills)


if __name__ == "__main__":
    main()
