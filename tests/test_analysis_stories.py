"""Chains, flows and the value matrix, against the same rules written naively."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.counting import counted
from qualcode.analysis.story_chains import longest_chain, path, runs, settled
from qualcode.analysis.value_flows import broken_chains, flows, loops
from qualcode.analysis.value_matrix import value_matrix
from qualcode.model import Coding, Document, Indicator, Loop, Participant, Story, StoryStep

CYCLES = {"vc.immediate": "Immediate", "vc.potential": "Potential", "vc.applied": "Applied", "vc.realized": "Realized"}
CODES = ("vc.immediate", "vc.potential.human", "vc.potential", "vc.applied", "vc.realized", "other")
PEOPLE = tuple(Participant(f"P0{n}", {"school": "Alder" if n < 3 else "Birch"}) for n in range(1, 5))
SENSES = ({}, {"valence": "positive"}, {"valence": "absent"}, {"narrative": "aspiration"}, {"valence": "negative"})


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[Document], list[Coding], list[Story], list[Indicator]]:
    documents, codings = [], []
    for n, person in enumerate(PEOPLE, 1):
        finished = ("ana",) if draw(st.booleans()) or n == 1 else ()
        asked = draw(st.sampled_from([None, frozenset({"vc.potential"}), frozenset(CYCLES)]))
        documents.append(Document(f"D0{n}", "", "interview", (person.id,), finished, next(iter(finished), None), asked))
        for at in range(draw(st.integers(0, 4))):
            code, sense = draw(st.sampled_from(CODES)), draw(st.sampled_from(SENSES))
            key = f"{person.id}-{at}"
            codings.append(Coding(key, f"D0{n}", person.id, 1, at * 9, at * 9 + 5, "words", code, "ana", sense))
    stories = []
    for n in range(draw(st.integers(0, 4))):
        person = draw(st.sampled_from(PEOPLE)).id
        own = [one.id for one in codings if one.participant == person]
        steps: list[StoryStep] = []
        for number in range(draw(st.integers(0, 5))):
            after = draw(st.sampled_from([None, *range(1, number + 1)]))
            chosen = draw(st.lists(st.sampled_from([*own, "gone"]), max_size=2, unique=True))
            back = draw(st.sampled_from([(), (Loop("vc.potential.human"),), (Loop("other", "so"),)]))
            steps.append(
                StoryStep(
                    draw(st.sampled_from(CODES)),
                    codings=tuple(chosen),
                    after=after,
                    link=draw(st.sampled_from(["explicit", "inferred"])),
                    narrative=draw(st.sampled_from(["account", "account", "aspiration"])),
                    loops=back,
                )
            )
        stories.append(
            Story(
                f"V0{n + 1}",
                person,
                "",
                steps=tuple(steps),
                narrative=draw(st.sampled_from(["account"] * 4 + ["aspiration"])),
            )
        )
    indicators = [Indicator(f"I0{n}", draw(st.sampled_from(CODES[:5])), "") for n in range(draw(st.integers(0, 2)))]
    return documents, codings, stories, indicators


def cycle(code: str) -> str | None:
    return {**{one: one for one in CYCLES}, "vc.potential.human": "vc.potential"}.get(code)


def words_of(step: StoryStep, by_id: dict[str, Coding]) -> list[Coding]:
    return [by_id[one] for one in step.codings if one in by_id and cycle(by_id[one].code) == cycle(step.code)]


def hope(story: Story, step: StoryStep, by_id: dict[str, Coding]) -> bool:
    words = words_of(step, by_id)
    told = bool(words) and all(one.modifiers.get("narrative") == "aspiration" for one in words)
    return story.narrative == "aspiration" or step.narrative == "aspiration" or told


def came(coding: Coding) -> bool:
    return coding.modifiers.get("narrative") != "aspiration" and coding.modifiers.get("valence") != "absent"


@settings(max_examples=60, deadline=None)
@given(studies())
def test_flows_count_each_participant_once_and_hopes_apart(study) -> None:
    _, codings, stories, _ = study
    by_id = {one.id: one for one in codings}
    found = {(one.cycle, one.to): one for one in flows(settled(stories, codings, CYCLES), tuple(CYCLES), by_id)}
    for start, end in product(CYCLES, CYCLES):
        kinds: dict[str, set[str]] = {"explicit": set(), "inferred": set(), "hope": set(), "absent": set()}
        through = []
        for story in stories:
            for step in story.steps:
                if step.after is None:
                    continue
                before = story.steps[step.after - 1]
                if (cycle(before.code), cycle(step.code)) != (start, end):
                    continue
                through.append(story.id)
                if hope(story, before, by_id) or hope(story, step, by_id):
                    kinds["hope"].add(story.participant)
                elif words_of(step, by_id) and all(
                    one.modifiers.get("valence") == "absent" for one in words_of(step, by_id)
                ):
                    kinds["absent"].add(story.participant)
                elif step.link == "explicit" and words_of(before, by_id) and words_of(step, by_id):
                    kinds["explicit"].add(story.participant)
                else:
                    kinds["inferred"].add(story.participant)
        flow = found.pop((start, end), None)
        assert (flow is None) == (not through)
        if flow is not None:
            told = (flow.explicit, flow.inferred, flow.hoped_for, flow.did_not_come)
            assert told == tuple(map(len, kinds.values()))
            assert flow.participants == len(kinds["explicit"] | kinds["inferred"])
            assert flow.stories == tuple(dict.fromkeys(through))
    assert not found


@settings(max_examples=60, deadline=None)
@given(studies())
def test_the_longest_chain_is_the_longest_of_all_walks_along_explicit_links(study) -> None:
    _, codings, stories, _ = study
    by_id = {one.id: one for one in codings}
    for story, shown in zip(stories, settled(stories, codings, CYCLES), strict=True):
        walks = [()]
        for number in range(1, len(story.steps) + 1):
            walk, at = [number], story.steps[number - 1]
            while at.after is not None and at.link == "explicit":
                before = story.steps[at.after - 1]
                hopes = hope(story, at, by_id) or hope(story, before, by_id)
                if hopes or not (words_of(at, by_id) and words_of(before, by_id)):
                    break
                walk.insert(0, at.after)
                at = before
            walks.append(tuple(walk))
        longest = max(map(len, walks))
        chain = longest_chain(shown)
        assert chain.links == max(0, longest - 1)
        assert chain.steps in walks


@settings(max_examples=60, deadline=None)
@given(studies())
def test_a_broken_chain_is_potential_value_that_came_with_no_applied_value_that_came_anywhere(study) -> None:
    documents, codings, stories, _ = study
    counts = counted(codings, documents)
    shown = settled(stories, codings, CYCLES)
    by_id = {one.id: one for one in codings}
    done = {one.id for one in documents if one.finished_by}
    expected = {}
    for person in PEOPLE:
        ways: dict[str, list[str]] = {"vc.potential": [], "vc.applied": []}
        for name, way in ways.items():
            if any(
                one.participant == person.id and one.document in done and cycle(one.code) == name and came(one)
                for one in codings
            ):
                way.append("coded")
            for story in stories:
                for step in story.steps:
                    words = words_of(step, by_id)
                    own = story.participant == person.id and cycle(step.code) == name
                    if own and not hope(story, step, by_id) and (not words or any(map(came, words))):
                        way.append("told")
        if ways["vc.potential"] and not ways["vc.applied"]:
            expected[person.id] = " and ".join(dict.fromkeys(ways["vc.potential"]))
    found = broken_chains(counts, PEOPLE, shown, by_id, tuple(CYCLES))
    assert {one.participant: one.potential for one in found} == expected
    for one in found:
        on_applied = [c for c in counts.codings if c.participant == one.participant and c.code == "vc.applied"]
        assert (one.applied in {"hoped for", "hoped for, did not come"}) == bool(on_applied)


@settings(max_examples=60, deadline=None)
@given(studies())
def test_a_row_of_the_matrix_counts_people_stories_and_indicators_of_its_cycle_alone(study) -> None:
    documents, codings, stories, indicators = study
    counts = counted(codings, documents)
    by_id = {one.id: one for one in codings}
    rows = value_matrix(counts, PEOPLE, CYCLES, settled(stories, codings, CYCLES), indicators)
    assert [row.code for row in rows] == list(CYCLES)
    done = {one.id: one for one in documents if one.finished_by}
    for row in rows:
        own = [one for one in codings if one.document in done and cycle(one.code) == row.code]
        raised = {one.participant for one in own}
        chance = {one.participants[0] for one in done.values() if one.asked is None or row.code in one.asked}
        assert (row.participants, row.of) == (len(raised), len(raised | chance))
        hoping = {one.participant for one in own if one.modifiers.get("narrative") == "aspiration"}
        assert row.hoped_for == len(hoping)
        for sense in ("positive", "negative", "absent"):
            told = {one.participant for one in own if one.modifiers.get("valence") == sense}
            assert getattr(row, sense) == len(told)
        through = [s.id for s in stories if any(cycle(t.code) == row.code and not hope(s, t, by_id) for t in s.steps)]
        touched = [s.id for s in stories if any(cycle(t.code) == row.code for t in s.steps) and s.id not in through]
        assert (list(row.stories), list(row.stories_hoped_for)) == (through, touched)
        assert list(row.indicators) == [one.id for one in indicators if cycle(one.code) == row.code]
        gaps = {(True, True): "", (False, True): "find an indicator", (True, False): "find a story"}
        assert row.gap == gaps.get((bool(row.indicators), bool(row.stories)), "find both")


@settings(max_examples=40, deadline=None)
@given(studies())
def test_loops_count_participants_by_where_they_lead(study) -> None:
    _, codings, stories, _ = study
    by_id = {one.id: one for one in codings}
    expected: dict[tuple[str, str], set[str]] = {}
    for story in stories:
        for step in story.steps:
            for loop in step.loops:
                if cycle(step.code) and not hope(story, step, by_id):
                    expected.setdefault((str(cycle(step.code)), cycle(loop.code) or loop.code), set()).add(
                        story.participant
                    )
    found = loops(settled(stories, codings, CYCLES), tuple(CYCLES))
    assert {(one.cycle, one.to): one.participants for one in found} == {key: len(who) for key, who in expected.items()}


def test_runs_keep_the_order_of_telling_and_are_cut_where_the_cycle_changes_or_a_hope_begins() -> None:
    def said(at: int, code: str, narrative: str = "account") -> Coding:
        return Coding(f"c{at}", "D01", "P01", 1, at, at + 1, "w", code, "ana", {"narrative": narrative})

    told = [said(30, "vc.applied"), said(10, "vc.potential.human"), said(20, "vc.potential"), said(40, "other")]
    told += [said(50, "vc.applied", "aspiration"), said(60, "vc.applied")]
    assert [(run.cycle, run.code, [one.id for one in run.codings], run.narrative) for run in runs(told, CYCLES)] == [
        ("vc.potential", "vc.potential", ["c10", "c20"], "account"),
        ("vc.applied", "vc.applied", ["c30"], "account"),
        ("vc.applied", "vc.applied", ["c50"], "aspiration"),
        ("vc.applied", "vc.applied", ["c60"], "account"),
    ]


def test_a_path_names_a_hope_as_one() -> None:
    steps = (
        StoryStep("vc.potential.human"),
        StoryStep("vc.potential"),
        StoryStep("vc.applied", narrative="aspiration"),
    )
    assert path(Story("V01", "P01", "", steps=steps), CYCLES, {}) == "Potential → Applied (hoped for)"
