"""The command that chooses what a report quotes of a theme."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import confirmed, number, say, show
from qualcode.cli.theme_options import MapOption, Name
from qualcode.cli.working import acting, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError, typed

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.reporting.quoting import Offer, Quoting

_COLUMNS = ("number", "who", "document", "turn", "words", "chosen", "offered")
_STARRED = "starred"
_FIRST_TO_GO = (_STARRED, "turn")
_LONGEST = 200
"""Letters of an excerpt in the table; all of it in the other formats."""
_NONE = "No excerpt of “{}” may be quoted yet. Its codes and excerpts: qualcode themes show {}"
_Picks = list[str] | None


def quotes(
    theme: Name,
    *,
    keep: Annotated[_Picks, typer.Option(help="Quote this excerpt, by its number here or a coding’s id.")] = None,
    drop: Annotated[_Picks, typer.Option(help="Never quote it under this theme.")] = None,
    reset: Annotated[_Picks, typer.Option(help="Leave it to the rule again.")] = None,
    order: Annotated[str | None, typer.Option(help="Quote these first, in this order: 3,1,2")] = None,
    trim: Annotated[
        tuple[str, str] | None,
        typer.Option(help="An excerpt, and its words shortened by “…” or explained by “[ ]”; “” for whole."),
    ] = None,
    against: Annotated[bool, typer.Option("--against", help="List only what speaks against the theme.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List every excerpt that may be quoted.")] = False,
    audience: Annotated[
        str, typer.Option(help="team, sponsor or public: only for them; else for all who have no choice of their own.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Let a trim leave out a “not” or a “maybe”.")] = False,
    map_: MapOption = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """See what may be quoted under a theme; keep, drop, order and trim it."""
    from qualcode.study.keeping_back import note_what_is_shown
    from qualcode.study.reporting.quoting import quoting, worth_showing

    given = {"--keep": keep, "--drop": drop, "--reset": reset, "--order": order, "--trim": trim}
    wanted = [name for name, value in given.items() if value]
    if len(wanted) > 1:
        raise QualcodeError(f"One thing at a time: {' or '.join(wanted)}.", hint="qualcode quotes --help")
    with opened(project) as study:
        who = acting(study, coder) if wanted else acting_or_none(study, coder)
        found = quoting(study, theme, who, audience, map_)
        if wanted:
            before = study.quote_choices.all()
            _choose(study, who or "", found, wanted[0], given[wanted[0]], audience, yes=yes)
            if study.quote_choices.all() == before:
                say("It is like that already.")
                return
            _say_what_holds(study, quoting(study, found.theme.name, who, audience, found.theme.map), audience)
            return
        offers = [one for one in found.offers if one.stance == "against" or not against]
        shown = offers if every or form in (Format.csv, Format.json) else worth_showing(offers)
        seen = note_what_is_shown(study, who, [coding for one in shown for coding in one.candidate.codings])
    _list(found, shown, len(offers), form)
    say_what_was_seen(seen)


def _choose(study: "Project", coder: str, found: "Quoting", what: str, given: Any, audience: str, *, yes: bool) -> None:
    from qualcode.study.reporting.choosing_quotes import drop_quotes, keep_quotes, order_quotes, picked, reset_quotes

    if what == "--trim":
        pick, words = given
        offers = picked(found, [pick])
        if len(offers) != 1:
            raise QualcodeError("Which one?", hint='One excerpt at a time: --trim 3 "We drafted … in May"')
        _trim(study, coder, found, offers[0], words, audience, yes=yes)
        return
    offers = picked(found, [given] if what == "--order" else given)
    change = {"--keep": keep_quotes, "--drop": drop_quotes, "--reset": reset_quotes, "--order": order_quotes}[what]
    change(study, coder, found, offers, audience)


def _trim(
    study: "Project", coder: str, found: "Quoting", offer: "Offer", words: str, audience: str, *, yes: bool
) -> None:
    from qualcode.study.reporting.choosing_quotes import SenseLost, trim_quote

    try:
        trim_quote(study, coder, found, offer, words, audience, sense_lost=yes)
    except SenseLost as lost:
        if not confirmed(f"{lost.message} Does the quote still say what was meant?"):
            raise
        trim_quote(study, coder, found, offer, words, audience, sense_lost=True)


def _say_what_holds(study: "Project", found: "Quoting", audience: str) -> None:
    """What is quoted from now on, and how to go back."""
    name = found.theme.name
    reader = f"for the {audience}" if audience else "where no audience has a choice of its own"
    told = []
    for stance in ("for", "against"):
        quoted = sorted((one for one in found.offers if one.stance == stance and one.position), key=_position)
        if quoted:
            numbers = ", ".join(str(one.number) for one in quoted)
            told.append(f"{stance} it {numbers} (chosen by {_chosen_by(quoted)})")
    say(f"“{name}” is quoted now, {reader}: {'; '.join(told) or 'nothing'}.")
    say(f"To take it back: qualcode undo --event {study.history.all()[-1].id[:10]}")


def _chosen_by(quoted: "list[Offer]") -> str:
    kept = [one.candidate.choice for one in quoted if one.chosen == "kept"]
    return " and ".join(sorted({choice.coder for choice in kept if choice})) or "rule"


def _position(offer: "Offer") -> int:
    return offer.position or 0


def _list(found: "Quoting", shown: "list[Offer]", of: int, form: Format) -> None:
    from qualcode.reports.tables import that_fit
    from qualcode.study.reporting.quoting import QuoteRow, quote_rows

    name = found.theme.name
    rows, columns = quote_rows(shown), list(_COLUMNS)
    if any(one.starred for one in rows):
        columns.append(_STARRED)
    if form is Format.table:
        rows = [replace(one, words=_shortened(one.words, one.length)) for one in rows]
        columns = that_fit(QuoteRow, rows, columns, _FIRST_TO_GO, sys.stdout)
    show(QuoteRow, rows, form, columns=columns, empty=_NONE.format(name, typed(name)))
    if form is not Format.table:
        return
    if len(shown) < of:
        say(f"{len(shown)} of {number(of, 'excerpt')} that may be quoted; all of them: --all")
    if shown:
        say("Numbers were drawn by lot, so that what comes first is not taken for the best.")
        say("Typical: says what others say too. Vivid: starred, weighty to its speaker, or a comparison.")
    _say_what_is_left_out(found)


def _shortened(words: str, length: int) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}… ({length} words)"


def _say_what_is_left_out(found: "Quoting") -> None:
    if found.paraphrased:
        say(
            f"{number(found.paraphrased, 'excerpt')} may be paraphrased only, and {_are(found.paraphrased)} not listed."
        )
    if found.withheld:
        say(f"{number(found.withheld, 'excerpt')} may not be shown at all, and {_are(found.withheld)} not listed.")
    if found.hidden:
        say(f"Left out: others’ excerpts of {number(found.hidden, 'interview')} you are still coding.")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
