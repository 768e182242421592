"""Which quotes a theme report shows, all of them at once, so that none is shown without the others in mind."""

from collections.abc import Mapping
from typing import cast

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import Place
from qualcode.reports.answers.quoting import ShownQuote, quotes_for

FOR, AGAINST = "for", "against"


Quotes = Mapping[tuple[str, str], tuple[ShownQuote, ...]]
"""By theme and stance."""


def theme_quotes(answers: Answers, audience: str) -> Quotes:
    """The quotes for and against each theme, in the order of the report."""
    name = f"quotes of themes for the {audience}"
    if name not in answers.once:
        answers.once[name] = _theme_quotes(answers, audience)
    return cast("Quotes", answers.once[name])


def _theme_quotes(answers: Answers, audience: str) -> Quotes:
    shown: list[Place] = []
    found: dict[tuple[str, str], tuple[ShownQuote, ...]] = {}
    for theme in answers.themes:
        for stance in (FOR, AGAINST):
            quotes = quotes_for(answers, theme, stance, audience, tuple(shown))
            shown += [one.place for one in quotes]
            found[theme, stance] = quotes
    return found


def brief_quotes(answers: Answers, audience: str) -> Mapping[str, ShownQuote]:
    """One quote for each theme: the first that the whole report shows, of somebody not quoted yet where it can be."""
    said = {(one.document, one.start, one.end): one.participant or one.document for one in answers.material.codings}
    heard: set[str] = set()
    found: dict[str, ShownQuote] = {}
    for (theme, stance), quotes in theme_quotes(answers, audience).items():
        if stance == FOR and quotes:
            new = (one for one in quotes if said.get(one.place, "") not in heard)
            found[theme] = next(new, quotes[0])
            heard.add(said.get(found[theme].place, ""))
    return found
