"""Words that a line's end cuts in two."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.speakers import is_role_or_code
from qualcode.transcripts.pdf.lines import Line

_CUT = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)-$")
_LONGEST_WORD = 60
_FIRST = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)\S*(?:\s+|$)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines whose words are whole."""

    lines: tuple[Line, ...]
    guessed: tuple[str, ...]
    """Words from which a hyphen was taken though they stand nowhere else in the document."""


def joined(lines: Sequence[Line], seen: Counter[str] | None = None) -> Joined:
    """Lines with each word that was hyphenated at a line's end made whole on the line where it begins.

    The rest of the document, whose words are `seen`, decides whether the hyphen belongs to the word; a word broken off
    by its speaker stays so.
    """
    seen = vocabulary(lines) if seen is None else seen
    whole: list[Line] = []
    guessed: list[str] = []
    for line in lines:
        cut = _CUT.search(whole[-1].text, max(0, len(whole[-1].text) - _LONGEST_WORD)) if whole else None
        rest = _FIRST.match(line.text) if cut else None
        if cut is None or rest is None or _names_somebody(line.text):
            whole.append(line)
            continue
        link = _link(cut[1], rest[1], seen)
        if link is None:
            whole.append(line)
            continue
        before = whole[-1].text[:-1] + link + rest[0].rstrip()
        whole[-1] = replace(whole[-1], text=before)
        word = f"{cut[1]}{rest[1]}"
        guessed += [word] if not link and not seen[word.casefold()] else []
        if line.text[rest.end() :]:
            whole.append(replace(line, text=line.text[rest.end() :], bold=max(0, line.bold - rest.end())))
    return Joined(tuple(whole), tuple(dict.fromkeys(guessed)))


def vocabulary(lines: Sequence[Line]) -> Counter[str]:
    """How often each word stands whole in the document."""
    seen: Counter[str] = Counter()
    for line in lines:
        words = _WORD.findall(line.text.casefold())
        seen.update(words[1:-1] if line.text.endswith("-") else words[1:])
        seen.update(part for word in words[1:-1] if "-" in word for part in word.split("-"))
    return seen


def _names_somebody(text: str) -> bool:
    look = first_look(text)
    return isinstance(look, Candidate) and (is_role_or_code(look.label) or not look.label[0].islower())


def _link(first: str, second: str, seen: Counter[str]) -> str | None:
    """What joins two parts of a word: nothing or a hyphen; None where a speaker broke off."""
    if seen[f"{first}{second}".casefold()]:
        return ""
    if seen[f"{first}-{second}".casefold()] or not second[0].islower():
        return "-"
    known = bool(seen[first.casefold()]), bool(seen[second.casefold()])
    return {(True, True): "-", (False, True): None}.get(known, "")
