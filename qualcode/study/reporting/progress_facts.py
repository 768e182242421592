"""What a page of progress tells besides its figures: the period, changed definitions, memos, what waits."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Memo
from qualcode.project import Project
from qualcode.project.log_counts import steps_of
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.log_questions import being_coded, reworded_in, unchallenged
from qualcode.reports.content.markers import ask
from qualcode.reports.kinds.progress import ProgressPage, Reworded
from qualcode.study.suggesting.review_queue import waiting_ids

A_WEEK = "7d"
_BACK = re.compile(r"(\d{1,4})\s*([dw])", re.IGNORECASE | re.ASCII)
_BETWEEN = "/"
_FOR_EXAMPLE = "--since 7d, --since 2w, --since 2026-11-01 or --since 2026-11-01/2026-11-08"


@dataclass(frozen=True, slots=True)
class Period:
    """The days a page of progress looks back on."""

    since: str
    """The first day, UTC: 2026-11-15."""
    until: str
    """The moment it ends, UTC, ISO 8601."""

    @property
    def told(self) -> str:
        """As the head of a report keeps it, so that the same days can be looked at again."""
        return f"{self.since}{_BETWEEN}{self.until}"


def period_of(since: str | None, now: str) -> Period:
    """7d, 2w or 2026-11-01 until now; or both ends: 2026-11-01/2026-11-08, or those of an earlier report.

    Raises QualcodeError for what is no time, and for one still to come.

    >>> period_of("2w", "2026-11-22T14:00:00Z").since, period_of(None, "2026-11-22T14:00:00Z").since
    ('2026-11-08', '2026-11-15')
    """
    asked, _, until = (since or A_WEEK).strip().partition(_BETWEEN)
    today = date.fromisoformat(now[:10])
    try:
        first = _first_day(asked.strip(), today)
        until = _last_moment(until.strip()) if until.strip() else now
    except (ValueError, OverflowError):
        raise QualcodeError(f"“{since}” says no time to look back on.", hint=_FOR_EXAMPLE) from None
    if first > today:
        raise QualcodeError(f"{first} is still to come.", hint=_FOR_EXAMPLE)
    if until < first.isoformat():
        raise QualcodeError("The time to look back on ends before it begins.", hint=_FOR_EXAMPLE)
    return Period(first.isoformat(), until)


def _first_day(asked: str, today: date) -> date:
    found = _BACK.fullmatch(asked)
    if found is None:
        return date.fromisoformat(asked)
    return today - timedelta(days=int(found[1]) * (7 if found[2].casefold() == "w" else 1))


def _last_moment(until: str) -> str:
    """A day as its last moment; a moment as it is."""
    datetime.fromisoformat(until)
    return f"{until}T23:59:59.999Z" if len(until) == len("2026-11-22") else until


def progress_page(project: Project, answers: Answers, period: Period) -> ProgressPage:
    """What a page of progress tells of a period besides its figures."""
    documents = project.documents.all()
    begun = {(one.document, one.coder) for one in answers.material.codings}
    open_ = sorted(
        ((one.id, coder) for one in documents for coder in project.coders.names() if (one.id, coder) in begun),
        key=lambda pair: (len(pair[0]), pair),
    )
    through = {(one.id, coder) for one in documents for coder in one.finished_by}
    in_progress = tuple(pair for pair in open_ if pair not in through)
    unread = [one.id for one in documents if not one.finished_by and not any(one.id == name for name, _ in begun)]
    waiting = tuple(coder for coder in project.coders.names() if waiting_ids(project, coder))
    command, why = _next(answers, in_progress, unread, waiting)
    return ProgressPage(
        since=period.since,
        until=period.until,
        reworded=tuple(_reworded(project, answers, period)),
        memos=tuple(_memos(project, answers, period)),
        begun=in_progress,
        waiting=waiting,
        unread=bool(unread),
        unsettled=bool(project.questions.open_count()),
        provisional=tuple(code.label for code in project.codes.all() if code.status == "provisional"),
        next_command=command,
        why=why,
    )


def _reworded(project: Project, answers: Answers, period: Period) -> Iterator[Reworded]:
    changed = reworded_in(answers, ask("number", "reworded", since=period.since, until=period.until))
    if not changed:
        return
    records = _records(project)
    for first, last in changed:
        old, new = records.get(first.before), records.get(last.after)
        lines = _lines(old, new) if old and new else ("its words of before have been erased",)
        label = answers.material.code_labels.get(last.code, last.code)
        yield Reworded(last.code, label, last.coder, last.made[:10], lines)


def _records(project: Project) -> dict[str, Mapping[str, Any]]:
    """Every definition any code has had, by its hash."""
    rows = (row for step in steps_of(project.store, "codes") for row in (step.before, step.after) if row)
    return {str(row["definition"]): json.loads(row["record"]) for row in rows}


def _lines(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    from qualcode.codebook import Code
    from qualcode.codebook.rewording import lines_of_change

    before, after = Code.from_record(old), Code.from_record(new)
    fields = [name for name in Code.model_fields if getattr(before, name) != getattr(after, name)]
    return tuple(lines_of_change(before, after, fields))


def _memos(project: Project, answers: Answers, period: Period) -> Iterator[tuple[Memo, str]]:
    left_out = being_coded(answers, period.until)
    notes = answers.material.log().notes
    for memo, note in zip(project.memos.all(), notes, strict=True):
        if period.since <= memo.made <= period.until and note.document not in left_out:
            yield memo, _about(memo, note.document, answers)


def _about(memo: Memo, document: str | None, answers: Answers) -> str:
    if memo.about == "coding":
        return f"a coding in {document}" if document else "a coding"
    if memo.about == "code":
        return answers.material.code_labels.get(memo.object, memo.object)
    return {"project": "the project", "theme": f"the theme “{memo.object}”"}.get(memo.about, memo.object)


def _next(
    answers: Answers, begun: tuple[tuple[str, str], ...], unread: list[str], waiting: tuple[str, ...]
) -> tuple[str, str]:
    """The command that comes next for the team, and what it is for."""
    if not answers.material.documents:
        return "qualcode import FOLDER", "bring in the transcripts"
    if begun:
        document, coder = begun[0]
        return f"qualcode finish {document}", f"when {coder} has coded it once through"
    if unread:
        return f"qualcode code {unread[0]}", "the next interview to code"
    return _after_coding(answers, waiting)


def _after_coding(answers: Answers, waiting: tuple[str, ...]) -> tuple[str, str]:
    if waiting:
        return "qualcode review", f"suggestions wait for {waiting[0]}"
    if not answers.themes:
        return "qualcode themes discover", "see what belongs together, then name your themes"
    if unchallenged(answers):
        return "qualcode themes challenge NAME", f"look for what speaks against “{unchallenged(answers)[0]}”"
    return "qualcode report themes -o reports/themes.md", "write the theme report"
