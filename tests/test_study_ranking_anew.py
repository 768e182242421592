"""What waits in a new order after each decision of a sitting."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import CODEBOOK, Clock, faults
from hypothesis import given, settings
from hypothesis import strategies as st
from screens import sit_down
from studies import ids_asking

from qualcode.encoders import WORDS_ONLY
from qualcode.encoders.caching import key_of
from qualcode.model import Suggestion
from qualcode.project import Project, open_project
from qualcode.project.samples import NewSampled
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.setting_up import set_up
from qualcode.study.suggesting.passages_read import ReadPassage, read_passages
from qualcode.study.suggesting.ranking_anew import RankingAnew, risen
from qualcode.study.suggesting.review_queue import next_waiting
from qualcode.study.suggesting.review_sitting import ReviewSitting
from qualcode.study.suggesting.scored_reading import reading_of

BUSES = [
    "The bus to the district was late again, so the bus driver and I talked about buses all morning long.",
    "No bus ran on Monday, and the driver of the other bus said that buses would be late again anyway.",
    "We waited for the late bus with forty children, until the driver found another bus for all of us.",
    "Every late bus costs us a morning, I told the driver, and buses are late again and again these days.",
]
OTHERS = [
    "My garden had tomatoes this year, and the neighbours came to look at them nearly every evening in July.",
    "The choir sang in the old church, which was cold, and people stayed for soup and bread after singing.",
    "I painted the kitchen yellow with my sister, who thinks that green would have been so much better there.",
    "Her thesis was about rivers and fish, and she spent two summers counting salmon near the old stone bridge.",
    "They moved the piano upstairs in the rain, four strong people, and nobody dropped anything on the way up.",
    "Our dog sleeps under the table when guests come, and he snores so loudly that everybody begins to laugh.",
    "The dentist was kind to my son, who had been afraid of that chair for weeks before we went there at last.",
    "In winter the lake freezes over completely, and the whole village skates there until it gets quite dark.",
]
SPOKEN = [*BUSES[:3], *OTHERS, BUSES[3]]
"""The fourth about buses comes last of all."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interview of twelve passages that ana has finished; nothing coded, words alone compared."""
    folder = tmp_path_factory.mktemp("ranking")
    (folder / "dana.txt").write_text("".join(f"Q: And?\n\nDana: {one}\n\n" for one in SPOKEN), encoding="utf-8")
    book = folder / "book.yaml"
    book.write_text(CODEBOOK, encoding="utf-8")
    with set_up(folder / "study", codebook=str(book), coder="ana", title="Ranking") as project:
        import_files(project, "ana", [folder / "dana.txt"])
        project.finishes.finish("ana", "D01")
        assert [unit.passage.words for unit in units(project)] == SPOKEN
    return folder / "study"


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Iterator[Project]:
    folder = shutil.copytree(made, tmp_path / "study")
    with open_project(folder, clock=Clock(), new_id=ids_asking(reason=False)) as opened:
        yield opened


def units(project: Project) -> list[ReadPassage]:
    return [unit for unit in read_passages(project, {"D01"}) if unit.passage.words != "And?"]


def offer(project: Project, *pairs: tuple[str, str], arms: dict[int, str] | None = None, by: str = "words only"):
    """Suggestions of whole passages with codes, in this order."""
    at = {unit.passage.words: unit.passage for unit in units(project)}
    new = [
        NewSuggestion("D01", at[words].start, at[words].end, words, code, "some", 0.5, rank, None)
        for rank, (words, code) in enumerate(pairs, 1)
    ]
    project.suggestions.offer(
        "ana", [replace(one, arm=(arms or {}).get(n, "offered")) for n, one in enumerate(new)], by
    )


def told(project: Project, ids: list[str]) -> list[tuple[str, str]]:
    every = {one.id: (one.words, one.code) for one in project.suggestions.ledger("ana")}
    return [every[one] for one in ids if one in every]


