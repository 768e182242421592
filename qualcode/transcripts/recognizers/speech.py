"""Where in a JSON file the speech stands: lists of segments, utterances or words, whatever program wrote them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.transcripts.recognizers.fields import fields, joined, key_of, says_itself, speaker_of, words_of
from qualcode.transcripts.recognizers.times import Time, in_seconds, times_of

_LISTS = frozenset(
    (
        "segments", "utterances", "results", "transcript", "transcription", "transcripts", "sentences", "paragraphs",
        "monologues", "phrases", "recognizedphrases", "combinedrecognizedphrases", "combinedphrases", "chunks",
        "messages", "entries", "dialogue", "turns", "conversation",
    )
)  # fmt: skip
"""Lists that hold speech even where neither speaker nor time stands beside the words."""

_TOKENS = frozenset(("words", "wordsegments", "items", "tokens", "elements"))
_MOST = 0.8
"""Share of a file's words that a list holds when it is the transcript and not a part or a sample of it."""

_LONG_PAUSE = 2.0
_LONGEST_RUN = 40


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says at a time, as far as the file tells."""

    words: str
    speaker: str | None
    begins: float | None
    ends: float | None


@dataclass(frozen=True, slots=True)
class _Speech:
    """A list that may be the transcript."""

    items: tuple[Mapping[str, Any], ...]
    words: int
    told: int
    """How many of its objects say who speaks."""
    itself: bool
    """Whether its objects hold their words themselves."""
    tokens: bool
    """Whether it is named as a list of words is."""

    @property
    def single_words(self) -> bool:
        """Whether its objects are words, not sentences."""
        return len(self.items) > 1 and self.words <= 1.3 * len(self.items)

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """What makes one list better than another with as many words."""
        return self.told >= len(self.items) / 2, not self.single_words, self.itself, len(self.items)


def utterances(top: Any, names: Mapping[str, str]) -> list[Utterance]:
    """The speech in a JSON value; empty where nothing in it looks like a transcript."""
    special = _labelled_words(top, names) or _channels(top, names)
    if special:
        return special
    found = list(_speeches(top, names))
    most = max((speech.words for speech in found), default=0)
    best = max((one for one in found if one.words >= _MOST * most), key=lambda one: one.rank, default=None)
    if best is None:
        return []
    said = _said(best.items, names)
    return _runs(said) if best.single_words and best.tokens else said


def _said(items: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[Utterance]:
    """The objects of a list as utterances, their times in seconds."""
    kept = [(item, words) for item in items if (words := words_of(item)).strip()]
    times = [times_of(item) for item, _ in kept]
    both: list[Time | None] = [time for pair in times for time in pair]
    seconds = in_seconds(both, sum(_count(words) for _, words in kept))
    return [
        Utterance(words, speaker_of(item, names)[0], seconds[2 * number], seconds[2 * number + 1])
        for number, (item, words) in enumerate(kept)
    ]


def _speeches(top: Any, names: Mapping[str, str]) -> Iterator[_Speech]:
    """Every list below a value that could be a transcript."""
    waiting: list[tuple[str, Any]] = [("", top)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((key_of(name), inside) for name, inside in value.items() if isinstance(inside, dict | list))
        elif isinstance(value, list):
            waiting.extend((key, inside) for inside in value if isinstance(inside, dict | list))
            speech = _speech(key, value, names)
            if speech:
                yield speech


def _speech(key: str, value: Sequence[Any], names: Mapping[str, str]) -> _Speech | None:
    items = tuple(item for item in value if isinstance(item, dict))
    if not items or len(items) < len(value) / 2:
        return None
    said = [words_of(item) for item in items]
    filled = sum(words.strip() != "" for words in said)
    if not filled or (filled < len(items) / 2 and key not in _LISTS):
        return None
    speakers = [speaker_of(item, names) for item in items]
    labels = [label for label, _ in speakers if label]
    timed = sum(times_of(item)[0] is not None for item in items) >= len(items) / 2
    certain = any(sure for _, sure in speakers)
    recurring = len(labels) >= len(items) / 2 and len(set(labels)) <= len(labels) / 1.5
    if not (certain or timed or recurring or key in _LISTS):
        return None
    itself = sum(says_itself(item) for item in items) >= len(items) / 2
    tokens = key in _TOKENS or any({"word", "punctuatedword"} & set(fields(item)) for item in items[:3])
    told = len(labels) if certain or recurring or timed else 0
    return _Speech(items, sum(map(_count, said)), told, itself, tokens)


def _count(words: str) -> int:
    """How many words, without marks that stand alone."""
    return sum(any(map(str.isalnum, word)) for word in words.split())


def _runs(said: Sequence[Utterance]) -> list[Utterance]:
    """Single words as what one speaker says without a pause."""
    runs: list[list[Utterance]] = []
    for one in said:
        last = runs[-1][-1] if runs else None
        pause = one.begins - last.ends if last and one.begins is not None and last.ends is not None else 0.0
        if last and last.speaker == one.speaker and pause <= _LONG_PAUSE and len(runs[-1]) < _LONGEST_RUN:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [
        Utterance(
            joined(one.words for one in run),
            run[0].speaker,
            next((one.begins for one in run if one.begins is not None), None),
            next((one.ends for one in reversed(run) if one.ends is not None), None),
        )
        for run in runs
    ]


def _labelled_words(top: Any, names: Mapping[str, str]) -> list[Utterance]:
    """Words whose speakers stand apart from them: Amazon, Google and Watson."""
    results, top = _results(top)
    if isinstance(results, dict) and isinstance(results.get("items"), list) and not results.get("audio_segments"):
        return _runs(_amazon(results, names))
    if not isinstance(results, list) or not all(isinstance(result, dict) for result in results):
        return []
    first = [_first(result.get("alternatives")) for result in results]
    lists = [words for one in first if isinstance(words := one.get("words"), list)]
    tagged = [words for words in lists if any(_has_tag(word) for word in words)]
    if tagged:
        # The last list repeats all words before it, now with their speakers.
        last = tagged[-1]
        every = last if len(last) >= sum(map(len, lists)) / 2 else [word for words in tagged for word in words]
        return _runs(_said([word for word in every if isinstance(word, dict)], names))
    labels = top.get("speaker_labels")
    return _runs(_watson(first, labels, names)) if isinstance(labels, list) else []


def _results(top: Any) -> tuple[Any, Mapping[str, Any]]:
    for _ in range(3):
        if isinstance(top, dict) and "results" not in top and isinstance(top.get("response"), dict):
            top = top["response"]
    return (top.get("results"), top) if isinstance(top, dict) else (None, {})


def _first(value: Any) -> Mapping[str, Any]:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}


def _listed(item: Any, key: str) -> list[Any]:
    """What an object lists under a key; nothing where it is no object, or has no list there."""
    found = item.get(key) if isinstance(item, dict) else None
    return found if isinstance(found, list) else []


def _has_tag(word: Any) -> bool:
    return isinstance(word, dict) and bool({"speakertag", "speakerlabel"} & set(fields(word)))


def _amazon(results: Mapping[str, Any], names: Mapping[str, str]) -> list[Utterance]:
    """Amazon's items: words and marks, whose speaker stands beside them or in segments by the time they begin."""
    speakers: dict[str, str] = {}
    labels = results.get("speaker_labels")
    for segment in _listed(labels, "segments"):
        for item in _listed(segment, "items"):
            if isinstance(item, dict):
                speakers[str(item.get("start_time"))] = str(item.get("speaker_label") or "")
    items = [item for item in results["items"] if isinstance(item, dict)]
    kept = []
    label = None
    for item in items:
        label = speaker_of(item, names)[0] or speakers.get(str(item.get("start_time"))) or label
        kept.append({**item, "speaker_label": label})
    return _said(kept, names)


