"""What became of codes that an edited codebook no longer has."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile
from qualcode.project import Project

if TYPE_CHECKING:
    from qualcode.codebook import Codebook
    from qualcode.codebook.diff import CodebookDiff


@dataclass(frozen=True, slots=True)
class Fates:
    """What the person who edited a codebook says of codes that are gone from it."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    """Former id to the id that goes on."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Former id to the code that takes over its codings."""
    retired: frozenset[str] = frozenset()
    """Codes that are to stay with their codings, out of use."""

    def of(self, code: str) -> bool:
        """Whether something was said of a code."""
        return code in self.renamed or code in self.merged or code in self.retired


@dataclass(frozen=True, slots=True)
class CodeGone:
    """A code that is gone from its file while something rests on it, and nobody said why."""

    code: str
    label: str
    rests: str
    """What rests on it, in words: “3 codings, 1 memo”."""
    perhaps: tuple[str, ...]
    """Codes that it may have become, most alike first."""


class FateUnknown(ProblemsInFile):
    """Codes in use are gone from a file; before anything happens somebody has to say what became of them."""

    def __init__(self, gone: Sequence[CodeGone]) -> None:
        super().__init__(
            "Codes that are in use are gone from their files. What became of them?",
            [_question(one) for one in gone],
            hint="Say it: qualcode codebook update --renamed OLD=NEW --merged OLD=INTO --retired OLD",
        )
        self.gone = tuple(gone)


def _question(one: CodeGone) -> str:
    perhaps = f" Perhaps it is “{one.perhaps[0]}” now." if one.perhaps else ""
    return f"{one.code} ({one.rests}): renamed, merged or retired?{perhaps}"


def settled(project: Project, old: "Codebook", new: "Codebook", told: "CodebookDiff", said: Fates) -> Fates:
    """What became of every code that is gone: what was said, and what is certain without.

    Raises ProblemsInFile where something said cannot be, FateUnknown where something has to be said.
    """
    codes = {code.name: code for code in project.codes.all()}
    elsewhere = {code.name for code in codes.values() if code.in_file and code.name not in old}
    _refuse_what_cannot_be(old, new, said, elsewhere)
    taken = set(said.renamed.values())
    certain = {
        before.id: after.id
        for before, after in told.perhaps_renamed
        if not said.of(before.id) and after.id not in taken
    }
    fates = Fates({**certain, **said.renamed}, said.merged, said.retired)
    unknown = [
        CodeGone(code.id, code.label, rests, _perhaps(code.id, new, told))
        for code in told.removed
        if not fates.of(code.id) and code.id in codes and (rests := project.codes.rests_on(codes[code.id]))
    ]
    if unknown:
        raise FateUnknown(unknown)
    return fates


def _perhaps(code: str, new: "Codebook", told: "CodebookDiff") -> tuple[str, ...]:
    """What the code may have become: first what the change as a whole suggests, then whatever reads alike."""
    from qualcode.codebook.diff import candidates

    suggested: list[str] = []
    for change in told.changes:
        before = [one.id for one in change.old]
        if code in before:
            went_on = [one.id for one in change.new]
            suggested += [went_on[before.index(code)]] if change.top and len(before) == len(went_on) else went_on
    removed = next(one for one in told.removed if one.id == code)
    return tuple(dict.fromkeys([*suggested, *(one.code_id for one in candidates(removed, new))]))


def _refuse_what_cannot_be(old: "Codebook", new: "Codebook", said: Fates, elsewhere: Collection[str]) -> None:
    problems = []
    for former, to in [*said.renamed.items(), *said.merged.items()]:
        if former not in old:
            problems.append(f"{former}: no code of the edited files was called that")
        elif former in new:
            problems.append(f"{former}: it is still in its file")
        if to not in new and to not in elsewhere:
            problems.append(f"{to}: there is no such code")
    problems += [
        f"{to}: it was there before, so nothing was renamed to it" for to in said.renamed.values() if to in old
    ]
    problems += [
        f"{to}: only one code can be renamed to it; say of the others that they were merged into it"
        for to, times in Counter(said.renamed.values()).items()
        if times > 1
    ]
    problems += [f"{code}: it is still in its file" for code in said.retired if code in new]
    problems += [f"{code}: no code of the edited files was called that" for code in said.retired if code not in old]
    if problems:
        raise ProblemsInFile(
            "What is said of these codes cannot be:", problems, hint="See what changed: qualcode codebook diff"
        )
