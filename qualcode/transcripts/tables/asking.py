"""Which headings of a survey ask for people's own words, and which answers were chosen from a list."""

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.transcripts.tables.headings import mean_words

_ASKS = re.compile(
    r"(?:\W*+(?:question|q)?+\W*+\d*+\W*+)?(?:what|how|why|which|who|where|when|describe|please|tell|explain|in what"
    r"|do you|did you|are there|is there|can you|could you|would you|have you|think of|share|list|name)\b"
    r"(?:\W+\w+){2,}",
    re.IGNORECASE,
)
_TELLS_OF_SPEECH = re.compile(r"(?:\w+\W+){0,4}(?:say|said|says|spoken|spoke|saying)\W*", re.IGNORECASE)
_NOTHING = re.compile(r"\W*|n\.?/?a\.?|none|nan|null|not applicable|no (?:answer|comment|response)", re.IGNORECASE)
_SCALED = re.compile(
    r"[(\[]\s*-?\d\s*(?:-|–|—|to|/|\.\.\.?|…)\s*\d{1,2}\b|\b1 ?= ?\w|\bon a scale\b"
    r"|\brate (?:the|your|how|this|each)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"\W*\d{1,2}\s*(?:[-–—=:.)(]\s*|\s)\D{0,60}")
"""An answer on a scale whose steps are numbered: 4 – Agree, 5 (very useful)."""

_MANNER = (
    r"(?:very|extremely|highly|quite|fairly|somewhat|slightly|moderately|rather|a little|not|not at all|not very|not so"
    r"|completely|mostly|strongly|neither|much|a bit|far)"
)
_STEPS = re.compile(
    rf"(?:{_MANNER} )*(?:yes|no|maybe|perhaps|unsure|sure|true|false|don[’']?t know|do not know|not yet|partly"
    r"|partially|(?:i )?(?:agree|consent)|disagree|neutral|undecided|agree nor disagree|(?:dis)?satisfied"
    r"|satisfied nor dissatisfied|useful|(?:un)?helpful|(?:un)?likely|confident|(?:un)?important|prepared|familiar"
    r"|comfortable|well|at all|much|excellent|good|fair|poor|bad|great|okay|ok|average|better|worse|the same|same"
    r"|more|less|always|often|sometimes|rarely|seldom|never|usually|occasionally|frequently|daily|weekly|monthly|yearly"
    r"|annually|once|twice|all|some|a lot|a little|a few|several|high|medium|low|male|female|non-?binary|other"
    r"|prefer not to (?:say|answer)|very|somewhat|not|once a (?:day|week|month|year)|every (?:day|week|month|year))",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"\bwhich\b|\b(?:select|choose|check|tick|mark|pick|circle)\b"
    r"|\bhow (?!(?:do|did|does|has|have|had|is|are|was|were|would|could|can|will|might|should)\b)\w+",
    re.IGNORECASE,
)
_ABOUT_ONESELF = (
    r"(?:roles?|positions?|job|titles?|schools?|districts?|grades?|levels?|age|gender|sex|subjects?|department|region"
    r"|cohort|state|race|ethnicity|pronouns|degree|qualifications?|experience|organi[sz]ation)\b"
)
_OF_ONESELF = re.compile(
    rf"\b(?:what|which) (?:is|are|was) your (?:\w+ ){{0,2}}{_ABOUT_ONESELF}|\b(?:what|which) {_ABOUT_ONESELF}"
    rf"|\b(?:what|which) (?:type|kind) of {_ABOUT_ONESELF}|\bbest describes (?:you|your \w+)\b",
    re.IGNORECASE,
)
_LONGEST = 1_500
"""Characters of a heading that could be a question."""

_CONSENT = re.compile(r"\W*(?:do|will|would|can|may) (?:you|we|i)\b|.{0,80}\bconsent\b", re.IGNORECASE)
_ENOUGH = 4
"""Answers from which it can be seen whether they recur."""

_MANY = 20


def asks(heading: str) -> bool:
    """Whether a heading asks something of whoever fills the column in."""
    if len(heading) > _LONGEST or _TELLS_OF_SPEECH.fullmatch(heading):
        return False
    return heading.rstrip(" *:").endswith(("?", "？")) or bool(_SCALED.search(heading)) or bool(_ASKS.match(heading))


def were_chosen(heading: str, cells: Sequence[str]) -> bool:
    """Whether the answers to a question were chosen from a list or a scale.

    >>> were_chosen("How useful was it? (1-5)", ["4 – useful"]), were_chosen("What helped?", ["My coach", "My coach"])
    (True, False)
    """
    answers = given(cells)
    if _are_steps(answers) or all(map(heading.casefold().endswith, answers)):  # as checkboxes leave a single choice
        return True
    if not _brief(answers):
        return "which" in heading.casefold().split()[:2] and recurs(answers)
    if _SCALED.search(heading) or _OF_ONESELF.search(heading) or _several_chosen(answers):
        return True
    single = sum(" " in text for text in answers) <= len(answers) / 10
    few = len(set(answers)) <= len(answers) / 4 and (len(answers) >= _MANY or bool(_CONSENT.match(heading)))
    return few or (recurs(answers) and (single or bool(_CHOSEN.search(heading))))


def _are_steps(answers: Sequence[str]) -> bool:
    """Whether answers are steps of a scale: yes and no, agree and disagree, 4 – useful."""
    return all(_STEPS.fullmatch(text.rstrip(" .!")) or _STEP.fullmatch(text) for text in answers)


def given(cells: Sequence[str]) -> list[str]:
    """Answers that say something, without case and the spaces around them; “n/a” does not."""
    return [" ".join(text.casefold().split()) for text in cells if not _NOTHING.fullmatch(text.strip())]


def recurs(answers: Sequence[str]) -> bool:
    """Whether answers are as few as choices are."""
    return len(answers) >= _ENOUGH and len(set(answers)) <= len(answers) / 2


def _brief(answers: Sequence[str]) -> bool:
    """Whether answers are no sentences."""
    return mean_words(answers) <= 5 and sum(map(_is_sentence, answers)) < len(answers) / 5


def _is_sentence(answer: str) -> bool:
    words = len(answer.split())
    return words > 7 or (words > 1 and answer.rstrip("”\"')]").endswith((".", "!", "?", "…")))


def _several_chosen(answers: Sequence[str]) -> bool:
    """Whether cells hold several choices each, as checkboxes leave them."""
    parts = [[part.strip() for part in re.split("[;,]", text) if part.strip()] for text in answers]
    choices = Counter(part for some in parts for part in some)
    several = sum(len(some) > 1 for some in parts) > len(parts) / 4
    return several and sum(choices.values()) > 2 * len(choices)
