"""Themes change as people say, one event each, and everything can be taken back."""

from collections.abc import Callable

import pytest
from conftest import coded, faults

from qualcode.errors import QualcodeError
from qualcode.model import Challenge, Evidence, Find, TakenCluster
from qualcode.project import Project
from qualcode.project.theme_changes import Members, ThemeEdit
from qualcode.project.theme_history import theme_history, theme_memos
from qualcode.project.themes import NewTheme


@pytest.fixture
def themed(project: Project) -> Project:
    """Three themes: the card (one excerpt for, one against, all of trust), lunch (one excerpt), and a part of it."""
    card = coded(project, "ana", "We drafted the card together.", "card")
    lunch = coded(project, "ana", "A nice lunch.", "lunch", document="D02")
    evidence = (Evidence(card.id), Evidence(lunch.id, "against"))
    project.themes.name_new("ana", NewTheme("The card", "It was made together.", "", ("trust",), evidence))
    project.themes.name_new("ana", NewTheme("Lunch", "Food keeps people coming.", "", (), (Evidence(lunch.id),)))
    project.themes.name_new("ben", NewTheme("Coffee", "So does coffee.", part_of="Lunch"))
    return project


def find(project: Project) -> Find:
    start = project.texts.of_document("D02").index("The card never")
    words = "The card never reached our school."
    return Find("D02", None, 1, start, start + len(words), words, ("the same subject",))


def change(project: Project, how: str) -> None:
    """One of everything that can be done with themes."""
    card, lunch, coffee = (project.themes.named(one) for one in ("The card", "Lunch", "Coffee"))
    changes, maps = project.theme_changes, project.theme_maps
    excerpt = card.evidence[0].coding
    searches = project.theme_challenges
    done: dict[str, Callable[[], object]] = {
        "edit": lambda: changes.edit("ben", card, ThemeEdit("The cards", "Made.", "Not paper.", "final", "Lunch")),
        "put": lambda: changes.edit("ben", lunch, ThemeEdit(codes=("lunch",), evidence=(Evidence(excerpt),))),
        "take out": lambda: changes.edit("ben", card, ThemeEdit(without_codes=("trust",), without=(excerpt,))),
        "merge": lambda: changes.merge("ben", [lunch], card),
        "merge two": lambda: changes.merge("ben", [lunch, coffee], card),
        "merge into a part": lambda: changes.merge("ben", [lunch], coffee),
        "split": lambda: changes.split("ben", card, NewTheme("Made", "By us."), Members(("trust",), (excerpt,))),
        "move": lambda: changes.move("ben", card, lunch, Members(("trust",), (excerpt,))),
        "move a part": lambda: changes.move("ben", lunch, card, Members(parts=("Coffee",))),
        "move to a map": lambda: maps.move_theme("ben", lunch, "rival"),
        "begin a map": lambda: maps.begin("ben", "main", "rival"),
        "rename a map": lambda: maps.rename("ben", "main", "first try"),
        "remove": lambda: project.themes.remove("ben", "Lunch"),
        "search": lambda: searches.keep_search("ben", card, "what speaks against it", 9, [find(project)]),
    }
    done[how]()


EVERY = (
    "edit",
    "put",
    "take out",
    "merge",
    "merge two",
    "merge into a part",
    "split",
    "move",
    "move a part",
    "move to a map",
    "begin a map",
    "rename a map",
    "remove",
    "search",
)


@pytest.mark.parametrize("how", EVERY)
def test_every_change_of_themes_is_one_event_that_the_log_rebuilds_and_undo_takes_back(themed, how):
    before, events = themed.themes.all(), len(themed.history.all())
    change(themed, how)
    after, done = themed.themes.all(), themed.history.all()
    assert len(done) == events + 1
    assert (after != before) == (how != "search")
    assert faults(themed) == []
    themed.history.undo_event("ana", done[-1].id)
    assert themed.themes.all() == before
    assert faults(themed) == []
    themed.history.redo_event("ben", done[-1].id)
    assert themed.themes.all() == after
    assert faults(themed) == []


