"""Quotes with the question before them, who said them and the marker that proves them."""

from collections.abc import Iterable

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.labels import label
from qualcode.reports.answers.questions_told import question_told
from qualcode.reports.answers.quoted_places import quote_asked
from qualcode.reports.answers.quotes import words_at
from qualcode.reports.answers.quoting import ShownQuote
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import write_marker


def quote_blocks(
    answers: Answers, theme: str, stance: str, quoted: Iterable[ShownQuote], audience: str, *, asked: bool = True
) -> list[str]:
    """Quotes for or against a theme, each below the question it answers where that is a short one."""
    blocks: list[str] = []
    for one in quoted:
        before = question_told(answers, one.place, audience) if asked else None
        if before is not None:
            marker = write_marker(quote_asked(answers, before, audience, beside=one.place))
            blocks.append(f"Asked: “{escape(words_at(answers.material, before))}”{marker}")
        marker = write_marker(quote_asked(answers, one.place, audience, theme=theme, stance=stance))
        said_by = escape(label(answers, one.place, answers.quoted(theme, stance, one.place), audience))
        blocks.append(f"> {escape(one.words)}{marker}\n>\n> — {said_by}")
    return blocks


def chosen_by(quoted: Iterable[ShownQuote], audience: str) -> list[str]:
    """Who chose some quotes: people, outside the team without their names, or the rule that the report states."""
    names = sorted({one.chosen_by for one in quoted if one.chosen_by})
    ruled = any(one.chosen_by is None for one in quoted)
    if not names and not ruled:
        return []
    if audience != TEAM and names:
        names = ["the team"]
    return [f"*Chosen by {' and '.join([*map(escape, names), *(['rule'] if ruled else [])])}.*"]
