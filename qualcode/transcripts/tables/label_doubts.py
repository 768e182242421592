"""Doubts about a column that was taken to name the speakers."""

from collections.abc import Iterator, Sequence

from qualcode.transcripts.tables.headings import mean_words

_LONG = 3
"""Words: labels are names, roles or codes, and few of them are longer."""
_MANY = 30
"""More people do not speak in one talk."""


def label_doubts(labels: Sequence[str], heading: str) -> Iterator[str]:
    """Whether what stands in the column of the speakers is longer or more various than names are."""
    several = list(dict.fromkeys(labels))
    column = f"“{heading}”" if heading else "the column of the speakers"
    if mean_words(several) > _LONG:
        yield f"What stands in {column} is longer than names are (“{several[0]}”); check that it names who speaks."
    elif len(several) > _MANY and len(several) > len(labels) / 4:
        yield f"{len(several)} speakers stand in {column}, more than speak in one talk; check that it names them."
