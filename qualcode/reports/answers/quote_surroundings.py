"""What was said around a quote: the question before it and the turns beside it, as far as a reader may see them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model import Speaker, Turn
from qualcode.reports.answers.answers import Answers, role_of
from qualcode.reports.answers.questions_told import question_told
from qualcode.reports.answers.quoted_places import quoted_place
from qualcode.reports.answers.quotes import Place, asked_before, may_be_quoted, turn_at
from qualcode.reports.content.draft import PUBLIC, TEAM
from qualcode.reports.content.markers import Question

NEIGHBOURS = 2
"""How many turns before and after are shown."""
_MOST_WORDS = 80
"""A longer turn is cut on the side away from the quote."""
_WORD = re.compile(r"\S+")
INTERVIEWER, SPEAKER, ANOTHER = "interviewer", "speaker", "another"


@dataclass(frozen=True, slots=True)
class Surrounding:
    """A turn near a quote."""

    who: str
    """interviewer, speaker (who is quoted too) or another."""
    name: str
    """“P03, principal” or the name in the transcript; empty outside the team."""
    words: str
    """A slice of the transcript on one line, with “…” where the turn goes on; empty where it may not be shown."""
    quoted: tuple[int, int] | None = None
    """Where in `words` the quote stands; None in all turns but its own."""
    own: bool = False
    """Whether it is the turn the quote was cut from."""


def surroundings(
    answers: Answers, question: Question, audience: str, *, wanted: bool = False
) -> tuple[Surrounding, ...]:
    """The turns around a quote, two before it and two after it, and the question it answers if that is farther away.

    The team sees them with names and the quote's own turn whole. The sponsor sees the question alone, as the turns
    hold words that nobody chose and names that nobody looked for; where the turns are `wanted` all the same, they come
    without the speakers' names and with nothing of the own turn but the quote, for somebody may have shortened it on
    purpose, and without turns of which words were shortened or dropped. The public sees the question alone. Never the
    words of somebody who did not agree to be quoted, nor outside the team those of a stranger. Nothing for documents
    that nobody speaks in.
    """
    place = quoted_place(question, answers)
    turn = turn_at(answers.material, place) if place else None
    if place is None or turn is None:
        return ()
    around = _Around(answers, place, turn, audience)
    if audience == PUBLIC or (audience != TEAM and not wanted):
        return tuple(around.asked())
    return (*around.before(), around.own(), *around.after())


class _Around:
    """The turns of one document around one place."""

    def __init__(self, answers: Answers, place: Place, turn: Turn, audience: str) -> None:
        self.answers, self.place, self.turn = answers, place, turn
        self.audience, self.to_team = audience, audience == TEAM
        material = answers.material
        self.text, self.turns = material.texts[place[0]], material.turns[place[0]]
        self.speakers = {one.label: one for one in material.speakers if one.document == place[0]}
        self.withheld = () if self.to_team else _withheld(answers, place[0], audience)

    def before(self) -> Iterator[Surrounding]:
        here = self.turns.index(self.turn)
        near = self.turns[max(0, here - NEIGHBOURS) : here]
        asked = asked_before(self.answers.material, self.place)
        far = [one for one in self.turns[: max(0, here - NEIGHBOURS)] if asked and one.start <= asked[1] < one.end]
        for one in (*far, *near):
            yield self._shown(one, self._cut(one.start, one.end, keep_end=True))

    def after(self) -> Iterator[Surrounding]:
        here = self.turns.index(self.turn)
        for one in self.turns[here + 1 : here + 1 + NEIGHBOURS]:
            yield self._shown(one, self._cut(one.start, one.end, keep_end=False))

    def asked(self) -> Iterator[Surrounding]:
        asked = question_told(self.answers, self.place, self.audience)
        if asked is not None:
            yield Surrounding(INTERVIEWER, "", _line(self.text[asked[1] : asked[2]]))

    def own(self) -> Surrounding:
        who, name = self._who(self.turn)
        _, start, end = self.place
        if not self.to_team or not self._may_show(self.turn):
            return Surrounding(who, name, "", own=True)
        before = self._cut(self.turn.start, start, keep_end=True)
        after = self._cut(min(end, self.turn.end), self.turn.end, keep_end=False)
        said = _line(self.text[start:end])
        first = f"{before} " if before and self.text[start - 1].isspace() else before
        last = f" {after}" if after and self.text[min(end, self.turn.end)].isspace() else after
        return Surrounding(who, name, f"{first}{said}{last}", (len(first), len(first) + len(said)), own=True)

    def _shown(self, turn: Turn, words: str) -> Surrounding:
        who, name = self._who(turn)
        return Surrounding(who, name, words if self._may_show(turn) else "")

    def _may_show(self, turn: Turn) -> bool:
        speaker = self.speakers.get(turn.label or "")
        if speaker is not None and speaker.role == "other" and not self.to_team:
            return False  # a stranger in the room was never asked whether these words may leave it
        agreed = may_be_quoted(self.answers.people.get((speaker.participant if speaker else None) or ""))
        return agreed and not any(start < turn.end and turn.start < end for start, end in self.withheld)

    def _who(self, turn: Turn) -> tuple[str, str]:
        speaker, own = self.speakers.get(turn.label or ""), self.speakers.get(self.turn.label or "")
        if speaker is not None and speaker.role == "interviewer":
            who = INTERVIEWER
        else:
            same = turn.label == self.turn.label or bool(speaker and own and speaker.participant == own.participant)
            who = SPEAKER if same else ANOTHER
        return who, _name(self.answers, speaker, turn) if self.to_team else ""

    def _cut(self, start: int, end: int, *, keep_end: bool) -> str:
        """A slice on one line, no longer than is easily read."""
        said = self.text[start:end]
        words = list(_WORD.finditer(said))
        if len(words) <= _MOST_WORDS:
            return _line(said)
        return (
            f"… {_line(said[words[-_MOST_WORDS].start() :])}"
            if keep_end
            else f"{_line(said[: words[_MOST_WORDS - 1].end()])} …"
        )


def _withheld(answers: Answers, document: str, audience: str) -> tuple[tuple[int, int], ...]:
    """The places of a document that people shortened in, or dropped from, what this audience reads."""
    chosen = {
        one.coding
        for one in answers.material.quote_choices
        if one.audience in ("", audience) and (one.words or one.choice == "drop")
    }
    return tuple(
        (one.start, one.end) for one in answers.material.codings if one.document == document and one.id in chosen
    )


def _name(answers: Answers, speaker: Speaker | None, turn: Turn) -> str:
    person = speaker.participant if speaker else None
    if person is None:
        return turn.label or ""
    known = answers.people.get(person)
    return f"{person}, {role_of(known)}" if known and known.attributes.get("role") else person


def _line(words: str) -> str:
    return " ".join(words.split())
