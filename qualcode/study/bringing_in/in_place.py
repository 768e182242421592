"""Correcting misheard words where they stand on the screen, and what stood there before."""

from dataclasses import dataclass

from qualcode.project import Project
from qualcode.study.bringing_in.correcting import Corrected, correct
from qualcode.transcripts.versions.offset_map import OffsetMap
from qualcode.transcripts.versions.stretches import stretches_between


@dataclass(frozen=True, slots=True)
class CorrectedHere:
    """A correction, and where the new words stand."""

    done: Corrected
    start: int
    end: int
    """The same as `start` where words were taken out and none put in."""

    @property
    def told(self) -> str:
        """What the coder hears in a line: what moved along, and what was left behind, with why."""
        lost = [row for row in self.done.rows if row.became == "left behind"]
        words = f"Version {self.done.version}; {_codings(self.done.moved)} moved along."
        if lost:
            words += f" Left behind: {'; '.join(f'{row.code} “{row.words}” ({row.now})' for row in lost[:2])}"
            words += f" and {len(lost) - 2} more." if len(lost) > 2 else "."
        others = sum(self.done.left_behind.values()) - len(lost)
        return f"{words} Others’ left behind: {others}." if others > 0 else words


def correct_here(
    project: Project, coder: str, document: str, start: int, end: int, words: str, *, seen: str | None = None
) -> CorrectedHere:
    """Put other words in a place; codings move along, and corrections of one sitting make one version.

    `done.rows` tells the coder's own codings whose words changed or that were left behind, and why. Raises
    QualcodeError where nothing would be left of a turn, the words are the same, the place lies in no one turn, or
    other words than those `seen` stand there now.
    """
    done = correct(project, coder, document, seen, words, at=(start, end))
    new = done.places[0][1]
    start = min(start, len(project.texts.of_document(done.document)))
    return CorrectedHere(done, start, start + len(new))


def original_words(project: Project, document: str, start: int, end: int) -> str | None:
    """What the file that the document was last read from says at a place; None where it says the same.

    Empty where these words were put in.
    """
    now = project.texts.of_document(project.documents.current(document).document)
    read = next(one for one in reversed(project.versions.of(document)) if one.corrected_by is None)
    before = project.versions.text(read.text_sha256)
    if before == now:
        return None
    return words_before(now, before, start, end)


def words_before(now: str, before: str, start: int, end: int) -> str | None:
    """What an older text says where a newer one has some words; None where it says the same."""
    # Every word of the place has come from somewhere: no doubt is wanted here, as nothing will stand on the answer.
    moved = OffsetMap(now, before, stretches_between(now, before), told=True).place(start, end)
    words = "" if moved.kind == "lost" else before[moved.start : moved.end]
    return None if words.split() == now[start:end].split() else words


def _codings(count: int) -> str:
    return "1 coding" if count == 1 else f"{count} codings"
