"""The lines at the top of a transcript that give date, place, people and the like."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.reading import folded

HEADER_LINES = 60
"""Headers stand within this many lines from the top."""

_SPEAKS_AGAIN = 3
_LABEL_WITHIN = 100
"""Characters from the start of a line within which a label stands."""

_LINKS = frozenset(
    ("of", "and", "the", "for", "at", "in", "from", "to", "de", "del", "la", "van", "von", "der", "den", "bin", "al")
)
"""Words in small letters inside names and titles."""

_FACTS = re.compile(
    r"(?:interview |recording |participant |start |end |file )?"
    r"(?:date|time|duration|length|location|place|site|school|district|title|project|study|id|interview|recording"
    r"|recorded|transcribed|transcriber|language|setting|pseudonym|version|file|name|number|meeting|subject|audio"
    r"|consent|start|end|age|gender|role|wave|round|date of interview|note ?taker|videographer|transcriptionist)"
    r"|(?:fecha|hora|duración|lugar|modalidad|código|seudónimo|edad|proyecto|título)(?: (?:de|del) .+)?"
    r"|(?:datum|ort|dauer|uhrzeit|projekt|thema|titel)|(?:lieu|durée|heure|projet|titre)(?: (?:de|du) .+)?"
    r"|(?:data|duração|local|projeto)(?: (?:de|da|do) .+)?"
)
_ABBREVIATED = re.compile(r"(?:\b[A-Z](?:[a-z]?\.[A-Z])*|\b[JS]r)\.$")
"""A point that ends no sentence: Ph.D., Washington, D.C."""

_NEXT_FACT = re.compile(r"\s+[A-Z][\w’'/-]{2,20}(?: [a-z][\w’'/-]{1,20})?[:：]\s+\S+(?: \S+){0,4}$")
"""One more fact on the same line: Moderator: L. Ruiz   Note taker: S. Bell."""

_LONGEST_ABBREVIATION = 20
_LONGEST_FACTS = 200
_ENOUGH = 2000
"""Lines below the facts that show who speaks."""

_MOST_TOLD = 6
"""Lines of prose above the facts, at most: who the person is, how to cite the text."""

_MOST_BETWEEN = 3
"""Other lines between two facts of one block, at most."""


def fact_lines(lines: Sequence[str], body: int) -> range:
    """From the top through the last line of the block that holds the last fact; empty where there is no fact."""
    facts: list[int] = []
    told = 0
    for number in range(body, min(len(lines), HEADER_LINES)):
        label, value = label_and_value(lines[number])
        if label and _FACTS.fullmatch(folded(label)) and (brief(value) or len(value) < 60):
            facts += [number] if _stands_seldom(label, lines) else []
        elif lines[number].strip() and not brief(lines[number]):
            if facts or told == _MOST_TOLD:
                break
            told += 1
    if not facts or (told and not _between_prose_and_talk(lines, body, facts)):
        return range(0)
    last = facts[-1]
    while (after := _next_fact(lines, last)) is not None:
        last = after
    return range(body, last + 1)


def _between_prose_and_talk(lines: Sequence[str], body: int, facts: Sequence[int]) -> bool:
    """Whether several facts stand close together, and the labels below them are others than those above."""
    close = all(sum(map(bool, map(str.strip, lines[a + 1 : b]))) <= _MOST_BETWEEN for a, b in pairwise(facts))
    above = {label_and_value(line)[0] for line in lines[body : facts[0]]} - {""}
    below = Counter(label_and_value(line[:_LABEL_WITHIN])[0] for line in lines[facts[-1] + 1 :][:_ENOUGH] if line)
    del below[""]
    return len(facts) > 1 and close and max(below.values(), default=0) >= _SPEAKS_AGAIN and not above & below.keys()


def _next_fact(lines: Sequence[str], last: int) -> int | None:
    """The line below a fact, where it is one more; below empty lines only who asked or took part."""
    number = last + 1
    while number < min(len(lines), last + 1 + _MOST_BETWEEN) and not lines[number].strip():
        number += 1
    if number >= min(len(lines), HEADER_LINES):
        return None
    label, value = label_and_value(lines[number])
    if number > last + 1:
        named = is_role_or_code(label) and value and brief(value) and _is_named(value)
        return number if named and _occurs_once(label, lines) else None
    return number if _goes_on_explaining(label, value, lines) else None


def label_and_value(line: str) -> tuple[str, str]:
    """The label at the start of a line and the value after it; one more fact on the same line is left off."""
    look = first_look(line)
    if not isinstance(look, Candidate) or look.shape != "colon":
        return "", line.strip()
    value = line[look.words :].strip().rstrip("\\").strip("*_ ")
    return look.label, _NEXT_FACT.sub("", value) if len(value) < _LONGEST_FACTS else value


def explains(label: str, value: str) -> bool:
    """Whether a value says whom a label stands for: a role for a short label, or a name for a role."""
    if not label or not value or not brief(value):
        return False
    named = _is_named(value)
    many_words = len(value.split()) > 1 or is_role_or_code(value)
    return (is_role_or_code(value) and folded(label) != folded(value)) or (
        named and many_words and is_role_or_code(label)
    )


def brief(value: str) -> bool:
    """Whether a value is too short to be said, and ends as no sentence does."""
    return len(value.split()) <= 8 and (
        not re.search(r"[.?!…,]$", value) or bool(_ABBREVIATED.search(value[-_LONGEST_ABBREVIATION:]))
    )


def _is_named(value: str) -> bool:
    return all(word[0].isupper() or word[0].isdigit() or word in _LINKS for word in value.split())


def _stands_seldom(label: str, lines: Sequence[str]) -> bool:
    """Whether a label opens so few lines that it can head a fact, and is no speaker's."""
    return sum(line.lstrip("*_#>- \t[").startswith(label) for line in lines) < _SPEAKS_AGAIN


def _occurs_once(label: str, lines: Sequence[str]) -> bool:
    """Whether a label stands at the start of one line; Interviewer 1 is another one than Interviewer."""
    alone = re.compile(rf"{re.escape(label)}(?![ _-]?\d)")
    return sum(alone.search(line, 0, _LABEL_WITHIN) is not None for line in lines) == 1


def _goes_on_explaining(label: str, value: str, lines: Sequence[str]) -> bool:
    """Whether a line below a fact is one more: it says who a label is, or its label stands nowhere else."""
    if explains(label, value):
        return True
    return bool(label and value) and brief(value) and _occurs_once(label, lines)
