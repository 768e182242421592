"""Which labels name speakers, why the others do not, and whose role a label tells."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from qualcode.transcripts.labels import Candidate
from qualcode.transcripts.reading import Known, LabelRejected, folded

MOST_NAME_WORDS = 5

_PLAIN_ROLES = "interviewer interviewee moderator facilitator participant respondent speaker researcher intervieweur"
_CAPITAL_ROLES = (
    "principal teacher coach student parent host guest observer subject informant mentor fellow superintendent director"
    " counselor counsellor administrator leader staff mother father woman man male female unknown translator"
    " interpreter transcriber group everyone voice narrator supervisor evaluator"
)
_SHORT_ROLES = "int intvr iv resp res par mod fac all"
_NUMBERED = r"(?:[ _#.-]*\d{1,3}[A-Za-z]?|[ _#.-][A-Za-z])?"


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _any_of(words: str) -> str:
    return "|".join(words.split())


_ROLE = re.compile(
    r"(?:(?:male|female|unknown|unidentified|first|second|third|lead|co|assistant|vice|deputy|school|new|focus|multiple)"
    rf"[ -])*(?:{_any_of(_PLAIN_ROLES)}|{_any_of(_CAPITAL_ROLES)}|{_any_of(_SHORT_ROLES)})s?{_NUMBERED}",
    re.IGNORECASE,
)
_SMALL_ROLE = re.compile(rf"(?:{_any_of(_PLAIN_ROLES)})s?{_NUMBERED}|int|intvr")
_LETTER_ROLE = re.compile(rf"[IQARP]{_NUMBERED}")
_CODE = re.compile(r"(?:[A-Z]{1,6}|[A-Z][a-z]{1,3}|[a-z]{1,3}|SPEAKER)[-_]?\d{1,4}[A-Za-z]?")
_INTERVIEWER = re.compile(
    r"(?:(?:first|second|third|lead|co|assistant)[ -])*"
    rf"(?:interviewers?|intervieweur|int|intvr|iv|i|q|moderators?|mod|facilitators?|fac|researchers?){_NUMBERED}",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:unknown|unidentified)(?: (?:speaker|voice|male|female|participant))?(?: ?\d+)?"
    r"|all|everyone|group|several|multiple(?: speakers| voices)?|transcriber|translator|interpreter|observer|narrator",
    re.IGNORECASE,
)
_NOT_PEOPLE = _set_of(
    "abstract action actions agenda aim answer answers appendix attachment background break caveat chapter comment"
    " comments conclusion conclusions consent context date day description details discussion duration end example"
    " examples figure file finding findings follow-up goal goals http https id important instructions interview"
    " interviews introduction item items key keywords language length location mailto memo method methods minutes"
    " month notes note observation observations outline overview page paragraph part phone pilot place point points"
    " practice problem project purpose question questions quote reason recording reflection reflections result results"
    " role school season section setting site solution source start status step strategy study subject-line summary"
    " table task themes theme time timestamp title tip todo topic topics transcript transcription transcribed type"
    " update url version visit warning week wrap-up year covid fig grade phase january february march april may june"
    " july august september october november december monday tuesday wednesday thursday friday saturday sunday"
    " ps nb eg ie re fyi cc to from sent subject first second third next then finally lastly also"
)
_SENTENCE_STARTS = _set_of(
    "a an and are as at because but by can could did do does even every for from had has have he her here his how i"
    " i'd i'll i'm i've if in is it it's its just let like maybe my no not now of oh okay ok on one or our see she so"
    " some that that's the their them there there's these they they're this those to um uh was we we'd we'll we're"
    " we've well were what what's when where which while who why will with would yeah yes yet you your you're"
)
_SOUNDS = re.compile(
    r"(?:\w+ )?(?:inaudible|unintelligible|indistinct|crosstalk|overlapping|laugh\w*|chuckl\w*|paus\w*|silence|music|"
    r"applause|noise|phone|sigh\w*|cough\w*|redacted|name|school|blank|break|recording|start|end|sic|audio)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which labels of a file name speakers."""

    accepted: frozenset[str]
    rejected: tuple[LabelRejected, ...]
    once: tuple[str, ...] = field(default=())
    """Accepted, though they occur once and only their shape speaks for them."""


