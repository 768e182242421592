"""How a text names its speakers: the layout it keeps to, its labels line by line, and which of them are people."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, pairwise

from qualcode.errors import QualcodeError
from qualcode.transcripts.labelled.bare_numbers import with_bare_numbers
from qualcode.transcripts.labelled.common_words import common_in
from qualcode.transcripts.labelled.labels import Candidate, Stamp, first_look, named
from qualcode.transcripts.labelled.layouts import LAYOUTS, layout_looks
from qualcode.transcripts.labelled.numbered import by_letter
from qualcode.transcripts.labelled.rare_labels import rare_labels, without_unlike
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.labelled.said_below import without_said_below
from qualcode.transcripts.labelled.single_labels import (
    by_abbreviation,
    by_number,
    in_a_header,
    judged_with_single,
    where_all_are_labelled,
)
from qualcode.transcripts.labelled.speakers import Verdict, verdict
from qualcode.transcripts.reading import Known

MOST_SPEAKERS = 1000
MOST_LABELLED = 300_000
"""Lines with a label in one file; a day of talk has about ten thousand."""

_MOST_DIFFERENT = 20_000
_WORDS_IN_A_ROW = 3
_LONG_LINE = 200
_FEWEST_LABELLED = 4
_FEWEST_INSIDE = 5
_BY_TURNS = 0.8
_MOST_LINES_OF_TALK = 0.7
"""Share of lines two letters open where they are people; between answers to choose from stand the questions."""

_NEARLY_ALL = 3 / 4
"""Share of lines that open with a name in angle brackets in the log of a chat; the others say who comes and goes."""
_LOOSE = frozenset(("alone", "dash", "paren", "prompt", "bold", "wide", "stop", "clock"))
"""Layouts whose labels look like other things too; they must open at least every eighth line."""

_INSIDE = re.compile(
    r"(?:(?<=[.?!…”\"')\]*–—-] )|(?<=[.?!…”\"')\]–—-]))"
    r"(?P<name>(?:[^\W\d_][\w'’#-]{0,30}|[A-Z]\w{0,2}\.)(?: [A-Z0-9#][\w.'’-]{0,30}){0,3}): "
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands at the start of each line, and which labels are people."""

    looks: Sequence[Candidate | Stamp | None]
    """By number of line."""
    verdict: Verdict
    layout: str | None = None
    """The layout of a file that does not set labels apart by a colon or a time."""
    inside: Mapping[int, Sequence[Candidate]] = field(default_factory=dict)
    """Labels in the middle of a line, by its number, where a file puts several turns on one."""
    rare: Sequence[str] = ()
    """A sentence for each label that opens so few lines that it may be nobody’s."""

    def accepted_at(self, number: int) -> Candidate | None:
        """The label that opens a line, if it names a speaker."""
        look = self.looks[number]
        return look if isinstance(look, Candidate) and look.label in self.verdict.accepted else None


def judged(
    text: str, lines: Sequence[str], starts: Sequence[int], outside: Set[int], known: Known, bold: Collection[int]
) -> Judged:
    """How the speakers of a text are named; lines in `outside` are nobody's, `bold` holds positions of bold labels."""
    opening = with_bare_numbers(lines, starts, list(_looks(lines, starts, outside, bold)))
    opening = without_said_below(lines, starts, opening, known)
    looks = by_letter(by_abbreviation(by_number(_without_countless(opening))))
    candidates = [look for look in looks if isinstance(look, Candidate)]
    stops = Counter(look.label for look in candidates if look.shape == "stop")
    if len(stops) == 1 and stops["Q"] < 2:
        candidates = [look for look in candidates if look.shape != "stop"]
    is_common = common_in(text)
    headers = sum(look.shape == "header" and look.firm for look in candidates)
    shapes = {"header", "number"} if headers > 1 else {"number"}
    judgement = verdict(candidates, known, once=shapes, is_common=is_common)
    header = in_a_header(lines, looks, judgement.accepted, outside, known)
    among = where_all_are_labelled(lines, looks, judgement, outside)
    if header or among:
        judgement = verdict(candidates, known, once=shapes, among=among, header=header, is_common=is_common)
    judgement = without_unlike(lines, starts, looks, judgement, known)
    found = Judged(looks, judgement, rare=tuple(rare_labels(looks, judgement, known, is_common)))
    if _recurring(candidates, found.verdict) < 2:
        other = _other_layout(found, lines, starts, outside, known, is_common)
        found = _inside_lines(other, lines, starts, known, is_common)
    if len(found.verdict.accepted) > MOST_SPEAKERS:
        raise QualcodeError(
            f"More than {MOST_SPEAKERS:,} different labels stand before words, so this is no transcript of a talk.",
            hint="Import transcripts one interview to a file.",
        )
    return found


