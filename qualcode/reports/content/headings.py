"""The headings a report adds, in the languages it can be written in."""

from collections.abc import Mapping

_TRANSLATED: Mapping[str, Mapping[str, str]] = {
    "In their words": {"de": "In ihren Worten", "fr": "En leurs propres mots", "es": "En sus propias palabras"},
    "What speaks against it": {
        "de": "Was dagegen spricht",
        "fr": "Ce qui s’y oppose",
        "es": "Lo que habla en contra",
    },
}
"""By the English heading, then by language."""


def heading(english: str, language: str) -> str:
    """A heading of a report in the language of the study; English where it is in no other.

    >>> heading("In their words", "de")
    'In ihren Worten'
    """
    return _TRANSLATED.get(english, {}).get(language, english)
