"""The command that tries suggestions out: `suggest evaluate`."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.evaluation_told import (
    BandTold,
    CodeTold,
    FigureTold,
    PointTold,
    Together,
    bands_told,
    code_told,
    figures_told,
    points_told,
    say_what_is_in_it,
    together,
)
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import progress, say, show, write
from qualcode.cli.working import acting_or_none, opened
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.suggest.evaluation import Evaluation
    from qualcode.suggest.evaluation_codes import CodeEvaluation


class Part(StrEnum):
    """What of the evaluation is shown."""

    codes = "codes"
    together = "together"
    calibration = "calibration"
    learning = "learning"


_HEADINGS = {
    Part.together: "All codes together",
    Part.calibration: "What became of passages scored strong, some and weak",
    Part.learning: "Learned from more and more of the other participants",
}


def evaluate(
    *,
    only: Annotated[
        Part | None, typer.Option("--only", help="Only this part; csv and json hold one: codes, unless named.")
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", help="Whose codings; else in each interview its lead coder’s.")
    ] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Try suggestions out on people whose codings they did not learn from."""
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.listing import resolved
    from qualcode.study.suggesting.evaluating import evaluate_suggestions

    with opened(project) as study:
        asked = resolved(study, scope)
        if coder is not None:
            study.coders.id_of(coder)
        say_what_it_is_called_now(called_now(study, scope.codes))
        with progress("Trying suggestions out") as hear:
            found = evaluate_suggestions(study, acting_or_none(study), coder=coder, progress=hear)
    codes = tuple(one for one in found.evaluation.codes if asked.holds_code(one.code))
    if form in (Format.csv, Format.json):
        _show_rows(found.evaluation, codes, only or Part.codes, form)
    else:
        _show_parts(found.evaluation, codes, _parts(only, narrowed=bool(asked.codes)), form)
    say_what_is_in_it(found)


evaluate = scoped("code")(evaluate)


def _parts(only: Part | None, *, narrowed: bool) -> Sequence[Part]:
    return (only,) if only else (Part.codes,) if narrowed else tuple(Part)


def _show_rows(found: "Evaluation", codes: "Sequence[CodeEvaluation]", part: Part, form: Format) -> None:
    from qualcode.suggest.evaluation_calibration import BandEvaluation
    from qualcode.suggest.evaluation_codes import CodeEvaluation
    from qualcode.suggest.evaluation_learning import LearningPoint

    rows: dict[Part, tuple[type[Any], Sequence[Any]]] = {
        Part.codes: (CodeEvaluation, codes),
        Part.together: (Together, [together(found)]),
        Part.calibration: (BandEvaluation, found.calibration.bands),
        Part.learning: (LearningPoint, found.learning.points),
    }
    show(*rows[part], form)


def _show_parts(found: "Evaluation", codes: "Sequence[CodeEvaluation]", parts: Sequence[Part], form: Format) -> None:
    rows: dict[Part, tuple[type[Any], Sequence[Any]]] = {
        Part.codes: (CodeTold, [code_told(one) for one in codes]),
        Part.together: (FigureTold, figures_told(found)),
        Part.calibration: (BandTold, bands_told(found)),
        Part.learning: (
            PointTold,
            points_told(found),
        ),
    }
    for part in parts:
        if len(parts) > 1 and part in _HEADINGS:
            write(f"\n{'## ' if form is Format.md else ''}{_HEADINGS[part]}\n")
        show(*rows[part], form, empty=_EMPTY[part])
        say(found.learning.said if part is Part.learning else _MEANING[part])


_MEANING = {
    Part.codes: (
        "Average precision: 1 where all passages that carry the code come first; “times chance” says how much better "
        "than random order. To read: of 100 passages, how many one reads in suggested order until four in five of "
        "those that carry the code are met."
    ),
    Part.together: "In brackets, and under “between”: where it lies in 95 of 100 re-draws of participants.",
    Part.calibration: "Each passage counts once for every code; “cannot say” had too few decisions for a probability.",
}
_EMPTY = {
    Part.codes: "The codebook has no code in use.",
    Part.together: "",
    Part.calibration: "",
    Part.learning: "No code has enough passages to say anything.",
}
