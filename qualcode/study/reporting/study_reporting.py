"""The report of a whole study, from the project and the authors’ own prose."""

from qualcode.analysis.counting import counted
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import Draft
from qualcode.reports.kinds.study import render_study
from qualcode.study.keeping_back import refuse_what_is_hidden
from qualcode.study.reporting.report_material import material_for
from qualcode.study.reporting.report_options import ReportOptions, report_head
from qualcode.study.reporting.theme_reporting import behind_themes
from qualcode.study.reporting.writing_folder import prose_of
from qualcode.study.storytelling.story_files import refuse_hidden_stories


def study_draft(project: Project, options: ReportOptions) -> Draft:
    """The authors’ prose with the findings woven in, then how the study was done.

    Raises QualcodeError when nobody has written anything yet, and while it would show others' codings of interviews
    the viewer is still coding; ProblemsInFile where live references name nothing of the study.
    """
    prose = prose_of(project)
    if not prose:
        raise QualcodeError("The folder writing holds no prose yet.", hint="qualcode report study -o reports/study.md")
    material = material_for(project, options)
    if not options.proving:
        count = counted(material.codings, material.documents).codings
        refuse_what_is_hidden(project, options.viewer, (*behind_themes(project), *count))
        refuse_hidden_stories(project, options.viewer)
    head = report_head("study", project, options)
    return render_study(Answers(material), prose, audience=options.audience, head=head)
