"""The command that looks for what speaks against a theme, and takes down what that came to."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.answers import AnswersEnded, choice_typed, line_typed
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import lines_of, number, progress, say, show, write
from qualcode.cli.theme_options import MapOption, Name
from qualcode.cli.working import acting, opened, say_what_was_seen
from qualcode.errors import typed

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.theming.challenging import FindRow, PageAgainst

_VERDICTS = {
    "r": ("revised", "revise"),
    "b": ("bounded", "bound"),
    "x": ("rejected", "reject"),
    "n": ("nothing found", "nothing"),
    "l": ("later", "q", "quit"),
}
_QUESTION = (
    "What does it come to? [r]evised: the claim is put otherwise · [b]ounded: it holds, within limits ·"
    " [x] rejected: it does not hold · [n]othing found against it · [l]ater"
)
_NEXT = {
    "revised": "Put the claim as it holds now: qualcode themes edit {name} --name … --idea …",
    "bounded": "Write where it stops: qualcode themes edit {name} --boundary …",
    "rejected": "To leave it out of reports and keep its history: qualcode themes edit {name} --status dropped",
    "nothing found": "It stands as examined in every report.",
}


def challenge(
    theme: Name,
    *,
    query: Annotated[
        str, typer.Option("--query", "-q", help="Also look for these words: what one would say who disagrees.")
    ] = "",
    thorough: Annotated[bool, typer.Option("--thorough", help="A page three times as long.")] = False,
    verdict: Annotated[
        str | None, typer.Option(help="What the search came to: revised, bounded, rejected, nothing found.")
    ] = None,
    note: Annotated[str, typer.Option(help="In a sentence or two, what was found.")] = "",
    against: Annotated[
        list[str] | None, typer.Option(help="Put this under the theme as against it: a number of the page, or an id.")
    ] = None,
    map_: MapOption = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Look for what speaks against a theme, then say what that came to."""
    from qualcode.study.theming.challenging import look_for_against

    with opened(project) as study:
        who = acting(study, coder)
        if verdict is not None:
            _decide(study, who, theme, verdict, note, against or [], map_)
            return
        if against:
            _put_against(study, who, theme, against, map_)
            return
        with progress("Searching") as hear:
            page = look_for_against(study, who, theme, query=query, thorough=thorough, map_=map_, progress=hear)
        _write_page(page, form)
        say_what_was_seen(page.newly_seen)
        if form is Format.table and sys.stdin.isatty() and sys.stdout.isatty():
            _ask(study, who, page, map_)
        else:
            say(f"What does it come to? qualcode themes challenge {typed(page.theme.name)} --verdict … --note …")


def _write_page(page: "PageAgainst", form: Format) -> None:
    from qualcode.study.theming.challenging import FindRow

    if page.notice:
        say(page.notice)
    if form is not Format.table:
        show(FindRow, page.rows, form)
        return
    write("\n".join(lines_of(f"What would speak against “{page.theme.name}”?", "")))
    for line in (page.theme.idea, *([f"It is not: {page.theme.boundary}"] if page.theme.boundary else [])):
        write("\n".join(lines_of(line, "  ")))
    for one in page.rows:
        write("")
        for line in _told(one):
            write(line)
    write("")
    people = number(page.people, "participant")
    write(f"{len(page.rows)} to look at, of {page.searched} excerpts and passages of {people}.")
    if not page.theme.challenges:
        write("Not yet examined: that stays so until somebody says what the search came to.")


def _told(one: "FindRow") -> list[str]:
    where = f"{one.participant or '–'}, {one.document}" + (f" turn {one.turn}" if one.turn is not None else "")
    stands = {"for": "under the theme now", "against": "against the theme already"}.get(one.stance, "")
    coded = ", ".join(one.codes) or "no code"
    return [
        *lines_of(f"{one.number}. {where}   {'; '.join(one.why)}", ""),
        *lines_of(f"“{one.words}”", "   "),
        *lines_of("   ".join(filter(None, [coded, stands])), "   "),
    ]


def _ask(study: "Project", who: str, page: "PageAgainst", map_: str | None) -> None:
    go_on = f"qualcode themes challenge {typed(page.theme.name)} --verdict … --note …"
    try:
        letter = choice_typed(_QUESTION, _VERDICTS, go_on)
        if letter == "l":
            say(f"It waits: {go_on}")
            return
        numbers = line_typed("Which of them speak against it? Their numbers, or nothing:", go_on)
        note = line_typed("In a sentence or two, what did you find?", go_on)
    except AnswersEnded:
        say(f"It waits: {go_on}")
        return
    given = numbers.replace(",", " ").split()
    _decide(study, who, page.theme.name, _VERDICTS[letter][0], note, given, map_ or page.theme.map)


def _decide(
    study: "Project", who: str, theme: str, verdict: str, note: str, against: list[str], map_: str | None
) -> None:
    from qualcode.study.theming.challenging import decide_on_search

    made = decide_on_search(study, who, theme, " ".join(verdict.split()).casefold(), note, against, map_=map_)
    name = study.themes.named(theme, map_).name
    event = study.history.all()[-1].id[:10]
    say(f"“{name}” is examined: {made.verdict} ({number(made.examined, 'passage')} looked at).")
    say(_NEXT[made.verdict].format(name=typed(name)))
    say(f"To take that back: qualcode undo --event {event}")


def _put_against(study: "Project", who: str, theme: str, given: list[str], map_: str | None) -> None:
    from qualcode.project.theme_changes import ThemeEdit
    from qualcode.study.theming.challenging import codings_against
    from qualcode.study.theming.naming_themes import Wanted, change_theme

    standing = study.themes.named(theme, map_)
    codings = [one.id for one in codings_against(study, who, standing, given)]
    change_theme(study, who, standing, ThemeEdit(), Wanted(against=codings))
    say(f"{number(len(set(codings)), 'coding')} put against “{standing.name}”. What does the search come to?")
    say(f"qualcode themes challenge {typed(standing.name)} --verdict … --note …")
