"""Reader of CHAT files (.cha), as linguists of TalkBank write them: only the tiers that hold words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qualcode.errors import QualcodeError
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.rendering import Piece, rendered

_TIMES = r"(?P<begins{0}>\d{{1,15}})_(?P<ends{0}>\d{{1,15}})"
_BULLET = re.compile(
    rf'(?<![ \t])[ \t]*(?:\x1b(?:%snd:"[^"\n]*"_)?{_TIMES.format("")}\x1b?'
    rf"|(?<!\S){_TIMES.format('_bare')}(?=[ \t]*(?:\n|$)))",
    re.ASCII,
)
"""A pair of times; some programs lose the marks around it, so that it counts without them at the end of a line."""

_TIER = re.compile(r"(?P<mark>[*%])(?P<name>[^\s:]{1,40}):[ \t]*(?P<words>.*)", re.DOTALL)
_HEADER = re.compile(r"@(?P<name>[^:\n\t]{1,60})(?::[ \t]*(?P<words>.*))?", re.DOTALL)
_ASKING = frozenset(("investigator", "interviewer", "examiner", "moderator"))
_NO_WORDS = re.compile(r"[\s0.]*")
_SAID_ASIDE = frozenset(("comment", "situation", "activities", "new episode", "g"))
"""Headers among the words that tell a reader what happens."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_TIERS = 150_000
_MOST_TRANSCRIPTS = 500
_LONGEST_HEADER = 20_000
_NO_CHAT = "Save it as .docx or .txt, or read it as it stands with --read-as text."


@dataclass(slots=True)
class _Transcript:
    """What stands from one @Begin to its @End."""

    headers: dict[str, str] = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    asking: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    strange: int = 0
    """Lines that belong to no tier."""


