"""A hand-written memo held to the counts of the project."""

from collections.abc import Iterator

from qualcode.reports.answers.answers import Answers
from qualcode.reports.verifying.page import Page, VerifiedLine
from qualcode.reports.wording.check import Memo, check_amounts
from qualcode.reports.wording.remarks import check_words


def check_wording(page: Page, answers: Answers) -> Iterator[VerifiedLine]:
    """What the words for amounts, people, weight, causes and change came to, sentence by sentence.

    Of what `page` already accounts for, such as the sentences the project itself gives, nothing is said.
    """
    memo = Memo(page, answers)
    yield from check_amounts(memo)
    yield from check_words(memo)
