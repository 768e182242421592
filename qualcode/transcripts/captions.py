"""Readers of subtitle files: cues in, turns out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qualcode.errors import QualcodeError
from qualcode.transcripts.cues import ARROW, Cue, Voice, cues, voices
from qualcode.transcripts.labels import Candidate, first_look
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.rendering import Piece, rendered
from qualcode.transcripts.speakers import Verdict, verdict

_FIRST_CUE_WITHIN = 12
"""Lines with text that may stand before the first cue of a subtitle file."""

_SEVERAL_BLOCKS = 3
_TEAMS_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)


def looks_like_cues(text: str) -> bool:
    """Whether a text is a subtitle file, by its first lines."""
    if re.match(r"\ufeff?WEBVTT(?:[ \t\n]|$)", text):
        return True
    shown = [line for line in text[:20_000].split("\n") if line.strip()]
    return any(ARROW.fullmatch(line) for line in shown[:_FIRST_CUE_WITHIN])


def cue_format(text: str, found: Sequence[Cue]) -> str:
    """Which program's subtitles these are: teams vtt, zoom vtt, vtt, srt or teams text."""
    if not re.match("\ufeff?WEBVTT", text):
        return "teams text" if _names_on_own_lines(found) else "srt"
    if any(re.search(r"<v[ .>]", line) for cue in found for line in cue.lines) or any(
        _TEAMS_ID.match(cue.id) for cue in found
    ):
        return "teams vtt"
    numbered = bool(found) and all(cue.id.isdecimal() for cue in found)
    labelled = any(re.match(r"[^:\n]{1,60}: ", cue.lines[0]) for cue in found if cue.lines)
    return "zoom vtt" if numbered and labelled else "vtt"


def cue_pieces(found: Sequence[Cue], known: Known, *, names_first: bool) -> tuple[list[Piece], Verdict, list[str]]:
    """The pieces of a subtitle file, how its labels were judged, and warnings.

    `names_first`: every cue's first line is the speaker's name, as in old Teams blocks.
    """
    if names_first:
        return _named_on_own_lines(found), Verdict(frozenset(), ()), []
    spoken = [(cue, voice) for cue in found for voice in voices(cue)]
    if any(voice.name for _, voice in spoken):
        return _voiced(spoken), Verdict(frozenset(), ()), []
    return _labelled(spoken, known)


def _names_on_own_lines(found: Sequence[Cue]) -> bool:
    """Whether the cues, unnumbered, open with the same few names on lines of their own."""
    filled = [cue for cue in found if cue.lines]
    if len(filled) < _SEVERAL_BLOCKS or any(cue.id for cue in filled) or any(len(cue.lines) < 2 for cue in filled):
        return False
    names = Counter(cue.lines[0].strip() for cue in filled)
    return len(names) <= len(filled) / 2 and all(len(name.split()) <= 6 for name in names)


def _named_on_own_lines(found: Sequence[Cue]) -> list[Piece]:
    return [
        _piece(cue, Voice(cue.lines[0].strip(), " ".join(line.strip() for line in cue.lines[1:])))
        for cue in found
        if len(cue.lines) > 1
    ]


def _voiced(spoken: Sequence[tuple[Cue, Voice]]) -> list[Piece]:
    """Voices with their remarks taken off the label, unless two people would become one by it."""
    names = {voice.name for _, voice in spoken if voice.name}
    bare = Counter(_bare(name) for name in names)
    return [
        replace(piece, label=voice.name if bare[_bare(voice.name)] > 1 else _bare(voice.name), written=voice.name)
        if voice.name
        else piece
        for cue, voice in spoken
        for piece in [_piece(cue, voice)]
    ]


def _bare(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", name).strip() or name


def _piece(cue: Cue, voice: Voice) -> Piece:
    return Piece(voice.words, voice.name or None, None, cue.begins, cue.ends)


def _labelled(spoken: Sequence[tuple[Cue, Voice]], known: Known) -> tuple[list[Piece], Verdict, list[str]]:
    """Cues whose words begin with labels; a cue without one goes on with the speaker before."""
    looks = [_cue_look(voice.words) for _, voice in spoken]
    likely = [look for look in looks if look]
    judged = verdict(likely, known, once={"cue"} if len(likely) > len(spoken) / 2 else ())
    pieces: list[Piece] = []
    label = written = None
    carried = 0
    for (cue, voice), look in zip(spoken, looks, strict=True):
        words = voice.words
        if look and look.label in judged.accepted:
            label, written, words = look.label, look.written, words[look.words :]
        else:
            carried += label is not None
        pieces.append(replace(_piece(cue, Voice(label, words)), written=written))
    many = "1 cue names" if carried == 1 else f"{carried} cues name"
    warnings = [f"{many} nobody; the speaker before was taken to go on."] if carried else []
    return pieces, judged, warnings


def _cue_look(words: str) -> Candidate | None:
    """The candidate at the start of a cue; one that looks like a person's full name is firm."""
    look = first_look(words)
    if not isinstance(look, Candidate) or look.shape not in {"colon", "bracket"}:
        return None
    full_name = len(look.label.split()) > 1 and all(word[0].isupper() for word in look.label.split())
    return replace(look, shape="cue" if look.shape == "colon" else "bracket", firm=full_name)


def read_captions(source: Source) -> tuple[Content, ...]:
    """WebVTT, SRT and old Teams blocks: cues of one speaker joined into turns, their times kept as marks."""
    text, encoding, warnings = source.decoded
    return (captions(text, source, encoding, warnings),)


def captions(text: str, source: Source, encoding: str | None, warnings: tuple[str, ...] = ()) -> Content:
    """The content of a text that consists of cues. Raises QualcodeError where no cue has words."""
    found = cues(text)
    name = cue_format(text, found)
    pieces, judged, more = cue_pieces(found, source.known, names_first=name == "teams text")
    if not any(piece.words for piece in pieces):
        raise QualcodeError(
            f"“{source.name}” has no subtitles with words in them.", hint="Export the transcript again."
        )
    paragraphs = rendered(pieces)
    return Content(
        name,
        encoding,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        judged.rejected,
        source.known,
        (*warnings, *more),
        max(cue.ends for cue in found),
        judged.once,
    )
