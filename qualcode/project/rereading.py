"""What a coder makes of a passage read once more without any code beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from qualcode.project.codings import Codings, NewCoding
from qualcode.project.decoys import part_from_decoy
from qualcode.project.log import Transaction


class Reread(Protocol):
    """A passage that was put before a coder again."""

    @property
    def document(self) -> str:
        """D01."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last."""


@dataclass(frozen=True, slots=True)
class Given:
    """A code given to a passage on rereading, perhaps to other words than all of it."""

    code: str
    place: tuple[int, int] | None = None
    """None: the whole passage."""
    words: str | None = None
    """What the coder saw at that other place."""
    modifiers: Mapping[str, str] = field(default_factory=dict)
    memo: str | None = None


def given_codes(codes: Sequence[str | Given]) -> list[Given]:
    """Codes as they were given, each once."""
    given = [one if isinstance(one, Given) else Given(one) for one in codes]
    return list({(one.code, one.place): one for one in given}.values())


def code_again(
    codings: Codings, transaction: Transaction, coder: str, passage: Reread, given: Sequence[Given]
) -> list[str]:
    """Make the codings inside a larger command; gives back their stored ids, in order.

    One that its coder made before stays as it is, and counts as given; if it came of a decoy, it is their own now.
    """
    made = []
    for one in given:
        start, end = one.place or (passage.start, passage.end)
        said = dict(one.modifiers)
        new = NewCoding(passage.document, start, end, one.code, coder, said, memo=one.memo, words=one.words)
        standing = codings.standing(new)
        if standing is not None:
            part_from_decoy(transaction, standing)
        made.append(standing or codings.insert(transaction, new))
    return made