def test_each_change_is_told_in_a_sentence(themed):
    told = {}
    for how in EVERY:
        change(themed, how)
        event = themed.history.all()[-1]
        told[how] = event.sentence
        themed.history.undo_event("ben", event.id)
    assert told == {
        "edit": "changed the theme “The card”: name to “The cards”; idea to “Made.”; boundary to “Not paper.”;"
        " draft to final; a part of “Lunch”",
        "put": "changed the theme “Lunch”: 1 excerpt put to it; lunch put to it",
        "take out": "changed the theme “The card”: 1 excerpt taken out; trust taken out",
        "merge": "merged the theme “Lunch” into “The card”",
        "merge two": "merged the themes “Lunch”, “Coffee” into “The card”",
        "merge into a part": "merged the theme “Lunch” into “Coffee”",
        "split": "split the theme “The card”: “Made” took 1 excerpt, trust",
        "move": "moved 1 excerpt, trust out of “The card” to “Lunch”",
        "move a part": "moved “Coffee” to “The card”",
        "move to a map": "moved “Lunch”, “Coffee” to the map “rival”",
        "begin a map": "began the theme map “rival” with 3 themes",
        "rename a map": "renamed the theme map “main” to “first try”",
        "remove": "removed the theme “Lunch”",
        "search": "looked for what speaks against “The card”: 1 passage to look at",
    }


def test_the_history_of_a_theme_holds_what_touched_it_and_nothing_else(themed):
    card = themed.themes.named("The card")
    change(themed, "search")
    themed.theme_challenges.decide("ben", card, "bounded", "Gus never saw it.")
    themed.memos.add("ana", "theme", "The card", "Ask Gus.")
    themed.theme_changes.edit("ana", themed.themes.named("Coffee"), ThemeEdit(status="dropped"))
    event = themed.history.all()[-2].id
    themed.history.undo_event("ana", event)
    told = [(one.actor, one.sentence.split(" “")[0], one.in_force) for one in theme_history(themed.store, card.id)]
    assert told == [
        ("ana", "named the theme", True),
        ("ben", "looked for what speaks against", True),
        ("ben", "said what the search against", True),
        ("ana", "wrote a memo on the theme The card:", False),
        ("ana", "undid: wrote a memo on the theme The card:", True),
    ]


def test_a_merged_theme_leaves_its_claim_in_a_memo_its_parts_to_the_other_and_no_search_behind(themed):
    card, lunch = themed.themes.named("The card"), themed.themes.named("Lunch")
    themed.theme_challenges.keep_search("ana", lunch, "who did not eat", 4, [find(themed)])
    themed.theme_challenges.decide("ana", lunch, "nothing found", "All ate.")
    after = themed.theme_changes.merge("ana", [themed.themes.named("Lunch")], card)
    assert after.challenges == ()
    assert [one.stance for one in after.evidence] == ["for", "against"], "its own stance stays"
    assert themed.themes.named("Coffee").part_of == "The card"
    (memo,) = themed.memos.all()
    assert memo.object == "The card"
    assert memo.text == (
        "Merged in: “Lunch”. Food keeps people coming.\n"
        "Searched for what speaks against it: who did not eat (1 examined): nothing found. All ate."
    )
    assert faults(themed) == []


def test_an_excerpt_may_serve_two_themes(themed):
    card, lunch = themed.themes.named("The card"), themed.themes.named("Lunch")
    excerpt = card.evidence[0]
    themed.theme_changes.move("ana", card, lunch, Members(codings=(excerpt.coding,)), keep=True)
    assert excerpt in themed.themes.named("The card").evidence
    assert excerpt in themed.themes.named("Lunch").evidence


def test_no_theme_becomes_a_part_of_itself_or_of_its_parts(themed):
    lunch = themed.themes.named("Lunch")
    for whole in ("Lunch", "Coffee"):
        with pytest.raises(QualcodeError, match="cannot be a part of itself"):
            themed.theme_changes.edit("ana", lunch, ThemeEdit(part_of=whole))
    assert themed.themes.named("Lunch") == lunch


