"""What a language brings along for saying how many people said something."""

import re
from dataclasses import dataclass
from functools import cached_property

from qualcode.analysis.amounts import ALL, NONE, ONE

MOST_OF, LESS_THAN_HALF, NOT_ALL, ALL_BUT_ONE = "more than half", "less than half", "not all", "all but one"
"""Amounts that arithmetic alone decides."""
MANY, SEVERAL, COUPLE = "many", "several", "a couple"
"""Amounts that take in more than one word of the lexicon."""
COUNTED_WORDS = (NONE, ONE, ALL, MOST_OF, LESS_THAN_HALF, NOT_ALL, ALL_BUT_ONE)


@dataclass(frozen=True)
class Tongue:
    """The words of one language; each is a pattern that disregards case."""

    amounts: tuple[tuple[str, str], ...]
    """What an amount is called in the lexicon, and how it is written; what comes first is found first."""
    links: str
    """What may stand between an amount and the people: “of the”."""
    everybody: str
    """People, whoever they are: participants, people."""
    schools: str
    people: str
    """People who may or may not be those interviewed: leaders, teachers."""
    outside: str
    """People who are seldom the ones interviewed: students, parents."""
    adjectives: str
    """A word between the amount and the people that narrows them down or not."""
    pronouns: tuple[tuple[str, str], ...]
    """Amounts that name the people too: everyone, nobody."""
    those: str
    """People named by what was done with them: those we spoke to."""
    of_one: str
    """Amounts that stand before one person: every; empty where that does not matter."""
    of_any: str
    """Amounts that stand before one person or several: no."""
    never_alone: str
    """Amounts that stand for people only before a noun: each, no."""
    several: str
    """Nouns that name more than one."""
    said: str
    """Verbs of telling and doing that show who did it, where an amount stands alone before them."""
    endings: str
    """What a noun loses between one person and several."""
    quiet_before: str
    """What stands before an amount that claims nothing of the study."""
    quiet_after: str
    """What stands after the people where nothing is claimed."""
    quiet_sentence: str
    """What a sentence begins with that claims nothing."""
    dominant: str
    foremost: str
    causal: str
    told_as_said: str
    """What makes a cause somebody’s own account of it."""
    changed: str
    """How much something grew or fell, told as a share."""
    from_to: str
    """A base: what it was before."""
    how_many: str
    """Of how many."""
    compared: str
    """Beside what."""
    called: tuple[tuple[str, str], ...]
    """What the words of the lexicon are called in this language; those not named keep their name."""

    @cached_property
    def amount(self) -> str:
        """Any amount."""
        return "|".join(f"(?:{pattern})" for _, pattern in self.amounts)

    def means(self, written: str) -> str:
        """What the lexicon calls an amount; as it is written where it is a study’s own word."""
        line = " ".join(written.split())
        for word, pattern in (*self.pronouns, *self.amounts):
            if re.fullmatch(pattern, line, re.IGNORECASE):
                return word
        return line.casefold()

    def agrees(self, amount: str, link: str, noun: str) -> bool:
        """Whether a noun names as many people as an amount does: in “some school days” nobody is counted."""
        line = " ".join(amount.split())
        if not self.of_one or re.fullmatch(self.of_any, line, re.IGNORECASE):
            return True
        if link:  # “each of the principals”
            return re.fullmatch(self.several, noun, re.IGNORECASE) is not None
        return bool(re.fullmatch(self.of_one, line, re.IGNORECASE)) != bool(
            re.fullmatch(self.several, noun, re.IGNORECASE)
        )

    def stem(self, words: str) -> str:
        """Words that name people, the last of them without its ending."""
        return re.sub(self.endings, "", " ".join(words.split()).casefold())
