"""The page for Friday's meeting: what was done, what waits; nothing of what was found."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Clock, coded
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import qualcode

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.themes import NewTheme
from qualcode.study.reporting.progress_facts import period_of
from qualcode.study.reporting.reports import ReportOptions, report, verify_file

COMMENT = re.compile(r"<!--.*?-->")
NOW = "2026-03-13T12:00:00+00:00"


def progress(project: Project, since: str | None = "7d", audience: str = "team") -> str:
    return report(project, "progress", ReportOptions(audience, since=since)).text


def seen(project: Project, since: str | None = "7d", audience: str = "team") -> str:
    return COMMENT.sub("", progress(project, since, audience))


def section(text: str, heading: str) -> str:
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0].strip()


def statuses(project: Project, text: str) -> Counter[str]:
    path = project.folder / "progress.md"
    path.write_text(text, encoding="utf-8")
    return Counter(line.status for line in verify_file(project, path))


@pytest.fixture
def worked(folder: Path) -> Path:
    """The study made on 2 March, worked on that day by ana, and by ana and ben in the week before 13 March."""
    with open_project(folder, clock=Clock()) as project:
        coded(project, "ana", "We drafted the card together.", "card")
        project.memos.add("ana", "project", "", "From the week before.")
    with open_project(folder, clock=Clock("2026-03-11T09:00:00+00:00")) as project:
        coded(project, "ana", "My teachers asked for it again this spring.", "card")
        project.finishes.finish("ana", "D01")
        project.memos.add("ana", "document", "D01", "Whose card | is it?\n<script>")
        project.memos.add("ana", "code", "card", "Keep to the paper one.")
    with open_project(folder, clock=Clock("2026-03-12T09:00:00+00:00")) as project:
        coded(project, "ben", "A nice lunch.", "lunch", document="D02")
        coded(project, "ben", "Nothing I could use.", "trust", document="D02")
        project.themes.name_new("ben", NewTheme("One card", "It is used.", "", ("card",)))
    return folder


def test_it_counts_what_was_finished_coded_and_noted_since_the_day_and_nothing_before_it(worked: Path) -> None:
    with open_project(worked, clock=Clock(NOW)) as project:
        text = seen(project)
    assert "From 2026-03-06 to 2026-03-13 (UTC). Coded once through so far: 1 of 2 interviews and other texts." in text
    assert (
        section(text, "In these days")
        == "1 first pass finished, 3 codings, 0 new codes, 0 definitions changed, 2 memos."
    )
    assert section(text, "Finished") == "- ana: D01"
    assert "| 2026-03-11 | 1 | 0 |\n| 2026-03-12 | 0 | 2 |" in section(text, "Codings by day")


def test_memos_with_a_question_come_first_and_stay_inert(worked: Path) -> None:
    with open_project(worked, clock=Clock(NOW)) as project:
        memos = section(seen(project), "Memos")
    asked, _, others = memos.partition("**Others**")
    assert asked.startswith("**With a question**")
    assert "- ana, 2026-03-11, on D01: Whose card \\| is it? &lt;script&gt;" in asked
    assert others.strip() == "- ana, 2026-03-11, on card: Keep to the paper one."


def test_it_says_what_waits_and_what_comes_next(worked: Path) -> None:
    with open_project(worked, clock=Clock(NOW)) as project:
        text = seen(project)
    assert section(text, "What waits") == "- Being coded: D02 (ben)."
    assert section(text, "Next") == "`qualcode finish D02`: when ben has coded it once through."
    assert section(text, "Themes not yet examined") == "- One card"


def test_a_changed_definition_stands_with_what_it_said_and_says(worked: Path) -> None:
    book = worked / "codebooks" / "study.yaml"
    book.write_text(book.read_text().replace("The food is praised", "The food is good") + "- id: bus\n", "utf-8")
    assert qualcode(worked, "codebook", "update", "--coder", "ben").code == 0
    with open_project(worked) as project:
        text = seen(project, "1d")
        day = project.clock()[:10]
        assert section(text, "New codes") == f"- **bus**, by ben, {day}"
        changed = section(text, "Changed definitions")
        assert changed == f"- **lunch**, by ben, {day}: brief: The food is \\[−praised\\] \\[+good\\]"
        assert "1 new code, 1 definition changed" in text
        assert set(statuses(project, progress(project, "1d"))) == {"ok"}


def test_a_definition_that_was_put_back_has_not_changed(worked: Path) -> None:
    book = worked / "codebooks" / "study.yaml"
    before = book.read_text()
    for words in (before.replace("praised", "good"), before):
        book.write_text(words, "utf-8")
        assert qualcode(worked, "codebook", "update", "--coder", "ben").code == 0
    with open_project(worked) as project:
        assert "0 definitions changed" in section(seen(project, "1d"), "In these days")


def test_a_time_in_which_nothing_was_done_is_called_so(worked: Path) -> None:
    with open_project(worked, clock=Clock("2026-06-01T12:00:00+00:00")) as project:
        text = seen(project)
    assert section(text, "In these days").startswith("Nothing was finished, coded, changed or noted in this time: 0 ")
    assert "## Codings by day" not in text


def test_the_same_days_looked_at_later_give_the_same_figures_and_verify(worked: Path) -> None:
    with open_project(worked, clock=Clock(NOW)) as project:
        text = progress(project)
    with open_project(worked, clock=Clock("2026-04-20T12:00:00+00:00")) as project:
        assert set(statuses(project, text)) == {"ok"}
        assert section(seen(project, "2026-03-06/2026-03-13"), "In these days").startswith("1 first pass finished, 3")


def test_what_several_are_coding_is_left_out_until_all_have_finished(worked: Path) -> None:
    with open_project(worked, clock=Clock("2026-03-13T09:00:00+00:00")) as project:
        coded(project, "cho", "A nice lunch.", "lunch", document="D02")
        project.memos.add("cho", "document", "D02", "What ben must not read yet?")
        text = seen(project)
        assert "1 text that several are coding is left out of codings and memos" in text
        assert "must not read" not in text
        assert "1 first pass finished, 1 coding, 0 new codes, 0 definitions changed, 2 memos." in text
        written = progress(project)
        for coder in ("ben", "cho"):
            project.finishes.finish(coder, "D02")
        assert "must not read" in seen(project)
        assert "changed" not in statuses(project, written)


def test_it_holds_no_finding(worked: Path) -> None:
    with open_project(worked, clock=Clock(NOW)) as project:
        asked = {one.split()[1] for one in re.findall(r"<!-- (?:count|number) \w+", progress(project))}
        text = progress(project)
    assert asked
    assert not re.search(r"<!-- (?:count|number) (?:participants|schools|excerpts|said)", text)
    assert "<!-- quote" not in text
    assert "We drafted" not in text


def test_outside_the_team_no_interview_and_no_memo_stands_in_it(worked: Path) -> None:
    with open_project(worked, clock=Clock(NOW)) as project:
        text = seen(project, audience="sponsor")
        assert not re.search(r"\b[DP]\d\d\b|Whose card|One card", text)
        assert "3 codings" in text
        assert set(statuses(project, progress(project, audience="sponsor"))) == {"ok"}


@pytest.mark.parametrize("since", ["3x", "yesterday", "2026-13-01", "2026-03-01/soon", "", "99999d", "2027-01-01"])
def test_a_time_that_cannot_be_read_is_named_with_what_can(since: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        period_of(since or "/", "2026-03-13T12:00:00.000Z")
    assert "--since 7d" in str(caught.value.hint)


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(QualcodeError, match="ends before it begins"):
        period_of("2026-03-08/2026-03-01", "2026-03-13T12:00:00.000Z")


@given(st.integers(0, 2000), st.dates(date(2010, 1, 1), date(2090, 1, 1)))
@settings(max_examples=25)
def test_days_and_weeks_are_counted_back_from_the_clock(days: int, today: date) -> None:
    now = f"{today}T12:00:00.000Z"
    first = (today - timedelta(days=days)).isoformat()
    found = period_of(f"{days}d", now)
    assert (found.since, found.until) == (first, now)
    assert period_of(f"{days // 7}w", now).since == (today - timedelta(days=days // 7 * 7)).isoformat()
    assert period_of(first, now) == period_of(found.told, "2091-01-01T00:00:00.000Z") == found


def test_a_project_in_which_nothing_was_done_says_what_comes_first(empty: Path) -> None:
    with open_project(empty) as project:
        text = seen(project)
        assert "Nothing has been brought in yet." in text
        assert "qualcode import" in section(text, "Next")
        assert set(statuses(project, progress(project))) == {"ok"}


SAME_IN_SOME = {"Material", "Memos", "Codes", "Participants: Meetings", "COREQ (Tong et al. 2007)", "P01"}
SAME_IN_SOME |= {"SRQR (O’Brien et al. 2014)", "P02"}


def headings(project: Project) -> list[str]:
    texts = [report(project, kind, ReportOptions("team")).text for kind in ("progress", "methods", "participants")]
    lines = COMMENT.sub("", "\n".join(texts)).splitlines()
    return [line.lstrip("# ") for line in lines if re.match(r"#{1,3} ", line)]


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_the_headings_of_pages_on_work_and_people_are_in_the_language_of_the_study(worked: Path, language: str) -> None:
    with open_project(worked, clock=Clock(NOW)) as project:
        english = headings(project)
        with project.change("ana", "project.edit") as transaction:
            project.settings.keep(transaction, replace(project.settings.read(), language=language))
        same = {one for one, other in zip(english, headings(project), strict=True) if one == other}
    assert len(english) > 15
    assert same <= SAME_IN_SOME
