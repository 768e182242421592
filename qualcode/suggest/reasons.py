"""Why a passage is offered for a code: the clause it is nearest to, its own words, what a person coded alike."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from qualcode.codebook import Code, Codebook
from qualcode.encoders import Encoder
from qualcode.model import Because
from qualcode.suggest.scores import Matrix
from qualcode.suggest.shared_words import shared_words
from qualcode.transcripts.passages.sentences import rule_ends, sentences

EXCERPTS = 3
WORDS = 4
"""So many of each are shown, at most."""
_FAINT = 0.1
"""Words that count less than this share of the strongest are not worth showing."""
_APART = r"\W+(?:\w+\W+){0,3}?"
"""What may stand between the two words of a phrase: words too common to count."""

Weights = Callable[[int, str], Sequence[tuple[str, float]]]
"""For a passage and a code, the phrases that speak for the code (above 0) and against it (below)."""
Said = Callable[[int, str], str]
"""For a passage that carries a code, the words that were given it."""


def reasons(
    passages: Sequence[str],
    codebook: Codebook,
    coded: Mapping[int, Collection[str]],
    pairs: Sequence[tuple[int, str]],
    *,
    encoder: Encoder,
    weights: Weights | None = None,
    said: Said | None = None,
) -> tuple[Because, ...]:
    """Why each pair of a passage and a code is worth a look.

    Clauses are as the codebook has them, words as the passage has them; excerpts are the words `said` gives (the
    whole passage without it) of the most alike other passages that carry the code. What there is not stays empty.
    """
    codes = {code.id: code for code in codebook.codes}
    carrying = {code: sorted(index for index, given in coded.items() if code in given) for code in codes}
    texts = {passages[index] for index, _ in pairs}
    for code in {code for _, code in pairs}:
        texts |= {passages[index] for index in carrying[code]} | set(clauses_of(codes[code]))
    alike = _Likeness(sorted(text for text in texts if text.strip()), encoder)
    found = []
    for index, code in pairs:
        words_for, words_against = words_told(passages[index], weights(index, code) if weights else ())
        found.append(
            Because(
                clause=_nearest_clause(passages[index], clauses_of(codes[code]), alike),
                words_for=words_for,
                words_against=words_against,
                excerpts=_nearest_excerpts(index, code, passages, carrying[code], alike, said),
            )
        )
    return tuple(found)


def clauses_of(code: Code) -> tuple[str, ...]:
    """The parts of a code's definition that can be quoted: the brief, each sentence of the full one, each “when”."""
    (places,) = sentences([code.full], rule_ends)
    found = [code.brief, *(code.full[start:end] for start, end in places), *code.when]
    return tuple(dict.fromkeys(part.strip() for part in found if part.strip()))


def words_told(passage: str, weights: Sequence[tuple[str, float]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The passage's words that speak most for a code, and those against it, as they stand in the passage.

    Words such as “it” and “the”, and names, are left out: they count in the scores, and tell a reader nothing.

    >>> words_told("We drafted the card.", [("drafted card", 0.4), ("card", 0.3), ("drafted", -0.2)])
    (('drafted the card',), ('drafted',))
    >>> words_told("We asked Gordon.", [("Gordon", 0.9), ("asked", 0.4)])
    (('asked',), ())
    """
    weights = [(phrase, weight) for phrase, weight in weights if _says_something(phrase)]
    strongest = max((abs(weight) for _, weight in weights), default=0.0)
    strong = [(phrase, weight) for phrase, weight in weights if abs(weight) >= _FAINT * strongest and weight]
    order = sorted(strong, key=lambda one: (-abs(one[1]), -len(one[0]), one[0]))
    return (
        _as_they_stand(passage, [phrase for phrase, weight in order if weight > 0]),
        _as_they_stand(passage, [phrase for phrase, weight in order if weight < 0]),
    )


def _as_they_stand(passage: str, phrases: Sequence[str]) -> tuple[str, ...]:
    """The first few phrases where they stand in the passage, none inside another."""
    taken: list[tuple[int, int]] = []
    for phrase in phrases:
        place = _place_of(passage, phrase)
        if place and _is_a_name(passage, place):
            continue
        if place and len(taken) < WORDS and not any(start < place[1] and place[0] < end for start, end in taken):
            taken.append(place)
    return tuple(dict.fromkeys(" ".join(passage[start:end].split()) for start, end in taken))


def _is_a_name(passage: str, place: tuple[int, int]) -> bool:
    """Whether a phrase seems to be a name: one counts by chance, and who is spoken of is no reason for a code."""
    before = passage[: place[0]].rstrip(" “”\"'(")
    return passage[place[0]].isupper() and bool(before) and before[-1] not in ".?!…:\n"


def _says_something(phrase: str) -> bool:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return any(len(word) > 1 and word.casefold() not in ENGLISH_STOP_WORDS for word in phrase.split())


def _place_of(passage: str, phrase: str) -> tuple[int, int] | None:
    tokens = phrase.split()
    if not tokens:
        return None
    found = re.search(rf"(?<![\w’']){_APART.join(map(re.escape, tokens))}(?![\w’'])", passage, re.IGNORECASE)
    return found.span() if found else None


class _Likeness:
    """How alike texts are, in meaning and in words together."""

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        self._row = {text: row for row, text in enumerate(texts)}
        self._vectors = np.asarray(encoder.encode(texts), dtype=np.float64) if texts else np.zeros((0, 0))

    def of(self, text: str, others: Sequence[str]) -> Matrix:
        """Likeness of a text to others; 0 for texts without a word."""
        meaning = np.zeros(len(others))
        known = [place for place, other in enumerate(others) if other in self._row]
        if text in self._row and known:
            rows = [self._row[others[place]] for place in known]
            meaning[known] = self._vectors[rows] @ self._vectors[self._row[text]]
        return np.asarray(np.nan_to_num(meaning) + shared_words([text], others)[0], dtype=np.float64)


def _nearest_clause(passage: str, clauses: Sequence[str], alike: _Likeness) -> str:
    """The clause nearest to the passage; none where nothing in them is alike."""
    if not clauses:
        return ""
    likeness = alike.of(passage, clauses)
    best = int(likeness.argmax())
    return clauses[best] if likeness[best] > 0 else ""


def _nearest_excerpts(
    index: int, code: str, passages: Sequence[str], carrying: Sequence[int], alike: _Likeness, said: Said | None
) -> tuple[str, ...]:
    others = [other for other in carrying if other != index and passages[other] != passages[index]]
    if not others:
        return ()
    likeness = alike.of(passages[index], [passages[other] for other in others])
    near = sorted(range(len(others)), key=lambda place: (-likeness[place], others[place]))
    words = (said(others[place], code) if said else passages[others[place]] for place in near if likeness[place] > 0)
    return tuple(dict.fromkeys(one for one in words if one.strip()))[:EXCERPTS]
