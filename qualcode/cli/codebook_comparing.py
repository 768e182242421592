"""The command that tells what an edit did to a codebook."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Format, FormatOption, ProjectPath
from qualcode.cli.output import laid_out, number, say, show, write
from qualcode.cli.working import opened, opened_unless

if TYPE_CHECKING:
    from qualcode.study.codebooks.change_rows import ChangeRow

_NOTHING = "Nothing differs."


def diff(
    old: Annotated[
        Path | None, typer.Argument(help="A codebook, compared with the one in force; all edited ones if left out.")
    ] = None,
    new: Annotated[Path | None, typer.Argument(help="Another codebook, to compare the first one with.")] = None,
    *,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Tell what an edit did to each code, and how many codings it touches."""
    from qualcode.study.codebooks.change_rows import ChangeRow
    from qualcode.study.codebooks.comparing import compare_files, compare_with_applied

    if old is not None and new is not None:
        with opened_unless(project, absent=True) as study:
            rows = compare_files(old, new, study)
    else:
        with opened(project) as study:
            rows = compare_with_applied(study, old)
    if form is Format.table and rows:
        write(laid_out("\n".join(_told(rows))))
    else:
        show(ChangeRow, _on_one_line(rows) if form is Format.md else rows, form, empty=_NOTHING)
    if rows and new is None:
        say("Nothing is applied yet. To apply edited codebooks: qualcode codebook update")


def _on_one_line(rows: "Sequence[ChangeRow]") -> "list[ChangeRow]":
    """For Markdown, whose cells have no lines."""
    return [replace(row, detail=row.detail.replace("\n", " · ")) for row in rows]


def _told(rows: "Sequence[ChangeRow]") -> Iterator[str]:
    for place, row in enumerate(rows):
        if place:
            yield ""
        told = row.codings is not None and (row.code or row.codings)
        codings = f" ({number(row.codings or 0, 'coding')})" if told else ""
        yield f"{row.change}{f': {row.code}' if row.code else ''}{codings}"
        yield from (f"    {line}" for line in row.detail.splitlines())
