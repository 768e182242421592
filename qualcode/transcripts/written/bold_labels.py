"""What bold sets apart in a written document: labels without a colon, the names of topics between turns."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from qualcode.transcripts.labelled.labels import TIME, Candidate, first_look
from qualcode.transcripts.labelled.names import names_a_part
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.labelled.speakers import verdict
from qualcode.transcripts.reading import Known
from qualcode.transcripts.written.form_fields import are_form_fields
from qualcode.transcripts.written.paragraphs import Paragraph, Table

_FEWEST = 4
_SHARE = 3
"""Bold labels open at least every third paragraph of a document that names its speakers so."""

_MOST_WORDS = 5
_LONGEST_TOPIC = 80
_MOST_TOPIC_WORDS = 10
_OFTEN = 3
_HIGHEST = 9
_TIMED = re.compile(rf"(?P<name>.*?)(?P<time>\s*[\[(]?{TIME}[\])]?)?\s*", re.ASCII | re.DOTALL)
_TIME_FIRST = re.compile(rf"\s*(?P<time>[\[(]?{TIME}[\])]?)[ \t]+(?=\S)", re.ASCII)
_DASH = re.compile(r"\s*[-–—]\s+(?=\S)")
_ENDS_A_SENTENCE = re.compile(r"[.?!…,;:：。？！)\]”\"]$")


def with_bold_labels(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, with a colon after names that only bold sets apart from the words on their line."""
    opened = {place: name for place, block in enumerate(blocks) if (name := _bold_name(block))}
    counts = Counter(name for name, _ in opened.values())
    if are_form_fields([name for name, _ in opened.values()]):
        return list(blocks)
    looks = [look for name in counts if counts[name] > 1 and (look := _as_label(name))]
    people = verdict([look for look in looks for _ in range(2)], Known()).accepted
    opened = {place: said for place, said in opened.items() if said[0] in people}
    written = sum(isinstance(block, Paragraph) and block.text.strip() != "" for block in blocks)
    if len(people) < 2 or len(opened) < _FEWEST or len(opened) * _SHARE < written:
        return list(blocks)
    dashed = all(
        _DASH.match(block.text, block.bold) for place in opened if isinstance(block := blocks[place], Paragraph)
    )
    return [
        _with_colon(block, *opened[place], dashed=dashed) if place in opened else block
        for place, block in enumerate(blocks)
    ]


def _bold_name(block: Paragraph | Table) -> tuple[str, str] | None:
    """The name and the time that a paragraph's bold beginning could be; None where it has no such beginning."""
    if not isinstance(block, Paragraph) or block.heading or not 0 < block.bold < len(block.text.rstrip()):
        return None
    head, rest = block.text[: block.bold].strip(), block.text[block.bold :]
    if "\n" in head or rest.lstrip(" ").startswith(("\n", ":", "：")):
        return None
    match = _TIMED.fullmatch(head)
    after = None if match and match["time"] else _TIME_FIRST.match(rest)
    name, time = (match["name"].strip(), match["time"]) if match else (head, None)
    look = first_look(block.text.split("\n", 1)[0])
    named = isinstance(look, Candidate) and look.label == name
    if named or re.search("[:：]", name) or not 0 < len(name.split()) <= _MOST_WORDS:
        return None
    return name, (time or (after["time"] if after else "")).strip()


def _as_label(name: str) -> Candidate | None:
    look = first_look(f"{name}: x")
    return look if isinstance(look, Candidate) and look.shape == "colon" and look.label == name else None


def _with_colon(block: Paragraph | Table, name: str, time: str, *, dashed: bool) -> Paragraph:
    """A paragraph as `Name [time]: words`; `dashed`: what parts all names from the words is a dash."""
    assert isinstance(block, Paragraph)
    words = block.text[block.bold :]
    words = (_DASH.sub("", words, count=1) if dashed else words).strip()
    if time and words.startswith(time):
        words = words.removeprefix(time).lstrip()
    label = f"{name} [{time.strip('[]()')}]:" if time else f"{name}:"
    return replace(block, text=f"{label} {words}", bold=len(label))


def with_topics(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, with lines in bold or capitals between turns that name a topic and no speaker made headings."""
    labels = Counter(label for block in blocks if (label := _label(block)))
    speaking = {label for label, count in labels.items() if is_role_or_code(label) or count >= _OFTEN}
    if len(speaking) < 2:
        return list(blocks)
    filled = [place for place, block in enumerate(blocks) if isinstance(block, Table) or block.text.strip()]
    level = max((block.heading for block in blocks if isinstance(block, Paragraph)), default=0) + 1
    topics = {
        place
        for before, place, after in zip([None, *filled], filled, filled[1:], strict=False)
        if _is_topic(blocks[place], speaking)
        and (before is None or not (_is_bold(blocks[before]) and _is_bold(blocks[place])))
        and _label(blocks[after]) in speaking
    }
    return [
        replace(block, heading=min(level, _HIGHEST)) if place in topics and isinstance(block, Paragraph) else block
        for place, block in enumerate(blocks)
    ]


def _label(block: Paragraph | Table) -> str:
    look = first_look(block.text.split("\n", 1)[0]) if isinstance(block, Paragraph) else None
    return look.label if isinstance(look, Candidate) and look.shape in {"colon", "header"} else ""


def _is_bold(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and block.all_bold


def _is_topic(block: Paragraph | Table, speaking: Collection[str]) -> bool:
    if not isinstance(block, Paragraph) or block.heading:
        return False
    words = block.text.strip()
    if len(words) > _LONGEST_TOPIC or len(words.split()) > _MOST_TOPIC_WORDS or "\n" in words or words in speaking:
        return False
    label = _label(block)
    capitals = words.isupper() and len(words.split()) > 1 and (not label or names_a_part(label))
    return (capitals or (block.all_bold and not label)) and not _ENDS_A_SENTENCE.search(words)
