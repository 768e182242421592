"""Whether a codebook is fit to code with: contradictions are problems, gaps are advice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.standing_places import Path
from qualcode.codebook.wording import named, nearest, redirect_in

BRIEF_WORDS = 12
"""More does not fit beside the code in a list, nor in a coder's head."""
SCALED = ("magnitude", "attribute")
"""Kinds of code whose codings may carry a level."""

Level = Literal["problem", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, or worth mending, in a codebook."""

    level: Level
    about: Path
    """What in the file it concerns: ("codes", id, field, item), or what all codes share."""
    message: str
    mend: str

    @property
    def code(self) -> str:
        """The code it concerns; empty for what all share."""
        return self.about[1] if self.about[0] == "codes" and len(self.about) > 1 else ""


def check_codebook(codebook: Codebook, included: Sequence[Codebook] = ()) -> list[Finding]:
    """All findings, in the codebook's order; `included` are the codebooks it builds on, whose codes it may name."""
    every = {code.id: code for code in chain(*(other.codes for other in included), codebook.codes)}
    within_reach = Codebook(codes=tuple(every.values()))
    found = list(_about_the_whole(codebook, within_reach))
    for code in codebook.codes:
        if code.status == "active":
            found += _gaps(code)
        found += _clashes(code, within_reach)
        found += _of_the_scale(code)
        found += _sent_to_what_is_retired(code, within_reach)
    return found


def _about_the_whole(codebook: Codebook, within_reach: Codebook) -> Iterator[Finding]:
    if not codebook.codes and not codebook.include:
        yield Finding("problem", ("codes",), "It holds no codes.", "Write the first under “codes:”.")
    for number, cycle in enumerate(codebook.cycles):
        if cycle not in within_reach:
            about = ("cycles", str(number))
            yield Finding("problem", about, f"The cycle “{cycle}” is no code.", _mend_id(cycle, within_reach))
    for modifier in codebook.modifiers:
        if len(set(modifier.values)) < max(2, len(modifier.values)):
            message = f"The modifier “{modifier.name}” offers no choice, or one value twice."
            about = ("modifiers", modifier.name)
            yield Finding("problem", about, message, "Give it two different values or more.")
    yield from _alike(codebook)
    yield from _alone_in_their_group(codebook, within_reach)


def _alike(codebook: Codebook) -> Iterator[Finding]:
    """Labels and examples that two codes share: coders cannot tell which was meant."""
    labels: dict[str, list[str]] = {}
    examples: dict[str, list[str]] = {}
    for code in codebook.codes:
        labels.setdefault(code.label.casefold(), []).append(code.id)
        for example in dict.fromkeys(code.examples):
            examples.setdefault(example, []).append(code.id)
    for label, ids in labels.items():
        if len(ids) > 1:
            message = f"{named(ids)} share the label “{label}”."
            yield Finding("advice", ("codes", ids[-1], "label"), message, "Give each its own label.")
    for example, ids in examples.items():
        if len(ids) > 1:
            message = f"{named(ids)} share the example “{_opening(example)}”."
            about = ("codes", ids[-1], "examples", _number_of(example, codebook.code(ids[-1]).examples))
            yield Finding("advice", about, message, "Keep it where it fits best; elsewhere take another.")


def _alone_in_their_group(codebook: Codebook, within_reach: Codebook) -> Iterator[Finding]:
    groups = [code.exclusive_group for code in within_reach.codes]
    for code in codebook.codes:
        if code.exclusive_group and groups.count(code.exclusive_group) == 1:
            message = f"It is the only code of the exclusive group “{code.exclusive_group}”, so it excludes nothing."
            near = nearest(code.exclusive_group, {one for one in groups if one not in {"", code.exclusive_group}})
            mend = f"Did you mean “{near}”?" if near else "Name the group in the codes it excludes, or delete it."
            yield Finding("advice", ("codes", code.id, "exclusive_group"), message, mend)


def _gaps(code: Code) -> Iterator[Finding]:
    """What a coder would miss when deciding about this code; a structural one only names a part of the material."""
    missing = (
        ("full", code.full, "It has no full definition.", "Add “full:”, one to three sentences."),
        ("when", code.when, "It does not say when to use it.", "Add “when:” with at least one test."),
        (
            "when_not",
            code.when_not,
            "It does not say when not to use it.",
            "Add “when_not:”, each with “-> the code to use instead”.",
        ),
        ("examples", code.examples, "It has no example.", "Add “examples:”, words a participant might say."),
        (
            "counter_examples",
            code.counter_examples,
            "It has no counter-example.",
            "Add “counter_examples:”, each with “text” and “code_as”.",
        ),
    )
    about = ("codes", code.id)
    if not code.brief:
        mend = f"Add “brief:”, at most {BRIEF_WORDS} words."
        yield Finding("advice", (*about, "brief"), "It has no brief definition.", mend)
    elif (words := len(code.brief.split())) > BRIEF_WORDS:
        mend = f"Cut it to {BRIEF_WORDS}; the rest belongs in “full”."
        yield Finding("advice", (*about, "brief"), f"Its brief definition has {words} words.", mend)
    for field, given, message, mend in missing if code.kind != "structural" else ():
        if not given:
            yield Finding("advice", (*about, field), message, mend)


def _of_the_scale(code: Code) -> Iterator[Finding]:
    """What keeps a code's codings from carrying a level."""
    about = ("codes", code.id, "scale")
    if code.kind == "magnitude" and not code.scale and code.in_use:
        mend = "Add “scale:” with its levels, lowest first, or take another “kind”."
        yield Finding("advice", about, "It is of the kind magnitude and has no scale.", mend)
    if not code.scale:
        return
    if code.kind not in SCALED:
        message = f"It has a scale, which a code of the kind {code.kind} cannot have."
        yield Finding("problem", about, message, "Write “kind: magnitude”, or “kind: attribute” for unordered values.")
    if len(set(code.scale)) < max(2, len(code.scale)):
        message = "Its scale offers no choice, or one level twice."
        yield Finding("problem", about, message, "Give it two different levels or more.")


def _clashes(code: Code, codebook: Codebook) -> Iterator[Finding]:
    """Where a code contradicts itself or points at nothing."""
    for number, text in enumerate(code.when_not):
        if (target := redirect_in(text)) is not None:
            about = ("codes", code.id, "when_not", str(number))
            yield from _bad_target(about, target, f"“when not: {_opening(text)}”", codebook)
    for number, counter in enumerate(code.counter_examples):
        about, opening = ("codes", code.id, "counter_examples", str(number)), _opening(counter.text)
        if counter.code_as:
            yield from _bad_target(about, counter.code_as, f"The counter-example “{opening}”", codebook)
        if counter.text in code.examples:
            message = f"“{opening}” is both an example and a counter-example."
            yield Finding("problem", about, message, "Delete one of the two.")


def _bad_target(about: Path, target: str, where: str, codebook: Codebook) -> Iterator[Finding]:
    if target == about[1]:
        message = f"{where} sends the coder back to the same code."
        yield Finding("problem", about, message, "Name the code to use instead.")
    elif target not in codebook:
        message = f"{where} sends the coder to “{target}”, which is no code."
        yield Finding("problem", about, message, _mend_id(target, codebook))


def _sent_to_what_is_retired(code: Code, codebook: Codebook) -> Iterator[Finding]:
    sent = [("when_not", redirect_in(text), number) for number, text in enumerate(code.when_not)]
    sent += [("counter_examples", counter.code_as, number) for number, counter in enumerate(code.counter_examples)]
    told: set[str] = set()
    for field, target, number in sent:
        if target and target not in told and target in codebook and not codebook.code(target).in_use:
            told.add(target)
            message = f"It sends the coder to “{target}”, which is no longer in use."
            about = ("codes", code.id, field, str(number))
            yield Finding("advice", about, message, "Name a code that is in use.")


def _mend_id(code_id: str, codebook: Codebook) -> str:
    near = nearest(code_id, (code.id for code in codebook.codes))
    return f"Did you mean “{near}”?" if near else "Add that code, or name one that exists."


def _number_of(text: str, among: Sequence[str]) -> str:
    return str(list(among).index(text))


def _opening(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
