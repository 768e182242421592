"""Runs the program for the documentation, so that what README.md and docs/ show is what it says."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from typer.main import get_command

PROGRAM = Path(sys.executable).parent / "qualcode"
_OWN_TEXT = """\
INTERVIEWER: What did you take home from the meetings?
P01: Honestly? The feedback card. Rosa handed hers over and I cut it down to one question.
INTERVIEWER: And what came of it?
P01: Three teachers ask me in now. Test scores, no. Nothing there yet.
"""


def session(*commands: str) -> str:
    """What a person sees who types these commands one after the other, in an empty folder with one transcript."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "my-study"
        folder.mkdir()
        (folder / "interview.txt").write_text(_OWN_TEXT, encoding="utf-8")
        shown = [f"$ {command}\n{_said(command, folder)}" for command in commands]
    return _fenced("\n".join(shown).replace(str(folder), "my-study"))


def report_piece(first: str, last: str) -> str:
    """A piece of the demo study's report as it reads, from one heading to the next, without its comments."""
    text = re.sub(r"<!--.*?-->", "", demo_report())
    return text[text.index(first) : text.index(last)].strip()


@cache
def demo_report() -> str:
    """The demo study's report, made of its transcripts, codings and themes."""
    with tempfile.TemporaryDirectory() as folder:
        for command in (
            "qualcode init --codebook value-creation --coder ana",
            "qualcode coder ben --add",
            "qualcode coder ana",
            "qualcode import {0} --participants {0}/participants.csv",
            "qualcode coding import {0}/codings.csv --blind",
            *(f"qualcode finish D{n:02d}" for n in range(1, 13)),
            "qualcode themes import {0}/themes.yaml",
            "qualcode report themes -o themes.md",
        ):
            _said(command.format(Path("transcripts_example").absolute()), Path(folder))
        return (Path(folder) / "themes.md").read_text(encoding="utf-8")


def every_help() -> str:
    """The help of every command."""
    from qualcode.cli import app

    return "\n\n".join(_helps("qualcode", get_command(app)))


def _helps(name: str, command: object) -> list[str]:
    shown = [f"## {name}\n\n{_fenced(_said(f'{name} --help', Path.cwd()))}"]
    for part, inner in getattr(command, "commands", {}).items():
        shown += _helps(f"{name} {part}", inner)
    return shown


_KINDS = {
    "spreadsheet": "Excel: a row for each turn or sentence; a survey with a row for each respondent or answer",
    "docx": "Word: labelled paragraphs, tables, Teams, Otter, Meet, Rev; program records with headings",
    "odt": "OpenDocument text, as LibreOffice writes it",
    "rtf": "rich text, also of f4 and easytranscript",
    "pdf": "PDF with text",
    "elan": "ELAN",
    "chat": "CHAT",
    "captions": "captions of Zoom, Teams, Webex, YouTube, Whisper and others",
    "json": "what speech recognizers write: Whisper, WhisperX and others",
    "csv": "tables separated by commas, semicolons or tabs: as Excel",
    "text": "plain text and Markdown: labelled lines, Otter, Rev, Descript, Meet; field notes",
}


def formats() -> str:
    """What is read, from the table of readers."""
    from qualcode.transcripts.readers import READERS

    rows = ["| files | endings | `--read-as` |", "| --- | --- | --- |"]
    for reader in READERS:
        endings = dict.fromkeys(f"`{suffix}`" for known in reader.formats.values() for suffix in known)
        names = dict.fromkeys(f"`{name}`" for name in (*reader.formats, reader.name))
        rows.append(f"| {_KINDS[reader.name]} | {' '.join(endings)} | {' '.join(names)} |")
    return "\n".join(rows)


def codebook_fields() -> str:
    """What a codebook and its codes may say, as the schema tells editors."""
    from qualcode.codebook.json_schema import json_schema

    parts = json_schema()["$defs"]
    code = next(one for one in parts["code"]["anyOf"] if "id" in one.get("properties", {}))
    lines = []
    for title, part in (("Of the codebook", parts["codebook"]), ("Of each code", code)):
        rows = [f"| `{name}` | {one['description']} |" for name, one in part["properties"].items()]
        lines += [f"| {title} | |", "| --- | --- |", *rows, ""]
    return "\n".join(lines).strip()


def shipped_codebooks() -> str:
    """The codebooks that come along, with how many codes each has."""
    from qualcode.codebook.read import read_codebook
    from qualcode.shipped import shipped

    rows = ["| name | codes | what it is |", "| --- | --- | --- |"]
    folder = shipped("codebooks")
    for path in sorted(folder.glob("*.yaml")):
        book = read_codebook(
            path.read_bytes(),
            path.name,
            beside=lambda file: (folder / file).read_bytes() if (folder / file).is_file() else None,
        )
        rows.append(f"| `{path.stem}` | {len(book.codes)} | {book.title} |")
    return "\n".join(rows)


