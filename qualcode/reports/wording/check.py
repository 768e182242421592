"""Every amount of people in a text held to the counts of the project."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.analysis.amounts import FEWEST, lexicon_of
from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers, roles
from qualcode.reports.content.markers import Marker, Question, ask
from qualcode.reports.verifying.page import CHANGED, NOT_BACKED, OK, WORTH_A_LOOK, Page, VerifiedLine, cited
from qualcode.reports.wording.backing import BESIDE, HEADED, Backing, Names, backing, question_of
from qualcode.reports.wording.counts import Count, Counts, expected, may_say
from qualcode.reports.wording.denominators import EVERYBODY, PART, ROLE, SCHOOLS, STRANGERS, Group, Groups
from qualcode.reports.wording.languages import tongue_of
from qualcode.reports.wording.quantifiers import Claim, Quantifiers
from qualcode.reports.wording.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Weighed:
    """An amount in a text, the count behind it, and what is to be said of it."""

    position: int
    claim: Claim
    backing: Backing | None
    count: Count | None
    status: str
    problem: str
    """Empty where nothing is wrong."""
    expected: str | None = None


class Memo:
    """A text being held to the counts of a study, in the language of the study."""

    def __init__(self, page: Page, answers: Answers) -> None:
        material = answers.material
        self.page = page
        self.answers = answers
        self.tongue = tongue_of(material.language)
        self.lexicon = lexicon_of(material.amounts)
        self.names = Names(answers)
        self.counts = Counts(answers)
        self.groups = Groups(answers, self.tongue)
        self.sentences = tuple(sentences(page))
        known = [role for role in roles(material) if role in self.groups.roles.values()]
        self._quantifiers = Quantifiers(self.tongue, self.lexicon, known, self.groups.values)

    def weighed(self) -> Iterator[Weighed]:
        """Every amount of people, first to last."""
        for sentence in self.sentences:
            if not self._quantifiers.may_claim(sentence):
                continue
            hidden = [(start, end) for start, end, _ in self.names.found(sentence.claimed)]
            claims = self._quantifiers.claims(sentence, hidden)
            for number, claim in enumerate(claims):
                until = claims[number + 1].start if number + 1 < len(claims) else len(sentence.words)
                after = claims[number - 1].end if number else 0
                found = self._weigh(sentence, claim, until, after)
                if found.backing or claim.named or sentence.kind != "row":
                    yield found  # a word alone in a table says “some” of anything

    def _weigh(self, sentence: Sentence, claim: Claim, until: int, after: int) -> Weighed:
        place = sentence.places[claim.start]
        try:
            behind = backing(sentence, claim.start, until, after, self.answers, self.names)
        except QualcodeError as error:
            return Weighed(place, claim, None, None, NOT_BACKED, error.message)
        group = self.groups.meant(claim.noun, claim.adjectives) if claim.noun else Group(EVERYBODY)
        if behind is None:
            return self._unbacked(place, claim, group)
        if behind.how != BESIDE:  # nobody has said yet whom to count, so those who are named are counted
            behind = replace(behind, question=_of_group(behind.question, group))
        count = self.counts.of(behind.question)
        status, problem = self._problem(claim, behind, count, group, sentence)
        right = None if status == OK else self._expected(claim, behind, count, group)
        return Weighed(place, claim, behind, count, status, problem, right)

    def _expected(self, claim: Claim, behind: Backing, count: Count, group: Group) -> str:
        """What may be said of the people that are named; of those counted, where nobody knows who is named."""
        asked = _of_group(behind.question, group) if claim.noun else behind.question
        if asked == behind.question:
            return expected(count, self.lexicon, self.tongue)
        return f"{_counted(asked)}: {expected(self.counts.of(asked), self.lexicon, self.tongue)}"

    def _unbacked(self, place: int, claim: Claim, group: Group) -> Weighed:
        if group.kind == STRANGERS:
            told = f"nobody of the study is known as “{claim.noun}”, so no count can stand behind it"
            return Weighed(place, claim, None, None, WORTH_A_LOOK, told)
        told = "say which theme or code, or put {{ count theme:NAME }} beside it"
        return Weighed(place, claim, None, None, NOT_BACKED, told)

    def _problem(
        self, claim: Claim, behind: Backing, count: Count, group: Group, sentence: Sentence
    ) -> tuple[str, str]:
        if told := _wrong_group(claim, behind, count, group):
            strange = group.kind == STRANGERS and behind.how == HEADED
            return (WORTH_A_LOOK if strange else CHANGED), told
        if not count.n:
            return NOT_BACKED, f"nobody who was asked about {behind.about} is coded yet, so there is nothing to count"
        if not may_say(claim.amount, count, self.lexicon):
            few = f"; of fewer than {FEWEST} people only the count is told" if count.n < FEWEST else ""
            return CHANGED, f"wrong words for {count.told} who raised {behind.about}{few}"
        if behind.how != BESIDE and not _says(sentence, count):
            return WORTH_A_LOOK, f"right ({count.told} raised {behind.about}), but a reader cannot see of how many"
        return OK, ""


def check_amounts(memo: Memo) -> Iterator[VerifiedLine]:
    """What each amount of people in a text came to."""
    for one in memo.weighed():
        if not memo.page.left[one.position].strip():
            continue  # a sentence the project itself gives
        told = f": {one.problem}" if one.problem else f": {one.count.told}" if one.count else ""
        yield VerifiedLine(
            memo.page.line_at(one.position), one.status, f"words {cited(one.claim.words)}{told}", one.expected
        )


def is_worded(page: Page, marker: Marker, answers: Answers) -> bool:
    """Whether a marker stands behind an amount in words and not behind a figure: `most<!-- count … -->`."""
    before = page.text[max(0, marker.start - 60) : marker.start]
    tongue, lexicon = tongue_of(answers.material.language), lexicon_of(answers.material.amounts)
    if not before.rstrip("*_ \n")[-1:].isalpha():
        return False
    counts_people = marker.question.kind == "count" and question_of(marker.question, answers) is not None
    return counts_people and Quantifiers(tongue, lexicon).ends_with_amount(before)


def _of_group(question: Question, group: Group) -> Question:
    """The question asked of the people that a noun names."""
    about = {name: value for name, value in question.about if name != "role"}
    if group.kind == SCHOOLS:
        return ask("count", "schools", **about)
    if group.kind == ROLE:
        return ask("count", "participants", **about, role=group.role)
    return ask("count", "participants", **about) if group.kind == EVERYBODY else question


def _counted(question: Question) -> str:
    """Whom a question counts, in words."""
    role = question.get("role")
    if question.what == "schools":
        return "schools"
    return f"participants with the role “{role}”" if role else "all participants"


def _wrong_group(claim: Claim, behind: Backing, count: Count, group: Group) -> str:
    """Why the count is not one of the people that are named; empty where it is."""
    role = behind.question.get("role")
    counted = _counted(behind.question)
    noun = " ".join((*claim.adjectives, claim.noun))
    if group.kind == STRANGERS:
        return f"nobody of the study is known as “{claim.noun}”; {count.told} counts {counted}"
    if group.kind == PART:
        return f"“{noun}” are fewer people than {count.told}, which counts {counted}"
    matches = {
        SCHOOLS: behind.question.what == "schools",
        ROLE: role == group.role and behind.question.what != "schools",
        EVERYBODY: role is None and behind.question.what != "schools",
    }
    if not claim.noun or matches[group.kind]:
        return ""
    return f"“{noun}” are not the people counted: {count.told} counts {counted}"


def _says(sentence: Sentence, count: Count) -> bool:
    """Whether a sentence gives of how many."""
    numbers = {word.strip(".,;:()|%") for word in sentence.words.split()}
    return str(count.n) in numbers
