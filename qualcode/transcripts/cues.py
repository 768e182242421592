"""Subtitle files (WebVTT, SRT, old Teams blocks) as cues."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.transcripts.labels import TIME, seconds

ARROW = re.compile(rf"\s*(?P<begins>{TIME})\s*-{{1,2}}>\s*(?P<ends>{TIME})(?:\s.*)?", re.ASCII)
"""A line that says from when to when a cue is shown."""

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+(?P<name>[^>]*))?>")
_MARKUP = re.compile(r"</?(?:v|c|i|b|u|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\an?\d\}", re.IGNORECASE)
_SIDE_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a subtitle file shows from one time to another."""

    id: str
    begins: float
    ends: float
    lines: tuple[str, ...]
    """As they stand in the file, with mark-up."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker's words in a cue."""

    name: str | None
    """None where the cue marks no voice; empty where it marks a voice without a name."""
    words: str


def cues(text: str) -> list[Cue]:
    """All cues in file order, whatever their times; lines that belong to none are kept with the cue before them."""
    lines = text.split("\n")
    arrows = [(number, match) for number, line in enumerate(lines) if (match := ARROW.fullmatch(line))]
    found = []
    for place, (number, match) in enumerate(arrows):
        after = arrows[place + 1][0] if place + 1 < len(arrows) else len(lines)
        until = _before_id(lines, number, after) if after < len(lines) else after
        known = _before_id(lines, arrows[place - 1][0] if place else -1, number)
        words = tuple(_shown(lines[number + 1 : until]))
        found.append(
            Cue(" ".join(lines[known:number]).strip(), seconds(match["begins"]), seconds(match["ends"]), words)
        )
    return found


def voices(cue: Cue) -> list[Voice]:
    """Who says what in a cue, in order, with entities decoded and mark-up gone."""
    words = " ".join(line.strip() for line in cue.lines)
    marks = list(_VOICE.finditer(words))
    if not marks:
        return [Voice(None, _plain(words))]
    spoken = [Voice(None, _plain(words[: marks[0].start()]))]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        name = " ".join(html.unescape(mark["name"] or "").split())
        spoken.append(Voice(name, _plain(words[mark.end() : after.start() if after else len(words)])))
    return [voice for voice in spoken if voice.words]


def _plain(words: str) -> str:
    decoded = html.unescape(_MARKUP.sub("", words))
    return re.sub(r"\s+", " ", decoded).strip()


def _before_id(lines: Sequence[str], arrow_before: int, arrow: int) -> int:
    """The line at which a cue starts: its id, if it has one, else its time line."""
    above = arrow - 1
    if above <= arrow_before or not lines[above].strip():
        return arrow
    stands_alone = above == 0 or not lines[above - 1].strip()
    return above if stands_alone or re.fullmatch(r"\s*\d+\s*", lines[above]) else arrow


def _shown(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a cue without empty ones, and without blocks of notes and styles that follow it."""
    aside = False
    fresh = False
    for line in lines:
        if not line.strip():
            aside, fresh = False, True
            continue
        aside = aside or (fresh and bool(_SIDE_BLOCK.fullmatch(line)))
        fresh = False
        if not aside:
            yield line
