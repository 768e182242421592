"""Live references that become words of a sentence: counts, numbers, quotes, themes."""

from collections.abc import Mapping

from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import may_be_quoted, quote_question, words_at
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import write_marker
from qualcode.reports.kinds.figures import figure
from qualcode.reports.writing.named import code_named, theme_named
from qualcode.reports.writing.references import Reference
from qualcode.reports.writing.weaving import Words, Woven

FEWEST_LETTERS = 4
"""Letters of a coding's id below which it would too easily mean another."""
_NUMBERS = ("interviewed", "respondents", "schools", "participants", "excerpts", "documents")
_ABOUT_PEOPLE = ("theme", "code", "cycle", "sense", "role", "stance")


def subject(answers: Answers, reference: Reference) -> dict[str, str | None]:
    """Whom and what a reference is about, by the names figures go by.

    QualcodeError where it names no theme or code of the study.
    """
    unknown = [name for name, _ in reference.about if name not in _ABOUT_PEOPLE]
    if unknown:
        raise QualcodeError(f"“{unknown[0]}:” means nothing here ({', '.join(f'{one}:' for one in _ABOUT_PEOPLE)})")
    found: dict[str, str | None] = dict(reference.about)
    if theme := found.get("theme"):
        found["theme"] = theme_named(answers, theme)
    for name in ("code", "cycle"):
        if code := found.get(name):
            found[name] = code_named(answers, code)
    return found


def coding_named(answers: Answers, given: str) -> Coding:
    """The coding whose id begins so, if its words may be quoted at all."""
    fits = [one for one in answers.material.codings if one.id.startswith(given.casefold())]
    if len(given) < FEWEST_LETTERS:
        raise QualcodeError(f"give {FEWEST_LETTERS} letters of the coding’s id or more (qualcode codings)")
    if len(fits) != 1:
        which = "more than one coding’s id begins" if fits else "no coding’s id begins"
        raise QualcodeError(f"{which} with “{given}” (qualcode codings)")
    if not may_be_quoted(answers.people.get(fits[0].participant or "")):
        raise QualcodeError("who said this did not agree to be quoted")
    return fits[0]


def _count(woven: Woven, reference: Reference) -> str:
    about = subject(woven.answers, reference)
    if not about.get("theme") and not about.get("code"):
        raise QualcodeError("say of what: theme:NAME or code:NAME")
    return figure(woven.answers, "count", "participants", **about)


def _schools(woven: Woven, reference: Reference) -> str:
    return figure(woven.answers, "count", "schools", **subject(woven.answers, reference))


def _number(woven: Woven, reference: Reference) -> str:
    what = reference.given[0].casefold() if reference.given else ""
    if what not in _NUMBERS:
        raise QualcodeError(f"say a number of what: {', '.join(_NUMBERS)}")
    return figure(woven.answers, "number", what, **subject(woven.answers, reference))


def _quote(woven: Woven, reference: Reference) -> str:
    coding = coding_named(woven.answers, reference.given[0] if reference.given else "")
    place = (coding.document, coding.start, coding.end)
    woven.shown.add(place)
    marker = write_marker(quote_question(woven.answers.material, place))
    return f"“{escape(words_at(woven.answers.material, place))}”{marker}"


def _finding(woven: Woven, reference: Reference) -> str:
    named = reference.get("theme") or " ".join(reference.given)
    theme = theme_named(woven.answers, named)
    woven.cited.append(theme)
    number = [*woven.answers.themes].index(theme) + 1
    raised = figure(woven.answers, "count", "participants", theme=theme)
    return f"finding {number}, “{escape(theme)}” ({raised}; {examined(woven.answers, theme)})"


def examined(answers: Answers, theme: str) -> str:
    """Whether somebody has searched for what speaks against a theme, and what it came to."""
    verdicts = dict.fromkeys(escape(challenge.verdict) for challenge in answers.themes[theme].challenges)
    return f"examined: {', '.join(verdicts)}" if verdicts else "not yet examined"


INSIDE_SENTENCES: Mapping[str, Words] = {
    "count": _count,
    "schools": _schools,
    "number": _number,
    "quote": _quote,
    "finding": _finding,
}
"""By the first word of the reference."""
