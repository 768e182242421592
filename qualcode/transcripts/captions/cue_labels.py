"""Who speaks in cues: voices, labels before the words, and marks that only say that somebody else speaks."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from qualcode.transcripts.captions.cue_lines import Line, is_only_heard, spoken_lines
from qualcode.transcripts.captions.cues import Cue, Voice
from qualcode.transcripts.labelled.labels import Candidate
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.labelled.single_labels import by_number
from qualcode.transcripts.labelled.speakers import Verdict, verdict
from qualcode.transcripts.reading import Known, LabelRejected, folded
from qualcode.transcripts.rendering import Piece, between

_FEWEST = 1 / 50
"""Share of cues that labels name at least; where fewer do, they are words with a colon."""

_ALWAYS = 3 / 4
"""Share of cues that open with a speaker's label where every cue is meant to: there “iPhone (3):” is one too."""

_FEWEST_OF_A_CALL = 4
_OFTEN = 1 / 8
"""Share of cues, at least, that somebody opens whose name on the screen is no name."""

_MOST_WORDS = 3
_UNLIKELY = ("occurs only once", "begins with a small letter")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """Cues as pieces, how their labels were judged, and what was doubtful."""

    pieces: tuple[Piece, ...]
    judged: Verdict
    warnings: tuple[str, ...]


def said_in(spoken: Sequence[tuple[Cue, Voice]], known: Known) -> Said:
    """Who says what. A cue that names nobody goes on with the speaker before, unless voices are marked throughout."""
    lines = list(_numbered_apart(spoken_lines(spoken)))
    looks = [line.look for line in lines if line.look]
    judged = verdict(looks, known, once={"cue", "bracket"} if _throughout(lines, len(spoken)) else ())
    judged = _without_rare(judged, looks, spoken, known)
    judged = _with_unlikely(judged, looks, len(spoken))
    bare = _bare_names(lines)
    marked = sum(line.voice is not None for line in lines) > len(lines) / 2
    walk = _Walk(judged.accepted, bare, marked=marked)
    for line in lines:
        walk.take(line)
    return Said(tuple(walk.finish()), judged, (*walk.warnings(), *_perhaps(judged)))


def bare_name(name: str) -> str:
    """A name without the remark in parentheses at its end."""
    return re.sub(r"\s*\([^()]*\)$", "", name).strip() or name


class _Walk:
    """The cues so far, and who speaks at the moment."""

    def __init__(self, accepted: Collection[str], bare: Counter[str], *, marked: bool) -> None:
        self.pieces: list[Piece] = []
        self._accepted = accepted
        self._bare = bare
        self._marked = marked
        self._label: str | None = None
        self._written: str | None = None
        self._changed = False
        self._at: Cue | None = None
        self._cue: Cue | None = None
        self._words: list[str] = []
        self._speaking: tuple[str | None, str | None] = (None, None)
        self._parted = False
        self._carried: set[int] = set()
        self._nobody: set[int] = set()

    def take(self, line: Line) -> None:
        """Go on with a line."""
        words = line.words
        opens, self._at = self._at is not line.cue, line.cue
        self._changed = self._changed or line.changes
        if line.voice:
            self._name(self._voiced(line.voice), line.voice)
        elif line.look and line.look.label in self._accepted:
            self._name(line.look.label, line.look.written)
            words = words[line.look.words :]
        elif words:
            self._unnamed(line, opens=opens)
        if words.strip():
            self._say(line, words)

    def _voiced(self, name: str) -> str:
        short = bare_name(name)
        return name if self._bare[short] > 1 else short

    def _name(self, label: str, written: str) -> None:
        self._label, self._written = label, written
        self._changed = False

    def _unnamed(self, line: Line, *, opens: bool) -> None:
        place = id(line.cue)
        if self._changed or line.voice == "" or (self._marked and opens):
            self._label = self._written = None
            self._nobody.add(place)
        elif self._label is not None and opens:
            self._carried.add(place)

    def _say(self, line: Line, words: str) -> None:
        goes_on = self._cue is line.cue and self._speaking == (self._label, self._written) and not self._changed
        if not goes_on:
            self._close()
            self._parted = self._changed
        self._changed = False
        self._cue = line.cue
        self._speaking = (self._label, self._written)
        self._words.append(words)

    def _close(self) -> None:
        """Make a piece of the lines of one cue that one person says."""
        if not self._words or self._cue is None:
            return
        words = reduce(lambda said, more: said + between(said, more) + more, self._words)
        fresh = self._parted and self._speaking[0] is None
        heard = bool(self._accepted) and self._speaking[0] is None and is_only_heard(words)
        self.pieces.append(Piece(words, *self._speaking, self._cue.begins, self._cue.ends, outside=heard, fresh=fresh))
        self._words = []

    def finish(self) -> Sequence[Piece]:
        """All pieces, once there are no more lines."""
        self._close()
        return self.pieces

    def warnings(self) -> Iterator[str]:
        """What a person should look at."""
        if self._carried:
            many = "1 cue names" if len(self._carried) == 1 else f"{len(self._carried)} cues name"
            yield f"{many} nobody; the speaker before was taken to go on."
        if self._nobody and any(piece.label for piece in self.pieces):
            many = "1 cue is" if len(self._nobody) == 1 else f"{len(self._nobody)} cues are"
            yield f"{many} marked as somebody else’s without a name; their words stand under no label."


