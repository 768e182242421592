"""What people choose to quote is one event each, goes where its excerpts go, and can be taken back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Clock, coded, faults, place
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model import Coding, Evidence
from qualcode.project import Project, open_project
from qualcode.project.quote_choices import WantedQuote
from qualcode.project.theme_changes import Members, ThemeEdit
from qualcode.project.themes import NewTheme
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quoting import quotes_for
from qualcode.study.codebooks.changing_codes import merge_codes
from qualcode.study.reporting.report_material import material_of

DRAFTED, ASKED, TRUST = (
    "We drafted the card together.",
    "My teachers asked for it again",
    "I can say awkward things there",
)
NOTHING = "Nothing I could use."


def prepare(project: Project) -> None:
    """Two themes: the card, of the code card and one excerpt of trust; lunch, of no excerpt yet."""
    for words in (DRAFTED, ASKED):
        coded(project, "ana", words, "card")
    trust = coded(project, "ben", TRUST, "trust")
    opposed = coded(project, "ana", NOTHING, "lunch", document="D02")
    evidence = (Evidence(trust.id), Evidence(opposed.id, "against"))
    project.themes.name_new("ana", NewTheme("The card", "It was made together.", "", ("card",), evidence))
    project.themes.name_new("ana", NewTheme("Lunch", "Food keeps people coming."))


@pytest.fixture(scope="module")
def prepared(study_on_disk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(study_on_disk, tmp_path_factory.mktemp("quotes") / "project"))
    with open_project(folder, clock=Clock()) as project:
        prepare(project)
    return folder


@pytest.fixture
def quoted(prepared: Path, tmp_path: Path) -> Project:
    """Drafted kept first, trust kept second and trimmed, asked dropped; for the public asked kept."""
    folder = Path(shutil.copytree(prepared, tmp_path / "project"))
    with open_project(folder, clock=Clock("2026-03-03T09:00:00+00:00")) as project:
        card = project.themes.named("The card")
        choices = project.quote_choices
        choices.keep("ana", card, [WantedQuote(of(project, DRAFTED).id, "keep")])
        choices.trim("ben", card, WantedQuote(of(project, TRUST).id, "keep", "I can say … things there"))
        choices.drop("ana", card, [WantedQuote(of(project, ASKED).id, "drop")])
        choices.keep("ana", card, [WantedQuote(of(project, ASKED).id, "keep")], "public")
        yield project  # type: ignore[misc]


def of(project: Project, words: str) -> Coding:
    return next(one for one in project.codings.within() if one.words == words)


def standing(project: Project) -> list[tuple[str, str, str, str, int | None, str]]:
    """Theme, excerpt, audience, choice, position and words of every choice."""
    names = {one.id: one.name for one in project.themes.all()}
    codings = {one.id: one.words.split()[0] for one in project.codings.everywhere()}
    return sorted(
        (names[one.theme], codings[one.coding], one.audience, one.choice, one.position, one.words)  # type: ignore[misc]
        for one in project.quote_choices.all()
    )


CHOSEN = [
    ("The card", "I", "", "keep", 2, "I can say … things there"),
    ("The card", "My", "", "drop", None, ""),
    ("The card", "My", "public", "keep", 3, ""),
    ("The card", "We", "", "keep", 1, ""),
]


def test_each_choice_is_one_event_of_its_coder_told_without_the_words(quoted):
    assert standing(quoted) == CHOSEN
    told = [(one.actor, one.sentence, one.personal) for one in quoted.history.all()[-4:]]
    assert told == [
        ("ana", "kept 1 quote of “The card”", False),
        ("ben", "trimmed 1 quote of “The card”", False),
        ("ana", "dropped 1 quote of “The card”", False),
        ("ana", "kept 1 quote of “The card” (for the public)", False),
    ]
    assert faults(quoted) == []


def test_a_choice_that_is_like_that_already_is_no_event(quoted):
    before = len(quoted.history.all())
    card = quoted.themes.named("The card")
    quoted.quote_choices.keep("ben", card, [WantedQuote(of(quoted, TRUST).id, "keep")])
    quoted.quote_choices.drop("ben", card, [WantedQuote(of(quoted, ASKED).id, "drop")])
    quoted.quote_choices.reset("ben", card, [WantedQuote(of(quoted, NOTHING).id, None)])
    assert len(quoted.history.all()) == before
    assert standing(quoted) == CHOSEN


def test_an_order_puts_the_named_first_and_leaves_the_others_behind_them(quoted):
    card = quoted.themes.named("The card")
    quoted.quote_choices.order("ben", card, [WantedQuote(of(quoted, TRUST).id, "keep")])
    assert [row[4] for row in standing(quoted) if not row[2]] == [1, None, 2]
    assert quoted.history.all()[-1].sentence.startswith("put in order")


def test_what_is_chosen_for_one_audience_begins_as_it_is_for_all(quoted):
    card = quoted.themes.named("The card")
    quoted.quote_choices.keep("ana", card, [WantedQuote(of(quoted, TRUST).id, "keep")], "sponsor")
    quoted.quote_choices.reset("ana", card, [WantedQuote(of(quoted, TRUST).id, None)])
    assert ("The card", "I", "sponsor", "keep", 3, "I can say … things there") in standing(quoted)


def test_a_choice_for_other_words_of_the_same_place_gives_way(quoted):
    card, drafted = quoted.themes.named("The card"), of(quoted, DRAFTED)
    twin = coded(quoted, "ben", DRAFTED, "card")
    quoted.quote_choices.drop("ben", card, [WantedQuote(twin.id, "drop", beside=(drafted.id,))])
    assert [one.choice for one in quoted.quote_choices.all() if one.coding in (twin.id, drafted.id)] == ["drop"]


def change(project: Project, how: str) -> None:
    card, lunch = project.themes.named("The card"), project.themes.named("Lunch")
    drafted, trust = of(project, DRAFTED), of(project, TRUST)
    changes = project.theme_changes
    done: dict[str, Callable[[], object]] = {
        "remove a coding": lambda: project.codings.remove("ana", drafted.id),
        "remove the theme": lambda: project.themes.remove("ana", "The card"),
        "merge": lambda: changes.merge("ana", [card], lunch),
        "split": lambda: changes.split("ana", card, NewTheme("Trust", "…"), Members((), (trust.id,))),
        "split a code": lambda: changes.split("ana", card, NewTheme("Made", "…"), Members(("card",))),
        "move": lambda: changes.move("ana", card, lunch, Members((), (trust.id,))),
        "move and keep": lambda: changes.move("ana", card, lunch, Members((), (trust.id,)), keep=True),
        "take out": lambda: changes.edit("ana", card, ThemeEdit(without=(trust.id,))),
        "begin a map": lambda: project.theme_maps.begin("ana", "main", "rival"),
    }
    done[how]()


MOVED = {
    "remove a coding": CHOSEN[:3],
    "remove the theme": [],
    "merge": [("Lunch", *row[1:]) for row in CHOSEN],
    "split": [*CHOSEN[1:], ("Trust", "I", "", "keep", 1, "I can say … things there")],
    "split a code": [
        ("Made", "My", "", "drop", None, ""),
        ("Made", "My", "public", "keep", 2, ""),
        ("Made", "We", "", "keep", 1, ""),
        CHOSEN[0],
    ],
    "move": [("Lunch", "I", "", "keep", 1, "I can say … things there"), *CHOSEN[1:]],
    "move and keep": CHOSEN,
    "take out": CHOSEN[1:],
    "begin a map": sorted([*CHOSEN, *CHOSEN], key=str),
}


@pytest.mark.parametrize("how", MOVED)
def test_choices_go_with_their_excerpts_and_undo_brings_them_back(quoted, how):
    events = len(quoted.history.all())
    change(quoted, how)
    assert sorted(standing(quoted), key=str) == sorted(MOVED[how], key=str)
    done = quoted.history.all()
    assert len(done) == events + 1
    assert faults(quoted) == []
    quoted.history.undo_event("ana", done[-1].id)
    assert standing(quoted) == CHOSEN
    assert faults(quoted) == []
    quoted.history.redo_event("ana", done[-1].id)
    assert sorted(standing(quoted), key=str) == sorted(MOVED[how], key=str)
    assert faults(quoted) == []


def test_a_merged_theme_keeps_what_was_chosen_for_it(quoted):
    card, lunch = quoted.themes.named("The card"), quoted.themes.named("Lunch")
    lunch = quoted.theme_changes.edit("ana", lunch, ThemeEdit(evidence=(Evidence(of(quoted, DRAFTED).id),)))
    quoted.quote_choices.drop("ana", lunch, [WantedQuote(of(quoted, DRAFTED).id, "drop")])
    quoted.theme_changes.merge("ana", [card], lunch)
    assert ("Lunch", "We", "", "drop", None, "") in standing(quoted)
    assert len(standing(quoted)) == len(CHOSEN)


def test_an_excerpt_that_stays_in_the_theme_through_a_code_keeps_its_choice(quoted):
    card, drafted = quoted.themes.named("The card"), of(quoted, DRAFTED)
    card = quoted.theme_changes.edit("ana", card, ThemeEdit(evidence=(Evidence(drafted.id),)))
    quoted.theme_changes.edit("ana", card, ThemeEdit(without=(drafted.id,)))
    assert standing(quoted) == CHOSEN


def test_an_excerpt_of_a_part_keeps_its_choice_when_the_part_stays(quoted):
    card, lunch = quoted.themes.named("The card"), quoted.themes.named("Lunch")
    quoted.theme_changes.edit("ana", lunch, ThemeEdit(part_of="The card", codes=("trust",)))
    quoted.theme_changes.edit("ana", card, ThemeEdit(without=(of(quoted, TRUST).id,)))
    assert standing(quoted) == CHOSEN


def test_when_two_codes_become_one_the_choices_do_too(quoted):
    card, drafted = quoted.themes.named("The card"), of(quoted, DRAFTED)
    twin = coded(quoted, "ana", DRAFTED, "trust")
    quoted.quote_choices.drop("ana", card, [WantedQuote(twin.id, "drop")], "sponsor")
    before = quoted.quote_choices.all()
    merge_codes(quoted, "ana", ["trust"], "card")
    after = {(one.audience, one.choice) for one in quoted.quote_choices.all() if one.coding == drafted.id}
    assert after == {("", "keep"), ("sponsor", "drop")}
    assert faults(quoted) == []
    quoted.history.undo_event("ana", quoted.history.all()[-1].id)
    assert quoted.quote_choices.all() == before


def test_what_stands_in_the_way_of_undoing_a_coding_is_named(quoted):
    coding = coded(quoted, "ana", "asked for it", "card")
    quoted.quote_choices.keep("ben", quoted.themes.named("The card"), [WantedQuote(coding.id, "keep")])
    with pytest.raises(QualcodeError, match="ben kept 1 quote of “The card”"):
        quoted.history.undo("ana")


def test_a_trim_stays_where_the_words_still_fit_and_gives_way_where_they_do_not(quoted):
    trust = of(quoted, TRUST)

    def shown() -> list[str]:
        answers = Answers(material_of(quoted))
        return [one.words for one in quotes_for(answers, "The card", "for", "team") if trust.id in one.codings]

    quoted.finishes.finish("ben", "D01")
    assert shown() == ["I can say … things there"]
    start, end = place(quoted, "D01", TRUST)
    quoted.codings.edit("ben", trust.id, place=(start, end + 1))
    assert shown() == [f"{TRUST}."]
    quoted.history.undo("ben")
    assert shown() == ["I can say … things there"]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["keep", "drop", "reset", "order", "trim", "undo", "redo", "remove", "move"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["", "", "sponsor"]),
        st.sampled_from(["ana", "ben"]),
    ),
    min_size=3,
    max_size=10,
)


def act(project: Project, what: str, one: int, other: int, audience: str, coder: str) -> None:
    codings = sorted(project.codings.within(), key=lambda coding: (coding.document, coding.start))
    if not codings:
        return
    card, lunch = project.themes.named("The card"), project.themes.named("Lunch")
    first, second = codings[one % len(codings)], codings[other % len(codings)]
    choices, events = project.quote_choices, project.history.all()
    if what in ("keep", "drop", "reset"):
        wanted = [WantedQuote(first.id, None if what == "reset" else what)]
        getattr(choices, what)(coder, card, wanted, audience)
    elif what == "order":
        pair = dict.fromkeys((first.id, second.id))
        choices.order(coder, card, [WantedQuote(key, "keep") for key in pair], audience)
    elif what == "trim":
        choices.trim(coder, card, WantedQuote(first.id, "keep", f"{first.words.split()[0]} …"), audience)
    elif what == "remove":
        project.codings.remove(first.coder, first.id)
    elif what == "move":
        project.theme_changes.move(coder, card, lunch, Members((), (first.id,)))
    else:
        undo = what == "undo"
        (project.history.undo_event if undo else project.history.redo_event)(coder, events[-1 - one].id)


def check_session(prepared: Path, folder: Path, acts: list[tuple[str, int, int, str, str]]) -> None:
    """Whatever is chosen and taken back, the log rebuilds it, and going back to the start brings the start back."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared, folder)
    with open_project(folder, clock=Clock("2026-03-03T09:00:00+00:00")) as project:
        start = project.history.all()[-1].id
        for one in acts:
            before = project.quote_choices.all()
            try:
                act(project, *one)
            except QualcodeError:
                assert project.quote_choices.all() == before
        assert faults(project) == []
        if project.history.all()[-1].id != start and project.quote_choices.all():
            project.history.undo_to("ana", start)
            assert project.quote_choices.all() == []
            assert faults(project) == []


@settings(max_examples=6, deadline=None, derandomize=True)
@given(ACTS)
def test_a_session_of_choices_is_rebuilt_by_the_log(prepared, tmp_path_factory, acts):
    check_session(prepared, tmp_path_factory.getbasetemp() / "quote-session", acts)


@pytest.mark.storm
@settings(max_examples=150, deadline=None)
@given(ACTS)
def test_any_session_of_choices_is_rebuilt_by_the_log(prepared, tmp_path_factory, acts):
    check_session(prepared, tmp_path_factory.getbasetemp() / "quote-storm", acts)
