"""The command that shows which codes meet."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.cooccurrence import UNITS
from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.counting_commands import say_what_is_in_it
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import laid_out, lines_of, number, say, show, width_of, write
from qualcode.cli.working import EVERYBODY, acting_or_none, opened
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.tabulating.co_occurring import Meetings

_MOST = 12
"""Codes in the picture; more would not fit beside their names in 80 columns."""
_MOST_PAIRS = 10
_MEANING = {
    "excerpt": "Unit: the excerpt. Two codes meet where their excerpts share words; counted are the excerpts of either"
    " code that share words with one of the other, of {of} coded.",
    "passage": "Unit: the passage, a few sentences of one turn. A code counts in a passage where its excerpt covers"
    " half of the passage, or has half of its words there; of {of}.",
    "turn": "Unit: the turn, all that somebody says without interruption (where nobody speaks, the paragraph); of"
    " {of}, interviewers’ left out.",
    "answer": "Unit: the answer, all that one person says to one question; of {of}.",
    "document": "Unit: the document; of {of} coded.",
    "participant": "Unit: the participant; of {of} coded so far.",
}


def cooccurrence(
    *,
    unit: Annotated[str, typer.Option(help=f"Where codes meet: {', '.join(UNITS)}.")] = "excerpt",
    beside: Annotated[str | None, typer.Option("--with", help="themes: which codes meet which themes.")] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """See which codes meet: in the same words, passage, turn, answer, document or participant.

    With one --code, that code and any other; with several, those among each other.
    """
    from qualcode.analysis.cooccurrence import CoOccurrence
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.listing import resolved
    from qualcode.study.tabulating.co_occurring import co_occurring

    if beside not in (None, "themes"):
        raise QualcodeError(f"Codes cannot be laid beside “{beside}”.", hint="qualcode cooccurrence --with themes")
    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = resolved(study, replace(scope, coders=coders))
        found = co_occurring(study, asked, acting_or_none(study), unit, with_themes=beside is not None)
        say_what_it_is_called_now(called_now(study, scope.codes))
    head = _MEANING[unit].format(of=found.of)
    if form in (Format.csv, Format.json):
        show(CoOccurrence, found.rows, form)
        say(head)
        say("jaccard = both / (both + code alone + other alone)")
    elif not any(row.both for row in found.rows):
        say(head)
        say("No two of them meet." if found.rows else "There are no two of them to meet.")
    else:
        write(head if form is Format.md else laid_out(head))
        write("")
        if form is Format.md:
            columns = ("code", "other", "both", "code_alone", "other_alone")
            show(CoOccurrence, [row for row in found.rows if row.both], form, columns=columns)
        elif beside is not None:
            _draw_beside_themes(found)
        else:
            _draw(found, every=len(scope.codes) == 1)
    if beside is None:
        say("Left out: a code with those below it, which it meets wherever they are.")
    if found.without_questions:
        say(f"Left out, because nobody knows what was asked there: {', '.join(found.without_questions)}.")
    say_what_is_in_it(found.counts)


def _draw(found: "Meetings", *, every: bool) -> None:
    """A heat table of the codes that meet most often, and the foremost pairs in words; or these alone, `every` one."""
    from qualcode.cli.pictures import heat_table
    from qualcode.reports.tables import write_grid

    rows = sorted((row for row in found.rows if row.both), key=lambda row: (-row.both, row.code, row.other))
    if not every:
        codes = _foremost(found, [name for row in rows for name in (row.code, row.other)])
        place = {name: number for number, name in enumerate(codes)}
        numbers = {
            (max(place[row.code], place[row.other]), min(place[row.code], place[row.other])): row.both
            for row in found.rows
            if row.code in place and row.other in place
        }
        write("\n".join(heat_table(codes, numbers, width_of(sys.stdout))))
        write("")
    shown = rows if every else rows[:_MOST_PAIRS]
    heads = ["code", "with", "both", "only the first", "only the second"]
    body = [[row.code, row.other, str(row.both), str(row.code_alone), str(row.other_alone)] for row in shown]
    write_grid(heads, body, sys.stdout)
    if len(rows) > len(shown):
        say(f"{number(len(rows), 'pair')} in all: qualcode cooccurrence --unit {found.unit} --format csv")


def _draw_beside_themes(found: "Meetings") -> None:
    """A heat table of codes by themes, with the themes' names below."""
    from qualcode.cli.pictures import heat_table

    themes = list(dict.fromkeys(row.other for row in found.rows))
    codes = _foremost(found, [row.code for row in found.rows if row.both])
    line, column = ({name: number for number, name in enumerate(names)} for names in (codes, themes))
    numbers = {(line[row.code], column[row.other]): row.both for row in found.rows if row.code in line}
    heads = [str(place) for place in range(1, len(themes) + 1)]
    write("\n".join(heat_table(codes, numbers, width_of(sys.stdout), heads)))
    write("")
    for place, name in enumerate(themes, 1):
        write("\n".join(lines_of(f"{place}  {name}", "")))


def _foremost(found: "Meetings", names: list[str]) -> list[str]:
    """Of the codes or themes that meet any, those borne by the most units, in the order of the codebook."""
    met = set(names)
    most = sorted((name for name in found.bearing if name in met), key=lambda name: -found.bearing[name])[:_MOST]
    return [name for name in found.bearing if name in set(most)]


cooccurrence = scoped("document", "participant", "code", "coder", "where", "modifier")(cooccurrence)
