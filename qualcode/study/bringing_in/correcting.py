"""Correcting misheard words of a transcript, so that everything that stands on it moves along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qualcode.errors import QualcodeError
from qualcode.model import Turn
from qualcode.project import Project
from qualcode.project.changes import canonical
from qualcode.project.version_rows import packed_sections, packed_turns
from qualcode.project.versions import MadeFrom, Version
from qualcode.study.bringing_in.moving import (
    Move,
    MovedRow,
    left_behind_by,
    moves,
    new_places,
    told_moves,
    visible_moves,
)
from qualcode.study.coding.locating import place_of_words
from qualcode.transcripts.finding import find_words
from qualcode.transcripts.versions.edits import Edit, Shifted
from qualcode.transcripts.versions.offset_map import OffsetMap, edited_map, offset_map

SITTING = timedelta(hours=8)
"""Corrections of one coder within so long make one version."""
_AROUND = 20
_LISTED = 30
"""Differences that are listed of one event."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction came to."""

    document: str
    version: int
    places: tuple[tuple[str, str], ...]
    """Old and new words."""
    moved: int
    """Codings that stand on the corrected text."""
    rows: tuple[MovedRow, ...]
    """The coder's own codings whose words changed, or that were left behind."""
    left_behind: dict[str, int]
    """How many of each coder."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A place where a document was corrected."""

    event: str
    time: str
    coder: str
    version: int
    was: str
    now: str


def correct(
    project: Project,
    coder: str,
    document: str,
    words: str | None,
    to: str,
    *,
    at: tuple[int, int] | None = None,
    turn: int | None = None,
    everywhere: bool = False,
) -> Corrected:
    """Replace words of one turn by others, or all places of them; the codings on them move along.

    Raises QualcodeError when the words stand nowhere, several times, or not within one turn.
    """
    document = project.documents.current(document).document
    to = _usable(to)
    with project.change(coder, "document.correct") as transaction:
        text, turns = project.texts.of_document(document), project.documents.turns(document)
        places = _places(project, document, words, at, turn, everywhere=everywhere)
        edits = [_edit(document, text, turns, place, _cased(to, text[slice(*place)], words)) for place in places]
        edits = [edit for edit in edits if text[edit.start : edit.end] != edit.words]
        if not edits:
            raise QualcodeError(f"{document} says that already: “{to}”.", hint="Nothing was changed.")
        way = edited_map(text, edits)
        old = project.versions.of(document)[-1]
        found = moves(way, project.versions.standing_on(old.id))
        left = [one for one in found if not one.moves and one.standing.relation != "askings"]
        going_on = not left and _same_sitting(project, old, coder, transaction.now)
        row = project.versions.row_of(old.id)
        shifted = Shifted(edits)
        values = {
            **row,
            "number": old.number if going_on else old.number + 1,
            "text_sha256": project.texts.keep(way.new),
            "reader": "corrected",
            "turns": packed_turns([shifted.turn(one) for one in turns]),
            "front": canonical([list(shifted.stretch(*one)) for one in project.versions.front_of(old.id)]),
            "sections": packed_sections([shifted.section(one) for one in project.documents.sections(document)]),
            "made": old.made if going_on else transaction.now,
            "corrected_by": project.coders.id_of(coder),
        }
        _refuse_empty_turns(document, way.new, [shifted.turn(one) for one in turns])
        project.versions.follow(transaction, old.id, values, new_places(found), instead=going_on)
    told = tuple((text[edit.start : edit.end], edit.words) for edit in edits)
    return corrected(document, values["number"], told, visible_moves(project, found, document, coder), coder)


def corrected(
    document: str, version: int, places: tuple[tuple[str, str], ...], found: Sequence[Move], coder: str
) -> Corrected:
    """What a new version means for the codings, as one coder hears of it."""
    return Corrected(
        document,
        version,
        places,
        sum(one.moves and one.standing.relation == "codings" for one in found),
        tuple(told_moves(found, (), coder)),
        left_behind_by(found),
    )


def corrections(project: Project, document: str) -> list[CorrectionRow]:
    """Every place where a document was corrected or differs since it was replaced, oldest first."""
    rows = []
    for made in project.versions.made_from(document):
        rows += _differences(project, made)
    return rows


def _differences(project: Project, made: MadeFrom) -> list[CorrectionRow]:
    way = offset_map(project.versions.text(made.before), project.versions.text(made.after))
    told = [_in_words(way, *place) for place in way.changes()]
    if len(told) > _LISTED:
        told[_LISTED:] = [(f"… and {len(told) - _LISTED} more places", "")]
    if made.original:
        told.insert(0, ("", f"read from {made.original}"))
    return [CorrectionRow(made.event[:10], made.time, made.coder, made.number, was, now) for was, now in told]


