"""Applying YAML files that were edited by hand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.project.log import Transaction
from qualcode.study.codebooks.codebook_texts import as_rows, passed_over, read_together, text_of, with_what_they_include
from qualcode.study.codebooks.codes_gone import Fates, settled
from qualcode.study.settings_file import read_settings, told_of_settings

if TYPE_CHECKING:
    from qualcode.codebook import Codebook
    from qualcode.codebook.diff import CodebookDiff, Reworded

SETTINGS_FILE = "project.yaml"
NOTHING_SAID = Fates()
JOINED = ("joined", "two codings of the same words became one")
"""What is said where a coder had coded the same words with both of two codes that became one."""


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """What applying the edited files does to one code or file."""

    file: str
    code: str
    change: str
    """added, reworded, renamed, merged, retired, removed …; for a file as a whole: applied."""
    detail: str
    """What of the code was reworded, or what became of it; of project.yaml which settings changed."""
    codings: int
    """Codings that the change touches."""


def update(project: Project, coder: str, said: Fates = NOTHING_SAID) -> list[UpdateRow]:
    """Apply every edited YAML file as one event, or nothing when something in them is wrong.

    Raises ProblemsInFile with all problems of all files; FateUnknown where codes in use are gone and nobody said why.
    """
    _refuse_what_is_passed_over(project)
    if not project.files.edited():
        return []
    rows: list[UpdateRow] = []
    with project.change(coder, "codebook.update") as transaction:
        # Read only now: whoever applied or edited them while we waited for our turn has changed what is to be done.
        texts = {name: _text_on_disk(project.folder / name, name) for name in project.files.edited()}
        if settings := texts.pop(SETTINGS_FILE, None):
            before, after = project.settings.read(), read_settings(settings.encode())
            project.settings.keep(transaction, after)
            project.files.keep(transaction, SETTINGS_FILE, settings)
            rows.append(UpdateRow(SETTINGS_FILE, "", "applied", told_of_settings(before, after), 0))
        if texts:
            rows += keep_codebooks(project, transaction, texts, said)
        _refuse_lost_modifiers(project)
    return rows


def _refuse_what_is_passed_over(project: Project) -> None:
    if found := passed_over(project):
        problems = [f"{path.name}: {why}; {mend}" for path, why, mend in found]
        raise ProblemsInFile("Not every codebook can be read:", problems, hint="Then: qualcode codebook update")


def keep_codebook(project: Project, transaction: Transaction, file: str, text: str) -> list[UpdateRow]:
    """Apply one codebook's text, and what it includes, inside a larger command."""
    return keep_codebooks(project, transaction, {file: text})


def keep_codebooks(
    project: Project, transaction: Transaction, texts: Mapping[str, str], said: Fates = NOTHING_SAID
) -> list[UpdateRow]:
    """Apply codebooks' texts inside a larger command; codings follow their codes."""
    from qualcode.codebook.diff import diff

    texts = with_what_they_include(project, texts)
    read = read_together(project, texts)
    old = _together([applied_codebook(project, file) for file in texts])
    new = _together([read[file].codebook for file in texts])
    told = diff(old, new)
    fates = settled(project, old, new, told, said)
    uses = {code.name: project.codes.uses(code) for code in project.codes.all()}
    books = [as_rows(file, text, read[file]) for file, text in texts.items()]
    done = project.recoding.apply(transaction, books, renamed=fates.renamed, merged=fates.merged)
    file_of = {code.id: file for file, one in read.items() for code in one.codebook.codes}
    rows = _rows(told, fates, frozenset(done.kept_retired), uses, file_of)
    if done.joined:
        rows.append(UpdateRow("", "", *JOINED, done.joined))
    return rows or [UpdateRow(file, "", "applied", "", 0) for file in texts]


def _rows(
    told: "CodebookDiff", fates: Fates, retired: frozenset[str], uses: Mapping[str, int], file_of: Mapping[str, str]
) -> list[UpdateRow]:
    """What happened to each code, in the order: new, changed, gone."""
    went_on = set(fates.renamed.values())
    rows = [_added(file_of[one.id], one.id, uses) for one in told.added if one.id not in went_on]
    rows += [
        UpdateRow(file_of[one.new.id], one.new.id, *_said_of(one), uses.get(one.new.id, 0)) for one in told.reworded
    ]
    for code in told.removed:
        n = uses.get(code.id, 0)
        if to := fates.renamed.get(code.id):
            rows.append(UpdateRow(file_of[to], code.id, "renamed", f"now {to}", n))
        elif to := fates.merged.get(code.id):
            rows.append(UpdateRow("", code.id, "merged", f"into {to}", n))
        else:
            rows.append(UpdateRow("", code.id, "retired" if code.id in retired else "removed", "", n))
    # Codes that trade names are gone from nowhere.
    traded = fates.renamed.keys() - {code.id for code in told.removed}
    rows += [
        UpdateRow(file_of[new], old, "renamed", f"now {new}", uses.get(old, 0))
        for old, new in fates.renamed.items()
        if old in traded
    ]
    return rows


def _added(file: str, code: str, uses: Mapping[str, int]) -> UpdateRow:
    """A new code, or one that comes back to what rested on it while it was retired."""
    if code in uses:
        return UpdateRow(file, code, "taken up again", "with what rested on it", uses[code])
    return UpdateRow(file, code, "added", "", 0)


def _said_of(one: "Reworded") -> tuple[str, str]:
    """What happened to a code that stays: (change, detail)."""
    if one.fields == ("status",) and one.new.status == "retired":
        return "retired", "its codings stay"
    return "reworded", ", ".join(one.fields)


def _together(books: Sequence["Codebook"]) -> "Codebook":
    from qualcode.codebook import Codebook

    return Codebook(codes=tuple(code for book in books for code in book.codes))


def applied_codebook(project: Project, file: str | None = None) -> "Codebook":
    """The codes of one file, or of all, as they are in force."""
    from qualcode.codebook import Code, Codebook, Modifier

    books = [book for book in project.codes.codebooks() if file in (None, book.file)]
    return Codebook(
        title=", ".join(book.title for book in books),
        framework_version=books[0].framework_version if books else "",
        cycles=tuple(cycle for book in books for cycle in book.cycles),
        modifiers=tuple({one["name"]: Modifier.from_record(one) for book in books for one in book.modifiers}.values()),
        codes=tuple(
            Code.from_record(code.record)
            for code in project.codes.all()
            if code.in_file and file in (None, code.codebook)
        ),
    )


def _text_on_disk(path: Path, name: str) -> str:
    if not path.is_file():
        back = "To put it back as it was: qualcode codebook update --discard"
        no_more = "   (to give up its codes: write only “codes: []” into it)" if name != SETTINGS_FILE else ""
        raise QualcodeError(f"{name} is gone.", hint=f"{back}{no_more}")
    return text_of(path)


def _refuse_lost_modifiers(project: Project) -> None:
    from qualcode.project.codes import problems_of_modifiers

    declared = {code.name: project.codes.declared_modifiers(code) for code in project.codes.all()}
    lost: Counter[str] = Counter()
    for coding in project.codings.everywhere():
        if problems_of_modifiers(coding.modifiers, declared[coding.code]):
            lost[", ".join(f"{name}={value}" for name, value in sorted(coding.modifiers.items()))] += 1
    if lost:
        raise ProblemsInFile(
            "Modifiers that codings carry are no longer declared:",
            [f"{modifiers}: {n} codings" for modifiers, n in sorted(lost.items())],
            hint="Put the values back, or change these codings first: qualcode coding edit",
        )
