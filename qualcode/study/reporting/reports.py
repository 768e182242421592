"""Reports of every kind and format, and whether a text is true to the project."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.content.draft import FORMATS, TEAM, Draft
from qualcode.reports.content.report_head import project_mark, read_head
from qualcode.reports.formats import write_draft
from qualcode.reports.verifying.differing import differing
from qualcode.reports.verifying.verify import VerifiedLine, only_typed, verify_report
from qualcode.reports.wording.phrases import PhraseRow, phrases_table
from qualcode.study.keeping_back import note_what_is_shown
from qualcode.study.reporting.codebook_reporting import codebook_draft
from qualcode.study.reporting.methods_reporting import methods_draft
from qualcode.study.reporting.names_left import NamesLeft, names_left
from qualcode.study.reporting.participants_reporting import on_pages, participants_draft
from qualcode.study.reporting.progress_reporting import progress_draft
from qualcode.study.reporting.report_material import fetched_once, material_for, material_of, resolved_options
from qualcode.study.reporting.report_options import Kind, ReportOptions, options_of
from qualcode.study.reporting.study_reporting import study_draft
from qualcode.study.reporting.theme_reporting import behind_themes, themes_draft

__all__ = [
    "KINDS",
    "Kind",
    "Put",
    "ReportOptions",
    "material_of",
    "note_report",
    "put_report",
    "report",
    "theme_report",
]

KINDS: Mapping[str, Kind] = {
    "themes": themes_draft,
    "study": study_draft,
    "codebook": codebook_draft,
    "participants": participants_draft,
    "methods": methods_draft,
    "progress": progress_draft,
}
"""How each kind of report is made, for writing it and for verifying it."""
WITHOUT_CODINGS = frozenset({"codebook", "methods", "progress"})
"""Kinds that show nobody's codings."""


def report(project: Project, kind: str, options: ReportOptions) -> Draft:
    """A report, ready to be written in any format; QualcodeError where there is nothing to report."""
    return KINDS[kind](project, resolved_options(project, options))


def written(project: Project, kind: str, options: ReportOptions, form: str = "md") -> str | bytes:
    """A report in a format: md and html are text, docx bytes; QualcodeError where there is nothing to report."""
    with fetched_once():
        return in_format(project, report(project, kind, options), options, form)


def in_format(project: Project, draft: Draft, options: ReportOptions, form: str) -> str | bytes:
    """A report as its options asked for it, in a format: md and html are text, docx bytes."""
    if form == "md":
        return draft.text
    material = material_for(project, resolved_options(project, options))
    return write_draft(draft, Answers(material), form, templates=project.folder / "templates")


def names_in(project: Project, text: str | bytes) -> NamesLeft:
    """The names of people and places that stand in a written report."""
    return names_left(project, text if isinstance(text, str) else _markdown_in(text, ".docx", "The report"))


_OF_OTHER_PROGRAMS = frozenset({"pdf", "doc", "odt", "rtf", "pptx", "xlsx", "csv", "json", "tex", "epub"})
"""Endings that promise something a report is not."""


def format_of(form: str | None, path: Path | None) -> str:
    """The format a report is written in: the one asked for, else what the name of the file ends in, else Markdown."""
    suffix = path.suffix.lstrip(".").casefold() if path is not None else ""
    chosen = form or (suffix if suffix in FORMATS else "md")
    if chosen not in FORMATS:
        raise QualcodeError(f"There is no format “{chosen}” for reports.", hint="--format md, html or docx")
    if form is None and suffix in _OF_OTHER_PROGRAMS:
        raise QualcodeError(
            f"No report is written as .{suffix}, and {path} would not open.",
            hint="-o NAME.docx, NAME.html or NAME.md; a .docx or .html can be saved as PDF from Word or a browser",
        )
    if form and suffix in FORMATS and suffix != form:
        raise QualcodeError(f"{path} ends in .{suffix}, and --format asks for {form}.", hint=f"-o NAME.{form}")
    if chosen == "docx" and path is None:
        raise QualcodeError("A Word file cannot be shown here.", hint="Say where to write it: -o report.docx")
    return chosen


def theme_report(project: Project, viewer: str | None = None, *, audience: str = TEAM) -> str:
    """The theme report as Markdown.

    Raises QualcodeError when nobody has named a theme yet, and while it would show others' codings of interviews the
    viewer is still coding.
    """
    return report(project, "themes", ReportOptions(audience, viewer=viewer)).text


def note_report(project: Project, viewer: str | None, kind: str = "themes") -> tuple[str, ...]:
    """Note that a coder saw the codings behind a report; gives back unfinished interviews newly seen by it."""
    if kind in WITHOUT_CODINGS:
        return ()
    shown = on_pages(project) if kind == "participants" else behind_themes(project)
    return note_what_is_shown(project, viewer, shown)


