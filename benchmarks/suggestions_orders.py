"""In what order to look at passages again, and how well passages of a missing code are found far from every code.

    python benchmarks/suggestions_orders.py FOLDER [--seeds 8] [--sets pdpilot,sight,talkmoves]

FOLDER holds human-coded studies, one folder each with items.jsonl, codebook.yaml and splits.json. A reviewer who knows
the hidden coding looks at twenty passages in an order, the passages are scored anew, and again; what is measured is the
mean average precision over codes on passages of other documents. “All” answers with every code of a passage, “one” only
says yes or no to the code it was offered for; each from nothing read and from forty passages read at random. The orders
see the same passages, so differences from one order to another are steadier than the figures themselves.

For what is far from every code, one code at a time is taken out of the codebook; the lift is how much commoner its
passages are among those called far than among all passages without a code.
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from coded_studies import CodedStudy, read_study
from sklearn.metrics import average_precision_score

from qualcode.encoders import WORDS_ONLY, best_encoder
from qualcode.suggest import ORDERS, far_from_every_code, offers
from qualcode.suggest.remembering import Remembering

MOST = 350
"""Passages to choose from, and to be judged on, at most."""
ROUND = 20
START = (0, 40)


def halves(study: CodedStudy, seed: int) -> tuple[list[dict[str, Any]], int, list[dict[str, Any]]]:
    """Passages to choose from and, of other documents, to judge on; how many are the former; codes both have."""
    random = np.random.default_rng(seed)
    documents = sorted({item["document"] for item in study.items})
    random.shuffle(documents)
    first = set(documents[: len(documents) // 2])
    parts = [[item for item in study.items if (item["document"] in first) is here] for here in (True, False)]
    parts = [
        [part[place] for place in sorted(random.choice(len(part), min(MOST, len(part)), replace=False))]
        for part in parts
    ]
    codes = [
        code
        for code, here, there in zip(
            study.codes, *(study.carries(part, study.codes).sum(axis=0) for part in parts), strict=True
        )
        if here >= 4 and there >= 5
    ]
    return [*parts[0], *parts[1]], len(parts[0]), codes


def rounds(study: CodedStudy, order: str, start: int, every_code: bool, seed: int) -> list[tuple[float, int]]:
    """Mean average precision before, after 20 and after 40 passages, each with the right offers among the next 20."""
    items, count, codes = halves(study, seed)
    carried, may = study.carries(items, codes), study.may_carry(items, codes)
    passages, ids = [item["text"] for item in items], [study.code(code).id for code in codes]
    vectors = study.encoder.encode(passages)
    read = np.random.default_rng(seed + 77).permutation(count)[:start]
    asked = {int(index): set(range(len(codes))) for index in read}
    found = []
    for turn in range(3):
        scores = study.scored(items, codes, asked)
        judged = [column for column in range(len(codes)) if carried[count:, column].any()]
        precisions = [
            average_precision_score(
                carried[count:, column][may[count:, column]], scores.probabilities[count:, column][may[count:, column]]
            )
            for column in judged
        ]
        done = {index: [ids[column] for column in columns] for index, columns in asked.items()}
        unread = [index for index in range(count) if index not in asked]
        offered = [
            (one.index, ids.index(one.code))
            for one in offers(
                scores,
                passages,
                done,
                among=unread,
                limit=40 * ROUND,
                order=order,  # type: ignore[arg-type]
                vectors=vectors,
                seed=seed + turn,
            )
        ]
        first: dict[int, int] = {}
        for index, column in offered:
            if may[index, column] and len(first) < ROUND:
                first.setdefault(index, column)
        found.append((float(np.mean(precisions)), sum(int(carried[pair]) for pair in first.items())))
        for index, column in first.items():
            asked.setdefault(index, set()).update(range(len(codes)) if every_code else {column})
    return found


def orders(studies: Sequence[CodedStudy], seeds: int) -> None:
    print("| study | answers | read before | order | before | after 20 | after 40 | right of 20 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    gains = defaultdict(list)
    for study in studies:
        for every_code in (True, False):
            for start in START:
                for order in ORDERS:
                    runs = [rounds(study, order, start, every_code, seed) for seed in range(seeds)]
                    before, after, later = np.array([[one[0] for one in run] for run in runs]).mean(axis=0)
                    right = np.mean([run[0][1] + run[1][1] for run in runs]) / 2
                    gains[order].append((after - before + later - before) / 2)
                    print(
                        f"| {study.name} | {'all' if every_code else 'one'} | {start} | {order} "
                        f"| {before:.3f} | {after:.3f} | {later:.3f} | {right:.1f} |",
                        flush=True,
                    )
    print("\nMean gain over all: " + ", ".join(f"{order} {np.mean(gain):.4f}" for order, gain in gains.items()))


def far(studies: Sequence[CodedStudy], seeds: int) -> None:
    print("\n| study | read | called far | lift of the missing code |\n| --- | --- | --- | --- |")
    for study in studies:
        for read_first in (20, 40, 100):
            shares, lifts = [], []
            for seed in range(seeds):
                for missing in study.codes:
                    figures = _left_out(study, missing, read_first, seed)
                    if figures:
                        shares.append(figures[0])
                        lifts.extend(figures[1:])
            print(f"| {study.name} | {read_first} | {np.mean(shares):.0%} | {np.mean(lifts):.2f} |", flush=True)


def _left_out(study: CodedStudy, missing: dict[str, Any], count: int, seed: int) -> list[float] | None:
    random = np.random.default_rng(seed)
    chosen = random.choice(len(study.items), min(2 * MOST, len(study.items)), replace=False)
    items = [study.items[place] for place in sorted(chosen)]
    of_missing = study.carries(items, [missing])[:, 0]
    if of_missing.sum() < 8:
        return None
    codes = [code for code in study.codes if code is not missing and study.carries(items, [code]).sum() >= 3]
    carried = study.carries(items, codes)
    asked = {int(index): set(range(len(codes))) for index in random.permutation(len(items))[:count]}
    scores = study.scored(items, codes, asked)
    coded = {index: np.flatnonzero(carried[index]).tolist() for index in asked}
    found = far_from_every_code(scores, [item["text"] for item in items], coded)  # type: ignore[arg-type]
    open_to = [index for index in range(len(items)) if not coded.get(index)]
    share = of_missing[open_to].mean()
    if not share:
        return None
    return [len(found) / len(open_to), *([of_missing[list(found)].mean() / share] if found else [])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--sets", default="pdpilot,sight,talkmoves")
    given = parser.parse_args()
    encoder = Remembering(best_encoder()[0] or WORDS_ONLY)
    studies = [read_study(given.folder, name, encoder) for name in given.sets.split(",")]
    orders(studies, given.seeds)
    far(studies, min(given.seeds, 2))


if __name__ == "__main__":
    main()
