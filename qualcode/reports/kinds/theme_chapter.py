"""The chapter of one theme: what it claims, how many raised it, in whose words, and what speaks against it."""

from qualcode.analysis.cycles import HOPED_FOR, NOT_STEPS
from qualcode.model import Theme
from qualcode.reports.answers.answers import OTHERS, Answers, roles
from qualcode.reports.answers.quoting import ShownQuote
from qualcode.reports.answers.theme_quotes import Quotes
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import ask
from qualcode.reports.kinds.figures import code_name, figure
from qualcode.reports.kinds.legend import WHO_RAISED_IT
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.quote_blocks import chosen_by, quote_blocks
from qualcode.reports.kinds.theme_parts import AGAINST, BEHIND, FOR, SOURCES
from qualcode.reports.kinds.theme_trace import trace

_NOT_SEARCHED = "nobody has searched the interviews for what speaks against this theme."
_NOT_SEARCHED_FURTHER = """\
the words above were put against the theme as they turned up; nobody has searched the interviews for more."""
_OF_THESE = "These are the participants counted above; one person may stand in several rows."
_UNCOUNTED = "Not counted: words from interviews not finished yet, and words that no participant said."
_SEVERAL_PUT = "excerpts put to this theme are"
_NOT_COUNTED = (
    (
        "uncounted",
        True,
        "its coder’s codings do not count in that interview",
        "their coders’ codings do not count in these interviews",
    ),
    ("unfinished", False, "its interview is not coded once through", "their interviews are not coded once through"),
)
"""What is asked, whether of finished interviews, and the reason for one excerpt and for several."""


def theme_chapter(
    answers: Answers, number: int, name: str, quotes: Quotes, audience: str, tables: NumberedTables
) -> list[str]:
    """Everything a report says about one theme."""
    theme, language = answers.themes[name], answers.material.language
    blocks = [f"## {number}. {escape(name)}", *claim(theme), *_parts(answers, theme)]
    quoted = quotes[name, "for"]
    words = quote_blocks(answers, name, "for", quoted, audience)
    return [
        *blocks,
        *_prevalence(answers, name, audience),
        f"### {heading(FOR, language)}",
        *([*words, *chosen_by(quoted, audience)] or _no_words(answers, name)),
        f"### {heading(AGAINST, language)}",
        *_against(answers, name, quotes[name, "against"], audience),
        f"### {heading(SOURCES, language)}",
        *_feeding(answers, number, name, tables),
        *(trace(answers, name) if audience == TEAM else []),
    ]


def claim(theme: Theme) -> list[str]:
    """What a theme claims and what it does not."""
    boundary = [f"**What it is not:** {escape(theme.boundary)}"] if theme.boundary.strip() else []
    return [f"**Central idea:** {escape(theme.idea)}", *boundary]


def _parts(answers: Answers, theme: Theme) -> list[str]:
    """What a theme is a part of, and the parts it has."""
    whole = [f"**A part of:** {escape(theme.part_of)}"] if theme.part_of else []
    parts = [escape(one.name) for one in answers.themes.values() if one.part_of == theme.name]
    if parts:
        whole.append(f"**Its parts:** {'; '.join(parts)}. What is said under them is counted here too.")
    return whole


def _prevalence(answers: Answers, name: str, audience: str) -> list[str]:
    question = ask("count", "participants", theme=name)
    found = answers.prevalence(question)
    line = f"**Who raised it:** {figure(answers, 'count', 'participants', theme=name)}"
    if found.n:
        line += f" {'participant' if found.n == 1 else 'participants'} {found.basis}"
    if found.unasked:
        by = figure(answers, "number", "unasked", theme=name)
        line += f"; raised without being asked by {', '.join(found.unasked) if audience == TEAM else by}"
    if found.of_schools:
        line += f". Schools: {figure(answers, 'count', 'schools', theme=name)}"
    return [f"{line}.", *_by_role(answers, name, audience), WHO_RAISED_IT, *_left_out(answers, name)]


def _by_role(answers: Answers, name: str, audience: str) -> list[str]:
    split = [
        f"{head} {figure(answers, 'count', 'participants', theme=name, **about)}"
        for head, about in role_columns(answers, audience)
    ]
    return [f"**By role:** {'; '.join(split)}."] if split else []


