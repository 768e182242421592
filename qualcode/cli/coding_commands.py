"""Commands that make, change and list codings and memos."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codings_told import for_people, say_what_it_is_called_now, tell_coding, under_another_definition
from qualcode.cli.options import Acting, Format, FormatOption, Modifiers, ProjectPath, pairs, scoped
from qualcode.cli.output import number, say, show
from qualcode.cli.working import acting, opened, say_what_was_seen, whose
from qualcode.errors import QualcodeError
from qualcode.model import Memo
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.project import Project

Words = Annotated[
    str | None,
    typer.Option("--words", "-w", help="The words as in the transcript; “start … end”; - for standard input."),
]
At = Annotated[str | None, typer.Option("--at", help="A place: 120:188.")]
Turn = Annotated[int | None, typer.Option("--turn", "-t", help="A whole turn, by its number.")]
_NO_CODING = "There is no such coding. To make one: qualcode coding add --help"
CodingId = Annotated[str, typer.Argument(help="A coding’s id, or its first letters.")]
MemoId = Annotated[str, typer.Argument(help="A memo’s id, or its first letters.")]


def add(
    *,
    document: Annotated[str, typer.Option("--document", "-d", help="The document: D03.")],
    code: Annotated[str, typer.Option("--code", "-c", help="The code, or the last part of its name.")],
    words: Words = None,
    at: At = None,
    turn: Turn = None,
    modifier: Modifiers = None,
    memo: Annotated[str | None, typer.Option(help="A note on this coding.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Code words of a document."""
    from qualcode.project.codings import NewCoding
    from qualcode.study.coding.levels import remarks_on_level
    from qualcode.study.coding.locating import remarks_on

    with opened(project) as study:
        who = acting(study, coder)
        start, end = _place(study, document, words, at, turn)
        coding = study.codings.add(NewCoding(document, start, end, code, who, pairs(modifier or []), memo))
        remarks = [*remarks_on(study, coding), *remarks_on_level(study, coding)]
    tell_coding("Coded", coding, remarks, form)


