"""The options that several commands about stories share."""

from typing import Annotated

import typer

StoryId = Annotated[str, typer.Argument(help="The story: V01.")]
StepNumber = Annotated[int, typer.Argument(help="The step, by its number.")]
StartingPoint = Annotated[str | None, typer.Option(help="The challenge or hope it begins with.")]
Narrative = Annotated[str | None, typer.Option(help="account, or aspiration for a hope or plan.")]
Reach = Annotated[str | None, typer.Option(help="personal or collective.")]
PartPlayed = Annotated[
    str | None, typer.Option(help="What the community was to it: necessary, helpful, incidental or unclear.")
]
Otherwise = Annotated[str | None, typer.Option(help="Would it have happened anyway?")]
Others = Annotated[str | None, typer.Option(help="Who and what else contributed.")]
Alternatives = Annotated[str | None, typer.Option(help="What else might explain it.")]
NewSuccess = Annotated[str | None, typer.Option(help="What counts as success since.")]
Shared = Annotated[
    bool | None, typer.Option("--shared/--not-shared", help="Its participant agreed that it is told outside the team.")
]
After = Annotated[int | None, typer.Option(help="The number of the step that led to it.")]
Link = Annotated[str | None, typer.Option(help="explicit: the participant says that it led to it; inferred: you do.")]
