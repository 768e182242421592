"""Live references that become paragraphs and tables: themes, quotes, cross tables, stories, what is left open."""

from collections.abc import Mapping

from qualcode.errors import QualcodeError
from qualcode.reports.answers.crosstab_figures import told_of_outside, way_to_group
from qualcode.reports.answers.labels import label
from qualcode.reports.answers.quote_candidates import place_of
from qualcode.reports.answers.quoted_places import quote_asked
from qualcode.reports.answers.theme_quotes import theme_quotes
from qualcode.reports.answers.words_told import words_told
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markers import write_marker
from qualcode.reports.kinds.crosstab_section import CODES, THEMES, crosstab_table
from qualcode.reports.kinds.gaps import gaps
from qualcode.reports.kinds.limits import limits
from qualcode.reports.kinds.overviews import by_role
from qualcode.reports.kinds.quote_blocks import question_above, set_apart
from qualcode.reports.kinds.sample import sample
from qualcode.reports.kinds.story_pages import stories
from qualcode.reports.kinds.theme_chapter import theme_chapter
from qualcode.reports.kinds.theme_trace import pulling_apart
from qualcode.reports.kinds.themes import counts_line, glance
from qualcode.reports.kinds.value_section import flows, value_matrix
from qualcode.reports.kinds.whose_words import whose_words
from qualcode.reports.writing.inside_sentences import coding_quoted
from qualcode.reports.writing.named import code_named, theme_named
from qualcode.reports.writing.recommended import trace
from qualcode.reports.writing.references import Reference
from qualcode.reports.writing.weaving import Blocks, ForTheTeam, Woven, lowered

_ROWS = {"theme": THEMES, "themes": THEMES, "code": CODES, "codes": CODES}


def _themes(woven: Woven, _: Reference) -> list[str]:
    answers, audience = woven.answers, woven.audience
    blocks = glance(answers, woven.tables)[1:]
    for number, name in enumerate(answers.themes, 1):
        blocks += _chapter(woven, number, name)
    after = [
        *pulling_apart(answers, audience),
        *whose_words(answers, audience),
        *by_role(answers, audience, woven.tables),
    ]
    return [counts_line(answers), *blocks, *lowered(after)]


def _theme(woven: Woven, reference: Reference) -> list[str]:
    name = theme_named(woven.answers, reference.get("theme") or " ".join(reference.given))
    return _chapter(woven, [*woven.answers.themes].index(name) + 1, name)


def _chapter(woven: Woven, number: int, name: str) -> list[str]:
    quotes = theme_quotes(woven.answers, woven.audience)
    return lowered(theme_chapter(woven.answers, number, name, quotes, woven.audience, woven.tables))


def _table(woven: Woven, reference: Reference) -> list[str]:
    """`{{ table theme role }}`, `{{ table code:applied school }}`: what is counted, then what people are told by."""
    rows: str | list[tuple[str, str]] = [
        (name, theme_named(woven.answers, value) if name == "theme" else code_named(woven.answers, value))
        for name, value in reference.about
        if name in ("theme", "code")
    ]
    given = [*reference.given]
    if not rows:
        rows = _ROWS.get(given.pop(0).casefold(), "") if given else ""
    if not rows or not given:
        raise QualcodeError("say of what and by what: {{ table theme role }}, {{ table code:NAME school }}")
    by, unit = way_to_group(woven.answers, " ".join(given)), reference.get("unit") or "participant"
    if woven.audience != TEAM and not told_of_outside(woven.answers, by):
        raise ForTheTeam(f"a table by {by} is for the team, as it would tell who said what")
    return crosstab_table(woven.answers, rows, by, unit, woven.audience, woven.tables)


def _quote(woven: Woven, reference: Reference) -> list[str]:
    coding = coding_quoted(woven, reference)
    answers, place = woven.answers, place_of(coding)
    marker = write_marker(quote_asked(answers, place, woven.audience))
    words, said_by = words_told(answers, place, woven.audience), label(answers, place, (), woven.audience)
    return [*question_above(answers, place, woven.audience), set_apart(words, marker, said_by)]


def _matrix(woven: Woven, _: Reference) -> list[str]:
    return value_matrix(woven.answers, woven.audience, woven.tables)


def _flows(woven: Woven, _: Reference) -> list[str]:
    return flows(woven.answers, woven.audience, woven.tables)


def _stories(woven: Woven, _: Reference) -> list[str]:
    return stories(woven.answers, woven.audience)


def _sample(woven: Woven, _: Reference) -> list[str]:
    return sample(woven.answers, woven.audience, woven.tables)


def _gaps(woven: Woven, _: Reference) -> list[str]:
    return gaps(woven.answers, woven.audience)


def _limits(woven: Woven, _: Reference) -> list[str]:
    return limits(woven.answers)


ON_THEIR_OWN_LINE: Mapping[str, Blocks] = {
    "themes": _themes,
    "theme": _theme,
    "table": _table,
    "quote": _quote,
    "matrix": _matrix,
    "flows": _flows,
    "stories": _stories,
    "sample": _sample,
    "trace": trace,
    "gaps": _gaps,
    "limits": _limits,
}
"""By the first word of the reference."""
