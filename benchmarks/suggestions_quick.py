"""How well codes are suggested on human-coded studies that lie in folders beside the project.

    python benchmarks/suggestions_quick.py FOLDER [SET ...] [--k 0,4,8] [--seeds 0,1]

FOLDER holds evaluate.py and the studies (items.jsonl, codebook.yaml, splits.json).
"""

import argparse
import importlib.util
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.codebook import Code, Codebook
from qualcode.encoders import Encoder, PackagedModel, cached
from qualcode.suggest import Scores, score

Item = dict[str, Any]
Applies = Callable[[Item, Item], bool]


class KeptInFolder:
    """Vectors in one file per text, so that a second run starts at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, fingerprint: str, keys: Sequence[str]) -> dict[str, NDArray[np.float16]]:
        return {key: np.load(path) for key in keys if (path := self._path(fingerprint, key)).is_file()}

    def put(self, fingerprint: str, vectors: Mapping[str, NDArray[np.float16]]) -> None:
        for key, vector in vectors.items():
            path = self._path(fingerprint, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, vector)

    def _path(self, fingerprint: str, key: str) -> Path:
        return self.folder / fingerprint[:16] / f"{key}.npy"


def evaluation(folder: Path) -> ModuleType:
    """The scoring that comes with the studies."""
    spec = importlib.util.spec_from_file_location("evaluate", folder / "evaluate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(scoring: ModuleType, folder: Path, k: int, seed: int, encoder: Encoder) -> Mapping[str, float]:
    """The figures of one study with up to k coded excerpts per code."""
    items, book, splits = scoring.load_set(folder)
    level = splits.get("level", "codes") if folder.name != "pdpilot" else "themes"
    split = splits[level]
    by_id = {item["id"]: item for item in items}
    tested = [by_id[name] for name in split["test"]]
    shown = [by_id[name] for name in split["examples"][str(k)][str(seed)]] if k else []
    wanted = [code for code in scoring.code_list(book, level) if code["id"] in split["codes"]]
    items = tested + shown
    scores = suggested(scoring.applies, items, range(len(tested), len(items)), wanted, level, encoder=encoder)
    columns = [code["id"] for code in wanted]
    predictions = [
        {"id": item["id"], "scores": dict(zip(columns, scores.probabilities[row].tolist(), strict=True))}
        for row, item in enumerate(tested)
    ]
    every = scoring.code_list(book, level)
    matrix, _ = scoring.score_matrix(tested, every, predictions)
    figures: Mapping[str, float] = scoring.score_codes(tested, every, matrix, level, boot=0, keep=set(split["codes"]))
    return figures


def suggested(
    applies: Applies, items: list[Item], read: range, wanted: list[Item], level: str, *, encoder: Encoder
) -> Scores:
    """Scores of the items, of which a range was read and coded."""
    names = {code["id"]: f"c{number}" for number, code in enumerate(wanted)}
    codebook = Codebook(
        codes=tuple(
            Code(id=names[code["id"]], label=code["name"], full=code.get("definition") or "") for code in wanted
        )
    )
    contexts = [item.get("context") or "" for item in items]
    return score(
        [item["text"] for item in items],
        codebook,
        {row: [names[code] for code in items[row][level] if code in names] for row in read},
        considered={row: [names[c["id"]] for c in wanted if applies(c, items[row])] for row in read},
        contexts=contexts if any(contexts) else None,
        groups=[item["document"] for item in items],
        encoder=encoder,
    )


def main() -> None:
    """Print a table: study, coded excerpts per code, figures."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path)
    reader.add_argument("sets", nargs="*", default=["sight", "pdpilot"])
    reader.add_argument("--k", default="0,4,8")
    reader.add_argument("--seeds", default="0,1")
    reader.add_argument("--vectors", type=Path, default=Path(tempfile.gettempdir()) / "qualcode-benchmark-vectors")
    given = reader.parse_args()
    scoring = evaluation(given.folder)
    encoder = cached(PackagedModel(), KeptInFolder(given.vectors))
    names = ("macro_ap", "micro_ap", "macro_f1_fixed", "top1_accuracy")
    print(f"{'study':12} {'k':>3}  " + "  ".join(f"{name:>14}" for name in names))
    for study in given.sets:
        for k in map(int, given.k.split(",")):
            seeds = [int(seed) for seed in given.seeds.split(",")] if k else [0]
            runs = [run(scoring, given.folder / study, k, seed, encoder) for seed in seeds]
            means = [float(np.mean([figures[name] for figures in runs])) for name in names]
            print(f"{study:12} {k:>3}  " + "  ".join(f"{mean:14.3f}" for mean in means), flush=True)


if __name__ == "__main__":
    main()
