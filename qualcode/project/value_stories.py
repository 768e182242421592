"""Stories of value: what a person put together from one participant's codings, step by step."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.model import Corroboration, Loop, Story, StoryStep
from qualcode.project.codes import Codes
from qualcode.project.codings import Codings
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.indicators import Indicators
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown
from qualcode.project.participants import Participants
from qualcode.project.store import Store
from qualcode.project.story_rows import StoryKeys, StoryRows
from qualcode.project.story_rules import refuse_unfit

# Whole rows: which columns there are is said in one place, the migration.
_STORIES = """
    SELECT s.*, p.label AS who, coders.name AS by_whom FROM value_stories s
    JOIN participants p ON p.id = s.participant JOIN coders ON coders.id = s.coder ORDER BY length(s.label), s.label
"""
_STEPS = """
    SELECT t.*, codes.name AS named FROM story_steps t JOIN codes ON codes.id = t.code ORDER BY story, position
"""
_EXCERPTS = """
    SELECT e.step, e.coding FROM story_excerpts e JOIN codings g ON g.id = e.coding JOIN versions v ON v.id = g.version
    JOIN documents d ON d.id = v.document ORDER BY length(d.label), d.label, g.start, g."end", g.id
"""
_LOOPS = """
    SELECT l.step, codes.name, l.note FROM story_loops l JOIN codes ON codes.id = l.code ORDER BY codes.name, l.note
"""
_BORNE_OUT = """
    SELECT b.step, i.label FROM step_indicators b JOIN indicators i ON i.id = b.indicator
    ORDER BY length(i.label), i.label
"""
_SOURCES = """
    SELECT c.story, c.supports, d.label AS document, c.source, c.note FROM corroborations c
    LEFT JOIN documents d ON d.id = c.document ORDER BY d.label IS NULL, length(d.label), d.label, c.source, c.note
