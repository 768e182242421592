"""Live references that become words of a sentence: counts, numbers, quotes, themes."""

import re
from collections.abc import Mapping

from qualcode.analysis.cycles import SENSES
from qualcode.errors import QualcodeError
from qualcode.model import STANCES, Coding
from qualcode.reports.answers.answers import Answers, roles
from qualcode.reports.answers.held_back import held_back
from qualcode.reports.answers.quote_candidates import place_of
from qualcode.reports.answers.quoted_places import quote_asked
from qualcode.reports.answers.quotes import may_be_quoted
from qualcode.reports.answers.words_told import words_told
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import write_marker
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.themes import examined_in_short
from qualcode.reports.writing.named import code_named, theme_named
from qualcode.reports.writing.references import Reference
from qualcode.reports.writing.weaving import Words, Woven

FEWEST_LETTERS = 4
"""Letters of a coding's id below which it would too easily mean another."""
_NUMBERS = ("interviewed", "respondents", "schools", "participants", "excerpts", "documents")
_ABOUT_PEOPLE = ("theme", "code", "cycle", "sense", "role", "stance")


def subject(answers: Answers, reference: Reference) -> dict[str, str | None]:
    """Whom and what a reference is about, by the names figures go by.

    QualcodeError where it names no theme, code or role of the study.
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
    for name, known in (("sense", SENSES), ("stance", STANCES)):
        if (given := found.get(name)) is not None and given not in known:
            raise QualcodeError(f"there is no {name} “{given}” (there are: {', '.join(known)})")
    role = found.get("role")
    if role is not None and role not in roles(answers.material):
        raise QualcodeError(f"there is no role “{role}” (there are: {', '.join(roles(answers.material))})")
    return found


def _subject(woven: Woven, reference: Reference) -> dict[str, str | None]:
    """The same for an audience: outside the team no role that too few people hold."""
    found = subject(woven.answers, reference)
    role = found.get("role")
    if role is not None and woven.audience != TEAM and role not in woven.answers.groups_outside:
        raise QualcodeError(f"too few people are “{role}” for a report outside the team to tell of them apart")
    return found


def coding_named(answers: Answers, reference: Reference) -> Coding:
    """The coding a reference quotes, by letters of its id or by its document and some of its words.

    QualcodeError where none or several fit, and where its words may not be quoted.
    """
    given = reference.given
    fits = _of_words(answers, *given) if len(given) == 2 else _of_id(answers, given[0] if given else "")
    places = {place_of(one) for one in fits}
    if len(places) != 1:
        which = "more than one excerpt has" if fits else "no excerpt has"
        what = "these words" if len(given) == 2 else "this id"
        raise QualcodeError(f"{which} {what} (qualcode codings tells the ids)")
    coding = min(fits, key=lambda one: one.code)
    if not may_be_quoted(answers.people.get(coding.participant or "")):
        raise QualcodeError("who said this did not agree to be quoted")
    return coding


def coding_quoted(woven: Woven, reference: Reference) -> Coding:
    """The same for an audience: QualcodeError too where somebody took it, or words of it, out of what they read."""
    coding = coding_named(woven.answers, reference)
    why = held_back(woven.answers, place_of(coding), woven.audience)
    if why is not None:
        raise QualcodeError(f"this excerpt may not be quoted here: {why}")
    return coding


def _of_id(answers: Answers, given: str) -> list[Coding]:
    if len(given) < FEWEST_LETTERS:
        raise QualcodeError(
            f"give {FEWEST_LETTERS} letters of the coding’s id or more, or its interview and some of its words:"
            ' {{ quote D03 "a few words" }}'
        )
    return [one for one in answers.material.codings if one.id.startswith(given.casefold())]


def _of_words(answers: Answers, document: str, words: str) -> list[Coding]:
    wanted = _bare(words)
    return [
        one
        for one in answers.counted.codings
        if one.document.casefold() == document.casefold() and wanted and wanted in _bare(one.words)
    ]


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _count(woven: Woven, reference: Reference) -> str:
    about = _subject(woven, reference)
    if not about.get("theme") and not about.get("code"):
        raise QualcodeError("say of what: theme:NAME or code:NAME")
    return figure(woven.answers, "count", "participants", **about)


def _schools(woven: Woven, reference: Reference) -> str:
    return figure(woven.answers, "count", "schools", **_subject(woven, reference))


def _number(woven: Woven, reference: Reference) -> str:
    what = reference.given[0].casefold() if reference.given else ""
    if what not in _NUMBERS:
        raise QualcodeError(f"say a number of what: {', '.join(_NUMBERS)}")
    return figure(woven.answers, "number", what, **_subject(woven, reference))


def _quote(woven: Woven, reference: Reference) -> str:
    place = place_of(coding_quoted(woven, reference))
    marker = write_marker(quote_asked(woven.answers, place, woven.audience))
    return f"“{escape(words_told(woven.answers, place, woven.audience))}”{marker}"


def _finding(woven: Woven, reference: Reference) -> str:
    named = reference.get("theme") or " ".join(reference.given)
    theme = theme_named(woven.answers, named)
    number = [*woven.answers.themes].index(theme) + 1
    raised = figure(woven.answers, "count", "participants", theme=theme)
    return f"finding {number}, “{escape(theme)}” ({raised}; {examined_in_short(woven.answers.themes[theme])})"


INSIDE_SENTENCES: Mapping[str, Words] = {
    "count": _count,
    "schools": _schools,
    "number": _number,
    "quote": _quote,
    "finding": _finding,
}
"""By the first word of the reference."""
