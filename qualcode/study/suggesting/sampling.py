"""Drawing a random sample of the passages a coder left unmarked, to tell how much the coding missed."""

from dataclasses import dataclass
from hashlib import sha256

from qualcode.analysis.recall import planning_size
from qualcode.analysis.sampling import draw
from qualcode.errors import QualcodeError
from qualcode.model import Passage, Sample
from qualcode.project import Project
from qualcode.project.samples import NewSampled
from qualcode.study.suggesting.marked_passages import marked_passages, unmarked_by_document

RECALL = 0.8
"""What a sample is to show where nobody asks for another: that four in five of what there is to mark are marked."""


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A finished document, its passages, and how many of the unmarked ones are to be read again."""

    document: str
    passages: int
    """Interviewers' are left out."""
    marked: int
    unmarked: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample that was drawn, and what its size can show."""

    sample: Sample
    rows: tuple[DrawnRow, ...]
    marked: int
    unmarked: int
    recall: float
    """The recall that was to be shown."""
    planned: int
    """How many it takes to show that, if none of them was missed."""


def draw_sample(project: Project, coder: str, *, size: int | None = None, recall: float = RECALL) -> Drawn:
    """Draw unmarked passages of the documents a coder finished, to be read once more without a code beside them.

    `size` None: as many as it takes to show this recall if none was missed. Every unmarked passage has the same
    chance. Raises QualcodeError when nothing is finished, marked, or left unmarked, or while a sample is unread.
    """
    finished = project.finishes.by(coder)
    _refuse(project, coder, finished)
    own = [one for one in project.codings.within() if one.coder == coder and one.document in finished]
    passages = marked_passages(project, finished, own)
    left = unmarked_by_document(passages)
    unmarked = sum(map(len, left.values()))
    marked = len(passages) - unmarked
    _refuse_nothing_to_draw(marked, unmarked)
    planned = planning_size(marked, unmarked, recall)
    seed = _seed(project, coder)
    chosen = draw(left, min(unmarked, planned if size is None else size), seed)
    new = [NewSampled(one.document, one.start, one.end, one.words) for one in chosen]
    counts = {document: len(some) for document, some in left.items() if some}
    sample = project.samples.record(coder, new, seed=seed, unmarked=counts)
    every = {document: sum(one.passage.document == document for one in passages) for document in left}
    rows = tuple(_row(document, every[document], some, chosen) for document, some in left.items())
    return Drawn(sample, rows, marked, unmarked, recall, planned)


def _row(document: str, every: int, left: list[Passage], chosen: tuple[Passage, ...]) -> DrawnRow:
    drawn = sum(one.document == document for one in chosen)
    return DrawnRow(document, every, every - len(left), len(left), drawn)


def _refuse(project: Project, coder: str, finished: frozenset[str]) -> None:
    waiting = len(project.samples.waiting(coder))
    if waiting:
        left = f"{waiting} passages are" if waiting > 1 else "1 passage is"
        raise QualcodeError(
            f"A sample is being read already: {left} still to be read.",
            hint="Read them first: qualcode review",
        )
    if not finished:
        documents = project.documents.ids()
        raise QualcodeError(
            "A sample is drawn from interviews you have coded once through; you have finished none yet.",
            hint=f"When one is done: qualcode finish {documents[0]}" if documents else "qualcode import FOLDER",
        )


def _refuse_nothing_to_draw(marked: int, unmarked: int) -> None:
    if not unmarked:
        raise QualcodeError(
            "Every passage of the interviews you finished is marked; there is none left to draw.",
            hint="See what was made of suggestions: qualcode suggest audit",
        )
    if not marked:
        raise QualcodeError(
            "You have marked no passage of the interviews you finished, so there is nothing to compare a sample with.",
            hint="Code them first: qualcode code",
        )


def _seed(project: Project, coder: str) -> int:
    """A seed nobody chooses: of the project, the coder, and how many samples there were before."""
    text = f"{project.settings.id} {coder} {len(project.samples.of(coder))}"
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big")
