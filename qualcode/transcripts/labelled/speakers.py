"""Which labels name speakers, why the others do not, and whose role a label tells."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from qualcode.transcripts.labelled.labels import MOST_WORDS, Candidate
from qualcode.transcripts.labelled.names import (
    GIVEN_NAMES,
    SOUNDS,
    SPEAK_WHERE_THEY_RECUR,
    counts_alike,
    form_of,
    in_small_letters,
    introduced_in_full,
    is_titled,
    names_a_part,
    person,
    stand_for_each_other,
    unlike_a_name,
)
from qualcode.transcripts.labelled.roles import asks, is_everyday_role, is_no_participant, is_role_or_code
from qualcode.transcripts.reading import Known, LabelRejected, folded

__all__ = ["Verdict", "is_role_or_code", "role", "verdict"]

_MANY_LABELS = 300
"""In a file with more different labels than this none is compared with all the others."""

_NAMES_THAT_RECUR = frozenset(name.title() for name in GIVEN_NAMES)

_UPPER = frozenset(("initials", "capitals"))
"""Forms of names in capitals, which short ones share with initials: ANA, CHLOE."""

_FEW_IN_BOLD = 2
"""Where nobody speaks twice, so many names in bold may be people; more are the heads of a list."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which labels of a file name speakers."""

    accepted: frozenset[str]
    rejected: tuple[LabelRejected, ...]
    once: tuple[str, ...] = field(default=())
    """Accepted, though they occur once and only their shape speaks for them."""
    mistyped: tuple[tuple[str, str], ...] = field(default=())
    """Labels that occur once, each with the label it may be a slip of the pen for."""
    doubtful: tuple[str, ...] = field(default=())
    """Rejected, though they stand where all other paragraphs have a speaker's label."""


def role(label: str, known: Known) -> str:
    """interviewer, other or participant, by what is known and by the label itself.

    >>> [role(label, Known()) for label in ("INT", "P01", "Unknown Speaker")]
    ['interviewer', 'participant', 'other']
    """
    if folded(label) in known.interviewers or asks(label):
        return "interviewer"
    return "other" if is_no_participant(label) else "participant"


def verdict(
    candidates: Sequence[Candidate],
    known: Known,
    *,
    once: Collection[str] = (),
    among: Set[str] = frozenset(),
    header: Set[str] = frozenset(),
    is_common: Callable[[str], bool] | None = None,
) -> Verdict:
    """Which candidates name speakers, and why the others do not.

    A label is accepted when it was named beforehand, is a role or code, or occurs at least twice in at most five words
    without sentence punctuation; a label that occurs once when it looks as those do, or is one of them written in
    full, in short or mistyped. `once` names the shapes that a file uses throughout, so that even a single firm label of
    such a shape is accepted. `among` holds labels that occur once where all other paragraphs have a speaker's label,
    `header` those that belong to a header. `is_common` tells whether a word also stands in the text as an ordinary one.
    """
    counts = Counter(candidate.label for candidate in candidates)
    evidence: dict[str, Candidate] = {}
    for candidate in candidates:
        best = evidence.get(candidate.label)
        if best is None or (candidate.bold, candidate.firm) > (best.bold, best.firm):
            evidence[candidate.label] = candidate
    reasons = {label: _reason(best, counts[label], known, once) for label, best in evidence.items()}
    reasons |= introduced_in_full(reasons, counts)
    reasons |= _listed(reasons, evidence, counts, known, header)
    mistyped = _slips(reasons, evidence, counts)
    known_forms = {label: evidence[label] for label, why in reasons.items() if why is None}
    known_forms |= _named_twice(evidence, counts)
    few = sum(best.bold for best in evidence.values()) <= _FEW_IN_BOLD
    for label, reason in list(reasons.items()) if len(known_forms) <= _MANY_LABELS else ():
        if counts[label] > 1 or not reason or label in header:
            continue
        named = label in among and _is_a_name(evidence[label], known_forms, is_common)
        if named or _passes(evidence[label], known_forms, is_common, few=few):
            reasons[label] = None
    reasons |= dict.fromkeys(mistyped)
    alike = {folded(label) for label, reason in reasons.items() if reason is None}
    kept = frozenset(
        label for label, reason in reasons.items() if reason is None or (folded(label) in alike and label not in header)
    )
    single = [one for one in counts if one in kept and _only_shape(evidence[one], counts[one], known, known_forms)]
    rejected = tuple(LabelRejected(one, counts[one], why or "") for one, why in reasons.items() if one not in kept)
    return Verdict(
        kept,
        rejected,
        tuple(label for label in single if label not in mistyped),
        tuple(mistyped.items()),
        tuple(label for label in counts if label in among and label not in kept and not names_a_part(label)),
    )


def _listed(
    reasons: Mapping[str, str | None],
    evidence: Mapping[str, Candidate],
    counts: Mapping[str, int],
    known: Known,
    header: Set[str],
) -> dict[str, str]:
    """Labels that a header gives, and those of a list that stands beside the talk, with the reason against each."""
    against = dict.fromkeys(sorted(header), "stands in the header")
    accepted = [label for label, reason in reasons.items() if reason is None]
    items = [label for label in accepted if evidence[label].item and evidence[label].shape != "heading"]
    talk = sum(counts[label] > 1 for label in accepted if label not in items)
    if (talk > 1 or len(accepted) == 1) and all(counts[label] == 1 for label in items):
        against |= dict.fromkeys(items, "is an item of a list")
    return {label: reason for label, reason in against.items() if folded(label) not in known.speakers}


