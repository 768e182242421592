"""The words and phrases of a passage that could say what it is about."""

import re
from collections.abc import Sequence

from qualcode.themes.spoken import EMPTY, PALE, words_of

LONGEST = 3
"""Words in the longest phrase."""
BETWEEN = frozenset(["and", "or", "but", "so", "because", "if", "than", "when", "while", "that", "which", "who"])
"""Words that stand between two phrases, not within one."""

_SENTENCE = re.compile(r"[.!?;:,…\n–—()\[\]“”\"]+")


def phrases_of(passage: str) -> set[str]:
    """Every word and phrase of a passage that could be a term; a phrase never crosses a pause.

    >>> sorted(phrases_of("We, you know, protect the time for classrooms."))
    ['classrooms', 'protect', 'protect the time', 'time for classrooms']
    """
    found = set()
    for part in _SENTENCE.split(passage):
        words = words_of(part)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                if _could_be_term(words[start:end]):
                    found.add(" ".join(words[start:end]))
    return found


def _could_be_term(words: Sequence[str]) -> bool:
    # “the the”, “go go go”: a stumble is no phrase; “minutes and walked” is two.
    if words[0] in EMPTY or words[-1] in EMPTY or len(set(words)) < len(words) or not BETWEEN.isdisjoint(words):
        return False
    return not (all(word in PALE or word.isdigit() for word in words) or any(is_masked(word) for word in words))


def is_masked(word: str) -> bool:
    """Whether a word is what de-identification leaves: one letter, or one over and over.

    >>> is_masked("xxxx"), is_masked("exam")
    (True, False)
    """
    return word.isascii() and len(set(word)) == 1
