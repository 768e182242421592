"""Runs the program for the documentation, so that what README.md and docs/ show is what it says."""

import atexit
import os
import re
import sqlite3
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
    return _said("qualcode report themes", example_study(), talk=False)


@cache
def example_study() -> Path:
    """The folder of the example study with its codings, themes, stories, indicators and prose."""
    from example_reports import told_study

    above = tempfile.TemporaryDirectory()
    atexit.register(above.cleanup)
    folder = Path(above.name) / "example"
    told_study(folder).close()
    return folder


def in_example(*commands: str) -> str:
    """What these commands write about the example study; their remarks, which go to stderr, are left out."""
    shown = [f"$ {command}\n{_said(command, example_study(), talk=False).rstrip()}" for command in commands]
    return _fenced("\n\n".join(shown))


def memo_verified(memo: str) -> str:
    """A memo, and what verify says of it in the example study."""
    path = example_study() / "memo.md"
    path.write_text(f"{memo.strip()}\n", encoding="utf-8")
    said = _said("qualcode verify memo.md", path.parent).rstrip()
    path.unlink()
    return f"{_fenced(memo.strip())}\n\n{_fenced(f'$ qualcode verify memo.md{chr(10)}{said}')}"


@cache
def exported_database() -> Path:
    """The file that `export sqlite` writes of the example study."""
    _said("qualcode export sqlite -o study.db", example_study())
    return example_study() / "study.db"


def asked_of_export(sql: str) -> str:
    """A question to the file that `export sqlite` writes of the example study, and its answer."""
    with sqlite3.connect(exported_database()) as database:
        found = database.execute(sql)
        heads = [column[0] for column in found.description]
        rows = [heads, *([str(cell) for cell in row] for row in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return f"```sql\n{sql.strip()}\n```\n\n" + _fenced("\n".join(lines))


_REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "count": (
        ("{{ count theme:NAME }}", "9 of 12: participants who raised the theme, of those who had the chance"),
        ("{{ count code:applied role:principal }}", "the same for a code, and of one role only"),
        ("{{ count theme:NAME stance:against }}", "who spoke against it"),
        ("{{ count code:realized sense:absent }}", "in one sense: positive, mixed, negative, absent, “hoped for”"),
        (
            "{{ count theme:NAME cycle:applied }}",
            "who raised the theme in words coded with that value cycle too",
        ),
    ),
    "schools": (("{{ schools theme:NAME }}", "6 of 6: the same in schools"),),
    "number": (
        ("{{ number interviewed }}", "12; also `schools`, `respondents` (of surveys), `documents`"),
        ("{{ number excerpts code:applied }}", "how many excerpts; `participants` for how many people"),
    ),
    "quote": (
        ('{{ quote D07 "as much school after as before" }}', "an excerpt, by its interview and some of its words"),
        (
            "{{ quote 4f1c2a9e }}",
            "by the first letters of a coding’s id; alone on its line with question and speaker",
        ),
    ),
    "finding": (("{{ finding NAME }}", "finding 2, its name, who raised it, whether it was examined"),),
    "themes": (("{{ themes }}", "all findings: the table, a chapter for each theme, what pulls apart"),),
    "theme": (("{{ theme NAME }}", "the chapter of one theme"),),
    "table": (
        (
            "{{ table themes role }}",
            "themes by role, `wave` or any attribute; by `school`, a kind of case or `participant` for the team only",
        ),
        ("{{ table code:applied cohort }}", "one code; `codes` for all, `theme:NAME` for one theme"),
        ("{{ table themes role unit:school }}", "counted in schools"),
    ),
    "matrix": (("{{ matrix }}", "the value matrix"),),
    "flows": (("{{ flows }}", "what led from one value cycle to another"),),
    "stories": (("{{ stories }}", "the stories of value"),),
    "sample": (("{{ sample }}", "who took part, role by role"),),
    "trace": (("{{ trace }}", "what each recommendation of this file rests on, and which findings none rests on"),),
    "gaps": (("{{ gaps }}", "what the study leaves open"),),
    "limits": (("{{ limits }}", "what it cannot say, as far as the project knows"),),
}


def live_references() -> str:
    """Every live reference that may stand in authors’ prose."""
    from qualcode.reports.writing.inside_sentences import INSIDE_SENTENCES
    from qualcode.reports.writing.on_their_own_line import ON_THEIR_OWN_LINE

    known, told = {*INSIDE_SENTENCES, *ON_THEIR_OWN_LINE}, {*_REFERENCES}
    assert known == told, f"tell of these live references in docs/running.py: {known ^ told}"
    rows = [
        f"| `{written}` | {_place(name in INSIDE_SENTENCES, name in ON_THEIR_OWN_LINE)} | {comes} |"
        for name, forms in _REFERENCES.items()
        for written, comes in forms
    ]
    return "\n".join(["| you write | where | what comes there |", "| --- | --- | --- |", *rows])


def _place(inside: bool, alone: bool) -> str:
    return "both" if inside and alone else "in a sentence" if inside else "a line of its own"


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
    from qualcode.analysis import blanks, cross_waves, crosstab, frequencies, value_matrix, values
    from qualcode.project import soundness
    from qualcode.reports.verifying import page
    from qualcode.reports.wording import phrases
    from qualcode.study import listing, standing
    from qualcode.study.bringing_in import asking, importing, people_listing, transcript_view
    from qualcode.study.coding import importing_codings, listing_codings, searching
    from qualcode.study.reporting import quoting
    from qualcode.study.storytelling import story_drafts, story_sheet
    from qualcode.study.storytelling import value_matrix as stories
    from qualcode.study.suggesting import audit_figures, sampling
    from qualcode.study.theming import challenging, discovering, theme_maps

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
        ("crosstab", crosstab, "CrossCell"),
        ("crosstab --changes", cross_waves, "WaveChange"),
        ("themes list", listing, "ThemeRow"),
        ("themes discover", discovering, "ClusterRow"),
        ("themes challenge", challenging, "FindRow"),
        ("themes map", theme_maps, "MapRow"),
        ("quotes", quoting, "QuoteRow"),
        ("stories", stories, "StoryRow"),
        ("stories show (csv; json gives the story as it is kept)", story_sheet, "StepRow"),
        ("stories build --draft", story_drafts, "DraftRow"),
        ("value-matrix", value_matrix, "MatrixRow"),
        ("value-matrix --flows", stories, "FlowRow"),
        ("history", listing, "HistoryRow"),
        ("status", standing, "DocumentStanding"),
        ("import", importing, "ImportedFile"),
        ("coding import --dry-run", importing_codings, "ImportedCoding"),
        ("check", soundness, "CheckRow"),
        ("verify", page, "VerifiedLine"),
        ("verify --phrases", phrases, "PhraseRow"),
    ):
        tree = ast.parse(inspect.getsource(getattr(module, name))).body[0]
        assert isinstance(tree, ast.ClassDef)
        shown.append(f"## {command}\n\n{ast.get_docstring(tree)}\n\n" + "\n".join(_fields(tree.body)))
    return "\n\n".join(shown)


