"""Reading a file that holds one transcript."""

from typing import Any

from qualcode.transcripts import Reading, read_transcripts


def read_transcript(data: bytes, name: str, **how: Any) -> Reading:
    """The one document of a file."""
    (reading,) = read_transcripts(data, name, **how)
    return reading
