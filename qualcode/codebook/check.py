"""Whether a codebook is fit to code with: contradictions are problems, gaps are advice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.wording import named, nearest, redirect_in

BRIEF_WORDS = 12
"""More does not fit beside the code in a list, nor in a coder's head."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, or worth mending, in a codebook."""

    level: Literal["problem", "advice"]
    where: str
    """The code's id, with its line in the file where that is known; “codebook” for what all share."""
    message: str
    mend: str


def check_codebook(codebook: Codebook, lines: Mapping[str, int] | None = None) -> list[Finding]:
    """All findings, in the codebook's order; `lines` gives the line of each code's id in its file."""
    found = list(_about_the_whole(codebook))
    for code in codebook.codes:
        where = f"{code.id} (line {lines[code.id]})" if lines and code.id in lines else code.id
        if code.status == "active":
            found += [Finding("advice", where, *gap) for gap in _gaps(code)]
        found += [Finding("problem", where, *clash) for clash in _clashes(code, codebook)]
        found += [Finding("advice", where, *stale) for stale in _sent_to_what_is_retired(code, codebook)]
    return found


def _about_the_whole(codebook: Codebook) -> Iterator[Finding]:
    if not codebook.codes:
        yield Finding("problem", "codebook", "It holds no codes.", "Write the first under “codes:”.")
    for cycle in codebook.cycles:
        if cycle not in codebook:
            yield Finding("problem", "codebook", f"The cycle “{cycle}” is no code.", _mend_id(cycle, codebook))
    for modifier in codebook.modifiers:
        if len(set(modifier.values)) < max(2, len(modifier.values)):
            message = f"The modifier “{modifier.name}” offers no choice, or one value twice."
            yield Finding("problem", "codebook", message, "Give it two different values or more.")
    yield from _alike(codebook)


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
            yield Finding("advice", "codebook", f"{named(ids)} share the label “{label}”.", "Give each its own label.")
    for example, ids in examples.items():
        if len(ids) > 1:
            message = f"{named(ids)} share the example “{_opening(example)}”."
            yield Finding("advice", "codebook", message, "Keep it where it fits best; elsewhere take another.")


def _gaps(code: Code) -> Iterator[tuple[str, str]]:
    """What a coder would miss when deciding about this code: (message, mend)."""
    if not code.brief:
        yield "It has no brief definition.", f"Add “brief:”, at most {BRIEF_WORDS} words."
    elif (words := len(code.brief.split())) > BRIEF_WORDS:
        yield f"Its brief definition has {words} words.", f"Cut it to {BRIEF_WORDS}; the rest belongs in “full”."
    if not code.full:
        yield "It has no full definition.", "Add “full:”, one to three sentences."
    if not code.when:
        yield "It does not say when to use it.", "Add “when:” with at least one test."
    if not code.when_not:
        yield "It does not say when not to use it.", "Add “when_not:”, each with “-> the code to use instead”."
    if not code.examples:
        yield "It has no example.", "Add “examples:”, words a participant might say."
    if not code.counter_examples:
        yield "It has no counter-example.", "Add “counter_examples:”, each with “text” and “code_as”."


def _clashes(code: Code, codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Where a code contradicts itself or points at nothing: (message, mend)."""
    for text in code.when_not:
        if (target := redirect_in(text)) is not None:
            yield from _bad_target(code, target, f"“when not: {_opening(text)}”", codebook)
    for counter in code.counter_examples:
        if counter.code_as:
            yield from _bad_target(code, counter.code_as, f"The counter-example “{_opening(counter.text)}”", codebook)
        if counter.text in code.examples:
            yield f"“{_opening(counter.text)}” is both an example and a counter-example.", "Delete one of the two."


def _bad_target(code: Code, target: str, where: str, codebook: Codebook) -> Iterator[tuple[str, str]]:
    if target == code.id:
        yield f"{where} sends the coder back to the same code.", "Name the code to use instead."
    elif target not in codebook:
        yield f"{where} sends the coder to “{target}”, which is no code.", _mend_id(target, codebook)


def _sent_to_what_is_retired(code: Code, codebook: Codebook) -> Iterator[tuple[str, str]]:
    targets = dict.fromkeys([*code.redirects, *(counter.code_as for counter in code.counter_examples)])
    for target in targets:
        if target in codebook and codebook.code(target).status != "active":
            yield f"It sends the coder to “{target}”, which is no longer in use.", "Name an active code."


def _mend_id(code_id: str, codebook: Codebook) -> str:
    near = nearest(code_id, (code.id for code in codebook.codes))
    return f"Did you mean “{near}”?" if near else "Add that code, or name one that exists."


def _opening(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
