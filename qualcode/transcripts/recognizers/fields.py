"""What programs for speech recognition call words and speakers in JSON, and how they write them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

_WORDS = (
    "text", "transcript", "spokentext", "sentence", "utterance", "content", "display", "message", "speech", "caption",
    "value", "body", "line", "punctuatedword", "word", "words", "rawtext",
)  # fmt: skip
_PARTS = ("sentences", "words", "elements", "alternatives", "nbest", "segments", "content", "parts", "lines")
_FIRST_OF = frozenset(("alternatives", "nbest"))
_SPEAKERS = (
    "speakerdisplayname", "speakername", "speaker", "speakerlabel", "speakertag", "speakerid", "participantname",
    "participant", "participantid",
)  # fmt: skip
_PERHAPS_SPEAKERS = ("name", "role", "from", "author", "sender", "username", "user", "who", "person", "character")
_NAMES = ("name", "displayname", "fullname", "speakername", "username", "label", "id")
_DEEPEST = 6
_OUTER_LEVELS = 6
_LONGEST_NAME = 100


@lru_cache(maxsize=4096)
def key_of(key: str) -> str:
    """A key without case and without what parts its words.

    >>> key_of("Speaker_Name"), key_of("startTime")
    ('speakername', 'starttime')
    """
    return re.sub(r"[\W_]+", "", key.casefold())


def fields(item: Mapping[str, Any]) -> dict[str, Any]:
    """An object by its plain keys."""
    return {key_of(key): value for key, value in item.items()}


def words_of(item: Any, depth: int = 0) -> str:
    """The words an object holds, in its own text or in its parts; empty where there are none."""
    if isinstance(item, str):
        return item
    if isinstance(item, list) and depth < _DEEPEST:
        return joined(words_of(part, depth + 1) for part in item)
    if not isinstance(item, dict) or depth > _DEEPEST:
        return ""
    found = fields(item)
    own = next(
        (found[key] for key in _WORDS if key in found and isinstance(found[key], str) and found[key].strip()), None
    )
    if own:
        return str(own)
    for key in _PARTS:
        parts = found.get(key)
        if isinstance(parts, list) and parts:
            words = words_of(parts[0] if key in _FIRST_OF else parts, depth + 1)
            if words.strip():
                return words
    return ""


def says_itself(item: Mapping[str, Any]) -> bool:
    """Whether an object's words stand in itself, not in its parts."""
    found = fields(item)
    return any(isinstance(found.get(key), str) and found[key].strip() for key in _WORDS)


def joined(words: Iterable[str]) -> str:
    """Words of parts as one text; parts that bring their own spaces are joined by nothing, marks stand close.

    >>> joined(["Hello", ",", "all"]), joined(["Hello", ", ", "all"])
    ('Hello, all', 'Hello, all')
    """
    parts = [part for part in words if part]
    touching = [before[-1].isspace() or part[0].isspace() for before, part in pairwise(parts)]
    spaced = sum(touching) > len(touching) / 2
    text = parts[:1]
    for part, touches in zip(parts[1:], touching, strict=True):
        text.append(part if touches or spaced or not any(map(str.isalnum, part)) else f" {part}")
    return "".join(text)


def speaker_of(item: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str | None, bool]:
    """Who speaks in an object, and whether its key can mean nothing else."""
    found = fields(item)
    for keys, certain in ((_SPEAKERS, True), (_PERHAPS_SPEAKERS, False)):
        for key in keys:
            label = _label(found[key], names) if key in found else None
            if label and not (key == "from" and isinstance(found[key], int | float)):
                return label, certain
    return None, False


def _label(value: Any, names: Mapping[str, str]) -> str | None:
    if isinstance(value, dict):
        found = fields(value)
        return next((label for key in _NAMES if (label := _label(found.get(key), names))), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float):
        if not value.is_integer():
            return None
        value = int(value)
    if isinstance(value, int) and abs(value) > 10**9:
        return None
    label = " ".join(str(value).split())[:_LONGEST_NAME]
    if label in names:
        return names[label]
    return f"Speaker {label}" if re.fullmatch(r"\d{1,6}|[A-Z]", label) else label or None


def names_in(top: Any) -> dict[str, str]:
    """Names that a file gives beside the ids of its speakers."""
    return {
        key: name
        for found in outer_objects(top)
        for table in ("speakers", "participants", "speakerinfo", "speakernames", "parties", "attendees")
        for key, name in _names(found.get(table)).items()
    }


def outer_objects(top: Any) -> Iterator[dict[str, Any]]:
    """The objects of a file's outermost levels by their plain keys, outermost first."""
    level = [top]
    for _ in range(_OUTER_LEVELS):
        within: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                found = fields(value)
                yield found
                within += found.values()
            elif isinstance(value, list):
                within += value[:1]
        level = within


def _names(value: Any) -> dict[str, str]:
    if isinstance(value, list):
        people = [fields(person) for person in value if isinstance(person, dict)]
        pairs = [(person.get(key), person) for person in people for key in ("id", "speakerid", "index", "key", "tag")]
    elif isinstance(value, dict):
        pairs = [(key, person if isinstance(person, dict) else {"name": person}) for key, person in value.items()]
    else:
        return {}
    named = (
        (_label(key, {}), _label(fields(person).get("name") or fields(person).get("displayname"), {}))
        for key, person in pairs
    )
    return {key.removeprefix("Speaker "): name for key, name in named if key and name}