def _watson(first: Sequence[Mapping[str, Any]], labels: Sequence[Any], names: Mapping[str, str]) -> list[Utterance]:
    """Watson's words as lists of word, begin and end; labels name the speaker by the begin."""
    speakers = {
        label.get("from"): label.get("speaker") for label in labels if isinstance(label, dict) and _plain(label)
    }
    words = [
        {"word": word[0], "start": word[1], "end": word[2], "speaker": speakers.get(word[1])}
        for one in first
        for word in (one["timestamps"] if isinstance(one.get("timestamps"), list) else [])
        if isinstance(word, list) and len(word) == 3 and isinstance(word[1], int | float)
    ]
    return _said(words, names)


def _plain(label: Mapping[str, Any]) -> bool:
    return isinstance(label.get("from"), int | float)


def _channels(top: Any, names: Mapping[str, str]) -> list[Utterance]:
    """Recordings with a channel to each speaker, where no list holds them all: merged by time."""
    results, _ = _results(top)
    channels = results.get("channels") if isinstance(results, dict) else None
    if not isinstance(channels, list) or len(channels) < 2 or results.get("utterances"):
        return []
    merged = [
        Utterance(one.words, one.speaker or f"Channel {number}", one.begins, one.ends)
        for number, channel in enumerate(channels)
        for one in utterances(channel, names)
    ]
    if any(one.begins is None for one in merged):
        return merged
    return sorted(merged, key=lambda one: one.begins or 0.0)