def export_columns() -> str:
    """The columns of `export csv` on the example study, as the study’s own database export describes them."""
    heads = _said("qualcode export csv", example_study(), talk=False).split("\n", 1)[0].split(",")
    with sqlite3.connect(exported_database()) as database:
        told: dict[tuple[str, str], str] = {
            (table, column): meaning
            for table, column, meaning in database.execute('SELECT item, "column", meaning FROM descriptions')
        }
    besides = {
        "cases": "names of the schools, networks … the participant belongs to",
        "code_path": told["codes", "path"],
        "date": "of the document, ISO 8601",
        "counted": "yes where it counts: in each finished interview the codings of its lead coder do",
        "starred": "yes where marked as worth quoting",
        "blind": "yes where made before seeing suggestions or others’ codings",
    }
    meanings = [besides.get(head) or next(filter(None, (told.get((of, head)) for of in _TABLES))) for head in heads]
    rows: dict[str, list[str]] = {}
    for head, meaning in zip(heads, meanings, strict=True):
        rows.setdefault(meaning, []).append(f"`{head}`")
    together = [f"| {', '.join(names)} | {meaning} |" for meaning, names in rows.items()]
    return "\n".join(["| column | holds |", "| --- | --- |", *together])


_TABLES = ("codings", "documents", "participants")


def _fields(body: list) -> list[str]:  # type: ignore[type-arg]
    import ast

    lines = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            told = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            lines.append(f"- `{node.target.id}`{': ' + ' '.join(str(told).split()) if told else ''}")
    return lines


def _said(command: str, folder: Path, *, talk: bool = True) -> str:
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
        stderr=subprocess.STDOUT if talk else subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    everything = run.stdout + (run.stderr or "")
    assert "Traceback (most recent call last)" not in everything, f"{command}:\n{everything}"
    return _steady("\n".join(line.rstrip() for line in run.stdout.splitlines()) + "\n")


def _steady(text: str) -> str:
    """Ids and times differ from run to run; the documentation shows the same ones always."""
    text = re.sub(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{10}\b", "5e0f6c91ab", text)
    text = re.sub(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8}\b", "c168a60a", text)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "2026-06-12T09:30:00.000Z", text)


def _fenced(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```"


__all__ = ["demo_report", "every_help", "fields", "report_piece", "schema", "session"]
