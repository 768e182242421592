"""Looking for clusters among coded excerpts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from qualcode.analysis.counting import counted
from qualcode.analysis.directions import main_directions
from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.keeping_back import note_what_is_shown
from qualcode.study.suggesting.embedding import keeping_nothing, project_encoder
from qualcode.study.tabulating.counting import asking_in
from qualcode.study.theming.cluster_rows import ClusterRow, cluster_row, schools_of, who
from qualcode.study.theming.clusters_moved import moved_since, place_of, told
from qualcode.study.theming.questions_answered import questions_answered
from qualcode.themes.clustering import Cluster, Clustering

Detail = Literal["broad", "fine"]
FEWEST_ON_A_MAP = 3

__all__ = ["ClusterRow", "Discovered", "discover_clusters"]


@dataclass(frozen=True, slots=True)
class Discovered:
    """What looking for clusters came to."""

    clusters: tuple[ClusterRow, ...]
    excerpts: int
    in_no_group: int
    redraws: int
    redrawn: str
    new: bool
    """Whether it differs from the clustering published last."""
    notices: tuple[str, ...]
    newly_seen: tuple[str, ...]
    """Interviews the coder has not finished and now knows others' codings of."""
    compared_with: str | None = None
    """When the clusters were published that `moved` compares with; None where there are none of the same kind."""
    moved: tuple[str, ...] = ()
    """What became of the clusters of then, in sentences."""
    middles: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    """Where each cluster’s middle lies in the two directions in which they differ most; empty for one or two."""


def discover_clusters(
    project: Project,
    coder: str,
    *,
    detail: Detail = "broad",
    scope: Scope = EVERYTHING,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Discovered:
    """Cluster the excerpts that count and publish what was found; QualcodeError where nothing is coded.

    What was found is compared with what was published last in the same view of the same excerpts asked for.
    """
    excerpts = _excerpts(project, coder, scope)
    encoder, notice = project_encoder(project, progress)
    found, broad, vectors = _clusterings(project, excerpts, encoder, detail, seed)
    schools = schools_of(project, project.participants.all())
    members = [[excerpts[index][0] for index in one.members] for one in found.clusters]
    asked_for = _kept(scope)
    before = project.clusterings.newest(detail=detail, scope=asked_for)
    moved = moved_since(before, members, excerpts) if before else ()
    new = project.clusterings.publish(
        coder,
        detail=detail,
        seed=seed,
        encoder=encoder.fingerprint,
        redraws=found.redraws,
        clusters=[_published(one, held) for one, held in zip(found.clusters, members, strict=True)],
        scope=asked_for,
    )
    return Discovered(
        clusters=tuple(cluster_row(one, excerpts, schools, _within(one, broad)) for one in found.clusters),
        excerpts=len(excerpts),
        in_no_group=int((found.labels < 0).sum()),
        redraws=found.redraws,
        redrawn=found.redrawn,
        new=new,
        notices=tuple(dict.fromkeys(one for one in (notice, found.notice) if one)),
        newly_seen=note_what_is_shown(project, coder, [coding for codings in excerpts for coding in codings]),
        compared_with=before.made if before else None,
        middles=_map(found, vectors),
        moved=told(moved, [len(one["excerpts"]) for one in before.clusters] if before else [], list(map(len, members))),
    )


def _clusterings(
    project: Project, excerpts: Sequence[Sequence[Coding]], encoder: Any, detail: Detail, seed: int
) -> tuple[Clustering, Clustering | None, Any]:
    """The clusters asked for, told beside the questions asked; for the fine view the broad one they lie in; vectors."""
    from qualcode.encoders import WORDS_ONLY
    from qualcode.themes import discover
    from qualcode.themes.questions import beside_questions
    from qualcode.themes.terms_by_meaning import Meaning

    first = [codings[0] for codings in excerpts]
    words, groups = [one.words for one in first], [who(one) for one in first]
    vectors = None if encoder is WORDS_ONLY else encoder.encode(words)
    found = discover(words, detail=detail, groups=groups, vectors=vectors, seed=seed)
    broad = discover(words, groups=groups, vectors=vectors, seed=seed) if detail == "fine" and found.clusters else None
    guide = [question.words for question in project.questions.all()]
    asked = questions_answered(project, first)
    meaning = None if vectors is None else Meaning(vectors, keeping_nothing(encoder).encode)
    return beside_questions(found, words, asked, groups=groups, guide=guide, meaning=meaning), broad, vectors


def _map(found: Clustering, vectors: Any) -> dict[int, tuple[float, float]]:
    """Where the middles of three clusters or more lie in their two main directions; nothing without meanings."""
    if vectors is None or len(found.clusters) < FEWEST_ON_A_MAP:
        return {}
    middles = [vectors[list(one.members)].mean(axis=0) for one in found.clusters]
    return dict(zip((one.number for one in found.clusters), main_directions(middles), strict=True))


def _excerpts(project: Project, coder: str, scope: Scope) -> list[list[Coding]]:
    """The codings that count, those on the very same words together, in order of place."""
    hidden = project.codings.open_doubles(coder)
    everyone = replace(scope, coders=frozenset())
    codings = visible(project.codings.within(everyone), hidden, coder)
    documents = [document for document in project.documents.all() if document.id not in hidden]
    chosen = counted(codings, documents, coders=scope.coders, asking=asking_in(project, codings)).codings
    places: dict[tuple[str, int, int], list[Coding]] = {}
    for coding in chosen:
        places.setdefault(place_of(coding), []).append(coding)
    if not places and everyone != EVERYTHING:
        raise QualcodeError(
            "No coded excerpt that counts fits what was asked for: codings count once their interview is finished.",
            hint="qualcode themes discover   (without narrowing it)",
        )
    if not places:
        raise QualcodeError(
            "There is no coded excerpt that counts yet: codings count once their interview is finished.",
            hint=f"qualcode finish D01   (or take your codings as they stand: --coder {coder})",
        )
    return [places[place] for place in sorted(places)]


def _within(cluster: Cluster, broad: Clustering | None) -> int | None:
    """The broad cluster that most of a fine one's excerpts are in; cuts of one tree nest, so it is at most one."""
    held = [label for label in broad.labels[list(cluster.members)].tolist() if label >= 0] if broad else []
    return broad.clusters[max(sorted(set(held)), key=held.count)].number if broad and held else None


def _published(cluster: Cluster, members: Sequence[Coding]) -> dict[str, Any]:
    return {
        "number": cluster.number,
        "stability": round(cluster.stability, 2),
        "terms": list(cluster.terms),
        "excerpts": [list(place_of(one)) for one in members],
        "codings": [one.id for one in members],
    }


def _kept(scope: Scope) -> dict[str, Any]:
    """What was asked for, as far as anything was, to tell the same question asked again."""
    asked = {
        "documents": sorted(scope.documents),
        "participants": sorted(scope.participants),
        "coders": sorted(scope.coders),
        "codes": sorted(scope.codes),
        "cases": sorted(scope.cases),
        "modifiers": sorted(f"{name}={value}" for name, value in scope.modifiers.items()),
        "where": sorted(
            [*(f"{name}={value}" for name, value in scope.attributes.items())]
            + [f"{one.attribute}{one.comparison}{one.value}" for one in scope.conditions]
        ),
    }
    return {name: values for name, values in asked.items() if values}
