"""The manners of looking again: when a reason is asked, what is a second look, and what is told when a sitting ends."""

import hashlib
import shlex
from collections.abc import Iterable

from qualcode.model import Coding, Suggestion
from qualcode.project import Project

ONE_IN = 10
"""A reason for accepting is asked for one suggestion in so many."""


def asks_reason(suggestion: Suggestion) -> bool:
    """Whether accepting this suggestion asks for a reason, which may stay empty: the same answer at every look."""
    digest = hashlib.sha256(f"reason {suggestion.id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % ONE_IN == 0


def is_second_look(project: Project, suggestion: Suggestion) -> bool:
    """Whether a suggestion brings a code to an interview that its coder finished before the code was there."""
    finished = project.finishes.times(suggestion.coder).get(suggestion.document)
    made = {code.name: code.made for code in project.codes.all()}.get(suggestion.code)
    return finished is not None and made is not None and finished < made


def second_looks(project: Project, codings: Iterable[Coding]) -> frozenset[str]:
    """The ids of those codings whose code was not there yet when their coder had finished the interview."""
    made = {code.name: code.made for code in project.codes.all()}
    finished = {coder: project.finishes.times(coder) for coder in project.coders.names()}
    found = set()
    for one in codings:
        when = finished.get(one.coder, {}).get(one.document)
        if when is not None and when < made.get(one.code, "") and when < one.made:
            found.add(one.id)
    return frozenset(found)


def end_of_sitting(project: Project, coder: str) -> tuple[str, ...]:
    """Take back what a coder accepted among the decoys, and say so: a sentence each, none where there was none."""
    told = project.suggestions.void_decoys(coder)
    lines = [_kept(one.coding) if one.kept else _taken_back(one.coding) for one in told]
    if any(not one.kept for one in told):
        lines.append("To keep one all the same, type its command.")
    return tuple(lines)


def _taken_back(coding: Coding) -> str:
    modifiers = "".join(f" -m {shlex.quote(f'{name}={value}')}" for name, value in sorted(coding.modifiers.items()))
    command = f"qualcode coding add -d {coding.document} --at {coding.start}:{coding.end} -c {coding.code}{modifiers}"
    return f"This was a decoy, and {coding.code} is taken back: {_shortened(coding)} → {command}"


def _kept(coding: Coding) -> str:
    return f"This was a decoy, and {coding.code} stays because you made it yours since: {_shortened(coding)}"


def _shortened(coding: Coding) -> str:
    words = " ".join(coding.words.split())
    return f"{coding.document} “{words if len(words) <= 60 else f'{words[:59].rstrip()}…'}”"


def why_nothing_waits(project: Project, coder: str) -> str:
    """Why no suggestion waits for a coder, with the next thing to type."""
    documents = project.documents.ids()
    if documents and not project.showing.to(coder).among(documents):
        return f"Suggestions come once you have coded an interview through: qualcode finish {documents[0]}"
    return "No suggestion waits for you. Ask for some: qualcode suggest"
