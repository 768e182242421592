"""The tables that a study itself keeps, told apart from transcripts by their headings."""

from collections.abc import Iterable, Mapping

_OWN: Mapping[str, tuple[frozenset[str], ...]] = {
    "participants.csv": (frozenset(("file",)), frozenset(("label",))),
    "speakers.csv": (frozenset(("label",)), frozenset(("participant", "id"))),
    "cases.csv": (frozenset(("id",)), frozenset(("kind",))),
    "indicators.csv": (frozenset(("cycle",)), frozenset(("name",)), frozenset(("value", "direction"))),
    "codings.csv": (frozenset(("words", "at", "start")), frozenset(("code",)), frozenset(("document",))),
}
"""For each table, of which columns it has at least one."""
_SPEECH = frozenset(("speaker", "text", "transcript", "content", "sentence", "utterance", "speech", "answer"))


def own_table(headings: Iterable[str]) -> str | None:
    """Which of the study's own tables has these headings: participants.csv, speakers.csv, indicators.csv …

    >>> own_table(["File", "label", "role"]), own_table(["speaker", "words", "code", "document"])
    ('participants.csv', None)
    """
    named = {" ".join(heading.replace("\ufeff", "").split()).casefold() for heading in headings}
    if named & _SPEECH:
        return None
    for table, needed in _OWN.items():
        if all(named & some for some in needed) and (table == "codings.csv" or "words" not in named):
            return table
    return None
