"""Turns cut into passages: a few consecutive sentences each."""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise

from qualcode.model import Passage, Turn
from qualcode.transcripts.passages.sentences import MODEL, MODEL_VERSION, Ends, model_ends, rule_ends, sentences

FEWEST = 15
"""Words below which a passage takes in the next sentence of its turn."""

MOST = 60
"""Words above which a sentence is cut at a clause."""

SPLITTER = f"sentences 2, {MODEL} {MODEL_VERSION}"
"""The way of cutting that is meant to be in use."""

RULES = "sentences 2, by punctuation"
"""The way of cutting where spaCy or its model is missing."""

_NO_MODEL = "spaCy’s sentence model is missing, so sentences end where punctuation says; passages may be longer."
_BREAK = re.compile(
    r"(?P<strong>[;:]\s+|[—–。；：]\s*|\s-{1,2}\s+|\.\.\.\s+|…\s*)"
    r"|(?P<clause>,\s+(?=(?:and|but|so|because|or|then|which|when|where|while|although|though|if)\b))"
    r"|(?P<comma>[,，、]\s*)"
    r"|(?P<joint>\s+(?=(?:and then|and|but|so|because|then)\b))"
    r"|(?P<gap>\s+)",
    re.IGNORECASE,
)
_FILLER = re.compile(r"\b(?:uh|um|er|erm|ah|like|you know|i mean|yeah|well|so|okay)$", re.IGNORECASE)
_COST = {"strong": 0.0, "clause": 0.1, "comma": 0.2, "joint": 0.25, "gap": 0.5}
_LEADS_ON = re.compile(
    r"\b(?:and|but|so|because|or|if|that|then|the|an?|to|of|in|on|at|for|with|my|our|your|their|his|her|i|we|they|was|is)$",
    re.IGNORECASE,
)
"""Words after which speech is under way."""
_UNDER_WAY = 0.3
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SOUTH_EAST = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LETTERS_PER_WORD = 12
"""A stretch without spaces counts as a word for so many letters; fewer in scripts that set none between words."""
_ROW = re.compile(r"[ \t]*(?:[-*+•‣▪◦–·][ \t]+|\(?\d{1,3}[.)][ \t]+|\|)|[^|]*\S[ \t]+\|[ \t]+\S")
"""How a list item or a row of a table begins."""
_RULE = re.compile(r"[\s|:+=-]+")
"""A line between the rows of a table, which holds no words."""


def passages(
    document: str, text: str, turns: Sequence[Turn], *, wanted: Callable[[Turn], bool] | None = None
) -> list[Passage]:
    """The passages of a document's turns: about 15 to 60 words, in order, holding all words of every wanted turn.

    Where nobody speaks, a list item or a row of a table is a passage of its own, however short.
    """
    stretches = [
        (turn.number, start, end)
        for turn in turns
        if wanted is None or wanted(turn)
        for start, end in (_rows(text, turn) if turn.label is None else [(turn.start, turn.end)])
    ]
    words = [text[start:end] for _, start, end in stretches]
    found = []
    for (turn, begin, _), said, inside in zip(stretches, words, sentences(words, _ends()), strict=True):
        for start, end in _grouped(said, [part for sentence in inside for part in _parts(said, *sentence)]):
            found.append(Passage(document, turn, begin + start, begin + end, said[start:end]))
    return found


def splitter_in_use() -> tuple[str, str | None]:
    """The name of the way of cutting that `passages` uses here, and a notice where it is the lesser one."""
    return (SPLITTER, None) if _model_is_here() else (RULES, _NO_MODEL)


def _ends() -> Ends:
    return model_ends if _model_is_here() else rule_ends


def _model_is_here() -> bool:
    return find_spec("spacy") is not None and find_spec(MODEL) is not None


def _rows(text: str, turn: Turn) -> Iterator[tuple[int, int]]:
    """List items and table rows of a stretch, each with the lines it goes on in, and what stands between them."""
    starts, item = [turn.start], False
    for line in re.finditer(r"[^\n]+", text[turn.start : turn.end]):
        if _RULE.fullmatch(line[0]):
            continue
        row = bool(_ROW.match(line[0]))
        if row or (item and not line[0][0].isspace()):
            starts.append(turn.start + line.start())
            item = row
    yield from pairwise((*starts, turn.end))


def _length(words: str) -> int:
    """Words in a stretch of text."""
    return sum(1 if len(word) < 2 * _LETTERS_PER_WORD and word.isascii() else _words_in(word) for word in words.split())


def _words_in(stretch: str) -> int:
    """How many words a stretch without spaces counts for: two letters of Chinese make one, five of Thai."""
    han, thai = len(_HAN_OR_KANA.findall(stretch)), len(_SOUTH_EAST.findall(stretch))
    return max(1, round(han / 2 + thai / 5) + (len(stretch) - han - thai) // _LETTERS_PER_WORD)


def _grouped(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Consecutive parts joined until they have enough words; a short rest goes to the passage before it."""
    groups: list[tuple[int, int]] = []
    for start, end in parts:
        if groups and _takes_in(text, groups[-1], (start, end)):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    if len(groups) > 1:
        start, end = groups[-2][0], groups[-1][1]
        if _length(text[slice(*groups[-1])]) < FEWEST and _length(text[start:end]) <= MOST:
            groups[-2:] = [(start, end)]
    return groups


def _takes_in(text: str, group: tuple[int, int], part: tuple[int, int]) -> bool:
    return _length(text[slice(*group)]) < FEWEST and _length(text[group[0] : part[1]]) <= MOST


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at clauses while it has more words than a passage should."""
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        cut = _cut(text[start:end]) if _length(text[start:end]) > MOST else None
        if cut is None:
            yield start, end
            continue
        left, right = text[start : start + cut].rstrip(), text[start + cut : end].lstrip()
        waiting += [(end - len(right), end), (start, start + len(left))]


def _cut(words: str) -> int | None:
    """The best place to cut a long sentence: a clause mark not far from its middle; None where there is no place."""
    best: tuple[float, int] | None = None
    for match in _BREAK.finditer(words):
        share = match.end() / len(words)
        if not 0.15 <= share <= 0.85 or not words[match.end() :].strip():
            continue
        filler = match.lastgroup in {"clause", "comma"} and _FILLER.search(words[: match.start()][-12:])
        cost = (_COST["gap"] if filler else _COST[match.lastgroup or "gap"]) + abs(share - 0.5)
        cost += _UNDER_WAY if _LEADS_ON.search(words[: match.start()][-12:]) else 0.0
        if best is None or (cost, match.end()) < best:
            best = (cost, match.end())
    return best[1] if best else _middle(words)


def _middle(words: str) -> int | None:
    """The middle of a stretch without spaces, not between a letter and its accent."""
    middle = len(words) // 2
    while middle < len(words) and (not words[middle].isalnum() or not words[middle - 1].isalnum()):
        middle += 1
    return middle if 0 < middle < len(words) else None
