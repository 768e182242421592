"""Commands that give a document a corrected text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import number, say, show
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.bringing_in.importing import HowToRead
    from qualcode.study.bringing_in.moving import MovedRow
    from qualcode.study.bringing_in.who_is_who import WhoIsWho

_SHOWN = 10
"""Corrected places that are told one by one."""


def correct(
    document: Annotated[str, typer.Argument(help="The document: D03.")],
    *,
    words: Annotated[str | None, typer.Option("--words", "-w", help="The words as they stand now.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="What was really said; empty takes the words out.")] = None,
    at: Annotated[str | None, typer.Option("--at", help="The place of the words: 120:188.")] = None,
    turn: Annotated[int | None, typer.Option("--turn", "-t", help="The turn they stand in, by its number.")] = None,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="All places of these words.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List what was corrected so far.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Correct misheard words; codings move along. A whole corrected file: qualcode import --replace."""
    if listing:
        _list(document, project, form)
        return
    from qualcode.study.bringing_in.correcting import correct as correct_words
    from qualcode.study.bringing_in.moving import MovedRow
    from qualcode.study.coding.locating import read_place

    if to is None or (words is None and at is None):
        raise QualcodeError(
            "Which words, and what was really said?",
            hint=f'qualcode correct {document} --words "as they stand" --to "as they were said"',
        )
    place = read_place(at) if at is not None else None
    with opened(project) as study:
        done = correct_words(
            study, acting(study, coder), document, words, to, at=place, turn=turn, everywhere=everywhere
        )
    for old, new in done.places[:_SHOWN]:
        say(f"“{old}” is “{new}” now." if new else f"“{old}” is gone.")
    if len(done.places) > _SHOWN:
        say(f"and {len(done.places) - _SHOWN} more places")
    say(f"{done.document} has version {done.version}; {number(done.moved, 'coding')} moved along.")
    _tell(MovedRow, done.rows, done.left_behind, form)
    say("To take this back: qualcode history, then qualcode undo --event ID")


def replace(
    study: "Project",
    coder: str,
    document: str,
    files: Sequence[Path],
    how: "HowToRead",
    who: "WhoIsWho | None",
    *,
    dry_run: bool,
    form: Format,
) -> None:
    """What `import --replace` does: one file becomes the new text of one document."""
    from qualcode.study.bringing_in.moving import MovedRow
    from qualcode.study.bringing_in.replacing import replace_document

    if len(files) != 1 or files[0].is_dir():
        raise QualcodeError(
            "One file takes the place of one document.", hint=f"qualcode import --replace {document} FILE"
        )
    done = replace_document(study, coder, document, files[0], how, who, dry_run=dry_run)
    for line in done.told:
        say(line)
    differ = number(done.differences, "place differs", "places differ")
    would = "would have" if dry_run else "has"
    say(f"{done.document} {would} version {done.version} ({done.format}, {number(done.turns, 'turn')}); {differ}.")
    say(f"{number(done.moved, 'coding')} {'would move' if dry_run else 'moved'} along.")
    if done.found_again:
        say(f"Found again by their words: {number(done.found_again, 'coding')} that an earlier text had left behind.")
    _tell(MovedRow, done.rows, done.left_behind, form)
    if dry_run:
        say("Nothing was imported.")
    else:
        say(f"To see what differs: qualcode correct {done.document} --list")
        say("To take this back: qualcode history, then qualcode undo --event ID")


def _list(document: str, project: Path | None, form: Format) -> None:
    from dataclasses import replace as with_values

    from qualcode.study.bringing_in.correcting import CorrectionRow, corrections

    with opened(project) as study:
        rows = corrections(study, document)
    if form in (Format.table, Format.md):
        rows = [with_values(row, time=row.time[:16].replace("T", " ")) for row in rows]
    show(CorrectionRow, rows, form, empty=f"{document} stands as it was imported.")


def _tell(
    row_class: "type[MovedRow]", rows: "Sequence[MovedRow]", left_behind: Mapping[str, int], form: Format
) -> None:
    """The coder's own codings that changed, and how many of anybody's were left behind."""
    from dataclasses import replace as with_values

    short = [with_values(row, coding=row.coding[:8]) for row in rows] if form is Format.table else rows
    if rows or form is not Format.table:
        show(row_class, short, form, columns=("coding", "code", "became", "words", "now"))
    for coder, count in left_behind.items():
        stay = number(count, "coding stays", "codings stay")
        say(f"Left behind: {stay} of {coder}’s on the older text and counted nowhere: qualcode codings --left-behind")
