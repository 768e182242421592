"""Changing codes by command: the codebook file and everything that hangs on the code, in one step."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.codes import AppliedCode
from qualcode.project.rivals import refuse_retired
from qualcode.study.codebooks.codebook_edit import CodebookEdit, carried_out
from qualcode.study.codebooks.codebook_texts import FOLDER
from qualcode.study.codebooks.codes_gone import Fates
from qualcode.study.codebooks.updating import UpdateRow

EMERGENT = f"{FOLDER}/emergent.yaml"
"""Where codes go that come up while coding."""
_EMERGENT_HEAD = """\
# yaml-language-server: $schema=codebook.schema.json
# Codes that came up while coding. When one has settled: write it out, take “status: provisional” away, or move it
# into another codebook; then: qualcode codebook update

title: Codes that came up while coding
"""


_REDIRECTING = {"when_not", "counter_examples"}


def rename_code(
    project: Project, coder: str, name: str, new: str | None = None, label: str | None = None
) -> list[UpdateRow]:
    """Give a code another id, its last part or all of it, or another label; codes below it and codings follow."""
    code = changeable(project, name)
    if not new and label is None:
        raise QualcodeError("What is the code to be called?", hint=f"qualcode codebook rename {code.name} NEW")
    ids = _new_ids(project, code, _whole_id(code, new)) if new else {}

    def edit(codebooks: CodebookEdit) -> None:
        from qualcode.codebook.splicing import with_label

        if label is not None:
            codebooks.in_file(code.codebook, with_label, code.name, label)
        _change_ids(codebooks, ids)

    return _told_briefly(carried_out(project, coder, "codebook.rename", edit, Fates(renamed=ids)))


def move_code(project: Project, coder: str, name: str, under: str | None) -> list[UpdateRow]:
    """Put a code below another one, or at the top; its id says where it stands, and codes below it come along."""
    code = changeable(project, name)
    last = code.name.rpartition(".")[2]
    parent = project.codes.named(under).name if under else ""
    if parent == code.name or parent.startswith(f"{code.name}."):
        raise QualcodeError(f"“{code.name}” cannot stand below itself.", hint="Name a code outside it, or --top")
    ids = _new_ids(project, code, f"{parent}.{last}" if parent else last)
    rows = carried_out(project, coder, "codebook.move", lambda edit: _change_ids(edit, ids), Fates(renamed=ids))
    return _told_briefly(rows)


def merge_codes(project: Project, coder: str, names: Sequence[str], into: str) -> list[UpdateRow]:
    """Hand the codings of codes to another one and take the codes out of their files; redirects follow."""
    target = changeable(project, into)
    refuse_retired(target)
    sources = [changeable(project, name) for name in dict.fromkeys(names)]
    if any(code.key == target.key for code in sources):
        raise QualcodeError(
            f"“{target.name}” cannot be merged into itself.", hint="Name the codes that go, then --into"
        )

    def edit(codebooks: CodebookEdit) -> None:
        from qualcode.codebook.splicing import with_references_changed, without_code, without_redirects

        for code in sources:
            codebooks.in_file(target.codebook, without_redirects, target.name, code.name)
            codebooks.in_every_file(with_references_changed, {code.name: target.name})
            codebooks.in_file(code.codebook, without_code, code.name)

    merged = {code.name: target.name for code in sources}
    return _told_briefly(carried_out(project, coder, "codebook.merge", edit, Fates(merged=merged)))


def retire_code(project: Project, coder: str, name: str) -> list[UpdateRow]:
    """Take a code out of use; its codings stay, and are listed as those of a retired code."""
    code = changeable(project, name)

    def edit(codebooks: CodebookEdit) -> None:
        from qualcode.codebook.splicing import with_field

        codebooks.in_file(code.codebook, with_field, code.name, "status", "retired")

    return carried_out(project, coder, "codebook.retire", edit)


def add_code(project: Project, coder: str, name: str, brief: str = "") -> AppliedCode:
    """Write a provisional code into codebooks/emergent.yaml, ready to code with at once."""
    from qualcode.codebook.wording import same_form

    wanted = same_form(name)
    for code in project.codes.all():
        if wanted.casefold() in {code.name.casefold(), code.label.casefold()}:
            raise QualcodeError(f"There is a code “{code.name}” already.", hint=f"qualcode codebook show {code.name}")
    record = {"id": wanted, "brief": brief, "status": "provisional"}

    def edit(codebooks: CodebookEdit) -> None:
        add_to_file(codebooks, EMERGENT, [record])

    carried_out(project, coder, "codebook.add", edit)
    return project.codes.named(wanted)


def add_to_file(
    codebooks: CodebookEdit, file: str, records: Sequence[Mapping[str, object]], *, after: str | None = None
) -> None:
    """Write new codes into a file, in order; the file of emergent codes is made where there is none."""
    from qualcode.codebook.splicing import with_code_added

    if file not in codebooks.texts:
        names = [PurePosixPath(one).stem for one in codebooks.texts]
        codebooks.texts[file] = f"{_EMERGENT_HEAD}include: [{', '.join(map(_quoted, names))}]\n\ncodes: []\n"
    for record in reversed(records) if after else records:
        codebooks.in_file(file, with_code_added, record, after=after)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _change_ids(codebooks: CodebookEdit, ids: Mapping[str, str]) -> None:
    from qualcode.codebook.splicing import with_ids_changed

    if ids:
        codebooks.in_every_file(with_ids_changed, ids)


def _told_briefly(rows: Sequence[UpdateRow]) -> list[UpdateRow]:
    """The rows with one in place of all codes of which only the redirects followed."""
    followed = [row for row in rows if row.change == "reworded" and set(row.detail.split(", ")) <= _REDIRECTING]
    told = [row for row in rows if row not in followed]
    if followed:
        names = f"{len(followed)} {'code redirects' if len(followed) == 1 else 'codes redirect'} to it"
        told.append(UpdateRow("", "", "followed", names, sum(row.codings for row in followed)))
    return told


def changeable(project: Project, name: str) -> AppliedCode:
    """The code of a name, if a codebook has it; QualcodeError for one that is retired and gone from its file."""
    code = project.codes.named(name)
    if not code.in_file:
        raise QualcodeError(
            f"“{code.name}” is retired and in no codebook any more.",
            hint=f"To use it again, write it into a codebook as “id: {code.name}”, then: qualcode codebook update",
        )
    return code


def _whole_id(code: AppliedCode, new: str) -> str:
    above = code.name.rpartition(".")[0]
    return new if "." in new or not above else f"{above}.{new}"


def _new_ids(project: Project, code: AppliedCode, new: str) -> dict[str, str]:
    """The code and all below it by their new ids; QualcodeError where one is taken or no id."""
    from qualcode.codebook.wording import fault_of_id, same_form

    if fault := fault_of_id(new):
        raise QualcodeError(f"The code id “{new}” {fault}.", hint="Write it like trust.peers")
    new = same_form(new)
    codes = {one.name: one for one in project.codes.all()}
    # Those that have left their file keep their names, as nobody can edit these any more.
    below = [name for name, one in codes.items() if one.in_file and f"{name}.".startswith(f"{code.name}.")]
    ids = {name: new + name[len(code.name) :] for name in below if new != code.name}
    for name in ids.values():
        if name in codes and name not in ids and codes[name].in_file:
            raise QualcodeError(
                f"There is a code “{name}” already.",
                hint=f"To put the two together: qualcode codebook merge {code.name} --into {name}",
            )
    return ids
