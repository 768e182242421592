"""The value matrix, flows and stories in reports: every figure and quote proved, consent kept, hopes apart."""

import re
from dataclasses import replace

import pytest
from studies import EXAMPLE, example_study

from qualcode.analysis.story_chains import settled
from qualcode.errors import QualcodeError
from qualcode.model import Participant
from qualcode.project import open_project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.figures import answered
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quoted_places import quoted_place
from qualcode.reports.content.draft import AUDIENCES, Draft
from qualcode.reports.content.markers import COMMENT, ask, read_markers
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.gaps import gaps
from qualcode.reports.kinds.limits import limits
from qualcode.reports.kinds.story_pages import stories
from qualcode.reports.kinds.value_section import flows, value_matrix
from qualcode.reports.verifying.verify import failed, verify_report
from qualcode.study.reporting.reports import material_of
from qualcode.study.storytelling.indicator_files import import_indicators
from qualcode.study.storytelling.story_files import import_stories


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The shipped example with its stories and indicators."""
    folder = example_study(tmp_path_factory.mktemp("value") / "study")
    with open_project(folder) as project:
        import_indicators(project, "ana", EXAMPLE / "indicators.csv")
        import_stories(project, "ana", EXAMPLE / "stories.yaml")
        return material_of(project)


def with_consent(material: Material, **consents: str) -> Material:
    def agreed(one: Participant) -> Participant:
        return replace(one, attributes={**one.attributes, "consent": consents.get(one.id, "quote")})

    return replace(material, participants=tuple(map(agreed, material.participants)))


def report(material: Material, audience: str = "team") -> str:
    answers = Answers(material)
    parts = ["# A study", "## Value matrix", *value_matrix(answers, audience), "## Flows", *flows(answers, audience)]
    return "\n\n".join([*parts, "## Stories", *stories(answers, audience)]) + "\n"


def read(text: str) -> str:
    return COMMENT.sub("", text)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_figure_and_quote_is_proved_and_the_markdown_survives_being_read(material: Material, audience: str):
    text = report(material, audience)
    lines = verify_report(text, material, fresh=Draft("study", text, audience))
    assert lines
    assert not failed(lines)
    assert {line.status for line in lines} == {"ok"}
    assert write_markdown(read_markdown(text)) == text


def test_a_figure_or_a_quote_that_was_altered_is_found(material: Material):
    text = report(material)
    draft = Draft("study", text, "team")
    flow = '<!-- number flow cycle="vc.applied" to="vc.realized" -->'
    assert f"| 2{flow}" in text
    for old, new in ((f"| 2{flow}", f"| 3{flow}"), ("From nine down to one", "From ten down to one")):
        assert failed(verify_report(text.replace(old, new), material, fresh=draft))


def test_each_figure_of_the_flow_table_is_a_count_of_people_in_the_stories_themselves(material: Material):
    answers, codings = Answers(material), {one.id: one for one in material.codings}
    for start in material.cycles:
        for end in material.cycles:
            who: set[str] = set()
            for story in settled(material.stories, material.codings, material.cycles):
                for step in story.steps:
                    before = story.steps[step.after - 1] if step.after else None
                    if before is None or "aspiration" in (before.narrative, step.narrative):
                        continue
                    ends = [next(c for c in material.cycles if one.code.startswith(c)) for one in (before, step)]
                    absent = [codings[one].modifiers.get("valence") == "absent" for one in step.codings]
                    if ends == [start, end] and not (absent and all(absent)):
                        who.add(story.participant)
            assert answered(answers, ask("number", "flow", cycle=start, to=end)) == str(len(who))


def test_a_hope_is_told_as_one_and_stands_in_no_flow(material: Material):
    text = read(report(material))
    assert "This is a hope or a plan: it tells of no value created." in text
    assert "Social capital, hoped for" in text
    assert re.search(r"\| Potential value \|.*as a hope 1 \|", text)
    assert "V04" not in text.partition("## Flows")[2].partition("## Stories")[0]
    assert "Realized value, expected and not come" in text


def test_outside_the_team_only_shared_stories_are_told_and_nobody_can_be_told_from_them(material: Material):
    for audience in ("sponsor", "public"):
        text = report(material, audience)
        assert "### V01." in text
        assert "### V03." not in text, "its participant has not agreed to it being shared"
        assert "Stories that are not told here: 2" in text
        assert not re.search(r"\bP\d\d\b|\bD\d\d\b|turn \d", text), "not even in a marker"
        assert "put together by ana" not in text
        for person in material.participants:
            assert person.attributes["school"] not in text
    assert "An interview bears it out" in read(report(material, "sponsor"))


def test_consent_keeps_words_back_and_where_there_is_none_the_whole_story(material: Material):
    paraphrased = with_consent(material, P05="paraphrase")
    text = report(paraphrased)
    assert "### V01." in text
    assert "From nine down to one" not in text
    assert "### V01." not in report(paraphrased, "sponsor")
    silent = with_consent(material, P05="none")
    text = report(silent)
    assert "### V01." not in text
    assert "### V04." not in text
    assert "Stories that are not told here: 2" in text
    assert not failed(verify_report(text, silent, fresh=Draft("study", text, "team")))


def test_quotes_in_stories_are_slices_of_the_transcripts(material: Material):
    answers = Answers(material)
    text = "\n\n".join(stories(answers))
    quotes = [marker.question for marker in read_markers(text) if marker.question.kind == "quote"]
    assert len(quotes) > 8
    for question in quotes:
        document, start, end = quoted_place(question, answers) or ("", 0, 0)
        assert " ".join(material.texts[document][start:end].split()) in read(text).replace("\\", "")


def test_the_story_of_one_person_can_be_told_by_itself(material: Material):
    answers = Answers(material)
    assert [one for one in stories(answers, "team", "P01") if one.startswith("### ")] == [
        "### V02. A scorecard thrown away"
    ]
    assert stories(answers, "team", "P02") == []


def test_words_that_were_typed_stay_inert(material: Material):
    odd = "<script>alert(1)</script> | `x` =cmd() 🂡"
    spoiled = replace(
        material,
        stories=(replace(material.stories[0], title=odd, otherwise=odd), *material.stories[1:]),
        indicators=(replace(material.indicators[0], name=odd), *material.indicators[1:]),
    )
    text = report(spoiled)
    assert "<script>" not in text
    assert not failed(verify_report(text, spoiled, fresh=Draft("study", text, "team")))


def test_what_is_missing_is_told_as_a_fact_and_a_step_says_of_how_many_words_it_is_made(material: Material):
    text = report(material, "sponsor")
    assert "no indicator yet" in text
    assert "find a" not in text
    assert ", of which told here V01" in read(text)
    story = next(one for one in material.stories if any(step.codings for step in one.steps))
    place = next(place for place, step in enumerate(story.steps) if step.codings)
    ids = [one.id for one in material.codings if one.participant == story.participant]
    wide = replace(story, steps=tuple(replace(one, codings=tuple(ids)) for one in story.steps))
    answers = Answers(replace(material, stories=(wide,)))
    told = figure(answers, "number", "rests", story=story.id, step=str(place + 1))
    assert f"Excerpts this step rests on: {told}; quoted here: 2." in stories(answers)
    assert int(told.partition("<")[0]) > 2


def test_limits_and_gaps_say_nothing_that_is_not_so(material: Material):
    assert "indicators alone stand beside it" in limits(Answers(material))[0]
    assert "no record or visit stands beside it" in limits(Answers(replace(material, indicators=())))[0]
    assert "Is there none" not in gaps(Answers(replace(material, codings=(), stories=())), "team")[0]


def test_a_study_without_cycles_stories_or_indicators_says_so(material: Material):
    bare = report(replace(material, stories=(), indicators=()))
    assert "No story of value has been put together yet." in bare
    assert "No story says yet what led from one cycle to another." in bare
    assert "No indicator has been taken in yet" in bare
    assert "has no value cycles" in report(replace(material, cycles={}))
    empty = replace(material, documents=(), participants=(), codings=(), stories=(), texts={}, turns={})
    assert "not step" in report(empty)


@pytest.mark.parametrize(
    "question",
    [
        ask("number", "flow", cycle="vc.applied", to="nowhere"),
        ask("number", "flow", cycle="vc.applied", to="vc.realized", link="sure"),
        ask("number", "indicators", cycle="nowhere"),
        ask("number", "chain", story="V77"),
        ask("number", "rests", story="V01", step="9"),
    ],
)
def test_a_marker_that_names_what_the_project_lacks_is_refused(material: Material, question):
    with pytest.raises(QualcodeError):
        answered(Answers(material), question)
