"""What was said that may speak against a theme: excerpts and uncoded passages, how alike, and who was asked."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.counting import lies_under
from qualcode.model import Coding, Participant, Theme
from qualcode.project import Project
from qualcode.reports.answers.answers import Answers
from qualcode.study.suggesting.passages_read import read_passages
from qualcode.study.theming.cluster_rows import SCHOOL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.themes.challenging import Heard

_ROLE = "role"


@dataclass(frozen=True, slots=True)
class Said:
    """Words that may speak against a theme, and where they stand."""

    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    codings: tuple[Coding, ...]


def all_said(project: Project, answers: Answers) -> list[Said]:
    """The excerpts that count, and every passage beside them, of interviews coded once through."""
    places: dict[tuple[str, int, int], list[Coding]] = defaultdict(list)
    for one in answers.counted.codings:
        places[one.document, one.start, one.end].append(one)
    against = [one for name in answers.themes for one in answers.against(name)]
    for one in against:
        if one not in places[one.document, one.start, one.end]:
            places[one.document, one.start, one.end].append(one)
    found = [
        Said(group[0].document, group[0].participant, group[0].turn, *place[1:], group[0].words, tuple(group))
        for place, group in places.items()
    ]
    by_document: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, start, end in places:
        by_document[document].append((start, end))
    people = {one.id for one in answers.material.participants}
    for unit in read_passages(project, {one.id for one in answers.counted.finished}):
        passage = unit.passage
        coded = by_document[passage.document]
        if not _mostly_coded((passage.start, passage.end), coded):
            who = unit.group if unit.group in people else None
            place = (passage.start, passage.end)
            found.append(Said(passage.document, who, passage.turn, *place, passage.words, ()))
    order = {document: number for number, document in enumerate(project.documents.ids())}
    return sorted(found, key=lambda one: (order[one.document], one.start, one.end))


def _mostly_coded(passage: tuple[int, int], coded: Sequence[tuple[int, int]]) -> bool:
    """Whether codings cover half of a passage or more: what is left of it then says nothing by itself."""
    start, end = passage
    covered, reached = 0, start
    for one, other in sorted(coded):
        covered += max(0, min(other, end) - max(one, reached))
        reached = max(reached, min(other, end))
    return 2 * covered >= end - start


def stances(answers: Answers, theme: str) -> dict[tuple[str, int, int], str]:
    """Where something stands for a theme, or was put against it."""
    for_it = {(one.document, one.start, one.end): "for" for one in answers.supporting(theme)}
    return for_it | {(one.document, one.start, one.end): "against" for one in answers.against(theme)}


def groups_of(person: Participant | None, schools: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The groups of a speaker within which a theme may be heard less than elsewhere: role, and the one school."""
    if person is None:
        return {}
    role = next((value for name, value in person.attributes.items() if name.casefold() == _ROLE), "")
    own = schools.get(person.id, frozenset())
    found = {_ROLE: role.strip(), SCHOOL: next(iter(own)) if len(own) == 1 else ""}
    return {name: group for name, group in found.items() if group}


def asked_about(answers: Answers, theme: Theme) -> frozenset[str]:
    """Who was given a chance by the interview guide to speak of any code of the theme."""
    codes = {*theme.codes, *(one.code for one in answers.supporting(theme.name))}
    return frozenset(
        person
        for document in answers.counted.finished
        if document.asked
        and any(lies_under(code, codes) or lies_under(one, {code}) for code in document.asked for one in codes)
        for person in document.participants
    )


def likeness(
    project: Project, asked: list[str], heard: "Sequence[Heard]", progress: Callable[[int, int], None] | None
) -> "tuple[NDArray[np.float64], NDArray[np.float64], str | None]":
    """How alike all words are to the theme's excerpts, and to what is asked for, which is kept nowhere."""
    import numpy as np

    from qualcode.encoders import WORDS_ONLY, best_encoder, cached
    from qualcode.suggest.shared_words import shared_words

    words = [one.words for one in heard]
    members = [index for index, one in enumerate(heard) if one.stance == "for"]
    encoder, notice = best_encoder(project.settings.read().encoder)
    if encoder is None or encoder is WORDS_ONLY:
        rows = shared_words([*asked, *(words[index] for index in members)], words)
        return rows[len(asked) :].T, rows[: len(asked)], notice or "Only words are compared, as project.yaml asks."
    kept = np.nan_to_num(np.asarray(cached(encoder, project.vectors, progress).encode(words), dtype=np.float64))
    wanted = np.nan_to_num(np.asarray(encoder.encode(asked), dtype=np.float64))
    return kept @ kept[members].T, wanted @ kept.T, notice
