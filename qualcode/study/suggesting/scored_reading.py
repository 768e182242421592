"""What a coder has read so far, as scores are learned from it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model import Coding
from qualcode.project import Project
from qualcode.study.codebooks.updating import applied_codebook
from qualcode.study.suggesting.passages_read import ReadPassage, read_passages
from qualcode.study.suggesting.read_so_far import codes_given

if TYPE_CHECKING:
    from qualcode.codebook import Codebook
    from qualcode.encoders import Encoder
    from qualcode.suggest import Scores


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages of the interviews that count for a coder, and what they coded there."""

    units: tuple[ReadPassage, ...]
    """By their words, so that the order in which interviews were imported decides nothing."""
    own: tuple[Coding, ...]
    coded: dict[int, list[str]]
    """By passage that was read, the codes it was given."""
    considered: dict[int, list[str]]
    codebook: "Codebook"

    @property
    def passages(self) -> list[str]:
        """The words of each."""
        return [unit.passage.words for unit in self.units]

    def scores(self, encoder: "Encoder") -> "Scores":
        """How well each code fits each passage."""
        from qualcode.suggest import score

        return score(
            self.passages,
            self.codebook,
            self.coded,
            considered=self.considered,
            contexts=[unit.before for unit in self.units],
            groups=[unit.group for unit in self.units],
            encoder=encoder,
        )


def reading_of(
    project: Project, coder: str, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> Reading:
    """What a coder has read or coded of interviews where suggestions may show, or has coded elsewhere.

    `only` leaves out all other documents, `without` some codings by their ids, as if they had not been made.
    """
    every = (coding for coding in project.codings.within() if coding.coder == coder)
    own = tuple(coding for coding in every if coding.id not in without)
    documents = project.showing.to(coder).among(project.documents.ids()) | {coding.document for coding in own}
    read = read_passages(project, documents if only is None else documents & frozenset(only))
    units = sorted(read, key=lambda unit: (unit.passage.words, unit.before, unit.passage.document, unit.passage.start))
    coded, considered = codes_given(project, coder, units, own)
    return Reading(tuple(units), own, coded, considered, applied_codebook(project))
