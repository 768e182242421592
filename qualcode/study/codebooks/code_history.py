"""The definitions a code has had, and how many codings stand under each."""

from collections import Counter
from dataclasses import dataclass

from qualcode.project import Project
from qualcode.project.code_history import definitions
from qualcode.project.codebook_facts import definitions_of_codings
from qualcode.project.codings import visible
from qualcode.study.keeping_back import hidden_from


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """One of the definitions that a code has had."""

    definition: int | None
    """1 for the first; None for definitions of codes that were merged into this one."""
    since: str
    coder: str
    changed: str
    """The fields that read differently from the definition before; new for the first."""
    brief: str
    codings: int
    """Codings made under it that the viewer may see yet."""


def code_history(project: Project, name: str, viewer: str | None) -> tuple[DefinitionRow, ...]:
    """Every definition of a code, oldest first, and where they exist the codings made under those of merged codes."""
    code = project.codes.named(name)
    made_under = definitions_of_codings(project.store, code)
    seen = visible(project.codings.within(), hidden_from(project, viewer), viewer or "")
    counts = Counter(made_under[coding.id] for coding in seen if coding.id in made_under)
    rows: list[DefinitionRow] = []
    before = None
    for one in definitions(project.store, code):
        changed = "new" if before is None else _changed(before, dict(one.record))
        brief = str(one.record.get("brief") or "")
        rows.append(DefinitionRow(one.number, one.since, one.coder, changed, brief, counts.pop(one.definition, 0)))
        before = dict(one.record)
    if others := counts.total():
        rows.append(DefinitionRow(None, "", "", "of codes merged into it", "", others))
    return tuple(rows)


def _changed(before: dict[str, object], after: dict[str, object]) -> str:
    return ", ".join(name for name in {**before, **after} if before.get(name) != after.get(name))
