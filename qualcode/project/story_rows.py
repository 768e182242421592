"""Writing a story of value row by row: only what became different is an entry of the log."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from qualcode.model import Corroboration, Loop, Story, StoryStep
from qualcode.project.log import Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoryKeys:
    """How the ids people see lead to stored ids."""

    story: Callable[[str], str]
    participant: Callable[[str], str]
    code: Callable[[str], str]
    document: Callable[[str], str]
    indicator: Callable[[str], str]


class StoryRows:
    """Rows of stories within one command."""

    FIELDS: ClassVar[tuple[str, ...]] = (
        "title",
        "starting_point",
        "narrative",
        "reach",
        "part_played",
        "otherwise",
        "others",
        "alternatives",
        "new_success",
    )
    """What stands in a story's own row as it is said."""

    def __init__(self, transaction: Transaction, keys: StoryKeys) -> None:
        self._transaction = transaction
        self._keys = keys

    def write(self, before: Story | None, after: Story, *, coder: str) -> None:
        """Make the rows of a story say what it is now; `coder`, a stored id, is who puts a new one together."""
        values = {name: getattr(after, name) for name in self.FIELDS}
        values |= {"participant": self._keys.participant(after.participant), "may_be_shared": int(after.may_be_shared)}
        if before is None:
            made = self._transaction.now
            story = self._transaction.insert("value_stories", label=after.id, **values, coder=coder, made=made)
        else:
            story = self._keys.story(before.id)
            self._transaction.update("value_stories", story, **values)
        self._write_steps(story, before.steps if before else (), after.steps)
        known = Counter(before.corroborations) if before else Counter[Corroboration]()
        self._write_alike("corroborations", {"story": story}, known, Counter(after.corroborations), self._corroboration)

    def remove(self, story: Story) -> None:
        """Take away every row of a story."""
        key = self._keys.story(story.id)
        self._transaction.delete_where("corroborations", "story", key)
        # A step may come after another, never the other way round, so the last goes first.
        for step in reversed(story.steps):
            self._remove_step(step.id)
        self._transaction.delete("value_stories", key)

    def _write_steps(self, story: str, before: Iterable[StoryStep], after: Iterable[StoryStep]) -> None:
        known, ids = {step.id: step for step in before}, list[str]()
        for number, step in enumerate(after, 1):
            values = {
                "position": number,
                "code": self._keys.code(step.code),
                "summary": step.summary.strip(),
                "after": ids[step.after - 1] if step.after is not None else None,
                "link": step.link if step.after is not None else "inferred",
                "narrative": step.narrative,
            }
            if step.id in known:
                self._transaction.update("story_steps", step.id, **values)
                ids.append(step.id)
            else:
                ids.append(self._transaction.insert("story_steps", story=story, **values))
            self._write_below(ids[-1], known.get(step.id, StoryStep(step.code)), step)
        for gone in reversed([step for step in known.values() if step.id not in ids]):
            self._remove_step(gone.id)

    def _write_below(self, step: str, before: StoryStep, after: StoryStep) -> None:
        owner = {"step": step}
        self._write_alike(
            "story_excerpts", owner, Counter(before.codings), Counter(after.codings), lambda one: {"coding": one}
        )
        self._write_alike(
            "step_indicators",
            owner,
            Counter(before.indicators),
            Counter(after.indicators),
            lambda one: {"indicator": self._keys.indicator(one)},
        )
        self._write_alike("story_loops", owner, Counter(before.loops), Counter(after.loops), self._loop)

    def _write_alike(
        self,
        relation: str,
        owner: Mapping[str, str],
        before: Counter[T],
        after: Counter[T],
        row_of: Callable[[T], dict[str, Any]],
    ) -> None:
        """Take away the rows that are too many, and add those that are missing."""
        for one in (before - after).elements():
            row = {**owner, **row_of(one)}
            same = " AND ".join(f'"{column}" IS ?' for column in row)
            query = f'SELECT id FROM "{relation}" WHERE {same} LIMIT 1'
            found = self._transaction.connection.execute(query, list(row.values())).fetchone()
            self._transaction.delete(relation, found["id"])
        for one in (after - before).elements():
            self._transaction.insert(relation, **owner, **row_of(one))

    def _remove_step(self, step: str) -> None:
        for relation in ("story_excerpts", "step_indicators", "story_loops"):
            self._transaction.delete_where(relation, "step", step)
        self._transaction.delete("story_steps", step)

    def _loop(self, loop: Loop) -> dict[str, Any]:
        return {"code": self._keys.code(loop.code), "note": loop.note}

    def _corroboration(self, one: Corroboration) -> dict[str, Any]:
        document = self._keys.document(one.document) if one.document else None
        return {"document": document, "source": one.source, "supports": one.supports, "note": one.note}
