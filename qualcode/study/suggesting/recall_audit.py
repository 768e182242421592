"""How much a coder's coding missed, from the sample of unmarked passages they read once more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.analysis.intervals import Interval, clopper_pearson
from qualcode.analysis.miss_rates import GroupReading, MissDifference, miss_differences
from qualcode.analysis.prevalence import SCHOOL
from qualcode.analysis.recall import Recall, Stratum, recall_of
from qualcode.model import Coding, Sample, SampledPassage
from qualcode.project import Project
from qualcode.scope import Scope
from qualcode.study.suggesting.marked_passages import MarkedPassage, marked_passages

COMPARED = ("role", SCHOOL)
"""The attributes by which it is asked whether more was missed of some people's words."""


@dataclass(frozen=True, slots=True)
class CodeRecall:
    """How much of one code the coding found."""

    code: str
    """Empty for all codes together."""
    found: Recall


@dataclass(frozen=True, slots=True)
class GroupRecall:
    """How much was missed of one group's words."""

    attribute: str
    """role or school."""
    group: str
    people: int
    """Of the group, those whose words were drawn from."""
    found: Recall
    missed: Interval
    """Of the share missed among the passages read once more (Clopper–Pearson)."""


@dataclass(frozen=True, slots=True)
class RecallAudit:
    """What a sample of unmarked passages says of the coding as it was when it was drawn."""

    made: str
    documents: tuple[str, ...]
    """What was finished then and had unmarked passages."""
    drawn: int
    read: int
    codes: tuple[CodeRecall, ...]
    """All codes together first."""
    groups: tuple[GroupRecall, ...]
    """Groups of enough people, by role, then by school."""
    fewest_people: int
    """Fewer than this make no group that is shown apart."""
    too_small: tuple[str, ...]
    """Attributes of which some groups are too small to be shown apart."""
    differences: tuple[MissDifference, ...]
    """Where the share missed differs by more than chance."""


def recall_audit(
    project: Project, coder: str, own: Sequence[Coding], scope: Scope, hidden: Collection[str] = ()
) -> RecallAudit | None:
    """What the coder's newest sample says that is read whole (while none is: the newest begun, else the newest).

    Marked is what was marked before the draw and still is; what the sample added, or a suggestion since, is not.
    """
    sample = _to_tell(project.samples.of(coder))
    if sample is None:
        return None
    documents = [one for one in sample.by_document if one not in hidden]
    before = [one for one in own if one.made <= sample.made]
    passages = marked_passages(project, documents, before)
    read = [one for one in sample.passages if one.read and one.document in documents]
    codes = {code for one in passages for code in one.codes} | {code for one in read for code in one.added}
    asked = sorted(code for code in codes if scope.holds_code(code))
    kept = [("", frozenset(asked)), *((code, frozenset({code})) for code in asked)]
    of_codes = tuple(CodeRecall(code, _recall(sample, documents, passages, read, some)) for code, some in kept)
    groups, too_small, differences = _by_group(project, passages, read, frozenset(asked))
    return RecallAudit(
        made=sample.made,
        documents=tuple(documents),
        drawn=sum(one.document in documents for one in sample.passages),
        read=len(read),
        codes=of_codes,
        groups=groups,
        fewest_people=project.settings.read().k_anonymity,
        too_small=too_small,
        differences=differences,
    )


def _to_tell(samples: Sequence[Sample]) -> Sample | None:
    whole = [one for one in samples if one.passages and all(passage.read for passage in one.passages)]
    begun = [one for one in samples if any(passage.read for passage in one.passages)]
    return next(iter([*whole[::-1], *begun[::-1], *samples[::-1]]), None)


def _recall(
    sample: Sample,
    documents: Sequence[str],
    passages: Sequence[MarkedPassage],
    read: Sequence[SampledPassage],
    codes: frozenset[str],
) -> Recall:
    marked = sum(not codes.isdisjoint(one.codes) for one in passages)
    strata = []
    for document in documents:
        here = [one for one in read if one.document == document]
        missed = sum(not codes.isdisjoint(one.added) for one in here)
        strata.append(Stratum(max(len(here), sample.by_document[document]), len(here), missed))
    return recall_of(marked, strata)


def _by_group(
    project: Project, passages: Sequence[MarkedPassage], read: Sequence[SampledPassage], codes: frozenset[str]
) -> tuple[tuple[GroupRecall, ...], tuple[str, ...], tuple[MissDifference, ...]]:
    fewest, people = project.settings.read().k_anonymity, project.participants.by_id()
    groups: list[GroupRecall] = []
    too_small: list[str] = []
    differences: list[MissDifference] = []
    for attribute in COMPARED:
        value = {name: one.attributes[attribute] for name, one in people.items() if one.attributes.get(attribute)}
        readings: dict[str, GroupReading] = {}
        for group in sorted(set(value.values())):
            members = {name for name, given in value.items() if given == group}
            spoke = members & {one.participant for one in passages}
            if spoke and len(spoke) < fewest:
                too_small.append(attribute)
            elif spoke:
                found = _recall_of_people(spoke, passages, read, codes)
                readings[group] = GroupReading(len(spoke), found.read, found.missed, _by_person(spoke, read, codes))
                missed = clopper_pearson(found.missed, found.read)
                groups.append(GroupRecall(attribute, group, len(spoke), found, missed))
        differences += miss_differences(readings, fewest_people=fewest)
    return tuple(groups), tuple(dict.fromkeys(too_small)), tuple(differences)


def _by_person(
    people: Collection[str], read: Sequence[SampledPassage], codes: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    own = [[not codes.isdisjoint(one.added) for one in read if one.participant == person] for person in sorted(people)]
    return tuple((len(missed), sum(missed)) for missed in own)


def _recall_of_people(
    people: Collection[str], passages: Sequence[MarkedPassage], read: Sequence[SampledPassage], codes: frozenset[str]
) -> Recall:
    spoken = [one for one in passages if one.participant in people]
    strata = []
    for document in sorted({one.passage.document for one in spoken}):
        here = [one for one in read if one.document == document and one.participant in people]
        left = sum(one.passage.document == document and not one.codes for one in spoken)
        strata.append(Stratum(max(left, len(here)), len(here), sum(not codes.isdisjoint(one.added) for one in here)))
    return recall_of(sum(not codes.isdisjoint(one.codes) for one in spoken), strata)
