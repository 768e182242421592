"""Words that say more than counts can: dominant, foremost, led to, doubled."""

import re
from collections.abc import Iterator

from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import UNSTATED, role_of
from qualcode.reports.content.markers import Question
from qualcode.reports.verifying.page import CHANGED, NOT_BACKED, OK, WORTH_A_LOOK, VerifiedLine, cited
from qualcode.reports.wording.backing import Backing, backing
from qualcode.reports.wording.check import Memo
from qualcode.reports.wording.sentences import Sentence

_MORE_THAN_SELF_REPORT = frozenset({"observed_by_researcher", "third_party", "record"})


def check_words(memo: Memo) -> Iterator[VerifiedLine]:
    """What claims of weight, of causes and of change came to; those of weight fail without their rule."""
    tongue = memo.tongue
    patterns = (
        (re.compile(rf"(?<![\w-])(?:{tongue.dominant})(?!\w)", re.IGNORECASE), _dominant),
        (re.compile(rf"(?<![\w-])(?:{tongue.foremost})(?!\w)", re.IGNORECASE), _foremost),
        (re.compile(rf"(?<![\w-])(?:{tongue.causal})(?!\w)", re.IGNORECASE), _caused),
        (re.compile(rf"(?<![\w-])(?:{tongue.changed})", re.IGNORECASE), _changed),
    )
    for sentence in memo.sentences:
        named: list[tuple[int, int]] | None = None
        for pattern, told in patterns:
            for found in pattern.finditer(sentence.claimed):
                place = sentence.places[found.start()]
                if named is None:
                    named = [(start, end) for start, end, _ in memo.names.found(sentence.claimed)]
                if not memo.page.left[place].strip() or any(start <= found.start() < end for start, end in named):
                    continue
                said = told(memo, sentence, found)
                if said:
                    status, why = said
                    yield VerifiedLine(memo.page.line_at(place), status, f"words {cited(found[0])}: {why}")


def _dominant(memo: Memo, sentence: Sentence, found: re.Match[str]) -> tuple[str, str] | None:
    """Half of the participants, half of the schools, and more than one role."""
    behind, why = _behind(memo, sentence, found)
    if behind is None:
        return NOT_BACKED, why
    count = memo.counts.of(_of_all(behind.question)).found
    raised = {role_of(memo.answers.people.get(person)) for person in count.participants} - {UNSTATED}
    every = {role_of(person) for person in memo.answers.material.participants} - {UNSTATED}
    met = (
        count.n > 0 and 2 * count.k >= count.n,
        not count.of_schools or 2 * count.schools >= count.of_schools,
        len(raised) > 1 or not every,
    )
    told = f"{count.k} of {count.n} participants, {_schools(count.schools, count.of_schools)}, {_number(len(raised))}"
    if all(met):
        return OK, told
    return CHANGED, f"{behind.about} was raised by {told}; dominant is half of both or more, and two roles at least"


def _foremost(memo: Memo, sentence: Sentence, found: re.Match[str]) -> tuple[str, str] | None:
    """Half of the participants put it first themselves."""
    behind, why = _behind(memo, sentence, found)
    if behind is None:
        return NOT_BACKED, why
    question = _of_all(behind.question)
    count = memo.counts.of(question)
    first = {one.participant for one in memo.answers.codings(question) if one.modifiers.get("salience") == "foremost"}
    k = len(first & set(count.found.participants))
    told = f"{k} of {count.n} participants put {behind.about} first (salience foremost)"
    return (OK, told) if k and 2 * k >= count.found.n else (CHANGED, f"{told}; foremost needs half of them")


def _caused(memo: Memo, sentence: Sentence, found: re.Match[str]) -> tuple[str, str] | None:
    """A cause may be told as somebody's own account of it, or rest on more than that."""
    if re.search(memo.tongue.told_as_said, sentence.claimed, re.IGNORECASE):
        return None
    behind, _ = _behind(memo, sentence, found)
    if behind is not None:
        beyond = [
            one.participant
            for one in memo.answers.codings(behind.question)
            if one.modifiers.get("evidence_basis") in _MORE_THAN_SELF_REPORT
        ]
        if beyond:
            return OK, f"{len(beyond)} codings under {behind.about} rest on more than self-report"
    about = f"under {behind.about} " if behind else ""
    return WORTH_A_LOOK, f"a cause, and what is coded {about}is what people said of themselves; say that they say so"


def _changed(memo: Memo, sentence: Sentence, found: re.Match[str]) -> tuple[str, str] | None:
    tongue, words = memo.tongue, sentence.words
    if re.search(tongue.from_to, words, re.IGNORECASE):
        return None
    missing = ["from what"]
    if not re.search(tongue.how_many, words, re.IGNORECASE):
        missing.append("of how many")
    if not re.search(tongue.compared, words, re.IGNORECASE):
        missing.append("beside what")
    return (
        WORTH_A_LOOK,
        f"a change as a share says little without its base; the sentence does not say {_listed(missing)}",
    )


def _behind(memo: Memo, sentence: Sentence, found: re.Match[str]) -> tuple[Backing | None, str]:
    try:
        behind = backing(sentence, found.start(), len(sentence.words), 0, memo.answers, memo.names)
    except QualcodeError as error:
        return None, error.message
    return behind, "say which theme or code, or put {{ count theme:NAME }} beside it"


def _of_all(question: Question) -> Question:
    about = tuple((name, value) for name, value in question.about if name in ("theme", "code", "cycle", "sense"))
    return Question("count", "participants", about)


def _schools(k: int, n: int) -> str:
    return f"{k} of {n} schools" if n else "schools not recorded"


def _number(number: int) -> str:
    return f"{number} {'role' if number == 1 else 'roles'}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
