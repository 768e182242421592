"""Whether quoted words are a slice of a transcript, edited by nothing but “…” and “[ ]”."""

import re

from qualcode.reports.markdown import one_line

_EDIT = re.compile(r"…|\[[^\[\]]*\]")
_OMISSION = re.compile(r"…|\[\s*(?:…|\.\.\.)\s*\]")

_LEFT_OUT_BETWEEN = r"[^\w ]* (?:\S+ )+?[^\w ]*"
_LEFT_OUT_BEFORE = r"(?:.* )?[^\w ]*"
_LEFT_OUT_AFTER = r"[^\w ]*(?: .*)?"
_SAID_OTHERWISE = r"[^\[\]]{0,40}?"
"""What square brackets may stand for: a few words, but never brackets of the transcript itself."""


def is_slice(shown: str, source: str, *, edits: bool = True) -> bool:
    """Whether `shown` gives the words of `source`; white space does not matter, every other character does.

    “…” leaves out whole words, “[ ]” stands for up to 40 characters; both only where `edits` are allowed.

    >>> is_slice("We drafted … in May", "We drafted it in May"), is_slice("We drafted in May", "We drafted it in May")
    (True, False)
    """
    words, original = one_line(shown), one_line(source)
    if not words or not edits or not _EDIT.search(words):
        return bool(words) and words == original
    return re.fullmatch(_pattern(words), original) is not None


def _pattern(words: str) -> str:
    pieces, edits = _EDIT.split(words), _EDIT.findall(words)
    pattern = re.escape(pieces[0].strip())
    for place, (edit, piece) in enumerate(zip(edits, pieces[1:], strict=True)):
        first = place == 0 and not pieces[0].strip()
        last = place == len(edits) - 1 and not piece.strip()
        pattern += rf"(?: ?{re.escape(edit)} ?|{_gap(edit, first, last)}){re.escape(piece.strip())}"
    return pattern


def _gap(edit: str, first: bool, last: bool) -> str:
    if not _OMISSION.fullmatch(edit):
        return rf" ?{_SAID_OTHERWISE} ?"
    if first:
        return _LEFT_OUT_BEFORE
    return _LEFT_OUT_AFTER if last else _LEFT_OUT_BETWEEN