def sitting_of(project: Project, *, in_background: bool = False) -> tuple[ReviewSitting, RankingAnew]:
    ranking = RankingAnew(project, "ana", in_background=in_background)
    return ReviewSitting(project, "ana", ranking=ranking), ranking


def accept(sitting: ReviewSitting, how_many: int) -> None:
    for _ in range(how_many):
        one = sitting.front()
        assert isinstance(one, Suggestion)
        sitting.accept(one)


PAGE = [*BUSES[:3], *OTHERS[:2]]
"""What is in front first: three about buses, and two others."""
EVERY = [(words, "card") for words in [*PAGE, *OTHERS[2:], BUSES[3]]]


def likeliest_first(project: Project, code: str, *besides: str) -> list[str]:
    """The passages as suggestions in the order “likely” would come, without some."""
    reading = reading_of(project, "ana")
    scores = reading.scores(WORDS_ONLY)
    fit = dict(zip(reading.passages, scores.probabilities[:, scores.codes.index(code)], strict=True))
    return sorted((words for words in SPOKEN if words not in besides), key=lambda words: -fit[words])


def test_after_three_about_the_same_are_accepted_an_unseen_passage_alike_to_them_comes_sooner(project: Project):
    before = likeliest_first(project, "card", *PAGE)
    assert before.index(BUSES[3]) > 2
    offer(project, *((words, "card") for words in [*PAGE, *before]))
    sitting, _ = sitting_of(project)
    accept(sitting, 3)
    found = [words for words, _ in told(project, sitting.waiting())]
    assert found[:3] == [*OTHERS[:2], BUSES[3]]
    assert sorted(found[2:]) == sorted(before)
    assert len(project.codings.within()) == 3
    assert not faults(project)


def test_which_code_comes_where_stays_and_passages_of_other_codes_keep_their_places(project: Project):
    mixed = [*EVERY[:5], *((words, code) for words in (*OTHERS[2:], BUSES[3]) for code in ("lunch", "card"))]
    offer(project, *mixed)
    sitting, _ = sitting_of(project)
    before = told(project, sitting.waiting())
    accept(sitting, 3)
    after = told(project, sitting.waiting())
    assert [code for _, code in after] == [code for _, code in before[3:]]
    assert [one for one in after if one[1] == "lunch"] == [one for one in before if one[1] == "lunch"]
    assert after != before[3:]


def test_decoys_and_passages_to_be_read_again_keep_their_places(project: Project):
    offer(project, *EVERY, arms={6: "decoy", 7: "withheld"})
    passage = units(project)[4].passage
    project.samples.record(
        "ana", [NewSampled("D01", passage.start, passage.end, passage.words)], seed=1, unmarked={"D01": 1}
    )
    sitting, _ = sitting_of(project)
    before = sitting.waiting()
    still = {one.id for one in project.suggestions.ledger("ana") if one.arm != "offered"}
    still |= {one.id for one in project.samples.waiting("ana")}
    decided = 0
    while decided < 3:
        one = sitting.front()
        assert one is not None
        if isinstance(one, Suggestion):
            sitting.accept(one)
            decided += 1
        else:
            sitting.skip()
            before.remove(one.id)
    before = [one for one in before if one in sitting.waiting()]
    after = sitting.waiting()
    assert after != before
    assert [n for n, one in enumerate(after) if one in still] == [n for n, one in enumerate(before) if one in still]
    assert [one for one in after if one in still] == [one for one in before if one in still]


def test_nothing_is_written_but_the_decision_and_undo_brings_the_order_back(project: Project):
    offer(project, *EVERY)
    sitting, _ = sitting_of(project)
    sitting.front()
    events, before = len(project.history.all()), sitting.waiting()
    accept(sitting, 3)
    assert len(project.history.all()) == events + 3
    assert sitting.waiting() != before[3:]
    for _ in range(3):
        sitting.undo()
    assert sorted(sitting.waiting()) == sorted(before)
    assert sitting.waiting()[5:] == before[5:]


