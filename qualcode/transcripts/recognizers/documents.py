"""Which transcripts a JSON file holds, and what it says of each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.transcripts.recognizers.fields import fields, key_of, names_in, outer_objects, speaker_of
from qualcode.transcripts.recognizers.speech import Utterance, utterances

_DOCUMENTS = frozenset(
    (
        "calltranscripts", "transcripts", "interviews", "documents", "recordings", "conversations", "calls",
        "meetings", "sessions", "episodes", "files", "data",
    )
)  # fmt: skip
_PART_NAMES = ("title", "name", "file", "filename", "id", "callid", "interview", "document", "session", "episode")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class JsonTranscript:
    """One transcript of a file."""

    part: str | None
    """What tells it from the others; None where it is the only one."""
    said: tuple[Utterance, ...]
    facts: Mapping[str, str]


def json_transcripts(top: Any) -> list[JsonTranscript]:
    """The transcripts in a JSON value; none where nothing in it looks like one."""
    found = list(_documents(top))
    return [JsonTranscript(part if len(found) > 1 else None, tuple(said), _facts(item)) for part, item, said in found]


def _documents(top: Any) -> Iterator[tuple[str, Mapping[str, Any], list[Utterance]]]:
    """Each transcript with its name and the object it stands in."""
    several = _several(top)
    if several:
        for number, item in enumerate(several, 1):
            said = utterances(item, names_in(item))
            if said:
                yield _part(item) or str(number), item, said
        return
    item = top if isinstance(top, dict) else {}
    said = utterances(top, names_in(item)) or _only_words(item)
    if said:
        yield "", item, said


def _several(top: Any) -> list[dict[str, Any]]:
    """The objects of a list each of which holds a transcript of its own; empty where there is no such list."""
    lists = [top] if isinstance(top, list) else []
    if isinstance(top, dict):
        lists = [value for key, value in top.items() if key_of(key) in _DOCUMENTS and isinstance(value, list)]
    for value in lists:
        items = [item for item in value if isinstance(item, dict)]
        apart = len(items) > 1 and len(items) == len(value) and not any(speaker_of(item, {})[1] for item in items)
        if apart and sum(_holds_speech(item) for item in items) > len(items) / 2:
            return items
    return []


def _holds_speech(item: Mapping[str, Any]) -> bool:
    """Whether an object holds a list of utterances, not only the words of one."""
    own = fields(item)
    if isinstance(own.get("text"), str) and ("start" in own or "timestamp" in own):
        return False
    said = utterances({key: value for key, value in item.items() if key_of(key) not in {"words", "alternatives"}}, {})
    return len(said) > 1


def _part(item: Mapping[str, Any]) -> str | None:
    found = fields(item)
    return next(
        (
            " ".join(str(found[key]).split())[:100]
            for key in _PART_NAMES
            if isinstance(found.get(key), str | int) and not isinstance(found[key], bool) and str(found[key]).strip()
        ),
        None,
    )


def _only_words(item: Mapping[str, Any]) -> list[Utterance]:
    """The words of a file that has nothing else: a line is an utterance."""
    found = fields(item)
    words = found.get("text") or found.get("transcript")
    if not isinstance(words, str) or len(words.split()) < 2:
        return []
    return [Utterance(line, None, None, None) for line in words.split("\n") if line.strip()]


def _facts(item: Mapping[str, Any]) -> dict[str, str]:
    """Title and date, where the file gives them under names that can mean nothing else."""
    facts = {}
    outer = list(outer_objects(item))
    titles = (found.get(key) for key in ("title", "meetingtitle", "subject") for found in outer)
    title = next((" ".join(value.split()) for value in titles if isinstance(value, str) and value.strip()), None)
    if title:
        facts["title"] = title[:200]
    dates = (found.get(key) for key in ("date", "meetingdate", "recordedat", "recordingdate") for found in outer)
    date = next((match[0] for value in dates if isinstance(value, str) and (match := _DATE.match(value))), None)
    if date:
        facts["date"] = date
    return facts
