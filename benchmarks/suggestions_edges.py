"""How near the proposed edges of an offered excerpt come to where coders set them, on the shipped example study.

    python benchmarks/suggestions_edges.py

Interview by interview, the codes are learned from the other eleven; then each passage that a coder coded is offered
for that code, and the words proposed are compared with the words the coder chose: twice the shared words over the sum
of both (F1). Beside it stand the whole passage, a sentence at random, the best run there is, and what would come of
proposing the shortest run that fits nearly as well as the best one.
"""

import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualcode.codebook import Codebook
from qualcode.encoders import WORDS_ONLY, best_encoder
from qualcode.model import Coding
from qualcode.shipped import shipped
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.codebooks.updating import applied_codebook
from qualcode.study.coding.importing_codings import import_codings
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.suggesting.passages_read import ReadPassage, covers, read_passages
from qualcode.suggest import score
from qualcode.suggest.edges import Run, best_sentences, runs
from qualcode.suggest.remembering import Remembering
from qualcode.transcripts.passages.sentences import rule_ends, sentences

EXAMPLE = shipped("transcripts_example")
Words = frozenset[int]
"""Where words begin."""


def words_in(text: str, start: int, end: int) -> Words:
    return frozenset(
        place for place in range(start, end) if not text[place].isspace() and (not place or text[place - 1].isspace())
    )


def f1(one: Words, other: Words) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def shortest(fit: dict[Run, float], share: float) -> Run:
    good = [run for run, chance in fit.items() if chance >= share * max(fit.values())]
    least = min(last - first for first, last in good)
    return max((run for run in good if run[1] - run[0] == least), key=lambda run: fit[run])


def propose(
    lengths: Sequence[int], fit: dict[Run, float], near: dict[Run, float], chance: random.Random
) -> dict[str, Run]:
    """The runs that are compared; `near` is how near each comes to the coder's words."""
    at_random = chance.randrange(len(lengths))
    return {
        "whole passage": (0, len(lengths) - 1),
        "proposed": best_sentences(lengths, fit),
        "shortest within 90 % of the best": shortest(fit, 0.9),
        "a sentence at random": (at_random, at_random),
        "the best there is": max(near, key=lambda run: near[run]),
    }


@dataclass(frozen=True)
class Coded:
    """The example study: passages, their sentences, and the codings on each."""

    units: Sequence[ReadPassage]
    inside: Sequence[Sequence[tuple[int, int]]]
    codings: dict[int, list[Coding]]
    codebook: Codebook
    texts: dict[str, str]

    def place(self, index: int, run: Run) -> tuple[int, int]:
        """Where a run of a passage's sentences stands in the document."""
        begin = self.units[index].passage.start
        return begin + self.inside[index][run[0]][0], begin + self.inside[index][run[1]][1]

    def compared(self, document: str, encoder: Remembering, chance: random.Random) -> list[dict[str, float]]:
        """For each coding of a document, how near each proposal comes to it; learned from the other documents."""
        text, here = (
            self.texts[document],
            [self.units[index].passage.document == document for index in range(len(self.units))],
        )
        asked = [
            (index, run)
            for index in np.flatnonzero(here)
            if self.codings[index] and len(self.inside[index]) > 1
            for run in runs(len(self.inside[index]))
        ]
        both = [*self.units, *(self.units[index] for index, _ in asked)]
        scores = score(
            [unit.passage.words for unit in self.units] + [text[slice(*self.place(*one))] for one in asked],
            self.codebook,
            {index: sorted({one.code for one in given}) for index, given in self.codings.items() if not here[index]},
            contexts=[unit.before for unit in both],
            groups=[unit.group for unit in both],
            encoder=encoder,
        )
        fits = dict(zip(asked, scores.probabilities[len(self.units) :], strict=True))
        found = []
        for index in dict.fromkeys(index for index, _ in asked):
            count = len(self.inside[index])
            lengths = [len(text[slice(*self.place(index, (one, one)))].split()) for one in range(count)]
            tried = runs(count)
            for coding in self.codings[index]:
                chosen, column = words_in(text, coding.start, coding.end), scores.codes.index(coding.code)
                near = {run: f1(words_in(text, *self.place(index, run)), chosen) for run in tried}
                fit = {run: float(fits[index, run][column]) for run in tried}
                found.append({name: near[run] for name, run in propose(lengths, fit, near, chance).items()})
        return found


def read(folder: Path) -> Coded:
    with set_up(folder, codebook="value-creation", coder="ana", title="The example") as project:
        add_coder(project, "ana", "ben")
        files = sorted(path for path in EXAMPLE.iterdir() if path.name[:2].isdigit())
        import_files(project, "ana", files, who=read_who_is_who(EXAMPLE / "participants.csv"))
        import_codings(project, "ana", EXAMPLE / "codings.csv", blind=True)
        units = read_passages(project, project.documents.ids())
        own = project.codings.within()
        codings = {
            index: [one for one in own if one.document == unit.passage.document and covers(one, unit.passage)]
            for index, unit in enumerate(units)
        }
        inside = list(sentences([unit.passage.words for unit in units], rule_ends))
        texts = {document: project.texts.of_document(document) for document in project.documents.ids()}
        return Coded(units, inside, codings, applied_codebook(project), texts)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        study = read(Path(place) / "study")
    encoder, chance = Remembering(best_encoder()[0] or WORDS_ONLY), random.Random(0)
    found = [one for document in study.texts for one in study.compared(document, encoder, chance)]
    print(f"{len(found)} codings in passages of two sentences or more\n")
    print("| proposal | F1 | nearer than the whole passage | farther |\n| --- | --- | --- | --- |")
    for name in found[0]:
        better = np.array([one[name] - one["whole passage"] for one in found])
        mean = np.mean([one[name] for one in found])
        print(f"| {name} | {mean:.3f} | {(better > 1e-9).sum()} | {(better < -1e-9).sum()} |")


if __name__ == "__main__":
    main()
