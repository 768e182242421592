"""Quotes with the question before them, who said them and the marker that proves them."""

from collections.abc import Iterable
from dataclasses import replace

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.labels import label
from qualcode.reports.answers.questions_told import question_told
from qualcode.reports.answers.quoted_places import quote_asked
from qualcode.reports.answers.quotes import Place, words_at
from qualcode.reports.answers.quoting import ShownQuote
from qualcode.reports.answers.words_told import words_told
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import write_marker


def quote_blocks(
    answers: Answers, theme: str, stance: str, quoted: Iterable[ShownQuote], audience: str, *, asked: bool = True
) -> list[str]:
    """Quotes for or against a theme, each below the question it answers where that is a short one."""
    blocks: list[str] = []
    for one in quoted:
        if asked:
            blocks += question_above(answers, one.place, audience)
        marker = write_marker(quote_asked(answers, one.place, audience, theme=theme, stance=stance))
        codings = answers.quoted(theme, stance, one.place)
        blocks.append(set_apart(one.words, marker, label(answers, one.place, codings, audience)))
    return blocks


def question_above(answers: Answers, place: Place, audience: str) -> list[str]:
    """The question that a quote answers, to stand above it; nothing where it may not be told there."""
    before = question_told(answers, place, audience)
    if before is None:
        return []
    marker = write_marker(quote_asked(answers, before, audience, beside=place))
    return [f"Asked: “{escape(words_at(answers.material, before))}”{marker}"]


def quote_of_code(answers: Answers, place: Place, code: str, audience: str) -> str:
    """An excerpt quoted for a code it was given, with what its coders noted on that coding."""
    asked = quote_asked(answers, place, audience)
    marker = write_marker(replace(asked, about=(*asked.about, ("code", code))))
    said_by = label(answers, place, answers.given(code, place), audience)
    return set_apart(words_told(answers, place, audience), marker, said_by)


def set_apart(words: str, marker: str, said_by: str) -> str:
    """Words as a quotation, the marker that proves them behind them and who said them below."""
    return f"> {escape(words)}{marker}\n>\n> — {escape(said_by)}"


def chosen_by(quoted: Iterable[ShownQuote], audience: str) -> list[str]:
    """Who chose some quotes: people, outside the team without their names, or the rule that the report states."""
    names = sorted({one.chosen_by for one in quoted if one.chosen_by})
    ruled = any(one.chosen_by is None for one in quoted)
    if not names and not ruled:
        return []
    if audience != TEAM and names:
        names = ["the team"]
    return [f"*Chosen by {' and '.join([*map(escape, names), *(['rule'] if ruled else [])])}.*"]
