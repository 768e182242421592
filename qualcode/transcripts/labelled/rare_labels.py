"""Labels that recur, but so rarely that they may open a paragraph of somebody’s words: Rent: four hundred a month."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from qualcode.transcripts.labelled.labels import Candidate, Stamp
from qualcode.transcripts.labelled.names import form_of
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.labelled.speakers import Verdict
from qualcode.transcripts.reading import Known, LabelRejected, folded

_MOST = 3
_RARELY = 1 / 6
"""Share of labelled lines, at most, that rare labels open; where they open more, they speak for each other."""

_NEARLY_ALL = 0.9
_FEWEST = 8
"""Labelled lines, at least, in which one way to set labels can be told from another."""

_A_PAIR = 2
"""People who speak with each other; somebody else who speaks so rarely may be none."""

_NUMBERS = {2: "twice", 3: "three times"}

_Style = tuple[str, bool, bool, bool]


def without_unlike(
    lines: Sequence[str],
    starts: Sequence[int],
    looks: Sequence[Candidate | Stamp | None],
    judgement: Verdict,
    known: Known,
) -> Verdict:
    """A verdict without the rare labels that never stand as nearly all others do: in bold, with a time, alone."""
    opened = _opened(looks, judgement)
    rare = _rare(opened.values(), known)
    if not rare:
        return judgement
    styles = {number: _style(look, starts[number] + len(lines[number])) for number, look in opened.items()}
    common = Counter(styles[number] for number, look in opened.items() if look.label not in rare)
    ((usual, count),) = common.most_common(1)
    others = sum(look.label not in rare for look in opened.values())
    if others < _FEWEST or count < _NEARLY_ALL * others:
        return judgement
    as_usual = {look.label for number, look in opened.items() if styles[number] == usual}
    unlike = {label: many for label, many in rare.items() if label not in as_usual}
    rejected = (LabelRejected(label, many, "stands otherwise than the others do") for label, many in unlike.items())
    return replace(
        judgement,
        accepted=judgement.accepted - {*unlike},
        rejected=(*judgement.rejected, *rejected),
        doubtful=(*judgement.doubtful, *unlike),
    )


def rare_labels(
    looks: Sequence[Candidate | Stamp | None], judgement: Verdict, known: Known, is_common: Callable[[str], bool]
) -> Iterator[str]:
    """A plain sentence for each label that is no name as the others are, and opens two or three of many lines."""
    opened = _opened(looks, judgement)
    rare = _rare(opened.values(), known)
    names = {look.label for look in opened.values() if not is_role_or_code(look.label)} - {*rare}
    forms = {form_of(name) for name in names}
    for label, many in rare.items():
        form = form_of(label)
        if form in {"single", "other"} and (form not in forms or len(names) <= _A_PAIR or is_common(label)):
            yield f"“{label}” speaks only {_NUMBERS[many]}; is that a person?"


def _opened(looks: Sequence[Candidate | Stamp | None], judgement: Verdict) -> dict[int, Candidate]:
    return {
        number: look
        for number, look in enumerate(looks)
        if isinstance(look, Candidate) and look.label in judgement.accepted
    }


def _rare(opened: Iterable[Candidate], known: Known) -> dict[str, int]:
    """Labels without a role that open two or three lines of many, with how many."""
    counts = Counter(look.label for look in opened)
    rare = {
        label: count
        for label, count in counts.items()
        if 1 < count <= _MOST and not is_role_or_code(label) and folded(label) not in known.speakers
    }
    return rare if sum(rare.values()) <= _RARELY * counts.total() else {}


def _style(look: Candidate, end: int) -> _Style:
    return look.shape, look.bold, look.seconds is not None, look.words >= end
