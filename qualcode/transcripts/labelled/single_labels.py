"""Labels that occur once: which of them a text's layout speaks for, and which belong to a header."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from qualcode.transcripts.labelled.labels import Candidate, Stamp
from qualcode.transcripts.labelled.speakers import Verdict
from qualcode.transcripts.reading import Known, folded

_NEARLY_ALL = 0.9
"""Share of paragraphs that begin with a speaker's label where a text labels all of them."""

_FEWEST = 4
_BRIEF = 8
"""Words of a fact in a header, at most."""

_LONG = 25
"""The same where the label stands above all talk."""

_SHORT_FORM = re.compile(r"\s*\(([^\W\d_]{1,4}\d{0,2})\)")
_NUMBER_AFTER = re.compile(r"\s*\(\d{1,2}\)", re.ASCII)
_FEWEST_SHORT = 3
"""Turns under a short form, at least, of somebody introduced with it in parentheses."""

_PARTS = re.compile(r"#{1,6}[ \t]+\S.*|[-–—=*_~]{3,}")


def where_all_are_labelled(
    lines: Sequence[str], looks: Sequence[Candidate | Stamp | None], verdict: Verdict, outside: Set[int]
) -> frozenset[str]:
    """Rejected labels that occur once, at the start of a paragraph of a text in which all others have a speaker's."""
    once = {rejected.label for rejected in verdict.rejected if rejected.reason == "occurs only once"}
    if not once or not verdict.accepted:
        return frozenset()
    opening = list(_paragraphs(lines, looks, verdict, outside))
    labels = [look.label if isinstance(look, Candidate) else None for look in opening]
    first = next((place for place, label in enumerate(labels) if label in verdict.accepted), len(labels))
    labelled = sum(label in verdict.accepted for label in labels)
    single = {label for label in labels[first:] if label in once}
    total = len(labels) - first
    if labelled < _FEWEST or labelled + len(single) < _NEARLY_ALL * total or labelled < 2 * len(single):
        return frozenset()
    return frozenset(label for label in single if label is not None)


def judged_with_single(
    lines: Sequence[str], places: Sequence[tuple[int, Candidate]], outside: Set[int], judge: Callable[..., Verdict]
) -> Verdict:
    """What `judge` says of the labels of a layout, told which single ones stand where all others are speakers'."""
    judgement = judge()
    if not judgement.accepted or all(rejected.count > 1 for rejected in judgement.rejected):
        return judgement
    by_line = dict(places)
    looks = [by_line.get(number) for number in range(len(lines))]
    among = where_all_are_labelled(lines, looks, judgement, outside)
    return judge(among=among) if among else judgement


def _paragraphs(
    lines: Sequence[str], looks: Sequence[Candidate | Stamp | None], verdict: Verdict, outside: Set[int]
) -> Iterator[Candidate | Stamp | None]:
    """What opens each paragraph; each line where labels follow each other without empty lines between."""
    filled = [number for number, line in enumerate(lines) if line.strip() and number not in outside]
    first = [number for number in filled if number == 0 or not lines[number - 1].strip() or number - 1 in outside]
    labelled = sum(isinstance(look, Candidate) and look.label in verdict.accepted for look in looks)
    for number in filled if labelled > len(first) else first:
        yield looks[number]


def in_a_header(
    lines: Sequence[str],
    looks: Sequence[Candidate | Stamp | None],
    accepted: Set[str],
    outside: Set[int],
    known: Known,
) -> frozenset[str]:
    """Labels that occur once, before a fact and above a heading or rule after which those speak who speak again.

    Facts right above a line that names one of those who speak belong to the same header.
    """
    counts = Counter(look.label for look in looks if isinstance(look, Candidate))
    recurring = [
        number
        for number, look in enumerate(looks)
        if isinstance(look, Candidate) and look.label in accepted and counts[look.label] > 1
    ]
    if not recurring:
        return _only_facts(lines, looks, accepted, known)
    speakers = {look.label for look in _candidates(looks, recurring).values()}
    if len(speakers) < 2:
        return frozenset()
    shapes = {look.shape for look in _candidates(looks, recurring).values()}
    parts = [number for number in range(recurring[0]) if _PARTS.fullmatch(lines[number].strip())]
    facts = {
        number: look
        for number, look in _candidates(looks, range(recurring[0])).items()
        if counts[look.label] == 1 and number not in outside and _is_a_fact(lines[number], look, most=_LONG)
    }
    sure = {
        number
        for number, look in facts.items()
        if (parts and number < parts[-1]) or _introduces(lines[number], look, speakers) or look.shape not in shapes
    }
    for number in sorted(facts, reverse=True):
        if number + 1 in sure:
            sure.add(number)
    return frozenset(facts[number].label for number in sure)


