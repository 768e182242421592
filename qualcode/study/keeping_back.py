"""What a coder may not see yet, so that their own reading comes first."""

import re
from collections.abc import Iterable, Sequence

from qualcode.errors import QualcodeError
from qualcode.model import Coding, Event, Memo, Story, Summary
from qualcode.project import Project

_OF_A_STORY = re.compile(r" the story [V–]")
_OF_CODINGS = re.compile(r"\b(coded|coding of|suggestion of|memo on the document)\b")


def hidden_from(project: Project, viewer: str | None) -> frozenset[str]:
    """Interviews of which others' codings stay hidden for now; where nobody knows who looks, those of any coder."""
    names = [viewer] if viewer else project.coders.names()
    return frozenset[str]().union(*(project.codings.open_doubles(name) for name in names))


def note_what_is_shown(project: Project, viewer: str | None, codings: Iterable[Coding]) -> tuple[str, ...]:
    """Note that a coder saw others' codings of interviews they have not finished; gives back those seen newly."""
    return _note_seen(project, viewer, {one.document for one in codings if one.coder != viewer})


def note_memos_shown(project: Project, viewer: str | None, memos: Iterable[Memo]) -> tuple[str, ...]:
    """The same for others' memos on interviews and on codings, which tell what these saw there."""
    others = [one for one in memos if one.coder != viewer and one.about in ("document", "coding")]
    document_of = {one.id: one.document for one in project.codings.everywhere()} if others else {}
    return _note_seen(project, viewer, {document_of.get(one.object, one.object) for one in others})


def refuse_what_is_hidden(project: Project, viewer: str | None, codings: Iterable[Coding]) -> None:
    """Refuse to put codings into a text while others' among them are of interviews the viewer is still coding."""
    hidden = hidden_from(project, viewer)
    kept_back = sorted({one.document for one in codings if one.coder != viewer and one.document in hidden})
    if not kept_back:
        return
    named, them = ", ".join(kept_back), "it" if len(kept_back) == 1 else "them"
    if viewer is None:
        raise QualcodeError(
            f"This would show codings of {named} while somebody is still coding {them} blind.",
            hint=f"If you are not coding {them}: qualcode coder YOUR-NAME, then the same again",
        )
    raise QualcodeError(
        f"This would show you others’ codings of {named} while you are still coding {them}.",
        hint=f"{' && '.join(f'qualcode finish {one}' for one in kept_back)}"
        f"   (or let somebody who is not coding {them} do this)",
    )


def visible_memos(project: Project, memos: Sequence[Memo], viewer: str | None) -> tuple[Memo, ...]:
    """Memos without others' on interviews kept back, and on the codings of these."""
    hidden = hidden_from(project, viewer)
    if not hidden:
        return tuple(memos)
    document_of = {one.id: one.document for one in project.codings.everywhere()}
    return tuple(one for one in memos if one.coder == viewer or document_of.get(one.object, one.object) not in hidden)


def visible_summaries(project: Project, summaries: Iterable[Summary], viewer: str | None) -> tuple[Summary, ...]:
    """Summaries in the chart without others' of people who are heard in interviews kept back."""
    hidden = hidden_from(project, viewer)
    heard = {person for one in project.documents.all() if one.id in hidden for person in one.participants}
    return tuple(one for one in summaries if one.coder == viewer or one.participant not in heard)


def note_summaries_shown(project: Project, viewer: str | None, summaries: Iterable[Summary | Story]) -> tuple[str, ...]:
    """Note that a coder saw what others wrote of people in interviews they have not finished; gives back new ones."""
    people = {one.participant for one in summaries if one.coder != viewer}
    return _note_seen(
        project, viewer, (one.id for one in project.documents.all() if not people.isdisjoint(one.participants))
    )


def told_events(project: Project, viewer: str | None) -> list[tuple[Event, str]]:
    """Every event with its sentence, oldest first; others' work on an interview once the viewer has finished it."""
    events = project.history.all()
    if len(project.coders.names()) == 1:
        return [(one, one.sentence) for one in events]
    documents = frozenset(project.documents.ids())
    hidden = documents - project.finishes.by(viewer) if viewer else hidden_from(project, None)
    return [(one, one.sentence if one.actor == viewer else _told(one.sentence, hidden)) for one in events]


def _note_seen(project: Project, viewer: str | None, documents: Iterable[str]) -> tuple[str, ...]:
    if viewer is None:
        return ()
    seen = frozenset(documents) - project.finishes.by(viewer)
    new = tuple(sorted(document for document in seen if not project.exposures.has_seen(viewer, document, "codings")))
    project.exposures.record(viewer, new, "codings")
    return new


def _told(sentence: str, hidden: frozenset[str]) -> str:
    if hidden and sentence.find(" on the coding:") >= 0:
        return "wrote or changed a memo on a coding"
    if hidden and " in the chart: " in sentence:
        return "wrote or changed a summary in the chart"
    if hidden and _OF_A_STORY.search(sentence):
        return "worked on a story"
    named = [document for document in re.findall(r"\bD\d+\b", sentence) if document in hidden]
    return f"worked on {named[0]} (told once it is finished)" if named and _OF_CODINGS.search(sentence) else sentence
