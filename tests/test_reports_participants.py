"""A page for each person, as far as they agreed to it and the reader may know."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import Clock, coded
from studies import EXAMPLE, example_study, qualcode

from qualcode.analysis.counting import lies_under
from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project import Project, open_project
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markers import read_markers
from qualcode.study.reporting.report_material import material_of
from qualcode.study.reporting.reports import ReportOptions, report, verify_file
from qualcode.study.theming.naming_themes import import_themes

COMMENT = re.compile(r"<!--.*?-->")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The shipped study with its themes, open; nobody changes it."""
    folder = example_study(tmp_path_factory.mktemp("people") / "example")
    with open_project(folder) as project:
        import_themes(project, "ana", EXAMPLE / "themes.yaml")
        yield project


def pages(project: Project, audience: str = "team") -> str:
    return report(project, "participants", ReportOptions(audience)).text


def page(text: str, begins: str) -> str:
    return next(one for one in text.split("\n\n---\n\n") if one.startswith(f"## {begins}"))


def statuses(project: Project, text: str) -> Counter[str]:
    path = project.folder / "people.md"
    path.write_text(text, encoding="utf-8")
    return Counter(line.status for line in verify_file(project, path))


def say_of(project: Project, person: str, **attributes: str) -> None:
    with project.change("ana", "participants.edit") as transaction:
        project.participants.keep(transaction, person, attributes)


def counting(project: Project) -> tuple[Coding, ...]:
    return Answers(material_of(project)).counted.codings


def test_everybody_has_a_page_with_who_they_are_and_where_they_are_heard(example: Project) -> None:
    text = COMMENT.sub("", pages(example))
    people = example.participants.all()
    assert [one[3:6] for one in text.split("\n\n---\n\n")[1:]] == [one.id for one in people]
    first = page(text, "P01: principal")
    assert "- school: Thistledown Elementary" in first
    assert "- interview D01: coded once through by ana" in first


def test_every_figure_of_a_page_is_what_the_codings_of_the_person_come_to(example: Project) -> None:
    text, codings = pages(example), counting(example)
    checked = 0
    for marker in read_markers(text):
        about = dict(marker.question.about)
        if marker.question.kind != "number":
            continue
        own = [one for one in codings if one.participant == about["person"]]
        if marker.question.what == "given":
            some = [one for one in own if one.code == about["code"]]
        else:
            some = [one for one in own if lies_under(one.code, {about["code"]}) and in_sense(one, about.get("sense"))]
        expected = str(len({(one.document, one.start, one.end) for one in some}))
        assert re.search(r"\d+\Z", text[: marker.start])[0] == expected  # type: ignore[index]
        checked += 1
    assert checked > 100


def in_sense(coding: Coding, sense: str | None) -> bool:
    given: Mapping[str, str] = coding.modifiers
    told = "hoped for" if given.get("narrative") == "aspiration" else given.get("valence", "not stated")
    return sense in (None, told)


def test_a_quote_stands_under_its_code_and_only_on_the_page_of_who_said_it(example: Project) -> None:
    by_place = {(one.document, one.start, one.end, one.code): one for one in counting(example)}
    for one in pages(example).split("\n\n---\n\n")[1:]:
        for marker in read_markers(one):
            about = dict(marker.question.about)
            if marker.question.kind == "quote":
                start, end = map(int, about["at"].split(":"))
                assert by_place[about["in"], start, end, about["code"]].participant == one[3:6]


@pytest.mark.parametrize("audience", ["team", "sponsor"])
def test_the_pages_verify_and_a_changed_word_or_speaker_is_found(example: Project, audience: str) -> None:
    text = pages(example, audience)
    assert set(statuses(example, text)) == {"ok"}
    quote = re.search(r"^> (\w+) (\w+) ", text, re.MULTILINE)
    assert quote is not None
    forged = text.replace(quote[0], f"> {quote[1]} never {quote[2]} ", 1)
    said_by = next(iter(re.findall(r"^> — .*\(coded as negative\)$", text, re.MULTILINE)))
    forged = forged.replace(said_by, said_by.replace(" (coded as negative)", ""), 1)
    assert statuses(example, forged)["changed"] == 2


def test_the_themes_a_person_raised_and_spoke_against_are_named(example: Project) -> None:
    answers, text = Answers(material_of(example)), COMMENT.sub("", pages(example))
    for person in example.participants.all():
        part = page(text, person.id).split("### Themes\n\n")[1].split("\n\n###")[0]
        raised_there, _, against_there = part.partition("**Spoke against**")
        told = (raised_there.splitlines(), against_there.splitlines())
        for name in answers.themes:
            raised = person.id in {one.participant for one in answers.supporting(name)}
            against = person.id in {one.participant for one in answers.against(name)}
            assert (f"- {name}" in told[0], f"- {name}" in told[1]) == (raised, against)


