"""Themes of a small study: out to a file and in again, clusters taken in, maps beside each other, searches."""

from itertools import product

import pytest
from conftest import coded, faults, place
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.model import Evidence
from qualcode.project import open_project
from qualcode.project.codings import NewCoding
from qualcode.project.theme_changes import ThemeEdit
from qualcode.project.themes import NewTheme
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.codebooks.updating import update
from qualcode.study.listing import theme_rows
from qualcode.study.reporting.reports import material_of, theme_report
from qualcode.study.theming.challenging import codings_against, decide_on_search, look_for_against
from qualcode.study.theming.naming_themes import (
    Wanted,
    change_theme,
    export_themes,
    import_themes,
    name_theme,
    theme_sheet,
)
from qualcode.study.theming.theme_files import says_the_same
from qualcode.study.theming.theme_maps import map_rows, maps_beside
from qualcode.study.theming.theme_members import pulling_apart

PEOPLE = ("Ida", "Jo", "Kim", "Lou")


@pytest.fixture
def met(project, tmp_path):
    """The study with four more interviews in which each says twice that they met, coded by two, and finished by ana.

    Only words are compared, since nothing here is about meaning.
    """
    settings_file = project.folder / "project.yaml"
    settings_file.write_text(settings_file.read_text().replace("encoder:", "encoder: words"))
    update(project, "ana")
    files = []
    for name in PEOPLE:
        files.append(tmp_path / f"{name}.txt")
        said = "We met often. It was no use to me at all."
        files[-1].write_text(f"Interviewer: And?\n\n{name}: {said}\n\nInterviewer: So?\n\n{name}: We met often.\n")
    import_files(project, "ana", files)
    for document in ("D03", "D04", "D05", "D06"):
        text = project.texts.of_document(document)
        first, second = text.index("We met"), text.rindex("We met")
        for start, coder in product((first, second), ("ana", "ben")):
            project.codings.add(NewCoding(document, start, start + 13, "trust", coder, {"valence": "positive"}))
        coded(
            project, "ana", "It was no use to me at all.", "lunch", document=document, modifiers={"valence": "negative"}
        )
        project.finishes.finish("ana", document)
    return project


def on(project, words):
    return [one.id for one in project.codings.within() if one.words == words]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_themes_file_that_nobody_changed_comes_in_and_goes_out_byte_for_byte(met, tmp_path, data):
    ids = [one.id for one in met.codings.within()]
    put = st.dictionaries(st.sampled_from(ids), st.sampled_from(["for", "against"]), max_size=12)
    for one in met.themes.all():
        met.themes.remove("ana", one.name, one.map)
    for name, map_ in product(["Meeting", "Lunch"], ["main", "rival"]):
        evidence = tuple(Evidence(coding, stance) for coding, stance in data.draw(put).items())
        codes = tuple(data.draw(st.sets(st.sampled_from(["trust", "card"]))))
        status = data.draw(st.sampled_from(["draft", "reviewed", "final", "dropped"]))
        whole = "Meeting" if name == "Lunch" and data.draw(st.booleans()) else None
        met.themes.name_new("ana", NewTheme(name, "idea", "", codes, evidence, map=map_, status=status, part_of=whole))
    before, text = met.themes.all(), export_themes(met, "ana")
    file = tmp_path / "themes.yaml"
    file.write_text(text, encoding="utf-8")
    events = len(met.history.all())
    import_themes(met, "ben", file)
    assert met.themes.all() == before
    assert len(met.history.all()) == events, "nothing changed, so nothing happened"
    assert export_themes(met, "ana") == text
    assert says_the_same(met, file)


def test_a_file_with_comments_that_says_the_same_is_known_for_that(met, tmp_path):
    name_theme(met, "ana", "Meeting helps", "It does.", codings=on(met, "We met often.")[:1])
    file = tmp_path / "themes.yaml"
    file.write_text(f"# mine\n{export_themes(met, 'ana')}\n  # looked through in May\n", encoding="utf-8")
    assert says_the_same(met, file)
    file.write_text(file.read_text().replace("It does.", "It may."), encoding="utf-8")
    assert not says_the_same(met, file)
    import_themes(met, "ana", file)
    assert met.themes.named("Meeting").idea == "It may."


