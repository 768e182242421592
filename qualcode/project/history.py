"""What happened, and taking it back."""

from collections.abc import Sequence

from qualcode.errors import QualcodeError
from qualcode.model import Event
from qualcode.project.changes import Change, current_row, net
from qualcode.project.family import Family
from qualcode.project.log import LoggedEvent, Transaction, changes_of, events, in_force
from qualcode.project.schema import KEPT_BY_UNDO
from qualcode.project.stories import Names, story

_EXPOSURES = ("shown.codings", "shown.suggestions")


class History(Family):
    """The log of a project, undo and redo."""

    def all(self) -> list[Event]:
        """Every event in plain words, oldest first."""
        connection = self.project.connection
        log = events(connection)
        standing, names = in_force(log), Names()
        told: dict[str, str] = {}
        for event in log:
            changes = changes_of(connection, event.id)
            for change in changes or ():
                names.learn(change)
            told[event.id] = self._told(event, changes, names, told)
        return [
            Event(
                id=event.id,
                parents=tuple(
                    row["parent"]
                    for row in self.rows("SELECT parent FROM event_parents WHERE event = ? ORDER BY parent", event.id)
                ),
                time=event.time,
                actor=names.of(event.actor),
                action=event.action,
                undoes=event.undoes,
                in_force=event.id in standing,
                story=told[event.id],
            )
            for event in log
        ]

    def undo(self, coder: str) -> Event:
        """Take back a coder's latest command that stands; QualcodeError when there is none or others built on it."""
        log = events(self.project.connection)
        actor, standing = self.project.coders.id_of(coder), in_force(log)
        for event in reversed(log):
            if event.actor == actor and event.personal and event.id in standing:
                return self._take_back(coder, log, event, "undo")
        raise QualcodeError(
            f"There is nothing of {coder}’s to undo.",
            hint="Imports, codebook updates and themes: qualcode history, then qualcode undo --event ID",
        )

    def undo_event(self, coder: str, event: str) -> Event:
        """Take back one event: a coder's own, or one that concerns the whole project."""
        log = events(self.project.connection)
        target = self._find(log, event)
        if target.id not in in_force(log):
            raise QualcodeError("That has been taken back already.", hint="See how things stand: qualcode history")
        if target.action in {"project.init", "coder.add"} or target.action.startswith("shown."):
            raise QualcodeError("That cannot be taken back.", hint="What can: qualcode history")
        if target.personal and target.actor != self.project.coders.id_of(coder):
            raise QualcodeError(
                "That is another coder’s own decision.",
                hint=f"To take back everyone’s changes since: qualcode undo --to {self._before(log, target).id[:10]}",
            )
        if target.action in {"undo", "redo"}:
            raise QualcodeError("An undo is taken back by redo.", hint="qualcode redo")
        return self._take_back(coder, log, target, "undo")

    def redo(self, coder: str) -> Event:
        """Bring back what a coder undid last, unless they changed something since."""
        log = events(self.project.connection)
        actor, standing = self.project.coders.id_of(coder), in_force(log)
        for event in reversed(log):
            if event.actor != actor or (event.action == "redo"):
                continue
            if event.action == "undo":
                if event.id in standing:
                    return self._take_back(coder, log, event, "redo")
                continue
            if event.action.startswith("shown."):
                continue
            break
        raise QualcodeError(f"There is nothing of {coder}’s to redo.", hint="What was undone: qualcode history")

    def since(self, event: str) -> list[Event]:
        """What `undo_to` an event would take back, oldest first."""
        log = events(self.project.connection)
        after = {one.id for one in log if one.seq > self._find(log, event).seq}
        return [one for one in self.all() if one.id in after and one.in_force]

    def undo_to(self, coder: str, event: str) -> Event:
        """Bring everything back to right after an event, whoever changed it since; what was shown stays shown."""
        connection = self.project.connection
        with self.project.change(coder, "undo.to") as transaction:
            log = events(connection)
            target = self._find(log, event)
            transaction.undoes = target.id
            inverses: list[Change] = []
            for one in reversed([one for one in log if one.seq > target.seq]):
                changes = changes_of(connection, one.id)
                if changes is None:
                    raise QualcodeError(
                        "Some of what happened since has been erased for good; one cannot go back beyond it.",
                        hint="Take single steps back: qualcode undo --event ID",
                    )
                inverses += [change.inverse() for change in reversed(changes) if change.relation not in KEPT_BY_UNDO]
            wanted = net(inverses)
            if not wanted:
                raise QualcodeError("Nothing has changed since then.", hint="See: qualcode history")
            self.project.files.refuse_over_hand_edits(wanted)
            self._carry_out(transaction, inverses, wanted)
        return self.all()[-1]

    def _carry_out(self, transaction: Transaction, steps: Sequence[Change], wanted: Sequence[Change]) -> None:
        for step in steps:
            transaction.carry_out(step)
        transaction.changes = list(wanted)

    def _take_back(self, coder: str, log: Sequence[LoggedEvent], target: LoggedEvent, action: str) -> Event:
        with self.project.change(coder, action) as transaction:
            changes = changes_of(self.project.connection, target.id)
            if changes is None:
                raise QualcodeError("The words of that change have been erased; it cannot be taken back.")
            inverses = [change.inverse() for change in reversed(changes) if change.relation not in KEPT_BY_UNDO]
            self.project.files.refuse_over_hand_edits(inverses)
            self._refuse_if_built_on(log, target, inverses, action)
            transaction.undoes = target.id
            for change in inverses:
                transaction.carry_out(change)
        return self.all()[-1]

    def _refuse_if_built_on(
        self, log: Sequence[LoggedEvent], target: LoggedEvent, inverses: Sequence[Change], action: str
    ) -> None:
        touched = {(change.relation, change.object) for change in inverses}
        removed = [change.object for change in inverses if change.after is None]
        standing = in_force(log)
        later = [
            one
            for one in log
            if one.seq > target.seq and one.id in standing and not one.takes_back and one.action not in _EXPOSURES
        ]
        built = [one for one in later if self._touches(one, touched) or self._mentions(one, removed)]
        moved = any(
            current_row(self.project.connection, change.relation, change.object) != change.before for change in inverses
        )
        if not built and not moved:
            return
        told = {event.id: event for event in self.all()}
        named = [f"{told[one.id].actor} {told[one.id].story}" for one in built[:5]]
        more = f" and {len(built) - 5} more" if len(built) > 5 else ""
        message = f"Later changes build on it{': ' if named else ''}{'; '.join(named)}{more}."
        back_to = self._before(log, target).id[:10]
        raise QualcodeError(
            f"{action.capitalize()} would break them. {message}",
            hint=f"To take back everyone’s changes since: qualcode undo --to {back_to}",
        )

    def _touches(self, event: LoggedEvent, objects: set[tuple[str, str]]) -> bool:
        rows = self.rows("SELECT relation, object FROM changes WHERE event = ?", event.id)
        return any((row["relation"], row["object"]) in objects for row in rows)

    def _mentions(self, event: LoggedEvent, removed: Sequence[str]) -> bool:
        bodies = [row["body"] or "" for row in self.rows("SELECT body FROM changes WHERE event = ?", event.id)]
        return any(f'"{object_id}"' in body for object_id in removed for body in bodies)

    def _find(self, log: Sequence[LoggedEvent], event: str) -> LoggedEvent:
        fitting = [one for one in log if one.id.startswith(event)] if len(event) >= 4 else []
        if len(fitting) != 1:
            message = "Several events begin" if fitting else "No event begins"
            raise QualcodeError(f"{message} with “{event}”.", hint="See their ids: qualcode history")
        return fitting[0]

    def _before(self, log: Sequence[LoggedEvent], target: LoggedEvent) -> LoggedEvent:
        earlier = [one for one in log if one.seq < target.seq]
        return earlier[-1] if earlier else target

    def _told(self, event: LoggedEvent, changes: Sequence[Change] | None, names: Names, told: dict[str, str]) -> str:
        if event.action == "undo":
            return f"undid: {told.get(event.undoes or '', '')}"
        if event.action == "redo":
            undone = told.get(event.undoes or "", "")
            return f"redid: {undone.removeprefix('undid: ')}"
        if event.action == "undo.to":
            return f"went back to: {told.get(event.undoes or '', '')}"
        return story(event.action, changes, names)
