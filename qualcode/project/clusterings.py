"""Clusters as they stood when they were published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.project.changes import canonical
from qualcode.project.family import Family


@dataclass(frozen=True, slots=True)
class PublishedClustering:
    """A clustering a coder asked for, with what it took to make it again."""

    coder: str
    detail: str
    seed: int
    redraws: int
    clusters: tuple[Mapping[str, Any], ...]
    """Number, size, stability, terms and the places of the excerpts of each."""
    made: str


class Clusterings(Family):
    """The clusterings of a study."""

    def publish(
        self, coder: str, *, detail: str, seed: int, encoder: str, redraws: int, clusters: list[dict[str, Any]]
    ) -> bool:
        """Keep a clustering unless it is the same as the last one; gives back whether it is new."""
        text = canonical(clusters)
        last = self.row("SELECT clusters, detail FROM clusterings ORDER BY made DESC, rowid DESC LIMIT 1")
        if last is not None and (last["clusters"], last["detail"]) == (text, detail):
            return False
        with self.store.change(coder, "themes.discover") as transaction:
            transaction.insert(
                "clusterings",
                coder=self.store.coder_id(coder),
                detail=detail,
                seed=seed,
                encoder=encoder,
                redraws=redraws,
                clusters=text,
                made=transaction.now,
            )
        return True

    def newest(self) -> PublishedClustering | None:
        """The clustering that was published last."""
        row = self.row(
            "SELECT coders.name AS coder, detail, seed, redraws, clusters, c.made FROM clusterings c"
            " JOIN coders ON coders.id = c.coder ORDER BY c.made DESC, c.rowid DESC LIMIT 1"
        )
        return PublishedClustering(**{**dict(row), "clusters": tuple(json.loads(row["clusters"]))}) if row else None
