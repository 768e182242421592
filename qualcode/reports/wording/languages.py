"""The languages a memo may be written in."""

from collections.abc import Mapping

from qualcode.reports.wording.english import ENGLISH
from qualcode.reports.wording.french import FRENCH
from qualcode.reports.wording.german import GERMAN
from qualcode.reports.wording.spanish import SPANISH
from qualcode.reports.wording.tongue import Tongue

TONGUES: Mapping[str, Tongue] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def tongue_of(language: str) -> Tongue:
    """The words of a language; English where it is none of these."""
    return TONGUES.get(language, ENGLISH)
