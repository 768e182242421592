"""Where in an interview the questions of its guide were asked, by likeness of words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

VERY_ALIKE = 0.6
"""Likeness from which nearly every proposal over the example studies was right."""
ALIKE = 0.3
"""Likeness below which most proposals would be wrong."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"[^.?!…。？！\n]+[.?!…。？！]*")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDING = re.compile(r"(?:['’]\w+|ingly|edly|ings|ing|ies|ied|ers|ed|es|ly|s|e|y)$")
_COMMON = """
a about again ah all am an and any anything are as at be been but by can could did do does doing er erm for from get
give go going got had has have he her hm how i if in into is it its just kind know last let like lot maybe me mean mhm
more my next no now of okay on one or other our out really right say see she so some something sort take talk tell than
thank thanks that the their them then there these they thing things think this those to uh um up us was way we well
were what when where which who why will with would yeah yes you your
"""
_IMAGINED = 8
"""Imagined turns that hold every common word, so that these weigh little where few turns are known."""
_LONGEST = 30
"""Words of a turn without sentence ends above which it is looked at in pieces."""
_PIECE = 20
_ORDER = 0.2
"""What lying at the other end of the interview than of the guide takes from a likeness."""
_SHAPES = 0.25
"""The share of likeness that rests on pieces of words, against whole ones."""


@dataclass(frozen=True, slots=True)
class Uttered:
    """What an interviewer said in one turn."""

    turn: int
    words: str
    goes_on: bool = False
    """Whether only a word or two were said since the interviewer’s turn before."""


@dataclass(frozen=True, slots=True)
class LikelyAsking:
    """A turn that may have asked a question of the guide."""

    question: int
    """The question’s place in the guide, from 0."""
    turn: int
    likeness: float
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some sentences of one interviewer turn."""

    turn: int
    place: float
    """How far into the interview, from 0 to 1."""
    sentences: frozenset[int]
    features: Counter[str]


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    """A stretch that may ask a question, the better the smaller."""

    cost: float
    question: int
    turn: int
    sentences: tuple[int, ...]
    likeness: float
    shared: frozenset[str]
    """What the likeness rests on."""


def likely_askings(questions: Sequence[str], documents: Sequence[Sequence[Uttered]]) -> list[list[LikelyAsking]]:
    """For each document the turn most like each question of the guide, at most one a question, in guide order.

    A turn, and even a sentence, may ask two questions, with different words of it. Questions count as asked in guide
    order where the words leave it open.
    """
    stretches = [list(_stretches(said)) for said in documents]
    held = [one.features for found in stretches for one in found if len(one.sentences) == 1]
    guide = _Guide(questions, held)
    return [_chosen([pair for one in found for pair in guide.pairs(one)]) for found in stretches]


class _Guide:
    """The questions by their words and pieces of words, the rarer among what interviewers say, the heavier."""

    def __init__(self, questions: Sequence[str], said: Iterable[Counter[str]]) -> None:
        asked = [_features(words) for words in questions]
        self._last = max(1, len(questions) - 1)
        self._held: Counter[str] = Counter({f"w{stem}": _IMAGINED for stem in _COMMON_STEMS})
        self._of = _IMAGINED
        for features in (*said, *asked):
            self._of += 1
            self._held.update(features.keys())
        self._weights: dict[str, float] = {}
        self._asking: dict[str, list[tuple[int, float]]] = {}
        for number, features in enumerate(asked):
            lengths = self._lengths(features)
            for feature, count in features.items():
                self._asking.setdefault(feature, []).append((number, self._share(feature, count, lengths)))

    def pairs(self, stretch: _Stretch) -> Iterator[_Pair]:
        """The questions that a stretch is like."""
        lengths = self._lengths(stretch.features)
        alike: dict[int, float] = {}
        for feature, count in stretch.features.items():
            if feature in self._asking:
                share = self._share(feature, count, lengths)
                for number, weight in self._asking[feature]:
                    alike[number] = alike.get(number, 0.0) + share * weight
        for number, likeness in alike.items():
            if likeness >= ALIKE:
                out_of_order = abs(number / self._last - stretch.place) if self._last > 1 else 0.0
                shared = frozenset(one for one in stretch.features if self._asks(number, one))
                cost = round(_ORDER * out_of_order - likeness, 9)
                yield _Pair(cost, number, stretch.turn, tuple(sorted(stretch.sentences)), min(1.0, likeness), shared)

    def _asks(self, number: int, feature: str) -> bool:
        rare = feature[1:] not in _COMMON_STEMS
        return rare and any(number == asking for asking, _ in self._asking.get(feature, ()))

    def _lengths(self, features: Counter[str]) -> dict[str, float]:
        """The lengths of the whole words and of the pieces, each to become its set share."""
        squares = {"w": 0.0, "p": 0.0}
        for feature, count in features.items():
            squares[feature[0]] += self._weight(feature, count) ** 2
        return {mark: math.sqrt(square) or 1.0 for mark, square in squares.items()}

    def _share(self, feature: str, count: int, lengths: Mapping[str, float]) -> float:
        share = _SHAPES if feature[0] == "p" else 1 - _SHAPES
        return self._weight(feature, count) * math.sqrt(share) / lengths[feature[0]]

    def _weight(self, feature: str, count: int) -> float:
        if feature not in self._weights:
            self._weights[feature] = math.log((self._of + 1) / (self._held[feature] + 0.5))
        return self._weights[feature] * (1 + math.log(count)) if count > 1 else self._weights[feature]


def _chosen(pairs: Iterable[_Pair]) -> list[LikelyAsking]:
    """The best pairs first; no question twice, and the same words of a sentence not for two questions."""
    found: dict[int, LikelyAsking] = {}
    used: dict[tuple[int, int], set[str]] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.cost, pair.question, pair.turn, pair.sentences)):
        places = [(pair.turn, sentence) for sentence in pair.sentences]
        taken = set[str]().union(*(used.get(place, ()) for place in places))
        if pair.question in found or 2 * len(pair.shared & taken) > len(pair.shared):
            continue
        found[pair.question] = LikelyAsking(pair.question, pair.turn, pair.likeness)
        for place in places:
            used.setdefault(place, set()).update(pair.shared)
    return [found[number] for number in sorted(found)]


def _stretches(said: Sequence[Uttered]) -> Iterator[_Stretch]:
    """Single sentences of every turn, two in a row, and a turn together with the one that it goes on from."""
    before: Counter[str] = Counter()
    for at, one in enumerate(said):
        place = at / max(1, len(said) - 1)
        parts = [_features(words) for words in _parts(one.words)]
        for number, part in enumerate(parts):
            yield _Stretch(one.turn, place, frozenset({number}), part)
        for number, (first, second) in enumerate(pairwise(parts)):
            yield _Stretch(one.turn, place, frozenset({number, number + 1}), first + second)
        if one.goes_on and before and parts:
            yield _Stretch(one.turn, place, frozenset({-1, 0}), before + parts[0])
        before = parts[-1] if parts else Counter()


def _parts(words: str) -> list[str]:
    """The sentences of a turn; pieces of a few words where it has no sentence ends."""
    parts: list[str] = []
    for sentence in _SENTENCE.findall(words):
        tokens = sentence.split()
        if len(tokens) <= _LONGEST:
            parts += [sentence.strip()] if tokens else []
            continue
        parts += [" ".join(tokens[at : at + _PIECE]) for at in range(0, len(tokens) - _PIECE // 2, _PIECE // 2)]
    return parts


def _features(words: str) -> Counter[str]:
    """Words without their endings, and pieces of four letters of the rarer ones."""
    found: list[str] = []
    for word in _WORD.findall(words.casefold()):
        if _SPACELESS.search(word):
            found += [f"w{word[at : at + 2]}" for at in range(max(1, len(word) - 1))]
            continue
        stem = _stem(word)
        found.append(f"w{stem}")
        if stem not in _COMMON_STEMS:
            framed = f"_{stem}_"
            found += [f"p{framed[at : at + 4]}" for at in range(max(1, len(framed) - 3))]
    return Counter(found)


def _stem(word: str) -> str:
    bare = word.replace("’", "'")
    return (_ENDING.sub("", bare) or bare) if len(bare) > 4 or "'" in bare else bare


_COMMON_STEMS = frozenset(map(_stem, _COMMON.split()))
