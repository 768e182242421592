"""Whether quoted words are a slice of a transcript, edited by nothing but “…” and “[ ]”."""

import re
from dataclasses import dataclass

from qualcode.reports.content.markdown import one_line

_STRAIGHT = str.maketrans(
    dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"') | dict.fromkeys("\u2010\u2011\u2012–—―", "-")
)
_TYPED = re.compile(r"\.{3}|-{2,3}")

_EDIT = re.compile(r"…|\[[^\[\]]*\]")
_OMISSION = re.compile(r"…|\[\s*(?:…|\.\.\.)\s*\]")

_LEFT_OUT_BETWEEN = r"([^\w ]* (?:\S+ )+?[^\w ]*)"
_LEFT_OUT_BEFORE = r"((?:.* )?[^\w ]*)"
_LEFT_OUT_AFTER = r"([^\w ]*(?: .*)?)"
_SAID_OTHERWISE = r"[^\[\]]{0,40}?"
"""What square brackets may stand for: a few words, but never brackets of the transcript itself."""

_TURNS_THE_SENSE = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|barely|scarcely|seldom|rarely"
    r"|maybe|perhaps|supposedly|allegedly)\b|\bno one\b|n[’']t\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.?!])[”’\"')]*\s+")
_ENDS = re.compile(r"[.?!][”’\"')]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """One “…” or “[ ]” of a quote, and the words of the transcript it stands for."""

    mark: str
    instead_of: str
    before: str
    """The words shown just before it."""


def uncurled(words: str) -> str:
    """Words without what a word processor changes by itself: quotation marks, dashes and “…” as people type them.

    >>> uncurled("I don’t – yet...") == uncurled("I don't -- yet…")
    True
    """
    return _TYPED.sub(lambda found: "…" if found[0] == "..." else "-", words.translate(_STRAIGHT))


def is_slice(shown: str, source: str, *, edits: bool = True) -> bool:
    """Whether `shown` gives the words of `source`; white space and curled quotes do not matter, all else does.

    “…” leaves out whole words, “[ ]” stands for up to 40 characters; both only where `edits` are allowed.

    >>> is_slice("We drafted … in May", "We drafted it in May"), is_slice("We drafted in May", "We drafted it in May")
    (True, False)
    """
    words, original = uncurled(one_line(shown)), uncurled(one_line(source))
    if not words or not edits or not _EDIT.search(words):
        return bool(words) and words == original
    return re.fullmatch(_pattern(words), original) is not None


def sense_lost(shown: str, source: str) -> str | None:
    """The “not”, “never” or “maybe” that an edit takes out of a sentence still shown, or puts into one.

    Sentences left out whole may hold what they like.

    >>> sense_lost("I … trust them", "I do not trust them"), sense_lost("Yes. … We met.", "Yes. I do not know. We met.")
    ('not', None)
    """
    for edit in _edits(uncurled(one_line(shown)), uncurled(one_line(source))):
        if _OMISSION.fullmatch(edit.mark):
            lost = _TURNS_THE_SENSE.search(_of_shown_sentences(edit))
        else:
            old, new = (_TURNS_THE_SENSE.search(words) for words in (edit.instead_of, edit.mark))
            lost = (old or new) if bool(old) != bool(new) else None
        if lost:
            return lost[0]
    return None


def taken_out(shown: str, source: str) -> list[tuple[int, int]]:
    """Where in `source` the words lie that “…” or “[ ]” stands for, each from its first letter to behind its last.

    >>> taken_out("We … it with [them].", "We drafted it with Zoe.")
    [(3, 10), (19, 23)]
    """
    words, original = uncurled(one_line(shown)), uncurled(one_line(source))
    found = _matched(words, original)
    spans = [found.span(number) for number in range(1, len(found.groups()) + 1)] if found else []
    return [
        place.span()
        for place, seen in zip(re.finditer(r"\S+", source), re.finditer(r"\S+", original), strict=True)
        if any(seen.start() < stop and begin < seen.end() for begin, stop in spans if original[begin:stop].strip())
    ]


def _matched(words: str, original: str) -> re.Match[str] | None:
    return re.fullmatch(_pattern(words), original) if _EDIT.search(words) and words != original else None


def _edits(words: str, original: str) -> list[Edit]:
    found = _matched(words, original)
    if found is None:
        return []
    pieces, marks = _EDIT.split(words), _EDIT.findall(words)
    return [
        Edit(mark, said or "", piece)
        for mark, said, piece in zip(marks, found.groups(), pieces[:-1], strict=True)
        if said is not None
    ]


def _of_shown_sentences(edit: Edit) -> str:
    """What “…” leaves out of the sentences around it."""
    sentences = _SENTENCE_END.split(edit.instead_of.strip())
    first = "" if not edit.before.strip() or _ENDS.search(edit.before) else sentences[0]
    last = "" if _ENDS.search(edit.instead_of) else sentences[-1]
    return f"{first} {last}"


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
        return rf" ?({_SAID_OTHERWISE}) ?"
    if first:
        return _LEFT_OUT_BEFORE
    return _LEFT_OUT_AFTER if last else _LEFT_OUT_BETWEEN