def test_searches_keep_what_was_looked_at_when_a_file_comes_in(met, tmp_path):
    theme = name_theme(met, "ana", "Meeting helps", "It does.", codes=["trust"])
    look_for_against(met, "ana", "Meeting")
    decide_on_search(met, "ana", "Meeting", "bounded", "Not to all.")
    finds = met.themes.get(theme.id).challenges[0].finds
    assert finds
    file = tmp_path / "themes.yaml"
    file.write_text(export_themes(met, "ana").replace("Not to all.", "Not to everybody."), encoding="utf-8")
    import_themes(met, "ana", file)
    (kept,) = met.themes.get(theme.id).challenges
    assert (kept.note, kept.finds) == ("Not to everybody.", finds)


def test_a_theme_called_otherwise_by_hand_stays_the_same_one(met, tmp_path):
    theme = name_theme(met, "ana", "Meeting helps", "It does.", codes=["trust"])
    name_theme(met, "ana", "Part of it", "That too.", part_of="Meeting helps")
    look_for_against(met, "ana", "Meeting")
    decide_on_search(met, "ana", "Meeting", "bounded", "Not to all.")
    met.memos.add("ana", "theme", "Meeting helps", "Who else?")
    finds = met.themes.get(theme.id).challenges[0].finds
    file = tmp_path / "themes.yaml"
    for called in ("meeting HELPS", "We are better met"):
        file.write_text(export_themes(met, "ana").replace(met.themes.get(theme.id).name, called), encoding="utf-8")
        import_themes(met, "ana", file)
        now = met.themes.get(theme.id)
        assert (now.name, now.challenges[0].finds) == (called, finds)
        assert "Memo by ana: Who else?" in theme_sheet(met, called, "ana")[0]
    assert met.themes.named("Part of it").part_of == "We are better met"
    assert faults(met) == []
    met.history.undo_event("ana", met.history.all()[-1].id)
    assert met.themes.get(theme.id).name == "meeting HELPS"


def test_a_map_is_one_however_a_file_writes_it(met, tmp_path):
    name_theme(met, "ana", "Lunch alone", "It was.", map_="Rival")
    file = tmp_path / "themes.yaml"
    file.write_text(
        "themes:\n  - {name: A, idea: a, map: MAIN}\n  - {name: B, idea: b, map: rival}\n", encoding="utf-8"
    )
    import_themes(met, "ana", file)
    assert [(one.name, one.map) for one in met.themes.all()] == [("A", "main"), ("B", "Rival")]


def test_the_list_and_the_map_of_themes_count_excerpts_by_the_rule_of_reports_whatever_they_came_through(met):
    name_theme(met, "ana", "Meeting helps", "It does.", codes=["trust"])
    once = on(met, "We met often.")[:1]
    name_theme(met, "ana", "Lunch alone", "It was.", codings=once, part_of="Meeting helps")
    met.finishes.reopen("ana", "D06")
    last = [one.id for one in met.codings.within() if one.document == "D06" and one.code == "lunch"]
    change_theme(met, "ana", met.themes.named("Lunch"), ThemeEdit(), Wanted(codings=last))
    rows = [(one.name, one.excerpts, one.uncounted) for one in theme_rows(met, viewer="ana")]
    assert rows == [("Meeting helps", 6, 1), ("Lunch alone", 1, 1)]
    assert rows == [(one.theme, one.excerpts, one.uncounted) for one in map_rows(met, "main", "ana")]


def test_clusters_of_another_study_are_told_with_everything_else(met, tmp_path):
    file = tmp_path / "themes.yaml"
    file.write_text(
        "themes:\n  - {name: A, idea: i, codes: [nowhere], clusters: [{published: '2020-01-01', number: 1}]}\n"
    )
    with pytest.raises(ProblemsInFile) as caught:
        import_themes(met, "ana", file)
    assert len(caught.value.problems) == 2
    assert "no clusters were published at 2020-01-01 here" in caught.value.problems[1]


