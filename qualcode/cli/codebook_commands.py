"""Commands that change codes."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, pairs
from qualcode.cli.output import number, say, show, write
from qualcode.cli.working import acting, opened, say_what_was_seen
from qualcode.errors import QualcodeError

_COLUMNS = ("code", "change", "detail", "codings")
_CODE = Annotated[str, typer.Argument(help="A code, or the last part of its name.")]


def update(
    *,
    renamed: Annotated[
        list[str] | None, typer.Option("--renamed", metavar="OLD=NEW", help="A code that is called otherwise now.")
    ] = None,
    merged: Annotated[
        list[str] | None, typer.Option("--merged", metavar="OLD=INTO", help="A code whose codings go to another.")
    ] = None,
    retired: Annotated[
        list[str] | None, typer.Option("--retired", metavar="OLD", help="A code that stays for its codings only.")
    ] = None,
    discard: Annotated[
        bool, typer.Option("--discard", help="Put the files back as last applied; edits are kept beside them.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Apply codebooks and project.yaml as edited by hand; asks what became of codes in use that are gone."""
    from qualcode.cli.codes_gone_asking import update_asking
    from qualcode.project import find_project, open_project
    from qualcode.study.codebooks.codes_gone import Fates
    from qualcode.study.codebooks.updating import SETTINGS_FILE, UpdateRow

    with open_project(project or find_project(Path.cwd())) as study:
        if discard:
            for name, kept in study.files.discard_edits():
                say(f"{name} is as it was last applied." + (f" The edited one is in {kept}." if kept else ""))
            return
        said = Fates(
            pairs(renamed or [], "--renamed trust.peers=trust.colleagues"),
            pairs(merged or [], "--merged lunch=vc.immediate"),
            frozenset(retired or []),
        )
        who = acting(study, coder)
        rows = update_asking(study, who, said)
        stale = sum(one.stale for one in study.suggestions.of(who, status="open"))
    whole = [one for one in rows if not one.code and one.change == "applied" and form in (Format.table, Format.md)]
    for one in whole:
        nothing = "no setting changed" if one.file == SETTINGS_FILE else "no code changed"
        say(f"{one.file} applied: {one.detail or nothing}.")
    if len(whole) < len(rows) or not rows:
        show(UpdateRow, [one for one in rows if one not in whole], form, columns=_COLUMNS)
    say("Applied. To take it back: qualcode history, then qualcode undo --event ID" if rows else "Nothing was edited.")
    _say_stale(stale if rows else 0)