def edit(
    coding: CodingId,
    *,
    code: Annotated[str | None, typer.Option("--code", "-c", help="Another code.")] = None,
    words: Words = None,
    at: At = None,
    turn: Turn = None,
    modifier: Annotated[
        list[str] | None,
        typer.Option("--modifier", "-m", help="Set a modifier (valence=mixed), or drop one (valence=)."),
    ] = None,
    star: Annotated[bool | None, typer.Option("--star/--no-star", help="Mark it as worth quoting, or not.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Change the words, code or modifiers of one of your codings, or star it."""
    from qualcode.study.coding.levels import remarks_on_level
    from qualcode.study.coding.locating import remarks_on

    claims_more = any((code, words, at, turn, modifier))
    if not claims_more and star is None:
        raise QualcodeError(
            "What is to change?",
            hint='--code, --words, --at, --turn, --modifier or --star   (a note: qualcode memo add --coding ID "…")',
        )
    with opened(project) as study:
        who = acting(study, coder)
        standing = study.codings.get(coding)
        place = _place(study, standing.document, words, at, turn) if words or at or turn else None
        if star is not None and not claims_more:
            changed = study.codings.star(who, coding, star)
        else:
            changed = study.codings.edit(
                who, coding, place=place, code=code, modifiers=_edited(modifier or []), starred=star
            )
        remarks = [*remarks_on(study, changed), *remarks_on_level(study, changed)]
    tell_coding("Changed", changed, remarks, form)


def remove(coding: CodingId, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Take one of your codings away; undo brings it back with its memos."""
    with opened(project) as study:
        gone = study.codings.remove(acting(study, coder), coding)
    say(f"Removed the coding of {gone.document} with {gone.code}. To bring it back: qualcode undo")


def import_(
    file: Annotated[Path, typer.Argument(help="A table with document, code, and words or a place.")],
    *,
    blind: Annotated[
        bool, typer.Option("--blind", help="These were made without seeing suggestions or others’ codings.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show where the words stand.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Take in codings made elsewhere, all of them or none."""
    from qualcode.study.coding.importing_codings import ImportedCoding, import_codings

    with opened(project) as study:
        rows = import_codings(study, acting(study, coder), file, blind=blind, dry_run=dry_run)
    if dry_run or form is not Format.table:
        show(ImportedCoding, rows, form)
    count = number(len(rows), "coding")
    say(f"{count} found; nothing was imported." if dry_run else f"{count} imported.")


def codings(
    *,
    left_behind: Annotated[
        bool, typer.Option("--left-behind", help="Those of words that only an older text of their document has.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """List codings: your own, or --coder NAME, or --coder all."""
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.coding.listing_codings import CodingRow, coding_rows

    with opened(project) as study:
        narrowed, viewer = whose(study, scope)
        found = coding_rows(study, narrowed, viewer, left_behind=left_behind)
        former = called_now(study, scope.codes)
    rows = [for_people(row) for row in found.rows] if form in (Format.table, Format.md) else list(found.rows)
    several = len({row.coder for row in rows}) > 1
    columns = ("id", "document", "turn", "code", *(["coder"] if several or form is Format.md else []), "words")
    say_what_it_is_called_now(former)
    show(CodingRow, rows, form, columns=columns, empty="No coding was left behind." if left_behind else _NO_CODING)
    if left_behind and rows:
        say(
            'To put one on the text as it is now: qualcode coding edit ID --words "…"   (or: qualcode coding remove ID)'
        )
    if found.kept_back:
        say(f"Left out until you have finished them: others’ codings of {', '.join(sorted(found.kept_back))}.")
    if found.otherwise_defined:
        say(under_another_definition(found.otherwise_defined))
    say_what_was_seen(found.newly_seen)


codings = scoped("document", "participant", "code", "coder", "where", "modifier")(codings)


def memo_add(
    text: Annotated[str, typer.Argument(help="The note; - for standard input.")],
    *,
    document: Annotated[str | None, typer.Option("--document", "-d", help="About this document.")] = None,
    code: Annotated[str | None, typer.Option("--code", "-c", help="About this code.")] = None,
    coding: Annotated[str | None, typer.Option(help="About this coding.")] = None,
    theme: Annotated[str | None, typer.Option(help="About this theme.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Write a memo on the project, or on one thing in it."""
    named = {"document": document, "code": code, "coding": coding, "theme": theme}
    about = [(kind, thing) for kind, thing in named.items() if thing is not None]
    if len(about) > 1:
        raise QualcodeError("A memo is about one thing.", hint="Write one for each.")
    kind, thing = about[0] if about else ("project", "")
    with opened(project) as study:
        memo = study.memos.add(acting(study, coder), kind, thing, _typed(text))
    say(f"Memo {memo.id[:8]} written.")


def memo_edit(
    memo: MemoId,
    text: Annotated[str, typer.Argument(help="The new words; - for standard input.")],
    *,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Give one of your memos other words."""
    with opened(project) as study:
        study.memos.edit(acting(study, coder), memo, _typed(text))
    say("Memo changed.")


def memo_remove(memo: MemoId, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Take one of your memos away."""
    with opened(project) as study:
        study.memos.remove(acting(study, coder), memo)
    say("Memo removed. To bring it back: qualcode undo")


def memos(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List memos: your own, or --coder NAME, or --coder all."""
    from qualcode.study.listing import memo_rows

    with opened(project) as study:
        found = memo_rows(study, *whose(study, scope))
    rows = [_short_memo(row) for row in found] if form in (Format.table, Format.md) else list(found)
    show(Memo, rows, form, columns=("id", "about", "object", "coder", "text"), empty="There is no such memo.")


memos = scoped("document", "coder")(memos)


def _place(study: "Project", document: str, words: str | None, at: str | None, turn: int | None) -> tuple[int, int]:
    from qualcode.study.coding.locating import place_of_turn, place_of_words, read_place

    given = [one for one in (words, at, turn) if one is not None]
    if len(given) != 1:
        raise QualcodeError("Which words?", hint='One of --words "…", --at 120:188, --turn 14')
    if words is not None:
        return place_of_words(study, document, _typed(words))
    if at is not None:
        return read_place(at)
    assert turn is not None
    return place_of_turn(study, document, turn)


def _typed(text: str) -> str:
    return sys.stdin.read() if text == "-" else text


def _edited(given: list[str]) -> dict[str, str | None] | None:
    if not given:
        return None
    changed: dict[str, str | None] = {}
    for one in given:
        if one.endswith("="):
            changed[one[:-1].strip()] = None
        else:
            changed |= pairs([one])
    return changed


def _short_memo(memo: Memo) -> Memo:
    from dataclasses import replace

    return replace(memo, id=memo.id[:8], object=memo.object[:8] if memo.about == "coding" else memo.object)
