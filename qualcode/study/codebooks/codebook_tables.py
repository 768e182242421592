"""Codebooks kept as tables: in from a spreadsheet or another program, out for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.study.codebooks.updating import UpdateRow, keep_codebook
from qualcode.study.csv_files import write_table

if TYPE_CHECKING:
    from qualcode.codebook import Code

_YAML = frozenset((".yaml", ".yml"))
_HEADER = """\
Read from {name} by qualcode; from now on this file is where the codes live. Edit it in any editor.
id        what codings, commands and reports use; dots say what stands above
brief     the definition in at most twelve words, shown beside the code
full      the definition a coder decides by
when_not  look-alikes; after an arrow, as in “… -> other.code”, stands the code to use instead
What is still missing: qualcode codebook check
An edit changes nothing until you run: qualcode codebook update"""


@dataclass(frozen=True, slots=True)
class TableRead:
    """A codebook that was a table, as YAML, and what a reader has to know of that."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """A codebook that came into a project as a file of its own."""

    file: str
    rows: tuple[UpdateRow, ...]
    notes: tuple[str, ...]


def codebook_from_table(path: Path) -> str:
    """The YAML of a codebook kept as .csv or .xlsx; raises ProblemsInFile with row and column of all that is wrong."""
    return read_codebook_table(path).text


def read_codebook_table(path: Path) -> TableRead:
    """The same, with what the table held that a codebook does not."""
    from qualcode.codebook.from_table import codebook_from_rows
    from qualcode.codebook.read import read_codebook
    from qualcode.codebook.written import written
    from qualcode.study.codebooks.codebook_sheets import rows_of

    rows, warnings = rows_of(path)
    found = codebook_from_rows(rows, path.name)
    codebook = found.codebook.model_copy(update={"title": path.stem})
    text = written(codebook, "\n".join([_HEADER.format(name=path.name), *found.notes]))
    again = read_codebook(text.encode(), f"{path.stem}.yaml")
    if again != codebook:
        wrong = next(code.id for code, other in zip(codebook.codes, again.codes, strict=True) if code != other)
        raise QualcodeError(
            f"The code “{wrong}” of {path.name} cannot be written as YAML without a change.",
            hint="Take unusual signs out of its cells.",
        )
    return TableRead(text, (*warnings, *found.notes))


def import_codebook(project: Project, coder: str, path: Path, name: str = "") -> Imported:
    """Make a codebook out of a table, or take a YAML file, and apply it as a file of its own, in one event."""
    file = f"codebooks/{_file_name(name or path.stem)}.yaml"
    if (project.folder / file).exists() or project.files.applied(file) is not None:
        raise QualcodeError(f"There is a {file} in this project already.", hint="Choose another name: --name NAME")
    is_yaml = path.suffix.casefold() in _YAML
    read = TableRead(_yaml_of(path), ()) if is_yaml else read_codebook_table(path)
    with project.change(coder, "codebook.update") as transaction:
        rows = keep_codebook(project, transaction, file, read.text)
    return Imported(file, tuple(rows), read.notes)


def codes_as_csv(codes: "Sequence[tuple[str, Code]]") -> str:
    """Codes with the file each stands in, as a table that `read_codebook_table` brings back unchanged."""
    from qualcode.codebook.as_table import COLUMNS, cells_of

    text = write_table([*COLUMNS, "codebook"], ([*cells_of(code), file] for file, code in codes))
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _file_name(name: str) -> str:
    bare = name.removesuffix(".yaml").removesuffix(".yml").strip()
    if not bare or bare.startswith(".") or any(sign in bare for sign in '/\\:*?"<>|') or not bare.isprintable():
        raise QualcodeError(f"“{name}” cannot be the name of a codebook.", hint="Take letters and digits: --name team")
    return bare.replace(" ", "-")


def _yaml_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    except UnicodeDecodeError as error:
        raise ProblemsInFile(f"{path.name} cannot be used:", ["it is not UTF-8"], hint="Save it as UTF-8.") from error
