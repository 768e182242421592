"""What the machine's suggestions did to a coder's coding, and how much the coding missed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.analysis.decision_alarms import questions_to_the_coder
from qualcode.analysis.decision_calibration import StatedAndAccepted, Verdict, by_band, by_tenth
from qualcode.analysis.influence import Influence, Look, influence
from qualcode.analysis.intervals import Interval, clopper_pearson, wilson
from qualcode.analysis.ledger import Entry, Offered, Origin, last_decided, ledger, origins
from qualcode.model import Coding, Suggestion
from qualcode.project import Project
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.keeping_back import hidden_from
from qualcode.study.suggesting.marked_passages import marked_passages
from qualcode.study.suggesting.offered import offered
from qualcode.study.suggesting.passages_read import same_words
from qualcode.study.suggesting.recall_audit import RecallAudit, recall_audit

LAST = 50
"""Decisions whose precision is told where nobody asks for another number."""


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the suggestions decided last, to how many the coder gave the code."""

    code: str
    """Empty for all codes together."""
    accepted: int
    decided: int
    interval: Interval
    """Of the share (Clopper–Pearson)."""


@dataclass(frozen=True, slots=True)
class DecoyRate:
    """Decoys decided, and accepted though they fit badly."""

    accepted: int
    decided: int
    interval: Interval
    """Of the share (Wilson)."""


@dataclass(frozen=True, slots=True)
class CodeInfluence:
    """The influence of suggestions on one code."""

    code: str
    """Empty for all codes together."""
    found: Influence


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that is told of one coder's suggestions and of what the coding missed."""

    coder: str
    asked: tuple[str, ...]
    """The codes it is of; empty: of all."""
    entries: tuple[Entry, ...]
    origins: tuple[Origin, ...]
    precision: tuple[Precision, ...]
    bands: tuple[StatedAndAccepted, ...]
    tenths: tuple[StatedAndAccepted, ...]
    decoys: DecoyRate | None
    """None where none was decided."""
    influence: tuple[CodeInfluence, ...]
    """Empty where no plain reread was decided."""
    unmarked: int
    """Passages without a code in the documents the coder finished."""
    without_suggestion: int
    """Of these, those for which the machine never suggested a code."""
    recall: RecallAudit | None
    """None where no sample was drawn."""
    questions: tuple[str, ...]
    """What to ask the coder, where decisions came too easily."""
    left_out: tuple[str, ...]
    """Documents kept from the viewer while they code them blind."""

    @property
    def any_suggestion(self) -> bool:
        """Whether anything was suggested to the coder so far."""
        return bool(self.entries or self.decoys or self.influence)


def audit(project: Project, coder: str, viewer: str | None, *, scope: Scope = EVERYTHING, last: int = LAST) -> Audit:
    """The audit of one coder, of the codes in `scope`, as far as `viewer` may see it (None: nobody knows who).

    A suggestion counts as accepted in rates when the coder gave its code, be it to other words nearby; whether as it
    stood or changed, the ledger tells. Only what was put before the coder counts.
    """
    hidden = hidden_from(project, viewer) if viewer != coder else frozenset[str]()
    own = [one for one in project.codings.within() if one.coder == coder and one.document not in hidden]
    every = [one for one in project.suggestions.ledger(coder) if one.document not in hidden]
    all_codes = offered(project, coder, every)
    found = [one for one in all_codes if scope.holds_code(one.code)]
    codings = [one for one in own if scope.holds_code(one.code)]
    made_from = {one.coding for one in every if one.coding and one.arm != "withheld"}
    unmarked, without = _never_suggested(project, coder, own, every, hidden)
    return Audit(
        coder=coder,
        asked=tuple(sorted(scope.codes)),
        entries=ledger(found),
        origins=origins(codings, made_from),
        precision=_precision(found, last),
        bands=by_band(_verdicts(found)),
        tenths=by_tenth(_verdicts(found)),
        decoys=_decoys(found),
        influence=_influence(found),
        unmarked=unmarked,
        without_suggestion=without,
        recall=recall_audit(project, coder, own, scope, hidden),
        questions=questions_to_the_coder(all_codes, coder),
        left_out=tuple(sorted(hidden)),
    )


def _decided(offered: Sequence[Offered], arm: str) -> list[Offered]:
    return [one for one in offered if one.arm == arm and one.is_decided]


def _verdicts(offered: Sequence[Offered]) -> list[Verdict]:
    return [Verdict(one.band, one.probability, one.added) for one in _decided(offered, "offered")]


def _precision(offered: Sequence[Offered], last: int) -> tuple[Precision, ...]:
    """Of the last decisions of all codes, then of the last ones of each code."""
    if not _decided(offered, "offered"):
        return ()
    codes = sorted({one.code for one in _decided(offered, "offered")})
    chosen = {"": last_decided(offered, last)}
    chosen |= {code: last_decided([one for one in offered if one.code == code], last) for code in codes}
    found = []
    for code, some in chosen.items():
        accepted = sum(one.added for one in some)
        found.append(Precision(code, accepted, len(some), clopper_pearson(accepted, len(some))))
    return tuple(found)


def _decoys(offered: Sequence[Offered]) -> DecoyRate | None:
    decoys = _decided(offered, "decoy")
    accepted = sum(one.added for one in decoys)
    return DecoyRate(accepted, len(decoys), wilson(accepted, len(decoys))) if decoys else None


def _influence(offered: Sequence[Offered]) -> tuple[CodeInfluence, ...]:
    reread = _decided(offered, "withheld")
    looks = [(one.code, Look(one.group, False, one.added)) for one in reread]
    looks += [(one.code, Look(one.group, True, one.added)) for one in _decided(offered, "offered")]
    if not reread:
        return ()
    codes = ["", *sorted({code for code, _ in looks})]
    return tuple(CodeInfluence(code, influence(look for given, look in looks if code in ("", given))) for code in codes)


def _never_suggested(
    project: Project, coder: str, own: Sequence[Coding], every: Sequence[Suggestion], hidden: Collection[str]
) -> tuple[int, int]:
    """Unmarked passages of finished documents, and those of them no code was ever suggested for."""
    finished = project.finishes.by(coder) - frozenset(hidden)
    places: dict[str, list[tuple[int, int]]] = {}
    for one in every:
        places.setdefault(one.document, []).append((one.start, one.end))
    left = [one.passage for one in marked_passages(project, finished, own) if not one.codes]
    without = [
        one
        for one in left
        if not any(same_words(place, (one.start, one.end)) for place in places.get(one.document, ()))
    ]
    return len(left), len(without)
