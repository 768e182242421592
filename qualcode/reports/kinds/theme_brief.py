"""The themes on one page, for somebody who has one page’s time."""

from collections.abc import Sequence

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quoting import ShownQuote
from qualcode.reports.answers.theme_quotes import brief_quotes
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import ask
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.quote_blocks import quote_blocks
from qualcode.reports.kinds.themes import counts_line, examined_in_short, title

_READ = """\
*k of n: participants who raised it, of those coded and asked, or heard where nobody noted who was asked; not who would
agree if asked. “Not yet examined”: nobody has searched for what speaks against it. Quotes are exact slices of the
transcripts. Whoever has the project can check every figure and quote: qualcode verify.*"""


def render_brief(material: Material, *, audience: str = TEAM, head: str = "", about: Sequence[str] = ()) -> str:
    """Title, question, who was met, and of each theme name, idea, k of n, one quote and whether it was examined."""
    answers = Answers(material)
    quotes = brief_quotes(answers, audience)
    blocks = [*title(answers, audience, about), counts_line(answers)]
    for number, name in enumerate(answers.themes, 1):
        blocks += _theme(answers, number, name, quotes.get(name), audience)
    return "\n\n".join([*([head] if head else []), *blocks, " ".join(_READ.split())]) + "\n"


def _theme(answers: Answers, number: int, name: str, quote: ShownQuote | None, audience: str) -> list[str]:
    theme = answers.themes[name]
    found = answers.prevalence(ask("count", "participants", theme=name))
    who = figure(answers, "count", "participants", theme=name)
    people = f" {'participant' if found.n == 1 else 'participants'} {found.basis}" if found.n else ""
    against = ""
    if answers.against(name):
        against = f" Spoke against it: {figure(answers, 'count', 'participants', theme=name, stance='against')}."
    line = f"{escape(theme.idea)} **{who}**{people}.{against} *{examined_in_short(theme).capitalize()}.*"
    quoted = quote_blocks(answers, name, "for", [quote], audience, asked=False) if quote else []
    return [f"## {number}. {escape(name)}", line, *quoted]