def test_a_cluster_taken_in_puts_the_codings_that_count_on_its_excerpts_to_the_theme(met):
    with pytest.raises(QualcodeError, match="No clusters have been looked for yet"):
        name_theme(met, "ana", "Meeting helps", "It does.", clusters=[1])
    members = [["D03", *place(met, "D03", "It was no use to me at all.")]]
    start = met.texts.of_document("D04").index("We met")
    members.append(["D04", start, start + 13])
    met.clusterings.publish(
        "ana", detail="broad", seed=0, encoder="words", redraws=100, clusters=[{"number": 4, "excerpts": members}]
    )
    with pytest.raises(QualcodeError, match=r"no cluster 3 .*there are: 4"):
        name_theme(met, "ana", "Meeting helps", "It does.", clusters=[3])
    theme = name_theme(met, "ana", "Meeting helps", "It does.", clusters=[4])
    put = [met.codings.get(one.coding) for one in theme.evidence]
    assert [(one.document, one.coder, one.code) for one in put] == [("D03", "ana", "lunch"), ("D04", "ana", "trust")]
    assert [one.number for one in theme.clusters] == [4]
    assert "Taken in: cluster 4" in theme_sheet(met, "Meeting", "ana")[0]
    assert faults(met) == []


def test_a_search_brings_what_speaks_against_and_is_not_a_verdict_until_somebody_says_so(met):
    theme = name_theme(met, "ana", "Meeting helps people", "Who met often could use it.", codes=["trust"])
    page = look_for_against(met, "ana", "Meeting", query="no use at all")
    assert {"no use" in one.words for one in page.rows if "nearest to what you asked for" in one.why} == {True}
    assert page.notice
    assert page.people == 4
    assert [one.examined for one in theme_rows(met)] == ["not yet examined"]
    assert "**Not yet examined:**" in theme_report(met, "ana")
    number = next(one.number for one in page.rows if "no use" in one.words)
    made = decide_on_search(met, "ana", "Meeting", "bounded", "Not for all.", [str(number)])
    assert (made.examined, made.searched, made.query.split(";")[0]) == (len(page.rows), page.searched, "no use at all")
    after = met.themes.get(theme.id)
    assert [met.codings.get(one.coding).words for one in after.evidence] == ["It was no use to me at all."]
    assert "**Not yet examined:**" not in theme_report(met, "ana")
    assert f"Passages examined: {made.examined}<" in theme_report(met, "ana")


def test_words_without_a_code_cannot_be_put_against_a_theme_before_they_have_one(met):
    name_theme(met, "ana", "Meeting helps", "It does.", codes=["trust"])
    met.codings.remove("ana", on(met, "It was no use to me at all.")[0])
    page = look_for_against(met, "ana", "Meeting", query="no use to me")
    number = next(one.number for one in page.rows if not one.codes and "no use" in one.words)
    with pytest.raises(QualcodeError, match="Nobody has coded these words") as caught:
        codings_against(met, "ana", met.themes.named("Meeting"), [str(number)])
    assert "qualcode coding add -d D03 --at" in (caught.value.hint or "")
    with pytest.raises(QualcodeError, match="There is no number 99"):
        codings_against(met, "ana", met.themes.named("Meeting"), ["99"])


def test_interviews_a_coder_still_codes_blind_are_no_part_of_a_search(met):
    name_theme(met, "ana", "Meeting helps", "It does.", codes=["trust"])
    mine = look_for_against(met, "ana", "Meeting")
    shown = {one.document for one in look_for_against(met, "cho", "Meeting").rows}
    hidden = met.codings.open_doubles("ben")
    assert hidden == frozenset({"D03", "D04", "D05", "D06"})
    with pytest.raises(QualcodeError, match="nothing to search yet"):
        look_for_against(met, "ben", "Meeting")
    assert shown == {one.document for one in mine.rows}


def test_nothing_finished_is_a_sentence_and_a_theme_without_excerpts_is_searched_by_its_idea(project, met):
    name_theme(met, "ana", "Lunch was useful", "They had no use for anything else.")
    page = look_for_against(met, "ana", "Lunch")
    assert page.rows
    for document in ("D03", "D04", "D05", "D06"):
        met.finishes.reopen("ana", document)
    with pytest.raises(QualcodeError, match="no interview has been coded once through"):
        look_for_against(met, "ana", "Lunch")


