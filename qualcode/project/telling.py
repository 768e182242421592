"""One event in plain words, without going through all that happened before it."""

from qualcode.model import Event
from qualcode.project.changes import read_change
from qualcode.project.event_sentences import NAMED, Names, sentence
from qualcode.project.log import LoggedEvent, changes_of
from qualcode.project.store import Store


class NamesBefore(Names):
    """What objects were called when an event happened, looked up as they are asked for."""

    def __init__(self, store: Store, seq: int) -> None:
        super().__init__()
        self._store = store
        self._seq = seq

    def of(self, object_id: object) -> str:
        """The name of an object, or a dash where it has none."""
        for relation in NAMED if object_id is not None else ():
            self._look_up(relation, str(object_id))
        return super().of(object_id)

    def document_of_version(self, version: object) -> str:
        """The document that a version belongs to."""
        self._look_up("versions", str(version))
        return super().document_of_version(version)

    def _look_up(self, relation: str, object_id: str) -> None:
        row = self._store.connection.execute(
            "SELECT body FROM changes JOIN events ON events.id = event WHERE relation = ? AND object = ? AND seq <= ?"
            " AND body IS NOT NULL ORDER BY seq DESC, n DESC LIMIT 1",
            (relation, object_id, self._seq),
        ).fetchone()
        if row is not None:
            self.learn(read_change(relation, object_id, row["body"]))


def told_event(store: Store, event: str, *, in_force: bool = True) -> Event:
    """An event as `history` tells it; the caller knows whether it is in force."""
    logged = _logged(store, event)
    parents = store.connection.execute(
        "SELECT parent FROM event_parents WHERE event = ? ORDER BY parent", (event,)
    ).fetchall()
    return Event(
        id=logged.id,
        parents=tuple(row["parent"] for row in parents),
        time=logged.time,
        actor=NamesBefore(store, logged.seq).of(logged.actor),
        action=logged.action,
        undoes=logged.undoes,
        in_force=in_force,
        personal=logged.personal,
        sentence=_sentence_of(store, logged),
    )


def _logged(store: Store, event: str) -> LoggedEvent:
    return LoggedEvent(**dict(store.connection.execute("SELECT * FROM events WHERE id = ?", (event,)).fetchone()))


def _sentence_of(store: Store, event: LoggedEvent) -> str:
    if event.takes_back and event.undoes:
        what = _sentence_of(store, _logged(store, event.undoes))
        if event.action == "undo":
            return f"undid: {what}"
        return f"redid: {what.removeprefix('undid: ')}" if event.action == "redo" else f"went back to: {what}"
    return sentence(event.action, changes_of(store.connection, event.id), NamesBefore(store, event.seq))
