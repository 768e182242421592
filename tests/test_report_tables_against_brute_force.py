"""The cells of the tables that reports print, found by their captions and heads, against naive counting."""

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Clock
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_counts_against_brute_force import (
    CODERS,
    CODES,
    CYCLES,
    PEOPLE,
    SENSES,
    Typed,
    blank,
    build,
    counting,
    k_of_n,
    sense,
    studies,
    under,
    written,
)

from qualcode.model import Story, StoryStep
from qualcode.project import Project, open_project
from qualcode.reports.content.blocks import Paragraph, Table, Words, shown
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.study.reporting import reports as reporting
from qualcode.study.reporting.reports import ReportOptions
from qualcode.study.reporting.writing_folder import begin_writing
from qualcode.study.setting_up import add_coder, set_up

INTERVIEWS = ("interview", "focus group")
FEWEST = 3
"""The least a group has to hold to be told apart outside the team."""
Grid = list[dict[str, str]]
"""The rows of a table, each cell under its head; the first cell under “row”."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study to fill; dee only looks, so nothing is kept back from her."""
    folder = tmp_path_factory.mktemp("brute") / "project"
    with set_up(folder, codebook="value-creation", coder="ana", title="Counted twice") as project:
        for coder in (*CODERS[1:], "dee"):
            add_coder(project, "ana", coder)
    return folder


def tables_in(text: str) -> dict[str, Grid]:
    """The tables of a report by their captions, without “Table 3. ”."""
    found: dict[str, Grid] = {}
    caption = ""
    for block in read_markdown(text):
        if isinstance(block, Paragraph) and all(isinstance(one, Words) and one.emphasis for one in block.line):
            caption = re.sub(r"^Table \d+\. ", "", shown(block.line))
        elif isinstance(block, Table):
            heads = ["row", *(shown(head).strip() for head in block.heads[1:])]
            assert caption not in found, caption
            found[caption] = [
                dict(zip(heads, (shown(cell).strip() for cell in row), strict=True)) for row in block.rows
            ]
    return found


def is_interviewed(study: Typed, person: str) -> bool:
    return any(person in spoke and study.kind(n) in INTERVIEWS for n, spoke in enumerate(study.speakers))


def is_coded(study: Typed, person: str) -> bool:
    return any(
        person in spoke and study.kind(n) in INTERVIEWS and study.counts_of(n) for n, spoke in enumerate(study.speakers)
    )


def role(person: str) -> str:
    return PEOPLE[person].get("role", "not given")


class Naive:
    """What a study’s one theme comes to, counted from plain lists."""

    def __init__(self, study: Typed) -> None:
        self.study, self.people, self.own = study, study.people(), counting(study)
        stance = {id(one): study.evidence.get(place) for place, one in enumerate(study.codings)}
        chosen = [one for one in self.own if any(under(one["code"], code) for code in study.theme_codes)]
        self.backing = [
            one for one in self.own if stance[id(one)] == "for" or (one in chosen and stance[id(one)] is None)
        ]
        self.codes = {*study.theme_codes, *(one["code"] for one in self.backing)}

    def of(self, raised: list[dict[str, Any]], codes: set[str], people: list[str] | None = None) -> str:
        group = self.people if people is None else people
        k, n, *_ = k_of_n(self.study, raised, codes, group)
        return written(self.study, k, n, group)

    def schools(self, raised: list[dict[str, Any]], codes: set[str]) -> str:
        *_, schools, of = k_of_n(self.study, raised, codes, self.people)
        return f"{schools} of {of}" if of else "not recorded"

    def places(self, raised: list[dict[str, Any]]) -> set[tuple[int, str, int]]:
        return {(one["in"], one["who"], one["n"]) for one in raised}


def check_theme_tables(naive: Naive, tables: dict[str, Grid], labels: dict[str, str]) -> None:
    (glance,) = tables["Themes at a glance"]
    assert glance["Participants who raised it"] == naive.of(naive.backing, naive.codes)
    if "Schools" in glance:
        assert glance["Schools"] == naive.schools(naive.backing, naive.codes)
    assert glance["Search for what speaks against it"] == "not yet examined"
    behind = {row["row"]: row for row in tables.get("Codes behind theme 1", [])}
    exact = Counter(one["code"] for one in naive.backing)
    assert len(behind) >= len(exact)
    for code in exact:
        row = next(row for name, row in behind.items() if name.removesuffix(" (with codes below)") == labels[code])
        fed = [one for one in naive.backing if under(one["code"], code)]
        assert row["Participants"] == str(len({one["who"] for one in fed}))
        assert row["Excerpts"] == str(len(naive.places(fed)))