def test_a_name_is_taken_once_in_a_map_however_it_is_written(themed):
    with pytest.raises(QualcodeError, match="There is a theme “the  CARD” already"):
        themed.themes.name_new("ana", NewTheme("the  CARD", "Again."))
    rival = themed.themes.name_new("ana", NewTheme("The card", "Otherwise.", map="rival"))
    assert themed.themes.named("the card").map == "main"
    assert themed.themes.named("the card", "rival") == rival
    with pytest.raises(QualcodeError, match="already in the map “rival”"):
        themed.theme_maps.move_theme("ana", themed.themes.named("The card"), "rival")
    assert faults(themed) == []


def test_the_rival_map_may_become_the_one_that_reports_are_written_from(themed):
    themed.theme_maps.begin("ana", "main", "rival")
    coffee = themed.themes.named("Coffee", "rival")
    assert coffee.part_of == "Lunch"
    themed.theme_changes.edit("ana", coffee, ThemeEdit(status="dropped"))
    assert themed.theme_maps.make_main("ana", "rival") == "main before"
    assert [one.name for one in themed.themes.reported()] == ["The card", "Lunch"]
    assert themed.themes.maps() == ["main", "main before"]
    themed.history.undo_event("ana", themed.history.all()[-1].id)
    assert len(themed.themes.reported()) == 3
    assert faults(themed) == []


def test_a_memo_stands_with_the_theme_it_is_on_though_another_map_has_one_of_that_name(themed):
    themed.theme_maps.begin("ana", "main", "rival")
    themed.memos.add("ben", "theme", "Lunch", "On the main one.")
    lunch, coffee = (themed.themes.named(one, "rival") for one in ("Lunch", "Coffee"))
    themed.theme_changes.merge("ana", [coffee], lunch)
    assert theme_memos(themed.store, themed.themes.named("Lunch").id) == [("ben", "On the main one.")]
    assert theme_memos(themed.store, lunch.id) == [("ana", "Merged in: “Coffee”. So does coffee.")]


def test_a_verdict_needs_a_search_and_ends_it(themed):
    card, finds = themed.themes.named("The card"), [find(themed)]
    with pytest.raises(QualcodeError, match="You have not looked yet"):
        themed.theme_challenges.decide("ana", card, "nothing found")
    for _ in range(2):
        themed.theme_challenges.keep_search("ana", card, "against it", 9, finds)
    assert themed.themes.named("The card").challenges == (), "not examined until somebody decides"
    with pytest.raises(QualcodeError, match="You have not looked yet"):
        themed.theme_challenges.decide("ben", card, "nothing found")
    after = themed.theme_challenges.decide("ana", card, "bounded", "Gus.", [card.evidence[0].coding])
    assert after.challenges == (Challenge("against it", 1, "bounded", "Gus.", 9, tuple(finds)),)
    assert {one.stance for one in after.evidence} == {"against"}
    assert [one.action for one in themed.history.all()].count("themes.search") == 1
    with pytest.raises(QualcodeError, match="decided on it already"):
        themed.theme_challenges.decide("ana", card, "rejected")


def test_clusters_that_were_taken_in_are_remembered_and_hold_back_the_undo_of_their_clustering(themed):
    themed.clusterings.publish(
        "ana", detail="broad", seed=0, encoder="words", redraws=100, clusters=[{"number": 2, "excerpts": []}]
    )
    newest = themed.clusterings.newest()
    lunch = themed.themes.named("Lunch")
    taken = TakenCluster(newest.made, 2)
    assert themed.theme_changes.edit("ana", lunch, ThemeEdit(clusters=(taken,))).clusters == (taken,)
    published = next(one.id for one in themed.history.all() if one.action == "themes.discover")
    with pytest.raises(QualcodeError, match="build on it"):
        themed.history.undo_event("ana", published)
    assert faults(themed) == []
