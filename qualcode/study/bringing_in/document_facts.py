"""What is known of a document itself: its title, what it is, its date and wave."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from qualcode.errors import QualcodeError
from qualcode.model import SOURCES
from qualcode.project import Project
from qualcode.project.log import Transaction
from qualcode.study.bringing_in.attributes import is_date
from qualcode.study.bringing_in.people_table import refresh_people_table
from qualcode.transcripts.labelled.roles import is_no_participant

FACTS = ("title", "source", "date", "wave")
RECORD = "program record"
NOBODY_SPEAKS = (RECORD, "field note")
"""What people wrote down by themselves: where it names no speaker, nobody is made a participant."""
_LONGEST_TITLE = 200


def checked_fact(fact: str, value: str) -> str:
    """A title, source, date or wave as it is kept; QualcodeError where it cannot be one."""
    value = " ".join(value.split())
    if fact == "source" and value:
        kind = value.casefold().replace("-", " ").replace("_", " ")
        if kind not in SOURCES:
            near = get_close_matches(kind, SOURCES, n=1)
            raise QualcodeError(
                f"“{value}” is no kind of document" + (f"; did you mean “{near[0]}”?" if near else "."),
                hint=f"There are: {', '.join(SOURCES)}",
            )
        return kind
    if fact == "date" and value and not is_date(value):
        raise QualcodeError(f"“{value}” is no date.", hint="Write it as 2026-05-03, 2026-05 or 2026.")
    if len(value) > _LONGEST_TITLE:
        raise QualcodeError(f"The {fact} is longer than {_LONGEST_TITLE} letters.", hint="Give it a short one.")
    return value


def keep_facts(
    project: Project,
    transaction: Transaction,
    document: str,
    given: Mapping[str, str],
    *,
    heard_before: Sequence[str] | None = None,
) -> None:
    """Record what somebody said of a document, given by its stored id, and what its speakers make it otherwise.

    A title or source that is not what the speakers of before made it was given by somebody, and stays. Who spoke in it
    before this command is found out where `heard_before` does not say it.
    """
    row, heard = transaction.row("documents", document), project.participants.heard_in(document)
    assert row is not None
    before = _heard_before(project, transaction, document) if heard_before is None else heard_before
    of_itself = row["source"] == _source(before)
    source = given.get("source") or (_source(heard) if of_itself else row["source"])
    of_itself = row["title"] == _title(row["label"], row["source"], before) or given.get("title") == ""
    title = given.get("title") or (_title(row["label"], source, heard) if of_itself else row["title"])
    more = {fact: given[fact] or None for fact in ("date", "wave") if fact in given}
    transaction.update("documents", document, title=title, source=source, **more)


def edit_document(project: Project, coder: str, document: str, given: Mapping[str, str]) -> bool:
    """Change what is known of a document; an empty value takes it away. Gives back whether anything changed."""
    facts = {fact: checked_fact(fact, value) for fact, value in given.items()}
    if facts.get("source") == "":
        raise QualcodeError("A document is always something.", hint=f"There are: {', '.join(SOURCES)}")
    with project.change(coder, "document.edit") as transaction:
        describe(project, transaction, document, facts)
        changed = bool(transaction.changes)
    refresh_people_table(project)
    return changed


def describe(project: Project, transaction: Transaction, document: str, facts: Mapping[str, str]) -> None:
    """Record facts of a document that was imported before, and whether by its new source anybody was interviewed."""
    current = project.documents.current(document).document
    if facts.get("source"):
        let_speak(project, transaction, current, facts["source"])
    keep_facts(project, transaction, project.documents.key_of(current), facts)


def interviews_nobody(source: str, *, labelled: bool) -> bool:
    """Whether who speaks in such a document was not interviewed: in a record nobody is, in notes who is not named."""
    return source == RECORD or (source in NOBODY_SPEAKS and not labelled)


def let_speak(project: Project, transaction: Transaction, document: str, source: str) -> None:
    """A document that turns out to be a record was nobody's interview, and one that is none was somebody's."""
    key, known = project.documents.key_of(document), project.participants.by_id()
    speaking = [one for one in project.documents.speakers() if one.document == document]
    labelled = [one.label for one in speaking] != [""]
    before = (transaction.row("documents", key) or {})["source"]
    if interviews_nobody(source, labelled=labelled):
        for one in speaking:
            if one.participant and not known[one.participant].attributes:
                project.documents.set_speaker(transaction, key, one.label, "other", None)
        project.participants.remove_unheard(transaction)
    elif interviews_nobody(before, labelled=labelled) and not any(one.participant for one in speaking):
        for one in speaking:
            if one.role == "other" and not is_no_participant(one.label):
                new = project.participants.keep(transaction, project.participants.next_id(), {})
                project.documents.set_speaker(transaction, key, one.label, "participant", new)


def _heard_before(project: Project, transaction: Transaction, document: str) -> list[str]:
    """Who spoke in a document before this command, which may have changed that or taken people away."""
    heard: dict[str, str | None] = dict(project.participants.heard_by_speaker(document))
    gone: dict[str, str] = {}
    for change in reversed(transaction.changes):
        if change.relation == "speakers" and (change.before or change.after or {})["document"] == document:
            heard[change.object] = change.before["participant"] if change.before else None
        elif change.relation == "participants" and change.before:
            gone[change.object] = change.before["label"]
    names = {**project.participants.labels(), **gone}
    return sorted({names[participant] for participant in heard.values() if participant})


def _source(heard: Sequence[str]) -> str:
    return "focus group" if len(heard) > 1 else "interview"


def _title(document: str, source: str, heard: Sequence[str]) -> str:
    """What a document is called that nobody gave a title; never its file's name."""
    kind = source.capitalize()
    if not heard:
        return document if source == "interview" else f"{kind} {document}"
    return f"{kind} with {', '.join(heard)}"
