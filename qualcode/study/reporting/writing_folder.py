"""The folder of the authors’ own prose: `writing/*.md`."""

from qualcode.errors import ProblemsInFile
from qualcode.project import Project
from qualcode.project.private_files import make_folder, replace_whole
from qualcode.reports.writing.skeleton import skeleton
from qualcode.reports.writing.weaving import Prose

FOLDER = "writing"


def begin_writing(project: Project) -> tuple[str, ...]:
    """Write a file for each part of the study report where the folder holds none yet; gives back their names."""
    folder = project.folder / FOLDER
    if any(folder.glob("*.md")):
        return ()
    make_folder(folder)
    texts = skeleton(project.settings.read().language)
    for name, text in texts.items():
        replace_whole(folder / name, text.encode())
    return tuple(f"{FOLDER}/{name}" for name in texts)


def prose_of(project: Project) -> tuple[Prose, ...]:
    """What the authors have written, in the order of the files’ names; ProblemsInFile where one is no text."""
    found, problems = [], []
    for path in sorted((project.folder / FOLDER).glob("*.md")):
        name = f"{FOLDER}/{path.name}"
        try:
            found.append(Prose(name, path.read_bytes().decode("utf-8-sig")))
        except UnicodeDecodeError:
            problems.append(f"{name}: it is no UTF-8 text")
        except OSError as error:
            problems.append(f"{name}: it cannot be read: {error.strerror}")
    if problems:
        raise ProblemsInFile("The authors’ prose cannot be read:", problems, hint="Save these files as UTF-8.")
    return tuple(found)