def _numbered_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines whose labels keep the number in parentheses that alone tells two people apart."""
    for line, look in zip(lines, by_number([line.look for line in lines]), strict=True):
        yield replace(line, look=look) if isinstance(look, Candidate) else line


def _throughout(lines: Sequence[Line], cues: int) -> bool:
    """Whether most cues say who speaks, so that even a label that occurs once may be a person's."""
    told = {id(line.cue) for line in lines if line.voice or line.look}
    return len(told) >= cues / 2 or any(line.changes for line in lines)


def _with_unlikely(judged: Verdict, looks: Sequence[Candidate], cues: int) -> Verdict:
    """A verdict that also accepts handles and names that occur once where nearly every cue opens with a label."""
    often = [one for one in judged.rejected if _is_a_screen_name(one, cues)] if judged.accepted else []
    open_cues = sum(look.label in judged.accepted for look in looks) + sum(one.count for one in often)
    if open_cues < _ALWAYS * cues:
        return judged
    more = [*often]
    more += [
        one
        for one in judged.rejected
        if one.reason.startswith(_UNLIKELY) and len(one.label.split()) <= _MOST_WORDS and "mistyped" not in one.reason
    ]
    kept = tuple(one for one in judged.rejected if one not in more)
    single = tuple(one.label for one in more if one.count == 1)
    return Verdict(judged.accepted | {one.label for one in more}, kept, (*judged.once, *single))


def _is_a_screen_name(one: LabelRejected, cues: int) -> bool:
    """Whether words for a part of a text open so many cues that somebody must be in the call under them: Study."""
    often = one.count >= max(_FEWEST_OF_A_CALL, cues * _OFTEN)
    return often and one.reason.startswith("names a part") and len(one.label.split()) <= _MOST_WORDS


def _perhaps(judged: Verdict) -> Iterator[str]:
    """A warning for what could be people who speak once, where others are named."""
    names = [rejected.label for rejected in judged.rejected if rejected.reason == "occurs only once"]
    names = [name for name in names if not any(word[0].islower() for word in name.split())]
    if judged.accepted and names:
        more = " and others" if len(names) > _MOST_NAMED else ""
        yield (
            f"{', '.join(f'“{name}:”' for name in names[:_MOST_NAMED])}{more} stood before words only once "
            "and was taken for words; if that is a person, name them with --speakers."
        )


def _bare_names(lines: Sequence[Line]) -> Counter[str]:
    """How many names of voices differ only in their remarks."""
    return Counter(bare_name(name) for name in {line.voice for line in lines if line.voice})


def _without_rare(
    judged: Verdict, looks: Sequence[Candidate], spoken: Sequence[tuple[Cue, Voice]], known: Known
) -> Verdict:
    """A verdict that accepts nobody where labels name too few cues and none can be told to be a person's."""
    named = [look for look in looks if look.label in judged.accepted]
    if not named or len(named) >= _FEWEST * len(spoken):
        return judged
    if any(is_role_or_code(look.label) or folded(look.label) in known.speakers or look.firm for look in named):
        return judged
    counts = Counter(look.label for look in named)
    rare = tuple(LabelRejected(label, count, "names too few of the cues") for label, count in counts.items())
    return Verdict(frozenset(), (*judged.rejected, *rare))
