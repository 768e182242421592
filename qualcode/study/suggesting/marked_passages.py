"""Which passages a coder marked, and which were left unmarked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qualcode.model import Coding, Passage
from qualcode.project import Project
from qualcode.study.suggesting.passages_read import covers, read_passages


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage of somebody who is not an interviewer, with the codes its coder gave it."""

    passage: Passage
    participant: str | None
    """Whose words they are; None where nobody knows."""
    codes: frozenset[str]
    """Empty: unmarked."""


def marked_passages(
    project: Project, documents: Collection[str], codings: Iterable[Coding]
) -> tuple[MarkedPassage, ...]:
    """Every passage of documents, in the order of the study, marked by those of the codings that are about it."""
    given: dict[str, list[Coding]] = {}
    for coding in codings:
        given.setdefault(coding.document, []).append(coding)
    found = []
    for one in read_passages(project, documents):
        document = one.passage.document
        codes = frozenset(coding.code for coding in given.get(document, ()) if covers(coding, one.passage))
        if one.passage.words.strip():
            found.append(MarkedPassage(one.passage, None if one.group == document else one.group, codes))
    return tuple(found)


def unmarked_by_document(passages: Sequence[MarkedPassage]) -> dict[str, list[Passage]]:
    """The passages without a code, by document; documents where every passage has one are there with none."""
    found: dict[str, list[Passage]] = {}
    for one in passages:
        left = found.setdefault(one.passage.document, [])
        if not one.codes:
            left.append(one.passage)
    return found
