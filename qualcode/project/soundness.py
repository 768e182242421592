"""Is the project sound: everything that `check` proves."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qualcode.project.changes import sha256
from qualcode.project.derived import numbered_turns
from qualcode.project.handle import Project
from qualcode.project.log import event_id, events, payload_hash, replayed
from qualcode.project.places import CURRENT
from qualcode.project.private_files import readable_by_others
from qualcode.project.schema import DECISIONS


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing that was checked, and what was found."""

    check: str
    result: str
    """sound, note or broken."""
    found: str
    mend: str


def check_project(project: Project) -> list[CheckRow]:
    """Prove that the project is sound, thing by thing; a note is no fault."""
    rows = []
    # One moment for all: otherwise a change made meanwhile would stand in the log and not yet in a table.
    project.connection.execute("BEGIN")
    try:
        for name, prove in _CHECKS.items():
            faults = _faults(project, prove)
            rows += [CheckRow(name, result, found, mend) for result, found, mend in faults] or [
                CheckRow(name, "sound", "", "")
            ]
    finally:
        if project.connection.in_transaction:
            project.connection.execute("ROLLBACK")
    return rows


Fault = tuple[str, str, str]
_HOLDING_WORDS = {
    "codings": "coding",
    "suggestions": "suggestion",
    "sampled": "sampled passage",
    "finds": "passage found",
}
"""Tables whose rows hold words of a text."""
_LEFT_BEHIND = "qualcode codings --left-behind --coder all"
_RESTORE = "Take the newest sound copy: qualcode restore --list"


def _faults(project: Project, prove: Callable[[Project], Iterator[Fault]]) -> list[Fault]:
    faults: list[Fault] = []
    try:
        faults.extend(prove(project))
    except (sqlite3.DatabaseError, ValueError, TypeError, LookupError) as error:
        faults.append(("broken", f"it cannot be read to the end ({error})", _RESTORE))
    return faults


def _sqlite(project: Project) -> Iterator[Fault]:
    for row in project.connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield "broken", str(row[0]), _RESTORE
    for row in project.connection.execute("PRAGMA foreign_key_check"):
        yield "broken", f"a row of {row[0]} points to nothing in {row[2]}", _RESTORE


def _log(project: Project) -> Iterator[Fault]:
    connection, seen = project.connection, set[str]()
    for event in events(connection):
        parents = [
            row[0] for row in connection.execute("SELECT parent FROM event_parents WHERE event = ?", (event.id,))
        ]
        rows = connection.execute("SELECT * FROM changes WHERE event = ? ORDER BY n", (event.id,)).fetchall()
        payload = payload_hash((row["relation"], row["object"], row["sha256"]) for row in rows)
        if (
            any(row["body"] is not None and sha256(row["body"]) != row["sha256"] for row in rows)
            or payload != event.payload
        ):
            yield "broken", f"what event {event.id[:10]} of {event.time} did was altered afterwards", _RESTORE
        if event_id(parents, event.time, event.actor, event.action, event.undoes, event.payload) != event.id:
            yield "broken", f"event {event.id[:10]} of {event.time} was altered afterwards", _RESTORE
        if not seen.issuperset(parents):
            yield "broken", f"event {event.id[:10]} of {event.time} stands before one it follows", _RESTORE
        seen.add(event.id)
    childless = "SELECT id FROM events WHERE id NOT IN (SELECT parent FROM event_parents)"
    if {row[0] for row in connection.execute(childless)} != {
        row[0] for row in connection.execute("SELECT event FROM heads")
    }:
        yield "broken", "the newest events are not where the log says", _RESTORE


def _replay(project: Project) -> Iterator[Fault]:
    tables, erased = replayed(project.connection)
    for relation in DECISIONS:
        standing = {row["id"]: dict(row) for row in project.connection.execute(f'SELECT * FROM "{relation}"')}
        told = tables.get(relation, {})
        different = sorted(
            key for key in {*standing, *told} if standing.get(key) != told.get(key) and (relation, key) not in erased
        )
        if different:
            yield "broken", f"{len(different)} of {relation} are not what the log of events says", _RESTORE
    if erased:
        yield "note", f"the words of {len(erased)} objects were erased from the log", ""


