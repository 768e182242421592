"""A cluster as people see it: numbered, with what may be wrong with it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.model import Coding, Participant
from qualcode.project import Project
from qualcode.themes.clustering import Cluster
from qualcode.themes.questions import MOSTLY

STABLE = 90
"""Re-draws of 100 from which more than nine in ten fresh halves of the participants show the cluster too."""
RARELY = 50
"""Re-draws of 100 below which a cluster is as likely gone as there."""
SCHOOL = "school"

ONE_PERSON = "mostly one person"
ONE_QUESTION = "mostly answers to one question: it may be the question and not a theme"


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster as people see it: numbered, never named."""

    number: int
    excerpts: int
    participants: int
    came_back: int
    """In how many of 100 re-draws."""
    terms: tuple[str, ...]
    """What sets it apart; nothing that only repeats a question."""
    codes: tuple[str, ...]
    """The commonest codes of its excerpts, with counts."""
    biggest_share: float
    """Of its biggest contributor."""
    central: tuple[str, ...]
    """Its most central excerpts."""
    least_typical: str
    typical: str = ""
    """An excerpt with as many nearer the middle as farther from it."""
    schools: int | None = None
    """Empty where no school is recorded of anybody."""
    biggest: str = ""
    """Its biggest contributor: the participant, or the interview where nobody knows who speaks."""
    question: str = ""
    """The commonest question that its excerpts answer; empty where nobody knows what was asked."""
    question_share: float = 0.0
    """Of the answers to this question."""
    within: int | None = None
    """In the fine view, the cluster of the broad view that it lies in; empty where its excerpts lie in none."""

    @property
    def warning(self) -> str:
        """What how often it came back means: whether to lean on it."""
        if self.came_back >= STABLE:
            return " (stable)"
        return "" if self.came_back >= RARELY else " (unstable: build nothing on it)"

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why it may be no theme at all, in words."""
        found = [f"{ONE_PERSON}: {self.biggest}"] if self.biggest_share > MOSTLY else []
        return (*found, *([ONE_QUESTION] if self.question_share > MOSTLY else []))


def cluster_row(
    cluster: Cluster, excerpts: Sequence[Sequence[Coding]], schools: Mapping[str, frozenset[str]], within: int | None
) -> ClusterRow:
    """The row of a cluster; `excerpts` holds the codings of each excerpt of the study."""
    members = [excerpts[index] for index in cluster.members]
    people = Counter(who(codings[0]) for codings in members)
    biggest = min(people, key=lambda one: (-people[one], one))
    return ClusterRow(
        number=cluster.number,
        excerpts=cluster.size,
        participants=cluster.groups,
        came_back=round(cluster.stability * 100),
        terms=cluster.terms,
        codes=_code_mix(members),
        biggest_share=round(cluster.biggest_share, 2),
        central=tuple(_quoted(excerpts[index][0]) for index in cluster.exemplars),
        least_typical=_quoted(excerpts[cluster.least_typical][0]),
        typical=_quoted(excerpts[cluster.typical][0]),
        schools=len(frozenset[str]().union(*(schools.get(one, ()) for one in people))) if schools else None,
        biggest=biggest,
        question=" ".join(cluster.question.split()),
        question_share=round(cluster.question_share, 2),
        within=within,
    )


def who(coding: Coding) -> str:
    """Whose words an excerpt is: the participant's, or the interview's where nobody knows who speaks."""
    return coding.participant or coding.document


def schools_of(project: Project, people: Sequence[Participant]) -> dict[str, frozenset[str]]:
    """The schools of each participant: the cases of that kind, else the attribute of that name."""
    cases = {one.id: one for one in project.cases.all()}
    found = {}
    for person in people:
        named = [cases[one].name for one in person.cases if one in cases and cases[one].kind.casefold() == SCHOOL]
        given = [value for name, value in person.attributes.items() if name.casefold() == SCHOOL and value.strip()]
        if named or given:
            found[person.id] = frozenset(named or given)
    return found


def _code_mix(excerpts: Sequence[Sequence[Coding]]) -> tuple[str, ...]:
    counts = Counter(code for codings in excerpts for code in {one.code for one in codings})
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(f"{code} {n}" for code, n in ordered[:4])


def _quoted(coding: Coding) -> str:
    return f"“{' '.join(coding.words.split())}” ({who(coding)})"
