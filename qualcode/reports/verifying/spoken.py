"""Where words stand in the transcripts that a text quotes without saying so."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quoted_places import quoted_place
from qualcode.reports.answers.quotes import words_at
from qualcode.reports.content.markdown import one_line
from qualcode.reports.content.markers import Question
from qualcode.reports.verifying.backing import FEWEST_WORDS, Unbacked
from qualcode.reports.verifying.plain import plain
from qualcode.reports.verifying.slices import uncurled

_NO_COMMENT = "without the comment that proves it"
_SAID_BY = (re.compile(r"(.*\w\W*?) -{1,2} ?\S.*"), re.compile(r"(.*\w\W*?) \([^()]*\b[DP]\d{2,}\b[^()]*\)\W*"))


class Spoken:
    """Every turn of a study, to be searched for words; turns are read once, when first asked for."""

    def __init__(self, answers: Answers, quoted: Iterable[Question]) -> None:
        self._answers, self._material = answers, answers.material
        self._quoted = quoted

    def told(self, loose: Unbacked) -> str:
        """What can be said about a count or a quotation that no comment proves; empty where it stands nowhere."""
        if loose.kind == "count":
            return ": no comment says what this counts; copy the figure with its comment from the report"
        for words in _candidates(loose.words):
            whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
            where = next((where for where, said in self._turns if whole.search(said)), None)
            if where is not None:
                in_report = any(whole.search(said) for said in self._shown)
                mend = "copy it with its comment from the report" if in_report else "the report does not quote it"
                return f": stands in {where}, {_NO_COMMENT}; {mend}"
        return ""

    @cached_property
    def _turns(self) -> list[tuple[str, str]]:
        return [(where, uncurled(one_line(words))) for where, words in self._spoken()]

    @cached_property
    def _shown(self) -> list[str]:
        """The words that a report quotes."""
        shown = []
        for question in self._quoted:
            place = quoted_place(question, self._answers)
            if place is not None:
                shown.append(uncurled(words_at(self._material, place)))
        return shown

    def _spoken(self) -> Iterator[tuple[str, str]]:
        material = self._material
        who = {(one.document, one.label): one.participant or one.role for one in material.speakers}
        for document in material.documents:
            turns, text = material.turns.get(document.id, ()), material.texts.get(document.id, "")
            for turn in turns:
                speaker = who.get((document.id, turn.label or ""))
                by = f" ({speaker})" if speaker else ""
                yield f"{document.id}, turn {turn.number}{by}", text[turn.start : turn.end]
            if not turns:
                yield document.id, text


def _candidates(quotation: str) -> Iterator[str]:
    """The words as they stand, and without who is said to have said them."""
    shown = uncurled(one_line(plain(quotation).words))
    said_by = (pattern.fullmatch(shown) for pattern in _SAID_BY)
    for words in (shown, *(found[1] for found in said_by if found)):
        core = re.sub(r"\A\W+|\W+\Z", "", words)
        if len(re.findall(r"\w+", core)) >= FEWEST_WORDS:
            yield core
