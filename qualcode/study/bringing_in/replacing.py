"""A corrected file in the place of a document that was imported before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.backups import write_backup
from qualcode.project.changes import sha256
from qualcode.project.documents import CurrentVersion
from qualcode.project.log import Transaction
from qualcode.project.version_rows import NewDocument, version_row
from qualcode.study.bringing_in.document_facts import checked_fact, keep_facts, let_speak
from qualcode.study.bringing_in.heirs import heirs_of
from qualcode.study.bringing_in.moving import (
    MovedRow,
    found_again,
    left_behind_by,
    moves,
    new_places,
    told_moves,
    visible_moves,
)
from qualcode.study.bringing_in.naming_speakers import keep_people
from qualcode.study.bringing_in.new_speakers import labels_of
from qualcode.study.bringing_in.originals import keep_original
from qualcode.study.bringing_in.people_table import refresh_people_table
from qualcode.study.bringing_in.reading_files import HowToRead, document_read, file_bytes, read_file
from qualcode.study.bringing_in.who_is_who import Person, WhoIsWho, checked, named_by
from qualcode.transcripts import Reading
from qualcode.transcripts.reading import folded
from qualcode.transcripts.versions.offset_map import offset_map


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a new file does to a document."""

    document: str
    version: int
    format: str
    turns: int
    differences: int
    """Places where the words differ."""
    moved: int
    """Codings that stand on the new text."""
    rows: tuple[MovedRow, ...]
    left_behind: dict[str, int]
    found_again: int
    """Codings of any coder that an earlier version had kept."""
    told: tuple[str, ...]
    """About speakers, and what was doubtful about the file."""


def replace_document(
    project: Project,
    coder: str,
    document: str,
    path: Path,
    how: HowToRead,
    who: WhoIsWho | None = None,
    *,
    dry_run: bool = False,
) -> Replaced:
    """Make a file the new version of a document, or only tell what that would do.

    Its own file may be read anew in another way. Raises QualcodeError when the file is some document already, or does
    not hold this one.
    """
    who = checked(project, who) if who else None
    facts = {fact: checked_fact(fact, value) for fact, value in how.facts.items()}
    current = project.documents.current(document)
    data = file_bytes(path)
    digest = sha256(data)
    _refuse_known(project, digest, path, current, how)
    source = next(one.source for one in project.documents.all() if one.id == current.document)
    reading = _the_reading(read_file(path, data, who, how, source=source), path, current)
    if dry_run:
        plan = _Plan(project, current.document, reading)
        strangers = [f"New in {plan.document}: “{one}”." for one in plan.new_labels if one not in plan.heirs]
        return _replaced(project, coder, plan, [*_plan_told(plan), *strangers])
    write_backup(project, "before-replace")
    original = keep_original(project.folder / "transcripts", path, data)
    with project.change(coder, "document.replace") as transaction:
        _refuse_known(project, digest, path, current, how)
        plan = _Plan(project, current.document, reading)
        facts |= who.facts_of(path.name, current.part) if who else {}
        people = _people(project, current, path, who)
        told = _keep(project, transaction, plan, document_read(reading, original, digest), how.interviewers, people)
        _describe(project, transaction, plan, facts)
        done = _replaced(project, coder, plan, told)
    refresh_people_table(project)
    return done


class _Plan:
    """What a reading would do to a document as it stands."""

    def __init__(self, project: Project, document: str, reading: Reading) -> None:
        self.document, self.reading = document, reading
        self.old = project.versions.of(document)[-1]
        self.way = offset_map(project.versions.text(self.old.text_sha256), reading.text)
        self.found = moves(self.way, project.versions.standing_on(self.old.id))
        self.again = found_again(project, document, reading.text, self.found)
        self.turns = project.documents.turns(document)
        self.speakers = [one for one in project.documents.speakers() if one.document == document]
        here = [found.label for found in reading.labels] or [""]
        self.parts = {found.label: found.role for found in reading.labels} or {"": "participant"}
        known = {one.label for one in self.speakers}
        self.new_labels = [label for label in here if label not in known]
        self.gone = [one for one in self.speakers if one.label not in here]
        self.heirs = heirs_of(self.way, self.turns, reading.turns, self.new_labels, self.gone)


def _replaced(project: Project, coder: str, plan: _Plan, told: Sequence[str]) -> Replaced:
    reading = plan.reading
    found, again = (visible_moves(project, some, plan.document, coder) for some in (plan.found, plan.again))
    return Replaced(
        document=plan.document,
        version=plan.old.number + 1,
        format=reading.format,
        turns=len({turn.number for turn in reading.turns}),
        differences=sum(1 for _ in plan.way.changes()),
        moved=sum(one.moves and one.standing.relation == "codings" for one in found),
        rows=tuple(told_moves(found, again, coder)),
        left_behind=left_behind_by(found),
        found_again=len(again),
        told=(*reading.warnings, *told),
    )


