"""Codes to read, and codebook files looked through."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.project.codes import AppliedCode


@dataclass(frozen=True, slots=True)
class CodebookFinding:
    """Something in a codebook file that is wrong, or could be better."""

    level: str
    """problem or advice."""
    where: str
    message: str
    mend: str


def check_files(files: Sequence[Path]) -> tuple[CodebookFinding, ...]:
    """Everything that is wrong in codebook files, and advice where they can be read."""
    from qualcode.codebook.check import check_codebook
    from qualcode.codebook.read import read_codebook

    found: list[CodebookFinding] = []
    for path in files:
        try:
            codebook = read_codebook(_bytes_of(path), path.name)
        except ProblemsInFile as error:
            found += [_problem(problem) for problem in error.problems]
        else:
            found += [
                CodebookFinding(one.level, f"{path.name}: {one.where}", one.message, one.mend)
                for one in check_codebook(codebook)
            ]
    return tuple(found)


def code_sheet(project: Project, name: str | None) -> str:
    """One code, or all of them, as a sheet to code by."""
    codes = project.codes.all() if name is None else [project.codes.named(name)]
    return "\n\n".join(_sheet(code) for code in codes)


def modifier_sheet(project: Project) -> str:
    """The modifiers a coding may carry, with their values."""
    modifiers = {one["name"]: one for book in project.codes.codebooks() for one in book.modifiers}
    return "\n".join(
        f"{name}: {', '.join(one['values'])}\n    {one.get('definition') or ''}".rstrip()
        for name, one in modifiers.items()
    )


def _sheet(code: AppliedCode) -> str:
    record = code.record
    lines = [f"{code.name} – {code.label}"]
    lines += [f"  {record[field]}" for field in ("brief", "full") if record.get(field)]
    if record.get("key_question"):
        lines.append(f"  Ask: {record['key_question']}")
    for heading, field in (
        ("Use it when", "when"),
        ("Do not use it when", "when_not"),
        ("Signs of it", "indicators"),
        ("Examples", "examples"),
        ("Decide by", "rules"),
    ):
        if record.get(field):
            lines += [f"  {heading}:", *(f"    · {item}" for item in record[field])]
    if record.get("counter_examples"):
        lines.append("  Looks like it, is not:")
        lines += [
            f"    · {item['text']}{' → ' + item['code_as'] if item.get('code_as') else ''}"
            for item in record["counter_examples"]
        ]
    if record.get("source"):
        lines.append(f"  Source: {record['source']}")
    return "\n".join(lines)


def _problem(problem: str) -> CodebookFinding:
    where, _, rest = problem.partition(": ")
    message, _, mend = rest.partition("; ")
    return CodebookFinding("problem", where, message, mend)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
