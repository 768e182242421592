"""Stories of value in and out of stories.yaml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.model import Corroboration, Evidence, Loop, Story, StoryStep
from qualcode.project import Project
from qualcode.study.keeping_back import hidden_from, refuse_what_is_hidden
from qualcode.study.storytelling.story_yaml import StoryReader, write_stories
from qualcode.study.storytelling.telling_stories import refuse_codings
from qualcode.study.theming.theme_files import CodingsByWords
from qualcode.themes.drafts import ExcerptDraft

_WORDS = ("starting_point", "narrative", "reach", "part_played", "otherwise", "others", "alternatives", "new_success")
_USUAL = {"narrative": "account", "reach": "personal", "part_played": "unclear"}


def import_stories(project: Project, coder: str, path: Path) -> tuple[Story, ...]:
    """Take in stories.yaml: a story of a known id is changed to what the file says; others in the project stay.

    A story without an id means that of the same participant and title, if there is one. ProblemsInFile with all that
    is wrong, and nothing taken in.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    reader = StoryReader(path.name)
    written = reader.read(data)
    codings, known = CodingsByWords(project), project.stories.all()
    stories = []
    for line, one in written if not reader.problems else ():
        try:
            stories.append(_story(project, coder, one, codings, known))
        except QualcodeError as error:
            reader.wrong(line, f"“{one['title']}”: {error.message}")
    if reader.problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", reader.problems, "Mend these; nothing was imported.")
    return project.stories.take_in(coder, stories)


def export_stories(project: Project, viewer: str | None = None) -> str:
    """The stories as stories.yaml, to edit and import again.

    Raises QualcodeError while it would show what the viewer may not see yet.
    """
    stories, codings = project.stories.all(), CodingsByWords(project)
    rested = {coding for story in stories for step in story.steps for coding in step.codings}
    refuse_what_is_hidden(project, viewer, [one for one in codings.by_id.values() if one.id in rested])
    refuse_hidden_stories(project, viewer)
    return write_stories([_as_written(one, codings) for one in stories])


def refuse_hidden_stories(project: Project, viewer: str | None) -> None:
    """Refuse to write others' stories of people whose interview the viewer is still coding into a text."""
    hidden = hidden_from(project, viewer)
    heard = {person for one in project.documents.all() if one.id in hidden for person in one.participants}
    kept_back = [one.id for one in project.stories.all() if one.coder != viewer and one.participant in heard]
    if kept_back:
        raise QualcodeError(
            f"This would show others’ stories of people whose interviews are still being coded:"
            f" {', '.join(kept_back)}.",
            hint="Finish coding first (qualcode status), or let somebody do this who is not coding these interviews",
        )


def _story(
    project: Project, coder: str, one: Mapping[str, Any], codings: CodingsByWords, known: Sequence[Story]
) -> Story:
    labels = project.participants.labels()
    person = labels[project.participants.key_of(one["participant"])]
    meant = [
        kept
        for kept in known
        if (kept.id == one["id"] if one["id"] else (kept.participant, kept.title) == (person, one["title"].strip()))
    ]
    if one["id"] and not meant and not re.fullmatch(r"V\d{2,6}", one["id"]):
        raise QualcodeError(f"“{one['id']}” is no id of a story; leave it out for a new one, which gets V01, V02 …")
    steps = [_step(project, coder, step, codings) for step in one["steps"]]
    before = meant[0].steps if meant else ()
    # A step in the same place is the same step, so that taking a file in again changes nothing.
    placed = [replace(step, id=before[place].id) if place < len(before) else step for place, step in enumerate(steps)]
    return Story(
        id=meant[0].id if meant else one["id"],
        participant=person,
        title=one["title"],
        **{name: one[name] or _USUAL.get(name, "") for name in _WORDS},
        may_be_shared=one["may_be_shared"],
        steps=tuple(placed),
        corroborations=tuple(
            Corroboration(each["supports"], each["document"] or None, each["source"], each["note"])
            for each in one["sources"]
        ),
    )


def _step(project: Project, coder: str, one: Mapping[str, Any], codings: CodingsByWords) -> StoryStep:
    excerpts = [
        codings.meant(ExcerptDraft(each["document"], each["code"], each["words"], "for", each["coder"], each["at"]))
        for each in one["excerpts"]
    ]
    refuse_codings(project, coder, excerpts)
    return StoryStep(
        code=one["code"],
        summary=one["summary"],
        codings=tuple(each.id for each in excerpts),
        after=one["after"],
        link=one["link"] or "inferred",
        narrative=one["narrative"] or "account",
        indicators=tuple(one["indicators"]),
        loops=tuple(Loop(each["to"], each["note"]) for each in one["loops"]),
    )


def _as_written(story: Story, codings: CodingsByWords) -> dict[str, Any]:
    words = {name: getattr(story, name) for name in _WORDS}
    told = {name: said for name, said in words.items() if said and said != _USUAL.get(name)}
    written: dict[str, Any] = {"id": story.id, "participant": story.participant, "title": story.title, **told}
    if story.may_be_shared:
        written["may_be_shared"] = True
    if story.steps:
        written["steps"] = [_step_as_written(step, codings) for step in story.steps]
    if story.corroborations:
        written["sources"] = [
            _filled({"document": one.document, "source": one.source, "supports": one.supports, "note": one.note})
            for one in story.corroborations
        ]
    return written


def _step_as_written(step: StoryStep, codings: CodingsByWords) -> dict[str, Any]:
    written: dict[str, Any] = _filled({"code": step.code, "summary": step.summary})
    if step.narrative != "account":
        written["narrative"] = step.narrative
    if step.after is not None:
        written |= {"after": step.after, "link": step.link}
    if step.codings:
        written["excerpts"] = [_excerpt(codings.draft(Evidence(one))) for one in step.codings]
    if step.indicators:
        written["indicators"] = list(step.indicators)
    if step.loops:
        written["loops"] = [_filled({"to": one.code, "note": one.note}) for one in step.loops]
    return written


def _excerpt(draft: ExcerptDraft) -> dict[str, Any]:
    return _filled(
        {"document": draft.document, "code": draft.code, "words": draft.words, "coder": draft.coder, "at": draft.at}
    )


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
