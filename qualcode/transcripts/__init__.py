"""Transcript files in, texts with turns out."""

from qualcode.transcripts.readers import read_transcripts
from qualcode.transcripts.reading import LabelFound, LabelRejected, Reading

__all__ = ["LabelFound", "LabelRejected", "Reading", "read_transcripts"]
