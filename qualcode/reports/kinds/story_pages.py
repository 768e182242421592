"""Stories of value as a report tells them: step by step, with the words each step rests on."""

from qualcode.analysis.story_chains import ASPIRATION, did_not_come
from qualcode.model import Coding, Corroboration, Story, StoryStep, cycle_above
from qualcode.reports.answers.answers import UNSTATED, Answers, role_of
from qualcode.reports.answers.held_back import held_back
from qualcode.reports.answers.labels import SOMEBODY
from qualcode.reports.answers.quote_candidates import place_of
from qualcode.reports.answers.quotes import may_be_quoted
from qualcode.reports.answers.value_figures import ValueAnswers, value_answers
from qualcode.reports.content.draft import SPONSOR, TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.quote_blocks import quote_of_code

_QUOTES_OF_A_STEP = 2
_SUPPORT = {"yes": "bears it out", "partly": "bears it out in part", "no": "speaks against it"}
_CONTRIBUTION = {
    "otherwise": "Would it have happened anyway",
    "others": "Who and what else contributed",
    "alternatives": "What else might explain it",
    "new_success": "What counts as success since",
}
_ONE_BY_ONE = """\
Each story is put together by a coder from one participant’s words; it shows how value came about there, and is no
count of how often it does."""
_ALL_OF_ONE = """\
A story brings together what one person said, so a reader who knows the people may know who it is; whoever passes it on
decides for them."""


def stories(answers: Answers, audience: str = TEAM, participant: str | None = None) -> list[str]:
    """The stories that may be told to an audience, or those of one participant, and how many are left untold."""
    value = value_answers(answers)
    own = [one for one in value.told(audience) if participant in (None, one.participant)]
    if not value.stories:
        return [] if participant else ["No story of value has been put together yet."]
    blocks = [" ".join(_ONE_BY_ONE.split())] if own and participant is None else []
    if own and audience != TEAM and participant is None:
        blocks.append(" ".join(_ALL_OF_ONE.split()))
    for one in own:
        blocks += _story(answers, value, one, audience)
    if participant is None and len(value.told(audience)) < len(value.stories):
        untold = figure(answers, "number", "untold", to=audience)
        why = (
            "who it is of agreed neither to words nor to a paraphrase"
            if audience == TEAM
            else "they are told only where their participant agreed to be quoted and to the story being shared"
        )
        blocks.append(f"Stories that are not told here: {untold}; {why}.")
    return blocks


def _story(answers: Answers, value: ValueAnswers, story: Story, audience: str) -> list[str]:
    blocks = [f"### {story.id}. {escape(story.title)}", f"*{_told_by(answers, story, audience)}*"]
    if story.narrative == ASPIRATION:
        blocks.append("This is a hope or a plan: it tells of no value created.")
    if story.starting_point:
        blocks.append(f"**It begins with:** {escape(story.starting_point)}")
    for number, step in enumerate(story.steps, 1):
        blocks += _step(answers, value, story, number, step, audience)
    links = figure(answers, "number", "chain", story=story.id)
    blocks.append(f"Links in its longest chain that the participant makes in so many words: {links}.")
    blocks.append(_contribution(story))
    return [*blocks, *_sources(answers, story, audience)]


def _told_by(answers: Answers, story: Story, audience: str) -> str:
    person, role = answers.people[story.participant], role_of(answers.people[story.participant])
    if audience == TEAM:
        who = f"{person.id}, {role}" if role != UNSTATED else person.id
        return escape(f"Told by: {who}; {story.reach}; put together by {story.coder}")
    told = audience == SPONSOR and role != UNSTATED and role in answers.groups_outside
    return escape(f"Told by: {role if told else SOMEBODY}; {story.reach}")


def _step(
    answers: Answers, value: ValueAnswers, story: Story, number: int, step: StoryStep, audience: str
) -> list[str]:
    cycle = cycle_above(step.code, value.cycles)
    labels = answers.material.code_labels
    name = value.cycles[cycle] if cycle is not None else labels.get(step.code, step.code)
    below = f": {labels.get(step.code, step.code)}" if cycle not in (None, step.code) else ""
    hope = ", hoped for" if step.narrative == ASPIRATION else ""
    hope = ", expected and not come" if did_not_come(step, value.codings) else hope
    came = ""
    if step.after is not None:
        who = "as the participant says" if step.link == "explicit" else "as the coder infers"
        came = f" (came of step {step.after}, {who})"
    blocks = [
        f"**Step {number}: {escape(f'{name}{below}{hope}')}**{came}{f' {escape(step.summary)}' if step.summary else ''}"
    ]
    if may_be_quoted(answers.people[story.participant]):
        quoted = _shown(answers, value, step, audience)
        blocks += [quote_of_code(answers, place_of(one), one.code, audience) for one in quoted]
        rests_on = figure(answers, "number", "rests", story=story.id, step=str(number))
        if quoted and not rests_on.startswith(f"{len(quoted)}<"):
            blocks.append(f"Excerpts this step rests on: {rests_on}; quoted here: {len(quoted)}.")
    if not step.codings:
        blocks.append("No words bear this step out; it is the coder’s inference.")
    blocks += [
        f"Carried back to {escape(value.cycles.get(one.code, labels.get(one.code, one.code)))}"
        f"{f': {escape(one.note)}' if one.note else ''}"
        for one in step.loops
    ]
    if step.indicators:
        names = {one.id: one.name for one in answers.material.indicators}
        told = "; ".join(f"{one} ({escape(names[one])})" if one in names else one for one in step.indicators)
        blocks.append(f"Borne out by {told}")
    return blocks


def _shown(answers: Answers, value: ValueAnswers, step: StoryStep, audience: str) -> list[Coding]:
    """The words a step is told with: of those that count, the starred ones first, in the order of the interview.

    Outside the team without what people left out of quotes there.
    """
    counting = {one.id for one in answers.counted.codings}
    chosen = [value.codings[one] for one in step.codings if one in counting]
    chosen = [one for one in chosen if held_back(answers, place_of(one), audience) is None]
    first = sorted(chosen, key=lambda one: not one.starred)[:_QUOTES_OF_A_STEP]
    return [one for one in chosen if one in first]


def _contribution(story: Story) -> str:
    parts = [f"- **Part the community played:** {escape(story.part_played)}"]
    for name, what in _CONTRIBUTION.items():
        words = getattr(story, name)
        if words or name != "new_success":
            parts.append(f"- **{what}:** {escape(words) or 'not written yet'}")
    return "\n".join(parts)


def _sources(answers: Answers, story: Story, audience: str) -> list[str]:
    if not story.corroborations:
        return ["*No other source has been held against it yet.*"]
    lines = [
        f"- {_source(answers, one, audience)} {_SUPPORT[one.supports]}{f': {escape(one.note)}' if one.note else ''}"
        for one in story.corroborations
    ]
    return ["**Other sources**", "\n".join(lines)]


def _source(answers: Answers, one: Corroboration, audience: str) -> str:
    if one.document is None:
        return escape(one.source)
    if audience == TEAM:
        return one.document
    kind = answers.documents[one.document].source if one.document in answers.documents else "document"
    return f"An {kind}" if kind[0] in "aeiou" else f"A {kind}"
