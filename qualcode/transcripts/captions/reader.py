"""Readers of subtitle files: cues in, turns out."""

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.errors import QualcodeError
from qualcode.transcripts.captions.cue_labels import Said, said_in
from qualcode.transcripts.captions.cues import (
    Cue,
    before_cues,
    cues,
    is_arrow,
    is_webvtt,
    plain,
    shape_of_times,
    voices,
)
from qualcode.transcripts.captions.repeats import loops, unrolled
from qualcode.transcripts.labelled.speakers import Verdict
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.rendering import Piece, rendered

CAPTION_FORMATS = {
    "zoom vtt": (".vtt",), "teams vtt": (".vtt",), "webex vtt": (".vtt",), "vtt": (".vtt",), "srt": (".srt",),
    "sbv": (".sbv",), "teams text": (".txt",), "whisper text": (".txt", ".text"),
}  # fmt: skip
"""What the captions reader tells apart, with the suffixes of such files."""

_FIRST_CUE_WITHIN = 12
"""Lines with text that may stand before the first cue of a subtitle file."""

MOST_CUES = 150_000
"""Cues in a file: about three days of speech."""

_MOST_LINES = 500_000
_SEVERAL_BLOCKS = 3
_TEAMS_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
_FOOTER = re.compile(
    r"(?:(?:transcrib|caption|subtitl)ed|captions?|subtitles?|transcript(?:ion)?) "
    r"(?:provided |generated )?(?:by|from) .*|(?:downloaded from |visit )?(?:https?://|www\.)\S+",
    re.IGNORECASE,
)


def looks_like_cues(text: str) -> bool:
    """Whether a text is a subtitle file, by its first lines."""
    if is_webvtt(text):
        return True
    shown = [line for line in text[:20_000].split("\n") if line.strip()]
    return any(is_arrow(line) for line in shown[:_FIRST_CUE_WITHIN])


def read_captions(source: Source) -> tuple[Content, ...]:
    """WebVTT, SRT, SBV and old Teams blocks: cues of one speaker joined into turns, their times kept as marks."""
    text, encoding, warnings = source.decoded
    return (captions(text, source, encoding, warnings),)


def captions(text: str, source: Source, encoding: str | None, warnings: Sequence[str] = ()) -> Content:
    """The content of a text that consists of cues. Raises QualcodeError where no cue has words."""
    _refuse_endless(text, source.name)
    every = cues(text)
    name = cue_format(text, every)
    found, rolled = unrolled(every)
    found, footer = _without_footer(found)
    said = _named_on_own_lines(found) if name == "teams text" else _said(found, source.known)
    if not any(piece.words for piece in said.pieces):
        raise QualcodeError(
            f"“{source.name}” has no subtitles with words in them.", hint="Export the transcript again."
        )
    around = (_aside(before_cues(text)), _aside("\n".join(footer)))
    paragraphs = rendered([*around[0], *said.pieces, *around[1]])
    return Content(
        name,
        encoding,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        said.judged.rejected,
        source.known,
        (*warnings, *rolled, *_misread(found), *said.warnings, *loops(said.pieces)),
        max(cue.ends for cue in every),
        said.judged.once,
    )


def cue_format(text: str, found: Sequence[Cue]) -> str:
    """Which program's subtitles these are, as far as their layout tells; one of CAPTION_FORMATS."""
    if not is_webvtt(text):
        return shape_of_times(text) or ("teams text" if _names_on_own_lines(found) else "srt")
    if any(re.search(r"<v[ .>]", line) for cue in found for line in cue.lines) or any(
        _TEAMS_ID.match(cue.id) for cue in found
    ):
        return "teams vtt"
    if any(re.fullmatch(r'\d+ ".*" \(\d*\)', cue.id) for cue in found):
        return "webex vtt"
    numbered = bool(found) and all(cue.id.isdecimal() for cue in found)
    labelled = any(re.match(r"[^:\n]{1,60}: ", cue.lines[0]) for cue in found if cue.lines)
    return "zoom vtt" if numbered and labelled else "vtt"


def _refuse_endless(text: str, name: str) -> None:
    """Raise QualcodeError for more cues, lines or voices than days of speech have."""
    changes = text.count(">>") + text.count("&gt;&gt;") + text.count("<v")
    if text.count("->") + text.count("-&gt;") > MOST_CUES or changes > MOST_CUES or text.count("\n") > _MOST_LINES:
        raise QualcodeError(
            f"“{name}” has more cues or lines than any recording, so it was not read.",
            hint="Split it, one interview to a file.",
        )


def _said(found: Sequence[Cue], known: Known) -> Said:
    return said_in([(cue, voice) for cue in found for voice in voices(cue)], known)


def _names_on_own_lines(found: Sequence[Cue]) -> bool:
    """Whether the cues, unnumbered, open with the same few names on lines of their own."""
    filled = [cue for cue in found if cue.lines]
    if len(filled) < _SEVERAL_BLOCKS or any(cue.id for cue in filled) or any(len(cue.lines) < 2 for cue in filled):
        return False
    names = Counter(cue.lines[0].strip() for cue in filled)
    return len(names) <= len(filled) / 2 and all(len(name.split()) <= 6 for name in names)


def _named_on_own_lines(found: Sequence[Cue]) -> Said:
    pieces = tuple(
        Piece(
            " ".join(line.strip() for line in cue.lines[1:]), cue.lines[0].strip() or None, None, cue.begins, cue.ends
        )
        for cue in found
        if len(cue.lines) > 1
    )
    return Said(pieces, Verdict(frozenset(), ()), ())


def _without_footer(found: Sequence[Cue]) -> tuple[list[Cue], list[str]]:
    """Cues without the lines at the end that say who made the subtitles, and those lines."""
    if not found:
        return [], []
    *others, last = found
    said = list(last.lines)
    footer: list[str] = []
    while len(said) > 1 and _FOOTER.fullmatch(said[-1].strip()):
        footer.insert(0, said.pop())
    return [*others, Cue(last.id, last.begins, last.ends, tuple(said))], footer


def _misread(found: Sequence[Cue]) -> list[str]:
    """A warning for lines that look like times of cues and could not be read as such."""
    lines = sum("-->" in line for cue in found for line in cue.lines)
    if not lines:
        return []
    many = "1 line with “-->”" if lines == 1 else f"{lines} lines with “-->”"
    return [f"{many} could not be read as times and stand among the words."]


def _aside(words: str) -> list[Piece]:
    """What stands around the cues, as nobody's words."""
    return [Piece(plain(words), outside=True)] if plain(words) else []
