"""From excerpts to numbered clusters, and from clusters to themes that a person names."""

from typing import TYPE_CHECKING, Any

from qualcode.themes.clustering import Cluster, Clustering

if TYPE_CHECKING:
    from qualcode.themes.discovery import discover

__all__ = ["Cluster", "Clustering", "discover"]


def __getattr__(name: str) -> Any:
    # What reads a themes file need not wait for the numerical libraries.
    if name == "discover":
        from qualcode.themes.discovery import discover

        return discover
    raise AttributeError(name)
