"""Subtitle files (WebVTT, SRT, SBV, old Teams blocks, lines of speech recognition) as cues."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CLOCK = r"-?\d{1,4}:\d{1,2}(?::\d{1,3})?(?:[.,:] ?\d{1,9})?"
_BARE_ARROW = re.compile(
    rf"\s*(?P<begins>{_CLOCK})\s*-{{1,2}}(?:>|&gt;)\s*(?P<ends>{_CLOCK})(?P<words>)(?:\s.*)?", re.ASCII
)
_SBV = re.compile(
    r"\s*(?P<begins>\d{1,3}:\d\d:\d\d\.\d{1,3}),(?P<ends>\d{1,3}:\d\d:\d\d\.\d{1,3})(?P<words>)\s*", re.ASCII
)
_LINE = re.compile(
    rf"\s*\[(?P<begins>{_CLOCK}|\d+(?:\.\d+)?s?)\s*-{{1,2}}>\s*(?P<ends>{_CLOCK}|\d+(?:\.\d+)?s?)\](?P<words>.*)",
    re.ASCII,
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+(?P<name>[^>]*))?>")
_MARKUP = re.compile(
    r"</?(?:v|c|i|b|u|s|p|ruby|rt|lang|font|span|strong|em|small|big)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]{1,40}\}",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_WORDS_TOUCH = re.compile(r"(?<=[\w.,!?])</c><\d[\d:.]*><c>(?=[A-Za-z])")
_SIDE_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_HEADER = re.compile(r"\ufeff?WEBVTT(?:[ \t\n]|$)")
_WEBEX_ID = re.compile(r'\d+\s+"(?P<name>[^"]*)"(?:\s+\(\d*\))?')


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
    """Without mark-up, on as many lines as in the file."""


@dataclass(frozen=True, slots=True)
class _Arrow:
    """A line that says from when to when a cue is shown."""

    number: int
    begins: float
    ends: float
    words: str
    """What stands on the same line."""


def is_arrow(line: str) -> bool:
    """Whether a line says from when to when a cue is shown."""
    return any(shape.fullmatch(line) for shape in (_BARE_ARROW, _SBV, _LINE))


def is_webvtt(text: str) -> bool:
    """Whether a text opens with the signature of WebVTT."""
    return _HEADER.match(text) is not None


def shape_of_times(text: str) -> str | None:
    """How a file writes the times of its cues: sbv, whisper text, or None for an arrow on a line of its own."""
    for line in text.split("\n"):
        if _BARE_ARROW.fullmatch(line):
            return None
        if _SBV.fullmatch(line):
            return "sbv"
        if _LINE.fullmatch(line):
            return "whisper text"
    return None


def cues(text: str) -> list[Cue]:
    """All cues in file order, whatever their times; lines that belong to none are kept with the cue before them."""
    lines = text.split("\n")
    arrows = list(_arrows(lines))
    named = is_webvtt(text)
    found = []
    for place, arrow in enumerate(arrows):
        before = arrows[place - 1].number if place else -1
        after = arrows[place + 1].number if place + 1 < len(arrows) else len(lines)
        until = _before_id(lines, arrow.number, after, named=named) if after < len(lines) else after
        known = _before_id(lines, before, arrow.number, named=named)
        words = [arrow.words] * bool(arrow.words.strip()) + lines[arrow.number + 1 : until]
        written = " ".join(lines[known : arrow.number]).strip()
        found.append(Cue(written, arrow.begins, arrow.ends, tuple(_shown(words))))
    return found


def before_cues(text: str) -> str:
    """What stands before the first cue and is neither a header nor a note."""
    lines = text.split("\n")
    first = next(_arrows(lines), None)
    if first is None:
        return ""
    named = is_webvtt(text)
    above = lines[: _before_id(lines, -1, first.number, named=named)]
    if named:
        end = next((number for number, line in enumerate(above) if not line.strip()), len(above))
        above = above[end:]
    return "\n".join(_shown(["", *above]))


def voices(cue: Cue) -> list[Voice]:
    """Who says what in a cue, in order, with entities decoded and mark-up gone."""
    words = "\n".join(line.strip() for line in cue.lines)
    marks = list(_VOICE.finditer(words))
    if not marks:
        return [_unmarked(cue, words)]
    spoken = [Voice(None, plain(words[: marks[0].start()]))]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        name = " ".join(html.unescape(mark["name"] or "").split())
        spoken.append(Voice(name, plain(words[mark.end() : after.start() if after else len(words)])))
    return [voice for voice in spoken if voice.words]


def plain(words: str) -> str:
    """Words without mark-up; line breaks stay, other white space becomes one space."""
    parted = _WORDS_TOUCH.sub(" ", _LINE_BREAK.sub("\n", words))
    decoded = html.unescape(_MARKUP.sub("", parted))
    lines = (" ".join(line.split()) for line in decoded.split("\n"))
    return "\n".join(line for line in lines if line)


def _unmarked(cue: Cue, words: str) -> Voice:
    """The words of a cue without voice marks; Webex names the speaker in the cue's id, Teams may write JSON."""
    webex = _WEBEX_ID.fullmatch(cue.id)
    if webex:
        return Voice(" ".join(webex["name"].split()), plain(words))
    if words.startswith("{") and "spokenText" in words:
        try:
            said = json.loads(words)
        except (ValueError, RecursionError):
            return Voice(None, plain(words))
        if isinstance(said, dict) and isinstance(said.get("spokenText"), str):
            return Voice(str(said.get("speakerName") or ""), plain(said["spokenText"]))
    return Voice(None, plain(words))


def _arrows(lines: Sequence[str]) -> Iterator[_Arrow]:
    for number, line in enumerate(lines):
        if ">" in line or "gt;" in line or "," in line:
            match = next((match for shape in (_BARE_ARROW, _SBV, _LINE) if (match := shape.fullmatch(line))), None)
            if match:
                yield _Arrow(number, _seconds(match["begins"]), _seconds(match["ends"]), match["words"])


def _seconds(time: str) -> float:
    """Seconds for a time as cues write it; a fourth part, or a third of three digits, is a fraction.

    >>> _seconds("00:01:02:500"), _seconds("01:02,5"), _seconds("4.25s")
    (62.5, 62.5, 4.25)
    """
    parts = re.split(r"[:.,] ?", time.rstrip("s"))
    fraction = "0"
    if re.search(r"[.,] ?\d+s?$", time) or len(parts) > 3 or (len(parts) == 3 and len(parts[2]) > 2):
        fraction = parts.pop()
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return max(0.0, round(total + float(f"0.{fraction}"), 3))


def _before_id(lines: Sequence[str], arrow_before: int, arrow: int, *, named: bool) -> int:
    """The line at which a cue starts: its id, if it has one, else its time line.

    `named`: the format lets an id be any words.
    """
    above = arrow - 1
    if above <= arrow_before or not lines[above].strip():
        return arrow
    if re.fullmatch(r"\s*\d+\s*", lines[above]):
        return above
    alone = above == 0 or not lines[above - 1].strip()
    return above if alone and (named or len(lines[above].split()) == 1) and not _HEADER.match(lines[above]) else arrow


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
