"""Making a project, and saying who works in it."""

from collections.abc import Callable
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project import Project, create_project
from qualcode.project.opening import random_id, utc_now
from qualcode.project.private_files import replace_whole
from qualcode.project.settings import MODES
from qualcode.shipped import shipped
from qualcode.study.codebooks.codebook_tables import codebook_from_table
from qualcode.study.codebooks.codebook_texts import FOLDER, with_neighbors
from qualcode.study.codebooks.updating import keep_codebooks
from qualcode.study.settings_file import read_settings, write_settings

CODER_FILE = ".coder"
SCHEMA_FILE = "codebook.schema.json"


def set_up(
    project_folder: Path,
    *,
    codebook: str,
    coder: str,
    title: str,
    question: str = "",
    mode: str = "codebook",
    clock: Callable[[], str] = utc_now,
    new_id: Callable[[], str] = random_id,
) -> Project:
    """Make a project with a codebook, shipped or a file, and its first coder; it appears whole or not at all."""
    if mode not in MODES:
        raise QualcodeError(f"There is no mode “{mode}”.", hint=f"Modes: {', '.join(MODES)}")
    _check_name(coder, hint="qualcode init --codebook value-creation --coder YOUR-NAME")
    texts = _codebook_texts(codebook)
    settings_text = write_settings(title or project_folder.absolute().name, question, mode)
    settings = read_settings(settings_text.encode())

    def begin(project: Project) -> None:
        with project.change(coder, "project.init") as transaction:
            project.coders.add(transaction, coder)
            project.settings.keep(transaction, settings)
            project.files.keep(transaction, "project.yaml", settings_text)
            keep_codebooks(project, transaction, texts)

    project = create_project(project_folder, begin, clock=clock, new_id=new_id)
    # Editors complete and check codebooks by it; nothing rests on it.
    replace_whole(project.folder / "codebooks" / SCHEMA_FILE, shipped(f"codebooks/{SCHEMA_FILE}").read_bytes())
    remember_coder(project, coder)
    return project


def remember_coder(project: Project, coder: str) -> None:
    """Keep who works in this copy of the folder; the file is never merged."""
    project.coders.id_of(coder)
    replace_whole(project.folder / CODER_FILE, f"{coder}\n".encode())


def add_coder(project: Project, coder: str, new: str) -> None:
    """Let somebody new take part."""
    _check_name(new, hint="qualcode coder YOUR-NAME --add")
    with project.change(coder, "coder.add") as transaction:
        if new.casefold() in {name.casefold() for name in project.coders.names()}:
            raise QualcodeError(f"“{new}” codes here already.", hint=f"To work as {new}: qualcode coder {new}")
        project.coders.add(transaction, new)


def remembered_coder(project: Project) -> str | None:
    """Who worked last in this copy of the folder."""
    path = project.folder / CODER_FILE
    return path.read_text(encoding="utf-8", errors="replace").strip() or None if path.is_file() else None


def _check_name(coder: str, hint: str) -> None:
    if not coder.strip() or coder != " ".join(coder.split()):
        raise QualcodeError("A coder needs a name, without white space around it.", hint=hint)
    if coder.casefold() == "all":
        raise QualcodeError("“all” stands for everybody, so nobody can be called that.", hint=hint)


def _codebook_texts(codebook: str) -> dict[str, str]:
    """The texts of a codebook and of those beside it that it includes, by file inside the project."""
    path = Path(codebook)
    if path.suffix in {".csv", ".tsv", ".xlsx", ".xlsm"} and path.is_file():
        return {f"{FOLDER}/{path.stem}.yaml": codebook_from_table(path)}
    if path.suffix in {".yaml", ".yml"} or path.is_file():
        if not path.is_file():
            raise QualcodeError(f"There is no file {path}.", hint="Or take a shipped one: --codebook value-creation")
        return with_neighbors(path)
    known = sorted(one.stem for one in shipped(FOLDER).glob("*.yaml"))
    if codebook not in known:
        raise QualcodeError(
            f"There is no codebook “{codebook}”.",
            hint=f"Shipped: {', '.join(known)}. Or the path of a file: YAML, CSV or xlsx.",
        )
    return {f"{FOLDER}/{codebook}.yaml": shipped(f"{FOLDER}/{codebook}.yaml").read_bytes().decode()}
