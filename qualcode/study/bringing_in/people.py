"""Changing what is known of single people."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from qualcode.errors import ProblemsInFile
from qualcode.project import Project
from qualcode.study.bringing_in.attributes import CONSENT_MEANS, attribute_types, well_formed
from qualcode.study.bringing_in.people_table import refresh_people_table
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
        means = f" Of consent, {CONSENT_MEANS}." if "consent" in kept and kept["consent"][1] else ""
        raise ProblemsInFile(f"{id_} cannot be changed so:", problems, hint=f"{id_} stays as it was.{means}")
    with project.change(coder, "participants.edit") as transaction:
        project.participants.keep(transaction, id_, {name: value for name, (value, _) in kept.items()})
        project.participants.forget(transaction, key, gone)
        if "cases" in given or "cases" in gone:
            named = [one.strip() for one in given.get("cases", "").split(";") if one.strip()]
            project.cases.set_members(transaction, key, [project.cases.key_of(one) for one in named])
        changed = bool(transaction.changes)
    refresh_people_table(project)
    return changed


def mistyped(project: Project, participant: str, names: Collection[str]) -> dict[str, str]:
    """Attributes that only this person has and that are spelled nearly as one of others, with that one."""
    id_ = project.participants.labels()[project.participants.key_of(participant)]
    known = {name for one in project.participants.all() if one.id != id_ for name in one.attributes}
    known |= attribute_types(project).keys()
    folded = [" ".join(name.casefold().split()) for name in names]
    near = {name: get_close_matches(name, known, n=1, cutoff=0.75) for name in folded if name not in known}
    return {name: found[0] for name, found in near.items() if found}
