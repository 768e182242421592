"""Whether marked quotes still give the words of the transcripts, and to whom."""

import re
from collections.abc import Iterator

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.labels import label
from qualcode.reports.answers.quoted_places import quoted_place
from qualcode.reports.answers.quotes import Place, text_hash, words_at
from qualcode.reports.answers.trimming import sense_kept_by_choice
from qualcode.reports.content.draft import SPONSOR, TEAM
from qualcode.reports.content.markdown import one_line, unescape
from qualcode.reports.content.markers import COMMENT, Marker, Question, read_markers
from qualcode.reports.verifying.page import CHANGED, CURLED, OK, Page, VerifiedLine, cited
from qualcode.reports.verifying.slices import is_slice, sense_lost, uncurled

_PREFIX = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_OPENING = "“„«\"‘'"
_CLOSING = "”“»\"’'"


def check_quote(page: Page, marker: Marker, answers: Answers, audience: str) -> Iterator[VerifiedLine]:
    """What a marked quote came to, and in a block quotation who is said to have said it, for the report's audience."""
    place = quoted_place(marker.question, answers)
    problem = _problem(marker.question, place, answers)
    in_block = page.in_block(page.line_at(marker.start))
    start, shown, right = _shown(page, marker, place, answers, in_block=in_block)
    if problem is None and not right:
        problem = "not the words of the transcript" if shown.strip() else "no quote stands before its marker"
    edit = ""
    if problem is None and place is not None:
        whole = words_at(answers.material, place)
        lost = None if sense_kept_by_choice(answers.material, place, shown) else sense_lost(shown, whole)
        problem = f"its “…” or “[ ]” changes the sense (“{lost}”)" if lost else None
        edit = _edit(one_line(shown), whole)
    yield VerifiedLine(
        page.line_at(start if shown.strip() else marker.start),
        CHANGED if problem else OK,
        f"quote {cited(shown)}{f': {problem}' if problem else edit}",
        words_at(answers.material, place) if problem and place else None,
    )
    page.account_for(start, marker.end)
    if in_block:
        told = _audience(marker.question, audience)
        yield from _check_attribution(page, marker, place, answers, told)


def _edit(shown: str, whole: str) -> str:
    """How a quote that is right differs from the words of the transcript."""
    if uncurled(shown) != uncurled(whole):
        return " (shortened or explained)"
    return CURLED if shown != whole else ""


def _problem(question: Question, place: Place | None, answers: Answers) -> str | None:
    """What is wrong with a marker, before any words are compared."""
    document = question.get("in") or ""
    if question.get("ref") is not None:
        return _problem_with_theme(question, place, answers) if place else "the project has no such words any more"
    if document not in answers.material.texts:
        return f"the project has no interview or record “{document}”"
    if place is None:
        return f"its marker’s position “{question.get('at')}” lies outside {document}"
    if question.get("text") != text_hash(answers.material.texts[document]):
        return f"its marker names another text than {document} has"
    return _problem_with_theme(question, place, answers)


def _problem_with_theme(question: Question, place: Place, answers: Answers) -> str | None:
    theme = question.get("theme")
    if theme is not None and theme not in answers.themes:
        return f"the project has no theme “{theme}”"
    if theme is not None and not answers.quoted(theme, question.get("stance") or "", place):
        return f"these words do not stand under the theme “{theme}”"
    return None


def _shown(
    page: Page, marker: Marker, place: Place | None, answers: Answers, *, in_block: bool
) -> tuple[int, str, bool]:
    """Where the quoted words before a marker begin, the words, and whether they are those of the transcript."""
    if in_block:
        start = page.paragraph_in_block(marker.start)
        candidates = [(start, unescape(_PREFIX.sub("", page.text[start : marker.start])))]
    else:
        candidates = _between_quotation_marks(page, marker)
    for start, shown in candidates:
        if place is not None and _is_quote_of(shown, place, answers):
            return start, shown, True
    return *candidates[0], False


def _is_quote_of(shown: str, place: Place, answers: Answers) -> bool:
    document, start, end = place
    turns = [turn for turn in answers.material.turns.get(document, ()) if turn.start < end and start < turn.end]
    return is_slice(shown, words_at(answers.material, place), edits=len(turns) <= 1)


def _between_quotation_marks(page: Page, marker: Marker) -> list[tuple[int, str]]:
    """The words before a marker from each opening quotation mark of the paragraph on, the nearest first."""
    begin = page.paragraph(marker.start)
    comments = [found.end() for found in COMMENT.finditer(page.text, begin, marker.start)]
    begin = max([begin, *comments])
    before = page.text[begin : marker.start].rstrip().rstrip("*_")
    nothing = [(marker.start, "")]
    if not before or before[-1] not in _CLOSING:
        return nothing
    places = [place for place, character in enumerate(before[:-1]) if character in _OPENING]
    return [(begin + place, unescape(before[place + 1 : -1])) for place in reversed(places)] or nothing


def _audience(question: Question, audience: str) -> str:
    """Whom a quote was written for: a mark that tells nothing never stands in a report for the team."""
    if question.get("ref") is None:
        return TEAM
    return SPONSOR if audience == TEAM else audience


def _check_attribution(
    page: Page, marker: Marker, place: Place | None, answers: Answers, audience: str
) -> Iterator[VerifiedLine]:
    stop = page.block_end(page.line_at(marker.start))
    following = next(read_markers(page.text[marker.end : stop]), None)
    if following is not None:
        stop = page.paragraph_in_block(marker.end + following.start)
    after = page.text[marker.end : stop]
    shown = one_line(unescape(COMMENT.sub("", _PREFIX.sub("", after))))
    page.account_for(marker.end, stop)
    if place is None:
        return
    theme, stance = marker.question.get("theme"), marker.question.get("stance")
    codings = answers.quoted(theme, stance or "", place) if theme is not None and theme in answers.themes else ()
    if theme is not None and not codings:  # a quote that is no longer the theme's has no remarks to compare
        return
    if code := marker.question.get("code"):
        codings = answers.given(code, place)
    expected = one_line(f"— {label(answers, place, codings, audience)}")
    skipped = len(after) - len(after.lstrip("\n >")) if shown else 0
    right = uncurled(shown) == uncurled(expected)
    yield VerifiedLine(
        page.line_at(marker.end + skipped),
        OK if right else CHANGED,
        f"attribution {cited(shown)}",
        None if right else expected,
    )
