"""What no document may hold, whatever reader made it."""

import re

from qualcode.errors import QualcodeError
from qualcode.transcripts.reading import Content

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def refuse_unusable(content: Content, name: str) -> None:
    """Raise QualcodeError for what nobody says, what cannot be kept as text, and what is no talk by its size."""
    people = (text for attributes in content.people.values() for text in attributes.values())
    about = (content.part or "", *content.facts.values(), *content.people, *people)
    if any(map(_NO_TEXT.search, (content.text, *about, *content.warnings))):
        raise QualcodeError(
            f"“{name}” holds halves of characters (lone surrogates) or zero bytes.",
            hint="Export the transcript again as UTF-8.",
        )
    if not content.turns:
        raise QualcodeError(f"“{name}” holds no words anybody says.", hint="Open it and see what was exported.")
