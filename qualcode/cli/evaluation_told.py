"""How good suggestions are, in words and figures that people read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.cli.output import number, say

if TYPE_CHECKING:
    from qualcode.study.suggesting.evaluating import Evaluated
    from qualcode.suggest.evaluation import Evaluation
    from qualcode.suggest.evaluation_codes import CodeEvaluation


@dataclass(frozen=True, slots=True)
class Together:
    """The figures over all codes, for programs."""

    passages: int
    coded: int
    participants: int
    folds: int
    first_right: float | None
    first_three_right: float | None
    average_precision: float | None
    low: float | None
    high: float | None
    lift: float | None
    reading: float | None
    reading_at_random: float | None
    calibration_decisions: int
    calibration_error: float | None
    calibration_error_seen: float | None
    calibration_error_by_chance: float | None
    learning_outlook: str
    encoder: str


@dataclass(frozen=True, slots=True)
class CodeTold:
    """How well a code is found, for people."""

    code: str
    carry_it: int
    people: int
    average_precision: str
    between: str
    times_chance: str
    to_read: str


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure over all codes, for people."""

    figure: str
    value: str


@dataclass(frozen=True, slots=True)
class BandTold:
    """What became of the passages in a band, for people."""

    scored: str
    times: int
    carry_the_code: int
    of_100: str


@dataclass(frozen=True, slots=True)
class PointTold:
    """A step of the learning curve, for people."""

    participants: int
    passages: int
    average_precision: str


def code_told(one: "CodeEvaluation") -> CodeTold:
    """The figures of a code in two decimals, or that nobody can say."""
    if one.average_precision is None:
        return CodeTold(one.code, one.carrying, one.participants, "cannot say", "", "", "")
    few = " *" if one.few_participants else ""
    return CodeTold(
        code=one.code,
        carry_it=one.carrying,
        people=one.participants,
        average_precision=f"{one.average_precision:.2f}",
        between=f"{one.low:.2f}–{one.high:.2f}{few}",
        times_chance=f"{one.lift:.1f}",
        to_read=_of_100(one.reading),
    )


def figures_told(found: "Evaluation") -> list[FigureTold]:
    """The figures over all codes in words."""
    told = number(sum(one.enough for one in found.codes), "code")
    reading, mean = _of_100(found.reading, "passages"), "cannot say"
    if found.average_precision is not None:
        mean = f"{found.average_precision:.2f} ({found.low:.2f}–{found.high:.2f})"
        reading += f", not {_of_100(found.reading_at_random)} as in random order"
    return [
        FigureTold("first suggestion right", _of_coded(found.first_right, found.coded)),
        FigureTold("one of the first three right", _of_coded(found.first_three_right, found.coded)),
        FigureTold(f"average precision, mean of {told}", mean),
        FigureTold("to read for four in five of a code’s passages", reading),
        FigureTold("probabilities off, beyond chance", _of_100(found.calibration.error, "on average")),
    ]


def bands_told(found: "Evaluation") -> list[BandTold]:
    """The bands that passages fell in."""
    return [
        BandTold(one.band, one.decisions, one.carrying, "" if one.share is None else _of_100(one.share))
        for one in found.calibration.bands
        if one.decisions
    ]


def points_told(found: "Evaluation") -> list[PointTold]:
    """The steps of the learning curve."""
    return [PointTold(one.participants, one.passages, f"{one.average_precision:.2f}") for one in found.learning.points]


def together(found: "Evaluation") -> Together:
    """The figures over all codes as one row."""
    calibration = found.calibration
    return Together(
        passages=found.passages,
        coded=found.coded,
        participants=found.participants,
        folds=found.folds,
        first_right=found.first_right,
        first_three_right=found.first_three_right,
        average_precision=found.average_precision,
        low=found.low,
        high=found.high,
        lift=found.lift,
        reading=found.reading,
        reading_at_random=found.reading_at_random,
        calibration_decisions=calibration.decisions,
        calibration_error=calibration.error,
        calibration_error_seen=calibration.error_seen,
        calibration_error_by_chance=calibration.error_by_chance,
        learning_outlook=found.learning.outlook,
        encoder=found.encoder,
    )


def _of_coded(share: float | None, coded: int) -> str:
    """A share of the coded passages; counted out where there are fewer than a hundred."""
    if share is None or coded >= 100:
        return _of_100(share, "coded passages")
    return f"{share * coded:.0f} of {number(coded, 'coded passage')}"


def _of_100(share: float | None, what: str = "") -> str:
    """A share in hundredths, and of what where that is named."""
    if share is None:
        return "cannot say"
    told = "under 1" if 0 < share < 0.005 else "over 99" if 0.995 <= share < 1 else f"{100 * share:.0f}"
    return f"{told} of 100 {what}" if what else told


def say_what_is_in_it(found: "Evaluated") -> None:
    """Whose codings these are, how they were tried, and what does not count."""
    evaluation = found.evaluation
    for notice in found.notices:
        say(notice)
    say(
        f"{found.rule} Only those made before any suggestion was shown: {number(len(found.documents), 'interview')} "
        f"with {number(evaluation.participants, 'participant')}, {number(evaluation.passages, 'passage')}, "
        f"{evaluation.coded} of them coded."
    )
    say(
        f"The participants were parted into {evaluation.folds}; each part was scored by what the codings of the others "
        "teach."
    )
    if any(one.enough and one.few_participants for one in evaluation.codes):
        say("* Fewer than five participants carry the code: the truth may well lie outside.")
    if any(not one.enough for one in evaluation.codes):
        say("“Cannot say”: fewer than five passages carry the code, or only one participant’s.")
    if found.shown_before:
        say(
            "Left out, because suggestions or others’ codings were shown there before they were finished: "
            f"{', '.join(found.shown_before)} ({number(found.passages_left_out, 'passage')})."
        )
    if found.not_blind:
        them = "coding was" if found.not_blind == 1 else "codings were"
        say(f"Not counted: {found.not_blind} {them} made after suggestions or others’ codings were shown.")
    if found.unfinished:
        say(f"Not finished yet, so not counted: {', '.join(found.unfinished)}.")
    if found.kept_back:
        say(f"Left out until you have finished them: {', '.join(found.kept_back)}.")
