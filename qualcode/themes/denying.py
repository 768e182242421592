"""Whether somebody denies something, as far as single words tell it."""

import unicodedata
from collections.abc import Mapping

from qualcode.themes.spoken import words_of

_WORDS: Mapping[str, str] = {
    "en": """
        no not never nobody none nothing nowhere neither nor cannot without hardly barely stopped refused failed instead
        unless except
    """,
    "de": """
        nicht nichts nie niemals niemand niemandem niemanden kein keine keinen keinem keiner keines keins nirgends
        nirgendwo weder ohne kaum statt anstatt sondern außer weigerte weigerten gescheitert
    """,
    "fr": "ne pas jamais rien aucun aucune nulle guère sans ni sauf sinon refusé échoué",
    "es": "no nunca jamás nada nadie ningún ninguno ninguna ningunos ningunas ni sin tampoco apenas salvo excepto sino",
}
_DENYING = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_CLIPPED: Mapping[str, str] = {"fr": "n'"}
"""How a denial begins that is written together with the next word: n’avait."""


def denies(words: str, language: str = "en") -> bool:
    """Whether words hold a denial, in English or in the study's language: de, fr or es.

    >>> denies("Nobody asked us to."), denies("It wasn’t pretty."), denies("We drafted the card.")
    (True, True, False)
    >>> denies("Das hat niemand gefragt."), denies("Das hat niemand gefragt.", "de"), denies("On n’a plus ri.", "fr")
    (False, True, True)
    """
    # Reports may be in another language than the interviews, so English counts beside the study's own.
    denying = _DENYING["en"] | _DENYING.get(language, frozenset())
    clipped = _CLIPPED.get(language, "\0")
    spoken = words_of(unicodedata.normalize("NFC", words))
    return any(word in denying or word.endswith("n't") or word.startswith(clipped) for word in spoken)