def is_role_or_code(label: str) -> bool:
    """Whether a label names a role or a participant's code by itself: Interviewer 2, P10, I, SPEAKER_00."""
    letters = re.sub(r"[\W\d_]+", " ", label).strip().casefold()
    if letters in _NOT_PEOPLE - {"id"}:
        return False
    if label[:1].isupper() and _ROLE.fullmatch(label):
        return True
    return any(pattern.fullmatch(label) for pattern in (_SMALL_ROLE, _LETTER_ROLE, _CODE))


def role(label: str, known: Known) -> str:
    """interviewer, other or participant, by what is known and by the label itself.

    >>> [role(label, Known()) for label in ("INT", "P01", "Unknown Speaker")]
    ['interviewer', 'participant', 'other']
    """
    if folded(label) in known.interviewers or _INTERVIEWER.fullmatch(label):
        return "interviewer"
    return "other" if _OTHER.fullmatch(label) else "participant"


def verdict(candidates: Sequence[Candidate], known: Known, *, once: Collection[str] = ()) -> Verdict:
    """Which candidates name speakers, and why the others do not.

    A label is accepted when it was named beforehand, is a role or code, is bold, or occurs at least twice in at most
    five words without sentence punctuation. `once` names the shapes that a file uses throughout, so that even a
    single firm label of such a shape is accepted.
    """
    counts = Counter(candidate.label for candidate in candidates)
    evidence: dict[str, Candidate] = {}
    for candidate in candidates:
        best = evidence.get(candidate.label)
        if best is None or (candidate.bold, candidate.firm) > (best.bold, best.firm):
            evidence[candidate.label] = candidate
    reasons = {label: _reason(best, counts[label], known, once) for label, best in evidence.items()}
    alike = {folded(label) for label, reason in reasons.items() if reason is None}
    kept = frozenset(label for label, reason in reasons.items() if reason is None or folded(label) in alike)
    single = tuple(label for label in counts if label in kept and _only_shape(evidence[label], counts[label], known))
    return Verdict(kept, _rejections(reasons, kept, counts), single)


def _rejections(
    reasons: Mapping[str, str | None], kept: Collection[str], counts: Mapping[str, int]
) -> tuple[LabelRejected, ...]:
    return tuple(
        LabelRejected(label, counts[label], (reason or "") + _mistyped(label, kept))
        for label, reason in reasons.items()
        if label not in kept
    )


def _mistyped(label: str, kept: Collection[str]) -> str:
    near = get_close_matches(label, sorted(kept), 1, cutoff=0.85)
    return f"; is it “{near[0]}”, mistyped?" if near else ""


def _only_shape(candidate: Candidate, count: int, known: Known) -> bool:
    named = folded(candidate.label) in known.speakers or is_role_or_code(candidate.label)
    return count == 1 and not named and not candidate.bold


def _reason(candidate: Candidate, count: int, known: Known, once: Collection[str]) -> str | None:
    """Why a candidate names nobody; None when it does."""
    label = candidate.label
    if folded(label) in known.speakers:
        return None
    if candidate.shape == "bracket" and _SOUNDS.fullmatch(label):
        return "says what was heard, not who speaks"
    if candidate.shape == "heading" and not is_role_or_code(label):
        return "is a heading"
    if is_role_or_code(label):
        return None
    reason = _unlike_a_name(label) or (None if candidate.shape == "cue" else _small(label))
    if reason is None and not candidate.bold:
        reason = _too_rare(candidate, count, once)
    return reason


def _too_rare(candidate: Candidate, count: int, once: Collection[str]) -> str | None:
    """Why a label that could be a name does not recur enough; a header needs more, unless it is clearly set apart."""
    enough = 2 if candidate.shape != "header" or candidate.firm else 3
    if count >= enough or (candidate.shape in once and candidate.firm):
        return None
    return "occurs only once" if count == 1 else "could be speech that ends with a time"


def _unlike_a_name(label: str) -> str | None:
    words = label.split()
    first = words[0].casefold().replace("’", "'").strip(".,")
    if {folded(label), first, re.sub(r"[\d_]+$", "", first)} & _NOT_PEOPLE:
        return "names a part of a text, not a person"
    if len(words) > MOST_NAME_WORDS:
        return "is longer than five words"
    if first in _SENTENCE_STARTS or re.search(r"[?!;…“”\"]|[.,]$|//|\w{3,}\. ", label):
        return "reads like a sentence"
    return None


def _small(label: str) -> str | None:
    handle = "@" in label or "_" in label or any(letter.isdigit() for letter in label)
    return "begins with a small letter" if label[0].islower() and not handle else None
