"""Codebook files looked through: against the rules, against each other, and, if asked, by meaning."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.project import Project
from qualcode.study.codebooks.codebook_texts import bytes_of, passed_over, shipped_codebook

if TYPE_CHECKING:
    from qualcode.codebook.check_files import OpenFile, PlacedFinding
    from qualcode.encoders import Encoder


@dataclass(frozen=True, slots=True)
class CodebookFinding:
    """Something in a codebook file that is wrong, or could be better."""

    level: str
    """problem or advice."""
    where: str
    """file:line:column."""
    code: str
    """The code it concerns; empty for what all share."""
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What was found in codebook files."""

    findings: tuple[CodebookFinding, ...]
    notice: str | None = None
    """Why meanings were not compared, in a sentence."""


def codebook_files(project: Project) -> list[Path]:
    """The codebooks in a project's folder, as they are on disk."""
    every = (project.folder / "codebooks").glob("*.yaml")
    return sorted(path for path in every if path.is_file() and not path.name.startswith("."))


def check_files(
    files: Sequence[Path],
    *,
    meaning: bool = False,
    project: Project | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CheckedFiles:
    """Everything that is wrong in codebook files, alone and together, and advice where they can be read."""
    from qualcode.codebook.check_files import check_open_files, open_files

    data: dict[str, bytes] = {}
    opened: list[OpenFile] = []
    found: list[PlacedFinding] = []
    for path in dict.fromkeys(files):
        name = _shown(path, project)
        data[name] = bytes_of(path)
        readable, problems = open_files({name: data[name]}, beside_in(path.parent))
        opened += readable
        found += problems
    found += check_open_files(opened)
    if project is not None and set(codebook_files(project)) <= set(files):
        found += _passed_over(project, data)
    notice = None
    if meaning and opened:
        encoder, notice = _encoder(project, progress)
        found += _by_meaning(opened, encoder) if encoder is not None else ()
    order = {name: place for place, name in enumerate(data)}
    rows = sorted(found, key=lambda one: _place(one.where, order))
    return CheckedFiles(
        tuple(CodebookFinding(one.level, one.where, one.code, one.message, one.mend) for one in rows), notice
    )


def _passed_over(project: Project, data: dict[str, bytes]) -> "Iterator[PlacedFinding]":
    from qualcode.codebook.check_files import PlacedFinding

    for path, why, mend in passed_over(project):
        name = _shown(path, project)
        data.setdefault(name, b"")
        yield PlacedFinding(
            "problem", f"{name}:1:1", "", f"{why[0].upper()}{why[1:]}.", f"{mend[0].upper()}{mend[1:]}."
        )


def beside_in(folder: Path) -> Callable[[str], bytes | None]:
    """Finds the codebooks that a file in a folder includes: beside it, else among the shipped ones."""

    def beside(name: str) -> bytes | None:
        own = folder / name
        return bytes_of(own) if own.is_file() else shipped_codebook(name)

    return beside


def _by_meaning(files: "Sequence[OpenFile]", encoder: "Encoder") -> "Iterator[PlacedFinding]":
    from qualcode.codebook.check import Finding
    from qualcode.suggest.codebook_check import alike_definitions, stray_examples

    for file in files:
        for pair in alike_definitions(file.codebook, encoder):
            message = f"It and “{pair.other}” have definitions that are {pair.how}."
            mend = (
                f"Say in “when_not” what belongs to “{pair.other}”, or make them one code. (Opposites look alike too.)"
            )
            yield file.placed(Finding("advice", ("codes", pair.code), message, mend))
        for stray in stray_examples(file.codebook, encoder):
            message = f"Its example “{_opening(stray.words)}” would be suggested for “{stray.first}”."
            mend = "Take an example that shows what sets the code apart, or name the difference in “when_not”."
            yield file.placed(Finding("advice", ("codes", stray.code, "examples", str(stray.number)), message, mend))


def _encoder(
    project: Project | None, progress: Callable[[int, int], None] | None
) -> "tuple[Encoder | None, str | None]":
    """What compares meanings; None with one sentence where nothing can."""
    from qualcode.encoders import WORDS_ONLY, best_encoder
    from qualcode.study.suggesting.embedding import project_encoder

    encoder, notice = project_encoder(project, progress) if project is not None else best_encoder()
    if encoder is None or encoder is WORDS_ONLY:
        why = (notice or "project.yaml says to go without a language model.").removesuffix(" Only words are compared.")
        return None, f"{why.removesuffix(', so only words are compared.')} So meanings were not compared."
    return encoder, None


def _place(where: str, order: Mapping[str, int]) -> tuple[int, tuple[int, ...]]:
    """Files in the order they were given, findings from top to bottom."""
    if where in order:
        return order[where], (10**9,)
    name, line, column = where.rsplit(":", 2)
    return order[name], (int(line), int(column))


def _shown(path: Path, project: Project | None) -> str:
    """A file as people find it: inside the project’s folder, or as they typed it."""
    if project is not None and path.is_relative_to(project.folder):
        return path.relative_to(project.folder).as_posix()
    return path.as_posix()


def _opening(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
