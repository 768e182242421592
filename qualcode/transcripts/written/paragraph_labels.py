"""What the look of paragraphs tells: names that stand alone above the words, headings that are labels."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.transcripts.labelled.labels import TIME, Candidate, first_look
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.labelled.speakers import verdict
from qualcode.transcripts.reading import Known, folded
from qualcode.transcripts.written.paragraphs import Paragraph, Table

_LONGEST_HEADING = 200
_MOST_SPEAKERS = 200
_SPEAKING = frozenset(("colon", "header"))
_TIME_ALONE = re.compile(rf"\W?{TIME}\W?", re.ASCII)
_TRANSCRIPT = re.compile(r"(?:^|[-–—|])\W{0,5}transcript(?:ion)?\W{0,5}$", re.IGNORECASE)


def with_labels_seen(blocks: Sequence[Paragraph | Table], known: Known) -> list[Paragraph | Table]:
    """The blocks, with headings that are labels or whole paragraphs made plain, and names that stand alone marked."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    counts = Counter(label for paragraph in paragraphs if (label := _label(paragraph)))
    plain = {label for paragraph in paragraphs if not paragraph.heading and (label := _label(paragraph))}
    alone = _standing_alone(paragraphs)

    def seen(block: Paragraph | Table) -> Paragraph | Table:
        if isinstance(block, Table):
            return block
        if _stands_out(block) and _bare(block) in alone:
            return replace(block, text=f"{_bare(block)}:", bold=len(_bare(block)) + 1, heading=0)
        if block.heading and _TIME_ALONE.fullmatch(block.text.strip()):
            return replace(block, heading=0)
        label = _label(block) if block.heading else ""
        speaks = counts[label] > 1 and (label in plain or is_role_or_code(label) or folded(label) in known.speakers)
        if block.heading and (speaks or len(block.text) > _LONGEST_HEADING):
            return replace(block, heading=0)
        return block

    return _with_times_below([seen(block) for block in blocks])


def _with_times_below(blocks: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, with names and the times on the lines below them made one line where names recur so."""
    pairs = {
        place: _bare(block)
        for place, (block, below) in enumerate(pairwise(blocks))
        if isinstance(block, Paragraph) and isinstance(below, Paragraph) and _is_name_above_time(block, below)
    }
    if max(Counter(pairs.values()).values(), default=0) < 2:
        return blocks
    joined: list[Paragraph | Table] = []
    for place, block in enumerate(blocks):
        if place - 1 in pairs and isinstance(block, Paragraph):
            joined[-1] = Paragraph(f"{pairs[place - 1]}  {block.text.strip()}")
        else:
            joined.append(block)
    return joined


def _is_name_above_time(block: Paragraph, below: Paragraph) -> bool:
    return (
        _TIME_ALONE.fullmatch(below.text.strip()) is not None
        and 0 < len(block.text.split()) <= 5
        and isinstance(first_look(f"{_bare(block)}: x"), Candidate)
    )


def transcript_begins(blocks: Sequence[Paragraph | Table]) -> int:
    """Where the transcript begins in a document that gives notes and a summary first; 0 for all others.

    A line that says “Transcript” divides the two, if more labels follow it than stand before it.
    """
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _says_transcript(block.text):
            before, after = (sum(map(bool, _labels(part))) for part in (blocks[:place], blocks[place + 1 :]))
            return place if after > max(1, before) else 0
    return 0


def _says_transcript(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and _TRANSCRIPT.search(text.strip()) is not None


def _labels(blocks: Sequence[Paragraph | Table]) -> Iterator[str]:
    return (_label(block) for block in blocks if isinstance(block, Paragraph))


def _label(paragraph: Paragraph) -> str:
    """The label a paragraph may begin with; empty where it cannot."""
    look = first_look(paragraph.text.split("\n", 1)[0])
    return look.label if isinstance(look, Candidate) and look.shape in _SPEAKING else ""


def _stands_out(paragraph: Paragraph) -> bool:
    return (paragraph.all_bold or paragraph.heading > 0) and len(paragraph.text) <= 80


def _bare(paragraph: Paragraph) -> str:
    return paragraph.text.strip().rstrip(" :：").strip()


def _standing_alone(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Labels that stand alone above the words: roles and codes that recur, names in bold that take turns."""
    alone = [_bare(paragraph) for paragraph in paragraphs if _stands_out(paragraph)]
    looks = {words: first_look(f"{words}: x") for words in set(alone) if _may_be_a_label(words)}
    counts = Counter(words for words in alone if isinstance(looks.get(words), Candidate))
    often = {words for words, count in counts.most_common(_MOST_SPEAKERS) if count > 1}
    bold = {_bare(paragraph) for paragraph in paragraphs if paragraph.all_bold and not paragraph.heading}
    bold |= _name_headings(paragraphs)
    candidates = [look for words in often if isinstance(look := looks[words], Candidate) for _ in range(2)]
    people = {look.label for look in candidates} & verdict(candidates, Known()).accepted
    names = {words for words in often & bold if isinstance(look := looks[words], Candidate) and look.label in people}
    return frozenset({words for words in often if is_role_or_code(words)} | (names if len(names) > 1 else set()))


def _may_be_a_label(words: str) -> bool:
    return 0 < len(words.split()) <= 5 and not re.search("[:：]", words)


def _name_headings(paragraphs: Sequence[Paragraph]) -> set[str]:
    """Headings of one level, nearly all of which recur as names of speakers do and topics do not."""
    named: set[str] = set()
    for level in {paragraph.heading for paragraph in paragraphs if paragraph.heading}:
        counts = Counter(_bare(paragraph) for paragraph in paragraphs if paragraph.heading == level)
        recurring = {words for words, count in counts.items() if count > 1}
        if counts.total() > 3 and sum(counts[words] for words in recurring) >= 0.9 * counts.total():
            named |= recurring
    return named
