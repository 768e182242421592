"""Taking in codings that were made elsewhere: codings.csv."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.project.log import Transaction
from qualcode.study.coding.locating import place_of_words, read_place
from qualcode.study.csv_files import TableRow, read_table
from qualcode.study.json_rows import is_json, listed_as_json

_BEFORE_A_NAME = re.compile(r"[;,](?=[^;,=]+=|\s*$)")


@dataclass(frozen=True, slots=True)
class ImportedCoding:
    """One row of the file, found in the text."""

    line: int
    document: str
    start: int
    end: int
    code: str
    coder: str
    words: str
    modifiers: Mapping[str, str] = field(default_factory=dict)


def import_codings(
    project: Project, coder: str, path: Path, *, blind: bool = False, dry_run: bool = False
) -> list[ImportedCoding]:
    """Take in a table of codings as one event: all of them, or none and a list of all that is wrong.

    Columns: document, code, and words or a place (at, or start and end); coder, modifiers (`valence=positive; …`),
    memo, starred and blind may follow. What `codings` lists as csv or json can be taken in as it is.
    `blind` says of rows without a blind column that they were made blind. Raises ProblemsInFile.
    """
    needed = ("document", "code")
    table = listed_as_json(path, needed) if is_json(path) else read_table(path, needed, guarded=True)
    found: list[ImportedCoding] = []
    problems: list[str] = []
    try:
        with project.change(coder, "codings.import") as transaction:
            seen: dict[tuple[str, int, int, str, str], int] = {}
            for row in table:
                try:
                    found.append(_take_in(project, transaction, row, _read(project, coder, row, blind), seen))
                except QualcodeError as error:
                    problems.append(f"{path.name}:{row.line}: {error.message}")
            if problems:
                raise ProblemsInFile(
                    f"{path.name} cannot be used:", problems, hint="Mend these rows; nothing was imported."
                )
            if dry_run:
                raise _OnlyLooking
    except _OnlyLooking:
        pass
    return found


class _OnlyLooking(Exception):
    """Everything was tried as the import would, and is now taken back."""


def _take_in(
    project: Project,
    transaction: Transaction,
    row: TableRow,
    new: NewCoding,
    seen: dict[tuple[str, int, int, str, str], int],
) -> ImportedCoding:
    key = (new.document, new.start, new.end, new.code, new.coder)
    if key in seen:
        raise QualcodeError(f"the same coding stands in line {seen[key]} already")
    project.codings.insert(transaction, new)
    seen[key] = row.line
    words = project.texts.of_document(new.document)[new.start : new.end]
    return ImportedCoding(row.line, new.document, new.start, new.end, new.code, new.coder, words, new.modifiers)


def read_modifiers(text: str) -> dict[str, str]:
    """Modifiers written as `valence=positive; narrative=account`; QualcodeError when one has no value.

    A value may hold commas and semicolons, as a level does, where no name and equals sign follow.

    >>> read_modifiers("level=in use, in part; valence=mixed")
    {'level': 'in use, in part', 'valence': 'mixed'}
    """
    if text.startswith("{"):
        return _listed(text)
    modifiers = {}
    for part in _BEFORE_A_NAME.split(text.strip(" ;,")):
        name, equals, value = part.partition("=")
        if not equals or not value.strip() or not name.strip():
            if not part.strip():
                continue
            raise QualcodeError(f"“{part.strip()}” is no modifier.", hint="Write it as name=value: valence=positive")
        modifiers[name.strip()] = value.strip(" ;,")
    return modifiers


def _listed(text: str) -> dict[str, str]:
    """Modifiers as a row of JSON has them."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise QualcodeError(f"“{text}” is no modifier.", hint="Write it as name=value: valence=positive") from error
    return {str(name): str(value) for name, value in found.items()}


def _read(project: Project, coder: str, row: TableRow, blind: bool) -> NewCoding:
    document = project.documents.current(row.get("document")).document
    who = row.get("coder") or coder
    project.coders.id_of(who)
    modifiers = read_modifiers(row.get("modifiers"))
    code = project.codes.named(row.get("code"))
    project.codes.check_modifiers(modifiers, code)
    start, end = _place(project, document, row)
    return NewCoding(
        document=document,
        start=start,
        end=end,
        code=code.name,
        coder=who,
        modifiers=modifiers,
        memo=row.get("memo") or None,
        claimed_blind=_yes_or_no(row, "blind", otherwise=blind),
        starred=_yes_or_no(row, "starred", otherwise=False),
    )


def _place(project: Project, document: str, row: TableRow) -> tuple[int, int]:
    if row.get("at"):
        return read_place(row.get("at"))
    if row.get("start") and row.get("end"):
        return read_place(f"{row.get('start')}:{row.get('end')}")
    return place_of_words(project, document, row.get("words"))


def _yes_or_no(row: TableRow, column: str, *, otherwise: bool) -> bool:
    cell = row.get(column)
    if not cell:
        return otherwise
    if cell.casefold() in {"yes", "true", "1", "y"}:
        return True
    if cell.casefold() in {"no", "false", "0", "n"}:
        return False
    raise QualcodeError(f"{column} is yes or no, not “{cell}”.")