def _looks(
    lines: Sequence[str], starts: Sequence[int], outside: Set[int], bold: Collection[int]
) -> Iterator[Candidate | Stamp | None]:
    labelled = 0
    different: set[str] = set()
    for number, line in enumerate(lines):
        look = first_look(line, starts[number]) if line and number not in outside else None
        labelled += look is not None
        if isinstance(look, Candidate):
            if look.shape in {"tab", "bracket"}:
                look = None
            else:
                different.add(look.label)
                look = replace(look, bold=True) if look.start in bold else look
        if labelled > MOST_LABELLED or len(different) > 3 * _MOST_DIFFERENT:
            raise QualcodeError(
                f"{labelled:,} lines look like turns or times of a talk, more than any has, so this is no transcript.",
                hint="Import transcripts one interview to a file.",
            )
        yield look


def _without_countless(looks: list[Candidate | Stamp | None]) -> list[Candidate | Stamp | None]:
    """Looks without the labels that occur once, in a file with more different ones than any talk has."""
    counts = Counter(look.label for look in looks if isinstance(look, Candidate))
    if len(counts) <= _MOST_DIFFERENT:
        return looks
    return [None if isinstance(look, Candidate) and counts[look.label] < 2 else look for look in looks]


def _recurring(candidates: Sequence[Candidate], found: Verdict) -> int:
    """How many accepted labels open more than one line, or name a role or code."""
    counts = Counter(look.label for look in candidates if look.label in found.accepted)
    return sum(count > 1 or is_role_or_code(label) for label, count in counts.items())


def _other_layout(
    found: Judged,
    lines: Sequence[str],
    starts: Sequence[int],
    outside: Set[int],
    known: Known,
    is_common: Callable[[str], bool],
) -> Judged:
    """The reading of a file by the layout that explains most of its lines, if one explains more than colons do."""
    best = found
    most = sum(found.accepted_at(number) is not None for number in range(len(lines)))
    filled = sum(1 for line in lines if line.strip())
    for layout in LAYOUTS:
        places = [(number, look) for number, look in layout_looks(lines, layout) if number not in outside]
        looks = [look for _, look in places]
        if len(looks) < 2 or len(looks) > MOST_LABELLED:
            continue
        if layout == "angle" and len(looks) >= _NEARLY_ALL * filled:
            looks = [replace(look, firm=True) for look in looks]
        judge = partial(verdict, looks, known, once={"angle"}, is_common=is_common)
        judgement = judged_with_single(lines, places, outside, judge)
        opened = [look for look in looks if look.label in judgement.accepted]
        if layout in {"stop", "stamped"} and not (
            _are_codes({look.label for look in opened}) or _takes_turns(opened, places, lines)
        ):
            continue
        if layout in {"table", "clock"} and not _holds_talk(places, lines):
            continue
        if layout == "alone" and not _words_follow(
            {n for n, look in places if look.label in judgement.accepted}, lines
        ):
            continue
        if len(opened) <= most or not _is_a_dialogue(opened, known, filled if layout in _LOOSE else 0):
            continue
        most = len(opened)
        best = Judged(_placed(found.looks, places, starts), judgement, layout)
    return best


