"""Applying YAML files that were edited by hand."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.project.log import Transaction
from qualcode.study.settings_file import read_settings

if TYPE_CHECKING:
    from qualcode.codebook import Codebook


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """What applying the edited files does to one code or file."""

    file: str
    code: str
    change: str
    """added, reworded or removed; for a file as a whole: applied."""
    fields: str
    """What of the code was reworded."""
    codings: int
    """Codings that the code has now."""


def update(project: Project, coder: str) -> list[UpdateRow]:
    """Apply every edited YAML file as one event, or nothing when something in them is wrong.

    Raises ProblemsInFile with all problems of all files; codes that codings use cannot be removed.
    """
    edited = project.files.edited()
    if not edited:
        return []
    rows: list[UpdateRow] = []
    with project.change(coder, "codebook.update") as transaction:
        for name in edited:
            text = _text_on_disk(project.folder / name, name)
            if name == "project.yaml":
                project.settings.keep(transaction, read_settings(text.encode()))
                project.files.keep(transaction, name, text)
                rows.append(UpdateRow(name, "", "applied", "", 0))
            else:
                rows += keep_codebook(project, transaction, name, text)
        _refuse_lost_modifiers(project)
    return rows


def keep_codebook(project: Project, transaction: Transaction, file: str, text: str) -> list[UpdateRow]:
    """Apply a codebook's text inside a larger command; QualcodeError when it would take codes from codings."""
    from qualcode.codebook.diff import diff
    from qualcode.codebook.read import read_codebook

    name = Path(file).name
    new = read_codebook(text.encode(), name)
    old = applied_codebook(project, file)
    told = diff(old, new)
    uses = {code.name: project.codes.uses(code) for code in project.codes.all()}
    rests = {code.name: project.codes.rests_on(code) for code in project.codes.all()}
    used = [f"{code.id}: {rests[code.id]}" for code in told.removed if rests.get(code.id)]
    if used:
        raise ProblemsInFile(
            f"{name} no longer has codes that are in use:",
            used,
            hint="Put them back, or take these away first: qualcode codings --code NAME, qualcode memos",
        )
    _refuse_second_home(project, file, new)
    project.files.keep(transaction, file, text)
    head = {
        "title": new.title or Path(file).stem,
        "framework_version": new.framework_version,
        "cycles": list(new.cycles),
        "modifiers": [modifier.record() for modifier in new.modifiers],
    }
    project.codes.keep_codebook(transaction, file, head, [code.record() for code in new.codes])
    return [
        *(UpdateRow(file, code.id, "added", "", 0) for code in told.added),
        *(
            UpdateRow(file, one.new.id, "reworded", ", ".join(one.fields), uses.get(one.new.id, 0))
            for one in told.reworded
        ),
        *(UpdateRow(file, code.id, "removed", "", 0) for code in told.removed),
    ] or [UpdateRow(file, "", "applied", "", 0)]


def applied_codebook(project: Project, file: str | None = None) -> "Codebook":
    """The codes of one file, or of all, as they are in force."""
    from qualcode.codebook import Code, Codebook, Modifier

    books = [book for book in project.codes.codebooks() if file in (None, book.file)]
    return Codebook(
        title=", ".join(book.title for book in books),
        framework_version=books[0].framework_version if books else "",
        cycles=tuple(cycle for book in books for cycle in book.cycles),
        modifiers=tuple({one["name"]: Modifier.from_record(one) for book in books for one in book.modifiers}.values()),
        codes=tuple(Code.from_record(code.record) for code in project.codes.all() if file in (None, code.codebook)),
    )


def _text_on_disk(path: Path, name: str) -> str:
    if not path.is_file():
        raise QualcodeError(f"{name} is gone.", hint="To put it back as it was: qualcode codebook update --discard")
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise ProblemsInFile(
            f"{name} cannot be used:", [f"{name}: it is not UTF-8"], hint="Save it as UTF-8."
        ) from error


def _refuse_second_home(project: Project, file: str, new: "Codebook") -> None:
    elsewhere = {code.name: code.codebook for code in project.codes.all() if code.codebook != file}
    doubled = [f"{code.id} stands in {elsewhere[code.id]} already" for code in new.codes if code.id in elsewhere]
    if doubled:
        raise ProblemsInFile(f"{Path(file).name} cannot be used:", doubled, hint="Give these codes another id.")


def _refuse_lost_modifiers(project: Project) -> None:
    lost: Counter[str] = Counter()
    for coding in project.codings.everywhere():
        try:
            project.codes.check_modifiers(coding.modifiers)
        except QualcodeError:
            lost[", ".join(f"{name}={value}" for name, value in sorted(coding.modifiers.items()))] += 1
    if lost:
        raise ProblemsInFile(
            "Modifiers that codings carry are no longer declared:",
            [f"{modifiers}: {n} codings" for modifiers, n in sorted(lost.items())],
            hint="Put the values back, or change these codings first: qualcode coding edit",
        )
