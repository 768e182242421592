"""The stories, indicators and quote choices of a study as rows of an export."""

from collections.abc import Collection, Iterable

from qualcode.analysis.story_chains import did_not_come
from qualcode.model import Theme, cycle_above
from qualcode.project import Project
from qualcode.project.export_layout import Rows
from qualcode.study.storytelling.value_matrix import StoriesShown


def value_rows(project: Project, told: StoriesShown, shown: Collection[str]) -> Rows:
    """Indicators, and the stories a viewer may see; `shown` are the ids of the codings that are exported."""
    steps = [
        (f"{story.id}/{number}", number, step, story)
        for story in told.stories
        for number, step in enumerate(story.steps, 1)
    ]
    return {
        "indicators": [
            (one.id, one.code, one.name, one.source, one.date, one.value, one.direction)
            for one in project.indicators.all()
        ],
        "stories": [
            (
                *(one.id, one.participant, one.title, one.starting_point, one.narrative, one.reach, one.part_played),
                *(one.otherwise, one.others, one.alternatives, one.new_success, int(one.may_be_shared)),
                *(one.coder, one.made),
            )
            for one in told.stories
        ],
        "story_steps": [
            (
                *(id_, story.id, number, step.code, cycle_above(step.code, [*told.cycles]), step.summary),
                *(f"{story.id}/{step.after}" if step.after is not None else None, step.link, step.narrative),
                int(did_not_come(step, told.codings)),
            )
            for id_, number, step, story in steps
        ],
        "step_excerpts": [(id_, one) for id_, _, step, _ in steps for one in step.codings if one in shown],
        "step_indicators": [(id_, one) for id_, _, step, _ in steps for one in step.indicators],
        "step_loops": [(id_, one.code, one.note) for id_, _, step, _ in steps for one in step.loops],
        "story_sources": [
            (story.id, one.supports, one.document, one.source, one.note)
            for story in told.stories
            for one in story.corroborations
        ],
    }


def quote_choice_rows(project: Project, themes: Iterable[Theme], shown: Collection[str]) -> Rows:
    """What people chose to quote of the themes that are exported, of the codings that are."""
    names = {one.id: one.name for one in themes}
    return {
        "quote_choices": [
            (names[one.theme], one.coding, one.audience, one.choice, one.position, one.words, one.coder, one.made)
            for one in project.quote_choices.all()
            if one.theme in names and one.coding in shown
        ]
    }
