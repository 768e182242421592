"""How alike codes are by the words they share, where a rare word tells more than one that every code has."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nlargest, nsmallest
from itertools import pairwise
from math import fsum, log
from typing import NamedTuple

from qualcode.codebook.codes import Code
from qualcode.codebook.wording import without_redirect

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that set no blanks between words."""
_TELLING = 24
"""A code’s rarest words, by which codes that may be like it are found."""
_LIKELY = 8
"""Of the codes that share such words, those that are looked at whole."""


class Texts(NamedTuple):
    """What a code says, without the codes it names: those may be renamed while it says the same."""

    brief: str
    full: str
    key_question: str
    when: tuple[str, ...]
    when_not: tuple[str, ...]
    indicators: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def each(self) -> frozenset[str]:
        """Every text by itself."""
        singles = (self.brief, self.full, self.key_question)
        lists = (self.when, self.when_not, self.indicators, self.examples, self.counter_examples)
        return frozenset((*filter(None, singles), *(text for texts in lists for text in texts)))


def texts_of(code: Code) -> Texts:
    """The texts of a code."""
    return Texts(
        code.brief,
        code.full,
        code.key_question,
        code.when,
        tuple(without_redirect(text) for text in code.when_not),
        code.indicators,
        code.examples,
        tuple(counter.text for counter in code.counter_examples),
    )


def words_in(text: str) -> Iterator[str]:
    """The words of a text in small letters; where a script sets no blanks, each two letters.

    >>> list(words_in("Practice, changed")), list(words_in("同僚信頼"))
    (['practice', 'changed'], ['同僚', '僚信', '信頼'])
    """
    for word in _WORD.findall(text.casefold()):
        if len(word) > 2 and _UNSPACED.search(word):
            yield from (first + second for first, second in pairwise(word))
        else:
            yield word


class Bag:
    """A code with the words of its name and texts."""

    def __init__(self, code: Code) -> None:
        self.code = code

    @cached_property
    def texts(self) -> Texts:
        """What the code says."""
        return texts_of(self.code)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, each once."""
        last = self.code.id.rpartition(".")[2].replace("_", " ")
        return frozenset(word for text in (last, self.code.label, *self.texts.each) for word in words_in(text))


class Weights:
    """What each word tells, given the codes that use it."""

    def __init__(self, bags: Iterable[Bag]) -> None:
        every = list(bags)
        times = Counter(word for bag in every for word in bag.words)
        self._weight = {word: log(1 + len(every) / n) for word, n in times.items()}

    def of(self, words: Iterable[str]) -> float:
        """What words tell together."""
        # fsum, as a sum of floats depends on their order and sets have none.
        return fsum(map(self._weight.__getitem__, words))

    def alike(self, one: Bag, other: Bag) -> float:
        """The share of words that two codes have in common, from 0 to 1."""
        both = self.of(one.words) + self.of(other.words)
        return 2 * self.of(one.words & other.words) / both if both else 0.0

    def likely(self, bags: Sequence[Bag], among: Sequence[Bag]) -> Iterator[tuple[int, int]]:
        """Pairs of places, of codes that share telling words, the likeliest few for each of `bags`."""
        standing: dict[str, list[int]] = {}
        for place, bag in enumerate(among):
            for word in bag.words:
                standing.setdefault(word, []).append(place)
        for number, bag in enumerate(bags):
            shared: dict[int, float] = {}
            known = (word for word in bag.words if word in standing)
            for word in nsmallest(_TELLING, known, key=lambda word: (-self._weight[word], word)):
                for place in standing[word]:
                    shared[place] = shared.get(place, 0.0) + self._weight[word]
            best = nlargest(_LIKELY, ((told, -place) for place, told in shared.items()))
            yield from ((number, -place) for _, place in best)
