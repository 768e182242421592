"""Changing what is known of single people."""

from collections.abc import Collection, Mapping

from qualcode.errors import ProblemsInFile
from qualcode.project import Project
from qualcode.study.attributes import attribute_types, well_formed
from qualcode.study.settings_file import TAKEN


def edit_participant(
    project: Project, coder: str, participant: str, given: Mapping[str, str], unset: Collection[str] = ()
) -> bool:
    """Set and take away attributes of a person; `cases` says where they belong. Gives back whether anything changed."""
    types = attribute_types(project)
    key = project.participants.key_of(participant)
    id_ = project.participants.labels()[key]
    known = project.participants.by_id()[id_].attributes
    given = {" ".join(name.casefold().split()): value for name, value in given.items()}
    gone = [" ".join(name.casefold().split()) for name in unset]
    kept = {name: well_formed(name, value, types) for name, value in given.items() if name != "cases"}
    problems = [problem for _, problem in kept.values() if problem]
    problems += [f"“{name}” is no attribute of a person" for name in kept if name in TAKEN and name != "consent"]
    problems += [f"{id_} has no {name}" for name in gone if name not in known and name != "cases"]
    problems += [f"{name} is both set and taken away" for name in gone if name in given]
    if problems:
        raise ProblemsInFile(f"{id_} cannot be changed so:", problems, hint=f"{id_} stays as it was.")
    with project.change(coder, "participants.edit") as transaction:
        project.participants.keep(transaction, id_, {name: value for name, (value, _) in kept.items()})
        project.participants.forget(transaction, key, gone)
        if "cases" in given or "cases" in gone:
            named = [one.strip() for one in given.get("cases", "").split(";") if one.strip()]
            project.cases.set_members(transaction, key, [project.cases.key_of(one) for one in named])
        return bool(transaction.changes)
