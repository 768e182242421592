"""What a coder may not see yet, so that their own reading comes first."""

import re
from collections.abc import Iterable, Sequence

from qualcode.model import Coding, Event, Memo
from qualcode.project import Project

_OWN_WORK = ("coding.", "suggestion.", "memo.", "undo", "redo")


def hidden_from(project: Project, viewer: str | None) -> frozenset[str]:
    """Interviews of which others' codings stay hidden for now; where nobody knows who looks, those of any coder."""
    names = [viewer] if viewer else project.coders.names()
    return frozenset[str]().union(*(project.codings.open_doubles(name) for name in names))


def note_what_is_shown(project: Project, viewer: str | None, codings: Iterable[Coding]) -> tuple[str, ...]:
    """Note that a coder saw others' codings of interviews they have not finished; gives back those seen newly."""
    if viewer is None:
        return ()
    finished = project.finishes.by(viewer)
    seen = {one.document for one in codings if one.coder != viewer and one.document not in finished}
    new = tuple(sorted(document for document in seen if not project.exposures.has_seen(viewer, document, "codings")))
    project.exposures.record(viewer, new, "codings")
    return new


def visible_memos(project: Project, memos: Sequence[Memo], viewer: str | None) -> tuple[Memo, ...]:
    """Memos without others' on interviews kept back, and on the codings of these."""
    hidden = hidden_from(project, viewer)
    if not hidden:
        return tuple(memos)
    document_of = {one.id: one.document for one in project.codings.within()}
    return tuple(one for one in memos if one.coder == viewer or document_of.get(one.object, one.object) not in hidden)


def told_story(project: Project, viewer: str | None) -> "dict[str, str]":
    """The story of each event by its id; others' work on an interview shows in full once the viewer has finished it."""
    names = project.coders.names()
    finished = project.finishes.by(viewer) if viewer else frozenset[str]()
    hidden = frozenset(project.documents.ids()) - finished if viewer else hidden_from(project, None)
    alone = len(names) == 1
    return {
        one.id: one.story if alone or one.actor == viewer else _told(one, hidden, bool(viewer))
        for one in project.history.all()
    }


def _told(event: Event, hidden: frozenset[str], one_looks: bool) -> str:
    if not event.action.startswith(_OWN_WORK):
        return event.story
    named = [document for document in re.findall(r"\bD\d+\b", event.story) if document in hidden]
    if named:
        return f"worked on {named[0]} (told in full once {'you have' if one_looks else 'both coders have'} finished it)"
    if event.action.startswith("memo.") and hidden and " on the coding" in event.story:
        return "wrote or changed a memo on a coding"
    return event.story
