"""What became of the clusters that were published before, told in sentences."""

from collections.abc import Mapping, Sequence

from qualcode.model import Coding
from qualcode.project.clusterings import PublishedClustering
from qualcode.themes.matching import Moved, what_moved

Place = tuple[str, int, int]


def place_of(coding: Coding) -> Place:
    """Where an excerpt stands."""
    return coding.document, coding.start, coding.end


def moved_since(
    before: PublishedClustering, now: Sequence[Sequence[Coding]], excerpts: Sequence[Sequence[Coding]]
) -> tuple[Moved, ...]:
    """What became of the clusters of before; an excerpt whose place was corrected since is known by its coding.

    `now` holds an excerpt of each place in each cluster, `excerpts` all codings of each excerpt looked at.
    """
    places = {one.id: place_of(codings[0]) for codings in excerpts for one in codings}
    old = [_places(cluster, places) for cluster in before.clusters]
    return what_moved(old, [{place_of(one) for one in members} for members in now])


def _places(cluster: Mapping[str, object], places: Mapping[str, Place]) -> set[Place]:
    kept: Sequence[Sequence[object]] = cluster["excerpts"]  # type: ignore[assignment]
    ids: Sequence[str] = cluster.get("codings", [""] * len(kept))  # type: ignore[assignment]
    return {
        places.get(id_, (str(document), int(str(start)), int(str(end))))
        for id_, (document, start, end) in zip(ids, kept, strict=True)
    }


def told(moved: Sequence[Moved], before: Sequence[int], now: Sequence[int]) -> tuple[str, ...]:
    """A sentence for each cluster that is not as it was; `before` and `now` are the sizes of the clusters.

    >>> for sentence in told(what_moved([{1, 2, 3, 4}], [{1, 2, 3, 4, 5, 6, 7}, {8, 9, 10}]), [4], [7, 3]):
    ...     print(sentence)
    Cluster 1 is cluster 1 of before, grown from 4 to 7 excerpts.
    Cluster 2 is new.
    """
    sentences = []
    heirs: dict[int, list[int]] = {}
    for one in moved:
        for old in one.before if one.number is not None else ():
            heirs.setdefault(old, []).append(one.number or 0)
    for old in sorted(heirs):
        if len(heirs[old]) > 1:
            sentences.append(f"Cluster {old} of before split into {_clusters(heirs[old])}.")
    for one in moved:
        sentence = _told(one, before, now)
        if sentence:
            sentences.append(sentence)
    return tuple(sentences)


def _told(one: Moved, before: Sequence[int], now: Sequence[int]) -> str:
    if one.number is None:
        return f"Cluster {one.before[0]} of before is gone."
    if one.fate in ("new", "split"):
        # What split is told of once, for all that came of it.
        return f"Cluster {one.number} is new." if one.fate == "new" else ""
    if one.fate == "joined":
        return f"{_clusters(one.before).capitalize()} of before joined in cluster {one.number}: {one.likeness}."
    was, is_now = before[one.before[0] - 1], now[one.number - 1]
    became = {
        "grown": f", grown from {was} to {is_now} excerpts",
        "smaller": f", shrunk from {was} to {is_now} excerpts",
        "changed": f", changed: {one.likeness}",
    }
    return f"Cluster {one.number} is cluster {one.before[0]} of before{became.get(one.fate, f': {one.likeness}')}."


def _clusters(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"cluster {numbers[0]}"
    return f"clusters {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
