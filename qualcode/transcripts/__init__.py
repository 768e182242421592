"""Transcript files in, texts with turns out."""

from typing import TYPE_CHECKING, Any

from qualcode.transcripts.reading import LabelFound, LabelRejected, Reading

if TYPE_CHECKING:
    from qualcode.transcripts.readers import read_transcripts

__all__ = ["LabelFound", "LabelRejected", "Reading", "read_transcripts"]


def __getattr__(name: str) -> Any:
    # What asks for a turn or a question need not wait for the readers of every format.
    if name == "read_transcripts":
        from qualcode.transcripts.readers import read_transcripts

        return read_transcripts
    raise AttributeError(name)