def role_columns(answers: Answers, audience: str) -> list[tuple[str, dict[str, str]]]:
    """The roles an audience may see told apart: what to call each in Markdown, and how a marker asks for it."""
    if audience == TEAM:
        return [(escape(role), {"role": role}) for role in roles(answers.material)]
    return [
        (other_roles(answers), {"group": "others"}) if role == OTHERS else (escape(role), {"role": role})
        for role in answers.groups_outside
    ]


def other_roles(answers: Answers) -> str:
    """What the roles put together are called outside the team."""
    return "all other roles" if "other roles" in roles(answers.material) else "other roles"


def _left_out(answers: Answers, name: str) -> list[str]:
    """What a person put to a theme and nobody counts, and why."""
    blocks = []
    for what, finished, one, several in _NOT_COUNTED:
        excerpts = len(answers.uncounted(name, finished=finished))
        if excerpts:
            put, why = ("excerpt put to this theme is", one) if excerpts == 1 else (_SEVERAL_PUT, several)
            blocks.append(f"{figure(answers, 'number', what, theme=name)} {put} not counted: {why}.")
    if asking := len(answers.asking(name)):
        words = "excerpt was" if asking == 1 else "excerpts were"
        shown = figure(answers, "number", "asking", theme=name)
        blocks.append(f"{shown} {words} said by an interviewer: neither counted nor quoted.")
    return blocks


def _no_words(answers: Answers, name: str) -> list[str]:
    """Why a theme shows no quote."""
    if answers.supporting(name):
        return ["No words are shown: those who raised it did not agree to be quoted."]
    return ["No words yet."]


def _against(answers: Answers, name: str, quoted: tuple[ShownQuote, ...], audience: str) -> list[str]:
    theme, codings = answers.themes[name], answers.against(name)
    blocks = []
    if codings:
        shown = figure(answers, "count", "participants", theme=name, stance="against")
        heard = answers.prevalence(ask("count", "participants", theme=name, stance="against")).participants
        uncounted = any(coding.participant not in heard for coding in codings)
        line = f"Participants who spoke against it: {shown}.{f' {_UNCOUNTED}' if uncounted else ''}"
        words = quote_blocks(answers, name, "against", quoted, audience)
        blocks = [line, *words, *chosen_by(quoted, audience)]
    if not theme.challenges:
        return [*blocks, f"**Not yet examined:** {_NOT_SEARCHED_FURTHER if codings else _NOT_SEARCHED}"]
    lines = []
    for place, challenge in enumerate(theme.challenges, 1):
        number = figure(answers, "number", "examined", theme=name, search=str(place))
        outcome = " ".join([f"Outcome: {escape(challenge.verdict)}.", escape(challenge.note)]).strip()
        lines.append(f"- Searched for: {escape(challenge.query)}. Passages examined: {number}. {outcome}")
    return [*blocks, "\n".join(lines)]


def _feeding(answers: Answers, number: int, name: str, tables: NumberedTables) -> list[str]:
    labels, codings = answers.material.code_labels, answers.supporting(name)
    used = {coding.code for coding in codings}
    rows = [
        [
            code_name(answers, code),
            figure(answers, "number", "participants", theme=name, code=code),
            figure(answers, "number", "excerpts", theme=name, code=code),
        ]
        for code in [*labels, *sorted(used - labels.keys())]
        if code in used
    ]
    if rows:
        blocks = tables.blocks(BEHIND, ["Code", "Participants", "Excerpts"], rows, of=str(number))
        blocks.append(_OF_THESE)
    else:
        blocks = ["No codings that count yet."]
    parts = [
        f"{escape(label)} {figure(answers, 'number', 'participants', theme=name, cycle=code)}"
        f"{_hoping(answers, name, code)}"
        for code, label in answers.material.cycles.items()
        if answers.prevalence(ask("number", "participants", theme=name, cycle=code)).k
    ]
    if parts:
        blocks.append(f"Participants by the value cycles coded on the same words: {'; '.join(parts)}. {NOT_STEPS}")
    return blocks


def _hoping(answers: Answers, name: str, cycle: str) -> str:
    """How many of a theme's participants spoke of a cycle as a hope, so that none is taken for value created."""
    about = {"theme": name, "cycle": cycle, "sense": HOPED_FOR}
    if not answers.prevalence(ask("number", "participants", **about)).k:
        return ""
    return f" (as a hope or plan {figure(answers, 'number', 'participants', **about)})"
