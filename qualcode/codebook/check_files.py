"""Codebook files held against the rules and against each other, each finding with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualcode.codebook.check import Finding, Level, check_codebook
from qualcode.codebook.codes import Codebook
from qualcode.codebook.including import Beside, CodebookFile
from qualcode.codebook.read import read_codebook_file
from qualcode.codebook.standing_places import Places, places_in
from qualcode.errors import ProblemsInFile

_SENTENCE = re.compile(r":(?P<place>\d+:\d+): (?P<message>.*); (?P<mend>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """Something in a codebook file that is wrong, or could be better."""

    level: Level
    where: str
    """file:line:column, as editors understand it."""
    code: str
    """The code it concerns; empty for what all share."""
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A codebook file that could be read."""

    name: str
    read: CodebookFile
    places: Places

    @property
    def codebook(self) -> Codebook:
        """Its own codes, and what they share."""
        return self.read.codebook

    def placed(self, finding: Finding) -> PlacedFinding:
        """A finding with the line and column it stands at."""
        line, column = self.places.of(finding.about)
        return PlacedFinding(finding.level, f"{self.name}:{line}:{column}", finding.code, finding.message, finding.mend)


def open_files(files: Mapping[str, bytes], beside: Beside) -> tuple[list[OpenFile], list[PlacedFinding]]:
    """The codebooks that can be read, by the name people see, and every mistake that keeps the others from it."""
    opened: list[OpenFile] = []
    found: list[PlacedFinding] = []
    for name, data in files.items():
        bare = name.rpartition("/")[2]
        try:
            opened.append(OpenFile(name, read_codebook_file(data, bare, beside=beside), places_in(data)))
        except ProblemsInFile as error:
            found += [_problem(name, sentence.removeprefix(bare)) for sentence in error.problems]
    return opened, found


def check_open_files(files: list[OpenFile]) -> Iterator[PlacedFinding]:
    """Everything to mend, or worth mending, in codebooks that can be read."""
    for file in files:
        included = tuple(file.read.included.values())
        yield from map(file.placed, check_codebook(file.codebook, included))
    for number, file in enumerate(files):
        for other in files[:number]:
            yield from map(file.placed, _against(file, other))


def _against(file: OpenFile, other: OpenFile) -> Iterator[Finding]:
    """What cannot be while both files belong to one project."""
    for code in file.codebook.codes:
        if code.id in other.codebook:
            line, _ = other.places.of(("codes", code.id))
            message = f"The code “{code.id}” stands in {other.name}, line {line}, too."
            yield Finding("problem", ("codes", code.id), message, "Give one of the two another id.")
    values = {modifier.name: modifier.values for modifier in other.codebook.modifiers}
    for modifier in file.codebook.modifiers:
        theirs = values.get(modifier.name, modifier.values)
        if theirs != modifier.values:
            line, _ = other.places.of(("modifiers", modifier.name))
            message = f"The modifier “{modifier.name}” has other values in {other.name}, line {line}."
            mend = f"Give both the same values, such as [{', '.join(theirs)}], or one of them another name."
            yield Finding("problem", ("modifiers", modifier.name), message, mend)


def _problem(name: str, rest: str) -> PlacedFinding:
    found = _SENTENCE.fullmatch(rest)
    if found is None:
        return PlacedFinding("problem", name, "", rest, "")
    return PlacedFinding(
        "problem", f"{name}:{found['place']}", "", _sentence(found["message"]), _sentence(found["mend"])
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?')) else '.'}"
