"""Until a coder has read for themselves, no command and no screen lets a suggestion through."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from conftest import faults
from studies import qualcode, small_study

from qualcode.cli import app
from qualcode.errors import QualcodeError
from qualcode.model import Because
from qualcode.project import open_project
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.suggesting.looking_again import to_look_at_again
from qualcode.tui.app import CodingApp

MARK = "zyxwv"
"""Stands in nothing but what belongs to the suggestion."""
CHANGING = {
    *("demo", "init", "import", "correct", "code", "restore", "backup", "coder", "undo", "redo", "finish", "reopen"),
    *("documents edit", "participants edit", "coding add", "coding edit", "coding remove", "coding import"),
    *("memo add", "memo edit", "memo remove", "questions confirm", "questions deny", "themes name", "themes import"),
    *(f"codebook {what}" for what in ("add", "import", "rename", "move", "merge", "split", "retire", "update")),
}
"""What only changes something, and the screen, which is opened below; all other commands are walked."""
ASKED = {
    "read": ["D02"],
    "search": ["the"],
    "codebook show": ["reframing"],
    "themes show": ["Lunch"],
    "verify": ["report.md"],
    "report themes": [],
}


WAYS = (["--format", "json"], ["--all", "--format", "csv"], ["--coder", "all"], ["--meaning"])
"""Ways in which a command may tell more."""


def commands() -> Iterator[list[str]]:
    """Every command that tells something as it stands, alone and in each way it knows."""
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", {})
        alone = [([name], command)] if not below or command.invoke_without_command else []
        for words, one in alone + [([name, under], one) for under, one in below.items()]:
            called = " ".join(words)
            if called in CHANGING or (called not in ASKED and any(param.required for param in one.params)):
                continue
            knows = {option for param in one.params for option in param.opts}
            for way in ([], *(way for way in WAYS if knows.issuperset(one for one in way if one.startswith("--")))):
                yield [*words, *ASKED.get(called, []), *way]


@pytest.fixture(scope="module", params=["after_document", "after_question"])
def study(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """D01 and D02 were finished, ana was offered something in both, and then took up D02 again."""
    folder = small_study(tmp_path_factory.mktemp("unreachable") / "study")
    told = (folder / "project.yaml").read_text(encoding="utf-8").replace("encoder:\n", "encoder: words\n")
    told = told.replace("suggestions: after_document", f"suggestions: {request.param}")
    (folder / "project.yaml").write_text(told, encoding="utf-8")
    assert qualcode(folder, "codebook", "update").code == 0
    qualcode(folder, "coding", "add", "-d", "D02", "-t", 2, "-c", "applied")
    for document in ("D01", "D02"):
        qualcode(folder, "finish", document)
    qualcode(folder, "themes", "name", "Lunch", "--idea", "It was good.", "-c", "applied")
    qualcode(folder, "report", "themes", "-o", "report.md")
    with open_project(folder) as project:
        offers = []
        for rank, (document, turn) in enumerate((one, turn) for one in ("D01", "D02") for turn in (1, 3)):
            place = project.documents.turns(document)[turn]
            words = project.texts.of_document(document)[place.start : place.end]
            mark = f"{MARK} {document}"
            offers.append(
                NewSuggestion(
                    *(document, place.start, place.end, words, "vc.reframing", "strong", 0.8765, rank, mark),
                    because=Because(mark, (mark,), (), (mark,)),
                )
            )
        project.suggestions.offer("ana", offers, "by hand")
        waiting = project.suggestions.waiting("ana")
        assert {one.document for one in waiting} == {"D01", "D02"}
        # What was shown once outlasts the next asking, so that there is something to tell all through the walk.
        project.suggestions.mark_shown("ana", waiting)
        project.finishes.reopen("ana", "D02")
    return folder


def test_no_command_that_tells_something_tells_of_a_suggestion_in_an_unfinished_interview(study: Path) -> None:
    seen = []
    with open_project(study) as project:
        ids = [one.id for one in project.suggestions.ledger("ana") if one.document == "D02"]
    for words in commands():
        said = qualcode(study, *words, answers="s\ns\ns\nq\n")
        told = said.out + said.err
        assert said.code != 2, words
        seen.append(" ".join(words))
        assert f"{MARK} D02" not in told, words
        assert not any(one[:8] in told for one in ids), words
        assert not (words[0] == "review" and "D02" in told), words
    for told in [*study.glob("reports/*"), *study.glob("*.md"), *study.glob("*.yaml")]:
        assert MARK not in told.read_text(encoding="utf-8")
    assert {"suggestions --all --format csv", "review", "read D02", "suggest run", "search the --meaning"} <= {*seen}
    assert len(seen) > 90


def test_the_screens_have_nothing_to_show_of_it(study: Path) -> None:
    with open_project(study) as project:
        assert to_look_at_again(project, "ana", "D02") == ()
        assert {one.document for one in project.suggestions.waiting("ana")} == {"D01"}

    async def look() -> None:
        with open_project(study) as project:
            screen = CodingApp(project, "ana", document="D02")
            async with screen.run_test(size=(80, 24)) as pilot:
                await pilot.press("v", "V")
                await pilot.pause()
                assert MARK not in screen.export_screenshot()
                with pytest.raises(QualcodeError, match="No suggestion waits here"):
                    screen.open_review("D02")

    asyncio.run(look())


def test_what_was_seen_is_shown_after_all_once_the_interview_is_finished(study: Path) -> None:
    with open_project(study) as project:
        project.finishes.finish("ana", "D02")
        assert not faults(project)
    assert f"{MARK} D02" in qualcode(study, "suggestions", "--format", "json").out
    qualcode(study, "reopen", "D02")
