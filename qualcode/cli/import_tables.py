"""What import does with tables about people, cases and questions, and what it tells of that."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.output import number, say
from qualcode.cli.working import opened_unless
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.bringing_in.imported_files import ImportedFile
    from qualcode.study.bringing_in.who_is_who import WhoIsWho

_MOST_TOLD = 20


def listed(text: str | None) -> tuple[str, ...]:
    """Names that were typed separated by commas; by semicolons where there is one, since names may have commas."""
    text = text or ""
    return tuple(part.strip() for part in text.split(";" if ";" in text else ",") if part.strip())


def who_speaks(participants: Path | None, speakers: str | None) -> "tuple[WhoIsWho | None, tuple[str, ...]]":
    """What the tables say of people, together, and the labels that --speakers named itself."""
    from qualcode.study.bringing_in.people_files import read_speakers, read_who_is_who

    who = read_who_is_who(participants) if participants else None
    if not (speakers or "").casefold().endswith((".csv", ".tsv")):
        return who, listed(speakers)
    people = read_speakers(Path(speakers or ""))
    if not people.people and not people.facts:
        return who, people.labels
    return (who.and_also(people) if who else people), people.labels


@contextmanager
def with_all_problems(project: Path | None, *, alone: bool) -> Iterator[None]:
    """Tell of a table that stands alone all that is wrong with it at once, also what only the project can tell."""
    from qualcode.study.bringing_in.people_files import UnusableTable

    try:
        yield
    except UnusableTable as error:
        if not alone:
            raise
        from qualcode.study.bringing_in.naming_speakers import all_that_is_wrong

        with opened_unless(project, absent=True) as study:
            if study is None:
                raise
            raise all_that_is_wrong(study, error.table, error.problems) from error


def look_at_tables(
    study: "Project | None",
    participants: "WhoIsWho | None",
    cases: Path | None,
    guide: Path | None,
    *,
    alone: bool,
) -> "tuple[WhoIsWho | None, list[str]]":
    """What a dry run can tell of tables; ProblemsInFile for what the import would refuse.

    Gives back what is known of people with the cases that would come in.
    """
    from qualcode.study.bringing_in.cases_table import check_cases
    from qualcode.study.bringing_in.guide import read_guide
    from qualcode.study.bringing_in.naming_speakers import check_who_is_who

    told, coming = [], tuple[str, ...]()
    if cases:
        coming = check_cases(study, cases)
        told.append(f"{number(len(coming), 'case')} in {cases.name}.")
    if participants and study:
        participants = participants.with_cases(coming)
        matched, doubts = check_who_is_who(study, participants, strict=alone)
        told += [*(doubts if alone else ()), f"{participants.name} names who speaks in {number(matched, 'document')}."]
    if guide and study:
        told.append(f"{number(len(read_guide(guide, study)), 'question')} in {guide.name}.")
    elif guide and not guide.is_file():
        raise QualcodeError(f"There is no file {guide}.", hint="Check the name.")
    return participants, told


def apply_people(study: "Project", coder: str, who: "WhoIsWho", *, alone: bool) -> list[str]:
    """Apply tables about people to all documents; gives back what to say of it."""
    from qualcode.study.bringing_in.naming_speakers import apply_who_is_who

    named, told = apply_who_is_who(study, coder, who, strict=alone)
    more = [f"… and {len(told) - _MOST_TOLD} more such lines."] if len(told) > _MOST_TOLD else []
    return [
        *told[:_MOST_TOLD],
        *more,
        f"Who is who is known for {number(len(named), 'document')}: qualcode participants",
    ]


def apply_cases(study: "Project", coder: str, path: Path) -> list[str]:
    """Apply cases.csv; gives back what to say of it."""
    from qualcode.study.bringing_in.cases_table import import_cases

    return [f"{number(len(import_cases(study, coder, path)), 'case')} read from {path.name}: qualcode cases"]


def offer_people(study: "Project", rows: "Sequence[ImportedFile]", aside: Sequence[Path]) -> list[str]:
    """Write participants.csv to fill in where documents came in and none was found; gives back what to say of it."""
    from qualcode.study.bringing_in.people_table import offered_people_table
    from qualcode.study.csv_files import own_table

    new = any(row.documents and row.status != "already imported" for row in rows)
    if not new or any(own_table(path) == "participants.csv" for path in aside):
        return []
    path = offered_people_table(study)
    here = Path.cwd()
    shown = path.absolute().relative_to(here) if path.absolute().is_relative_to(here) else path
    name = f'"{shown}"' if " " in str(shown) else str(shown)
    told = "Say who is who: fill in the table (role, school, consent …) with a spreadsheet, then"
    return [f"{told} qualcode import --participants {name}"]


def tell_what_was_left(aside: Sequence[Path], *, used: Sequence[Path]) -> None:
    """Name what was left aside in folders, and the commands for those of qualcode's own tables that were not used."""
    from qualcode.study.bringing_in.originals import shown_name
    from qualcode.study.csv_files import how_to_use, own_table

    if aside:
        names = (f"{shown_name(path)}/" if path.is_dir() else shown_name(path) for path in aside)
        say(f"Left aside: {', '.join(names)}")
    folders = [path for path in aside if path.is_dir()]
    if folders:
        say(f'Folders inside folders are imported by their own names: qualcode import "{folders[0]}"')
    tables = [(table, path) for path in aside if (table := own_table(path))]
    taken = {path.resolve() for path in used}
    for table, path in tables:
        if path.resolve() not in taken:
            say(f"{_WHAT_FOR[table]}: {how_to_use(table, path)}")


_WHAT_FOR = {
    "participants.csv": "To say who is who",
    "speakers.csv": "To say whom labels stand for",
    "cases.csv": "To bring in what stands above people",
    "codings.csv": "To bring in codings",
    "indicators.csv": "To bring in indicators",
}
