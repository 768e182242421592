"""What in the labels of a transcript a person should look at before trusting its turns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode.errors import typed
from qualcode.model import Turn
from qualcode.transcripts.labelled.among_words import strange_words, unlabelled_questions
from qualcode.transcripts.labelled.judging import Judged
from qualcode.transcripts.labelled.labels import Candidate
from qualcode.transcripts.labelled.names import form_of
from qualcode.transcripts.labelled.numbered import joined_labels
from qualcode.transcripts.labelled.roles import asks, is_role_or_code

_OFTEN = 3
_AS_OFTEN = 2
"""A label that stands half as often as those of all speakers may be one, whatever it means."""

_MANY_WORDS = 1500
_MANY_PARAGRAPHS = 4
_MOST_NAMED = 5
_MANY_ASKING = 4
_QUESTION = re.compile(r"Q(?:uestion)?[ .#-]?\d+[a-z]?", re.IGNORECASE)
_FEW_QUESTIONS = 2
"""Labels that are the numbers of questions, at least; a single one may be a person."""

_ENDED = re.compile(r"[.?!…)\]”\"'’–—。？！]$")
_WORDS_OF_A_TITLE = 8
_MANY_TURNS = 8

_UNLIKELY = ("names a part", "says what", "reads like", "is a heading")
"""Beginnings of reasons that leave no doubt."""


def doubts(text: str, turns: Sequence[Turn], found: Judged) -> Iterator[str]:
    """One plain sentence for everything doubtful about the labels; nothing for a file that keeps to one layout."""
    for label, near in found.verdict.mistyped[:_MOST_NAMED]:
        yield f"“{label}” may be “{near}”, mistyped; it was taken as a speaker of its own."
    yield from found.rare
    yield from _often_rejected(found)
    if doubtful := (*found.verdict.doubtful, *_timed_as_speakers(found)):
        shown = ", ".join(f"“{label}:”" for label in dict.fromkeys(doubtful[:_MOST_NAMED]))
        yield f"{shown} stands where speakers do and was left as words; if somebody speaks there, add --speakers."
    counts = Counter(turn.label for turn in turns if turn.label is not None)
    if joined := joined_labels(found.looks):
        yield (
            f"“{joined[0]}”, “{joined[2]}” … were taken as one speaker, and so were the answers, as the numbers "
            "may be those of questions; if they are people, name them otherwise."
        )
    if found.layout == "inside":
        yield "Several turns stand on one line; the labels inside lines were taken as speakers, so check who says what."
    if len(counts) == 1:
        yield from _only_one(text, turns, *counts, rejected=bool(found.verdict.rejected))
    elif len(counts) > 2 and _none_recurs(found) and not all(map(is_role_or_code, counts)):
        yield "Every label occurs only once, so this may be a list and no talk; name the speakers with --speakers."
    asking = [label for label in counts if asks(label) and counts[label] == 1]
    if len(asking) >= (_FEW_QUESTIONS if all(map(_QUESTION.fullmatch, asking)) else _MANY_ASKING):
        yield (
            f"{len(asking)} labels ask and speak only once (“{asking[0]}”, “{asking[1]}” …); "
            "their numbers may be those of questions or times, not of people."
        )
    if not counts:
        yield from unlabelled_questions(text, turns)
    else:
        yield from _like_a_title(text, turns)
        yield from strange_words(text, turns)
        yield from _very_long(text, turns, found)


def _timed_as_speakers(found: Judged) -> Iterator[str]:
    """Rejected labels that have a time, in a file where the labels of most speakers’ turns have one."""
    looks = [look for look in found.looks if isinstance(look, Candidate) and look.shape == "colon"]
    speak = [look.seconds is not None for look in looks if look.label in found.verdict.accepted]
    rejected = {label.label for label in found.verdict.rejected}
    if sum(speak) * 2 > len(speak) >= _OFTEN:
        yield from (look.label for look in looks if look.label in rejected and look.seconds is not None)


def _none_recurs(found: Judged) -> bool:
    opened = (found.accepted_at(number) for number in range(len(found.looks)))
    return max(Counter(look.label for look in opened if look).values(), default=0) == 1


def _often_rejected(found: Judged) -> Iterator[str]:
    if not found.verdict.accepted:
        return
    labelled = sum(found.accepted_at(number) is not None for number in range(len(found.looks)))
    often = [
        rejected
        for rejected in found.verdict.rejected
        if rejected.count >= _OFTEN
        and (not rejected.reason.startswith(_UNLIKELY) or rejected.count * _AS_OFTEN >= labelled)
    ]
    single = [
        rejected.label
        for rejected in found.verdict.rejected
        if rejected.reason == "occurs only once" and form_of(rejected.label) != "other"
    ]
    if len(single) >= _OFTEN and len(single) * 10 >= labelled:
        yield (
            f"{len(single)} labels that occur once were left as words (“{single[0]}”, “{single[1]}” …); "
            "name those who speak with --speakers."
        )
    elif alike := [label for label in single if _is_formed_as_speakers(label, found)]:
        shown = ", ".join(f"“{label}:”" for label in alike[:_MOST_NAMED])
        yield f"{shown} begins a line only once and was left as words; if that is a person, name them with --speakers."
    for rejected in often[:_MOST_NAMED]:
        yield (
            f"“{rejected.label}” begins {rejected.count} lines as a speaker would and was left as words; "
            f"if it is one, add --speakers {typed(rejected.label)}."
        )


def _is_formed_as_speakers(label: str, found: Judged) -> bool:
    alike = any(
        form_of(label) == form_of(one) or label.isupper() == one.isupper() is True for one in found.verdict.accepted
    )
    return alike and label not in found.verdict.doubtful


def _only_one(text: str, turns: Sequence[Turn], label: str, *, rejected: bool) -> Iterator[str]:
    """A file in which one label is followed by paragraphs without any, as when only questions are labelled."""
    paragraphs = sum(len(re.findall(r"\n[^\S\n]*\n", text[turn.start : turn.end])) for turn in turns)
    if paragraphs >= min(_MANY_PARAGRAPHS, len(turns)) and paragraphs > 1:
        yield (
            f"Only “{label}” is named, and {paragraphs} paragraphs under it carry no label; "
            "if somebody else says them, put that person’s label before them."
        )
    elif rejected:
        yield f"Only “{label}” is named; if others speak, name them with --speakers."


def _like_a_title(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    """A first turn that ends as no sentence does, in a talk in which nearly all others do: Joe: Draft for the radio."""
    words, *others = (text[turn.start : turn.end].rstrip() for turn in turns)
    ended = sum(_ENDED.search(other) is not None for other in others)
    unlike = not _ENDED.search(words) and "\n" not in words and len(words.split()) <= _WORDS_OF_A_TITLE
    if unlike and not text[: turns[0].start].count("\n") and len(others) >= _MANY_TURNS <= ended >= 0.9 * len(others):
        yield f"“{turns[0].label}: {words}” was taken as the first turn; if it is a title, take out its colon."


def _very_long(text: str, turns: Sequence[Turn], found: Judged) -> Iterator[str]:
    """A turn so long that it may hide others, if something in it looks like a label."""
    rejected = {label.label for label in found.verdict.rejected if not label.reason.startswith(_UNLIKELY)}
    for turn in turns:
        words = text[turn.start : turn.end]
        if len(words) > 5 * _MANY_WORDS and len(words.split()) > _MANY_WORDS:
            hidden = [label for label in sorted(rejected) if f"\n{label}:" in words]
            if len(hidden) > 1:
                yield (
                    f"A turn of “{turn.label}” has {len(words.split()):,} words and lines that begin like labels "
                    f"(“{hidden[0]}”, “{hidden[1]}”); if they speak, name them with --speakers."
                )
                return
