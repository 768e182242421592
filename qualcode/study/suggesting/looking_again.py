"""Passages of an interview that its coder may look at again, once it is finished."""

from dataclasses import dataclass

from qualcode.project import Project


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A passage with the code that it may bear."""

    start: int
    end: int
    turn: int | None
    code: str
    short: str
    """The last part of the code's id."""


def to_look_at_again(project: Project, coder: str, document: str) -> tuple[LookAgain, ...]:
    """What waits for a coder in a document they have finished, in order; nothing before, whatever the study allows.

    What comes as a plain reread is left to the review: here its place alone would say that some code may fit.

    That it was shown is noted, with what it means for codings made from then on.
    """
    name = project.pages.version(document).document
    if not project.pages.has_finished(coder, name):
        return ()
    waiting = [one for one in project.suggestions.waiting(coder) if one.document == name and one.arm != "withheld"]
    if waiting:
        project.suggestions.mark_shown(coder, waiting)
    found = [LookAgain(one.start, one.end, one.turn, one.code, one.code.rpartition(".")[2]) for one in waiting]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.code)))