def is_chat(source: Source) -> bool:
    """Whether a file opens as CHAT does, with @UTF8 or @Begin, and names participants."""
    start = source.data[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    opens = start.startswith((b"@UTF8", b"@Begin", b"@Font", b"@Window", b"@Loc", b"@PID"))
    return (opens and b"@Participants" in start) or (source.suffix == ".cha" and b"\n*" in b"\n" + start)


def read_chat(source: Source) -> tuple[Content, ...]:
    """The transcripts in a CHAT file: mostly one, but a file may hold several from @Begin to @End."""
    # The marks around times are control characters, of which a text file has no use.
    text, encoding, warnings = replace(source, data=source.data.replace(b"\x15", b"\x1b")).decoded
    if text.count("\n*") > _MOST_TIERS or text.count("@Begin") > _MOST_TRANSCRIPTS:
        raise QualcodeError(f"“{source.name}” has more tiers than any recording, so it was not read.", hint=_NO_CHAT)
    found = [one for one in _transcripts(text) if one.pieces]
    if not found:
        raise QualcodeError(f"“{source.name}” has no tier with words in it.", hint=_NO_CHAT)
    return tuple(
        _content(one, _part(one, number) if len(found) > 1 else None, source, encoding, warnings)
        for number, one in enumerate(found, 1)
    )


def _transcripts(text: str) -> Iterator[_Transcript]:
    current = _Transcript()
    for block in _blocks(text):
        name = _HEADER.match(block)
        if name and name["name"].strip().casefold() == "begin" and (current.pieces or current.headers.get("begun")):
            yield current
            current = _Transcript()
        if name and name["name"].strip().casefold() == "begin":
            current.headers["begun"] = "yes"
        _take(block, current)
    yield current


def _blocks(text: str) -> Iterator[str]:
    """Headers and tiers, each with the lines that go on with it."""
    block: list[str] = []
    for line in text.split("\n"):
        if line[:1] in {"@", "*", "%"}:
            if block:
                yield "\n".join(block)
            block = [line]
        elif line.strip():
            block.append(line)
    if block:
        yield "\n".join(block)


def _take(block: str, current: _Transcript) -> None:
    """Put a header or tier where it belongs."""
    tier = _TIER.match(block)
    if tier and tier["mark"] == "*":
        current.pieces += _piece(tier["name"], tier["words"])
    elif tier:
        current.left_out[tier["name"]] += 1
    elif header := _HEADER.match(block):
        _head(header["name"].strip().casefold(), " ".join((header["words"] or "")[:_LONGEST_HEADER].split()), current)
    else:
        current.strange += 1


def _piece(label: str, tier: str) -> list[Piece]:
    """The words of a tier, with the first and last of its times; none where nobody says a word."""
    found = [bullet.groupdict() for bullet in _BULLET.finditer(tier)]
    times = [
        (int(one["begins"] or one["begins_bare"]) / 1000, int(one["ends"] or one["ends_bare"]) / 1000) for one in found
    ]
    words = " ".join(_BULLET.sub(" ", tier).replace("\x1b", " ").split())
    if _NO_WORDS.fullmatch(words):
        return []
    return [Piece(words, label, None, times[0][0] if times else None, times[-1][1] if times else None)]


def _head(name: str, words: str, current: _Transcript) -> None:
    if name == "participants":
        for entry in words.split(","):
            code, *others = entry.split()[:3] or [""]
            if code and others:
                current.people.setdefault(code, {})["chat role"] = others[-1]
                current.asking += [code] * (others[-1].casefold() in _ASKING)
    elif name == "id":
        _identify(words.split("|"), current)
    elif name in _SAID_ASIDE and current.pieces:
        current.pieces.append(
            Piece(f"[{name.capitalize()}: {words}]" if words else f"[{name.capitalize()}]", outside=True)
        )
    else:
        current.headers.setdefault(name, words)


def _identify(given: Sequence[str], current: _Transcript) -> None:
    """What an @ID line tells: language|corpus|code|age|sex|group|status|role|education|custom|."""
    if len(given) < 8:
        return
    code = given[2].strip()
    person = current.people.setdefault(code, {})
    for name, value in zip(("age", "sex", "group", "", "chat role", "education"), given[3:9], strict=False):
        if name and value.strip():
            person[name] = value.strip()
    if given[7].strip().casefold() in _ASKING and code not in current.asking:
        current.asking.append(code)


def _part(one: _Transcript, number: int) -> str:
    return one.headers.get("media", "").split(",")[0].strip() or one.headers.get("title") or str(number)


def _content(one: _Transcript, part: str | None, source: Source, encoding: str, warnings: tuple[str, ...]) -> Content:
    paragraphs = rendered(one.pieces)
    labels = dict.fromkeys(piece.label for piece in one.pieces if piece.label)
    told = list(warnings)
    if one.left_out:
        names = ", ".join(f"%{name}" for name in list(one.left_out)[:8])
        told.append(f"Tiers beside the words were left out: {names}{' and others' if len(one.left_out) > 8 else ''}.")
    if one.strange:
        told.append(f"{one.strange} lines belong to no tier and were left out.")
    unnamed = [label for label in labels if label not in one.people]
    if unnamed:
        told.append(f"@Participants does not name {', '.join(f'“{label}”' for label in unnamed[:8])}.")
    known = source.known.and_also(Known.of(interviewers=[label for label in labels if label in one.asking]))
    ends = [piece.ends for piece in one.pieces if piece.ends is not None]
    return Content(
        "chat",
        encoding,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        (),
        known,
        tuple(told),
        max(ends, default=None),
        part=part,
        facts=_facts(one),
        people={label: person for label in labels if (person := one.people.get(label))},
    )


def _facts(one: _Transcript) -> dict[str, str]:
    facts = {"title": one.headers.get("title", ""), "date": _date(one.headers.get("date", ""))}
    facts["media"] = one.headers.get("media", "").split(",")[0].strip()
    return {name: value for name, value in facts.items() if value}


def _date(written: str) -> str:
    """A date as CHAT writes it, in ISO form; empty for any other.

    >>> _date("03-MAY-2026")
    '2026-05-03'
    """
    match = re.fullmatch(r"(\d{1,2})-([A-Za-z]{3})-(\d{4})", written)
    if not match or match[2].casefold() not in _MONTHS or not 1 <= int(match[1]) <= 31:
        return ""
    return f"{match[3]}-{_MONTHS.index(match[2].casefold()) + 1:02d}-{int(match[1]):02d}"
