"""Theme reports and whether a text is true to the project."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.counting import counted
from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project import Project
from qualcode.reports.answers.material import Material
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.verify import VerifiedLine, verify_report
from qualcode.scope import Scope
from qualcode.study.keeping_back import note_what_is_shown, refuse_what_is_hidden
from qualcode.themes.parts import with_parts


def material_of(project: Project) -> Material:
    """Everything a report is made from, fetched once."""
    settings, documents = project.settings.read(), project.documents.all()
    codes = project.codes.all()
    labels = {code.name: code.label for code in codes}
    cycles = [cycle for book in project.codes.codebooks() for cycle in book.cycles]
    return Material(
        title=settings.title,
        question=settings.question,
        mode=settings.mode,
        documents=tuple(documents),
        participants=tuple(project.participants.all()),
        speakers=tuple(project.documents.speakers()),
        turns={document.id: project.documents.turns(document.id) for document in documents},
        texts={document.id: project.texts.of_document(document.id) for document in documents},
        codings=tuple(project.codings.within()),
        themes=with_parts(project.themes.reported()),
        code_labels=labels,
        cycles={cycle: labels[cycle] for cycle in cycles if cycle in labels},
        retired=frozenset(code.name for code in codes if code.status == "retired"),
        suggestions_policy=settings.suggestions,
        k_anonymity=settings.k_anonymity,
    )


def theme_report(project: Project, viewer: str | None = None, *, audience: str = "team") -> str:
    """The theme report as Markdown.

    Raises QualcodeError when nobody has named a theme yet, and while it would show others' codings of interviews the
    viewer is still coding.
    """
    if not project.themes.reported():
        raise QualcodeError(
            "No theme has been named yet, so there is nothing to report.",
            hint="qualcode themes name NAME --idea …   or   qualcode themes import themes.yaml",
        )
    material = material_of(project)
    # Its table of codes counts those too that belong to no theme.
    count = counted(material.codings, material.documents).codings
    refuse_what_is_hidden(project, viewer, (*_behind_themes(project), *count))
    return render_themes(material, audience=audience)


def note_report(project: Project, viewer: str | None) -> tuple[str, ...]:
    """Note that a coder saw the codings behind the themes; gives back unfinished ones newly seen."""
    return note_what_is_shown(project, viewer, _behind_themes(project))


@dataclass(frozen=True, slots=True)
class Put:
    """Where a report was to go and where it stands now."""

    wanted: Path
    path: Path
    """Beside `wanted` where that was edited by hand."""
    new: bool
    """False where the very same text stood there already."""

    @property
    def told(self) -> str:
        """What became of it, in a sentence."""
        if self.path != self.wanted:
            verb = "stands in" if self.new else "stands already in"
            return f"{self.wanted} is not as qualcode wrote it, so it was left alone; the new text {verb} {self.path}."
        return f"Written: {self.path}" if self.new else f"Nothing to do, the same text stands there: {self.path}"


def put_report(project: Project, path: Path, text: str) -> Put:
    """Write a report where it was to go, or beside a file there that somebody edited by hand."""
    try:
        return Put(path, *project.written.put(path, text))
    except OSError as error:
        raise _unwritable(path, error) from error


def verify_file(project: Project, path: Path) -> tuple[VerifiedLine, ...]:
    """Hold a report or any text against the project, line by line."""
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    except UnicodeDecodeError as error:
        raise QualcodeError(f"{path} is no UTF-8 text.", hint="verify reads the Markdown that report wrote.") from error
    return verify_report(text, material_of(project))


def _behind_themes(project: Project) -> list[Coding]:
    themes = project.themes.all()
    codes = frozenset(code for theme in themes for code in theme.codes)
    evidence = {one.coding for theme in themes for one in theme.evidence}
    by_code = Scope(codes=codes)
    return [one for one in project.codings.within() if one.id in evidence or (codes and by_code.holds_code(one.code))]


def _unwritable(path: Path, error: OSError) -> QualcodeError:
    return QualcodeError(f"{path} cannot be written: {error.strerror}.", hint="Choose another place with -o")