def _is_a_name(
    candidate: Candidate, known_forms: Mapping[str, Candidate], is_common: Callable[[str], bool] | None
) -> bool:
    """Whether a label is one where only speakers’ stand: a name as others have, or any words where all have a time."""
    label = candidate.label
    form = form_of(label)
    if unlike_a_name(label) or form == "other":
        timed = all(other.seconds is not None for other in (candidate, *known_forms.values()))
        return timed and len(known_forms) > 1 and label[0].isupper() and not unlike_a_name(label)
    if form == "full" or is_role_or_code(label):
        return True
    words = re.findall(r"[^\W\d_]+", label)
    alike = any(form_of(other) == form for other in known_forms)
    return alike and is_common is not None and not any(is_common(word) for word in words)


def _named_twice(evidence: Mapping[str, Candidate], counts: Mapping[str, int]) -> dict[str, Candidate]:
    """Labels that occur once and stand for each other, as a name in full does for the same in short."""
    single = [label for label in evidence if counts[label] == 1 and not unlike_a_name(label, longest=MOST_WORDS)]
    if len(single) > _MANY_LABELS:
        return {}
    pairs = ((one, other) for one in single for other in single if one != other and form_of(one) != "other")
    both = {name for one, other in pairs if stand_for_each_other(one, other) for name in (one, other)}
    return {name: evidence[name] for name in both}


def _slips(
    reasons: Mapping[str, str | None], evidence: Mapping[str, Candidate], counts: Mapping[str, int]
) -> dict[str, str]:
    """Labels that occur once and differ by a letter or two from one that recurs and stands the same way."""
    if len(reasons) > _MANY_LABELS:
        return {}
    recurring = sorted(label for label, reason in reasons.items() if reason is None)
    slips: dict[str, str] = {}
    for label, reason in reasons.items():
        named = (reason is None and is_role_or_code(label)) or names_a_part(label)
        if counts[label] > 1 or named or any(letter.isdigit() for letter in label):
            continue
        near = get_close_matches(label, recurring, 1, cutoff=0.85)
        if near and folded(near[0]) != folded(label) and _stands(evidence[label]) == _stands(evidence[near[0]]):
            slips[label] = near[0]
    return slips


def _stands(candidate: Candidate) -> tuple[str, bool, bool]:
    return candidate.shape, candidate.bold, candidate.item


def _passes(
    candidate: Candidate, known_forms: Mapping[str, Candidate], is_common: Callable[[str], bool] | None, *, few: bool
) -> bool:
    """Whether a label that occurs once belongs among those that were accepted for better reasons."""
    label = candidate.label
    if unlike_a_name(label, longest=MOST_WORDS):
        return False
    if not known_forms:
        return candidate.bold and not candidate.item and few and form_of(label) != "other"
    same = [other for other in known_forms.values() if _stands(other) == _stands(candidate)]
    if any(stand_for_each_other(label, other.label) for other in same):
        return True
    unlike = unlike_a_name(label) or (candidate.item and not same)
    return not unlike and ((is_role_or_code(label) and bool(same)) or _is_formed_alike(candidate, same, is_common))


def _is_formed_alike(candidate: Candidate, same: Sequence[Candidate], is_common: Callable[[str], bool] | None) -> bool:
    """Whether a label looks like a name as those do that stand the same way."""
    label = candidate.label
    form = form_of(label)
    if same and (is_titled(label) or (candidate.timed and form != "other" and any(other.timed for other in same))):
        return True
    if label[-1] == "." and not candidate.bold and not any(other.label[-1] == "." for other in same):
        return False
    formed = sum(form_of(other.label) == form for other in same)
    if form == "full" or (form == "initials" and (candidate.bold or formed)):
        return candidate.bold or formed > 0
    if form in _UPPER:
        formed = sum(form_of(other.label) in _UPPER for other in same)
    if form == "numbered":
        return any(counts_alike(label, other.label) for other in same)
    if form == "other" or formed < (1 if candidate.bold or form in _UPPER else 2):
        return False
    return is_common is not None and not any(is_common(word) for word in re.findall(r"[^\W\d_]+", person(label)))


def _only_shape(candidate: Candidate, count: int, known: Known, known_forms: Mapping[str, Candidate]) -> bool:
    label = candidate.label
    if count > 1 or candidate.bold or folded(label) in known.speakers or is_role_or_code(label):
        return False
    return not any(other != label and stand_for_each_other(label, other) for other in known_forms)


def _reason(candidate: Candidate, count: int, known: Known, once: Collection[str]) -> str | None:
    """Why a candidate names nobody by itself; None when it does."""
    label = candidate.label
    recurs = count >= 3 and (folded(label) in SPEAK_WHERE_THEY_RECUR or (label in _NAMES_THAT_RECUR))
    if folded(label) in known.speakers or recurs:
        return None
    if candidate.shape in {"bracket", "paren", "angle"} and SOUNDS.fullmatch(label):
        return "says what was heard, not who speaks"
    if label.isupper() and len(label) <= 3 and count >= (3 if candidate.seconds is None else 2):
        return None
    if is_role_or_code(label) and not names_a_part(label):
        return "occurs only once" if count == 1 and is_everyday_role(label) else None
    if candidate.shape == "heading" and count < 2:
        return "is a heading"
    reason = unlike_a_name(label) or (None if candidate.shape in {"cue", "angle"} else in_small_letters(label, count))
    return reason or _too_rare(candidate, count, once)


def _too_rare(candidate: Candidate, count: int, once: Collection[str]) -> str | None:
    """Why a label that could be a name does not recur enough; a header needs more, unless it is clearly set apart."""
    enough = 2 if candidate.shape != "header" or candidate.firm else 3
    if count >= enough or (candidate.shape in once and candidate.firm):
        return None
    return "occurs only once" if count == 1 else "could be speech that ends with a time"