def _people(project: Project, current: CurrentVersion, path: Path, who: WhoIsWho | None) -> dict[str, Person]:
    """By label whom a table names in the new file, or in one that stood there before it."""
    files = project.versions.files()[current.document]
    return who.in_files([*files, (path.name, current.part)]) if who else {}


def _describe(project: Project, transaction: Transaction, plan: _Plan, facts: Mapping[str, str]) -> None:
    """Record what was said of the document, and what its speakers make it where they are others than before."""
    key = project.documents.key_of(plan.document)
    before = {one.participant for one in plan.speakers if one.participant}
    if facts.get("source"):
        let_speak(project, transaction, plan.document, facts["source"])
    speaking = {one.participant for one in project.documents.speakers() if one.document == plan.document}
    if facts or speaking - {None} != before:
        keep_facts(project, transaction, key, facts, heard_before=sorted(before))


def _keep(
    project: Project,
    transaction: Transaction,
    plan: _Plan,
    new: NewDocument,
    interviewers: Sequence[str],
    people: Mapping[str, Person],
) -> list[str]:
    """Keep the new version with all that moves, and whom its labels stand for; gives back what to tell."""
    key = project.documents.key_of(plan.document)
    text = project.texts.keep(new.text)
    values = version_row(key, plan.old.number + 1, new, text, transaction.now)
    project.versions.follow(transaction, plan.old.id, values, new_places([*plan.found, *plan.again]), instead=False)
    told = _plan_told(plan)
    for label in (one for one in plan.new_labels if named_by(people, one) is None):
        role, participant = _role(project, transaction, plan, label)
        stored = project.participants.key_of(participant) if participant else None
        project.documents.set_speaker(transaction, key, label, role, stored)
        if label not in plan.heirs:
            told.append(f"New in {plan.document}: “{label}”, {participant or role}.")
    for one in plan.speakers:
        if folded(one.label) in {folded(label) for label in interviewers} and one.role != "interviewer":
            project.documents.set_speaker(transaction, key, one.label, "interviewer", None)
    project.versions.forget_speakers(transaction, plan.document, [one.label for one in plan.gone])
    if people:
        stayed = {one.participant for one in plan.speakers if one not in plan.gone and one.participant}
        keep_people(project, transaction, key, labels_of(plan.reading), people)
        if not stayed <= set(project.participants.heard_in(key)):
            project.participants.remove_unheard(transaction)
    return told


def _role(project: Project, transaction: Transaction, plan: _Plan, label: str) -> tuple[str, str | None]:
    """The role of who speaks under a new label, and which participant that is: as before, or somebody new."""
    heir, role = plan.heirs.get(label), plan.parts[label]
    if heir is not None:
        return heir.role, heir.participant
    if role != "participant":
        return role, None
    facts = dict(plan.reading.people.get(label, {}))
    participant = facts.pop("id", "") or project.participants.next_id()
    project.participants.keep(transaction, participant, facts)
    return role, participant


def _plan_told(plan: _Plan) -> list[str]:
    told = []
    if plan.old.corrected_by:
        told.append(
            f"{plan.old.corrected_by} corrected words of {plan.document} by hand; where the file differs, it goes"
            f" before: qualcode correct {plan.document} --list"
        )
    told += [
        f"“{label}” says now what “{one.label}” said, so it stands for the same: {one.participant or one.role}."
        for label, one in plan.heirs.items()
    ]
    inherited = {one.label for one in plan.heirs.values()}
    return told + [
        f"“{one.label}” ({one.participant or one.role}) speaks no more in {plan.document}."
        for one in plan.gone
        if one.label not in inherited
    ]


def _the_reading(readings: Sequence[Reading], path: Path, current: CurrentVersion) -> Reading:
    part, document = current.part, current.document
    fitting = [one for one in readings if part is not None and one.part == part]
    if len(fitting) == 1:
        return fitting[0]
    if len(readings) > 1:
        raise QualcodeError(
            f"“{path.name}” holds {len(readings)} documents; none of them is plainly {document}.",
            hint="Save the one document in a file of its own.",
        )
    return readings[0]


def _refuse_known(project: Project, digest: str, path: Path, current: CurrentVersion, how: HowToRead) -> None:
    """Stop where some document has, or had, this text; of a file with several documents each may be replaced."""
    known = project.versions.read_from(digest, current.part)
    if known == [current.document] and (how.reads_otherwise or how.interviewers):
        return
    if known == [current.document] and digest == current.bytes_sha256:
        raise QualcodeError(
            f"{path.name} was imported before: it is {current.document}.",
            hint='To read it in another way: the same command with --speakers "NAME, NAME", --read-as or --encoding',
        )
    if known:
        raise QualcodeError(
            f"{path.name} was imported before: it is {', '.join(known)}.",
            hint="To go back to an earlier text: qualcode history, then qualcode undo --event ID",
        )
