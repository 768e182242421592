"""Live through years of random codebook edits on 2,000 codings and look whether a coding or a byte is ever lost.

python benchmarks/codebook_year.py [HOW-MANY-YEARS [FIRST-SEED [EDITS [CODINGS]]]]
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from test_year_of_codebook_edits import live_through


def main() -> None:
    years, first, edits, codings = (
        int(sys.argv[at]) if len(sys.argv) > at else given for at, given in enumerate((5, 100, 200, 2000), start=1)
    )
    refused: Counter[str] = Counter()
    lost = joined = 0
    began = time.monotonic()
    for seed in range(first, first + years):
        with tempfile.TemporaryDirectory() as top:
            try:
                year = live_through(Path(top) / "study", seed, edits=edits, codings=codings)
            except AssertionError as error:
                lost += 1
                print(f"seed {seed}: {error}")
                continue
        joined += year.joined
        refused += year.refused
    for why, times in refused.most_common():
        print(f"refused {times} times: {why}")
    print(
        f"{years} years of {edits} edits on {codings} codings: {years - lost} lost nothing and went back to the first"
        f" bytes; {joined} codings joined others of the same words; {time.monotonic() - began:.0f} s"
    )
    sys.exit(lost > 0)


if __name__ == "__main__":
    main()