def check_overviews(naive: Naive, tables: dict[str, Grid], labels: dict[str, str]) -> None:
    for cycle in CYCLES:
        raised = [one for one in naive.own if under(one["code"], cycle)]
        (row,) = (row for row in tables["Value cycles"] if row["row"] == labels[cycle])
        assert row["Who raised it"] == naive.of(raised, {cycle})
        for each in SENSES:
            said = naive.of([one for one in raised if sense(one) == each], {cycle})
            assert row[each.capitalize()] == said.partition(" of ")[0]
        (together,) = tables["Themes by value cycle"]
        both = [one for one in naive.backing if naive.places([one]) & naive.places(raised)]
        assert together[labels[cycle]] == naive.of(both, naive.codes), cycle
    used = {code for code in CODES if any(under(one["code"], code) for one in naive.own)}
    rows = {row["row"].removesuffix(" (with codes below)"): row for row in tables.get("Codes", [])}
    assert set(rows) == {labels[code] for code in used}
    for code in used:
        raised = [one for one in naive.own if under(one["code"], code)]
        assert rows[labels[code]]["Who raised it"] == naive.of(raised, {code})
        assert rows[labels[code]]["Excerpts"] == str(len(naive.places(raised)))


def check_roles_for_the_team(naive: Naive, tables: dict[str, Grid]) -> None:
    (row,) = tables.get("Themes by role", [{"row": ""}])
    told = {name: cell for name, cell in row.items() if name != "row"}
    assert not told or set(told) == {role(person) for person in naive.people}
    for name, cell in told.items():
        group = [person for person in naive.people if role(person) == name]
        assert cell == naive.of(naive.backing, naive.codes, group)


def check_roles_outside(naive: Naive, tables: dict[str, Grid]) -> None:
    """No column is of few people, nor is what is left when columns are taken from all."""
    heard = [person for person in naive.people if is_interviewed(naive.study, person)]
    for caption in ("Themes by role", "Participants by role"):
        grid = tables.get(caption, [])
        names = [name for name in grid[0] if name != "row"] if grid and caption == "Themes by role" else []
        names = names or [row["row"] for row in grid]
        own = {name: [one for one in heard if role(one) == name] for name in names if not name.endswith("other roles")}
        rest = [one for one in heard if role(one) not in own]
        assert all(len(group) >= FEWEST for group in own.values()), caption
        assert not own or len(rest) == 0 or len(rest) >= FEWEST, caption
        if caption == "Themes by role" and grid:
            for name, group in own.items():
                everybody = [one for one in naive.people if role(one) == name]
                assert set(group) <= set(everybody)
                assert grid[0][name] == naive.of(naive.backing, naive.codes, everybody)


def check_study_tables(naive: Naive, tables: dict[str, Grid], labels: dict[str, str], told: list[Story]) -> None:
    study = naive.study
    for row in tables.get("Participants by role", []):
        group = [person for person in naive.people if role(person) == row["row"]]
        assert row["Interviewed"] == str(sum(is_interviewed(study, one) for one in group))
        assert row["Coded so far"] == str(sum(is_coded(study, one) for one in group))
    for cycle in CYCLES:
        raised = [one for one in naive.own if under(one["code"], cycle)]
        (row,) = (row for row in tables["Value matrix"] if row["row"] == labels[cycle])
        assert row["Who raised it"] == naive.of(raised, {cycle})
        heads = {
            "positive": "Came, for the better",
            "mixed": "Came, for better and worse",
            "negative": "Came, for the worse",
            "absent": "Expected, did not come",
            "hoped for": "Hoped for",
        }
        for each, head in heads.items():
            said = naive.of([one for one in raised if sense(one) == each], {cycle})
            assert row[head] == said.partition(" of ")[0]
    flows: Counter[tuple[str, str]] = Counter()
    for start in CYCLES:
        for end in CYCLES:
            flows[start, end] = len({story.participant for story in told if (start, end) in _links(story)})
    printed = {(row["row"], row["To"]): row for row in tables.get("How value flowed between cycles", [])}
    for (start, end), people in flows.items():
        row = printed.get((labels[start], labels[end]), {"Participants": "0", "Inferred": "0", "Explicit": "0"})
        assert row["Participants"] == str(people)
        assert row["Inferred"] == str(people)
        assert row["Explicit"] == "0"


