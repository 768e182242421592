"""What a block between --- and --- at the top of a text says of the document and its people."""

import re
from collections.abc import Iterator, Sequence

FACTS = ("title", "source", "date", "wave", "media")
"""What front matter may say of a document."""

_MOST_LINES = 60
"""Lines of a block, at most."""


def yaml_block(lines: Sequence[str]) -> range:
    """The lines of a block between --- and --- at the very top."""
    if not lines or lines[0].rstrip() != "---":
        return range(0)
    for number, line in enumerate(lines[1:_MOST_LINES], 1):
        if line.rstrip() in {"---", "..."}:
            return range(number + 1)
    return range(0)


def named_in_yaml(block: Sequence[str]) -> tuple[list[str], list[str]]:
    """The people a block of front matter names, and those of them who ask."""
    names: list[str] = []
    asking: list[str] = []
    listing: list[str] | None = None
    for line in block:
        key = re.fullmatch(r"(\w+)\s*:\s*(.*)", line.rstrip())
        if key:
            listing = {"interviewer": asking, "interviewers": asking}.get(key[1].casefold())
            if key[1].casefold() in {"speakers", "speaker", "participants", "participant", "attendees"}:
                listing = names
            value = key[2]
        else:
            value = re.sub(r"^\s*-\s*(?:(?:name|label)\s*:\s*)?", "", line.rstrip())
        if listing is not None and (key or re.match(r"\s*-\s", line)):
            listing += names_in(value)
    return names, asking


def facts_in_yaml(block: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a block of front matter says of the document."""
    for line in block:
        key = re.fullmatch(r"(\w+)\s*:\s*(\S.*)", line.rstrip())
        if key and key[1].casefold() in FACTS:
            yield key[1].casefold(), key[2].strip().strip("'\"")


def names_in(value: str) -> list[str]:
    """The names in a list parted by commas, semicolons or “and”."""
    parts = re.split(r"[,;\n]|\band\b", value.strip("[] \t"))
    plain = (part.strip(" \t\u00a0'\"*_-•") for part in parts)
    return [name for name in plain if name and len(name.split()) <= 5]
