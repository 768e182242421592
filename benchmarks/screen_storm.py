"""Kill coders at the screen between two keys, or during one, and look whether anything the screen had shown is lost.

python benchmarks/screen_storm.py [HOW-MANY [FIRST-SEED]]
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from screen_player import make_template, storm


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as top:
        template = make_template(Path(top) / "template")
        aftermaths = storm(template, Path(top), range(first, first + kills))
    for seed, one in aftermaths:
        if not one.sound:
            print(f"seed {seed}, key {one.keys} ({one.pressed}): {one}")
    sound = sum(one.sound for _, one in aftermaths)
    keys = sum(one.keys for _, one in aftermaths)
    during = Counter("+".join(one.unsaid) for _, one in aftermaths if one.unsaid)
    print(
        f"{kills} kills after {keys} keys: {sound} left a sound project with all that the screen had shown;"
        f" {sum(during.values())} fell between a change and its showing ({dict(during)});"
        f" {time.monotonic() - began:.0f} s"
    )
    sys.exit(sound != kills)


if __name__ == "__main__":
    main()
