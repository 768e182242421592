"""Quotes that a person shortened with “…” or explained with “[ ]”."""

from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quotes import Place
from qualcode.reports.content.markdown import one_line
from qualcode.reports.verifying.slices import is_slice, sense_lost, taken_out, uncurled

__all__ = ["as_shown", "fits", "in_one_turn", "lost_by", "sense_kept_by_choice", "taken_out"]


def fits(words: str, whole: str, *, in_one_turn: bool = True) -> bool:
    """Whether words give an excerpt, edited by nothing but “…” and “[ ]”, and these only within one turn.

    >>> fits("We drafted … in May", "We drafted it in May"), fits("We draft it in May", "We drafted it in May")
    (True, False)
    """
    return is_slice(words, whole, edits=in_one_turn)


def in_one_turn(material: Material, place: Place) -> bool:
    """Whether a slice lies within one turn: across turns nothing may be left out."""
    document, start, end = place
    return sum(turn.start < end and start < turn.end for turn in material.turns.get(document, ())) <= 1


def as_shown(material: Material, place: Place, whole: str, chosen: str) -> str:
    """The words of a quote: as a person trimmed them where that still fits the transcript, else the whole excerpt."""
    if chosen and fits(chosen, whole, in_one_turn=in_one_turn(material, place)):
        return one_line(chosen)
    return one_line(whole)


def sense_kept_by_choice(material: Material, place: Place, shown: str) -> bool:
    """Whether a person chose to show a place in these very words, and so has looked at a “not” left out."""
    codings = {one.id for one in material.codings if (one.document, one.start, one.end) == place}
    wanted = uncurled(one_line(shown))
    return any(
        choice.words and choice.coding in codings and uncurled(one_line(choice.words)) == wanted
        for choice in material.quote_choices
        if choice.choice == "keep"
    )


def lost_by(shown: str, whole: str) -> str | None:
    """The “not” or “maybe” that a trim takes out of a sentence still shown; None where it takes out none."""
    return sense_lost(shown, whole)
