"""A quote in HTML, which opens to what was said around it."""

from collections.abc import Iterable

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quote_surroundings import ANOTHER, INTERVIEWER, SPEAKER, Surrounding, surroundings
from qualcode.reports.content.blocks import Paragraph, Quotation, proofs, shown
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.markers import Question
from qualcode.reports.content.report_head import read_head
from qualcode.reports.formats.html_phrases import Phrases, phrases_in
from qualcode.reports.formats.html_pieces import html_text


def quote_of(block: Paragraph | Quotation) -> Question | None:
    """The question that the first marked quote of a block answers."""
    lines = block.blocks if isinstance(block, Quotation) else (block,)
    asked = (one for line in lines if isinstance(line, Paragraph) for one in proofs(line.line))
    return next((one for one in asked if one.kind == "quote"), None)


def said_by(quotation: Quotation) -> Paragraph | None:
    """The last paragraph of a quotation where that names who said it."""
    *before, last = quotation.blocks or (None,)
    named = isinstance(last, Paragraph) and shown(last.line).lstrip().startswith("—")
    return last if before and named and isinstance(last, Paragraph) else None


def around(answers: Answers, draft: Draft, question: Question, *, asked_above: bool) -> str:
    """What was said around a quote, folded away; empty where nothing can be shown.

    Where the question alone is shown, it is not shown twice (`asked_above`: it stands right above the quote).
    """
    phrases = phrases_in(draft.language)
    head = read_head(draft.text)
    wanted = head is not None and bool(head.asked("around"))
    found = surroundings(answers, question, draft.audience, wanted=wanted)
    if asked_above and len(found) == 1:
        return ""
    if not any(one.words and one.quoted is None for one in found):
        return ""
    return (
        f'<details class="around"><summary>{html_text(phrases.around)}</summary>\n{_turns(found, phrases)}</details>\n'
    )


def _turns(turns: Iterable[Surrounding], phrases: Phrases) -> str:
    said = {INTERVIEWER: phrases.interviewer, SPEAKER: phrases.speaker, ANOTHER: phrases.another}
    return "".join(
        f'<p class="turn{" own" if one.own else ""}"><b>{html_text(one.name or said[one.who])}</b> '
        f"{_words(one, phrases)}</p>\n"
        for one in turns
    )


def _words(turn: Surrounding, phrases: Phrases) -> str:
    if not turn.words:
        return f"<i>{html_text(phrases.as_quoted if turn.own else phrases.left_out)}</i>"
    if turn.quoted is None:
        return html_text(turn.words)
    start, end = turn.quoted
    words = turn.words
    return f"{html_text(words[:start])}<mark>{html_text(words[start:end])}</mark>{html_text(words[end:])}"
