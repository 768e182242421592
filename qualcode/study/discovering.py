"""Looking for clusters among coded excerpts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from qualcode.analysis.counting import counted
from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.counting import asking_in
from qualcode.study.embedding import project_encoder
from qualcode.study.keeping_back import note_what_is_shown

RARELY = 50
"""Re-draws of 100 below which a cluster is as likely gone as there."""


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster as people see it: numbered, never named."""

    number: int
    excerpts: int
    participants: int
    came_back: int
    """In how many of 100 re-draws."""
    terms: tuple[str, ...]
    codes: tuple[str, ...]
    """The commonest codes of its excerpts, with counts."""
    biggest_share: float
    """Of its biggest contributor."""
    central: tuple[str, ...]
    """Its most central excerpts."""
    least_typical: str

    @property
    def warning(self) -> str:
        """What to say where the cluster came back too rarely to lean on."""
        return "" if self.came_back >= RARELY else " (unstable: build nothing on it)"


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


def discover_clusters(
    project: Project,
    coder: str,
    *,
    detail: Literal["broad", "fine"] = "broad",
    scope: Scope = EVERYTHING,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Discovered:
    """Cluster the excerpts that count and publish what was found; QualcodeError where nothing is coded."""
    from qualcode.encoders import WORDS_ONLY
    from qualcode.themes import discover

    excerpts = _excerpts(project, coder, scope)
    encoder, notice = project_encoder(project, progress)
    words = [one[0].words for one in excerpts]
    groups = [one[0].participant or one[0].document for one in excerpts]
    vectors = None if encoder is WORDS_ONLY else encoder.encode(words)
    found = discover(words, detail=detail, groups=groups, vectors=vectors, seed=seed)
    rows = tuple(
        ClusterRow(
            number=one.number,
            excerpts=one.size,
            participants=one.groups,
            came_back=round(one.stability * 100),
            terms=one.terms,
            codes=_code_mix([excerpts[index] for index in one.members]),
            biggest_share=round(one.biggest_share, 2),
            central=tuple(_quoted(excerpts[index][0]) for index in one.exemplars),
            least_typical=_quoted(excerpts[one.least_typical][0]),
        )
        for one in found.clusters
    )
    new = project.clusterings.publish(
        coder,
        detail=detail,
        seed=seed,
        encoder=encoder.fingerprint,
        redraws=found.redraws,
        clusters=[_published(one, [excerpts[index][0] for index in one.members]) for one in found.clusters],
    )
    return Discovered(
        clusters=rows,
        excerpts=len(excerpts),
        in_no_group=int((found.labels < 0).sum()),
        redraws=found.redraws,
        redrawn=found.redrawn,
        new=new,
        notices=tuple(dict.fromkeys(one for one in (notice, found.notice) if one)),
        newly_seen=note_what_is_shown(project, coder, [coding for codings in excerpts for coding in codings]),
    )


def _excerpts(project: Project, coder: str, scope: Scope) -> list[list[Coding]]:
    """The codings that count, those on the very same words together, in order of place."""
    hidden = project.codings.open_doubles(coder)
    everyone = replace(scope, coders=frozenset())
    codings = visible(project.codings.within(everyone), hidden, coder)
    documents = [document for document in project.documents.all() if document.id not in hidden]
    chosen = counted(codings, documents, coders=scope.coders, asking=asking_in(project, codings)).codings
    places: dict[tuple[str, int, int], list[Coding]] = {}
    for coding in chosen:
        places.setdefault((coding.document, coding.start, coding.end), []).append(coding)
    if not places:
        raise QualcodeError(
            "There is no coded excerpt that counts yet: codings count once their interview is finished.",
            hint=f"qualcode finish D01   (or take your codings as they stand: --coder {coder})",
        )
    return [places[place] for place in sorted(places)]


def _code_mix(excerpts: list[list[Coding]]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for codings in excerpts:
        for code in {one.code for one in codings}:
            counts[code] = counts.get(code, 0) + 1
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(f"{code} {n}" for code, n in ordered[:4])


def _quoted(coding: Coding) -> str:
    return f"“{' '.join(coding.words.split())}” ({coding.participant or coding.document})"


def _published(cluster: Any, members: list[Coding]) -> dict[str, Any]:
    return {
        "number": cluster.number,
        "stability": round(cluster.stability, 2),
        "terms": list(cluster.terms),
        "excerpts": [[one.document, one.start, one.end] for one in members],
    }
