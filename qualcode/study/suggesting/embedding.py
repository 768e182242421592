"""The encoder of a project, with its vectors kept in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.project import Project

if TYPE_CHECKING:
    from qualcode.encoders import Encoder


def project_encoder(
    project: Project, progress: Callable[[int, int], None] | None = None
) -> "tuple[Encoder, str | None]":
    """The encoder that project.yaml asks for, and one sentence where only words can be compared."""
    from qualcode.encoders import WORDS_ONLY, best_encoder, cached

    encoder, notice = best_encoder(project.settings.read().encoder)
    if encoder is None or encoder is WORDS_ONLY:
        return WORDS_ONLY, notice
    return cached(encoder, project.vectors, progress), notice


def keeping_nothing(encoder: "Encoder") -> "Encoder":
    """The same encoder without the project's vectors: for phrases, which are nobody's passage."""
    bare: Encoder = getattr(encoder, "encoder", encoder)
    return bare
