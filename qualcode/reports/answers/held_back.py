"""What people took out of quotes before a report leaves the team, and what would give it away all the same."""

from collections.abc import Iterator
from typing import cast

from qualcode.model import Coding, QuoteChoice
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import Place
from qualcode.reports.answers.trimming import in_one_turn, taken_out
from qualcode.reports.content.draft import TEAM

Stretch = tuple[int, int]


def held_back(answers: Answers, place: Place, audience: str) -> str | None:
    """Why an excerpt may not stand in a story, on a page or in prose outside the team; None where it may.

    Not what somebody dropped for the audience under a theme and kept under no other, and not what shows words that
    were taken out of an overlapping quote.
    """
    if audience == TEAM:
        return None
    chosen = {one.choice for one in _standing(answers, audience).get(place, ())}
    if chosen == {"drop"}:
        return f"it was left out for the {audience} (qualcode quotes)"
    if gives_away(answers, place, audience):
        return f"it overlaps a quote and shows words that were taken out of that one for the {audience}"
    return None


def gives_away(answers: Answers, place: Place, audience: str) -> bool:
    """Whether a quote would show an audience outside the team words that were taken out of an overlapping one.

    A trim holds for exactly the place it was made of. What begins or ends elsewhere is shown whole, or as it was
    trimmed itself, so it is left out where a word is in it that “…” or “[ ]” stands for in the other.
    """
    document, start, end = place
    if audience == TEAM:
        return False
    own = _cut(answers, audience).get(document, {}).get(place, ())
    for other, stretches in _cut(answers, audience).get(document, {}).items():
        if other == place:
            continue
        for begin, stop in stretches:
            shown = max(start, begin), min(end, stop)
            if shown[0] < shown[1] and not any(first <= shown[0] and shown[1] <= last for first, last in own):
                return True
    return False


def trim_of(answers: Answers, place: Place, audience: str) -> str:
    """The words in which an audience outside the team reads a place, as trimmed under any theme; empty: whole.

    For this audience before for all, of several the latest.
    """
    trims = [one for one in _standing(answers, audience).get(place, ()) if _trims(one)]
    chosen = max(trims, key=lambda one: (bool(one.audience), one.made), default=None)
    return chosen.words if chosen else ""


def _standing(answers: Answers, audience: str) -> dict[Place, list[QuoteChoice]]:
    """What holds for an audience at each place: of each theme and coding what was chosen for it, else for all."""
    name = f"quote choices for the {audience}"
    if name not in answers.once:
        latest: dict[tuple[str, str], QuoteChoice] = {}
        for one in answers.material.quote_choices:
            before = latest.get((one.theme, one.coding))
            if one.audience in ("", audience) and (before is None or _weight(one) > _weight(before)):
                latest[one.theme, one.coding] = one
        places = {one.id: _place(one) for one in answers.material.codings} | {**answers.material.quote_places}
        found: dict[Place, list[QuoteChoice]] = {}
        for (_, coding), one in latest.items():
            if coding in places:
                found.setdefault(places[coding], []).append(one)
        answers.once[name] = found
    return cast("dict[Place, list[QuoteChoice]]", answers.once[name])


def _weight(one: QuoteChoice) -> tuple[bool, str]:
    return bool(one.audience), one.made


def _cut(answers: Answers, audience: str) -> dict[str, dict[Place, tuple[Stretch, ...]]]:
    """By document and place of a trimmed quote, where the words lie that the trim took out."""
    name = f"words taken out for the {audience}"
    if name not in answers.once:
        found: dict[str, dict[Place, tuple[Stretch, ...]]] = {}
        for place in _standing(answers, audience):
            words = trim_of(answers, place, audience)
            if words and place[0] in answers.material.texts:
                found.setdefault(place[0], {})[place] = tuple(_stretches(answers, place, words))
        answers.once[name] = found
    return cast("dict[str, dict[Place, tuple[Stretch, ...]]]", answers.once[name])


def _stretches(answers: Answers, place: Place, words: str) -> Iterator[Stretch]:
    document, start, end = place
    if in_one_turn(answers.material, place):
        whole = answers.material.texts[document][start:end]
        for begin, stop in taken_out(words, whole):
            yield start + begin, start + stop


def _trims(one: QuoteChoice) -> bool:
    return one.choice == "keep" and bool(one.words)


def _place(one: Coding) -> Place:
    return one.document, one.start, one.end
