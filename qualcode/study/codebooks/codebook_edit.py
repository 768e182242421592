"""Editing the codebooks of a study as they are applied, and keeping files and rows in one step."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.study.codebooks.codebook_texts import FOLDER, shipped_codebook
from qualcode.study.codebooks.codes_gone import Fates
from qualcode.study.codebooks.updating import NOTHING_SAID, UpdateRow, keep_codebooks

if TYPE_CHECKING:
    from qualcode.project.log import Transaction


@dataclass(slots=True)
class CodebookEdit:
    """The codebooks of a study while a command edits them."""

    texts: dict[str, str]
    """By file inside the project."""
    edited: dict[str, str] = field(default_factory=dict)

    def in_file(self, file: str, change: Callable[..., str], *given: object, **said: object) -> None:
        """Change one file's text by a function of `codebook.splicing`, which gets what is given besides."""
        text = self.edited.get(file, self.texts[file])
        changed = change(text, PurePosixPath(file).name, *given, **said, beside=self._beside)
        if changed != text:
            self.edited[file] = changed

    def in_every_file(self, change: Callable[..., str], *given: object) -> None:
        """Change every file's text, each before those it includes, so that these can be read meanwhile."""
        for file in _includers_first(self.texts):
            self.in_file(file, change, *given)

    def _beside(self, name: str) -> bytes | None:
        file = f"{FOLDER}/{name}"
        text = self.edited.get(file, self.texts.get(file))
        return text.encode() if text is not None else shipped_codebook(name)


def _includers_first(texts: Mapping[str, str]) -> list[str]:
    from graphlib import TopologicalSorter

    from qualcode.codebook.including import file_included, names_included

    order = TopologicalSorter[str](dict.fromkeys(texts, ()))
    for file, text in texts.items():
        for name in names_included(text.encode()):
            if (included := f"{FOLDER}/{file_included(name)}") in texts:
                order.add(included, file)
    return list(order.static_order())


def carried_out(
    project: Project,
    coder: str,
    action: str,
    edit: Callable[[CodebookEdit], None],
    said: Fates = NOTHING_SAID,
    besides: "Callable[[Transaction], None] | None" = None,
) -> list[UpdateRow]:
    """Edit the files as they are applied and keep rows and files as one event; `besides` changes more in the same."""
    with project.change(coder, action) as transaction:
        texts = {book.file: project.files.applied(book.file) or "" for book in project.codes.codebooks()}
        codebooks = CodebookEdit(texts)
        with _told_as_untouched():
            edit(codebooks)
        _refuse_over_hand_edits(project, codebooks.edited)
        with _told_as_untouched():
            rows = keep_codebooks(project, transaction, codebooks.edited, said) if codebooks.edited else []
        if besides is not None:
            besides(transaction)
    return rows


@contextmanager
def _told_as_untouched() -> Iterator[None]:
    """What the files would say wrongly after the edit, told as a refusal: on disk they are as they were."""
    try:
        yield
    except ProblemsInFile as error:
        raise ProblemsInFile(
            "The codebooks would not fit together after that, so nothing was changed:",
            error.problems,
            hint="A file can send coders only to codes of its own and of files it includes. Change that in it first;"
            " then: qualcode codebook update",
        ) from error


def _refuse_over_hand_edits(project: Project, texts: Mapping[str, str]) -> None:
    waiting = sorted(set(project.files.edited()) & set(texts))
    if waiting:
        raise QualcodeError(
            f"{', '.join(waiting)} has been edited by hand since it was applied.",
            hint="Apply that first: qualcode codebook update   (or put it aside: the same with --discard)",
        )
