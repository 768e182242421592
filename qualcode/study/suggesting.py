"""Asking for suggestions, by the rules that keep the coder's own judgement first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.model import Coding, Passage, Section, Turn
from qualcode.project import Project
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.embedding import project_encoder
from qualcode.study.updating import applied_codebook

OFFERED = 60
"""Suggestions laid before a coder at once: three sittings of twenty."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What asking for suggestions came to."""

    new: int
    waiting: int
    documents: tuple[str, ...]
    """Where they may show: finished by the coder, or everywhere where the project is open."""
    left_out: tuple[str, ...]
    """Interviews not finished yet."""
    far: int
    """Passages like nothing any code stands for: perhaps a code is missing."""
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    passage: Passage
    before: str
    """The question it answers, or the heading it stands under."""
    group: str


def suggest(
    project: Project,
    coder: str,
    *,
    limit: int = OFFERED,
    progress: Callable[[int, int], None] | None = None,
) -> Suggested:
    """Offer a coder passages of finished interviews to look at again; what was decided before is not offered anew.

    Raises QualcodeError while the coder has finished nothing and the project asks for the coder's own reading first.
    """
    from qualcode.suggest import far_from_every_code, offers, score

    where, left_out = _where_allowed(project, coder)
    own = [coding for coding in project.codings.within() if coding.coder == coder]
    units = _units(project, where | {coding.document for coding in own})
    coded, considered = _read_by(project, coder, units, own)
    encoder, notice = project_encoder(project, progress)
    passages = [unit.passage.words for unit in units]
    codebook = applied_codebook(project)
    scores = score(
        passages,
        codebook,
        coded,
        considered=considered,
        contexts=[unit.before for unit in units],
        groups=[unit.group for unit in units],
        encoder=encoder,
    )
    among = [index for index, unit in enumerate(units) if unit.passage.document in where]
    done = _carried_or_decided(project, coder, units, coded)
    in_use = [code.id for code in codebook.codes if code.status == "active"]
    found = offers(scores, passages, done, among=among, codes=in_use, limit=limit)
    new = project.suggestions.offer(
        coder,
        [
            NewSuggestion(
                document=units[one.index].passage.document,
                start=units[one.index].passage.start,
                end=units[one.index].passage.end,
                words=units[one.index].passage.words,
                code=one.code,
                band=one.band,
                probability=one.probability,
                rank=one.rank,
                nearest=None if one.nearest is None else _coded_words(units[one.nearest].passage, one.code, own),
            )
            for one in found
        ],
        encoder.fingerprint,
    )
    far = [index for index in far_from_every_code(scores, passages, coded) if units[index].passage.document in where]
    return Suggested(
        new=new,
        waiting=len(project.suggestions.waiting(coder)),
        documents=tuple(sorted(where)),
        left_out=left_out,
        far=len(far),
        notices=tuple(dict.fromkeys(one for one in (notice, scores.notice) if one)),
    )


def _where_allowed(project: Project, coder: str) -> tuple[frozenset[str], tuple[str, ...]]:
    documents, finished = project.documents.ids(), project.finishes.by(coder)
    if not documents:
        raise QualcodeError("There is no interview yet.", hint="qualcode import FOLDER")
    if project.settings.read().suggestions == "open":
        return frozenset(documents), ()
    if not finished:
        raise QualcodeError(
            "Suggestions show for an interview once you have coded it through yourself; you have finished none yet.",
            hint=f"When one is done: qualcode finish {documents[0]}",
        )
    return finished, tuple(document for document in documents if document not in finished)