def add(
    name: Annotated[str, typer.Argument(help="What the code is to be called; dots say what stands above it.")],
    *,
    brief: Annotated[str, typer.Option("--brief", help="What it means, in a line.")] = "",
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Write a provisional code into codebooks/emergent.yaml, ready to code with at once."""
    from qualcode.study.codebooks.changing_codes import EMERGENT, add_code

    with opened(project) as study:
        made = add_code(study, acting(study, coder), name, brief)
    say(f"Added “{made.name}”, provisional, in {EMERGENT}.")
    if not brief:
        say(f"→ Say what it means: {EMERGENT}, then qualcode codebook update")


def rename(
    code: _CODE,
    new: Annotated[str | None, typer.Argument(help="Its new name: the last part, or the whole with dots.")] = None,
    *,
    label: Annotated[str | None, typer.Option("--label", help="The name that people see.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Call a code otherwise; its codings, the codes below it and every redirect to it follow."""
    from qualcode.study.codebooks.changing_codes import rename_code

    with opened(project) as study:
        rows = rename_code(study, acting(study, coder), code, new, label)
    _show_done(rows, form)


def move(
    code: _CODE,
    under: Annotated[str | None, typer.Argument(help="The code it is to stand below.")] = None,
    *,
    top: Annotated[bool, typer.Option("--top", help="Let it stand below none.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Put a code below another one; its codings and the codes below it come along."""
    from qualcode.study.codebooks.changing_codes import move_code

    if bool(under) == top:
        raise QualcodeError("Where is it to stand?", hint=f"qualcode codebook move {code} UNDER   (or --top)")
    with opened(project) as study:
        rows = move_code(study, acting(study, coder), code, under)
    _show_done(rows, form)


def merge(
    codes: Annotated[list[str], typer.Argument(help="The codes that go.")],
    *,
    into: Annotated[str, typer.Option("--into", help="The code that takes over their codings.")],
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Hand the codings of codes to another one and take the codes out of their codebook."""
    from qualcode.study.codebooks.changing_codes import merge_codes

    with opened(project) as study:
        rows = merge_codes(study, acting(study, coder), codes, into)
    _show_done(rows, form)


def retire(
    code: _CODE, *, project: ProjectPath = None, coder: Acting = None, form: FormatOption = Format.table
) -> None:
    """Take a code out of use; its codings stay and are listed as those of a retired code."""
    from qualcode.study.codebooks.changing_codes import retire_code

    with opened(project) as study:
        rows = retire_code(study, acting(study, coder), code)
    _show_done(rows, form)


def split(
    code: _CODE,
    *,
    into: Annotated[
        list[str], typer.Option("--into", help="A code that takes over some excerpts, as NAME or “NAME: definition”.")
    ],
    plan: Annotated[bool, typer.Option("--plan", help="Only list the excerpts, to fill in where each goes.")] = False,
    given: Annotated[
        Path | None, typer.Option("--given", help="A plan as CSV, its column “code” filled in; asks nothing.")
    ] = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Write new codes after a code and walk its excerpts, asking for each where it goes; best guess first."""
    from qualcode.cli.splitting import walked
    from qualcode.study.codebooks.splitting import SplitRow, parts_of, split_code, split_rows
    from qualcode.study.suggesting.embedding import project_encoder

    with opened(project) as study:
        who = acting(study, coder)
        parts = parts_of(study, code, into)
        if given is not None:
            chosen = _filled_in(given)
        else:
            encoder, notice = project_encoder(study)
            if notice:
                say(notice)
            found = split_rows(study, who, code, parts, encoder)
            if found.kept_back:
                say(f"Kept back, and staying with {code}: others’ codings of {', '.join(sorted(found.kept_back))}.")
            say_what_was_seen(found.newly_seen)
            if plan:
                columns = ("document", "turn", "words", "guesses")
                show(SplitRow, found.rows, form, columns=columns, empty="It has no excerpts.")
                return
            chosen = walked(found.rows, parts, code)
        done = split_code(study, who, code, parts, chosen)
    _show_done(done, form)


def schema() -> None:
    """Write the JSON Schema of codebooks, by which editors complete and check them."""
    from qualcode.codebook.json_schema import json_schema_text

    write(json_schema_text())


def _filled_in(path: Path) -> dict[str, str]:
    """Which coding goes where, from a plan; rows without a code stay where they are."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise QualcodeError(f"{path} cannot be read: {error}.", hint="Write one: … --plan --format csv") from error
    if rows and not {"coding", "code"} <= rows[0].keys():
        raise QualcodeError(f"{path.name} has no columns “coding” and “code”.", hint="Write one: … --plan --format csv")
    return {row["coding"]: row["code"].strip() for row in rows if (row["code"] or "").strip()}


def _show_done(rows: Sequence[object], form: Format) -> None:
    from qualcode.study.codebooks.updating import UpdateRow

    show(UpdateRow, rows, form, columns=_COLUMNS, empty="Nothing changed.")
    if rows:
        say("Done. To take it back: qualcode history, then qualcode undo --event ID")
    sys.stdout.flush()


def _say_stale(stale: int) -> None:
    if stale:
        say(f"Out of date now: {number(stale, 'suggestion')}. Ask anew: qualcode suggest")
