"""Where some words stand in a text, however they were typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from qualcode.model import Passage

FARTHEST = 2_000
"""Characters that may lie between the words before and after “…”."""

_PLAIN = r"[!#-&(-,./0-_a-~]+"
_RUN = re.compile(rf"{_PLAIN}(?: {_PLAIN})*|\s+|.", re.DOTALL)
_SAME: dict[int, str | None] = (
    dict.fromkeys(map(ord, "‘’‚‛`´ʼ′"), "'")
    | dict.fromkeys(map(ord, "“”„‟«»″"), '"')
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
    | dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
)


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as it is compared, and where in the source each of its characters begins."""

    text: str
    begins: list[int]


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Every place, as (start, end), where a text says some words.

    White space, case, curly or straight quotes and kinds of dash do not matter. “start … end” means from the one
    through the other. Places that cut through a word count only where no other place is found.

    >>> find_words("They knew my name — “Ana”, always.", 'my name - "ana"')
    [(10, 25)]
    >>> find_words("I stayed. They knew my name, that is why.", "They … name")
    [(10, 27)]
    """
    folded, wanted = _kept_folded(text), _folded(words).text.strip()
    if not wanted.strip(" ."):
        return []
    found = _places(folded, wanted)
    parts = [part.strip() for part in re.split(r"(?:\[ ?)?\.\.\.+(?: ?\])?", wanted) if part.strip()]
    if not found and "..." in wanted and parts:
        found = _places(folded, parts[0])
        for part in parts[1:]:
            found = _reaching(found, _places(folded, part), folded)
    return [(folded.begins[start], folded.begins[end - 1] + 1) for start, end in found]


def find_everywhere(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Every place, in order, that says some words, also as part of longer words; accents do not matter either.

    >>> list(find_everywhere("A café, naïve cafés", "CAFE"))
    [(2, 6), (14, 18)]
    """
    folded, wanted = _kept_bare(text), _bare(_folded(words)).text.strip()
    past = 0
    for start, end in _occurrences(folded.text, wanted) if wanted else ():
        if start < past:
            continue
        past, last = end, folded.begins[end - 1] + 1
        while last < len(text) and unicodedata.combining(text[last]):
            last += 1
        yield folded.begins[start], last


def nearest(words: str, passages: Sequence[Passage], limit: int = 3) -> list[Passage]:
    """The passages that come closest to words nobody said exactly so, closest first; none where nothing is alike."""
    wanted = _tokens(words)
    grams = _trigrams(wanted)
    if not grams:
        return []
    shared = [(len(grams & _trigrams(_tokens(passage.words))), number) for number, passage in enumerate(passages)]
    likely = sorted(shared, key=lambda pair: (-pair[0], pair[1]))[: max(30, limit)]
    scored = [(_likeness(wanted, passages[number].words, count / len(grams)), number) for count, number in likely]
    best = sorted((pair for pair in scored if pair[0] >= 0.25), key=lambda pair: (-pair[0], pair[1]))
    return [passages[number] for _, number in best[:limit]]


def _folded(text: str) -> _Folded:
    letters: list[str] = []
    begins: list[int] = []
    for run in _RUN.finditer(text):
        words, start = run[0], run.start()
        if len(words) > 1 and not words.isspace():
            letters.extend(words.lower())
            begins.extend(range(start, run.end()))
            continue
        same = " " if words.isspace() else _same(words)
        if same in {" ", "-"} and letters and letters[-1] in " -":
            if same == " " or letters[-1] == "-":
                continue
            del letters[-1], begins[-1]
        letters.extend(same)
        begins.extend([start] * len(same))
    return _Folded("".join(letters), begins)


_kept_folded = lru_cache(maxsize=8)(_folded)


def _bare(folded: _Folded) -> _Folded:
    """The same without accents."""
    if folded.text.isascii():
        return folded
    kept = [place for place, letter in enumerate(folded.text) if not unicodedata.combining(letter)]
    return _Folded("".join(folded.text[place] for place in kept), [folded.begins[place] for place in kept])


@lru_cache(maxsize=8)
def _kept_bare(text: str) -> _Folded:
    return _bare(_kept_folded(text))


@lru_cache(maxsize=4096)
def _same(letter: str) -> str:
    """One character without case, composition, or the differences that do not matter."""
    plain = unicodedata.normalize("NFKD", letter.translate(_SAME)).casefold()
    return unicodedata.normalize("NFKD", plain).casefold().translate(_SAME)


def _places(folded: _Folded, wanted: str) -> list[tuple[int, int]]:
    """Where the wanted characters stand; whole words only, if there are any."""
    every = list(_occurrences(folded.text, wanted))
    whole = [place for place in every if not _cuts_a_word(folded.text, *place)]
    return whole or every


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    start = text.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = text.find(wanted, start + 1)


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    return _within_word(text, start) or _within_word(text, end)


def _within_word(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return False
    after = text[position]
    return text[position - 1].isalnum() and (after.isalnum() or unicodedata.combining(after) > 0)


def _reaching(starts: list[tuple[int, int]], ends: list[tuple[int, int]], folded: _Folded) -> list[tuple[int, int]]:
    """From each start through the nearest end after it; of starts that share an end, the last."""
    reached: dict[int, tuple[int, int]] = {}
    for start, start_end in starts:
        end = next((place for place in ends if place[0] >= start_end), None)
        if end and folded.begins[end[0]] - folded.begins[start_end - 1] <= FARTHEST:
            reached[end[1]] = (start, end[1])
    return sorted(reached.values())


def _tokens(words: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)*", _folded(words).text)


def _trigrams(tokens: list[str]) -> set[str]:
    same = " ".join(tokens)
    return {same[place : place + 3] for place in range(len(same) - 2)}


def _likeness(wanted: list[str], words: str, shared_letters: float) -> float:
    matcher = SequenceMatcher(None, wanted, _tokens(words), autojunk=False)
    in_order = sum(block.size for block in matcher.get_matching_blocks()) / len(wanted)
    return (in_order + shared_letters) / 2