def keys() -> str:
    """The keys of every screen, from the tables their bindings are made from."""
    from qualcode.tui.keys import CODING_KEYS, LIST_KEYS, REVIEW_KEYS, Key
    from qualcode.tui.picker.picker_keys import picker_help

    def table(title: str, found: Sequence[Key]) -> list[str]:
        shown = [" ".join(f"`{key}`" for key in one.all_shown.split(" ")) for one in found]
        rows = [f"| {key} | {one.explained} |" for key, one in zip(shown, found, strict=True)]
        return [f"| {title} | |", "| --- | --- |", *rows, ""]

    lines: list[str] = []
    for group in dict.fromkeys(key.group for key in CODING_KEYS):
        lines += table(group, [key for key in CODING_KEYS if key.group == group])
    lines += table("The list of interviews", LIST_KEYS) + table("Review", REVIEW_KEYS)
    return "\n".join([*lines, "In the window where codes are chosen:", "", _fenced(picker_help())])


def schema() -> str:
    """The tables of a project file, with their comments."""
    from qualcode.project.schema import statements

    return "```sql\n" + ";\n\n".join(statements()) + ";\n```"


def fields() -> str:
    """The fields of every listing, with what they mean."""
    import ast
    import inspect

    from qualcode import model
    from qualcode.analysis import blanks, frequencies, values
    from qualcode.project import soundness
    from qualcode.reports.verifying import verify
    from qualcode.study import (
        asking,
        audit_figures,
        challenging,
        discovering,
        importing,
        importing_codings,
        listing,
        listing_codings,
        people_listing,
        sampling,
        searching,
        standing,
        theme_maps,
        transcript_view,
    )

    shown = []
    for command, module, name in (
        ("codings", model, "Coding"),
        ("codings, besides", listing_codings, "CodingRow"),
        ("memos", model, "Memo"),
        ("suggestions", model, "Suggestion"),
        ("suggest audit", audit_figures, "AuditFigure"),
        ("suggest sample", sampling, "DrawnRow"),
        ("documents", listing, "DocumentRow"),
        ("documents --files", listing, "FileRow"),
        ("participants", people_listing, "ParticipantRow"),
        ("read", transcript_view, "TurnRow"),
        ("search", searching, "FoundTurn"),
        ("questions", asking, "QuestionRow"),
        ("codebook list", listing, "CodeRow"),
        ("frequencies", frequencies, "Frequency"),
        ("frequencies --by-participant", blanks, "Cell"),
        ("frequencies --by", values, "ValueCount"),
        ("frequencies --by --by-participant", values, "ValueCell"),
        ("themes list", listing, "ThemeRow"),
        ("themes discover", discovering, "ClusterRow"),
        ("themes challenge", challenging, "FindRow"),
        ("themes map", theme_maps, "MapRow"),
        ("history", listing, "HistoryRow"),
        ("status", standing, "DocumentStanding"),
        ("import", importing, "ImportedFile"),
        ("coding import --dry-run", importing_codings, "ImportedCoding"),
        ("check", soundness, "CheckRow"),
        ("verify", verify, "VerifiedLine"),
    ):
        tree = ast.parse(inspect.getsource(getattr(module, name))).body[0]
        assert isinstance(tree, ast.ClassDef)
        shown.append(f"## {command}\n\n{ast.get_docstring(tree)}\n\n" + "\n".join(_fields(tree.body)))
    return "\n\n".join(shown)


def _fields(body: list) -> list[str]:  # type: ignore[type-arg]
    import ast

    lines = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            told = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            lines.append(f"- `{node.target.id}`{': ' + ' '.join(str(told).split()) if told else ''}")
    return lines


def _said(command: str, folder: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUALCODE", "PYTHON", "COV"))}
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**kept, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PATH": path}
    run = subprocess.run(  # noqa: S602
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return _steady("\n".join(line.rstrip() for line in run.stdout.splitlines()) + "\n")


def _steady(text: str) -> str:
    """Ids and times differ from run to run; the documentation shows the same ones always."""
    text = re.sub(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{10}\b", "5e0f6c91ab", text)
    text = re.sub(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8}\b", "c168a60a", text)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "2026-06-12T09:30:00.000Z", text)


def _fenced(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```"


__all__ = ["demo_report", "every_help", "fields", "report_piece", "schema", "session"]
