"""Which excerpts answer the same question: a cluster may be the question and not a theme."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.themes.clustering import Clustering
from qualcode.themes.spoken import EMPTY, PALE, stem, words_of
from qualcode.themes.terms import telling_terms

if TYPE_CHECKING:
    from qualcode.themes.terms_by_meaning import Meaning

MOSTLY = 0.6
"""Share of a cluster above which it is mostly one person's, or mostly answers to one question."""
ALIKE = 2 / 3
"""Share of the weighty words of the shorter of two questions that both must hold to ask the same."""
COMMON = 1 / 3
"""Share of the participants whose excerpts answer it from which a question is one of the study and not of a talk."""


def same_questions(wordings: Sequence[str], guide: Sequence[str] = ()) -> list[str]:
    """Each wording of a question in the words most used to ask it; as it is where nothing like it was asked.

    Two ask the same where most of their weighty words are the same: “So, how did the budget go?” asks what “How was
    your budget?” asks. The questions of an interview guide come first. An empty wording stays empty.

    >>> same_questions(["What of the budget?", "And the budget, then?", "Whom do you trust?", ""])
    ['What of the budget?', 'What of the budget?', 'Whom do you trust?', '']
    """
    often = Counter(wording for wording in wordings if wording)
    order = sorted(often, key=lambda one: (-often[one], len(one), one))
    leaders: list[tuple[str, frozenset[str]]] = []
    holding: dict[str, list[int]] = {}
    asks: dict[str, str] = {"": ""}
    for wording in (*guide, *order):
        if wording in asks:
            continue
        words = weighty(wording)
        near = {place for word in words for place in holding.get(word, ())}
        alike = max(near, key=lambda place: (_likeness(words, leaders[place][1]), -place), default=None)
        if alike is not None and _likeness(words, leaders[alike][1]) > 0:
            asks[wording] = leaders[alike][0]
            continue
        asks[wording] = wording
        for word in words:
            holding.setdefault(word, []).append(len(leaders))
        leaders.append((wording, words))
    return [asks[wording] for wording in wordings]


def weighty(words: str) -> frozenset[str]:
    """The words that say what something is about, without their endings; none where it says nothing of its own.

    >>> sorted(weighty("So what have the budgets done to your year?")), sorted(weighty("And how was your year?"))
    (['budget'], ['year'])
    >>> sorted(weighty("And then?"))
    []
    """
    said = [word for word in words_of(words) if word not in EMPTY]
    return frozenset(stem(word) for word in [word for word in said if word not in PALE] or said)


def beside_questions(
    clustering: Clustering,
    passages: Sequence[str],
    questions: Sequence[str],
    *,
    groups: Sequence[str] | None = None,
    guide: Sequence[str] = (),
    meaning: "Meaning | None" = None,
) -> Clustering:
    """The same clusters, with the commonest question of each, and with terms that nobody put into people's mouths.

    `questions` holds for each passage the words that asked it, empty where nobody knows. A word that only repeats the
    question it answers is no term there; one of a question of the guide, or asked of many, is no term anywhere.
    `meaning` is as in `telling_terms`.
    """
    asked = same_questions(questions, guide)
    everywhere = frozenset[str]().union(*map(weighty, (*guide, *_asked_of_many(asked, groups))))
    echoed = [weighty(f"{one} {other}") | everywhere for one, other in zip(questions, asked, strict=True)]
    terms = telling_terms(passages, clustering.labels.tolist(), len(clustering.clusters), echoed, meaning)
    rows = []
    for cluster, told in zip(clustering.clusters, terms, strict=True):
        answers = Counter(asked[member] for member in cluster.members if asked[member])
        question, count = min(answers.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
        rows.append(replace(cluster, terms=told, question=question, question_share=count / cluster.size))
    return replace(clustering, clusters=tuple(rows))


def _asked_of_many(asked: Sequence[str], groups: Sequence[str] | None) -> Iterable[str]:
    owners = groups if groups is not None else [str(place) for place in range(len(asked))]
    by_question: dict[str, set[str]] = {}
    for question, owner in zip(asked, owners, strict=True):
        by_question.setdefault(question, set()).add(owner)
    least = max(3.0, COMMON * len(set(owners)))
    return sorted(one for one, who in by_question.items() if one and groups is not None and len(who) >= least)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared weighty words of all; 0 where the two do not ask the same."""
    shared = len(one & other)
    if one != other and (shared < 2 or shared < ALIKE * min(len(one), len(other))):
        return 0.0
    return shared / len(one | other) if shared else 0.0
