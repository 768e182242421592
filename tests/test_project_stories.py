"""Stories of value as a project keeps them: what they rest on, what becomes of it, and that undo works."""

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from conftest import Clock, coded, faults
from studies import qualcode, small_study

from qualcode.errors import QualcodeError
from qualcode.model import Corroboration, Indicator, Loop, Story, StoryStep
from qualcode.project import Project, open_project
from qualcode.study.codebooks.changing_codes import merge_codes
from qualcode.study.keeping_back import told_events
from qualcode.study.storytelling.linking_steps import link_steps
from qualcode.study.storytelling.telling_stories import add_step, edit_step, remove_step, start_story, step_resting_on

WORDS = {
    "made": ("D01", "We drafted the card", "vc.potential.tangible"),
    "used": ("D01", "We used it every week until May.", "vc.applied"),
    "ours": ("D01", "It was ours, though", "vc.reframing"),
    "trust": ("D02", "I trust three of those people", "vc.potential.social"),
    "asked": ("D01", "What did you take home?", "vc.potential.tangible"),
}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_study(tmp_path_factory.mktemp("stories") / "study")
    with open_project(folder, clock=Clock("2030-01-01T00:00:00+00:00")) as project:
        for document, words, code in WORDS.values():
            coded(project, "ana", words, code, document=document)
    return folder


@pytest.fixture
def study(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "study"))


def opened(study: Path) -> Project:
    return open_project(study, clock=Clock("2031-01-01T00:00:00+00:00"))


def id_of(project: Project, name: str) -> str:
    words = WORDS[name][1]
    return next(one.id for one in project.codings.listed() if one.words == words)


def the_card(project: Project) -> Story:
    """Made, then used because of it, in her own words."""
    made = step_resting_on(project, "ana", [id_of(project, "made")], None, "A card in one evening")
    used = step_resting_on(project, "ana", [id_of(project, "used")], None, "Every week")
    return start_story(
        project, "ana", Story("", "p01", "The card", steps=(made, replace(used, after=1, link="explicit")))
    )


def test_a_story_holds_one_participant_s_steps_in_their_order_and_gets_the_next_id(study: Path):
    with opened(study) as project:
        kept = the_card(project)
        assert (kept.id, kept.participant, kept.coder) == ("V01", "P01", "ana")
        assert [(one.code, one.after, one.link) for one in kept.steps] == [
            ("vc.potential.tangible", None, "inferred"),
            ("vc.applied", 1, "explicit"),
        ]
        project.stories.remove("ana", "v01")
        assert the_card(project).id == "V02", "an id that a forwarded report may name is given to no other story"
        assert not faults(project)


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (lambda one: replace(one, title=" "), "needs a title"),
        (lambda one: replace(one, part_played="vital"), "no part played"),
        (
            lambda one: replace(one, steps=(replace(one.steps[0], after=1), *one.steps[1:])),
            "only come after an earlier",
        ),
        (lambda one: replace(one, steps=(*one.steps, replace(one.steps[1], after=7))), "only come after an earlier"),
        (lambda one: replace(one, steps=(*one.steps, StoryStep("vc.realized", after=2, link="explicit"))), "no words"),
        (lambda one: replace(one, steps=(*one.steps, StoryStep("vc.realized", codings=one.steps[0].codings))), "coded"),
        (lambda one: replace(one, participant="P02"), "P01’s"),
        (lambda one: replace(one, corroborations=(Corroboration("yes", "D02", "and a name"),)), "one of the two"),
        (lambda one: replace(one, corroborations=(Corroboration("maybe", "D02"),)), "not “maybe”"),
    ],
)
def test_a_story_that_breaks_a_rule_is_not_kept_and_nothing_of_it_is(study: Path, spoiled, said: str):
    with opened(study) as project:
        whole = the_card(project)
        before = len(project.history.all())
        with pytest.raises(QualcodeError, match=said):
            project.stories.add("ana", spoiled(replace(whole, id="")))
        assert [one.id for one in project.stories.all()] == ["V01"]
        assert len(project.history.all()) == before


