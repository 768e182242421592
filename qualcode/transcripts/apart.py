"""Lines that stand apart from the talk: rules, banners, headers of pages, headings, notes before and after."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from qualcode.transcripts.labels import TIME, Candidate, first_look
from qualcode.transcripts.roles import is_role_or_code

_SPOKEN_BY_NOBODY = re.compile(
    r"transcribed by https?://.*|transcribed by otter.*|.{1,80} (?:started|stopped) transcription"
    rf"|transcription (?:started|ended)(?: after {TIME})?\.?"
    r"|this (?:editable )?transcript was (?:computer|automatically|ai)[ -]generated.*"
    r"|\W*(?:end|start|beginning|begin|stop|resume)(?: of)? (?:the |this )?(?:\w+ )?"
    r"(?:interview|recording|transcript|transcription|audio|tape|side|part|file|session|videotape|video clip)\b"
    r"[^.?!]{0,30}"
    r"(?:[\[(]?(?:end|start|beginning) of[^.?!]{0,40})?"
    r"|page \d+(?: of \d+)?|p\. ?\d+|summary keywords|transcript(?:ion)?|keywords",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-–—=*_~#·•|:\s]{3,}")
_TRANSCRIPT = re.compile(
    r"\W*(?:.{1,80} [-–—] )?(?:(?:full|raw|verbatim|formatted|interview|meeting|clean|edited)\s+)*"
    r"transcri(?:pt|ption|ct)(?: of .{1,60})?\W*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\W*(?:(?:field|interviewer’?'?s?|researcher’?'?s?|analyst|post-interview|additional|general|final|my|key|next|action)\s+)?"
    r"(?:notes?|reflections?|memos?|summary|observations?|comments|impressions|items|takeaways|points|steps|debrief"
    r"|follow-?up|appendix|reflexive notes)\W*",
    re.IGNORECASE,
)
_RUNNING = 3
"""A line that comes back this often with rising numbers is a page's header or footer."""


def recurring_headings(lines: Sequence[str], headings: Collection[int]) -> set[int]:
    """Headings that come back, as names of speakers do."""
    looks = {number: first_look(lines[number]) for number in headings}
    counts = Counter(look.label for look in looks.values() if isinstance(look, Candidate))
    return {number for number, look in looks.items() if isinstance(look, Candidate) and counts[look.label] > 1}


def running_lines(lines: Sequence[str]) -> set[int]:
    """Headers and footers of pages: the same short line again and again, but for a number that rises."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line and len(line) < 80 and re.search(r"[0-9]\s*$", line) and not re.search("[:：\t]", line):
            places.setdefault(re.sub(r"[0-9]+", "#", line.strip()), []).append(number)
    running: set[int] = set()
    for same, numbers in places.items():
        pages = [int(re.findall(r"[0-9]+", lines[number])[-1][:9]) for number in numbers]
        if len(numbers) >= _RUNNING and same != "#" and all(a < b for a, b in pairwise(pages)):
            running |= set(numbers)
    return running


def before_transcript(lines: Sequence[str]) -> range:
    """The notes, summary and agenda that stand before a heading “Transcript”, if most labels come after it."""
    places = [number for number, line in enumerate(lines) if 0 < len(line) < 120 and _TRANSCRIPT.fullmatch(line)]
    if not places or len(places) > 4:
        return range(0)
    labelled = [number for number, line in enumerate(lines) if isinstance(first_look(line[:200]), Candidate)]
    for place in reversed(places):
        before = sum(number < place for number in labelled)
        if before * 2 <= len(labelled) - before:
            return range(place + 1)
    return range(0)


def is_aside(lines: Sequence[str], number: int, line: str) -> bool:
    """Whether a line is a heading of its own under which somebody writes rather than speaks."""
    if not 0 < len(line) < 60 or not _ASIDE.fullmatch(line):
        return False
    return number == 0 or not lines[number - 1].strip()


def said_by_nobody(line: str, *, heading: bool) -> bool:
    """Whether a line is a rule, a banner of the program that made the file, a page number or a heading."""
    plain = line.strip()
    if not plain or len(plain) > 400:
        return False
    if heading or _RULE.fullmatch(plain):
        return not is_role_or_code(plain.strip("# :：*_"))
    return bool(_SPOKEN_BY_NOBODY.fullmatch(plain.strip("*_# \t\u00a0")))
