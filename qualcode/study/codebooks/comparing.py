"""What edits did to codebooks, and how many codings each change touches."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.study.codebooks.change_rows import ChangeRow, Touched, rows_of_codes, rows_of_what_is_shared
from qualcode.study.codebooks.codebook_texts import FOLDER, read_together, shipped_codebook, with_what_they_include

if TYPE_CHECKING:
    from qualcode.codebook import Codebook

Books = Mapping[str, "Codebook"]
"""Codebooks by their file in the project."""


def compare_files(old: Path, new: Path, project: Project | None = None) -> list[ChangeRow]:
    """What sets one codebook file apart from another; codings are counted where a project is at hand."""
    before, after = _read(old), _read(new)
    touched = Touched(project)
    return [*rows_of_what_is_shared(before, after, "", touched), *rows_of_codes(before, after, touched)]


def compare_with_applied(project: Project, file: Path | None = None) -> list[ChangeRow]:
    """What the edited codebooks, or the one that a file is a version of, would change of what is in force.

    Raises ProblemsInFile where they cannot be read, QualcodeError where no codebook of that name is in force.
    """
    from qualcode.study.codebooks.updating import applied_codebook

    texts = _edited(project) if file is None else _version_of_an_applied(project, file)
    if not texts:
        return []
    read = {name: one.codebook for name, one in read_together(project, with_what_they_include(project, texts)).items()}
    edited = {name: read[name] for name in texts}
    applied = {name: applied_codebook(project, name) for name in texts}
    touched = Touched(project)
    rows = [_comes_with_it(name, book) for name, book in read.items() if name not in texts]
    for name in texts:
        if project.files.applied(name) is not None:
            shown = PurePosixPath(name).name
            rows += rows_of_what_is_shared(_head(applied[name], name), _head(edited[name], name), shown, touched)
    rows += rows_of_codes(_together(applied.values()), _together(edited.values()), touched)
    rows += _new_homes(applied, edited, touched)
    return rows or [_nothing_told(name) for name, text in texts.items() if text != project.files.applied(name)]


def _edited(project: Project) -> dict[str, str]:
    names = [name for name in project.files.edited() if name.startswith(f"{FOLDER}/")]
    gone = [name for name in names if not (project.folder / name).is_file()]
    if gone:
        raise QualcodeError(
            f"{', '.join(gone)} is gone, so there is nothing to compare.",
            hint="To put it back as it was: qualcode codebook update --discard",
        )
    return {name: _text_of(project.folder / name) for name in names}


def _version_of_an_applied(project: Project, file: Path) -> dict[str, str]:
    """The text of a file, under the name of the codebook it is a version of."""
    named = PurePosixPath(FOLDER) / (file.name if file.suffix in {".yaml", ".yml"} else f"{file.name}.yaml")
    own = project.folder / named
    path = file if file.is_file() or not own.is_file() else own
    text = _text_of(path)
    if project.files.applied(str(named)) is None and path.resolve() != own.resolve():
        known = ", ".join(PurePosixPath(book.file).name for book in project.codes.codebooks()) or "none"
        raise QualcodeError(
            f"The project has no codebook {named.name} to compare {path} with.",
            hint=f"It has: {known}. To compare two files: qualcode codebook diff OLD NEW",
        )
    return {str(named): text}


def _text_of(path: Path) -> str:
    data = _bytes_of(path)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ProblemsInFile(
            f"{path.name} cannot be read:", [f"{path.name}: it is not UTF-8"], hint="Save it as UTF-8."
        ) from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error


def _read(path: Path) -> "Codebook":
    from qualcode.codebook.read import read_codebook

    def beside(name: str) -> bytes | None:
        own = path.parent / name
        return _bytes_of(own) if own.is_file() else shipped_codebook(name)

    return read_codebook(_bytes_of(path), path.name, beside=beside)


def _head(book: "Codebook", file: str) -> "Codebook":
    """What the project keeps of a codebook besides its codes."""
    from qualcode.codebook import Codebook

    return Codebook(
        title=book.title or PurePosixPath(file).stem,
        framework_version=book.framework_version,
        cycles=book.cycles,
        modifiers=book.modifiers,
    )


def _together(books: Iterable["Codebook"]) -> "Codebook":
    from qualcode.codebook import Codebook

    return Codebook(codes=tuple(code for book in books for code in book.codes))


def _comes_with_it(file: str, book: "Codebook") -> ChangeRow:
    codes = "1 code" if len(book.codes) == 1 else f"{len(book.codes)} codes"
    return ChangeRow("", "added", f"{PurePosixPath(file).name}, which is included: {codes}", 0)


def _new_homes(applied: Books, edited: Books, touched: Touched) -> Iterator[ChangeRow]:
    """Codes that stand in another file under the same id."""
    homes = {code.id: file for file, book in applied.items() for code in book.codes}
    for file, book in edited.items():
        for code in book.codes:
            former = homes.get(code.id, file)
            if former != file:
                detail = f"from {PurePosixPath(former).name} to {PurePosixPath(file).name}"
                yield ChangeRow(code.id, "moved", detail, touched.codings([code.id]))


def _nothing_told(file: str) -> ChangeRow:
    detail = f"{PurePosixPath(file).name}: nothing but comments, layout, source, note, rules or includes"
    return ChangeRow("", "other words", detail, 0)