def test_themes_that_hold_in_the_same_people_and_pull_apart_are_named_until_a_memo_is_written(met):
    name_theme(met, "ana", "Meeting is good", "…", codes=["trust"])
    name_theme(met, "ana", "Meeting is useless", "…", codes=["lunch"])
    (one,) = pulling_apart(met, "ana")
    assert (one.one, one.other, len(one.people), one.why) == ("Meeting is good", "Meeting is useless", 4, "gained")
    met.memos.add("ana", "theme", "Meeting is good", "Beside meeting is useless: people come for each other.")
    assert pulling_apart(met, "ana") == ()


def test_two_maps_beside_each_other_say_what_they_place_differently(met):
    name_theme(met, "ana", "Meeting is good", "…", codes=["trust"])
    name_theme(met, "ana", "Useless", "…", codes=["lunch"], part_of="Meeting is good")
    name_theme(met, "ana", "All of it", "…", codes=["trust"], map_="rival")
    change_theme(
        met,
        "ana",
        met.themes.named("All of it"),
        ThemeEdit(),
        Wanted(codings=on(met, "It was no use to me at all.")[:1]),
    )
    beside = maps_beside(met, "main", "rival", "ana")
    assert [(one.one, one.other, one.shared) for one in beside.counterparts] == [
        ("Meeting is good", "All of it", 8),
        ("Useless", None, 0),
    ]
    assert beside.same == 8
    assert [(one.document, one.one, one.other) for one in beside.rows] == [
        ("D03", ("Useless",), ("All of it",)),
        *((document, ("Useless",), ()) for document in ("D04", "D05", "D06")),
    ]
    whole, part = map_rows(met, "main", "ana")
    assert (whole.excerpts, whole.participants, part.depth, part.excerpts) == (12, 4, 1, 4)


def test_reports_are_written_from_the_main_map_without_what_was_dropped_and_count_parts_with_their_whole(met):
    name_theme(met, "ana", "Meeting is good", "…", codes=["trust"])
    name_theme(met, "ana", "Useless", "…", codes=["lunch"], part_of="Meeting is good")
    name_theme(met, "ana", "Dropped one", "…")
    name_theme(met, "ana", "Rival one", "…", map_="rival")
    change_theme(met, "ana", met.themes.named("Dropped"), ThemeEdit(status="dropped"), Wanted())
    report = theme_report(met, "ana")
    assert [one.name for one in material_of(met).themes] == ["Meeting is good", "Useless"]
    assert "Rival one" not in report
    assert "Dropped one" not in report
    assert "**Its parts:** Useless. What is said under them is counted here too." in report
    assert "**A part of:** Meeting is good" in report


def test_what_a_theme_cannot_become_is_said(met):
    theme = name_theme(met, "ana", "Meeting is good", "…", codes=["trust"])
    for edit, part in (
        (ThemeEdit(status="finished"), "no status “finished”"),
        (ThemeEdit(name=" "), "needs a name"),
        (ThemeEdit(idea=""), "needs a central idea"),
        (ThemeEdit(without_codes=("lunch",)), "lunch is no code of"),
        (ThemeEdit(part_of="Nothing"), "no theme “Nothing”"),
    ):
        with pytest.raises(QualcodeError, match=part):
            change_theme(met, "ana", theme, edit, Wanted())
    with pytest.raises(QualcodeError, match="not put to “Meeting is good” by itself"):
        change_theme(met, "ana", theme, ThemeEdit(), Wanted(), on(met, "We met often.")[:1])
    assert met.themes.named("Meeting") == theme


def test_a_study_opened_again_has_the_same_themes(met, folder):
    name_theme(met, "ana", "Meeting is good", "…", codes=["trust"], map_="Rival")
    name_theme(met, "ana", "Meeting is bad", "…", map_="rival ")
    themes = met.themes.all()
    assert {one.map for one in themes} == {"Rival"}
    with open_project(folder) as again:
        assert again.themes.all() == themes