def _links(story: Story) -> set[tuple[str, str]]:
    return {
        (story.steps[step.after - 1].code, step.code)
        for step in story.steps
        if step.after and "aspiration" not in (step.narrative, story.steps[step.after - 1].narrative)
    }


def check_pages(naive: Naive, text: str, labels: dict[str, str]) -> None:
    tables = tables_in(text)
    for person in naive.people:
        grid = tables.get(f"Value cycles ({person})")
        for cycle in CYCLES if grid else ():
            said = [one for one in naive.own if one["who"] == person and under(one["code"], cycle)]
            (row,) = (row for row in grid or [] if row["row"].removesuffix(" (with codes below)") == labels[cycle])
            if said:
                assert row["Excerpts"] == str(len(naive.places(said)))
            else:
                assert row["Excerpts"] == f"– ({blank(naive.study, person, cycle)})"
            for each in SENSES:
                number = len({(one["in"], one["n"]) for one in said if sense(one) == each})
                told = {"absent": "did not come", "not stated": "not stated"}.get(each, each)
                found = re.search(rf"(?:^|; ){told} (\d+)", row["How it turned out"])
                assert (found[1] if found else "0") == str(number), (row, each)


def check_coders(study: Typed, tables: dict[str, Grid]) -> None:
    rows = {row["row"]: row for row in tables.get("Who coded", [])}
    for coder in CODERS:
        finished = sum(coder in coders for coders in study.finished.values())
        made = [one for one in study.codings if one["coder"] == coder]
        row = rows.get(coder, {"Finished": "0", "Codings": "0"})
        assert row["Finished"] == str(finished)
        assert row["Codings"] == str(len(made))


def tell(project: Project, stories: list[Story]) -> None:
    known = project.participants.by_id()
    for story in stories:
        if story.participant in known:
            project.stories.add("ana", story)


STEPS = st.lists(
    st.tuples(st.sampled_from(CYCLES), st.booleans(), st.sampled_from(["account", "aspiration"])), max_size=4
)


def story_of(person: str, steps: list[tuple[str, bool, str]]) -> Story:
    """Each step comes after the one before it, where it is said to."""
    made = tuple(
        StoryStep(code, f"Step {n}.", (), n if after and n else None, "inferred", narrative)
        for n, (code, after, narrative) in enumerate(steps)
    )
    return Story("", person, f"What {person} tells", steps=made)


STORIES = st.lists(st.builds(story_of, st.sampled_from(sorted(PEOPLE)[:4]), STEPS), max_size=4)


def check_all(empty: Path, above: Path, study: Typed, stories: list[Story]) -> None:
    folder = Path(shutil.copytree(empty, above / "project"))
    build(study, folder)
    naive = Naive(study)
    with open_project(folder, clock=Clock()) as project:
        tell(project, stories)
        begin_writing(project)
        labels = {code.name: code.label for code in project.codes.all()}
        told = [one for one in stories if one.participant in project.participants.by_id()]

        def report(kind: str, audience: str) -> str:
            return str(reporting.written(project, kind, ReportOptions(audience, viewer="dee")))

        for audience in ("team", "sponsor"):
            tables = tables_in(report("themes", audience))
            check_theme_tables(naive, tables, labels)
            check_overviews(naive, tables, labels)
            whole = tables_in(report("study", audience))
            check_theme_tables(naive, whole, labels)
            if audience == "team":
                check_roles_for_the_team(naive, tables)
                check_study_tables(naive, whole, labels, told)
                check_coders(study, whole)
            else:
                check_roles_outside(naive, tables)
                check_roles_outside(naive, whole)
        check_pages(naive, report("participants", "team"), labels)
        check_coders(study, tables_in(report("methods", "team")))


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(studies(), STORIES)
def test_every_cell_of_every_report_is_what_naive_counting_gives(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, study: Typed, stories: list[Story]
) -> None:
    check_all(empty, tmp_path_factory.mktemp("study"), study, stories)


@pytest.mark.storm
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studies(), STORIES)
def test_many_more_cells_are_what_naive_counting_gives(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, study: Typed, stories: list[Story]
) -> None:
    check_all(empty, tmp_path_factory.mktemp("study"), study, stories)