def _are_codes(labels: Set[str]) -> bool:
    """Whether labels are roles and codes; among numbered codes a capital letter is one, too: M, P1, P2."""
    numbered = any(is_role_or_code(label) and label[-1].isdigit() for label in labels)
    return all(is_role_or_code(label) or (numbered and len(label) == 1 and label.isupper()) for label in labels)


def _takes_turns(opened: Sequence[Candidate], places: Sequence[tuple[int, Candidate]], lines: Sequence[str]) -> bool:
    """Whether A and B speak by turns on most lines, as no list of answers to choose from does."""
    counts = Counter(look.label for look in opened)
    changes = sum(one.label != after.label for one, after in pairwise(opened))
    many = min(counts.values(), default=0) > 2 and changes >= _BY_TURNS * (len(opened) - 1)
    first = next((number for number, look in places if look.label in counts), 0)
    filled = sum(1 for line in lines[first:] if line.strip())
    return set(counts) == {"A", "B"} and many and len(opened) >= _MOST_LINES_OF_TALK * filled


def _words_follow(labels: Set[int], lines: Sequence[str]) -> bool:
    """Whether most lines that hold only a label have words below them, not the next label."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    bare = sum(one in labels and after in labels for one, after in pairwise(filled))
    return bare * 2 < len(labels)


def _holds_talk(rows: Sequence[tuple[int, Candidate]], lines: Sequence[str]) -> bool:
    """Whether the rows of a table end in what people say rather than in figures or single words."""
    words = [re.findall(r"[^\W\d_]+", lines[number][look.words :]) for number, look in rows]
    return sum(map(len, words)) >= _WORDS_IN_A_ROW * len(rows)


def _is_a_dialogue(opened: Sequence[Candidate], known: Known, lines: int) -> bool:
    counts = Counter(look.label for look in opened)
    several = sum(count > 1 for count in counts.values()) > 1
    sure = bool(known.speakers) or (not lines and all(is_role_or_code(label) for label in counts))
    return len(counts) > 1 and (sure or (several and len(opened) >= _FEWEST_LABELLED)) and len(opened) * 8 >= lines


def _placed(
    looks: Sequence[Candidate | Stamp | None], places: Sequence[tuple[int, Candidate]], starts: Sequence[int]
) -> Sequence[Candidate | Stamp | None]:
    """Looks with those of a layout in their places, counted from the start of the text; times are kept."""
    placed: list[Candidate | Stamp | None] = [look if isinstance(look, Stamp) else None for look in looks]
    for number, look in places:
        placed[number] = replace(look, start=starts[number] + look.start, words=starts[number] + look.words)
    return placed


def _inside_lines(
    found: Judged, lines: Sequence[str], starts: Sequence[int], known: Known, is_common: Callable[[str], bool]
) -> Judged:
    """The same with the labels in the middle of lines, where more turns begin there than at the start of lines."""
    if not any(len(line) > _LONG_LINE for line in lines):
        return found
    inside: dict[int, list[Candidate]] = {}
    for number, line in enumerate(lines):
        for match in islice(_INSIDE.finditer(line), MOST_LABELLED) if len(line) > _LONG_LINE else ():
            look = named(match["name"], match[0], starts[number] + match.start(), len(match[0]), None, shape="inside")
            if look:
                inside.setdefault(number, []).append(look)
    looks = [look for place in inside.values() for look in place]
    first = [look for look in found.looks if isinstance(look, Candidate)]
    if len(looks) < _FEWEST_INSIDE - 1 or len(looks) > MOST_LABELLED:
        return found
    judgement = verdict([replace(look, shape="inside") for look in first] + looks, known, is_common=is_common)
    opened = [look for look in looks if look.label in judgement.accepted]
    at_start = sum(look.label in judgement.accepted for look in first)
    if len({look.label for look in opened}) < 2 or len(opened) + at_start < _FEWEST_INSIDE or len(opened) <= at_start:
        return found
    return Judged(found.looks, judgement, "inside", inside)
