"""Where a text says how many people did or said something."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from qualcode.analysis.amounts import ALL, NONE, ONE, Lexicon
from qualcode.reports.wording.sentences import Sentence
from qualcode.reports.wording.tongue import Tongue

_IN_A_CELL = frozenset({NONE, ONE, ALL})
"""Words that say too many other things where they fill a cell of a table."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount of people, as a sentence gives it."""

    start: int
    end: int
    words: str
    """“nearly all the principals”."""
    amount: str
    """What the lexicon calls it."""
    noun: str
    """Whom it is about; empty where nobody is named."""
    adjectives: tuple[str, ...] = ()
    """What stands before the noun."""
    named: bool = True
    """Whether the amount and its people stand together, and are not only understood."""


class Quantifiers:
    """Finds the amounts of people of a language, with the roles and words of a study besides."""

    def __init__(
        self, tongue: Tongue, lexicon: Lexicon, roles: Iterable[str] = (), values: Collection[str] = ()
    ) -> None:
        self._tongue = tongue
        self._lexicon = lexicon
        self._roles = sorted({role.split()[-1] for role in roles if role.split()}, key=len, reverse=True)
        self._firsts = sorted({word for role in roles for word in role.split()[:-1]} | {*values}, key=len, reverse=True)

    def may_claim(self, sentence: Sentence) -> bool:
        """Whether any amount stands in a sentence at all."""
        return self._any.search(sentence.claimed) is not None

    def claims(self, sentence: Sentence, hidden: Iterable[tuple[int, int]] = ()) -> tuple[Claim, ...]:
        """The claims of a sentence, first to last; none in a question, and none in its `hidden` parts."""
        words = sentence.claimed
        for start, end in hidden:
            words = f"{words[:start]}{' ' * (end - start)}{words[end:]}"
        found: dict[int, Claim] = {}
        quiet = re.match(self._tongue.quiet_sentence, words, re.IGNORECASE) or _is_question(words)
        for claim in (
            ()
            if quiet
            else (*self._of_people(words), *self._of_pronouns(words), *self._of_those(words), *self._alone(words))
        ):
            if not any(one.start < claim.end and claim.start < one.end for one in found.values()):
                found[claim.start] = claim
        for claim in self._beside(words, sentence):
            if not any(one.start <= claim.start < one.end for one in found.values()):
                found[claim.start] = claim
        if sentence.kind == "row":
            found |= {one.start: one for one in self._in_cells(words) if one.start not in found}
        return tuple(found[start] for start in sorted(found))

    def ends_with_amount(self, words: str) -> bool:
        """Whether an amount, and nothing after it, ends a text; emphasis aside."""
        return self._at_the_end.search(words) is not None

    @cached_property
    def _at_the_end(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?P<amount>{self._amount})[*_\s]*\Z", re.IGNORECASE)

    @cached_property
    def _own(self) -> dict[str, str]:
        """The words of the study by what they usually mean: “die meisten” is its word for most."""
        return {self._tongue.means(word): word for word in self._lexicon.words}

    @cached_property
    def _amount(self) -> str:
        known = {word for word, _ in self._tongue.amounts}
        own = [re.escape(word).replace(r"\ ", r"\s+") for word in self._lexicon.words if word not in known]
        return "|".join([*sorted(own, key=len, reverse=True), self._tongue.amount])

    @cached_property
    def _any(self) -> re.Pattern[str]:
        pronouns = "|".join(pattern for _, pattern in self._tongue.pronouns)
        return re.compile(rf"(?<![\w-])(?:{self._amount}|{pronouns})(?![\w-])", re.IGNORECASE)

    @cached_property
    def _people(self) -> re.Pattern[str]:
        tongue = self._tongue
        roles = [rf"{re.escape(role)}\w{{0,5}}" for role in self._roles]
        nouns = "|".join([*roles, tongue.everybody, tongue.schools, tongue.people, tongue.outside])
        firsts = "".join(rf"{re.escape(word)}|" for word in self._firsts)
        return re.compile(
            rf"(?<![\w-])(?P<amount>{self._amount})\s+(?P<link>{tongue.links})"
            rf"(?P<adjectives>(?:(?:{firsts}{tongue.adjectives})\s+){{0,3}})(?P<noun>{nouns})(?![\w’'-])",
            re.IGNORECASE,
        )

    def _of_people(self, words: str) -> Iterator[Claim]:
        place = 0
        while found := self._people.search(words, place):
            place = found.start() + 1
            agrees = self._tongue.agrees(found["amount"], found["link"], found["noun"])
            if agrees and not self._is_quiet(words, found.start(), found.end()):
                place = found.end()
                noun = found["noun"]
                yield self._claim(found, "" if noun.casefold().startswith("of ") else noun, found["adjectives"].split())

    def _of_pronouns(self, words: str) -> Iterator[Claim]:
        pronouns = "|".join(pattern for _, pattern in self._tongue.pronouns)
        pattern = rf"(?<![\w-])(?P<amount>{pronouns})\s+(?={self._tongue.said}(?![\w’'-]))"
        for found in re.finditer(pattern, words, re.IGNORECASE):
            if not self._is_quiet(words, found.start(), found.end("amount")):
                yield self._claim(found, "", ())

    def _of_those(self, words: str) -> Iterator[Claim]:
        pattern = rf"(?<![\w-])(?P<amount>{self._amount})\s+{self._tongue.those}(?![\w-])"
        for found in re.finditer(pattern, words, re.IGNORECASE):
            if not self._is_quiet(words, found.start(), found.end()):
                yield self._claim(found, "", ())

    def _alone(self, words: str) -> Iterator[Claim]:
        """“Most said …”, where who they are is understood."""
        begins = r"(?:\A\W*|[;:,(—–]\s*|\b(?:and|but|while|though|although|whereas|und|aber|et|mais|y|pero)\s+)"
        pattern = rf"{begins}(?P<amount>{self._amount})\s+(?:of\s+them\s+)?(?={self._tongue.said}(?![\w’'-]))"
        for found in re.finditer(pattern, words, re.IGNORECASE):
            alone = not re.fullmatch(self._tongue.never_alone, found["amount"], re.IGNORECASE)
            if alone and not self._is_quiet(words, found.start("amount"), found.end("amount")):
                yield self._claim(found, "", (), named=False)

    def _beside(self, words: str, sentence: Sentence) -> Iterator[Claim]:
        """An amount with a figure right behind it counts people whatever follows."""
        for place, asked in sentence.asked:
            found = self._at_the_end.search(words, max(0, place - 60), place)
            if found and asked.kind == "count":
                yield self._claim(found, "", (), named=False)

    def _in_cells(self, words: str) -> Iterator[Claim]:
        for found in re.finditer(rf"(?<=\|)\s*(?P<amount>{self._amount})\s*(?=\||\Z)", words, re.IGNORECASE):
            if self._tongue.means(found["amount"]) not in _IN_A_CELL:
                yield self._claim(found, "", (), named=False)

    def _is_quiet(self, words: str, start: int, end: int) -> bool:
        before = re.search(self._tongue.quiet_before, words[max(0, start - 80) : start], re.IGNORECASE)
        return bool(before or re.match(self._tongue.quiet_after, words[end : end + 60], re.IGNORECASE))

    def _claim(self, found: re.Match[str], noun: str, adjectives: Iterable[str], *, named: bool = True) -> Claim:
        start = found.start("amount")
        meaning = self._tongue.means(found["amount"])
        amount = self._own.get(meaning, meaning)
        return Claim(
            start,
            found.end(),
            " ".join(found.string[start : found.end()].split()),
            amount,
            noun,
            tuple(adjectives),
            named,
        )


def _is_question(words: str) -> bool:
    return words.rstrip(" )”’\"'").endswith("?")
