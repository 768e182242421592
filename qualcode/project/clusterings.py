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
    """Number, stability, terms and the places of the excerpts of each, with a coding of each excerpt."""
    made: str
    scope: Mapping[str, Any] | None = None
    """What was asked for, empty where all excerpts were; None where it was not kept."""


class Clusterings(Family):
    """The clusterings of a study."""

    def publish(
        self,
        coder: str,
        *,
        detail: str,
        seed: int,
        encoder: str,
        redraws: int,
        clusters: list[dict[str, Any]],
        scope: Mapping[str, Any] | None = None,
    ) -> bool:
        """Keep a clustering unless it is the same as the last one; gives back whether it is new."""
        text = canonical({"scope": dict(scope or {}), "clusters": clusters})
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

    def newest(
        self, *, detail: str | None = None, scope: Mapping[str, Any] | None = None
    ) -> PublishedClustering | None:
        """The clustering that was published last, of that detail and of that scope where they are given."""
        rows = self.rows(
            "SELECT coders.name AS coder, detail, seed, redraws, clusters, c.made FROM clusterings c"
            " JOIN coders ON coders.id = c.coder WHERE detail = coalesce(?, detail) ORDER BY c.made DESC, c.rowid DESC",
            detail,
        )
        for row in rows:
            found = _published(dict(row))
            if scope is None or dict(found.scope or {}) == dict(scope):
                return found
        return None


def _published(row: dict[str, Any]) -> PublishedClustering:
    kept = json.loads(row["clusters"])
    # Until scopes were kept, clusters stood there alone.
    scope, clusters = (None, kept) if isinstance(kept, list) else (kept["scope"], kept["clusters"])
    return PublishedClustering(**{**row, "clusters": tuple(clusters), "scope": scope})
