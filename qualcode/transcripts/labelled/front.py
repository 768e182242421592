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
from qualcode.transcripts.labelled.front_matter import facts_in_yaml, named_in_yaml, names_in, yaml_block
from qualcode.transcripts.labelled.labels import TIME, Candidate, first_look, seconds
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.reading import Known, folded

_SPEAKS_AGAIN = 3
_LABEL_WITHIN = 100
"""Characters from the start of a line within which a label stands."""

_HEADER_LINES = 60
"""Headers stand within this many lines from the top."""

_ENDED = re.compile(rf"transcription ended after ({TIME})|^(?:(\d+)h ?)?(\d+)m (\d+)s$", re.IGNORECASE)
_SPEAKER_LIST = re.compile(
    r"[#*_\s]*(?:speakers?|attendees|participants|speaker list|people|present|interviewers?)[*_\s]*[:：]?[*_\s]*",
    re.IGNORECASE,
)
_ASKING_LIST = re.compile(r"\W*interviewers?\W*", re.IGNORECASE)
_LINKS = frozenset(
    ("of", "and", "the", "for", "at", "in", "from", "to", "de", "del", "la", "van", "von", "der", "den", "bin", "al")
)
"""Words in small letters inside names and titles."""

_FACTS = re.compile(
    r"(?:interview |recording |participant |start |end |file )?"
    r"(?:date|time|duration|length|location|place|site|school|district|title|project|study|id|interview|recording"
    r"|recorded|transcribed|transcriber|language|setting|pseudonym|version|file|name|number|meeting|subject|audio"
    r"|consent|start|end|age|gender|role|wave|round|date of interview)"
    r"|(?:fecha|hora|duración|lugar|modalidad|código|seudónimo|edad|proyecto|título)(?: (?:de|del) .+)?"
    r"|(?:datum|ort|dauer|uhrzeit|projekt|thema|titel)|(?:lieu|durée|heure|projet|titre)(?: (?:de|du) .+)?"
    r"|(?:data|duração|local|projeto)(?: (?:de|da|do) .+)?"
)


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
    for line in (*lines[:_HEADER_LINES], *lines[-_HEADER_LINES:]):
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
    for number in range(body, min(len(lines), _HEADER_LINES)):
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
    pairs = [(number, *_label_and_value(lines[number])) for number in block]
    labels = [label for _, label, _ in pairs if label]
    explains = [_explains(label, value) for _, label, value in pairs]
    last = block[-1] + 1 if block else 0
    ends = last < len(lines) and not lines[last].strip()
    unlabelled = len(pairs) - len(labels)
    several = sum(explains) > unlabelled and len(set(labels)) == len(labels)
    if not ends or not several or not all(_brief(value) for _, _, value in pairs):
        return set(), [], []
    values = [value for _, label, value in pairs if _explains(label, value)]
    asking = [
        name for _, label, value in pairs if "interviewer" in folded(f"{label} {value}") for name in (label, value)
    ]
    return set(block), [*labels, *values], asking


def _first_block(lines: Sequence[str], body: int) -> Iterator[int]:
    """The first run of at least two lines without an empty one between them, unless it is long."""
    start = next((number for number in range(body, len(lines)) if lines[number].strip()), len(lines))
    end = next((number for number in range(start, len(lines)) if not lines[number].strip()), len(lines))
    return iter(range(start, end) if 2 <= end - start <= 12 else range(0))


def _label_and_value(line: str) -> tuple[str, str]:
    look = first_look(line)
    if not isinstance(look, Candidate) or look.shape != "colon":
        return "", line.strip()
    return look.label, line[look.words :].strip().rstrip("\\").strip("*_ ")


def _explains(label: str, value: str) -> bool:
    """Whether a value says whom a label stands for: a role for a short label, or a name for a role."""
    if not label or not value or not _brief(value):
        return False
    named = all(word[0].isupper() or word[0].isdigit() or word in _LINKS for word in value.split())
    many_words = len(value.split()) > 1 or is_role_or_code(value)
    return (is_role_or_code(value) and folded(label) != folded(value)) or (
        named and many_words and is_role_or_code(label)
    )


def _brief(value: str) -> bool:
    return len(value.split()) <= 8 and not re.search(r"[.?!…,]$", value)


def _facts(lines: Sequence[str], body: int) -> tuple[set[int], list[str], list[str]]:
    """The block at the top that gives date, place and the like: all its lines, and the people it names."""
    block = _fact_lines(lines, body)
    names: list[str] = []
    asking: list[str] = []
    for number in block:
        label, value = _label_and_value(lines[number])
        if is_role_or_code(label) and value:
            (asking if "interviewer" in folded(label) else names).extend(names_in(value))
    return set(block), names, asking


def _fact_lines(lines: Sequence[str], body: int) -> range:
    """From the top through the last line of the block that holds the last fact; empty where there is no fact."""
    last = -1
    for number in range(body, min(len(lines), _HEADER_LINES)):
        label, value = _label_and_value(lines[number])
        if label and _FACTS.fullmatch(folded(label)) and (_brief(value) or len(value) < 60):
            last = number if _stands_seldom(label, lines) else last
        elif lines[number].strip() and not _brief(lines[number]):
            break
    if last < 0:
        return range(0)
    while last + 1 < min(len(lines), _HEADER_LINES) and _goes_on_explaining(lines, last + 1):
        last += 1
    return range(body, last + 1)


def _stands_seldom(label: str, lines: Sequence[str]) -> bool:
    """Whether a label opens so few lines that it can head a fact, and is no speaker's."""
    return sum(line.lstrip("*_#>- \t[").startswith(label) for line in lines) < _SPEAKS_AGAIN


def _occurs_once(label: str, lines: Sequence[str]) -> bool:
    """Whether a label stands at the start of one line; Interviewer 1 is another one than Interviewer."""
    alone = re.compile(rf"{re.escape(label)}(?![ _-]?\d)")
    return sum(alone.search(line, 0, _LABEL_WITHIN) is not None for line in lines) == 1


def _goes_on_explaining(lines: Sequence[str], number: int) -> bool:
    """Whether a line below a fact is one more: it says who a label is, or its label stands nowhere else."""
    label, value = _label_and_value(lines[number])
    if _explains(label, value):
        return True
    return bool(label and value) and _brief(value) and _occurs_once(label, lines)
