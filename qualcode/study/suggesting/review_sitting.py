"""One sitting of looking again: what is in front, what was decided, when it is enough, what is told at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.decision_alarms import questions_to_the_coder
from qualcode.model import Coding, Suggestion
from qualcode.project import Project
from qualcode.project.log import heads
from qualcode.project.rereading import Given
from qualcode.study.suggesting.material_kept import Lesson
from qualcode.study.suggesting.offered import offered
from qualcode.study.suggesting.ranking_anew import RankingAnew
from qualcode.study.suggesting.review_queue import Item, Line, comes_with_code, these_items
from qualcode.study.suggesting.second_reading import end_of_sitting

PAGE = 5
"""Suggestions that “none of these” turns down together."""
ENOUGH = 20
"""Decisions after which the person is asked whether that is enough for today."""
RECENT = 15
"""Of so many last decisions that question tells how many were accepted."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided with one key."""

    became: str
    """accepted, changed, rejected, none of these or read again."""
    of: int
    """How many things it decided."""
    event: str
    """The change that kept it."""


class ReviewSitting:
    """A coder before what waits for them, a page after the other; each decision is on disk when a method returns."""

    def __init__(
        self, project: Project, coder: str, document: str | None = None, *, ranking: RankingAnew | None = None
    ) -> None:
        self.project = project
        self.coder = coder
        self._line = Line(project, coder, document)
        self._ranking = ranking
        self._page: list[str] = []
        self._skipped: set[str] = set()
        self._decisions: list[Decision] = []
        self._in_front: str | None = None
        self._asked_at = 0
        self._questioned = False
        self._now = self.waiting()
        self._begun_with = len(self._now)

    def begin(self) -> tuple[str, ...]:
        """What is left to tell of a sitting that broke off: see `end`."""
        return end_of_sitting(self.project, self.coder)

    def waiting(self) -> list[str]:
        """What can be decided on in this sitting, by its ids and without what was skipped; what comes next first.

        The page in front stays; what comes after it may come in a new order since the last decision.
        """
        left = [one for one in self._line.ids() if one not in self._skipped]
        page = [one for one in left if one in self._page]
        after = [one for one in left if one not in self._page]
        return [*page, *(self._ranking.in_order(after) if self._ranking else after)]

    def front(self) -> Item | None:
        """What is to be decided now, noted as put before the coder; None when nothing is left.

        Raises QualcodeError where that cannot be noted: then it may not be shown.
        """
        self._now = self.waiting()
        page = self.page()
        if not page:
            page = these_items(self.project, self.coder, self._now[:PAGE])
            self.project.suggestions.mark_shown(self.coder, [one for one in page if isinstance(one, Suggestion)])
            self._page = [one.id for one in page]
        now = page[0] if page else None
        if now is not None and now.id != self._in_front:
            self._mark_opened(now)
        self._in_front = now.id if now else None
        return now

    def page(self) -> list[Item]:
        """What is left of the page, as far as it still waits: a code given may have answered what came next."""
        still = set(self._now)
        return these_items(self.project, self.coder, [one for one in self._page if one in still])

    @property
    def waiting_now(self) -> int:
        """How many are left for this sitting, with what is in front."""
        return len(self._now)

    @property
    def place(self) -> tuple[int, int]:
        """Which of how many is in front: (2, 9)."""
        of = max(self._begun_with, self.waiting_now)
        return of - self.waiting_now + 1, of

    def accept(
        self,
        one: Suggestion,
        *,
        place: tuple[int, int] | None = None,
        words: str | None = None,
        code: str | None = None,
        modifiers: Mapping[str, str] | None = None,
        reason: str | None = None,
        memo: str | None = None,
    ) -> Coding:
        """Make the coding of a suggestion, with other words or another code where given."""
        made = self.project.suggestions.accept(
            self.coder, one, place=place, words=words, code=code, reason=reason, modifiers=modifiers, memo=memo
        )
        self._note(
            "accepted" if (place, code) == (None, None) else "changed", lessons=_of_accepting(one, made), made=[made]
        )
        return made

    def read_again(self, item: Item, codes: Sequence[Given]) -> tuple[Coding, ...]:
        """Give a passage that was read again the codes that apply, or none; a code it has already stays as it is."""
        given = [self._as_given_before(item, one) for one in codes]
        if isinstance(item, Suggestion):
            made = self.project.suggestions.reread(self.coder, item, given)
        else:
            made = self.project.samples.decide(self.coder, item, given)
        self._note("read again", lessons=[_lesson(item, coding.code, applies=True) for coding in made], made=made)
        return made

    def refuse(self, one: Suggestion, reason: str) -> None:
        """Turn one suggestion down, and say why."""
        self.project.suggestions.refuse(self.coder, [one], reason=reason)
        self._note("rejected", lessons=[_lesson(one, one.code, applies=False)])

    def refuse_page(self) -> int:
        """Turn down every suggestion left on the page; what is to be read again stays. Gives back how many."""
        page = [one for one in self.page() if comes_with_code(one)]
        self.project.suggestions.refuse(self.coder, page, status="none of these")
        self._note("none of these", len(page), [_lesson(one, one.code, applies=False) for one in page])
        return len(page)

    def skip(self) -> None:
        """Leave what is in front for another sitting."""
        if self._in_front:
            self._skipped.add(self._in_front)

    def undo(self) -> str | None:
        """Take the last decision of this sitting back, and tell what that was; None when there is none.

        What it had decided is in front again.
        """
        if not self._decisions:
            return None
        before = set(self.waiting())
        # By its name, since another window of the same coder may have changed something meanwhile.
        done = self.project.history.undo_event(self.coder, self._decisions[-1].event)
        taken_back = self._decisions.pop()
        if self._ranking:
            self._ranking.unlearn(taken_back.event)
        back = these_items(self.project, self.coder, [one for one in self.waiting() if one not in before])
        self.project.suggestions.mark_shown(self.coder, [one for one in back if isinstance(one, Suggestion)])
        self._page = list(dict.fromkeys([*(one.id for one in back), *self._page]))
        self._in_front = None
        return f"{done.actor} {done.sentence}"

    def enough(self) -> tuple[str, ...]:
        """What to ask once each twenty decisions, whether the coder wants to go on: a sentence or two; else nothing.

        Once in a sitting the first of them is whether decisions came too easily, where there are signs of that.
        """
        count = self.count()
        if count - self._asked_at < ENOUGH or not self.waiting():
            return ()
        self._asked_at = count
        recent = [one.became for one in self._decisions for _ in range(one.of)][-RECENT:]
        accepted = f"{recent.count('accepted')} accepted of the last {len(recent)}."
        return (*self._doubts(), f"Enough for today? {accepted}")

    def end(self) -> tuple[str, ...]:
        """What is told when the sitting ends: of each accepted decoy that it was one, and how to keep it."""
        if self._ranking:
            self._ranking.close()
        return end_of_sitting(self.project, self.coder)

    def count(self, *became: str) -> int:
        """How many were decided in this sitting, of all or of what became so."""
        return sum(one.of for one in self._decisions if not became or one.became in became)

    @property
    def told(self) -> str:
        """The sitting in a sentence: what was decided, and how much still waits."""
        counts = ((self.count(became), became) for became in ("changed", "read again"))
        more = "".join(f"{n} {became}, " for n, became in counts if n)
        left = len(self._line.ids())
        waits = "waits" if left == 1 else "wait"
        return f"{self.count()} decided, {self.count('accepted')} accepted, {more}{left} still {waits}."

    @property
    def why_none(self) -> str:
        """Why nothing waits any more: all decided, skipped, or out of date since a code was made."""
        if n := len(self._skipped.intersection(self._line.ids())):
            return "The one skipped comes again." if n == 1 else f"The {n} skipped come again."
        if any(one.stale for one in self.project.suggestions.of(self.coder, status="open")):
            return "The codebook has changed, so those left are out of date; ask anew: qualcode suggest."
        return "No suggestion waits any more."

    def _note(self, became: str, of: int = 1, lessons: Sequence[Lesson] = (), made: Sequence[Coding] = ()) -> None:
        self._decisions.append(Decision(became, of, heads(self.project.connection)[-1]))
        if self._ranking:
            self._ranking.learn(self._decisions[-1].event, lessons, [one.id for one in made])

    def _mark_opened(self, item: Item) -> None:
        if isinstance(item, Suggestion):
            self.project.suggestions.mark_opened(self.coder, item)
        else:
            self.project.samples.mark_opened(self.coder, item)

    def _as_given_before(self, item: Item, given: Given) -> Given:
        """A code where the coder has it in this passage already, so that it does not come to stand there twice."""
        code = self.project.codes.named(given.code).name
        version = self.project.pages.version(item.document).id
        place = given.place or (item.start, item.end)
        for one in self.project.pages.codings(version, self.coder):
            if one.code == code and one.start < place[1] and place[0] < one.end:
                return Given(code, (one.start, one.end))
        return given

    def _doubts(self) -> tuple[str, ...]:
        if self._questioned:
            return ()
        # Decoys are not counted before the coder was told of them.
        every = [one for one in self.project.suggestions.ledger(self.coder) if one.arm == "offered"]
        questions = questions_to_the_coder(offered(self.project, self.coder, every), self.coder)[:1]
        self._questioned = bool(questions)
        return questions


def _lesson(of: Item, code: str, *, applies: bool) -> Lesson:
    return Lesson(of.id, of.document, of.start, of.end, code, applies)


def _of_accepting(one: Suggestion, made: Coding) -> list[Lesson]:
    """What accepting teaches: that the code applies, or that another does instead."""
    instead = [_lesson(one, one.code, applies=False)] if made.code != one.code else []
    return [*instead, _lesson(one, made.code, applies=True)]
