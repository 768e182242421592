"""Reading participants.csv and speakers.csv."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.study.bringing_in.document_facts import FACTS, checked_fact
from qualcode.study.bringing_in.originals import folded_name
from qualcode.study.bringing_in.who_is_who import Person, WhoIsWho, folded_label, is_participant_id, unusable
from qualcode.study.csv_files import TableRow, read_table

OTHER_ROLES = ("interviewer", "other")


_OWN_COLUMNS = frozenset({"file", "part", "label", "participant", "id", "cases", *FACTS})


class UnusableTable(ProblemsInFile):
    """A table about people with mistakes, and what it says all the same."""

    def __init__(self, table: WhoIsWho, problems: Sequence[str]) -> None:
        error = unusable(table.name, problems)
        super().__init__(error.message.partition("\n")[0], error.problems, error.hint)
        self.table = table


def read_who_is_who(path: Path) -> WhoIsWho:
    """Read participants.csv: a row per file and label; ProblemsInFile with all that is wrong."""
    return _read(path, ("file", "label"))


def read_speakers(path: Path) -> WhoIsWho:
    """Read speakers.csv: a row per label, in every file unless it names one; ProblemsInFile with all that is wrong."""
    return _read(path, ("label",))


def _read(path: Path, required: tuple[str, ...]) -> WhoIsWho:
    rows = read_table(path, required, guarded=True)
    everywhere = "file" not in required
    bare = everywhere and bool(rows) and not {"participant", "id"} & set(rows[0].cells)
    people = [_person(path.name, row) for row in rows if row.get("role") or not bare]
    facts, contradictions = _facts(path.name, rows)
    problems = [
        *(
            []
            if everywhere
            else [f"{path.name}:{row.line}: the file is not named" for row in rows if not row.get("file")]
        ),
        *(
            [f"{path.name}:{row.line}: the label is not named" for row in rows if not row.get("label")]
            if everywhere
            else []
        ),
        *_doubled(people),
        *_contradicting(people),
        *_odd_ids(people),
        *_nameless(people),
        *contradictions,
    ]
    if problems:
        raise UnusableTable(WhoIsWho(path.name, tuple(people), facts), problems)
    labels = [row.get("label") for row in rows if bare and not row.get("role")]
    return WhoIsWho(path.name, tuple(people), facts, tuple(labels))


def _person(name: str, row: TableRow) -> Person:
    id_ = row.get("id") or row.get("participant") or None
    spoken = row.get("role").casefold()
    part = spoken if spoken in OTHER_ROLES else "participant" if id_ or spoken else "other"
    attributes = {
        column: cell
        for column, cell in row.cells.items()
        if column and column not in _OWN_COLUMNS and cell and not (column == "role" and spoken == "participant")
    }
    cases = tuple(case.strip() for case in row.get("cases").split(";") if case.strip()) if row.get("cases") else None
    file, label = row.get("file"), row.get("label")
    participant = id_ if part == "participant" else None
    place = f"{name}:{row.line}"
    return Person(place, file, label, participant, part, attributes, row.get("part"), cases, bool(spoken))


def _facts(name: str, rows: list[TableRow]) -> tuple[dict[tuple[str, str], dict[str, str]], list[str]]:
    """What is said of documents, and rows that are not to be understood or say two things of one."""
    facts: dict[tuple[str, str], dict[str, str]] = {}
    said: dict[tuple[str, str, str], tuple[int, str]] = {}
    problems = []
    for row in rows:
        file, part = folded_name(row.get("file")), row.get("part")
        for fact in FACTS:
            if not row.get(fact):
                continue
            try:
                value = checked_fact(fact, row.get(fact))
            except QualcodeError as error:
                problems.append(f"{name}:{row.line}: {error.message}")
                continue
            line, first = said.setdefault((file, part, fact), (row.line, value))
            if first != value:
                problems.append(
                    f"{name}:{row.line}: {row.get('file')} has the {fact} “{value}” here and “{first}” in line {line}"
                )
            facts.setdefault((file, part), {})[fact] = first
    return facts, problems


def _nameless(people: list[Person]) -> Iterator[str]:
    for one in people:
        if one.role == "participant" and one.participant is None and one.attributes:
            said = ", ".join(f"{name} “{value}”" for name, value in one.attributes.items())
            yield f"{one.place}: “{one.label}” has no id, but {said}; give an id such as P04"


def _odd_ids(people: list[Person]) -> Iterator[str]:
    for one in people:
        if one.participant and not is_participant_id(one.participant):
            yield (
                f"{one.place}: “{one.participant}” is no participant’s id; it begins with a letter, as P04 does,"
                " and has letters and digits only"
            )


def _doubled(people: list[Person]) -> Iterator[str]:
    seen: dict[tuple[str, str, str], str] = {}
    for person in people:
        key = (folded_name(person.file), person.part, folded_label(person.label))
        if key in seen:
            where = f"{person.file}, label" if person.file else "the label"
            line = seen[key].rpartition(":")[2]
            yield f"{person.place}: {where} “{person.label}” stands in line {line} already"
        seen.setdefault(key, person.place)


def _contradicting(people: list[Person]) -> Iterator[str]:
    known: dict[str, dict[str, tuple[str, str]]] = {}
    for person in people:
        if person.participant is None:
            continue
        said = dict(person.attributes) | ({"cases": "; ".join(person.cases)} if person.cases else {})
        before = known.setdefault(person.participant.casefold(), {})
        for attribute, value in said.items():
            line, first = before.setdefault(attribute, (person.place.rpartition(":")[2], value))
            if first != value:
                yield (
                    f"{person.place}: {person.participant} has {attribute} “{value}” here and “{first}” in line {line}"
                )