def test_no_step_rests_on_what_the_interviewer_said(study: Path):
    with opened(study) as project, pytest.raises(QualcodeError, match="nobody’s value"):
        step_resting_on(project, "ana", [id_of(project, "asked")], None, "")


def test_a_link_becomes_inferred_when_the_words_go_and_is_explicit_again_when_they_come_back(study: Path):
    with opened(study) as project:
        the_card(project)
        project.codings.remove("ana", id_of(project, "used"))
        step = project.stories.named("V01").steps[1]
        assert (step.codings, step.link) == ((), "inferred")
        project.history.undo("ana")
        assert project.stories.named("V01").steps[1].link == "explicit"
        assert not faults(project)


def test_a_step_put_in_or_taken_out_leaves_every_other_link_between_the_steps_it_was_between(study: Path):
    with opened(study) as project:
        the_card(project)
        add_step(project, "ana", "V01", StoryStep("vc.immediate", "Sat together"), place=1)
        assert [one.after for one in project.stories.named("V01").steps] == [None, None, 2]
        add_step(project, "ana", "V01", StoryStep("vc.realized", "Must have helped", after=3))
        remove_step(project, "ana", "V01", 2)
        assert [(one.code, one.after, one.link) for one in project.stories.named("V01").steps] == [
            ("vc.immediate", None, "inferred"),
            ("vc.applied", None, "inferred"),
            ("vc.realized", 2, "inferred"),
        ]
        for _ in range(3):
            project.history.undo("ana")
        assert [one.after for one in project.stories.named("V01").steps] == [None, 1]
        assert not faults(project)


def test_steps_loops_and_indicators_follow_a_code_that_is_merged(study: Path):
    with opened(study) as project:
        the_card(project)
        project.indicators.take_in("ana", [Indicator("", "vc.potential.tangible", "Cards printed")])
        add_step(project, "ana", "V01", StoryStep("vc.reframing", loops=(Loop("vc.potential.tangible", "a new card"),)))
        merge_codes(project, "ana", ["vc.potential.tangible"], "vc.potential.social")
        story = project.stories.named("V01")
        assert story.steps[0].code == "vc.potential.social"
        assert story.steps[0].codings == (id_of(project, "made"),)
        assert story.steps[2].loops == (Loop("vc.potential.social", "a new card"),)
        assert [one.code for one in project.indicators.all()] == ["vc.potential.social"]
        assert not faults(project)


def test_a_coding_that_meets_its_twin_in_a_merge_hands_its_place_in_stories_on(study: Path):
    with opened(study) as project:
        twin = coded(project, "ana", "We drafted the card", "vc.potential.social")
        the_card(project)
        merge_codes(project, "ana", ["vc.potential.tangible"], "vc.potential.social")
        assert project.stories.named("V01").steps[0].codings == (twin.id,)
        assert not faults(project)


def test_a_code_that_a_story_rests_on_is_retired_and_not_deleted(study: Path):
    qualcode(study, "stories", "add", "P01", "--title", "Hoped")
    qualcode(study, "stories", "step", "V01", "--code", "vc.potential.learning", "--summary", "Learnt to ask")
    with opened(study) as project:
        code = project.codes.named("vc.potential.learning")
        assert project.codes.rests_on(code) == "1 story step"


def test_whoever_has_a_story_stays_in_the_study_though_a_label_is_given_to_another(study: Path, tmp_path: Path):
    qualcode(study, "stories", "add", "P03", "--title", "A lunch")
    table = tmp_path / "speakers.csv"
    table.write_text("label,id\nCy Moe,P09\n", encoding="utf-8")
    assert qualcode(study, "import", "--speakers", table).code == 0
    with opened(study) as project:
        assert project.participants.ids() == ["P01", "P02", "P03", "P09"]
        assert project.stories.named("V01").participant == "P03"
        assert not faults(project)


def test_who_still_codes_an_interview_blind_is_not_told_of_the_stories_from_it(study: Path):
    with opened(study) as project:
        the_card(project)
        edit_step(project, "ana", "V01", 1, summary="Secretly done")
        coded(project, "ben", "Nobody asked us to", "vc.applied")
        told = [sentence for _, sentence in told_events(project, "ben")]
        assert not any("Secretly" in one or "The card" in one for one in told)
        assert told.count("worked on a story") == 2
        assert any("Secretly done" in sentence for _, sentence in told_events(project, "ana"))


