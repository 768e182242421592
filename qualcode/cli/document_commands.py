"""Commands about single transcripts: list, read, search, finish."""

import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, group_of, scoped
from qualcode.cli.output import lines_of, number, progress, say, show, write
from qualcode.cli.people_commands import NOBODY, nothing_fits
from qualcode.cli.working import EVERYBODY, acting, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.bringing_in.transcript_view import Heading, TurnRow
    from qualcode.study.listing import DocumentRow

Document = Annotated[str, typer.Argument(help="The document: D01.")]


_NEAREST = 20
"""Passages nearest in meaning that are shown unless more are asked for."""
_WHERE_KNOWN = ("date", "wave", "finished_by", "lead")
"""Columns of documents that show only where something stands in them."""
_FIRST_TO_GO = ("format", "lead", "turns", "words")
"""Columns that give way where the terminal is too narrow for all."""


def documents(
    *,
    files: Annotated[
        bool, typer.Option("--files", help="Which file each one was made from; file names may tell who it was.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """List the documents."""
    from qualcode.study.listing import DocumentRow, FileRow, document_rows, file_rows, resolved

    with opened(project) as study:
        rows = document_rows(study, resolved(study, scope))
        from_files = file_rows(study, rows) if files else ()
        empty = nothing_fits(scope) if study.documents.ids() else NOBODY
    if files:
        parts = ("id", "file", "part") if any(row.part for row in from_files) else ("id", "file")
        show(FileRow, from_files, form, columns=parts, empty=empty)
    else:
        show(DocumentRow, rows, form, columns=_columns(rows, form), empty=empty)


def _columns(rows: "Sequence[DocumentRow]", form: Format) -> list[str]:
    """What tells one document from the others, as far as there is room for it."""
    from qualcode.reports.tables import that_fit
    from qualcode.study.listing import DocumentRow

    hidden = {name for name in _WHERE_KNOWN if not any(getattr(row, name) for row in rows)}
    if all(row.lead in (None, *row.finished_by[:1]) for row in rows):
        hidden.add("lead")
    if form is Format.table and all(row.untitled for row in rows):
        hidden.add("title")
    columns = [field.name for field in fields(DocumentRow) if field.name not in hidden]
    return that_fit(DocumentRow, rows, columns, _FIRST_TO_GO, sys.stdout) if form is Format.table else columns


def edit(
    document: Document,
    *,
    title: Annotated[str | None, typer.Option("--title", help="What to call it; empty for its speakers.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="interview, focus group, field note, program record or survey.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="When it was: 2026-05-03, 2026-05 or 2026.")] = None,
    wave: Annotated[str | None, typer.Option("--wave", help="Which round of interviews it belongs to.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Change what is known of a document; an empty value takes it away."""
    from qualcode.study.bringing_in.document_facts import edit_document

    named = {"title": title, "source": source, "date": date, "wave": wave}
    given = {fact: value for fact, value in named.items() if value is not None}
    if not given:
        raise QualcodeError("What is to change?", hint=f'qualcode documents edit {document} --title "…"')
    with opened(project) as study:
        changed = edit_document(study, acting(study, coder), document, given)
        name = study.documents.current(document).document
    say(f"{name} was changed." if changed else f"{name} was so already.")


def read(
    document: Document,
    *,
    positions: Annotated[
        bool, typer.Option("--positions", help="Show where each turn starts and ends, for --at.")
    ] = False,
    coder: Annotated[str | None, typer.Option("--coder", help="Whose codings to show, or all; else your own.")] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Show a transcript turn by turn, with codings beside it."""
    from qualcode.study.bringing_in.transcript_view import TurnRow, transcript

    with opened(project) as study:
        viewer = acting_or_none(study)
        named = coder or viewer
        coders = frozenset() if named in (None, EVERYBODY) else frozenset({named})
        for name in coders:
            study.coders.id_of(name)
        shown = transcript(study, document, viewer, coders)
    if form is not Format.table:
        show(TurnRow, shown.turns, form)
    else:
        headings = deque(shown.headings)
        for row in shown.turns:
            while headings and headings[0].start <= row.start:
                _write_heading(headings.popleft())
            _write_turn(row, positions)
        for heading in headings:
            _write_heading(heading)
    if shown.kept_back:
        say("Others have coded this interview too; their codings show once you have finished it.")
    say_what_was_seen(shown.newly_seen)


def _write_heading(heading: "Heading") -> None:
    for line in lines_of(f"{'#' * heading.level} {' '.join(heading.title.split())}", ""):
        write(line)
    write("")


def _write_turn(row: "TurnRow", positions: bool) -> None:
    time = "" if row.begins is None else f"  {int(row.begins) // 60:d}:{int(row.begins) % 60:02d}"
    place = f"  {row.start}:{row.end}" if positions else ""
    write(f"[{row.turn}] {row.speaker}{time}{place}")
    for line in lines_of(row.words, "    "):
        write(line)
    for coding in row.codings:
        for line in lines_of(f"▸ {coding}", "    "):
            write(line)
    write("")


def search(
    words: Annotated[list[str], typer.Argument(help="Words that all must stand in a turn; “a phrase”; beginn*.")],
    *,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="What means something like the words, nearest first.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="How many at most; with --meaning 20, unless said.", show_default=False)
    ] = None,
    everyone: Annotated[bool, typer.Option("--everyone", help="Interviewers’ turns too.")] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Find words in every transcript, by participant."""
    if meaning:
        _search_by_meaning(" ".join(words), limit or _NEAREST, everyone, project, form, scope)
        return
    from qualcode.study.coding.searching import FoundTurn
    from qualcode.study.coding.searching import search as search_for
    from qualcode.study.listing import resolved

    with opened(project) as study:
        found = search_for(study, " ".join(words), resolved(study, scope), everyone=everyone)
    some = found.turns[:limit]
    show(FoundTurn, some, form, columns=("participant", "document", "turn", "words"), empty="Nobody says that.")
    of_these = f"; the first {len(some)} are shown" if len(some) < len(found.turns) else ""
    say(f"{found.participants} of {found.of} participants, {number(len(found.turns), 'turn')}{of_these}")


def _search_by_meaning(
    words: str, limit: int, everyone: bool, project: ProjectPath, form: Format, scope: Scope
) -> None:
    from qualcode.study.coding.searching_by_meaning import FoundPassage, search_by_meaning
    from qualcode.study.listing import resolved

    with opened(project) as study, progress("Reading for meaning") as hear:
        found = search_by_meaning(study, words, resolved(study, scope), everyone=everyone, limit=limit, progress=hear)
    if found.notice:
        say(found.notice)
    columns = ("participant", "document", "turn", "alike", "words")
    show(FoundPassage, found.passages, form, columns=columns, empty="Nobody says anything like that.")
    say(f"{found.participants} of {found.of} participants, {number(len(found.passages), 'passage')}")


def finish(
    document: Document,
    *,
    lead: Annotated[
        bool, typer.Option("--lead", help="Your codings of it count, even if somebody else finished first.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Say that you have coded an interview once through, and look back at it."""
    from qualcode.study.coding.finish_card import finish_card

    with opened(project) as study:
        who, name = acting(study, coder), study.documents.current(document).document
        if lead and name in study.finishes.by(who):
            study.documents.set_lead(who, name, who)
        else:
            study.finishes.finish(who, name, lead=lead)
        codings, card = study.codings.counts(who).get(name, 0), finish_card(study, who, name)
    write("\n".join(card.lines))
    say(f"{who} has finished {name} ({number(codings, 'coding')}).")
    if lead:
        say(f"From now on {who}’s codings of {name} count.")
    say("Suggestions for it may show now: qualcode suggest")


def reopen(document: Document, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Take a finished interview up again."""
    with opened(project) as study:
        who, name = acting(study, coder), study.documents.current(document).document
        study.finishes.reopen(who, name)
    say(f"{who} codes {name} again.")


documents_group = group_of(scoped("document", "participant", "where")(documents), edit)
search = scoped("document", "participant", "where")(search)
