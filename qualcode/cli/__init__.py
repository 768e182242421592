"""The command line: a table of contents, and what happens when something goes wrong."""

import os
import sys

import typer

from qualcode.cli import (
    challenge_command,
    chart_commands,
    codebook_commands,
    codebook_comparing,
    codebook_reading,
    coding_commands,
    cooccurrence_command,
    correction_commands,
    crosstab_command,
    discover_command,
    document_commands,
    export_commands,
    import_commands,
    people_commands,
    project_commands,
    question_commands,
    quotes_command,
    report_commands,
    saturation_command,
    screen_commands,
    story_commands,
    suggestion_audit,
    suggestion_commands,
    suggestion_evaluation,
    theme_commands,
    theme_map_command,
    theme_moving,
    theme_table_command,
    value_matrix_command,
)
from qualcode.cli.output import say, write
from qualcode.errors import QualcodeError

_INTERRUPTED = 130
"""What typer exits with after Ctrl-C."""
_PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "no_args_is_help": True}


def _group(text: str) -> typer.Typer:
    return typer.Typer(help=text, add_completion=False, **_PLAIN)  # type: ignore[arg-type]


app = typer.Typer(
    help="From a folder of interview transcripts to a theme report, on your own machine.",
    epilog="New here? qualcode demo shows a whole study; qualcode status says what comes next in yours.",
    context_settings={"help_option_names": ["-h", "--help"]},
    **_PLAIN,  # type: ignore[arg-type]
)


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Show the version.")) -> None:
    if version:
        from qualcode import __version__

        write(f"qualcode {__version__}")
        raise typer.Exit


app.command("demo")(project_commands.demo)
app.command("init")(project_commands.init)
app.command("import")(import_commands.import_)
app.command("correct")(correction_commands.correct)
app.command("status")(project_commands.status)
app.add_typer(document_commands.documents_group, name="documents")
app.add_typer(people_commands.participants_group, name="participants")
app.command("cases")(people_commands.cases)
app.command("read")(document_commands.read)
app.command("search")(document_commands.search)

app.command("code")(screen_commands.code)
coding = _group("Make and change codings.")
coding.command("add")(coding_commands.add)
coding.command("edit")(coding_commands.edit)
coding.command("remove")(coding_commands.remove)
coding.command("import")(coding_commands.import_)
app.add_typer(coding, name="coding")
app.command("codings")(coding_commands.codings)

memo = _group("Write and change memos.")
memo.command("add")(coding_commands.memo_add)
memo.command("edit")(coding_commands.memo_edit)
memo.command("remove")(coding_commands.memo_remove)
app.add_typer(memo, name="memo")
app.command("memos")(coding_commands.memos)

app.command("finish")(document_commands.finish)
app.command("reopen")(document_commands.reopen)

codebook = _group("Look at codes and change them.")
codebook.command("list")(codebook_reading.list_)
codebook.command("check")(codebook_reading.check)
codebook.command("show")(codebook_reading.show_)
codebook.command("import")(codebook_reading.import_)
codebook.command("diff")(codebook_comparing.diff)
codebook.command("update")(codebook_commands.update)
codebook.command("add")(codebook_commands.add)
codebook.command("rename")(codebook_commands.rename)
codebook.command("move")(codebook_commands.move)
codebook.command("merge")(codebook_commands.merge)
codebook.command("split")(codebook_commands.split)
codebook.command("retire")(codebook_commands.retire)
codebook.command("schema")(codebook_commands.schema)
app.add_typer(codebook, name="codebook")

questions = typer.Typer(add_completion=False, **{**_PLAIN, "no_args_is_help": False})  # type: ignore[arg-type]
questions.callback(invoke_without_command=True)(question_commands.questions)
questions.command("confirm")(question_commands.confirm)
questions.command("deny")(question_commands.deny)
app.add_typer(questions, name="questions")

suggest = suggestion_commands.suggest_group
suggest.command("audit")(suggestion_audit.audit)
suggest.command("sample")(suggestion_audit.sample)
suggest.command("evaluate")(suggestion_evaluation.evaluate)
app.add_typer(suggest, name="suggest")
app.command("suggestions")(suggestion_commands.suggestions)
app.command("review")(suggestion_commands.review)

themes = _group("Look for clusters; name, change, challenge and exchange themes.")
themes.command("discover")(discover_command.discover)
themes.command("list")(theme_commands.list_)
themes.command("show")(theme_commands.show_)
themes.command("table")(theme_table_command.table)
themes.command("name")(theme_commands.name)
themes.command("edit")(theme_commands.edit)
themes.command("merge")(theme_moving.merge)
themes.command("split")(theme_moving.split)
themes.command("move")(theme_moving.move)
themes.command("remove")(theme_commands.remove)
themes.command("map")(theme_map_command.map_)
themes.command("challenge")(challenge_command.challenge)
themes.command("import")(theme_commands.import_)
themes.command("export")(theme_commands.export)
app.add_typer(themes, name="themes")
app.command("quotes")(quotes_command.quotes)

app.command("frequencies")(report_commands.frequencies)
app.command("cooccurrence")(cooccurrence_command.cooccurrence)
app.command("crosstab")(crosstab_command.crosstab)
app.add_typer(chart_commands.chart_group, name="chart")
app.add_typer(story_commands.stories_group, name="stories")
app.add_typer(value_matrix_command.value_matrix_group, name="value-matrix")
app.command("saturation")(saturation_command.saturation)
report = _group("Write reports.")
for kind, command in report_commands.REPORTS.items():
    report.command(kind)(command)
app.add_typer(report, name="report")
app.command("verify")(report_commands.verify)
export = _group("Write data for other programs.")
export.command("csv")(export_commands.export_csv)
export.command("json")(export_commands.export_json)
export.command("sqlite")(export_commands.export_sqlite)
app.add_typer(export, name="export")

app.command("undo")(project_commands.undo)
app.command("redo")(project_commands.redo)
app.command("history")(project_commands.history)
app.command("check")(project_commands.check)
app.command("backup")(project_commands.backup)
app.command("restore")(project_commands.restore)
app.command("coder")(project_commands.coder)


@report.callback()
def _report() -> None:
    """Write reports."""


def main() -> None:
    """Run a command; a plain error is one or two sentences and exit code 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        if any("\udc80" <= letter <= "\udcff" for word in sys.argv for letter in word):
            raise QualcodeError("What was typed is not UTF-8.", hint="Is the terminal set to UTF-8?")
        app()
    except QualcodeError as error:
        say(error.message)
        if error.hint:
            say(f"→ {error.hint}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        say(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
        say("→ Is there room on the disk, and may you write there? Then try again.")
        sys.exit(1)
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            say("Stopped. What was done before stays; the step under way was left out whole.")
        raise
