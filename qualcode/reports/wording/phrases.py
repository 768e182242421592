"""The table at the end of a memo: every amount in words, and the count behind it."""

from dataclasses import dataclass

from qualcode.reports.answers.answers import Answers, roles
from qualcode.reports.content.markers import Question, ask
from qualcode.reports.verifying.page import Page
from qualcode.reports.wording.check import Memo


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """An amount of people as a memo words it, and what the project counts."""

    line: int
    phrase: str
    question: str
    """What is counted: “participants who raised Trust”; empty where nothing stands behind the words."""
    k: int | None
    n: int | None
    asked: str
    """Who the n are: asked, or interviewed with nobody knowing who was asked."""
    by_role: str
    by_school: str
    result: str
    """ok, changed, not backed or worth a look."""


def phrases_table(text: str, answers: Answers) -> list[PhraseRow]:
    """Every amount of people in a text, in its order."""
    page = Page(text)
    memo = Memo(page, answers)
    rows = []
    for one in memo.weighed():
        line, phrase = page.line_at(one.position), one.claim.words
        if one.backing is None or one.count is None:
            rows.append(PhraseRow(line, phrase, "", None, None, "", "", "", one.status))
            continue
        question, count = one.backing.question, one.count
        rows.append(
            PhraseRow(
                line=line,
                phrase=phrase,
                question=_told(question, answers),
                k=count.k,
                n=count.n,
                asked=count.basis,
                by_role=_by_role(question, memo),
                by_school=f"{count.found.schools} of {count.found.of_schools}"
                if count.found.of_schools
                else "not recorded",
                result=one.status,
            )
        )
    return rows


def _told(question: Question, answers: Answers) -> str:
    code, theme = question.get("code"), question.get("theme")
    named = theme or answers.material.code_labels.get(code or "", code or "")
    who = "schools" if question.what == "schools" else "participants"
    rest = [f"{name} {value}" for name, value in question.about if name not in ("theme", "code")]
    return f"{who} who raised “{named}”" + (f" ({', '.join(rest)})" if rest else "")


def _by_role(question: Question, memo: Memo) -> str:
    about = {name: value for name, value in question.about if name != "role"}
    every = roles(memo.answers.material)
    counts = ((role, memo.counts.of(ask("count", "participants", **about, role=role))) for role in every)
    return "; ".join(f"{role} {count.told}" for role, count in counts if count.n)