def _introduces(line: str, look: Candidate, speakers: Set[str]) -> bool:
    """Whether the name of somebody who speaks stands after a label: Informant: Ana (19, student)."""
    value = _after(line, look)
    return any(re.match(rf"{re.escape(label)}(?!\w)", value) for label in speakers)


def by_number(looks: Sequence[Candidate | Stamp | None]) -> list[Candidate | Stamp | None]:
    """Looks in which names that differ only in a number in parentheses stay two people: iPhone (2) and iPhone (3)."""
    many = Counter((look.label, look.written) for look in looks if isinstance(look, Candidate))
    forms: dict[str, set[str]] = {}
    for label, written in many:
        if written == label or _NUMBER_AFTER.fullmatch(written.removeprefix(label)):
            forms.setdefault(label, set()).add(written)
    apart = {
        label
        for label, written in forms.items()
        if len(written) > 1 and sum(many[label, one] for one in written) >= 2 * len(written)
    }
    return [
        replace(look, label=look.written)
        if isinstance(look, Candidate) and look.label in apart and look.written in forms[look.label]
        else look
        for look in looks
    ]


def by_abbreviation(looks: Sequence[Candidate | Stamp | None]) -> list[Candidate | Stamp | None]:
    """Looks in which a speaker introduced as “Interviewer (I)” bears the letter that stands for them from then on."""
    counts = Counter(look.label for look in looks if isinstance(look, Candidate))
    return [_abbreviated(look, counts) if isinstance(look, Candidate) else look for look in looks]


def _abbreviated(look: Candidate, counts: Mapping[str, int]) -> Candidate:
    short = _SHORT_FORM.fullmatch(look.written.removeprefix(look.label)) if look.written != look.label else None
    again = counts.get(short[1], 0) if short else 0
    return replace(look, label=short[1]) if short and again >= _FEWEST_SHORT > counts[look.label] else look


def _only_facts(
    lines: Sequence[str], looks: Sequence[Candidate | Stamp | None], accepted: Set[str], known: Known
) -> frozenset[str]:
    """All labels of a text in which none recurs, if they are bold or there is only one, and facts stand after most."""
    found = {number: look for number, look in _candidates(looks, range(len(looks))).items() if look.label in accepted}
    bold = sum(look.bold for look in found.values())
    facts = sum(look.shape == "colon" and _is_a_fact(lines[number], look) for number, look in found.items())
    if any(folded(look.label) in known.speakers for look in found.values()):
        return frozenset()
    listed = len(found) > 2 and bold == len(found)
    if len(found) == 1:
        listed = all(_names_somebody(lines[number], look) for number, look in found.items())
    return frozenset(look.label for look in found.values()) if listed and facts > len(found) / 2 else frozenset()


def _candidates(looks: Sequence[Candidate | Stamp | None], numbers: Sequence[int] | range) -> Mapping[int, Candidate]:
    return {number: look for number in numbers if isinstance(look := looks[number], Candidate)}


def _names_somebody(line: str, look: Candidate) -> bool:
    words = _after(line, look).split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _after(line: str, look: Candidate) -> str:
    return line.strip()[look.words - look.start :].strip("*_ ")


def _is_a_fact(line: str, look: Candidate, most: int = _BRIEF) -> bool:
    """Whether what stands after a label is too short to be said: no sentence, and not nothing."""
    words = _after(line, look)
    return 0 < len(words.split()) <= most and re.search(r"[.?!…,]$", words) is None