def _in_words(way: OffsetMap, start: int, end: int, new_start: int, new_end: int) -> tuple[str, str]:
    """Old and new words; where there are none, with so much of what stands around that one sees where it is."""
    if start < end and new_start < new_end:
        return way.old[start:end], way.new[new_start:new_end]
    return _with_its_line(way.old, start, end), _with_its_line(way.new, new_start, new_end)


def _with_its_line(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _AROUND) : start].rsplit("\n", maxsplit=1)[-1]
    after = text[end : end + _AROUND].split("\n", maxsplit=1)[0]
    return f"{before}{text[start:end]}{after}".strip()


def _usable(to: str) -> str:
    if any(not letter.isprintable() and letter not in "\n\t" for letter in to):
        raise QualcodeError("The new words hold characters that cannot be shown.", hint="Type them, or paste as text.")
    return to.strip()


def _cased(to: str, standing: str, typed: str | None) -> str:
    """The new words with a capital where the old ones have one that was not typed: at the start of a sentence."""
    if typed and to and standing[:1].isupper() and typed.strip()[:1].islower():
        return to[0].upper() + to[1:]
    return to


def _places(
    project: Project,
    document: str,
    words: str | None,
    at: tuple[int, int] | None,
    turn: int | None,
    *,
    everywhere: bool,
) -> list[tuple[int, int]]:
    text = project.texts.of_document(document)
    within = [one for one in project.documents.turns(document) if turn in (None, one.number)]
    if turn is not None and not within:
        raise QualcodeError(f"{document} has no turn {turn}.", hint=f"See them: qualcode read {document}")
    if at is not None:
        start, end = at
        if not 0 <= start < end <= len(text):
            raise QualcodeError(
                f"{document} has no words at {start}:{end} (it has {len(text)} characters).",
                hint=f"Read it with positions: qualcode read {document} --positions",
            )
        if words not in (None, text[start:end]) and (0, end - start) not in find_words(text[start:end], words or ""):
            raise QualcodeError(f"At {start}:{end} stands “{text[start:end]}”.", hint="Leave out --words or --at.")
        return [at]
    if words is None or not words.strip():
        raise QualcodeError("Which words are wrong?", hint='qualcode correct D03 --words "as they stand" --to "…"')
    if not everywhere and turn is None:
        return [place_of_words(project, document, words)]
    found = [place for one in within for place in _in_turn(text, one, words)]
    if not found:
        place_of_words(project, document, words)  # tells what is nearest
        raise QualcodeError(f"These words do not stand in turn {turn}.", hint=f"Read it: qualcode read {document}")
    if len(found) > 1 and not everywhere:
        raise QualcodeError(
            f"These words stand {len(found)} times in turn {turn}:"
            + "".join(f"\n  --at {start}:{end}" for start, end in found),
            hint="Say which with --at, or all of them with --everywhere.",
        )
    return found


def _in_turn(text: str, turn: Turn, words: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in find_words(text[turn.start : turn.end], words):
        if not found or start + turn.start >= found[-1][1]:
            found.append((start + turn.start, end + turn.start))
    return found


def _edit(document: str, text: str, turns: Sequence[Turn], place: tuple[int, int], to: str) -> Edit:
    """The edit at a place; words that go without others in their stead take a space with them."""
    start, end = place
    turn = next((one for one in turns if one.start <= start and end <= one.end), None)
    if turn is None:
        raise QualcodeError(
            f"“{text[start:end]}” is not within the words of one turn of {document}: {start}:{end}.",
            hint="Correct one turn at a time. A wrong name before a turn: mend the file, then import --replace.",
        )
    if not to:
        while end < turn.end and text[end].isspace() and (start == turn.start or text[start - 1].isspace()):
            end += 1
        while start > turn.start and end == turn.end and text[start - 1].isspace():
            start -= 1
    return Edit(start, end, to)


def _refuse_empty_turns(document: str, text: str, turns: Sequence[Turn]) -> None:
    for turn in turns:
        if not text[turn.start : turn.end].strip():
            raise QualcodeError(
                f"Nothing would be left of turn {turn.number} of {document}.",
                hint="To take a turn out: mend the file, then qualcode import --replace",
            )


def _same_sitting(project: Project, old: Version, coder: str, now: str) -> bool:
    """Whether a correction goes on with the version before: the same coder's, not long ago, nobody coded it since."""
    if old.corrected_by != coder or old.made is None:
        return False
    since = datetime.fromisoformat(now) - datetime.fromisoformat(old.made)
    return since <= SITTING and not project.versions.coded_by_others(old.id, coder, old.made)
