"""Stories, indicators and the value matrix, as people type them."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import Clock, coded, faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import EXAMPLE, example_study, qualcode, small_study

from qualcode.model import Corroboration, Indicator, Loop, Story, StoryStep
from qualcode.project import open_project
from qualcode.study.storytelling.indicator_files import export_indicators, import_indicators
from qualcode.study.storytelling.story_files import export_stories, import_stories

MADE, USED, OURS = "We drafted the card", "We used it every week until May.", "It was ours, though"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """D01 coded and finished by ana: something made, used, and another idea of what counts."""
    folder = small_study(tmp_path_factory.mktemp("stories") / "study")
    with open_project(folder, clock=Clock("2030-01-01T00:00:00+00:00")) as project:
        for words, code in ((MADE, "vc.potential.tangible"), (USED, "vc.applied"), (OURS, "vc.reframing")):
            coded(project, "ana", words, code, modifiers={"valence": "positive"})
        coded(
            project,
            "ana",
            "The referrals did not go down.",
            "vc.realized",
            document="D02",
            modifiers={"valence": "absent"},
        )
        coded(project, "ana", "I trust three of those people", "vc.potential.social", document="D02")
        for document in ("D01", "D02"):
            project.finishes.finish("ana", document)
    return folder


@pytest.fixture
def study(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "study"))


def rows_of(study: Path, *words: str) -> list[dict[str, object]]:
    return qualcode(study, *words, "--format", "json").rows


def test_a_story_is_built_by_answering_and_every_answer_is_kept_at_once(study: Path):
    said = qualcode(study, "stories", "build", "P01", "--title", "The card", answers="t\nMade in one evening\ns\nt\n")
    assert (said.code, "The answers ended; what was decided is kept." in said.err) == (1, True)
    assert [row["steps"] for row in rows_of(study, "stories")] == [1]
    answers = "The card, whole\nt\nMade in one evening\nj\nx\nt\nEvery week\n7\n1\ne\n"
    said = qualcode(study, "stories", "build", "P01", answers=answers)
    assert (said.code, "V02: “The card, whole”, 2 steps." in said.err) == (0, True)
    assert "no cycle is inferred from another. It was skipped." in said.err
    assert said.err.count("is none of the choices") == 2
    story = rows_of(study, "stories")[1]
    assert (story["explicit_links"], story["chain"]) == (1, "Potential value → Applied value")
    said = qualcode(study, "stories", "build", "P01", "--title", "Again", answers="q\n")
    assert "Nothing was taken, so there is no story." in said.err
    assert "[in V01, V02]" in said.out


def draft_ids(study: Path) -> list[str]:
    return [one for row in rows_of(study, "stories", "build", "P01") for one in row["codings"]]  # type: ignore[attr-defined]


def test_a_story_of_one_step_is_not_sent_to_link_it_to_another(study: Path):
    one = qualcode(study, "stories", "build", "P01", "--title", "One", "--step", draft_ids(study)[0])
    assert "stories link" not in one.err
    assert "qualcode stories show V" in one.err


def test_the_next_thing_to_type_is_about_the_story_at_hand(study: Path):
    ids = draft_ids(study)
    assert qualcode(study, "stories", "build", "P01", "--title", "Two", "--step", ids[0], "--step", ids[1]).code == 0
    story = qualcode(study, "stories", "--format", "json").rows[-1]["id"]
    backwards = qualcode(study, "stories", "link", story, "1", "2")
    assert backwards.err.splitlines()[-1] == f"→ qualcode stories show {story}"
    mixed = qualcode(study, "stories", "build", "P01", "--title", "Mixed", "--step", ",".join(ids))
    assert mixed.code == 1
    assert "qualcode stories build P01 --draft" in mixed.err


def test_the_draft_is_the_order_of_telling_and_nothing_more(study: Path):
    rows = rows_of(study, "stories", "build", "P01")
    assert [(row["run"], row["code"], row["words"]) for row in rows] == [
        (1, "vc.potential.tangible", MADE),
        (2, "vc.reframing", OURS),
        (3, "vc.applied", USED),
    ]
    assert rows_of(study, "stories") == [], "a draft is no story"


def test_a_story_goes_through_all_its_commands_without_being_asked_anything(study: Path):
    made, _, used = draft_ids(study)
    said = qualcode(study, "stories", "build", "P01", "--title", "The card", "--step", made, "--step", used)
    assert "2 steps, no links yet" in said.err
    assert qualcode(study, "stories", "link", "V01", "2", "1", "--link", "explicit").code == 0
    assert (
        qualcode(study, "stories", "edit", "V01", "--part-played", "helpful", "--otherwise", "No", "--shared").code == 0
    )
    assert qualcode(study, "stories", "loop", "V01", "2", "--to", "reframing", "--note", "A new aim").code == 0
    assert qualcode(study, "stories", "source", "V01", "-d", "D02", "--supports", "partly").code == 0
    assert qualcode(study, "stories", "source", "V01", "--outside", "A list").code == 0
    sheet = qualcode(study, "stories", "show", "V01").out
    for told in (
        "came of step 1: explicit, the participant says so",
        "Longest chain in the participant’s own words: 1 → 2",
        "carried back to Reframing value: A new aim",
        "Source 1: D02 bears it out in part",
        "Not written yet: It begins with",
    ):
        assert told in sheet
    assert all(len(line) <= 80 for line in sheet.splitlines())
    assert qualcode(study, "stories", "source", "V01", "--remove", "1").code == 0
    assert qualcode(study, "stories", "loop", "V01", "2", "--to", "reframing", "--remove").code == 0
    assert qualcode(study, "stories", "step", "V01", "1", "--remove").code == 0
    (story,) = rows_of(study, "stories", "show", "V01")
    assert [one["after"] for one in story["steps"]] == [None]  # type: ignore[attr-defined]
    assert qualcode(study, "stories", "remove", "V01").code == 0
    assert qualcode(study, "undo").code == 0
    assert [row["id"] for row in rows_of(study, "stories")] == ["V01"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "V09"], "There is no story “V09”"),
        (["add", "P09", "--title", "x"], "There is no participant “P09”"),
        (["step", "V01"], "A step stands for one value cycle; say which."),
        (["step", "V01", "--code", "nothing"], "There is no code “nothing”"),
        (["step", "V01", "5", "--summary", "x"], "V01 has no step 5."),
        (["step", "V01", "1", "--after", "1"], "A link is changed by itself."),
        (["step", "V01", "--code", "applied", "--place", "9"], "a new one can be 1 to 2"),
        (["step", "V01", "--code", "applied", "--after", "1", "--link", "explicit"], "so it is inferred"),
        (["step", "V01", "--code", "applied", "--after", "1", "--link", "sure"], "“sure” is no link"),
        (["step", "V01", "1", "--code", "applied"], "no cycle is inferred from another"),
        (["edit", "V01"], "Nothing was given to change."),
        (["source", "V01", "--outside", "x", "--supports", "much"], "not “much”"),
        (["source", "V01", "--remove", "2"], "V01 has no source 2."),
        (["loop", "V01", "1", "--to", "applied", "--remove"], "no loop to vc.applied"),
        (["build", "P01", "--step", "abcd"], "A story needs a title."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_nothing_changes(study: Path, words: list[str], said: str):
    qualcode(study, "stories", "build", "P01", "--title", "The card", "--step", draft_ids(study)[0])
    before = qualcode(study, "stories", "export").out
    answer = qualcode(study, "stories", *words)
    assert (answer.code, said in answer.err) == (1, True), answer.err
    assert qualcode(study, "stories", "export").out == before


def test_the_matrix_names_gaps_both_ways_and_sums_nothing_up(study: Path):
    qualcode(study, "stories", "build", "P01", "--title", "The card", "--step", draft_ids(study)[0])
    (study / "i.csv").write_text("cycle,name\nrealized,Referrals\n", encoding="utf-8")
    assert "1 new, 0 changed" in qualcode(study, "value-matrix", "import", "i.csv").err
    rows = {row["code"]: row for row in rows_of(study, "value-matrix")}
    assert {code: row["gap"] for code, row in rows.items()} == {
        "vc.immediate": "find both",
        "vc.potential": "find an indicator",
        "vc.applied": "find both",
        "vc.realized": "find a story",
        "vc.reframing": "find both",
    }
    assert (rows["vc.realized"]["participants"], rows["vc.realized"]["of"], rows["vc.realized"]["absent"]) == (1, 2, 1)
    said = qualcode(study, "value-matrix")
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "The cycles are not steps or grades." in said.err
    assert "Not coded yet, so not counted: D03." in said.err
    assert not {"total", "sum", "score"} & set(said.out.casefold().split())


def test_flows_count_people_and_name_who_applied_nothing(study: Path):
    made, _, used = draft_ids(study)
    for title in ("The card", "The card again"):
        qualcode(study, "stories", "build", "P01", "--title", title, "--step", made, "--step", used)
    qualcode(study, "stories", "link", "V01", "2", "1", "--link", "explicit")
    qualcode(study, "stories", "link", "V02", "2", "1")
    assert qualcode(study, "stories", "loop", "V01", "2", "--to", "reframing").code == 0
    flow, loop, broken = rows_of(study, "value-matrix", "--flows")
    assert (loop["kind"], loop["cycle"], loop["to"], loop["participants"]) == (
        *("loop", "vc.applied", "vc.reframing"),
        1,
    )
    assert (broken["kind"], broken["participant"], broken["explicit"]) == ("broken chain", "P02", None)
    assert flow["kind"] == "flow"
    assert (flow["explicit"], flow["inferred"], flow["participants"], flow["stories"]) == (1, 1, 1, ["V01", "V02"])
    said = qualcode(study, "value-matrix", "--flows")
    assert "Potential value, applied nowhere so far" in said.out
    assert "P02" in said.out.partition("applied nowhere")[2]
    assert qualcode(study, "value-matrix", "--flows", "--where", "school=Millrow").out.strip() == ""


def test_a_file_of_stories_brings_no_ids_of_another_kind(study: Path):
    (study / "told.yaml").write_text(
        "stories:\n  - {id: S01, participant: P01, title: Like a school}\n", encoding="utf-8"
    )
    said = qualcode(study, "stories", "import", "told.yaml")
    assert (said.code, "“S01” is no id of a story" in said.err) == (1, True)
    assert rows_of(study, "stories") == []


def test_all_that_is_wrong_with_a_table_of_indicators_is_said_at_once(study: Path):
    (study / "bad.csv").write_text(
        "id,cycle,name,direction\nX1,nowhere,,up\n,,A,\nI01,applied,B,better\ni01,applied,C,\n,lunch,D,worse\n",
        encoding="utf-8",
    )
    said = qualcode(study, "value-matrix", "import", "bad.csv")
    assert said.code == 1
    told = {line.strip().partition(": ")[0] for line in said.err.splitlines() if "bad.csv:" in line}
    assert told == {"bad.csv:2", "bad.csv:3", "bad.csv:5", "bad.csv:6"}
    assert "Import it with" not in said.err
    with open_project(study) as project:
        assert project.indicators.all() == []


def test_indicators_come_back_from_a_table_as_they_went_even_where_they_look_like_formulas(study: Path):
    with open_project(study, clock=Clock("2031-01-01T00:00:00+00:00")) as project:
        odd = Indicator("", "vc.applied", "=cmd()|<script>", "'- \u202edne", "2025/26", "🂡; “x”", "better")
        project.indicators.take_in("ana", [odd, Indicator("I07", "vc.potential.social", "Calls")])
        path = study / "indicators.csv"
        path.write_text(export_indicators(project), encoding="utf-8")
        assert "'=cmd()" in path.read_text(encoding="utf-8")
        before = project.indicators.all()
        assert [one.id for one in before] == ["I01", "I07"]
        done = import_indicators(project, "ana", path)
        assert (done.new, done.changed, done.unchanged) == ((), (), 2)
        assert project.indicators.all() == before
        project.indicators.remove("ana", "I07")
        assert project.indicators.take_in("ana", [Indicator("", "vc.applied", "New")]).new == ("I08",)
        assert not faults(project)


ODD = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_stories_come_back_from_their_file_as_they_went_and_the_file_is_byte_for_byte_the_same(
    made_once: Path, data: st.DataObject
):
    steps = (
        StoryStep("vc.potential.tangible", data.draw(ODD).strip(), loops=(Loop("vc.reframing", data.draw(ODD)),)),
        StoryStep("vc.applied", "Used", after=1, narrative=data.draw(st.sampled_from(["account", "aspiration"]))),
    )
    title = data.draw(ODD.filter(lambda one: bool(one.strip()))).strip()
    fields = {name: data.draw(ODD) for name in ("starting_point", "otherwise", "others", "alternatives", "new_success")}
    sources = (Corroboration("partly", "D02", "", data.draw(ODD)), Corroboration("no", None, "A list"))
    with open_project(made_once, clock=Clock("2031-01-01T00:00:00+00:00")) as project:
        (coding,) = [one for one in project.codings.within() if one.words == USED]
        story = Story("", "P01", title, steps=(steps[0], StoryStep(**{**as_fields(steps[1]), "codings": (coding.id,)})))
        kept = project.stories.add("ana", Story(**{**as_fields(story), **fields, "corroborations": sources}))
        try:
            path = made_once / "stories.yaml"
            path.write_text(export_stories(project, "ana"), encoding="utf-8", newline="")
            assert import_stories(project, "ana", path) == tuple(project.stories.all())
            assert project.stories.named(kept.id) == kept
            assert export_stories(project, "ana").encode() == path.read_bytes()
        finally:
            for one in project.stories.all():
                project.stories.remove("ana", one.id)


def as_fields(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}  # type: ignore[attr-defined]


def test_all_that_is_wrong_with_a_file_of_stories_is_said_with_its_line(study: Path):
    (study / "bad.yaml").write_text(
        "stories:\n  - participant: P01\n    tittle: x\n  - participant: 7\n    title: A\n    may_be_shared: maybe\n"
        "    steps:\n      - after: one\n        excerpts: none\n      - code: applied\n        supports: x\n",
        encoding="utf-8",
    )
    said = qualcode(study, "stories", "import", "bad.yaml")
    assert [f"bad.yaml:{line}:" in said.err for line in range(1, 12)] == [
        False, True, True, True, False, True, False, True, True, False, True,
    ]  # fmt: skip
    (study / "bad.yaml").write_text(
        "stories:\n  - {participant: P09, title: A}\n  - participant: P01\n    title: B\n    steps:\n"
        "      - {code: applied, excerpts: [{document: D01, code: applied, words: never said}]}\n",
        encoding="utf-8",
    )
    said = qualcode(study, "stories", "import", "bad.yaml")
    assert "bad.yaml:2: “A”: There is no participant “P09”" in said.err
    assert "bad.yaml:3: “B”: nobody coded “never said”" in said.err
    for spoiled in (b"stories: [", b"\xff\xfe", b"- a", b"", b"stories:\n\t- x"):
        (study / "bad.yaml").write_bytes(spoiled)
        assert qualcode(study, "stories", "import", "bad.yaml").code == 1
    assert rows_of(study, "stories") == []


def test_stories_of_an_interview_still_coded_blind_are_kept_back_and_not_exported(study: Path):
    qualcode(study, "stories", "build", "P01", "--title", "The card", "--step", draft_ids(study)[0])
    qualcode(study, "coding", "add", "--coder", "ben", "-d", "D01", "-c", "realized", "--words", "Nobody asked us to.")
    qualcode(study, "coder", "ben")
    said = qualcode(study, "stories")
    assert (said.out, "interviews: 1 story" in said.err) == ("", True)
    assert qualcode(study, "stories", "show", "V01").code == 1
    assert qualcode(study, "stories", "export").code == 1
    assert all(row["stories"] == [] for row in rows_of(study, "value-matrix"))
    qualcode(study, "finish", "D01")
    assert "The card" in qualcode(study, "stories").out


def test_a_project_without_value_cycles_says_so_in_a_sentence(tmp_path: Path):
    folder = tmp_path / "plain"
    folder.mkdir()
    qualcode(folder, "init", "--codebook", "relational-trust", "--coder", "ana")
    for words in (["value-matrix"], ["value-matrix", "--flows"]):
        said = qualcode(folder, *words)
        assert (said.code, said.out, "no value matrix" in said.err) == (0, "", True)
    assert "No story has been put together yet" in qualcode(folder, "stories").err
    assert qualcode(folder, "stories", "add", "P01", "--title", "x").code == 1
    assert json.loads(qualcode(folder, "stories", "--format", "json").out) == []


def test_the_shipped_stories_and_indicators_go_in_and_come_out_unchanged(tmp_path: Path):
    folder = example_study(tmp_path / "example")
    with open_project(folder) as project:
        import_indicators(project, "ana", EXAMPLE / "indicators.csv")
        stories = import_stories(project, "ana", EXAMPLE / "stories.yaml")
        assert [one.id for one in stories] == ["V01", "V02", "V03", "V04"]
        head, _, rest = (EXAMPLE / "stories.yaml").read_text(encoding="utf-8").partition("\n")
        assert (head[0], export_stories(project, "ana")) == ("#", rest)
        assert not faults(project)
    rows = rows_of(folder, "value-matrix", "--flows")
    applied = next(row for row in rows if (row["cycle"], row["to"]) == ("vc.applied", "vc.realized"))
    assert (applied["participants"], applied["did_not_come"]) == (2, 1), "attendance did not move"
