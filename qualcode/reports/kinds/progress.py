"""The page of progress: what was done in some days, what waits and what comes next; nothing of what was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Memo
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.coder_names import coder_told, coders_told
from qualcode.reports.answers.log_facts import CodeStep
from qualcode.reports.answers.log_questions import being_coded, codings_in, finishes_in, new_codes_in, unchallenged
from qualcode.reports.content.draft import SPONSOR, TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import brief, escape
from qualcode.reports.content.markers import ask
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.methods_material import counted_words
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.opening import written_for

_LONGEST = 280
"""Letters of a memo that are shown."""
_LONGEST_CHANGE = 400
_MOST_MEMOS = 10
"""Memos without a question that are shown."""
_MOST_CODES = 6
"""New codes that are listed one by one; more came as a codebook."""
_TEAM_ONLY = "*Names of interviews and memos stand in the page for the team (`--audience team`).*"


@dataclass(frozen=True, slots=True)
class Reworded:
    """A definition that changed in the period."""

    code: str
    label: str
    coder: str
    day: str
    lines: tuple[str, ...]
    """What each field said and says: [−what went] [+what came]."""


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """What a page of progress says besides its figures."""

    since: str
    """The first day, UTC: 2026-11-15."""
    until: str
    """The moment it was written, UTC, ISO 8601."""
    reworded: tuple[Reworded, ...] = ()
    memos: tuple[tuple[Memo, str], ...] = ()
    """Those written in the period, with what each is on."""
    begun: tuple[tuple[str, str], ...] = ()
    """Document and coder of what is being coded."""
    waiting: tuple[str, ...] = ()
    """Coders for whom suggestions wait."""
    unread: bool = False
    """Whether documents wait that nobody has begun."""
    unsettled: bool = False
    """Whether nobody has said yet of some questions of the guide where they were asked."""
    provisional: tuple[str, ...] = ()
    """Codes that came up while coding and wait to be written out."""
    next_command: str = ""
    """Without any words of people, so that it shows as it is."""
    why: str = ""


def render_progress(answers: Answers, page: ProgressPage, *, audience: str = SPONSOR, head: str = "") -> str:
    """The page as Markdown; the same project and the same moment give the same bytes."""
    language, team = answers.material.language, audience == TEAM
    blocks = [head] if head else []
    blocks += [f"# {heading('Progress', language)}: {escape(answers.material.title)}", written_for(audience)]
    blocks.append(f"From {page.since} to {page.until[:10]} (UTC). {_so_far(answers, page)}")
    parts = {
        "In these days": _in_short(answers, page),
        "Finished": _finished(answers, page) if team else [],
        "Codings by day": _by_day(answers, page, audience),
        "New codes": _new_codes(answers, page, audience),
        "Changed definitions": _reworded(answers, page, audience),
        "Memos": _memos(page) if team else [],
        "Themes not yet examined": _unexamined(answers) if team else [],
        "What waits": _waiting(page, team=team),
        "Next": [f"`{page.next_command}`: {escape(page.why)}."] if page.next_command and team else [],
    }
    for title, some in parts.items():
        if some:
            blocks += [f"## {heading(title, language)}", *some]
    return "\n\n".join([*blocks, *([] if team else [_TEAM_ONLY])]) + "\n"


def _so_far(answers: Answers, page: ProgressPage) -> str:
    if not answers.material.documents:
        return "Nothing has been brought in yet."
    through = figure(answers, "count", "through", until=page.until)
    return f"Coded once through so far: {through} interviews and other texts."


def _in_short(answers: Answers, page: ProgressPage) -> list[str]:
    period = {"since": page.since, "until": page.until}
    nouns = {
        "finished": ("first pass finished", "first passes finished"),
        "made": ("coding", "codings"),
        "newcodes": ("new code", "new codes"),
        "reworded": ("definition changed", "definitions changed"),
        "memos": ("memo", "memos"),
    }
    shown = {what: figure(answers, "number", what, **period) for what in nouns}
    told = [counted_words(shown[what], *words) for what, words in nouns.items()]
    if all(one.startswith("0<") for one in shown.values()):
        return [f"Nothing was finished, coded, changed or noted in this time: {', '.join(told)}."]
    return [f"{', '.join(told)}.", *_left_out(answers, page)]


def _left_out(answers: Answers, page: ProgressPage) -> list[str]:
    if not being_coded(answers, page.until):
        return []
    shown = figure(answers, "number", "doublesopen", until=page.until)
    texts = counted_words(shown, "text that several are coding is", "texts that several are coding are")
    return [f"{texts} left out of codings and memos until all have finished, so that each reads it first alone."]


def _finished(answers: Answers, page: ProgressPage) -> list[str]:
    done = finishes_in(answers, ask("number", "finished", since=page.since, until=page.until))
    titles = {one.id: one.title for one in answers.material.documents}
    by: dict[str, list[str]] = {}
    for one in done:
        by.setdefault(one.coder, []).append(_document(one.document, titles))
    lines = [f"- {escape(coder)}: {', '.join(documents)}" for coder, documents in by.items()]
    return ["\n".join(lines)] if lines else []


def _document(document: str, titles: dict[str, str]) -> str:
    title = titles.get(document, "")
    return document if title == document or title.startswith("Interview with") else f"{document} ({escape(title)})"


def _by_day(answers: Answers, page: ProgressPage, audience: str) -> list[str]:
    made = codings_in(answers, ask("number", "made", since=page.since, until=page.until))
    days = sorted({one.made[:10] for one in made})
    coders = coders_told(answers, sorted({one.coder for one in made}), audience)
    if not made:
        return []
    rows = [
        [day, *(figure(answers, "number", "made", coder=coder, day=day, until=page.until) for coder in coders)]
        for day in days
    ]
    tables = NumberedTables(answers.material.language)
    return tables.blocks("Codings by day", ["Day (UTC)", *map(escape, coders)], rows)


def _new_codes(answers: Answers, page: ProgressPage, audience: str) -> list[str]:
    new = new_codes_in(answers, ask("number", "newcodes", since=page.since, until=page.until))
    labels = answers.material.code_labels
    if len(new) > _MOST_CODES:
        names = "; ".join(escape(labels.get(one.code, one.code)) for one in new)
        return [f"They came with a codebook: {names}."]
    told = (
        f"- {_called(one.code, labels.get(one.code, one.code))}, by {_by(answers, one, audience)}, {one.made[:10]}"
        for one in new
    )
    return ["\n".join(told)] if new else []


def _reworded(answers: Answers, page: ProgressPage, audience: str) -> list[str]:
    lines = [
        f"- {_called(one.code, one.label)}, by {_by(answers, one, audience)}, {one.day}: {_in_a_line(one.lines)}"
        for one in page.reworded
    ]
    return ["\n".join(lines)] if lines else []


def _by(answers: Answers, one: CodeStep | Reworded, audience: str) -> str:
    return escape(coder_told(answers, one.coder, audience))


def _in_a_line(lines: Sequence[str]) -> str:
    return escape(brief(" · ".join(lines), _LONGEST_CHANGE))


def _called(code: str, label: str) -> str:
    return f"**{escape(label)}** ({escape(code)})" if label != code else f"**{escape(code)}**"


def _memos(page: ProgressPage) -> list[str]:
    asking = [one for one in page.memos if "?" in one[0].text]
    noting = [one for one in page.memos if "?" not in one[0].text]
    left = ["The newest of them; all: `qualcode memos`."] if len(noting) > _MOST_MEMOS else []
    blocks: list[str] = []
    for title, some in (("With a question", asking), ("Others", noting[-_MOST_MEMOS:])):
        if some:
            blocks += [f"**{title}**", "\n".join(_memo(memo, on) for memo, on in some)]
    return [*blocks, *left]


def _memo(memo: Memo, on: str) -> str:
    return f"- {escape(memo.coder)}, {memo.made[:10]}, on {escape(on)}: {escape(brief(memo.text, _LONGEST))}"


def _unexamined(answers: Answers) -> list[str]:
    names = unchallenged(answers)
    if not names:
        return []
    return ["\n".join(f"- {escape(name)}" for name in names)]


def _waiting(page: ProgressPage, *, team: bool) -> list[str]:
    told: list[str] = []
    if page.begun and team:
        told.append(f"Being coded: {'; '.join(f'{one} ({escape(coder)})' for one, coder in page.begun)}.")
    elif page.begun:
        told.append("Some interviews are being coded.")
    if page.unread:
        told.append("Some interviews nobody has begun.")
    if page.waiting and not team:
        told.append("Suggestions wait to be looked at.")
    elif page.waiting:
        told.append(f"Suggestions wait to be looked at by {_and(page.waiting)} (`qualcode review`).")
    if page.unsettled:
        told.append("Of some questions of the guide nobody has said yet where they were asked (`qualcode questions`).")
    if page.provisional:
        told.append(f"Codes to be written out: {', '.join(map(escape, page.provisional))}.")
    return ["\n".join(f"- {one}" for one in told)] if told else ["Nothing waits."]


def _and(names: Sequence[str]) -> str:
    shown = [escape(one) for one in names]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
