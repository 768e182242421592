"""The methods appendix: what was done, as the log has it, and the checklists."""

import re
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from conftest import Clock, coded, place
from studies import qualcode

from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project import Project, open_project
from qualcode.project.samples import NewSampled
from qualcode.project.suggestions import NewSuggestion
from qualcode.project.themes import NewTheme
from qualcode.reports.content.authors import same_item
from qualcode.scope import Scope
from qualcode.study.reporting.reports import ReportOptions, report, verify_file

COMMENT = re.compile(r"<!--.*?-->")
FIGURE = re.compile(r"[\w–-]+(?: of \d+)?<!--.*?-->")


WORDS = (
    "We drafted the card together.",
    "My teachers asked for it again this spring.",
    "I can say awkward things there.",
)
OTHERS = ("Nothing I could use.", "A nice lunch.", "The card never reached our school.")


@pytest.fixture(scope="module")
def decided(study_on_disk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with two blind codings, seven suggestions of which six are decided, and a sample read in part."""
    folder = Path(shutil.copytree(study_on_disk, tmp_path_factory.mktemp("methods") / "study"))
    with open_project(folder, clock=Clock()) as project:
        coded(project, "ana", WORDS[0], "card")
        coded(project, "ana", OTHERS[1], "lunch", document="D02")
        for document in ("D01", "D02"):
            project.finishes.finish("ana", document)
        places = [("D01", words) for words in WORDS] + [("D02", words) for words in OTHERS]
        arms = ("offered", "offered", "offered", "offered", "decoy", "withheld")
        offers = [
            _offer(project, *where, rank, arm) for rank, (where, arm) in enumerate(zip(places, arms, strict=True))
        ]
        project.suggestions.offer("ana", [*offers, _offer(project, "D02", OTHERS[0], 7, "offered", "card")], "none")
        shown = project.suggestions.of("ana")
        project.suggestions.mark_shown("ana", shown)
        accepted, changed, refused, none, decoy, reread, _ = shown
        project.suggestions.accept("ana", accepted)
        project.suggestions.accept("ana", changed, code="lunch")
        project.suggestions.refuse("ana", [refused], status="rejected", reason="wrong code")
        project.suggestions.refuse("ana", [none], status="none of these")
        project.suggestions.refuse("ana", [decoy], status="none of these")
        project.suggestions.reread("ana", reread, ())
        _sample(project)
    return folder


def _offer(project: Project, document: str, words: str, rank: int, arm: str, code: str = "trust") -> NewSuggestion:
    start, end = place(project, document, words)
    return NewSuggestion(document, start, end, words, code, "some", None, rank, None, arm=arm)


def _sample(project: Project) -> None:
    passages = [
        NewSampled("D02", *place(project, "D02", words), words) for words in ("Honestly?", OTHERS[0], OTHERS[2])
    ]
    project.samples.record("ana", passages, seed=1, unmarked={"D02": 3})
    project.samples.decide("ana", project.samples.waiting("ana")[0], ())
    project.samples.decide("ana", project.samples.waiting("ana")[0], ("card",))


def methods(project: Project, audience: str = "team") -> str:
    return report(project, "methods", ReportOptions(audience)).text


def seen(project: Project, audience: str = "team") -> str:
    return COMMENT.sub("", methods(project, audience))


def verified(project: Project, text: str) -> Counter[str]:
    path = project.folder / "methods.md"
    path.write_text(text, encoding="utf-8")
    return Counter(line.status for line in verify_file(project, path))


def coding(project: Project) -> Coding:
    return coded(project, "ana", "We drafted the card together.", "card")


def test_what_became_of_the_suggestions_is_told_as_it_was_decided(decided: Path) -> None:
    with open_project(decided) as project:
        text = seen(project)
    assert (
        "The program showed 5 suggestions: 1 accepted as they stood, 1 with other words or another code, 2 refused,"
        " 1 still open. Who decides is a named coder (ana); every code was given by a person, none by the machine."
    ) in text
    assert "| ana | 5 | 1 | 1 | 2 | 1 |" in text
    assert "decided: 1; plain rereads (a passage without its code) decided: 1." in text


def test_what_was_missed_is_told_from_the_passages_read_again(decided: Path) -> None:
    with open_project(decided) as project:
        assert (
            "Of 3 unmarked passages drawn at random, 2 were read once more by their own coder, and 1 of these were"
            " given a code."
        ) in seen(project)


def test_the_share_of_blind_codings_leaves_out_those_that_accepting_a_suggestion_made(decided: Path) -> None:
    with open_project(decided) as project:
        text = seen(project)
    assert "Of the codings that count, 1 of 3 were made blind and not by accepting a suggestion." in text
    assert "| ana | 2 | 2 of 2 | 5 | 2 | 2 | 1 |" in text


def test_every_number_of_the_appendix_is_counted_again_by_verify(decided: Path) -> None:
    with open_project(decided) as project:
        text = methods(project)
        assert set(verified(project, text)) == {"ok"}
    told = text.partition("## Checklists")[0].partition("## Software")[0]
    unmarked = FIGURE.sub("", told)
    left = [
        line
        for line in unmarked.splitlines()
        if re.search(r"\d", COMMENT.sub("", line)) and not line.startswith(("*Table", "| codebooks/"))
    ]
    assert left == []


@pytest.mark.parametrize("audience", ["team", "sponsor", "public"])
def test_it_verifies_for_every_audience_and_in_every_format(decided: Path, audience: str) -> None:
    folder = decided
    for name in ("methods.md", "methods.html"):
        assert qualcode(folder, "report", "methods", "--audience", audience, "-o", name).code == 0
        said = qualcode(folder, "verify", name)
        assert (said.code, "Every quote and number matches" in said.err) == (0, True)


def test_what_the_authors_write_into_a_checklist_is_theirs_and_a_number_of_the_log_is_not(project: Project) -> None:
    coding(project)
    text = methods(project).replace("*Author:* their degrees.", "Two hold a PhD, 3 an MA.")
    assert set(verified(project, text)) == {"ok", "not checked"}
    forged = text.replace("| Sample size | 1<", "| Sample size | 3<")
    assert forged != text
    assert verified(project, forged)["changed"] == 1


def test_rows_of_a_checklist_are_the_same_where_number_and_item_are() -> None:
    assert not same_item("| 2 | Credentials | x |", "| 3 | Credentials | x |")
    assert not same_item("no row", "no row")


def test_a_number_that_changed_since_is_named_by_verify(project: Project) -> None:
    coding(project)
    text = methods(project)
    coded(project, "ana", "A nice lunch.", "lunch", document="D02")
    assert verified(project, text)["changed"] > 0


def test_a_first_pass_after_others_codings_were_shown_is_not_blind(project: Project) -> None:
    coding(project)
    project.finishes.finish("ana", "D01")
    project.exposures.record("ben", ["D01"], "codings")
    project.finishes.finish("ben", "D01")
    text = seen(project)
    assert "the text): 1 of 2." in text
    assert "| ben | 1 | 0 of 1 | 0 | 0 | 0 | 0 |" in text
    assert "1 person gave codes. 1 text was coded by more than one." in text


def test_without_suggestions_it_says_that_none_was_shown(project: Project) -> None:
    assert "The program showed 0 suggestions to any coder: every code was given by a person" in seen(project)


def test_codes_changed_after_a_finished_interview_are_counted_by_what_became_of_them(folder: Path) -> None:
    with open_project(folder, clock=Clock()) as project:
        coding(project)
        project.finishes.finish("ana", "D01")
    book = folder / "codebooks" / "study.yaml"
    book.write_text(book.read_text().replace("The food is praised", "The food is good") + "- id: bus\n", "utf-8")
    assert qualcode(folder, "codebook", "update", "--coder", "ana").code == 0
    with open_project(folder) as project:
        text = seen(project)
    assert "4 codes are in use; the codebook was applied in 2 versions." in text
    assert "After the first text was coded once through, codes changed: 1 added, 1 reworded." in text


def test_it_tells_whether_clusters_were_looked_at_before_the_first_theme_was_written(project: Project) -> None:
    def look(number: int) -> None:
        clusters = [{"number": number}]
        project.clusterings.publish("ana", detail="broad", seed=1, encoder="none", redraws=1, clusters=clusters)

    coding(project)
    look(1)
    project.themes.name_new("ana", NewTheme("One card", "It is used.", "", ("card",)))
    look(2)
    look(3)
    text = seen(project)
    assert "looked at 1 time before the first theme was written down and 2 times after." in text
    assert "searched the interviews for what speaks against them: 0 of 1. The others are not yet examined." in text


def test_a_reflexive_analysis_claims_neither_agreement_nor_saturation(folder: Path) -> None:
    settings = folder / "project.yaml"
    settings.write_text(settings.read_text().replace("mode: codebook", "mode: reflexive"), "utf-8")
    assert qualcode(folder, "codebook", "update", "--coder", "ana").code == 0
    with open_project(folder) as project:
        assert project.settings.read().mode == "reflexive"
        text = seen(project)
    assert "Agreement between coders and saturation are neither sought nor claimed." in text
    assert "| 22 | Saturation | Not applicable: a reflexive analysis claims no saturation. |" in text


def test_consent_is_told_as_it_was_given(project: Project) -> None:
    with project.change("ana", "participants.edit") as transaction:
        project.participants.keep(transaction, "P01", {"consent": "paraphrase"})
        project.participants.keep(transaction, "P02", {"consent": "none"})
    assert "1 agreed to be paraphrased only; 1 is counted only: no words, no paraphrase." in seen(project)


def test_words_erased_from_the_log_leave_an_appendix_that_verifies(folder: Path) -> None:
    with open_project(folder, clock=Clock()) as project:
        coding(project)
        project.finishes.finish("ana", "D01")
    connection = sqlite3.connect(folder / "project.db")
    connection.execute("UPDATE changes SET body = NULL")
    connection.commit()
    connection.close()
    with open_project(folder) as project:
        assert set(verified(project, methods(project))) == {"ok"}


@pytest.mark.parametrize("kind", ["methods", "progress"])
def test_how_the_work_went_is_always_told_of_the_whole_study(project: Project, kind: str) -> None:
    with pytest.raises(QualcodeError, match="of the whole study"):
        report(project, kind, ReportOptions("team", Scope(codes=frozenset({"card"}))))


def test_a_project_in_which_nothing_was_done_has_an_appendix_too(empty: Path) -> None:
    with open_project(empty) as project:
        text = methods(project)
        assert "Nothing has been brought in yet." in text
        assert "\n\n\n" not in text
        assert set(verified(project, text)) == {"ok"}


def test_names_and_titles_stay_inert_in_it(decided: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(decided, tmp_path / "copy"))
    with open_project(folder) as project:
        name = "A | <script>`x` 🙂 -->"
        project.themes.name_new("ana", NewTheme(name, "It is used.", "", ("card",)))
        text = methods(project)
        assert "<script>" not in text
        assert set(verified(project, text)) == {"ok"}
