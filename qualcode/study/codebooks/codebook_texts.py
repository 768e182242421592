"""Codebook files of a study read together, each with what it includes."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.shipped import shipped

if TYPE_CHECKING:
    from qualcode.codebook.including import CodebookFile
    from qualcode.project.recoding import NewCodebook

FOLDER = "codebooks"
CodebookFiles = Mapping[str, "CodebookFile"]
"""What was read, by file inside the project: codebooks/value-creation.yaml."""


def read_together(project: Project, texts: Mapping[str, str]) -> dict[str, "CodebookFile"]:
    """Read codebooks that are to be in force beside those that are already; ProblemsInFile lists all that is wrong."""
    from qualcode.codebook.read import read_codebook_file

    def beside(name: str) -> bytes | None:
        file = f"{FOLDER}/{name}"
        text = texts.get(file) or project.files.applied(file)
        return text.encode() if text is not None else shipped_codebook(name)

    read: dict[str, CodebookFile] = {}
    problems: list[str] = []
    for file, text in texts.items():
        try:
            read[file] = read_codebook_file(text.encode(), PurePosixPath(file).name, beside=beside)
        except ProblemsInFile as error:
            problems += error.problems
    problems = problems or [*_second_homes(project, read), *_at_odds(project, read)]
    if problems:
        names = ", ".join(PurePosixPath(file).name for file in texts)
        raise ProblemsInFile(f"{names} cannot be used:", problems, hint="Mend them, then: qualcode codebook check")
    return read


def with_what_they_include(project: Project, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts, and before them every shipped codebook they include that the study does not have yet."""
    wanted = {**texts}
    for file in list(texts):
        for name in _included_names(texts[file]):
            included = f"{FOLDER}/{name}"
            data = None if included in wanted or project.files.applied(included) is not None else shipped_codebook(name)
            if data is not None:
                wanted |= with_what_they_include(project, {included: data.decode()})
    return {**{file: text for file, text in wanted.items() if file not in texts}, **texts}


def with_neighbors(path: Path) -> dict[str, str]:
    """A codebook file's text, and before it those of the files beside it that it includes."""
    texts: dict[str, str] = {}
    name = f"{path.stem}.yaml"
    waiting = [(name, path)]
    while waiting:
        name, at = waiting.pop()
        if f"{FOLDER}/{name}" in texts:
            continue
        text = text_of(at)
        texts = {f"{FOLDER}/{name}": text, **texts}
        beside = ((one, at.with_name(one)) for one in _included_names(text) if "/" not in one)
        waiting += [(one, there) for one, there in beside if there.is_file()]
    return texts


def text_of(path: Path) -> str:
    """A codebook file's text; ProblemsInFile where it is not UTF-8."""
    from qualcode.codebook.source import fault_of_encoding

    data = bytes_of(path)
    if fault := fault_of_encoding(data):
        hint = "Mend it, then: qualcode codebook check"
        raise ProblemsInFile(f"{path.name} cannot be used:", [fault.sentence(path.name)], hint=hint)
    return data.decode()


def bytes_of(path: Path) -> bytes:
    """A file's bytes; QualcodeError where it is none, or not to be read."""
    if path.exists() and not path.is_file():
        raise QualcodeError(f"{path} is not a file.", hint="Name a codebook: codebooks/team.yaml")
    try:
        return path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error


def passed_over(project: Project) -> list[tuple[Path, str, str]]:
    """Files among the codebooks that no command reads, each with the reason and the mend."""
    found = []
    for path in sorted((project.folder / FOLDER).glob("*")):
        if path.suffix.casefold() not in {".yaml", ".yml"} or path.name.startswith(".") or not path.is_file():
            continue
        if path.suffix != ".yaml":
            mend = f"call it {path.stem}.yaml"
            found.append((path, f"codebooks end in “.yaml”, so nothing reads one that ends in “{path.suffix}”", mend))
        elif not path.resolve().is_relative_to(project.folder.resolve()):
            found.append(
                (path, "it is a link to a file outside of the project", "put a copy of that file in its place")
            )
    return found


def shipped_codebook(name: str) -> bytes | None:
    """The bytes of a codebook that qualcode brings along, None where it has none of that name."""
    try:
        return shipped(f"{FOLDER}/{name}").read_bytes()
    except (QualcodeError, OSError):
        return None


def as_rows(file: str, text: str, read: "CodebookFile") -> "NewCodebook":
    """A codebook as the project keeps it."""
    from qualcode.project.recoding import NewCodebook

    book = read.codebook
    return NewCodebook(
        file=file,
        text=text,
        title=book.title or PurePosixPath(file).stem,
        framework_version=book.framework_version,
        cycles=book.cycles,
        modifiers=[modifier.record() for modifier in book.modifiers],
        records=[code.record() for code in book.codes],
    )


def _included_names(text: str) -> list[str]:
    from qualcode.codebook.including import file_included, names_included

    return [file_included(name) for name in names_included(text.encode())]


def _second_homes(project: Project, read: CodebookFiles) -> list[str]:
    """Codes that two files of the study would have."""
    homes = {code.name: code.codebook for code in project.codes.all() if code.in_file and code.codebook not in read}
    problems = []
    for file, one in read.items():
        for code in one.codebook.codes:
            if code.id in homes:
                line = one.lines[code.id]
                other = PurePosixPath(homes[code.id]).name
                name = PurePosixPath(file).name
                problems.append(f"{name}:{line}:1: the code “{code.id}” is in {other} already; give one another id")
            homes[code.id] = file
    return problems


def _at_odds(project: Project, read: CodebookFiles) -> list[str]:
    """Modifiers that two files of the study declare with other values."""
    declared = {
        str(one["name"]): (book.file, tuple(one["values"]))
        for book in project.codes.codebooks()
        if book.file not in read
        for one in book.modifiers
    }
    problems = []
    for file, one in read.items():
        for modifier in one.codebook.modifiers:
            other, values = declared.setdefault(modifier.name, (file, modifier.values))
            if values != modifier.values:
                names = f"{PurePosixPath(file).name} and {PurePosixPath(other).name}"
                problems.append(f"{names}: the modifier “{modifier.name}” has other values in each; make them the same")
    return problems
