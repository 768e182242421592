"""The page of progress of a project."""

from dataclasses import replace

from qualcode.project import Project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import Draft
from qualcode.reports.kinds.progress import render_progress
from qualcode.study.reporting.methods_reporting import refuse_a_part
from qualcode.study.reporting.progress_facts import period_of, progress_page
from qualcode.study.reporting.report_material import material_of
from qualcode.study.reporting.report_options import ReportOptions, report_head


def progress_draft(project: Project, options: ReportOptions) -> Draft:
    """What was done since a day, by the clock of the project, and what waits.

    The page goes round a meeting, so it leaves out of everybody's sight what somebody is still to read alone. Raises
    QualcodeError for a time that cannot be read.
    """
    refuse_a_part(options, "Progress and what waits")
    period = period_of(options.since, project.clock())
    material = material_of(project)
    answers = Answers(material)
    head = report_head("progress", project, replace(options, since=period.told))
    page = progress_page(project, answers, period)
    text = render_progress(answers, page, audience=options.audience, head=head)
    return Draft("progress", text, options.audience, material.language)