def test_another_coder_may_change_a_story_and_undoes_only_what_they_changed_themselves(study: Path):
    with opened(study) as project:
        the_card(project)
        link_steps(project, "ben", "V01", 2, None)
        project.history.undo("ben")
        assert project.stories.named("V01").steps[1].link == "explicit"
        with pytest.raises(QualcodeError):
            project.history.undo("ben")
        assert [one.id for one in project.stories.all()] == ["V01"]


def held(project: Project) -> tuple[list[Story], list[Indicator], set[str]]:
    return project.stories.all(), project.indicators.all(), {one.id for one in project.codings.listed()}


def test_random_sessions_leave_a_sound_project_and_every_change_comes_back_by_undo_and_redo(study: Path):
    chance = Random(11)
    with opened(study) as project:
        project.indicators.take_in("ana", [Indicator("", "vc.applied", "Weeks of use")])
        ids = {name: id_of(project, name) for name in ("made", "used", "ours")}
        done = 0
        for number in range(60):
            before = held(project)
            if not before[0]:
                the_card_of(project, ids, chance)
                continue
            coder = chance.choice(["ana", "ben"])
            try:
                random_change(project, coder, chance.choice(before[0]), ids, chance, number)
            except QualcodeError:
                assert held(project) == before, "a refusal changes nothing"
                continue
            after = held(project)
            if after == before:
                continue
            done += 1
            if chance.random() < 0.5:
                project.history.undo(coder)
                assert held(project) == before
                project.history.redo(coder)
                assert held(project) == after
        assert done > 20
        assert not faults(project)


def the_card_of(project: Project, ids: dict[str, str], chance: Random) -> None:
    steps = [
        StoryStep("vc.potential.tangible", codings=(ids["made"],)),
        StoryStep("vc.applied", codings=(ids["used"],)),
    ]
    standing = {one.id for one in project.codings.listed()}
    kept = [one for one in steps[: chance.randint(0, 2)] if set(one.codings) <= standing]
    project.stories.add("ana", Story("", "P01", "Begun", steps=tuple(kept)))


def random_change(project: Project, coder: str, story: Story, ids: dict[str, str], chance: Random, n: int) -> None:
    what = chance.choice(["step", "step", "edit", "link", "take out", "remove", "loop", "source", "words", "coding"])
    number = chance.randint(1, len(story.steps) + 1)
    if what == "step":
        name, code = chance.choice([("made", "vc.potential"), ("used", "vc.applied"), ("ours", "vc.reframing")])
        excerpts = chance.choice([(), (ids[name],)])
        step = StoryStep(
            code, f"Step {n}", excerpts, chance.choice([None, 1, 2]), chance.choice(["explicit", "inferred"])
        )
        add_step(project, coder, story.id, step, place=chance.choice([None, number]))
    elif what == "link":
        link_steps(
            project, coder, story.id, number, chance.choice([None, 1, 2]), chance.choice(["explicit", "inferred"])
        )
    elif what == "take out":
        remove_step(project, coder, story.id, number)
    elif what == "words":
        indicators = chance.choice([(), ("I01",)])
        edit_step(project, coder, story.id, number, without=[chance.choice(list(ids.values()))], indicators=indicators)
    elif what == "remove":
        project.stories.remove(coder, story.id)
    elif what == "coding":
        project.codings.remove("ana" if coder == "ana" else "ben", chance.choice(list(ids.values())))
    elif what == "edit":
        project.stories.change(coder, "story.edit", story.id, lambda one: replace(one, title=f"Title {n}"))
    elif what == "loop" and story.steps:
        looped = (replace(story.steps[0], loops=(Loop("vc.reframing", str(n)),)), *story.steps[1:])
        project.stories.change(coder, "story.loop", story.id, lambda one: replace(one, steps=looped))
    elif what == "source":
        sources = (*story.corroborations[-1:], Corroboration("partly", None, f"Source {n}"))
        project.stories.change(coder, "story.source", story.id, lambda one: replace(one, corroborations=sources))
