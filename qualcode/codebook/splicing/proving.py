"""No edit without its proof: what was written is read again and must say exactly what was meant, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.codebook.codes import Codebook
from qualcode.codebook.including import Beside
from qualcode.codebook.splicing.opened import OpenedFile, opened
from qualcode.codebook.splicing.stretches import Splice, spliced
from qualcode.errors import QualcodeError


class CannotSplice(QualcodeError):
    """An edit that is safe only by hand: where, why, the lines as they are and as they should be."""


def cannot_splice(file: OpenedFile, lines: Mapping[int, str], why: str) -> CannotSplice:
    """The refusal that shows the edit to make by hand: each line, counted from 0, as it is and as it should be."""
    first = min(lines)
    said = [f"{file.name}:{first + 1}: this edit is safe only by hand, as {why}."]
    for line, should_be in sorted(lines.items()):
        said.append(f"  line {line + 1} is: {file.lines.lines[line].strip()}")
        said += [f"  it should be: {one}" for one in should_be.splitlines()] or ["  it should go"]
    return CannotSplice("\n".join(said), hint="Make it in any editor, then: qualcode codebook update")


def proven(
    file: OpenedFile,
    attempts: Iterable[Sequence[Splice]],
    expected: Codebook,
    beside: Beside | None,
    refusal: CannotSplice,
) -> str:
    """The text after the first attempt that reads back as the expected codebook; raises the refusal if none does."""
    for splices in attempts:
        text = spliced(file.text, splices)
        if text is not None and _says(text, file.name, beside) == expected:
            return text
    raise refusal


def _says(text: str, name: str, beside: Beside | None) -> Codebook | None:
    """What a text says; None where it is no codebook any more."""
    try:
        return opened(text, name, beside).codebook
    except (QualcodeError, ValueError):
        return None
