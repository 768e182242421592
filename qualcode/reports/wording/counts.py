"""What the project counts where a text gives an amount, and whether the amount may be said of it."""

from dataclasses import dataclass

from qualcode.analysis.amounts import FEWEST, Lexicon, fits, word_for
from qualcode.analysis.prevalence import Prevalence
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markers import Question
from qualcode.reports.wording.tongue import (
    ALL_BUT_ONE,
    COUNTED_WORDS,
    COUPLE,
    LESS_THAN_HALF,
    MANY,
    MOST_OF,
    NOT_ALL,
    SEVERAL,
    Tongue,
)


@dataclass(frozen=True, slots=True)
class Count:
    """k of n, and who the n are."""

    k: int
    n: int
    basis: str
    """asked, interviewed; who was asked is not recorded …"""
    found: Prevalence

    @property
    def told(self) -> str:
        """As a report gives it."""
        return f"{self.k} of {self.n}"


class Counts:
    """The counts of a study, each made once."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._made: dict[Question, Count] = {}

    def of(self, question: Question) -> Count:
        """What a question about a theme or a code comes to."""
        if question not in self._made:
            self._made[question] = _count(question, self._answers)
        return self._made[question]


def _count(question: Question, answers: Answers) -> Count:
    found = answers.prevalence(question)
    if question.what == "schools":
        return Count(found.schools, found.of_schools, found.basis, found)
    return Count(found.k, found.n, found.basis, found)


def may_say(amount: str, count: Count, lexicon: Lexicon) -> bool:
    """Whether an amount may be said of a count.

    Amounts such as “a majority” follow arithmetic; “many” is half or more, “several” three people or more up to half,
    “a couple” two or three; all others the lexicon.
    """
    k, n = count.k, count.n
    if not n:
        return False
    if amount not in COUNTED_WORDS and n < FEWEST:
        return False
    rules = {
        MOST_OF: 2 * k > n,
        LESS_THAN_HALF: 2 * k < n and k > 0,
        NOT_ALL: 0 < k < n,
        ALL_BUT_ONE: k == n - 1,
        MANY: any(fits(word, k, n) for word in ("about half", "most", "nearly all", "all")),
        SEVERAL: k >= 3 and 2 * k <= n,
        COUPLE: k in (2, 3),
    }
    by_rule = amount in rules and amount not in lexicon.words
    return rules[amount] if by_rule else fits(amount, k, n, lexicon)


def expected(count: Count, lexicon: Lexicon, tongue: Tongue) -> str:
    """What may be said of a count: “about half (9 of 21)”; the figure alone of few people."""
    word = word_for(count.k, count.n, lexicon)
    return f"{dict(tongue.called).get(word, word)} ({count.told})" if word else count.told
