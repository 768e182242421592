"""How a theme came about, and which themes pull apart."""

from collections import Counter
from collections.abc import Iterator

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.tensions import themes_pulling_apart
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import brief, escape
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.theme_parts import CAME_ABOUT

_WHY = {
    "excerpts": "an excerpt for the one stands against the other",
    "gained": "what they say of the one is mostly positive, of the other mostly negative or absent",
    "lost": "what they say of the one is mostly negative or absent, of the other mostly positive",
}
_LONGEST = 160
"""Letters of what is told of an event."""
TENSIONS = "Themes that pull apart"


def trace(answers: Answers, name: str) -> list[str]:
    """For the team: whose codings a theme rests on, which clusters were taken in, and what was done with it."""
    theme = answers.themes[name]
    coders = Counter(one.coder for one in answers.supporting(name))
    made = [
        f"{escape(coder)} {figure(answers, 'number', 'supporting', theme=name, coder=coder)}"
        for coder in sorted(coders)
    ]
    lines = [f"- Codings that count for it, by coder: {'; '.join(made)}."] if made else []
    taken = [f"cluster {one.number} of {one.published[:10]}" for one in theme.clusters]
    if taken:
        lines.append(f"- Taken in: {'; '.join(taken)}.")
    lines += [f"- {escape(brief(line, _LONGEST))}" for line in answers.material.traces.get(theme.id, ())]
    return [f"### {heading(CAME_ABOUT, answers.material.language)}", "\n".join(lines)] if lines else []


def pulling_apart(answers: Answers, audience: str) -> list[str]:
    """Themes that hold in the same people and pull apart; for the team with what was written about it."""
    lines = list(_told(answers, audience))
    return [f"## {heading(TENSIONS, answers.material.language)}", "\n".join(lines)] if lines else []


def _told(answers: Answers, audience: str) -> Iterator[str]:
    for one in themes_pulling_apart(answers):
        line = f"- “{escape(one.one)}” and “{escape(one.other)}” hold in the same people"
        if answers.material.mode != "reflexive":
            shared = figure(answers, "number", "shared", theme=one.one, beside=one.other)
            line += f" (participants who raised both: {shared})"
        yield f"{line} and pull apart: {_WHY[one.why]}."
        for coder, text in _memos(answers, one.one, one.other) if audience == TEAM else ():
            yield f"  - Memo by {escape(coder)}: {escape(text)}"


def _memos(answers: Answers, one: str, other: str) -> Iterator[tuple[str, str]]:
    """The memos on either of two themes that name the other."""
    for mine, named in ((one, other), (other, one)):
        for coder, text in answers.material.theme_memos.get(answers.themes[mine].id, ()):
            if named.casefold() in text.casefold():
                yield coder, text
