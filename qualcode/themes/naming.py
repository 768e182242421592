"""Whether the name of a theme says something about its subject, or only names the subject."""

from qualcode.themes.spoken import words_of

_LITTLE_WORDS = """
a an and as at by for from in into of on or the to with about around between their our your his her its my other
more new own
"""
_TOPIC_WORDS = """
challenges barriers benefits experiences perceptions views attitudes impact impacts issues themes aspects role
importance factors opportunities problems feedback opinions strategies practices outcomes effects
"""
_CLAIM_WORDS = """
is are was were be been being am isn't aren't wasn't weren't has have had can cannot can't could will won't would
should must may might do does did don't doesn't didn't not no never nobody nothing only without before after because
when where while until unless if instead rather than against yet but makes make made take takes took keep keeps kept
let lets give gives gave get gets got come comes came go goes went bring brings brought helps helped hold holds held
protect protects want lose loses lost find finds build builds built learn learns grow grows stay stays leave leaves
become becomes feel feels matters carry carries depend depends borrow borrows
"""

LITTLE = frozenset(_LITTLE_WORDS.split())
TOPICAL = frozenset(_TOPIC_WORDS.split())
"""Words that announce a subject: whatever stands beside them, nothing is said of it yet."""
CLAIMING = frozenset(_CLAIM_WORDS.split())
"""Words with which a short name usually begins to say something: verbs as people use them, negations, conditions."""


def remark_on_name(name: str) -> str | None:
    """A gentle remark on a theme's name that only names a subject, None where it makes a claim or is in another script.

    >>> print(remark_on_name("Peer support"))
    “Peer support” names a subject. What do people say about it? A sentence often works: who, what, with what result.
    >>> remark_on_name("Time away from school is the price of learning")
    """
    words = words_of(name)
    if not words or not all(word.isascii() for word in words):
        return None
    if words[0] in TOPICAL or words[-1] in TOPICAL:
        return _remark(name)
    if "?" in name or any(_claims(word, place) for place, word in enumerate(words)):
        return None
    telling = [word for word in words if word not in LITTLE]
    return _remark(name) if len(telling) <= 4 else None


def _claims(word: str, place: int) -> bool:
    # In front a participle is an attribute: “Shared leadership”; further on it says what happened.
    return word in CLAIMING or (place > 0 and len(word) > 4 and word.endswith(("ed", "n't")))


def _remark(name: str) -> str:
    return (
        f"“{' '.join(name.split())}” names a subject. What do people say about it? "
        "A sentence often works: who, what, with what result."
    )