def _units(project: Project, among: frozenset[str]) -> list[_Unit]:
    from qualcode.transcripts.passages.cutting import passages, splitter_in_use

    splitter, _ = splitter_in_use()
    speaking = {(one.document, one.label): one for one in project.documents.speakers()}
    units = []
    for document in (one for one in project.documents.ids() if one in among):
        text, turns = project.texts.of_document(document), project.documents.turns(document)
        silent = {turn.number for turn in turns if _is_interviewer(speaking.get((document, turn.label or "")))}
        before = _before(text, turns, silent, project.documents.sections(document))
        labels = {turn.number: turn.label or "" for turn in turns}

        def split(document: str = document, text: str = text, turns: Sequence[object] = turns) -> list[Passage]:
            return passages(document, text, turns)  # type: ignore[arg-type]

        for passage in project.passages.of(document, splitter, split):
            if passage.turn in silent:
                continue
            speaker = speaking.get((document, labels[passage.turn]))
            group = (speaker.participant if speaker else None) or document
            units.append(_Unit(passage, before.get(passage.turn, ""), group))
    return units


def _before(text: str, turns: Sequence[Turn], silent: set[int], sections: Sequence[Section]) -> dict[int, str]:
    """By turn, what gives its words their sense: the question, else the heading, else what was said just before."""
    from qualcode.transcripts.questions.surroundings import questions_before, section_at, words_of

    # Where nobody is known to ask, whoever spoke before counts as having asked.
    asked = questions_before(text, turns, lambda turn: turn.number in silent or not silent)
    found = {number: words_of(text, stretches) for number, stretches in asked.items()}
    for turn in turns:
        heading = section_at(sections, turn.start) if turn.label is None else None
        if heading:
            found[turn.number] = text[heading.start : heading.end]
    return found


def _is_interviewer(speaker: object) -> bool:
    return getattr(speaker, "role", "") == "interviewer"


def _read_by(
    project: Project, coder: str, units: Sequence[_Unit], own: Sequence[Coding]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What the coder gave each passage that was read, and the codes that existed then.

    A code whose words an older text of the document had is left out there: nobody knows any more where it applies.
    """
    finished = project.finishes.times(coder)
    codes = project.codes.all()
    existed = {document: [code.name for code in codes if code.made <= when] for document, when in finished.items()}
    for coding in project.codings.left_behind():
        if coding.coder == coder and coding.code in existed.get(coding.document, ()):
            existed[coding.document].remove(coding.code)
    by_document: dict[str, list[Coding]] = {}
    for coding in own:
        by_document.setdefault(coding.document, []).append(coding)
    coded: dict[int, list[str]] = {}
    considered: dict[int, list[str]] = {}
    for index, unit in enumerate(units):
        document = unit.passage.document
        given = sorted({one.code for one in by_document.get(document, ()) if _covers(one, unit.passage)})
        if document in finished or given:
            coded[index] = given
            considered[index] = sorted({*existed.get(document, ()), *given})
    return coded, considered


def _covers(coding: Coding, passage: Passage) -> bool:
    """Whether a coding and a passage are about the same words: one lies at least half in the other."""
    shared = min(coding.end, passage.end) - max(coding.start, passage.start)
    return 2 * shared >= min(coding.end - coding.start, passage.end - passage.start)


def _coded_words(passage: Passage, code: str, own: Sequence[Coding]) -> str:
    """The words of a passage that the coder gave a code: what is shown as alike is what a person chose."""
    excerpts = []
    for one in sorted(own, key=lambda coding: (coding.start, coding.end)):
        start, end = max(one.start, passage.start), min(one.end, passage.end)
        if one.document == passage.document and one.code == code and start < end:
            excerpts.append(passage.words[start - passage.start : end - passage.start].strip())
    return " … ".join(dict.fromkeys(filter(None, excerpts))) or passage.words


def _carried_or_decided(
    project: Project, coder: str, units: Sequence[_Unit], coded: dict[int, list[str]]
) -> dict[int, list[str]]:
    index_of = {
        (unit.passage.document, unit.passage.start, unit.passage.end): index for index, unit in enumerate(units)
    }
    done = {index: list(codes) for index, codes in coded.items()}
    for one in project.suggestions.of(coder):
        index = index_of.get((one.document, one.start, one.end))
        if one.status != "open" and index is not None:
            done.setdefault(index, []).append(one.code)
    return done
