"""The headings of a survey and the rows below them, as survey programs write them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.transcripts.tables.headings import HEADING_WITHIN, LOOKED_AT, Grid, Rows, cell, heading_key


def set_of(names: str) -> frozenset[str]:
    """Names written one after the other."""
    return frozenset(names.split())


_MARKERS = set_of(
    "responseid respondentid collectorid recordeddate distributionchannel userlanguage submissionid submittedat "
    "datesubmitted datelastaction lastpage startlanguage redcapeventname redcapsurveyidentifier redcaprepeatinstrument "
    "redcaprepeatinstance"
)
ADMIN = _MARKERS | set_of(
    "startdate enddate status responsetype ipaddress ip progress durationinseconds duration durationin finished "
    "recipientlastname recipientfirstname recipientemail externalreference externaldatareference locationlatitude "
    "locationlongitude latitude longitude qballotboxstuffing qrecaptchascore qrelevantidduplicate customdata1 "
    "timestamp networkid seed referrerurl refurl submitdate completiontime starttime lastmodifiedtime score "
    "totalscore token tags username useragent row no nr index unnamed0 completed responsetypes submittime time "
    "date zeitstempel horodateur marcatemporal"
)
"""Headings of the columns that survey programs add."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A survey of a respondent per row."""

    headings: tuple[str, ...]
    keys: tuple[str, ...]
    """What the headings are compared by."""
    rows: Rows
    marked: bool
    """Whether a survey program's own columns show that it is one."""
    above: tuple[str, ...] = ()
    """Lines of a title above the headings."""


def questionnaire(grid: Grid) -> Questionnaire:
    """Headings and rows, whether the headings take one row, two (SurveyMonkey) or three (Qualtrics)."""
    title = _title_rows(grid.rows)
    rows = grid.rows[title:]
    keys = [heading_key(heading) for heading in rows[0]]
    imported = next((n for n, row in enumerate(rows[:3]) if any('"ImportId"' in text for text in row)), None)
    if imported:
        headings = [text or cell(rows[0], column) for column, text in enumerate(rows[imported - 1])]
        keys += [""] * (len(headings) - len(keys))
        return Questionnaire(_flat(headings), tuple(keys), rows[imported + 1 :], marked=True)
    marked = sum(key in _MARKERS for key in keys) > 0 and sum(key in ADMIN for key in keys) > 1
    if marked and len(rows) > 1 and not any(map(str.strip, rows[1][:2])):
        headings = list(_joined(rows[0], rows[1]))
        keys += [""] * (len(headings) - len(keys))
        return Questionnaire(_flat(headings), tuple(keys), rows[2:], marked=True)
    above = tuple(" ".join(filter(None, map(str.strip, row))) for row in grid.rows[:title])
    return Questionnaire(_flat(rows[0]), tuple(keys), rows[1:], marked, above)


def _title_rows(rows: Rows) -> int:
    """How many rows with a title alone stand above the headings."""
    many = [sum(bool(text.strip()) for text in row) for row in rows[: HEADING_WITHIN + LOOKED_AT]]
    heads = next((number for number, count in enumerate(many[:HEADING_WITHIN]) if count > 1), 0)
    wide = heads and many[heads] >= max(many[heads:]) - 1
    return heads if wide and many[heads] > 1 else 0


def _flat(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings on one line each, those that occur again numbered."""
    seen: Counter[str] = Counter()
    flat = []
    for heading in (" ".join(text.split()) for text in headings):
        seen[heading] += 1
        flat.append(f"{heading} ({seen[heading]})" if heading and seen[heading] > 1 else heading)
    return tuple(flat)


def _joined(above: Sequence[str], below: Sequence[str]) -> Iterator[str]:
    """A question and, where it has several columns, what each of them is."""
    question = ""
    for column in range(max(len(above), len(below))):
        question = cell(above, column) or question
        part = cell(below, column)
        plain = part.casefold() in {"", "response", "open-ended response"}
        yield question if plain else f"{question} – {part}"
