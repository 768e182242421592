"""What a person should look at before trusting how a file was read."""

from collections.abc import Iterator, Sequence

from qualcode.transcripts.labelled.apart import said_by_nobody
from qualcode.transcripts.reading import Content, LabelFound, folded

_MUCH_BEFORE = 60
"""Words before the first label that are worth a warning; after the last turn too."""

_SENTENCE = 5
"""Words from which a line that ends like a sentence is one."""

_SHOWN = 80


def doubts(content: Content, labels: Sequence[LabelFound], named: Sequence[str]) -> Iterator[str]:
    """What a person should look at before trusting the turns."""
    found = {folded(label.label) for label in labels}
    for label in named:
        if folded(label) not in found:
            yield f"Nobody in this file is labelled “{label}”."
    if not labels and not content.known.written:
        yield "No speaker is named, so each paragraph stands alone; name the speakers with --speakers if there are any."
    for label in content.once:
        yield f"“{label}” speaks only once; is that a person?"
    for alike in sorted({folded(label.label) for label in labels}):
        forms = [label.label for label in labels if folded(label.label) == alike]
        if len(forms) > 1:
            yield f"These labels may be one person: {', '.join(f'“{form}”' for form in forms)}."
    if labels and (told := _told_before(content)):
        yield (
            f"What stands before the first speaker belongs to no turn: “{told}” If somebody wrote this down, as in "
            'field notes: --source "field note".'
        )
    after = len(content.text[content.turns[-1].end :].split())
    if labels and after > _MUCH_BEFORE:
        yield f"{after} words stand after the last turn and belong to nobody."


def _told_before(content: Content) -> str | None:
    """The first sentence before the first label, where there are several or many words."""
    lines = [line.strip() for line in content.text[: content.turns[0].start].split("\n")[:-1]]
    told = [line for line in lines if len(line.split()) >= _SENTENCE and line[-1] in ".!?" and not _usual(line)]
    told = told if len(told) > 1 else []
    much = sum(len(line.split()) for line in lines) > _MUCH_BEFORE
    first = next(iter(told), None) or next((line for line in lines if line and much), None)
    return first and (first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…")


def _usual(line: str) -> bool:
    return said_by_nobody(line, heading=False)
