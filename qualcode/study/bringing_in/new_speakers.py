"""Whom the labels of a new document stand for, as far as anybody or anything tells."""

from collections.abc import Mapping, Sequence

from qualcode.project import Project
from qualcode.project.log import Transaction
from qualcode.study.bringing_in.attributes import CONSENT, well_formed
from qualcode.study.bringing_in.document_facts import interviews_nobody
from qualcode.study.bringing_in.who_is_who import Person, folded_label, is_participant_id, named_by
from qualcode.study.settings_file import TAKEN
from qualcode.transcripts import Reading
from qualcode.transcripts.labelled.roles import is_role_or_code


def labels_of(reading: Reading) -> list[str]:
    """The labels of a document; one that is empty where nobody is named."""
    return [found.label for found in reading.labels] or [""]


def new_speakers(
    project: Project,
    transaction: Transaction,
    reading: Reading,
    people: Mapping[str, Person],
    source: str,
    doubts: list[str],
) -> dict[str, Person]:
    """By folded label: as somebody said, as in the file's other documents, or as guessed."""
    parts = {found.label: found.role for found in reading.labels} or {"": "participant"}
    if interviews_nobody(source, labelled=bool(reading.labels)):
        parts = {label: "other" if part == "participant" else part for label, part in parts.items()}
    unnamed = {label: part for label, part in parts.items() if named_by(people, label) is None}
    doubts += _numbered_alike(project, list(unnamed))
    for label, documents in _asked_before(project, unnamed, parts).items():
        parts[label] = "interviewer"
        more = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
        doubts.append(
            f"“{label}” is taken for the interviewer, as in {documents[0]}{more}; participants.csv can say otherwise"
        )
    return {
        folded_label(label): named_by(people, label) or _guessed(project, transaction, reading, label, part, doubts)
        for label, part in parts.items()
    }


def _asked_before(project: Project, unnamed: Mapping[str, str], parts: Mapping[str, str]) -> dict[str, list[str]]:
    """Who asks in every document so far, and in which, where nobody else asks here and somebody is left to answer.

    Only names are carried over: SPEAKER_00 or B is somebody else in every recording.
    """
    answering = [label for label, part in unnamed.items() if part == "participant"]
    names = {folded_label(label) for label in answering if len(label) > 1 and not is_role_or_code(label)}
    if "interviewer" in parts.values() or not names:
        return {}
    roles: dict[str, set[str]] = {}
    documents: dict[str, list[str]] = {}
    for one in project.documents.speakers():
        label = folded_label(one.label)
        if label in names:
            roles.setdefault(label, set()).add(one.role)
            documents.setdefault(label, []).append(one.document)
    asking = [label for label in answering if roles.get(folded_label(label)) == {"interviewer"}]
    others = [label for label, part in parts.items() if part == "participant" and label not in asking]
    return {label: documents[folded_label(label)] for label in asking} if others else {}


def _guessed(
    project: Project, transaction: Transaction, reading: Reading, label: str, part: str, doubts: list[str]
) -> Person:
    told = _attributes(reading.people.get(label, {}))
    if part != "participant":
        return Person("", "", label, None, part, {})
    participant = _id(project, told.pop("id", ""), label, doubts)
    project.participants.keep(transaction, participant, told)
    return Person("", "", label, participant, part, told)


def _is_id(label: str) -> bool:
    return label[:1] == "P" and label[1:].isdigit()


def _numbered_alike(project: Project, labels: Sequence[str]) -> list[str]:
    """A doubt where several ids in one document are somebody's elsewhere: focus groups number their members anew."""
    ids = [label for label in labels if _is_id(label)]
    known = [label for label in ids if label in project.participants.heard_as(label)]
    if len(ids) < 2 or not known:
        return []
    return [
        f"{', '.join(known)} are taken for the same people as in other documents; participants.csv can say otherwise"
    ]


def _id(project: Project, given: str, label: str, doubts: list[str]) -> str:
    """The id of a person nobody named: as the file gives it or as the label is one, else a new one."""
    participant = given or (label if _is_id(label) else "")
    if not is_participant_id(participant):
        return project.participants.next_id()
    labels = project.participants.heard_as(participant)
    if not labels or label in labels:
        return participant
    others = ", ".join(f"“{one}”" for one in labels)
    if project.participants.by_id()[participant].attributes:
        doubts.append(
            f"“{label}” is taken for {participant}, who speaks elsewhere as {others}; participants.csv can undo it"
        )
        return participant
    new = project.participants.next_id()
    doubts.append(f"“{label}” is {new} here, because {participant} is {others}; participants.csv can change that")
    return new


def _attributes(told: Mapping[str, str]) -> dict[str, str]:
    """What a file says of a person, under names that participants.csv can have for it."""
    found = {}
    for name, value in told.items():
        folded, plain = " ".join(name.casefold().split()), " ".join(value.split())
        if folded == "id":
            found["id"] = plain
        elif folded and plain:
            fits = folded not in TAKEN or (folded == "consent" and not well_formed(folded, plain, {folded: CONSENT})[1])
            found[folded if fits else f"{folded} as given"] = plain
    return found
