"""A look back at an interview that is coded once through, as its coder has coded it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.analysis.counting import lies_under
from qualcode.analysis.cycles import SENSES, in_sense
from qualcode.model import Coding
from qualcode.project import Project
from qualcode.study.coding.coding_page import Page, page
from qualcode.study.coding.finding_next import uncoded_turns


@dataclass(frozen=True, slots=True)
class UsedCode:
    """A code the coder used in the document."""

    code: str
    label: str
    cycle: str
    """The label of its cycle of value; empty outside all cycles."""
    codings: int
    first_time: bool
    """Never used by this coder before this document."""


@dataclass(frozen=True, slots=True)
class StarredQuote:
    """Words the coder starred."""

    turn: int | None
    words: str
    codes: tuple[str, ...]
    """Their labels."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FinishCard:
    """What one coder's coding of one document comes to."""

    document: str
    title: str
    codes: tuple[UsedCode, ...]
    """Cycle by cycle, in the codebook's order; those outside all cycles last."""
    cycles: Mapping[str, int]
    """Codings under each cycle, 0 where it was not reached; the cycles are not steps or grades."""
    valence: Mapping[str, int]
    """Codings under the cycles by what came of the value, hopes and plans apart; empty where codebooks know none."""
    starred: tuple[StarredQuote, ...]
    """In the order of the text."""
    excerpts: int
    turns: int
    """Of participants."""
    uncoded_turns: int
    """Of those, how many bear no coding."""

    @property
    def first_time(self) -> tuple[str, ...]:
        """The labels of the codes that the coder used here for the first time."""
        return tuple(one.label for one in self.codes if one.first_time)

    @property
    def lines(self) -> tuple[str, ...]:
        """The card as people read it."""
        return tuple(_lines(self))

    @property
    def memo(self) -> str:
        """What a memo on the case may begin with: headings, and the starred quotes with their turns."""
        return _memo(self)


def finish_card(project: Project, coder: str, document: str) -> FinishCard:
    """The coder's own coding of a document, counted; nobody else's."""
    shown = page(project, coder, document)
    codings = _codings(shown)
    labels = {code.name: code.label for code in project.codes.all()}
    cycles = {cycle: labels[cycle] for book in project.codes.codebooks() for cycle in book.cycles if cycle in labels}
    participants = {turn.number for turn in shown.turns if turn.role == "participant"}
    return FinishCard(
        document=shown.document,
        title=shown.title,
        codes=tuple(_used(project, coder, shown.document, codings, labels, cycles)),
        cycles={label: sum(lies_under(one.code, {cycle}) for one in codings) for cycle, label in cycles.items()},
        valence=_valence(project, [one for one in codings if not cycles or lies_under(one.code, cycles)]),
        starred=tuple(_starred(codings, labels)),
        excerpts=len({(one.start, one.end) for one in codings}),
        turns=len(participants),
        uncoded_turns=len(uncoded_turns(shown.turns, shown.codings)),
    )


def _codings(shown: Page) -> list[Coding]:
    starts = [turn.start for turn in shown.turns]

    def turn_at(place: int) -> int | None:
        before = bisect_right(starts, place)
        return shown.turns[before - 1].number if before else None

    return [
        Coding(
            id=one.id,
            document=shown.document,
            participant=None,
            turn=turn_at(one.start),
            start=one.start,
            end=one.end,
            words=shown.text[one.start : one.end],
            code=one.code,
            coder=one.coder,
            modifiers=one.modifiers,
            starred=one.starred,
        )
        for one in shown.codings
    ]


def _used(
    project: Project,
    coder: str,
    document: str,
    codings: Sequence[Coding],
    labels: Mapping[str, str],
    cycles: Mapping[str, str],
) -> list[UsedCode]:
    first, counts = project.pages.first_used_in(coder), Counter(one.code for one in codings)
    rows = [
        UsedCode(code, label, _cycle(code, cycles), counts[code], first.get(code) == document)
        for code, label in labels.items()
        if counts[code]
    ]
    places = {label: place for place, label in enumerate(cycles.values())}
    return sorted(rows, key=lambda row: places.get(row.cycle, len(places)))


def _cycle(code: str, cycles: Mapping[str, str]) -> str:
    return next((label for cycle, label in cycles.items() if lies_under(code, {cycle})), "")


def _valence(project: Project, codings: Sequence[Coding]) -> dict[str, int]:
    if "valence" not in project.codes.declared_modifiers():
        return {}
    return {sense: sum(in_sense(one, sense) for one in codings) for sense in SENSES}


def _starred(codings: Sequence[Coding], labels: Mapping[str, str]) -> Iterator[StarredQuote]:
    """One quote for each excerpt, with all its codes, whichever of them bears the star."""
    for place, of in groupby(codings, key=lambda one: (one.start, one.end)):
        here = list(of)
        if any(one.starred for one in here):
            yield StarredQuote(
                here[0].turn, here[0].words, tuple(labels.get(one.code, one.code) for one in here), *place
            )


def _lines(card: FinishCard) -> Iterator[str]:
    """No bars and no grades: counts of one interview say what was coded, not what it is worth."""
    yield f"{card.document}  {card.title}"
    yield (
        f"{_number(card.excerpts, 'excerpt')}; {card.uncoded_turns} of {_number(card.turns, 'turn')} of participants"
        " without any code"
    )
    for cycle, codes in groupby(card.codes, key=lambda one: one.cycle):
        told = ", ".join(f"{one.label} {one.codings}" for one in codes)
        yield f"{cycle or ('Other codes' if card.cycles else 'Codes')}: {told}"
    if not_reached := [cycle for cycle, count in card.cycles.items() if not count]:
        yield f"Nothing coded under: {', '.join(not_reached)}"
    if told := ", ".join(f"{sense} {count}" for sense, count in card.valence.items() if count):
        yield f"Valence: {told}"
    if card.first_time:
        yield f"Used for the first time: {', '.join(card.first_time)}"
    if card.starred:
        yield "Starred:"
    for quote in card.starred:
        yield f"  {_cited(quote)}"


def _memo(card: FinishCard) -> str:
    parts = ["In short:", "Quotes:", *(f"- {_cited(quote)}" for quote in card.starred)]
    if card.first_time:
        parts.append(f"New here: {', '.join(card.first_time)}")
    return "\n".join([*parts, "Surprising:", "Still open:"])


def _cited(quote: StarredQuote) -> str:
    turn = "" if quote.turn is None else f"turn {quote.turn}, "
    return f"“{' '.join(quote.words.split())}” ({turn}{', '.join(quote.codes)})"


def _number(count: int, one: str) -> str:
    return f"{count} {one if count == 1 else f'{one}s'}"
