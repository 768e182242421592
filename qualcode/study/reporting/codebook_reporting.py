"""The codebook as an appendix to a report."""

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.changes import sha256
from qualcode.project.codebook_facts import applied_when
from qualcode.reports.content.draft import Draft
from qualcode.study.codebooks.codebook_texts import read_together
from qualcode.study.reporting.report_options import ReportOptions, report_head

_SHORT = 12
"""Letters of a hash that tell versions apart."""


def codebook_draft(project: Project, options: ReportOptions) -> Draft:
    """Every codebook in force; raises QualcodeError where there is none."""
    from qualcode.codebook import Code
    from qualcode.reports.kinds.codebook_appendix import AppendixBook, render_codebook

    texts = {book.file: project.files.applied(book.file) or "" for book in project.codes.codebooks()}
    texts = {file: text for file, text in texts.items() if text}
    if not texts:
        raise QualcodeError(
            "No codebook has been applied yet, so there is nothing to report.", hint="qualcode codebook update"
        )
    read = read_together(project, texts)
    gone = [code for code in project.codes.all() if not code.in_file]
    books = [
        AppendixBook(
            file=file,
            codebook=read[file].codebook,
            version=sha256(text)[:_SHORT],
            applied=applied_when(project.store, file)[:10],
            left_behind=tuple(Code.from_record(code.record) for code in gone if code.codebook == file),
        )
        for file, text in texts.items()
    ]
    settings, head = project.settings.read(), report_head("codebook", project, options)
    text = render_codebook(settings.title, books, head=head, audience=options.audience, language=settings.language)
    return Draft("codebook", text, options.audience, settings.language)
