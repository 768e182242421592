"""What reading and comparing a codebook of 500 codes costs, beside the bare YAML parse of the same bytes.

    python benchmarks/codebook.py [--codes 500] [--runs 5]

Every code is written in full, as long as those of value-creation.yaml, in words drawn from it. Runs take turns, so that
a busy machine slows all of them alike; the time is the processor's.
"""

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ruamel.yaml import YAML

from qualcode.codebook import Code, Codebook
from qualcode.codebook.diff import diff
from qualcode.codebook.read import read_codebook
from qualcode.project import Project
from qualcode.shipped import shipped
from qualcode.study.codebooks.updating import applied_codebook, update
from qualcode.study.setting_up import set_up

FIELDS = ("label", "brief", "full", "key_question", "when", "when_not", "indicators", "examples", "source")


def written(chance: random.Random, count: int, *, prefix: str = "code") -> str:
    """A codebook of `count` codes, each modelled on one of value-creation.yaml with other words in it."""
    path = shipped("codebooks/value-creation.yaml")
    models = read_codebook(path.read_bytes(), path.name).codes
    words = sorted({word for code in models for text in code.examples for word in re.findall(r"[a-z]+", text)})
    lines = ["title: Five hundred codes", "codes:"]
    for number in range(count):
        model = models[number % len(models)]
        lines += entry(model, f"{prefix}.c{number:03}", f"{prefix}.c{chance.randrange(count):03}", words, chance)
    return "\n".join([*lines, ""])


def entry(model: Code, code_id: str, other_id: str, words: list[str], chance: random.Random) -> list[str]:
    def other(text: str) -> str:
        return re.sub(r"[A-Za-z]+", lambda found: chance.choice(words) if chance.random() < 0.5 else found[0], text)

    def sent_on(text: str, name: str) -> str:
        return f"{text.partition(' ->')[0]} -> {other_id}" if name == "when_not" else text

    lines = ["", f"- id: {code_id}"]
    for name in FIELDS:
        value = getattr(model, name)
        if isinstance(value, str):
            lines += [f"  {name}: >-", f"    {other(value)}"]
        else:
            lines += [f"  {name}:", *(f'    - "{sent_on(other(text), name)}"' for text in value)]
    lines += [
        "  counter_examples:",
        *(f'    - {{text: "{other(one.text)}", code_as: {other_id}}}' for one in model.counter_examples),
    ]
    return lines


def edited(codebook: Codebook, chance: random.Random) -> Codebook:
    """The worst a diff may get: every id is new, and every code reads a little differently."""

    def reworded(text: str) -> str:
        return re.sub(r"\w+", lambda found: "otherwise" if chance.random() < 0.1 else found[0], text)

    def changed(code: Code) -> Code:
        when_not = tuple(text.replace("-> code.c", "-> new.n") for text in code.when_not)
        other = {"id": code.id.replace("code.c", "new.n"), "when_not": when_not, "full": reworded(code.full)}
        return code.model_copy(update=other)

    codes = [changed(code) for code in codebook.codes]
    chance.shuffle(codes)
    return Codebook(codes=codes)


def _study(folder: Path) -> Project:
    return set_up(folder, codebook="value-creation", coder="ana", title="A large codebook")


def seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codes", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    chance = random.Random(4)
    data = written(chance, asked.codes).encode()
    old = read_codebook(data, "old.yaml")
    renamed, other = edited(old, chance), read_codebook(written(chance, asked.codes, prefix="other").encode(), "b.yaml")
    tops = [change.top for change in diff(old, renamed).changes if change.top is not None]
    found = sum(before.replace("code.c", "new.n") == after for before, after in tops)
    print(
        f"{len(old.codes)} codes, {len(data) / 1000:.0f} kB; of {asked.codes} renamed and reworded {found} recognised"
    )
    with tempfile.TemporaryDirectory() as scratch, _study(Path(scratch) / "study") as study:
        (study.folder / "codebooks" / "big.yaml").write_bytes(data)
        update(study, "ana")
        calls: dict[str, Callable[[], object]] = {
            "the bare YAML parse": lambda: YAML(typ="safe", pure=True).compose(data),
            "reading the codebook": lambda: read_codebook(data, "old.yaml"),
            "the applied codes, as commands list them": study.codes.all,
            "the applied codebook, as diff takes it": lambda: applied_codebook(study, "codebooks/big.yaml"),
            "diff with itself, read again": lambda: diff(old, read_again),
            "diff, every code renamed and reworded": lambda: diff(old, renamed),
            "diff with another codebook": lambda: diff(old, other),
        }
        read_again = read_codebook(data, "old.yaml")
        taken: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(asked.runs):
            for name, call in calls.items():
                taken[name].append(seconds(call))
    beside = statistics.median(taken["the bare YAML parse"])
    print(f"{'':42}{'min':>8}{'median':>8}{'max':>8}   of the bare parse")
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:42}{min(times):8.3f}{middle:8.3f}{max(times):8.3f}   {middle / beside:.2f}")


if __name__ == "__main__":
    main()
