"""How good suggestions are beside the obvious methods, on human-coded studies; prints benchmarks/suggestions.md.

    python benchmarks/suggestions.py FOLDER [--seeds 5] [--sets pdpilot,sight,talkmoves] > benchmarks/suggestions.md

FOLDER holds human-coded studies, one folder each with items.jsonl, codebook.yaml and splits.json. Documents are halved:
k hand-coded examples per code come from one half, the other half is judged. Baselines, the recipe that suggestions
started from, and qualcode see the same texts and the same vectors in the same run.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from coded_studies import CodedStudy, Item, read_study
from suggestion_baselines import baselines, recipe

from qualcode.codebook.read import read_codebook
from qualcode.encoders import WORDS_ONLY, best_encoder
from qualcode.shipped import shipped
from qualcode.suggest.codebook_check import examples_placed
from qualcode.suggest.evaluation_calibration import error_by_chance, expected_calibration_error
from qualcode.suggest.evaluation_ranking import average_precision, reading_at_random, reading_needed
from qualcode.suggest.remembering import Remembering

KS = (0, 4, 8, 16, 32)
OURS, WITH_CONTEXT, RECIPE = "**qualcode**", "**qualcode**, with what came before", "the recipe"
READ = (100, 300)
JUDGED = 900

Figures = dict[str, dict[int, list[float]]]
"""By method and k, one figure per seed."""


def tasks(study: CodedStudy, k: int, seed: int) -> tuple[list[Item], list[Item], np.ndarray, np.ndarray]:
    """Items to judge, examples, what these show (examples, codes), and which codes are scored."""
    by_id = {item["id"]: item for item in study.items}
    test = [by_id[name] for name in study.splits["test"] if name in by_id]
    examples = [by_id[name] for name in study.splits["examples"][str(k)][str(seed)]] if k else []
    scored = np.array([code["id"] in study.splits["codes"] for code in study.codes])
    return test, examples, study.carries(examples, study.codes) & scored, scored


def mean_precision(study: CodedStudy, test: Sequence[Item], scores: np.ndarray, scored: np.ndarray) -> float:
    carried, may = study.carries(test, study.codes), study.may_carry(test, study.codes)
    may |= carried
    per_code = [
        average_precision(scores[may[:, column], column], carried[may[:, column], column])
        for column in np.flatnonzero(scored)
    ]
    return float(np.mean([one for one in per_code if one is not None]))


def ours(
    study: CodedStudy, test: Sequence[Item], examples: Sequence[Item], scored: np.ndarray, contexts: bool
) -> np.ndarray:
    columns = set(map(int, np.flatnonzero(scored)))
    asked = dict.fromkeys(range(len(examples)), columns)
    shown = [{**item, study.level: [c for c in item[study.level] if c in study.splits["codes"]]} for item in examples]
    return study.scored([*shown, *test], study.codes, asked, contexts=contexts).probabilities[len(examples) :]


def precisions(study: CodedStudy, seeds: int) -> tuple[Figures, list[float]]:
    """Macro average precision of every method, and with 32 examples the share of random reading that finds 4 in 5."""
    found: Figures = defaultdict(lambda: defaultdict(list))
    reading: list[float] = []
    for k in KS:
        for seed in range(seeds):
            test, examples, given, scored = tasks(study, k, seed)
            methods = baselines(study, test, examples, given)
            methods[RECIPE] = recipe(study, test, examples, given)
            methods[OURS] = ours(study, test, examples, scored, contexts=False)
            if study.has_contexts:
                methods[WITH_CONTEXT] = ours(study, test, examples, scored, contexts=True)
            for name, scores in methods.items():
                found[name][k].append(mean_precision(study, test, scores, scored))
            if k == KS[-1]:
                reading.extend(reading_shares(study, test, methods[best_of(found)], scored))
    return found, reading


def best_of(found: Figures) -> str:
    return WITH_CONTEXT if WITH_CONTEXT in found else OURS


def reading_shares(study: CodedStudy, test: Sequence[Item], scores: np.ndarray, scored: np.ndarray) -> Iterator[float]:
    carried, may = study.carries(test, study.codes), study.may_carry(test, study.codes)
    for column in np.flatnonzero(scored):
        mine = may[:, column] | carried[:, column]
        yes = carried[mine, column]
        if yes.sum() >= 5:
            yield reading_needed(scores[mine, column], yes) / reading_at_random(len(yes), int(yes.sum()))


def calibration_errors(study: CodedStudy, read: int, seeds: int) -> tuple[float, int] | None:
    """Expected calibration error beyond chance after so many passages read as they come, and how many were judged."""
    errors, judged = [], 0
    for seed in range(seeds):
        order = np.random.default_rng(seed + 77).permutation(len(study.items))[: read + JUDGED]
        if len(order) < read + 60:
            return None
        items = [study.items[place] for place in order]
        every = set(range(len(study.codes)))
        scores = study.scored(items, study.codes, dict.fromkeys(range(read), every))
        known = np.array(scores.calibrated, dtype=bool)
        chances = scores.probabilities[read:, known].ravel()
        true = study.carries(items[read:], study.codes)[:, known].ravel()
        errors.append(expected_calibration_error(chances, true) - error_by_chance(chances, seed))
        judged = len(items) - read
    return float(np.mean(errors)), judged


def table(study: CodedStudy, found: Figures) -> None:
    print(f"\n## {study.name}\n\n| method | {' | '.join(f'k = {k}' for k in KS)} | mean |")
    print(f"| --- |{' --- |' * (len(KS) + 1)}")
    for name, by_k in found.items():
        cells = [f"{np.mean(by_k[k]):.3f} ± {np.std(by_k[k]):.3f}" if k in by_k else "–" for k in KS]
        whole = [np.mean(by_k[k]) for k in KS if k in by_k]
        print(f"| {name} | {' | '.join(cells)} | {f'{np.mean(whole):.3f}' if len(whole) == len(KS) else '–'} |")


def verdicts(study: CodedStudy, found: Figures, reading: Sequence[float]) -> None:
    """The goals, each with what was reached."""
    plain = [name for name in found if name not in {OURS, WITH_CONTEXT, RECIPE}]
    mine = found[best_of(found)]
    best_at = {k: max((np.mean(found[name][k]), name) for name in plain if k in found[name]) for k in KS}
    average = np.mean([np.mean(mine[k]) for k in KS])
    envelope = np.mean([best_at[k][0] for k in KS])
    from_recipe = average / np.mean([np.mean(found[RECIPE][k]) for k in KS]) - 1
    print(f"\nMean over k {average:.3f}; of the best baseline at each k {envelope:.3f}; the recipe {from_recipe:+.1%}.")
    for k in KS:
        spread = max(np.std(mine[k]), np.std(found[best_at[k][1]][k]))
        short = best_at[k][0] - np.mean(mine[k])
        if short > 0:
            said = f"{short / spread:.1f} between-seed deviations" if spread else f"{short:.3f}"
            print(f"At k = {k} it is {said} below “{best_at[k][1]}”.")
    if WITH_CONTEXT in found:
        without = np.mean([np.mean(found[OURS][k]) for k in KS])
        print(f"What came before brings {average / without - 1:+.1%}.")
    print(f"Four in five of a code's passages, k = 32: {np.mean(reading):.0%} of the reading that random order needs.")


def second_coder(study: CodedStudy) -> None:
    """What a second person reaches, scored against the first like a method."""
    both = [item for item in study.every_item if len(item.get("coders") or {}) > 1]
    if not both:
        return
    one, other = sorted(both[0]["coders"])[:2]
    first = [{**item, study.level: item["coders"][one]} for item in both if item["coders"][one]]
    second = study.carries([{**item, study.level: item["coders"][other]} for item in first], study.codes)
    scored = np.array([code["id"] in study.splits["codes"] for code in study.codes])
    print(f"The second coder against the first: {mean_precision(study, first, second.astype(float), scored):.3f}.")


def codebooks(encoder: Remembering) -> None:
    print("\n## Examples of the shipped codebooks, each left out")
    print("\n| codebook | own code first | of |\n| --- | --- | --- |")
    together = np.zeros(2, dtype=int)
    home = shipped("codebooks")
    for path in sorted(home.glob("*.yaml")):
        book = read_codebook(path.read_bytes(), path.name, beside=lambda name: (home / name).read_bytes())
        placed = examples_placed(book, encoder)
        own = sum(one.first == one.code for one in placed)
        together += (own, len(placed))
        print(f"| {path.stem} | {own} | {len(placed)} |")
    print(f"| all | {together[0]} | {together[1]} |\n\n{together[0] / together[1]:.0%} get their own code first.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--sets", default="pdpilot,sight,talkmoves")
    given = parser.parse_args()
    encoder = Remembering(best_encoder()[0] or WORDS_ONLY)
    print("# How good suggestions are\n\nWritten by `python benchmarks/suggestions.py FOLDER`; do not edit by hand.\n")
    print("Macro average precision, mean over seeds ± deviation between seeds; k hand-coded examples per code.")
    errors = []
    for name in given.sets.split(","):
        study = read_study(given.folder, name, encoder)
        found, reading = precisions(study, given.seeds)
        table(study, found)
        verdicts(study, found, reading)
        second_coder(study)
        for read in READ if len(study.items) > 500 else (100, 150):
            measured = calibration_errors(study, read, given.seeds)
            if measured:
                errors.append((name, read, *measured))
    print("\n## Do probabilities mean what they say\n")
    print("Expected calibration error, ten bins of equal mass, pooled over codes,")
    print("less what a perfect forecaster would show.\n")
    print("| study | passages read | error | judged |\n| --- | --- | --- | --- |")
    for name, read, error, judged in errors:
        print(f"| {name} | {read} | {error:.3f} | {judged} |")
    codebooks(encoder)


if __name__ == "__main__":
    main()
