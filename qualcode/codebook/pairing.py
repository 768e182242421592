"""Finds codes that go on under another id: by the same words, by their place in a branch, by like words."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.codebook.code_changes import Pair, last_part, parent_of
from qualcode.codebook.codes import Code
from qualcode.codebook.likeness import Bag, Texts, Weights, texts_of

ALIKE = 0.5
"""Half the words in common make two codes look like one; two codes of one codebook seldom share a third."""
ALIKE_IN_NAME = 0.25
"""Enough where the last part of the id is the same too."""

Codes = Mapping[str, Code]
"""Codes by their id."""


def same_words(old: Codes, new: Codes) -> list[Pair]:
    """Codes whose texts are the same to the letter and single them out, in the order of `old`.

    A code whose id is in use on both sides goes elsewhere only where another comes in its place, as when two codes
    trade their names; otherwise it stays what it is.
    """
    found: dict[str, str] = {}
    news = _by_texts(new.values())
    for texts, olds in _by_texts(old.values()).items():
        found |= _same_among(olds, news.get(texts, []))
    found = {one: other for one, other in found.items() if one != other}
    while astray := _astray(found, old, new):
        found = {one: other for one, other in found.items() if one not in astray}
    return [Pair(old[one], new[found[one]], certain=True, likeness=1.0) for one in old if one in found]


def _astray(found: Mapping[str, str], old: Codes, new: Codes) -> set[str]:
    """Pairs that would leave an id without its code on one side only."""
    taken = set(found.values())
    return {
        one
        for one, other in found.items()
        if (one in new and one not in taken) or (other in old and other not in found)
    }


def _same_among(olds: Sequence[Code], news: Sequence[Code]) -> dict[str, str]:
    """Which is which among codes with the same texts: the only ones, else those with the same last part."""
    if len(olds) == len(news) == 1:
        return {olds[0].id: news[0].id}
    before, after = _by_last_part(olds), _by_last_part(news)
    return {
        same[0].id: after[last][0].id for last, same in before.items() if len(same) == len(after.get(last, ())) == 1
    }


def _by_texts(codes: Iterable[Code]) -> dict[Texts, list[Code]]:
    grouped: dict[Texts, list[Code]] = {}
    for code in codes:
        if any(texts := texts_of(code)):
            grouped.setdefault(texts, []).append(code)
    return grouped


def _by_last_part(codes: Iterable[Code]) -> dict[str, list[Code]]:
    grouped: dict[str, list[Code]] = {}
    for code in codes:
        grouped.setdefault(last_part(code.id), []).append(code)
    return grouped


def below_the_same(gone: Sequence[Bag], come: Sequence[Bag], ids: Mapping[str, str], weights: Weights) -> list[Pair]:
    """Codes that stand where they stood below a code that goes on under another id; `ids` are those found before."""
    news = {bag.code.id: bag for bag in come}
    known = dict(ids)
    found = []
    for bag in sorted(gone, key=lambda bag: bag.code.id.count(".")):
        parent = known.get(parent_of(bag.code.id))
        other = news.get(f"{parent}.{last_part(bag.code.id)}") if parent else None
        if other is None:
            continue
        likeness = 1.0 if bag.texts == other.texts else weights.alike(bag, other)
        if likeness >= ALIKE_IN_NAME:
            known[bag.code.id] = other.code.id
            found.append(Pair(bag.code, other.code, certain=likeness == 1.0, likeness=likeness))
    return found


def like_words(gone: Sequence[Bag], come: Sequence[Bag], weights: Weights) -> list[Pair]:
    """Guesses: the codes most alike, the best pair first, each code in one pair."""
    scored = []
    for one, other in weights.likely(gone, come):
        likeness = weights.alike(gone[one], come[other])
        same_name = last_part(gone[one].code.id) == last_part(come[other].code.id)
        if likeness >= (ALIKE_IN_NAME if same_name else ALIKE):
            scored.append((-round(likeness, 9), not same_name, one, other))
    olds: set[int] = set()
    news: set[int] = set()
    found = []
    for negative, _, one, other in sorted(scored):
        if one not in olds and other not in news:
            olds.add(one)
            news.add(other)
            found.append(Pair(gone[one].code, come[other].code, certain=False, likeness=-negative))
    return found
