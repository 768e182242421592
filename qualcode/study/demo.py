"""A whole invented study, run with the very steps of the commands."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.soundness import check_project
from qualcode.reports.verifying.verify import failed
from qualcode.shipped import shipped
from qualcode.study.bringing_in.importing import files_to_import, import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.coding.first_tour import keep_tour_for_first_run
from qualcode.study.coding.importing_codings import import_codings
from qualcode.study.reporting.report_options import ReportOptions
from qualcode.study.reporting.reports import put_report, theme_report, verify_file, written
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.storytelling.indicator_files import import_indicators
from qualcode.study.storytelling.story_files import import_stories
from qualcode.study.suggesting.suggesting import suggest
from qualcode.study.theming.discovering import discover_clusters
from qualcode.study.theming.naming_themes import import_themes

TITLE = "What leaders found in a community of practice (an invented study)"
QUESTION = "What was taking part worth to principals, vice principals and teacher leaders?"


def run_demo(folder: Path, say: Callable[[str], None], progress: Callable[[int, int], None]) -> Path:
    """Make the demo study in a new or empty folder; gives back the path of its theme report."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QualcodeError(f"{folder} is not empty.", hint="Name a new folder: qualcode demo my-demo")
    example = shipped("transcripts_example")
    say("1. Make a project            qualcode init --codebook value-creation --coder ana")
    with set_up(folder, codebook="value-creation", coder="ana", title=TITLE, question=QUESTION) as project:
        add_coder(project, "ana", "ben")
        _bring_in(project, example, say)
        _code(project, example, say)
        _think(project, example, say, progress)
        shutil.copytree(example / "writing", folder / "writing", dirs_exist_ok=True)
        reports = _report(project, say)
        _prove(project, reports, say)
        keep_tour_for_first_run(project)
    return reports[0]


def _bring_in(project: Project, example: Path, say: Callable[[str], None]) -> None:
    say("2. Bring the interviews in   qualcode import transcripts_example --participants participants.csv")
    files, _ = files_to_import([example])
    rows = import_files(project, "ana", files, who=read_who_is_who(example / "participants.csv"))
    formats = sorted({str(row.format) for row in rows})
    say(f"   {len(rows)} interviews, {sum(row.words for row in rows):,} words, from {', '.join(formats)}")


def _code(project: Project, example: Path, say: Callable[[str], None]) -> None:
    say("3. Two people’s coding       qualcode coding import codings.csv --blind")
    codings = import_codings(project, "ana", example / "codings.csv", blind=True)
    by = {coder: sorted({one.document for one in codings if one.coder == coder}) for coder in project.coders.names()}
    told = "; ".join(f"{coder} coded {len(documents)} interviews" for coder, documents in by.items())
    say(f"   {len(codings)} codings: {told}")
    say("4. Each coded once through   qualcode finish D01 …")
    for coder, documents in by.items():
        for document in documents:
            project.finishes.finish(coder, document)


def _think(project: Project, example: Path, say: Callable[[str], None], progress: Callable[[int, int], None]) -> None:
    say("5. A second look             qualcode suggest")
    found = suggest(project, "ana", progress=progress)
    for notice in found.notices:
        say(f"   {notice}")
    say(f"   {found.new} suggestions for people to decide on")
    say("6. What belongs together     qualcode themes discover")
    clusters = discover_clusters(project, "ana", progress=progress)
    for one in clusters.clusters:
        say(f"   Cluster {one.number}: {one.excerpts} excerpts, {one.participants} participants,")
        say(f"      came back in {one.came_back} of 100 re-draws{one.warning}; {', '.join(one.terms[:4])}")
    say(f"   {clusters.in_no_group} of {clusters.excerpts} excerpts in no group")
    say("7. The team’s own themes     qualcode themes import themes.yaml")
    for theme in import_themes(project, "ana", example / "themes.yaml"):
        say(f"   {theme.name}")
    say("8. How value came about      qualcode value-matrix import indicators.csv")
    say("                             qualcode stories import stories.yaml")
    import_indicators(project, "ana", example / "indicators.csv")
    for story in import_stories(project, "ana", example / "stories.yaml"):
        say(f"   {story.id} {story.title}")


def _report(project: Project, say: Callable[[str], None]) -> tuple[Path, ...]:
    say("9. Write the reports         qualcode report themes --audience team")
    say("                                -o reports/themes.md")
    say("                             qualcode report study -o reports/study.html")
    folder = project.folder / "reports"
    put_report(project, folder / "themes.md", theme_report(project))
    put_report(project, folder / "study.html", written(project, "study", ReportOptions(), "html"))
    return folder / "themes.md", folder / "study.html"


def _prove(project: Project, reports: Sequence[Path], say: Callable[[str], None]) -> None:
    say("10. Prove every quote and figure of them: qualcode verify reports/themes.md")
    lines = [line for report in reports for line in verify_file(project, report)]
    broken = [row for row in check_project(project) if row.result == "broken"]
    if failed(lines) or broken:
        raise QualcodeError("The demo’s reports could not be proved; this is a fault of qualcode.")
    say(f"   {sum(line.status == 'ok' for line in lines)} lines proved, none changed; the project is sound.")