def _texts(project: Project) -> Iterator[Fault]:
    for row in project.connection.execute("SELECT sha256, text FROM texts"):
        if sha256(row["text"]) != row["sha256"]:
            yield "broken", f"text {row['sha256'][:10]} is not what was imported", _RESTORE
    folder = project.folder / "transcripts"
    query = "SELECT d.label, original, bytes_sha256 FROM versions v JOIN documents d ON d.id = v.document"
    once = "GROUP BY d.label, original, bytes_sha256 ORDER BY length(d.label), d.label, min(number)"
    for row in project.connection.execute(f"{query} {once}"):
        path = folder / row["original"]
        try:
            digest = sha256(path.read_bytes()) if path.is_file() else None
        except OSError as error:
            yield "note", f"{row['label']}: its original cannot be read ({error.strerror})", "Make it readable for you"
            continue
        if digest is None:
            yield (
                "note",
                f"{row['label']}: its original is missing from transcripts/",
                "Put the file back; the text itself is safe",
            )
        elif digest != row["bytes_sha256"]:
            yield (
                "note",
                f"{row['label']}: its original in transcripts/ was changed after import",
                "Put the imported file back",
            )


def _words(project: Project) -> Iterator[Fault]:
    query = (
        'SELECT d.label, g.start, g."end", g.words, substr(text, start + 1, "end" - start) AS slice FROM {} g'
        " JOIN versions v ON v.id = g.version JOIN documents d ON d.id = v.document"
        " JOIN texts t ON t.sha256 = v.text_sha256"
    )
    for relation, what in _HOLDING_WORDS.items():
        for row in project.connection.execute(query.format(relation)):
            if row["slice"] != row["words"]:
                yield (
                    "broken",
                    f"a {what} of {row['label']} at {row['start']}:{row['end']} holds other words than the text",
                    _RESTORE,
                )


def _left_behind(project: Project) -> Iterator[Fault]:
    query = (
        "SELECT d.label, count(*) AS n FROM codings g JOIN versions v ON v.id = g.version"
        f" JOIN documents d ON d.id = v.document WHERE NOT {CURRENT} GROUP BY d.label ORDER BY length(d.label), d.label"
    )
    for row in project.connection.execute(query):
        codings = "1 coding stands" if row["n"] == 1 else f"{row['n']} codings stand"
        yield "note", f"{row['label']}: {codings} on words that only an older version has", _LEFT_BEHIND


def _derived(project: Project) -> Iterator[Fault]:
    query = "SELECT versions.id, turns, text FROM versions LEFT JOIN texts ON texts.sha256 = text_sha256"
    turns = (
        'SELECT start, "end", label, begins, ends, marks, number, words FROM turns'
        " LEFT JOIN turn_words ON turn_words.rowid = n WHERE version = ? ORDER BY start"
    )
    for row in project.connection.execute(query).fetchall():
        told = numbered_turns(row["turns"])
        standing = project.connection.execute(turns, (row["id"],)).fetchall()
        if [[*turn[:5], json.loads(turn["marks"]), turn["number"]] for turn in standing] != told:
            yield "broken", "the turns of a document are not those that were imported", _RESTORE
        elif any(turn["words"] != row["text"][turn["start"] : turn["end"]] for turn in standing):
            yield "broken", "the search index does not hold the words of every turn", _RESTORE
    indexed = project.connection.execute("SELECT count(*) FROM turn_words").fetchone()[0]
    if indexed != project.connection.execute("SELECT count(*) FROM turns").fetchone()[0]:
        yield "broken", "the search index does not hold every turn", _RESTORE


def _yaml(project: Project) -> Iterator[Fault]:
    for name in project.files.edited():
        if project.files.hash_on_disk(name) is None:
            yield "note", f"{name} is gone; what was applied is still in force", "Put the file back"
        else:
            yield "note", f"{name} was edited or removed since it was applied", "qualcode codebook update"
    for name in project.files.awaiting():
        yield "note", f"{name} could not be brought in step yet", "Make it writable for you; any command tries again"


def _privacy(project: Project) -> Iterator[Fault]:
    private = [
        *project.folder.glob("project.db*"),
        *(project.folder / "transcripts").glob("*"),
        *(project.folder / "backups").glob("*"),
    ]
    for path in private:
        if path.is_file() and readable_by_others(path):
            name = path.relative_to(project.folder)
            yield "note", f"{name} can be read by others on this machine", f"chmod 600 “{name}”"


_CHECKS: dict[str, Callable[[Project], Iterator[Fault]]] = {
    "the project file": _sqlite,
    "the log of events": _log,
    "the log rebuilds every decision": _replay,
    "texts and originals": _texts,
    "codings hold the words of the text": _words,
    "codings stand on the current text": _left_behind,
    "turns and search index": _derived,
    "YAML files": _yaml,
    "who can read the files": _privacy,
}
