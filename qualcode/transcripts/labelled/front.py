"""What in a transcript nobody says: headers, lists of speakers, footers, headings."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.transcripts.labelled.apart import (
    before_transcript,
    is_aside,
    key_lines,
    recurring_headings,
    running_lines,
    said_by_nobody,
)
from qualcode.transcripts.labelled.fact_lines import HEADER_LINES, brief, explains, fact_lines, label_and_value
from qualcode.transcripts.labelled.front_matter import facts_in_yaml, named_in_yaml, names_in, yaml_block
from qualcode.transcripts.labelled.labels import TIME, Candidate, first_look, seconds
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.reading import Known, folded

_ENDED = re.compile(rf"transcription ended after ({TIME})|^(?:(\d+)h ?)?(\d+)m (\d+)s$", re.IGNORECASE)
_SPEAKER_LIST = re.compile(
    r"[#*_\s]*(?:speakers?|attendees|participants|speaker list|people|present|interviewers?)[*_\s]*[:：]?[*_\s]*",
    re.IGNORECASE,
)
_ASKING_LIST = re.compile(r"\W*interviewers?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """What stands outside all turns, and what it tells about the speakers."""

    lines: frozenset[int]
    """Numbers of the lines nobody says, counted from 0."""
    known: Known
    duration: float | None
    facts: Mapping[str, str]
    """What the front matter says of the document: title, source, date, wave, media."""
    asides: frozenset[int] = frozenset()
    """Those of the lines after which nobody speaks until the next label: Notes, Reflections."""


def front_of(lines: Sequence[str], *, headings: Collection[int]) -> Front:
    """Which lines belong to nobody; `headings` has the numbers of lines that are headings."""
    outside = set(yaml_block(lines))
    names, asking = named_in_yaml([lines[number] for number in sorted(outside)])
    facts = dict(facts_in_yaml([lines[number] for number in sorted(outside)]))
    body = max(outside, default=-1) + 1
    for finder in (_speaker_lists, _legend, _facts):
        found, speakers, interviewers = finder(lines, body)
        outside |= found
        names += speakers
        asking += interviewers
    names_again = recurring_headings(lines, headings)
    outside |= {
        number
        for number, line in enumerate(lines)
        if line and number not in names_again and said_by_nobody(line, heading=number in headings)
    }
    outside |= running_lines(lines) | set(before_transcript(lines)) | key_lines(lines)
    asides = frozenset(number for number, line in enumerate(lines) if is_aside(lines, number, line))
    return Front(
        frozenset(outside) | asides,
        Known.of(names, asking, source=facts.get("source", "").casefold()),
        _duration(lines),
        facts,
        asides,
    )


def _duration(lines: Sequence[str]) -> float | None:
    for line in (*lines[:HEADER_LINES], *lines[-HEADER_LINES:]):
        match = _ENDED.search(line.strip("*_ \t")) if len(line) < 200 else None
        if match and match[1]:
            return seconds(match[1])
        if match:
            return float(int(match[2] or 0) * 3600 + int(match[3]) * 60 + int(match[4]))
    return None


def _speaker_lists(lines: Sequence[str], body: int) -> tuple[set[int], list[str], list[str]]:
    """SPEAKERS, Attendees and the like: the line, and the names on it or below it up to the next empty line."""
    outside: set[int] = set()
    names: list[str] = []
    for number in range(body, min(len(lines), HEADER_LINES)):
        head = _SPEAKER_LIST.match(lines[number])
        if not head or _ASKING_LIST.fullmatch(head[0]):
            continue
        rest = lines[number][head.end() :].strip()
        if rest and not (re.search("[:：]", head[0]) and "," in rest and len(names_in(rest)) == rest.count(",") + 1):
            continue
        listed = [number] if rest else _listed_below(lines, number)
        outside |= {number, *listed}
        names += names_in(rest) if rest else [name for below in listed for name in names_in(lines[below])]
    return outside, names, []


def _listed_below(lines: Sequence[str], number: int) -> list[int]:
    """The names under a heading: the next lines with text, as long as they name no speaker of words."""
    below: list[int] = []
    for place in range(number + 1, min(len(lines), number + 20)):
        line = lines[place].strip()
        if not line:
            if below:
                break
            continue
        if isinstance(first_look(line), Candidate) or len(line) > 200 or re.search(r"[.?!]$", line):
            break
        below.append(place)
    return below


def _legend(lines: Sequence[str], body: int) -> tuple[set[int], list[str], list[str]]:
    """The first block of lines when it explains labels: `I1: Interviewer 1`, `Interviewer: Dana Ortiz`."""
    block = list(_first_block(lines, body))
    pairs = [(number, *label_and_value(lines[number])) for number in block]
    labels = [label for _, label, _ in pairs if label]
    explained = [explains(label, value) for _, label, value in pairs]
    last = block[-1] + 1 if block else 0
    ends = last < len(lines) and not lines[last].strip()
    unlabelled = len(pairs) - len(labels)
    several = sum(explained) > unlabelled and len(set(labels)) == len(labels)
    if not ends or not several or not all(brief(value) for _, _, value in pairs):
        return set(), [], []
    values = [value for _, label, value in pairs if explains(label, value)]
    asking = [
        name for _, label, value in pairs if "interviewer" in folded(f"{label} {value}") for name in (label, value)
    ]
    return set(block), [*labels, *values], asking


def _first_block(lines: Sequence[str], body: int) -> Iterator[int]:
    """The first run of at least two lines without an empty one between them, unless it is long."""
    start = next((number for number in range(body, len(lines)) if lines[number].strip()), len(lines))
    end = next((number for number in range(start, len(lines)) if not lines[number].strip()), len(lines))
    return iter(range(start, end) if 2 <= end - start <= 12 else range(0))


def _facts(lines: Sequence[str], body: int) -> tuple[set[int], list[str], list[str]]:
    """The block at the top that gives date, place and the like: all its lines, and the people it names."""
    block = fact_lines(lines, body)
    names: list[str] = []
    asking: list[str] = []
    for number in block:
        label, value = label_and_value(lines[number])
        if is_role_or_code(label) and value:
            (asking if "interviewer" in folded(label) else names).extend(names_in(value))
    return set(block), names, asking