def test_a_sponsor_reads_no_number_school_turn_or_time_and_roles_of_enough_people_only(example: Project) -> None:
    text = pages(example, "sponsor")
    visible = COMMENT.sub("", text)
    schools = {one.attributes["school"] for one in example.participants.all()}
    for line in visible.splitlines():
        # What people said themselves stays as they said it.
        if not line.startswith("> ") or line.startswith("> — "):
            assert not re.search(r"\b[DP]\d\d\b|\bturn \d|\d:\d\d", line)
            assert not any(school in line for school in schools)
    assert not re.search(r'person=|in="D|at="|\bP\d\d\b', text)
    heads = Counter(line[3:] for line in visible.splitlines() if line.startswith("## "))
    held = Counter(one.attributes["role"] for one in example.participants.all())
    assert {head.casefold(): number for head, number in heads.items()} == dict(held)
    order = [one.attributes["role"].casefold() for one in example.participants.all()]
    assert [line[3:].casefold() for line in visible.splitlines() if line.startswith("## ")] != order


def test_pages_are_never_written_for_the_public(example: Project) -> None:
    with pytest.raises(QualcodeError, match="not written for the public"):
        pages(example, "public")


@pytest.fixture
def dana(folder: Path) -> Iterator[Project]:
    """The study with one interview coded and finished."""
    with open_project(folder, clock=Clock()) as project:
        coded(project, "ana", "We drafted the card together.", "card", modifiers={"valence": "positive"})
        coded(project, "ana", "I can say awkward things there.", "trust")
        project.finishes.finish("ana", "D01")
        project.memos.add("ana", "document", "D01", "She laughs | a lot.")
        project.charts.write("ana", "P01", "card", "A card <b>of her own</b>.")
        yield project


def test_memos_and_summaries_stand_on_the_teams_page_only(dana: Project) -> None:
    team, sponsor = pages(dana), pages(dana, "sponsor")
    assert "on D01: She laughs \\| a lot." in team
    assert "- **card** (ana): A card &lt;b&gt;of her own&lt;/b&gt;." in team
    assert "laughs" not in sponsor
    assert "of her own" not in sponsor
    assert set(statuses(dana, team)) == {"ok"}


def test_who_agreed_to_be_paraphrased_only_has_no_words_on_the_page(dana: Project) -> None:
    say_of(dana, "P01", consent="paraphrase")
    text = pages(dana)
    assert "agreed to be paraphrased only" in text
    assert "**card** (1<" in text
    assert "of her own" in text
    assert not re.search(r"drafted|awkward|laughs|<!-- quote", text)


def test_who_agreed_to_neither_is_counted_only(dana: Project) -> None:
    say_of(dana, "P01", consent="none")
    for audience in ("team", "sponsor"):
        text = pages(dana, audience)
        assert "This person is counted only" in text
        assert not re.search(r"drafted|awkward|laughs|of her own|card|<!-- (?:quote|number)", text)


def test_a_person_whose_interview_nobody_finished_is_said_to_be_uncoded(dana: Project) -> None:
    dana.finishes.reopen("ana", "D01")
    text = pages(dana)
    assert "None of their interviews is coded once through yet." in text
    assert "drafted" not in text


def test_a_coder_still_coding_an_interview_blind_is_not_shown_the_pages(dana: Project) -> None:
    coded(dana, "ben", "We drafted the card together.", "card")
    with pytest.raises(QualcodeError, match="still coding"):
        report(dana, "participants", ReportOptions("team", viewer="ben"))
    assert qualcode(dana.folder, "coder", "ben").code == 0
    assert "still coding" in qualcode(dana.folder, "report", "participants").err


def test_a_coder_who_reads_the_pages_has_seen_others_codings(dana: Project) -> None:
    assert qualcode(dana.folder, "coder", "ben").code == 0
    assert qualcode(dana.folder, "report", "participants", "--audience", "team").code == 0
    assert dana.exposures.has_seen("ben", "D01", "codings")


def test_a_role_too_few_people_hold_is_not_told_outside_the_team(dana: Project) -> None:
    say_of(dana, "P01", role="superintendent")
    text = pages(dana, "sponsor")
    assert "superintendent" not in text
    assert "## A participant" in text
    assert "## P01: superintendent" in pages(dana)


def test_a_project_without_people_says_so(empty: Path) -> None:
    with open_project(empty) as project:
        assert "Nobody has been interviewed yet." in pages(project)
