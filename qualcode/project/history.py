"""What happened, and taking it back."""

from collections.abc import Sequence

from qualcode.errors import QualcodeError
from qualcode.model import Event
from qualcode.project.changes import Change, current_row, net
from qualcode.project.event_sentences import Names, sentence
from qualcode.project.family import Family
from qualcode.project.files import Files
from qualcode.project.log import LoggedEvent, Transaction, changes_of, events, in_force
from qualcode.project.naming import the_one
from qualcode.project.reversal import carry_out_together
from qualcode.project.schema import KEPT_BY_UNDO
from qualcode.project.store import Store
from qualcode.project.telling import told_event


class History(Family):
    """The log of a project, undo and redo."""

    def __init__(self, store: Store, files: Files) -> None:
        super().__init__(store)
        self._files = files

    def all(self) -> list[Event]:
        """Every event in plain words, oldest first."""
        connection = self.store.connection
        log = events(connection)
        standing, names = in_force(log), Names()
        parents: dict[str, list[str]] = {}
        for row in self.rows("SELECT event, parent FROM event_parents ORDER BY event, parent"):
            parents.setdefault(row["event"], []).append(row["parent"])
        told: dict[str, str] = {}
        for event in log:
            changes = changes_of(connection, event.id)
            for change in changes or ():
                names.learn(change)
            told[event.id] = self._told(event, changes, names, told)
        return [
            Event(
                id=event.id,
                parents=tuple(parents.get(event.id, ())),
                time=event.time,
                actor=names.of(event.actor),
                action=event.action,
                undoes=event.undoes,
                in_force=event.id in standing,
                personal=event.personal,
                sentence=told[event.id],
            )
            for event in log
        ]

    def undo(self, coder: str) -> Event:
        """Take back a coder's latest command that stands; QualcodeError when there is none or others built on it."""
        with self.store.change(coder, "undo") as transaction:
            log, actor = events(self.store.connection), self.store.coder_id(coder)
            standing = in_force(log)
            own = [event for event in log if event.actor == actor and event.personal and event.id in standing]
            if not own:
                raise QualcodeError(
                    f"There is nothing of {coder}’s to undo.",
                    hint="Imports, codebook updates and themes: qualcode history, then qualcode undo --event ID",
                )
            self._take_back(transaction, log, own[-1], "undo")
        return self._written(transaction)

    def undo_event(self, coder: str, event: str) -> Event:
        """Take back one event: a coder's own, or one that concerns the whole project."""
        with self.store.change(coder, "undo") as transaction:
            log = events(self.store.connection)
            target = self._find(log, event)
            self._refuse_to_undo(coder, log, target)
            self._take_back(transaction, log, target, "undo")
        return self._written(transaction)

    def redo(self, coder: str) -> Event:
        """Bring back what a coder undid last, unless they changed something since."""
        with self.store.change(coder, "redo") as transaction:
            log = events(self.store.connection)
            undone = self._undone_last(log, self.store.coder_id(coder))
            if undone is None:
                raise QualcodeError(
                    f"There is nothing of {coder}’s to redo.",
                    hint="What was undone before other changes: qualcode history, then qualcode redo --event ID",
                )
            self._take_back(transaction, log, undone, "redo")
        return self._written(transaction)

    def redo_event(self, coder: str, event: str) -> Event:
        """Bring back one change that was undone, named by itself or by its undo, also after later changes."""
        with self.store.change(coder, "redo") as transaction:
            log = events(self.store.connection)
            named, standing = self._find(log, event), in_force(log)
            undoing = [
                one for one in log if one.action == "undo" and one.id in standing and named.id in {one.id, one.undoes}
            ]
            if not undoing:
                raise QualcodeError("That has not been undone.", hint="What was: qualcode history")
            undone = next(one for one in log if one.id == undoing[-1].undoes)
            self._refuse_others_own(coder, log, undone)
            self._take_back(transaction, log, undoing[-1], "redo")
        return self._written(transaction)

    def latest(self, coder: str) -> Event | None:
        """The newest change of a coder that stands, their own or one that concerns the whole project."""
        passed_over = ("undo", "redo", "coder.add", "suggest.offer", "themes.discover", "themes.search")
        mine = [one for one in self.all() if one.actor == coder and one.in_force and one.action not in passed_over]
        return next((one for one in reversed(mine) if not one.action.startswith("shown.")), None)

    def since(self, event: str) -> list[Event]:
        """What `undo_to` an event would take back, oldest first."""
        log = events(self.store.connection)
        target = self._find(log, event)
        after = {one.id for one in log if one.seq > target.seq and not one.kept_by_undo}
        return [one for one in self.all() if one.id in after and one.in_force]

    def undo_to(self, coder: str, event: str) -> Event:
        """Bring everything back to right after an event, whoever changed it since; what was shown stays shown."""
        connection = self.store.connection
        with self.store.change(coder, "undo.to") as transaction:
            log = events(connection)
            target = self._find(log, event)
            inverses: list[Change] = []
            for one in reversed([one for one in log if one.seq > target.seq]):
                changes = changes_of(connection, one.id)
                if changes is None:
                    raise QualcodeError(
                        "Some of what happened since has been erased for good; one cannot go back beyond it.",
                        hint="Take single steps back: qualcode undo --event ID",
                    )
                inverses += _inverses(changes)
            wanted = net(inverses)
            if not wanted:
                raise QualcodeError("Nothing has changed since then.", hint="See: qualcode history")
            self._carry_out(transaction, target, wanted, "undo")
        return self._written(transaction)

    def _take_back(self, transaction: Transaction, log: Sequence[LoggedEvent], target: LoggedEvent, verb: str) -> None:
        changes = changes_of(self.store.connection, target.id)
        if changes is None:
            raise QualcodeError(
                "The words of that change have been erased; it cannot be taken back.", hint="See: qualcode history"
            )
        wanted = net(_inverses(changes))
        self._refuse_if_built_on(log, target, wanted, verb)
        self._carry_out(transaction, target, wanted, verb)

    def _carry_out(self, transaction: Transaction, target: LoggedEvent, wanted: Sequence[Change], verb: str) -> None:
        """Do what is to be done and keep it for the log; whatever stands in the way refuses it."""
        self._files.refuse_over_hand_edits(wanted)
        obstacles = carry_out_together(self.store.connection, wanted)
        if obstacles:
            log = events(self.store.connection)
            blocking = [one for one in log if one.seq > target.seq and self._touches(one, set(obstacles))]
            raise self._refusal(log, target, blocking, f"{verb.capitalize()} would clash with later changes")
        transaction.changes = list(wanted)
        transaction.undoes = target.id

    def _written(self, transaction: Transaction) -> Event:
        assert transaction.event is not None
        return told_event(self.store, transaction.event)

    def _refuse_to_undo(self, coder: str, log: Sequence[LoggedEvent], target: LoggedEvent) -> None:
        if target.id not in in_force(log):
            raise QualcodeError(
                "That has been taken back already.", hint=f"To bring it back: qualcode redo --event {target.id[:10]}"
            )
        if target.action == "project.init" or target.kept_by_undo:
            raise QualcodeError("That cannot be taken back.", hint="What can: qualcode history")
        self._refuse_others_own(coder, log, target)
        if target.action in {"undo", "redo"}:
            raise QualcodeError("An undo is taken back by redo.", hint=f"qualcode redo --event {target.id[:10]}")

    def _refuse_others_own(self, coder: str, log: Sequence[LoggedEvent], target: LoggedEvent) -> None:
        if target.personal and target.actor != self.store.coder_id(coder):
            raise QualcodeError(
                "That is another coder’s own decision.",
                hint=f"To take back everyone’s changes since: qualcode undo --to {self._before(log, target).id[:10]}",
            )

    def _undone_last(self, log: Sequence[LoggedEvent], actor: str) -> LoggedEvent | None:
        standing = in_force(log)
        for event in reversed(log):
            if event.actor != actor or event.action == "redo" or event.action.startswith("shown."):
                continue
            if event.action != "undo":
                return None
            if event.id in standing:
                return event
        return None

    def _refuse_if_built_on(
        self, log: Sequence[LoggedEvent], target: LoggedEvent, inverses: Sequence[Change], verb: str
    ) -> None:
        # What comes back onto a text builds on it: nothing returns under a text that has followed since.
        beneath = [str(change.after["version"]) for change in inverses if change.after and "version" in change.after]
        touched = {(change.relation, change.object) for change in inverses} | {("versions", one) for one in beneath}
        removed = [change.object for change in inverses if change.after is None] + self._covered_by(inverses)
        standing = in_force(log)
        later = [
            one
            for one in log
            if one.seq > target.seq and one.id in standing and not one.takes_back and not one.kept_by_undo
        ]
        built = [one for one in later if self._touches(one, touched) or self._mentions(one, removed)]
        moved = any(
            current_row(self.store.connection, change.relation, change.object) != change.before for change in inverses
        )
        if built or moved:
            raise self._refusal(log, target, built, f"{verb.capitalize()} would break later changes that build on it")

    def _covered_by(self, inverses: Sequence[Change]) -> list[str]:
        """The versions that stop being the text that counts: what stands on them by now would be left behind."""
        follows = "SELECT id FROM versions WHERE document = ? AND number = ? - 1"
        coming = [one.after for one in inverses if one.relation == "versions" and one.before is None and one.after]
        return [row["id"] for one in coming for row in self.rows(follows, one["document"], one["number"])]

    def _refusal(
        self, log: Sequence[LoggedEvent], target: LoggedEvent, later: Sequence[LoggedEvent], why: str
    ) -> QualcodeError:
        told = {event.id: event for event in self.all()}
        named = [f"{told[one.id].actor} {told[one.id].sentence}" for one in later[:5]]
        more = f" and {len(later) - 5} more" if len(later) > 5 else ""
        return QualcodeError(
            f"{why}{': ' if named else ''}{'; '.join(named)}{more}.",
            hint=f"To take back everyone’s changes since: qualcode undo --to {self._before(log, target).id[:10]}",
        )

    def _touches(self, event: LoggedEvent, objects: set[tuple[str, str]]) -> bool:
        rows = self.rows("SELECT relation, object FROM changes WHERE event = ?", event.id)
        return any((row["relation"], row["object"]) in objects for row in rows)

    def _mentions(self, event: LoggedEvent, removed: Sequence[str]) -> bool:
        bodies = [row["body"] or "" for row in self.rows("SELECT body FROM changes WHERE event = ?", event.id)]
        return any(f'"{object_id}"' in body for object_id in removed for body in bodies)

    def _find(self, log: Sequence[LoggedEvent], event: str) -> LoggedEvent:
        return the_one([one for one in log if one.id.startswith(event)], event, "event", "qualcode history")

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
        return sentence(event.action, changes, names)


def _inverses(changes: Sequence[Change]) -> list[Change]:
    return [change.inverse() for change in reversed(changes) if change.relation not in KEPT_BY_UNDO]
