"""Words for how many of how many people: when “most” may be said, and when it may not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

FEWEST = 6
"""Of fewer people than this only counts are told."""
NONE, ONE, ALL = "none", "one", "all"
EXACT = (NONE, ONE, ALL)
"""Words that mean one number of people, whatever the study."""

Setting = str | Mapping[str, tuple[float, float]]
"""What a study says about its words: the name of a lexicon, or each word with the shares it runs from and to."""


@dataclass(frozen=True, slots=True)
class Band:
    """A word and what it stands for, in shares of the people and in people."""

    word: str
    begins: float
    ends: float
    begins_above: bool = False
    """Whether the share where it begins is left to the band below."""
    ends_with: bool = False
    """Whether the share where it ends belongs to it."""
    fewest: int = 0
    """People there must be at least."""
    most: int | None = None
    """People there may be at most."""
    short_of_all: int | None = None
    """How many may be missing at most, where the word is tied to everybody."""

    def holds(self, k: int, n: int) -> bool:
        """Whether k of n lie in it."""
        share = k / n
        from_below = share > self.begins if self.begins_above else share >= self.begins
        to_above = share <= self.ends if self.ends_with else share < self.ends
        enough = k >= self.fewest and (self.short_of_all is None or n - k <= self.short_of_all)
        return from_below and to_above and enough and (self.most is None or k <= self.most)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a study for amounts; the first band that holds k of n gives the word."""

    name: str
    """house, cqr or own."""
    bands: tuple[Band, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, in the order of the bands."""
        return tuple(band.word for band in self.bands)


HOUSE = Lexicon(
    "house",
    (
        Band(ONE, 0, 1, fewest=1, most=1),
        Band(ALL, 1, 1, ends_with=True),
        Band("a few", 0, 0.15, ends_with=True),
        Band("some", 0.15, 0.40, begins_above=True),
        Band("about half", 0.40, 0.60, ends_with=True),
        Band("most", 0.60, 0.85, begins_above=True),
        Band("nearly all", 0.85, 1),
    ),
)
"""The usual words."""
CQR = Lexicon(
    "cqr",
    (
        Band("general", 0, 1, ends_with=True, short_of_all=1),
        Band("typical", 0.5, 1, begins_above=True),
        Band("variant", 0, 0.5, ends_with=True, fewest=4),
        Band("rare", 0, 0.5, ends_with=True, fewest=2, most=3),
    ),
)
"""Consensual qualitative research (Hill et al. 2005), for samples of more than 15."""
_SMALL_CQR = Lexicon("cqr", (*CQR.bands[:2], Band("variant", 0, 0.5, ends_with=True, fewest=2)))
_RARE_FROM = 16
"""People from which on cqr tells rare apart from variant."""
LEXICONS: Mapping[str, Lexicon] = {"house": HOUSE, "cqr": CQR}


def lexicon_of(setting: Setting) -> Lexicon:
    """The lexicon a study chose, or the one it wrote: each word from a share on, up to the next, the last up to all."""
    if isinstance(setting, str):
        return LEXICONS[setting]
    if not setting:
        return HOUSE
    last = max(ends for _, ends in setting.values())
    own = (
        Band(word, begins, ends, ends_with=ends == last)
        for word, (begins, ends) in sorted(setting.items(), key=lambda one: one[1])
    )
    return Lexicon("own", (HOUSE.bands[0], HOUSE.bands[1], *own))


def word_for(k: int, n: int, lexicon: Lexicon = HOUSE) -> str | None:
    """The word for k of n people; None below six people, and where the lexicon has none.

    The usual words (ours): one is 1, a few up to .15, some below .40, about half .40 to .60, most above .60,
    nearly all from .85, all is 1.

    >>> [word_for(k, 21) for k in (1, 3, 8, 9, 12, 13, 17, 18, 20, 21)]
    ['one', 'a few', 'some', 'about half', 'about half', 'most', 'most', 'nearly all', 'nearly all', 'all']
    >>> [word_for(k, 21, CQR) for k in (3, 10, 11, 19, 20)]
    ['rare', 'variant', 'typical', 'typical', 'general']
    """
    if n < FEWEST:
        return None
    if k == 0:
        return NONE
    if lexicon is CQR and n < _RARE_FROM:
        lexicon = _SMALL_CQR
    return next((band.word for band in lexicon.bands if band.holds(k, n)), None)


def fits(word: str, k: int, n: int, lexicon: Lexicon = HOUSE) -> bool:
    """Whether a word may be said of k of n people.

    `none`, `one` and `all` mean the same at any number; other words need six people. A word that the lexicon does not
    have means what it usually does.

    >>> fits("most", 13, 21), fits("most", 9, 21), fits("most", 5, 5), fits("all", 5, 5)
    (True, False, False, True)
    """
    if word in EXACT:
        return n > 0 and k == {NONE: 0, ONE: 1, ALL: n}[word]
    return word_for(k, n, lexicon if word in lexicon.words else HOUSE) == word


def problems(setting: Mapping[str, tuple[float, float]]) -> Iterator[tuple[str, str]]:
    """What is wrong with a study's own words, each with the word it is about: shares, overlaps and gaps.

    >>> [told for _, told in problems({"some": (0, 0.5), "most": (0.6, 1)})]
    ['no word is left for the shares from 0.5 to 0.6']
    """
    fair = {}
    for word, (begins, ends) in setting.items():
        if word in EXACT:
            yield word, f"“{word}” always means the same and needs no share"
        elif not 0 <= begins < ends <= 1:
            yield word, f"shares run from 0 to 1, the smaller one first, not from {begins:g} to {ends:g}"
        else:
            fair[word] = (begins, ends)
    ordered = sorted(fair.items(), key=lambda one: one[1])
    if ordered and len(fair) == len(setting):
        yield from _gaps_and_overlaps(ordered)


def _gaps_and_overlaps(ordered: list[tuple[str, tuple[float, float]]]) -> Iterator[tuple[str, str]]:
    first, last = ordered[0], max(ordered, key=lambda one: one[1][1])
    if first[1][0] > 0:
        yield first[0], f"no word is left for the shares from 0 to {first[1][0]:g}"
    for (word, (_, ends)), (after, (begins, _)) in pairwise(ordered):
        if begins < ends:
            yield after, f"“{word}” and “{after}” overlap from {begins:g} to {ends:g}"
        elif begins > ends:
            yield after, f"no word is left for the shares from {ends:g} to {begins:g}"
    if last[1][1] < 1:
        yield last[0], f"no word is left for the shares from {last[1][1]:g} to 1"
