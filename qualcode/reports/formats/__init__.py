"""One module for each format a report is written in."""

from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import Draft


def write_draft(draft: Draft, answers: Answers, form: str, *, templates: Path | None = None) -> str | bytes:
    """A report in a format (md, html or docx); `templates` is a folder of the project's own, which need not exist."""
    if form == "html":
        from qualcode.reports.formats.html import write_html

        return write_html(draft, answers, templates=templates)
    if form == "docx":
        from qualcode.reports.formats.word import write_word

        return write_word(draft, answers, template=templates / "report.docx" if templates is not None else None)
    if form == "md":
        return draft.text
    raise QualcodeError(f"There is no format “{form}” for reports.", hint="--format md, html or docx")
