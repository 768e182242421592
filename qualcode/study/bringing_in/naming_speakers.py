"""Recording whom the labels of documents stand for."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.errors import ProblemsInFile
from qualcode.project import Project
from qualcode.project.log import Transaction
from qualcode.study.bringing_in.contradicting import Contradictions
from qualcode.study.bringing_in.document_facts import keep_facts
from qualcode.study.bringing_in.originals import folded_name
from qualcode.study.bringing_in.people_table import refresh_people_table
from qualcode.study.bringing_in.who_is_who import Person, WhoIsWho, checked, folded_label, named_by, unusable
from qualcode.transcripts.reading import folded


def apply_who_is_who(
    project: Project, coder: str, who: WhoIsWho, *, strict: bool = False
) -> tuple[list[str], list[str]]:
    """Bring what a table says about people to documents that are imported already.

    Gives back the documents it named, and what a person should look at; rows about a file that match nothing here are
    an error where `strict`.
    """
    who, labels, changed = checked(project, who), _labels(project), Contradictions(project, who.name)
    files = project.versions.files()
    unmatched = _unmatched(who, files, labels, strict=strict)
    named: list[str] = []
    silent: list[str] = []
    with project.change(coder, "participants.import") as transaction:
        for document in project.documents.ids():
            here = labels.get(document, [])
            people = who.in_files(files[document])
            facts = {fact: value for file in files[document] for fact, value in who.facts_of(*file).items()}
            meant = [label for label in here if named_by(people, label)]
            if not meant and not facts:
                continue
            key = project.documents.key_of(document)
            before = project.participants.heard_in(key)
            keep_people(project, transaction, key, changed.to_apply(document, meant, people), people)
            keep_facts(project, transaction, key, facts, heard_before=before)
            named.append(document)
            if meant:
                silent += _silent(who, document, here, meant)
        project.participants.remove_unheard(transaction)
    refresh_people_table(project)
    told = [*unmatched, *changed.told(), *silent, *_joined(project, named)]
    return named, told


def check_who_is_who(project: Project, who: WhoIsWho, *, strict: bool = False) -> tuple[int, list[str]]:
    """In how many documents a table names somebody, and what a person should look at, without applying it."""
    who, labels = checked(project, who), _labels(project)
    files = project.versions.files()
    unmatched = _unmatched(who, files, labels, strict=strict)
    people = {document: who.in_files(files[document]) for document in labels}
    matched = sum(any(named_by(people[document], label) for label in labels[document]) for document in labels)
    return matched, unmatched


def all_that_is_wrong(project: Project, who: WhoIsWho, problems: Sequence[str]) -> ProblemsInFile:
    """The error of a table with mistakes, also with rows that name no transcript or nobody in it."""
    unmatched = who.unmatched(_known(project.versions.files(), _labels(project)))
    return unusable(who.name, [*problems, *(told for person, told in unmatched if person.file and person.label)])


def _unmatched(
    who: WhoIsWho,
    files: Mapping[str, Sequence[tuple[str, str | None]]],
    labels: Mapping[str, Sequence[str]],
    *,
    strict: bool,
) -> list[str]:
    unmatched = list(who.unmatched(_known(files, labels)))
    # What stood in a file from before `import --replace` may stand nowhere now: that is told, and stops nothing.
    former = {folded_name(file) for of_it in files.values() for file, _ in of_it[:-1]}
    wrong = [told for person, told in unmatched if person.file and folded_name(person.file) not in former]
    if strict and wrong:
        raise ProblemsInFile(f"{who.name} cannot be used:", wrong, hint="Mend these rows; nothing was changed.")
    return [told for _, told in unmatched]


def name_interviewers(project: Project, transaction: Transaction, document: str, labels: Sequence[str]) -> list[str]:
    """Say that labels of a document stand for those who ask, and give back for which of them that is new.

    Who was taken for a participant and spoke only there goes.
    """
    wanted, here = {folded(label) for label in labels}, project.documents.current(document).document
    asking = [
        one.label
        for one in project.documents.speakers()
        if one.document == here and folded(one.label) in wanted and one.role != "interviewer"
    ]
    if asking:
        key = project.documents.key_of(here)
        for label in asking:
            project.documents.set_speaker(transaction, key, label, "interviewer", None)
        project.participants.remove_unheard(transaction)
        keep_facts(project, transaction, key, {})
    return asking


def keep_people(
    project: Project, transaction: Transaction, document: str, labels: Iterable[str], people: Mapping[str, Person]
) -> None:
    """Record whom the labels of a document stand for; `document` is a stored id, `people` are by folded label."""
    for label in labels:
        person = named_by(people, label)
        if person is None:
            continue
        participant = None
        if person.role == "participant":
            participant = _kept(project, transaction, document, label, person)
            if person.cases is not None:
                cases = [project.cases.key_of(case) for case in person.cases]
                project.cases.set_members(transaction, participant, cases)
        project.documents.set_speaker(transaction, document, label, person.role, participant)


def _kept(project: Project, transaction: Transaction, document: str, label: str, person: Person) -> str:
    if person.participant:
        return project.participants.keep(transaction, person.participant, person.attributes)
    standing = project.participants.behind(document, label)
    return standing or project.participants.keep(transaction, project.participants.next_id(), person.attributes)


def _labels(project: Project) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in project.documents.speakers():
        found.setdefault(one.document, []).append(one.label)
    return found


def _known(
    files: Mapping[str, Sequence[tuple[str, str | None]]], labels: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], frozenset[str]]:
    """Who speaks in every document, by each file it was read from, those before `--replace` included."""
    return {
        (folded_name(file), part or ""): frozenset(folded_label(label) for label in labels.get(document, ()))
        for document, of_it in files.items()
        for file, part in of_it
    }


def _silent(who: WhoIsWho, document: str, labels: Sequence[str], meant: Sequence[str]) -> list[str]:
    return [f"{who.name} does not say who “{label}” is in {document}" for label in labels if label not in meant]


def _joined(project: Project, documents: Sequence[str]) -> list[str]:
    """Who speaks under several labels in one document: that may be a slip."""
    under: dict[tuple[str, str], list[str]] = {}
    wanted = set(documents)
    for one in project.documents.speakers():
        if one.participant and one.document in wanted:
            under.setdefault((one.document, one.participant), []).append(one.label)
    return [
        f"{participant} speaks under {len(labels)} labels in {document}: {', '.join(f'“{label}”' for label in labels)}"
        for (document, participant), labels in under.items()
        if len(labels) > 1
    ]
