"""Themes that pull apart in the same people, in words, with a prompt to write about them."""

from qualcode.errors import typed
from qualcode.themes.tensions import Tension


def tension_told(tension: Tension, mode: str) -> str:
    """What pulls apart, in how many of whom, and what to type; a reflexive study is told no counts."""
    people = len(tension.people)
    whose = f" ({people} raised both, {tension.one_people} the first, {tension.other_people} the second)"
    held = f"“{tension.one}” and “{tension.other}” hold in the same people{'' if mode == 'reflexive' else whose}"
    return (
        f"{held} and pull apart: {_why(tension)}. How do they live with both?"
        f" qualcode memo add --theme {typed(tension.one)} {typed(f'Beside {tension.other}: …')}"
    )


def _why(tension: Tension) -> str:
    return {
        "excerpts": "an excerpt for the one stands against the other",
        "gained": "what they say of the one is mostly positive, of the other mostly negative or absent",
        "lost": "what they say of the one is mostly negative or absent, of the other mostly positive",
    }[tension.why]
