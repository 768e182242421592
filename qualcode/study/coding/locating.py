"""Finding the words a coder means in a document."""

import re

from qualcode.errors import QualcodeError
from qualcode.model import Coding, Passage, Turn
from qualcode.project import Project
from qualcode.transcripts.finding import find_words, nearest

_BEFORE_AND_AFTER = 40
_MOST_SHOWN = 10
"""Places that are listed where words stand several times."""


def place_of_words(project: Project, document: str, words: str) -> tuple[int, int]:
    """Where words stand; differences of space, case, quotes and dashes do not matter.

    Raises QualcodeError when they stand nowhere (with the three nearest passages) or more than once (with each place).
    """
    document = project.documents.current(document).document
    if not words.strip():
        raise QualcodeError(
            "No words were given.", hint=f'qualcode coding add --document {document} --words "…" --code …'
        )
    text = project.texts.of_document(document)
    found = find_words(text, words)
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(document, text, found)
    near = nearest(words, _pieces(document, text, project.documents.turns(document)))
    shown = "\n".join(f"  --at {one.start}:{one.end}   turn {one.turn}: {_flat(one.words)}" for one in near)
    raise QualcodeError(
        f"These words do not stand in {document}." + (f" The nearest passages:\n{shown}" if near else ""),
        hint=f"Copy the words from the transcript (qualcode read {document}), or take one of these with --at.",
    )


def _several(document: str, text: str, found: list[tuple[int, int]]) -> QualcodeError:
    lines = [f"  --at {start}:{end}   {_in_context(text, start, end)}" for start, end in found[:_MOST_SHOWN]]
    more = len(found) - len(lines)
    hint = "Say which with --at, as above."
    if more:
        lines.append(f"  … and {more} more")
        hint = f"Say which with --at, as above, or give more of the words: the last {more} are not shown."
    shown = "\n".join(lines)
    return QualcodeError(f"These words stand {len(found)} times in {document}:\n{shown}", hint=hint)


def place_of_turn(project: Project, document: str, number: int) -> tuple[int, int]:
    """Where a turn stands; QualcodeError when the document has no such turn."""
    name, turns = project.documents.current(document).document, project.documents.turns(document)
    spans = [turn for turn in turns if turn.number == number]
    if spans:
        return spans[0].start, spans[-1].end
    raise QualcodeError(
        f"{name} has turns 1 to {turns[-1].number if turns else 0}; there is no turn {number}.",
        hint=f"See them: qualcode read {name}",
    )


def remarks_on(project: Project, coding: Coding) -> list[str]:
    """What a coder may not have meant: words of somebody who is no participant, or of several turns."""
    if any(one.id == coding.id for one in project.codings.left_behind()):
        return [f'Note: only an older text of {coding.document} has these words; to move it: --words "…".']
    remarks = []
    if coding.participant is None:
        remarks.append("Note: these are no participant’s words, so no count of participants includes them.")
    turns = project.documents.turns(coding.document)
    over = sorted({one.number for one in turns if one.start < coding.end and one.end > coding.start})
    if len(over) > 1:
        remarks.append(f"Note: this reaches over turns {over[0]} to {over[-1]}, with all that is said between.")
    return remarks


def read_place(at: str) -> tuple[int, int]:
    """A place written as `120:188`; QualcodeError when it is written otherwise."""
    match = re.fullmatch(r"\s*(\d+)\s*:\s*(\d+)\s*", at)
    if match is None:
        raise QualcodeError(f"“{at}” is no place.", hint="Write it as start:end, for example --at 120:188")
    return int(match[1]), int(match[2])


def _pieces(document: str, text: str, turns: tuple[Turn, ...]) -> list[Passage]:
    """Sentences, roughly: enough to show where words might stand."""
    pieces = []
    for turn in turns:
        for match in re.finditer(r"[^.?!\n]+[.?!]*", text[turn.start : turn.end]):
            words = match.group().strip()
            if words:
                start = turn.start + match.start() + len(match.group()) - len(match.group().lstrip())
                pieces.append(Passage(document, turn.number, start, start + len(words), words))
    return pieces


def _in_context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _BEFORE_AND_AFTER) : start], text[end : end + _BEFORE_AND_AFTER]
    return f"…{_flat(before)} [{_flat(text[start:end])}] {_flat(after)}…"


def _flat(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 120 else f"{flat[:119]}…"
