"""The pages about single people of a project."""

from qualcode.analysis.counting import counted
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Memo, Summary
from qualcode.project import Project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import PUBLIC, TEAM, Draft
from qualcode.reports.kinds.participants import PeopleNotes, render_participants
from qualcode.study.keeping_back import refuse_what_is_hidden, visible_memos, visible_summaries
from qualcode.study.reporting.report_material import material_for
from qualcode.study.reporting.report_options import ReportOptions, about_what, report_head
from qualcode.study.storytelling.story_files import refuse_hidden_stories


def participants_draft(project: Project, options: ReportOptions) -> Draft:
    """A page for each person.

    Raises QualcodeError for the public, to whom all that one person said would tell who it is, and while it would show
    others' codings of interviews the viewer is still coding.
    """
    if options.audience == PUBLIC:
        raise QualcodeError(
            "A page for each person is not written for the public: all that one person said would tell who it is.",
            hint="qualcode report themes --audience public   or   --audience sponsor",
        )
    material = material_for(project, options)
    answers = Answers(material)
    if not options.proving:
        refuse_what_is_hidden(project, options.viewer, answers.counted.codings)
        refuse_hidden_stories(project, options.viewer)
    notes = _notes(project, options) if options.audience == TEAM else PeopleNotes()
    head = report_head("participants", project, options)
    about = about_what(options, material.code_labels)
    text = render_participants(answers, notes, audience=options.audience, head=head, about=about)
    return Draft("participants", text, options.audience, material.language)


def on_pages(project: Project) -> tuple[Coding, ...]:
    """Every coding that pages about people show: those that count."""
    return counted(project.codings.within(), project.documents.all()).codings


def _notes(project: Project, options: ReportOptions) -> PeopleNotes:
    """What coders wrote of people, without what somebody is still to read alone."""
    memos: dict[str, list[Memo]] = {}
    for memo in visible_memos(project, project.memos.all(), options.viewer):
        if memo.about == "document":
            memos.setdefault(memo.object, []).append(memo)
    summaries: dict[str, list[Summary]] = {}
    for summary in visible_summaries(project, project.charts.all(), options.viewer):
        summaries.setdefault(summary.participant, []).append(summary)
    return PeopleNotes(memos, summaries)
