"""Whom the labels of a new document stand for, as far as anybody or anything tells."""

from collections.abc import Mapping, Sequence

from qualcode.project import Project
from qualcode.project.log import Transaction
from qualcode.study.attributes import CONSENT, well_formed
from qualcode.study.document_facts import NOBODY_SPEAKS
from qualcode.study.settings_file import TAKEN
from qualcode.study.who_is_who import Person, folded_label, is_participant_id
from qualcode.transcripts import Reading


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
    nobody = "other" if source in NOBODY_SPEAKS else "participant"
    parts = {found.label: found.role for found in reading.labels} or {"": nobody}
    doubts += _numbered_alike(project, [label for label in parts if folded_label(label) not in people])
    return {
        folded_label(label): people.get(folded_label(label))
        or _guessed(project, transaction, reading, label, part, doubts)
        for label, part in parts.items()
    }


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
