"""Reader of what programs for speech recognition write as JSON: Whisper, WhisperX, and those of meetings and clouds."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.transcripts.captions.cue_labels import Said, said_in
from qualcode.transcripts.captions.cues import Cue, Voice
from qualcode.transcripts.captions.reader import MOST_CUES, looks_like_cues
from qualcode.transcripts.captions.repeats import loops
from qualcode.transcripts.labelled.speakers import Verdict
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.recognizers.documents import JsonTranscript, json_transcripts
from qualcode.transcripts.recognizers.speech import Utterance
from qualcode.transcripts.rendering import Piece, rendered

JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")

_MOST_OBJECTS = 300_000
"""Objects and lists in a file; an hour with every word apart has about 40,000."""

_ANEW = "Export the transcript again, as .json, .vtt, .srt, .docx or .txt."
_ENDED = (".", "?", "!", "…", "。", "？", "！")
_SAME_SENTENCE = 2.0
"""Seconds within which words without a speaker can go on with a sentence that has not ended."""


def looks_like_json(source: Source) -> bool:
    """Whether a file is JSON, by its first characters, and where its name does not say so by all of them."""
    text = source.decoded[0].strip()
    if text[:1] not in {"{", "["} or looks_like_cues(text):
        return False
    if source.suffix in JSON_SUFFIXES:
        return True
    if text[-1:] not in {"}", "]"} or not re.match(r'[\[{]\s*["{\[}\]]', text):
        return False
    try:
        _parsed(text, source.name)
    except QualcodeError:
        return False
    return True


def read_json(source: Source) -> tuple[Content, ...]:
    """The documents in a JSON file. Raises QualcodeError for JSON that is no transcript."""
    text, encoding, warnings = source.decoded
    top, twice = _parsed(text, source.name)
    if twice:
        warnings = (*warnings, f"“{twice}” stands twice in one object; the last was read.")
    try:
        found = json_transcripts(top)
    except RecursionError as problem:
        raise _too_deep(source.name) from problem
    if not found:
        raise QualcodeError(
            f"“{source.name}” is JSON, but no transcript: it has no list of segments, utterances, monologues, phrases "
            "or messages with words and who says them or when.",
            hint="Export it as .vtt, .srt, .docx or .txt, or name its keys speaker, start and text.",
        )
    if sum(len(one.said) for one in found) > MOST_CUES:
        raise QualcodeError(f"“{source.name}” has more segments than any recording, so it was not read.", hint=_ANEW)
    return tuple(_content(one, source, encoding, warnings) for one in found)


def _parsed(text: str, name: str) -> tuple[Any, str]:
    """The value of a file, lines of JSON as a list, and a key that stands twice in an object."""
    if text.count("{") + text.count("[") > _MOST_OBJECTS:
        raise QualcodeError(f"“{name}” holds more than 300,000 objects, so it was not read.", hint=_ANEW)
    twice: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs) and not twice:
            keys = [key for key, _ in pairs]
            twice.append(next(key for key in keys if keys.count(key) > 1)[:60])
        return made

    try:
        try:
            top = json.loads(text, object_pairs_hook=unique)
        except json.JSONDecodeError as problem:
            lines = [line for line in text.split("\n") if line.strip()]
            if len(lines) < 2:
                raise
            top = _lines(lines, problem, unique)
    except RecursionError as problem:
        raise _too_deep(name) from problem
    except json.JSONDecodeError as problem:
        raise QualcodeError(
            f"“{name}” is not well-formed JSON: line {problem.lineno}, column {problem.colno}. It may be cut short.",
            hint=_ANEW,
        ) from problem
    except ValueError as problem:
        raise QualcodeError(f"“{name}” holds a number too long to read.", hint=_ANEW) from problem
    return top, twice[0] if twice else ""


def _lines(lines: Sequence[str], problem: json.JSONDecodeError, unique: Any) -> list[Any]:
    """Values that stand one on a line."""
    try:
        return [json.loads(line, object_pairs_hook=unique) for line in lines]
    except json.JSONDecodeError:
        raise problem from None


def _too_deep(name: str) -> QualcodeError:
    return QualcodeError(f"“{name}” is nested deeper than any transcript.", hint=_ANEW)


def _content(one: JsonTranscript, source: Source, encoding: str | None, warnings: tuple[str, ...]) -> Content:
    named = any(utterance.speaker for utterance in one.said)
    said = _named(one.said) if named else _unnamed(one.said, source.known)
    paragraphs = rendered(said.pieces)
    times = [time for utterance in one.said for time in (utterance.ends, utterance.begins) if time is not None]
    return Content(
        "json",
        encoding,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        said.judged.rejected,
        source.known,
        (*warnings, *said.warnings, *loops(said.pieces)),
        max(times, default=None),
        said.judged.once,
        part=one.part,
        facts=one.facts,
    )


def _unnamed(said: Sequence[Utterance], known: Known) -> Said:
    """Utterances of a file that names nobody, as cues: labels and marks may still stand before the words."""
    cues = [
        (Cue("", one.begins or 0.0, one.ends or one.begins or 0.0, ()), Voice(None, _tidy(one.words))) for one in said
    ]
    found = said_in(cues, known)
    if any(one.begins is not None for one in said):
        return found
    return replace(found, pieces=tuple(Piece(piece.words, piece.label, piece.written) for piece in found.pieces))


def _named(said: Sequence[Utterance]) -> Said:
    """Utterances as pieces; words without a speaker go on with a sentence that has not ended, or are nobody's."""
    pieces: list[Piece] = []
    carried = nobody = 0
    for one in said:
        label = one.speaker
        if label is None:
            label = _speaker_before(pieces, one)
            carried += label is not None
            nobody += label is None
        pieces.append(Piece(_tidy(one.words), label, None, one.begins, one.ends))
    told = (
        f"{carried + nobody} of {len(said)} segments name no speaker: {carried} go on with a sentence that the speaker "
        f"before had not ended and were taken for theirs, {nobody} stand under no label."
    )
    return Said(tuple(pieces), Verdict(frozenset(), ()), (told,) if carried or nobody else ())


def _speaker_before(pieces: Sequence[Piece], one: Utterance) -> str | None:
    if not pieces or pieces[-1].words.rstrip().endswith(_ENDED):
        return None
    last = pieces[-1]
    if last.ends is None or one.begins is None or one.begins - last.ends > _SAME_SENTENCE:
        return None
    return last.label


def _tidy(words: str) -> str:
    return " ".join(words.split())
