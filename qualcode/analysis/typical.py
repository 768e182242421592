"""Which excerpts say most nearly what the others say."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]{3,}")


def typicality(excerpts: Sequence[tuple[str, str]]) -> tuple[float, ...]:
    """How near each excerpt, given as (who said it, words), comes to what everybody says, from 0 to 1.

    The cosine between the excerpt's words and the mean over people, each word weighted by its rarity
    tf · (1 + ln((1 + N) / (1 + df))) (Salton, Wong & Yang 1975, with df smoothed); every person weighs the same,
    however much they said.

    >>> near, far = typicality([("P01", "we share lesson plans"), ("P02", "we share plans"), ("P03", "parking")])[1:]
    >>> near > far
    True
    """
    bags = [Counter(_WORD.findall(words.lower())) for _, words in excerpts]
    seen = Counter(word for bag in bags for word in bag)
    rarity = {word: 1 + math.log((1 + len(bags)) / (1 + number)) for word, number in seen.items()}
    vectors = [_unit({word: number * rarity[word] for word, number in sorted(bag.items())}) for bag in bags]
    mean = _mean([who for who, _ in excerpts], vectors)
    return tuple(math.fsum(weight * mean[word] for word, weight in vector.items()) for vector in vectors)


def _mean(people: Sequence[str], vectors: Sequence[dict[str, float]]) -> dict[str, float]:
    spoken = Counter(people)
    parts: defaultdict[str, list[float]] = defaultdict(list)
    for who, vector in zip(people, vectors, strict=True):
        for word, weight in vector.items():
            parts[word].append(weight / spoken[who])
    return _unit({word: math.fsum(weights) for word, weights in parts.items()})


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}
