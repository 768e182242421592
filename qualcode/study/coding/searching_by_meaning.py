"""Finding what means something like some words, in every transcript."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.model import Passage, Speaker
from qualcode.project import Project
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.coding.searching import people_speaking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 20
"""Passages shown unless more are asked for."""
_BANDS = ((0.42, "very alike"), (0.27, "alike"), (0.18, "a little alike"))
"""How far a passage lies from the middle of the study (0) to the very words (1), and what to call it.

Read off the packaged model on interviews: what says the thing itself lies above .42, and questions nobody speaks of
stay below .18. Seen from the study's middle, because models differ in how alike they take any two texts to be.
"""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that means something like the words."""

    participant: str | None
    document: str
    turn: int
    speaker: str
    start: int
    end: int
    alike: str
    """very alike, alike or a little alike."""
    likeness: float
    """Cosine of the two meanings; of the words where only words are compared."""
    words: str


@dataclass(frozen=True, slots=True)
class FoundByMeaning:
    """The passages nearest in meaning, nearest first, and how many participants say them."""

    passages: tuple[FoundPassage, ...]
    participants: int
    of: int
    notice: str | None
    """Why only words were compared, where they were."""


def search_by_meaning(
    project: Project,
    words: str,
    scope: Scope = EVERYTHING,
    *,
    everyone: bool = False,
    limit: int = MOST,
    progress: Callable[[int, int], None] | None = None,
) -> FoundByMeaning:
    """Passages nearest in meaning to the words, at most `limit`; none that is alike in name only.

    Interviewers are left out unless `everyone` is asked for. The passages' vectors are kept in the project, that of
    the words is not. Raises QualcodeError where there is no word.
    """
    asked = " ".join(words.split())
    if not any(sign.isalnum() for sign in asked):
        raise QualcodeError("There is no word to search for.", hint="qualcode search --meaning being trusted")
    spoken = list(_spoken(project, scope, everyone))
    of = len(people_speaking(project, scope))
    if not spoken:
        return FoundByMeaning((), 0, of, None)
    likeness, notice = _likeness(project, asked, [passage.words for passage, _ in spoken], progress)
    order = sorted(range(len(spoken)), key=lambda place: (-likeness[place], place))
    middle = float(likeness[order[len(order) // 2]]) if len(order) > 1 else 0.0
    found = []
    for place in order[: max(limit, 0)]:
        how = _band(float(likeness[place]), max(middle, 0.0))
        if how is None:
            break
        found.append(_row(*spoken[place], how, float(likeness[place])))
    heard = {one.participant for one in found if one.participant}
    return FoundByMeaning(tuple(found), len(heard), of, notice)


def _spoken(project: Project, scope: Scope, everyone: bool) -> Iterator[tuple[Passage, Speaker | None]]:
    """The passages asked for, each with who speaks."""
    from qualcode.transcripts.passages.cutting import passages, splitter_in_use

    splitter, _ = splitter_in_use()
    speaking = {(one.document, one.label): one for one in project.documents.speakers()}
    people = project.participants.by_id()
    for document in filter(scope.holds_document, project.documents.ids()):
        text, turns = project.texts.of_document(document), project.documents.turns(document)

        def cut(document: str = document, text: str = text, turns: Sequence[object] = turns) -> list[Passage]:
            return passages(document, text, turns)  # type: ignore[arg-type]

        labels = {turn.number: turn.label or "" for turn in turns}
        for passage in project.passages.of(document, splitter, cut):
            speaker = speaking.get((document, labels[passage.turn]))
            if not everyone and speaker and speaker.role == "interviewer":
                continue
            if scope.holds_participant(people.get((speaker.participant if speaker else None) or "")):
                yield passage, speaker


def _likeness(
    project: Project, asked: str, texts: list[str], progress: Callable[[int, int], None] | None
) -> "tuple[NDArray[np.float64], str | None]":
    import numpy as np

    from qualcode.encoders import WORDS_ONLY, best_encoder, cached
    from qualcode.suggest.shared_words import shared_words

    encoder, notice = best_encoder(project.settings.read().encoder)
    if encoder is None or encoder is WORDS_ONLY:
        return shared_words([asked], texts)[0], notice or "Only words are compared, as project.yaml asks."
    kept = cached(encoder, project.vectors, progress).encode(texts)
    # The words somebody looks for are nobody's words in the study: their vector is made anew and kept nowhere.
    likeness = np.asarray(kept, dtype=np.float64) @ np.asarray(encoder.encode([asked])[0], dtype=np.float64)
    return np.nan_to_num(likeness), notice


def _band(likeness: float, middle: float) -> str | None:
    """What to call a likeness, seen from the middle of the study; None where it is no likeness to speak of."""
    nearness = (likeness - middle) / max(1.0 - middle, 1e-9)
    return next((how for least, how in _BANDS if nearness >= least), None)


def _row(passage: Passage, speaker: Speaker | None, how: str, likeness: float) -> FoundPassage:
    participant = speaker.participant if speaker else None
    return FoundPassage(
        participant=participant,
        document=passage.document,
        turn=passage.turn,
        speaker=participant or (speaker.role if speaker else ""),
        start=passage.start,
        end=passage.end,
        alike=how,
        likeness=round(likeness, 3),
        words=" ".join(passage.words.split()),
    )
