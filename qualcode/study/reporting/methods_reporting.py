"""The methods appendix of a project."""

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import Draft
from qualcode.reports.kinds.methods import render_methods
from qualcode.scope import EVERYTHING
from qualcode.study.reporting.report_material import material_of
from qualcode.study.reporting.report_options import ReportOptions, report_head


def methods_draft(project: Project, options: ReportOptions) -> Draft:
    """How the study was done, as its log has it; QualcodeError where it is asked of a part of the study only."""
    refuse_a_part(options, "The methods")
    material = material_of(project)
    text = render_methods(Answers(material), audience=options.audience, head=report_head("methods", project, options))
    return Draft("methods", text, options.audience, material.language)


def refuse_a_part(options: ReportOptions, what: str) -> None:
    """Refuse filters in a report that is always of the whole study."""
    if options.scope != EVERYTHING or options.themes:
        raise QualcodeError(
            f"{what} are those of the whole study, so --where, --case, --code and --theme do not apply.",
            hint="Leave the filter out.",
        )