@dataclass(frozen=True, slots=True)
class Put:
    """Where a report was to go and where it stands now."""

    wanted: Path
    path: Path
    """Beside `wanted` where that was edited by hand."""
    new: bool
    """False where the very same text stood there already."""
    differing: tuple[str, ...] = ()
    """The paragraphs in which the file edited by hand and the new text are not the same, a line each."""

    @property
    def told(self) -> str:
        """What became of it, in a sentence."""
        if self.path != self.wanted:
            verb = "stands in" if self.new else "stands already in"
            return f"{self.wanted} is not as qualcode wrote it, so it was left alone; the new text {verb} {self.path}."
        return f"Written: {self.path}" if self.new else f"Nothing to do, the same text stands there: {self.path}"


def put_report(project: Project, path: Path, text: str | bytes) -> Put:
    """Write a report where it was to go, or beside a file there that somebody edited by hand."""
    try:
        stands, new = project.written.put(path, text)
        differing = _differing(path.read_bytes(), stands.read_bytes(), path.suffix) if stands != path else ()
    except OSError as error:
        raise QualcodeError(
            f"{path} cannot be written: {error.strerror}.", hint="Choose another place with -o"
        ) from error
    return Put(path, stands, new, differing)


def verify_file(project: Project, path: Path) -> tuple[VerifiedLine, ...]:
    """Hold a report or any text against the project, line by line.

    QualcodeError where the file cannot be read, or is a report of another project.
    """
    text = _read(path)
    head = read_head(text)
    if head is None:
        return verify_report(text, material_of(project))
    if head.project != project_mark(project.settings.id):
        raise QualcodeError(
            f"{path} is a report of another project, so nothing in it can be verified here.",
            hint="Give the project it was written from: qualcode verify FILE --project FOLDER",
        )
    with fetched_once():
        options = resolved_options(project, options_of(head))
        fresh = _made_again(project, head.kind, options)
        material = material_for(project, options)
    found = verify_report(text, material, fresh=fresh, reread=path.suffix.casefold() in _REREAD)
    return (*found, *_pictures_and_frame(project, path, fresh, material))


def _pictures_and_frame(project: Project, path: Path, fresh: Draft, material: Material) -> tuple[VerifiedLine, ...]:
    """What an HTML page shows besides its Markdown."""
    if path.suffix.casefold() not in (".html", ".htm"):
        return ()
    from qualcode.reports.verifying.shown_besides import check_shown_besides

    page = path.read_text(encoding="utf-8")
    return check_shown_besides(page, fresh, Answers(material), templates=project.folder / "templates")


def phrases_in(project: Project, path: Path) -> list[PhraseRow]:
    """Every amount of people in a text, with the count behind it; QualcodeError where the file cannot be read."""
    text = _read(path)
    head = read_head(text)
    if head is not None:
        fresh = _made_again(project, head.kind, resolved_options(project, options_of(head)))
        text = only_typed(text, fresh)
    return phrases_table(text, Answers(material_of(project)))


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    return _markdown_in(data, path.suffix, str(path))


def _made_again(project: Project, kind: str, options: ReportOptions) -> Draft:
    """The report as the project would write it now; one without words where there is nothing to report any more."""
    if kind not in KINDS:
        raise QualcodeError(
            f"There is no report of the kind “{kind}”.", hint="Was it written by a newer version of qualcode?"
        )
    try:
        return KINDS[kind](project, options)
    except ProblemsInFile:  # what the authors wrote must be mended before anything can be held against it
        raise
    except QualcodeError:
        return Draft(kind, "", options.audience)


_REREAD = (".html", ".htm", ".docx")
"""Formats whose words are read back before they are verified."""


def _markdown_in(data: bytes, suffix: str, name: str) -> str:
    """The Markdown of a report in whatever format."""
    if suffix.casefold() == ".docx":
        from qualcode.reports.verifying import from_word

        return from_word.markdown_of(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise QualcodeError(
            f"{name} is no UTF-8 text.", hint="verify reads what report wrote: .md, .html, .docx."
        ) from error
    if suffix.casefold() in _REREAD:
        from qualcode.reports.verifying import from_html

        return from_html.markdown_of(text)
    return text


def _differing(old: bytes, new: bytes, suffix: str) -> tuple[str, ...]:
    try:
        return differing(_markdown_in(old, suffix, "It"), _markdown_in(new, suffix, "It"))
    except QualcodeError:  # what was edited by hand may be no report any more
        return ()