def test_in_the_background_comes_the_same_order(project: Project, made: Path, tmp_path: Path):
    offer(project, *EVERY)
    sitting, ranking = sitting_of(project, in_background=True)
    accept(sitting, 3)
    assert ranking.settled(60)
    in_background = told(project, sitting.waiting())
    sitting.end()
    assert not ranking.settled(0)
    with open_project(shutil.copytree(made, tmp_path / "other"), new_id=ids_asking(reason=False)) as other:
        offer(other, *EVERY)
        sitting, _ = sitting_of(other)
        accept(sitting, 3)
        assert told(other, sitting.waiting()) == in_background != EVERY[3:]


def test_of_another_code_given_instead_the_passages_move(project: Project):
    before = likeliest_first(project, "lunch", *BUSES[:3])
    offer(project, *((words, "card") for words in PAGE), *((words, "lunch") for words in before))
    sitting, _ = sitting_of(project)
    for _ in range(3):
        one = sitting.front()
        assert isinstance(one, Suggestion)
        sitting.accept(one, code="lunch")
    after = [words for words, code in told(project, sitting.waiting()) if code == "lunch"]
    assert after.index(BUSES[3]) < before.index(BUSES[3])
    sitting.front()
    assert sitting.refuse_page() == 2
    assert len(sitting.waiting()) == len(next_waiting(project, "ana")) == len(before)


@pytest.mark.parametrize("in_background", [False, True])
def test_where_a_vector_is_missing_every_decision_stands_and_the_order_stays(project: Project, in_background: bool):
    offer(project, *EVERY, by="a model that is not here")
    # Kept for one passage alone: scoring finds out in the middle of its work, in whatever thread it runs.
    project.vectors.put("a model that is not here", {key_of(SPOKEN[0]): np.ones(4, dtype=np.float16)})
    sitting, ranking = sitting_of(project, in_background=in_background)
    before = sitting.waiting()
    accept(sitting, 3)
    assert not ranking.settled(60)
    assert sitting.waiting() == before[3:]
    accept(sitting, 2)
    assert len(project.codings.within()) == sitting.count("accepted") == 5


def test_before_anybody_asked_for_suggestions_nothing_is_learned(project: Project):
    offer(project, *EVERY, by="by hand")
    sitting, ranking = sitting_of(project)
    before = sitting.waiting()
    accept(sitting, 3)
    assert sitting.waiting() == before[3:]
    assert not ranking.settled(0)


def test_on_the_screen_whoever_leaves_at_once_has_every_decision_on_disk(made: Path, tmp_path: Path):
    study = shutil.copytree(made, tmp_path / "study")
    with open_project(study, new_id=ids_asking(reason=False)) as project:
        offer(project, *EVERY)

    async def story(desk):
        await desk.press("a", "a", "a", "q")

    assert sit_down(study, story, document=None, reviewing=True) == "3 decided, 3 accepted, 9 still wait."
    with open_project(study) as project:
        assert [one.words for one in project.codings.within()] == BUSES[:3]


SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(SCORES, st.randoms(use_true_random=False))
def test_what_stood_in_the_order_of_its_scores_stands_so_again_and_nothing_is_lost(scores, random):
    before = np.array(sorted(scores, reverse=True))
    now = np.array([random.random() for _ in scores])
    order = risen(before, now)
    assert sorted(order) == list(range(len(scores)))
    assert [now[one] for one in order] == sorted(now, reverse=True)
    assert risen(now, now) == list(range(len(scores)))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 12), st.randoms(use_true_random=False))
def test_in_whatever_order_things_stand_what_alone_rose_never_comes_later(n, random):
    before = np.array([random.random() for _ in range(n)])
    now, rising = before.copy(), random.randrange(n)
    now[rising] = 2.0
    assert risen(before, now).index(rising) <= rising