"""


class ValueStories(Family):
    """The stories of a study; anybody of the team may change them, and every change is an event of its own."""

    def __init__(
        self,
        store: Store,
        participants: Participants,
        documents: Documents,
        codes: Codes,
        codings: Codings,
        indicators: Indicators,
    ) -> None:
        super().__init__(store)
        self._participants = participants
        self._documents = documents
        self._codes = codes
        self._codings = codings
        self._indicators = indicators

    def all(self) -> list[Story]:
        """Every story, in order of id."""
        excerpts, loops, borne_out = (self._by_owner(query) for query in (_EXCERPTS, _LOOPS, _BORNE_OUT))
        steps, numbers = defaultdict[str, list[StoryStep]](list), dict[str, int]()
        for row in self.rows(_STEPS):
            own = steps[row["story"]]
            numbers[row["id"]] = len(own) + 1
            after = numbers.get(row["after"])
            # Words may have gone from a step since; what nobody is quoted with is the coder's own inference.
            words = excerpts[row["id"]] and after is not None and own[after - 1].codings
            own.append(
                StoryStep(
                    code=row["named"],
                    summary=row["summary"],
                    codings=tuple(coding for (coding,) in excerpts[row["id"]]),
                    after=after,
                    link=row["link"] if words else "inferred",
                    narrative=row["narrative"],
                    indicators=tuple(label for (label,) in borne_out[row["id"]]),
                    loops=tuple(Loop(code, note) for code, note in loops[row["id"]]),
                    id=row["id"],
                )
            )
        sources = self._by_owner(_SOURCES)
        return [
            Story(
                id=row["label"],
                participant=row["who"],
                coder=row["by_whom"],
                may_be_shared=bool(row["may_be_shared"]),
                steps=tuple(steps[row["id"]]),
                corroborations=tuple(Corroboration(*source) for source in sources[row["id"]]),
                **{name: row[name] for name in (*StoryRows.FIELDS, "made")},
            )
            for row in self.rows(_STORIES)
        ]

    def named(self, story: str) -> Story:
        """The story V01; QualcodeError when there is none."""
        every = self.all()
        for one in every:
            if one.id.casefold() == story.strip().casefold():
                return one
        raise unknown("story", story, [one.id for one in every], "qualcode stories")

    def add(self, coder: str, story: Story) -> Story:
        """Keep a new story, under the next id; QualcodeError where it breaks a rule."""
        with self.store.change(coder, "story.add") as transaction:
            kept = self._put(transaction, coder, None, replace(story, id=self.next_id()))
        return self.named(kept.id)

    def change(self, coder: str, action: str, story: str, edit: Callable[[Story], Story]) -> Story:
        """Make a story what `edit` makes of it; `action` is story.edit, story.step, story.link …

        Raises QualcodeError where there is no such story or it would break a rule.
        """
        with self.store.change(coder, action) as transaction:
            before = self.named(story)
            self._put(transaction, coder, before, edit(before))
        return self.named(before.id)

    def remove(self, coder: str, story: str) -> Story:
        """Take a story away with its steps; the codings stay, and `undo` brings all of it back."""
        with self.store.change(coder, "story.remove") as transaction:
            gone = self.named(story)
            StoryRows(transaction, self._keys()).remove(gone)
        return gone

    def take_in(self, coder: str, stories: Sequence[Story]) -> tuple[Story, ...]:
        """Add stories, or make those of the same id what is said of them; all as one event, or none."""
        taken = []
        with self.store.change(coder, "stories.import") as transaction:
            for one in stories:
                before = next((kept for kept in self.all() if kept.id == one.id), None)
                named = replace(one, id=one.id or self.next_id())
                taken.append(self._put(transaction, coder, before, named).id)
        return tuple(one for one in self.all() if one.id in taken)

    def next_id(self) -> str:
        """The id of the next story; one that a story had once is given to no other."""
        last = self.row(
            "SELECT max(CAST(substr(json_extract(body, '$.after.label'), 2) AS INTEGER)) AS last FROM changes"
            " WHERE relation = 'value_stories' AND body IS NOT NULL"
        )
        numbers = [int(one.id[1:]) for one in self.all() if one.id[1:].isdecimal()]
        return f"V{max([*numbers, (last['last'] or 0) if last else 0]) + 1:02d}"

    def cycles(self) -> tuple[str, ...]:
        """The codes that stand for value cycles, of whatever codebook; none where no codebook has any."""
        return tuple(cycle for book in self._codes.codebooks() for cycle in book.cycles)

    def _put(self, transaction: Transaction, coder: str, before: Story | None, after: Story) -> Story:
        wanted = self._resolved(after)
        rested = {(step.id, step.code, one) for step in (before.steps if before else ()) for one in step.codings}
        used = [(number, step, one) for number, step in enumerate(wanted.steps, 1) for one in step.codings]
        new = frozenset((number, one) for number, step, one in used if (step.id, step.code, one) not in rested)
        codings = {one: self._codings.get(one) for _, _, one in used}
        refuse_unfit(wanted, self.cycles(), codings, new=new)
        StoryRows(transaction, self._keys()).write(before, wanted, coder=self.store.coder_id(coder))
        return wanted

    def _resolved(self, story: Story) -> Story:
        """The same with every code, coding, indicator and person by its whole id; QualcodeError for unknown ones."""
        labels = self._participants.labels()
        return replace(
            story,
            participant=labels[self._participants.key_of(story.participant)],
            title=story.title.strip(),
            steps=tuple(self._resolved_step(step) for step in story.steps),
            corroborations=tuple(
                replace(one, document=self._documents.current(one.document).document if one.document else None)
                for one in story.corroborations
            ),
        )

    def _resolved_step(self, step: StoryStep) -> StoryStep:
        labels = self._indicators.labels()
        return replace(
            step,
            code=self._codes.named(step.code).name,
            codings=tuple(dict.fromkeys(self._codings.get(one).id for one in step.codings)),
            indicators=tuple(dict.fromkeys(labels[self._indicators.key_of(one)] for one in step.indicators)),
            loops=tuple(replace(one, code=self._codes.named(one.code).name) for one in step.loops),
        )

    def _keys(self) -> StoryKeys:
        return StoryKeys(
            story=lambda label: str(self.rows("SELECT id FROM value_stories WHERE label = ?", label)[0]["id"]),
            participant=self._participants.key_of,
            code=lambda name: self._codes.named(name).key,
            document=self._documents.key_of,
            indicator=self._indicators.key_of,
        )

    def _by_owner(self, query: str) -> defaultdict[str, list[tuple[str, ...]]]:
        found = defaultdict[str, list[tuple[str, ...]]](list)
        for owner, *told in self.rows(query):
            found[owner].append(tuple(told))
        return found
