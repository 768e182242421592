"""Lines of cues, parted where somebody else speaks, each with the label it may begin with."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.captions.cues import Cue, Voice
from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.names import SOUNDS
from qualcode.transcripts.labelled.roles import is_role_or_code

_CHANGE = re.compile(r"(?:^|(?<=\s))>{2,3}(?=\s|\w|$)\s*")
_DASH = re.compile(r"[-–](?:\s+(?=\S)|$|(?=[^\W\d]|\[))")
_ALONE = re.compile(r"[(\[](?P<name>[^()\[\]\n]{2,60})[)\]]:?")
_BEFORE = re.compile(r"[(（【](?P<name>[^()（）【】\n]{2,40}|[^\x00-\x7f])(?:[)）】][:：]?[ \t]+|[）】][:：]?)(?=\S)")
_HEARD = re.compile(r"(?:笑|爆笑|拍手|沈黙|音楽|咳|ため息|無音|不明|聞き取|间|掌声|沉默|音乐|웃음|박수).{0,4}")
"""What is heard, in scripts that put no spaces between words."""

_MANNER = re.compile(r"\([A-Z]{3,}ING\):")
"""How the words after it are said."""

_FOLLOWED = 2 / 5
"""Share of cues that open with a line in brackets where such lines name speakers, not sounds."""

_NEARLY_ALL = 3 / 4
"""Share of cues with a label where a single one is a person's, too; and of marks with one where all are meant to be."""

_FEWEST_MARKED = 4
_RARE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cue, or the part of it that one person says."""

    cue: Cue
    voice: str | None
    """As in Voice."""
    words: str
    changes: bool
    """Whether a mark before it says that somebody else speaks."""
    look: Candidate | None = None


def spoken_lines(spoken: Sequence[tuple[Cue, Voice]]) -> list[Line]:
    """Every line of every cue, in order."""
    lines = list(_lines(spoken))
    shape = _names_in_brackets(lines)
    looked = [line if line.voice else replace(line, look=_look(line.words, shape)) for line in lines]
    return list(_firm(looked, len(spoken)))


def _lines(spoken: Sequence[tuple[Cue, Voice]]) -> Iterator[Line]:
    """Every line of every cue, parted where a mark says that somebody else speaks."""
    dashed = any(_is_dialogue(voice.words) for _, voice in spoken if not voice.name)
    for cue, voice in spoken:
        if voice.name:
            yield Line(cue, voice.name, " ".join(voice.words.split("\n")), changes=False)
            continue
        for line in voice.words.split("\n"):
            first, *others = _CHANGE.split(line)
            dash = _DASH.match(first) if dashed else None
            if dash:
                yield Line(cue, voice.name, first[dash.end() :], changes=True)
            elif first or not others:
                yield Line(cue, voice.name, first, changes=False)
            for other in others:
                yield Line(cue, voice.name, other, changes=True)


def _is_dialogue(words: str) -> bool:
    """Whether dashes in a cue part what two people say."""
    lines = words.split("\n")
    return sum(_DASH.match(line) is not None for line in lines) > 1 or any(re.fullmatch("[-–]", line) for line in lines)


def _names_in_brackets(lines: Sequence[Line]) -> re.Pattern[str] | None:
    """How cues open with names in brackets, on lines of their own or before the words; None where they do not."""
    cues = {id(line.cue) for line in lines}
    for shape in (_ALONE, _BEFORE):
        names = [match["name"] for line in lines if (match := _bracketed(line.words, shape))]
        names = names if shape is _ALONE else [name for name in names if not _is_heard(name)]
        if len(names) > 1 and len(names) >= _FOLLOWED * len(cues):
            return shape
    return None


def is_only_heard(words: str) -> bool:
    """Whether words only tell of music or other sounds: ♪ (theme) ♪, [Applause]."""
    plain = words.strip("♪♫# \t\n")
    return not plain or (plain[0] in "[(（" and plain[-1] in "])）" and _is_heard(plain[1:-1])) or words[0] in "♪♫"


def _is_heard(name: str) -> bool:
    return bool(SOUNDS.fullmatch(name) or _HEARD.fullmatch(name))


def _bracketed(words: str, shape: re.Pattern[str]) -> re.Match[str] | None:
    return shape.fullmatch(words) if shape is _ALONE else shape.match(words)


def _look(words: str, brackets: re.Pattern[str] | None) -> Candidate | None:
    """The candidate at the start of a line; one that looks like a person's full name is firm."""
    bracketed = _bracketed(words, brackets) if brackets else None
    look = first_look(f"[{bracketed['name']}] x" if bracketed else words)
    if not isinstance(look, Candidate) or look.shape not in {"colon", "bracket"}:
        return None
    if words.lstrip()[:1] in set("([（【") and (
        _is_heard(look.label) or _MANNER.fullmatch(words[: look.words].strip())
    ):
        return None
    if bracketed:
        return replace(look, words=bracketed.end(), firm=True)
    names = look.label.split()
    full_name = len(names) > 1 and all(name[0].isupper() for name in names)
    return replace(look, shape="cue" if look.shape == "colon" else "bracket", firm=full_name)


def _firm(lines: Sequence[Line], cues: int) -> Iterator[Line]:
    """Lines with those labels made firm that are set apart as all others of the file are."""
    lines = _without_unmarked(lines)
    looks = [line.look for line in lines if line.look]
    capitals = bool(looks) and sum(look.label.isupper() for look in looks) > len(looks) / 2
    nearly_all = len({id(line.cue) for line in lines if line.look}) >= _NEARLY_ALL * cues
    after_marks = [line.look is not None for line in lines if line.changes]
    named_after_marks = sum(after_marks) * 2 >= len(after_marks)
    for line in lines:
        look = line.look
        apart = look and (
            (line.changes and (named_after_marks or _stands_out(look.label)))
            or (look.label[0].isupper() and nearly_all)
            or (look.label.isupper() and capitals)
        )
        yield replace(line, look=replace(look, firm=True)) if look and apart and len(look.label) > 1 else line


def _without_unmarked(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines without rare labels that no mark precedes, where a mark and a label say nearly always who speaks next."""
    marked = [line.look.label if line.look else None for line in lines if line.changes]
    if len(marked) < _FEWEST_MARKED or sum(map(bool, marked)) < _NEARLY_ALL * len(marked):
        return lines
    counts = Counter(line.look.label for line in lines if line.look)
    said = {label for label, count in counts.items() if count <= _RARE and not is_role_or_code(label)} - {*marked}
    return [replace(line, look=None) if line.look and line.look.label in said else line for line in lines]


def _stands_out(label: str) -> bool:
    """Whether a label can hardly be the start of a sentence: every word of it has a capital."""
    return all(not word[0].islower() for word in label.split())
