"""Writes every kind of report on the example study into docs/example/; with --check tells whether they are in step."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from qualcode.project import Project
from qualcode.shipped import shipped
from qualcode.study.bringing_in.importing import files_to_import, import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.coding.importing_codings import import_codings
from qualcode.study.demo import QUESTION, TITLE
from qualcode.study.reporting.report_options import ReportOptions
from qualcode.study.reporting.reports import written
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.storytelling.indicator_files import import_indicators
from qualcode.study.storytelling.story_files import import_stories
from qualcode.study.theming.naming_themes import import_themes

FOLDER = Path(__file__).with_name("example")
REPORTS = {
    "themes": ("themes", ReportOptions("sponsor")),
    "themes-in-brief": ("themes", ReportOptions("sponsor", brief=True)),
    "study": ("study", ReportOptions("sponsor")),
    "participants": ("participants", ReportOptions("team")),
    "codebook": ("codebook", ReportOptions("sponsor")),
    "methods": ("methods", ReportOptions("sponsor")),
    "progress": ("progress", ReportOptions("team", since="7d")),
}
"""The reports under docs/example, by the name of their files; each as Markdown and as HTML."""


def ticking() -> Callable[[], str]:
    """A clock on which a second passes at each look, so that the same is written on every machine on any day."""
    seconds = count()

    def clock() -> str:
        passed = next(seconds)
        return f"2026-03-02T{9 + passed // 3600:02}:{passed // 60 % 60:02}:{passed % 60:02}.000000Z"

    return clock


def counting() -> Callable[[], str]:
    """Ids one after the other."""
    numbers = count(1)
    return lambda: f"{next(numbers):08x}-0000-4000-8000-000000000000"


def told_study(folder: Path) -> Project:
    """The example study with its codings, themes, indicators, stories and prose; the same each time."""
    example = shipped("transcripts_example")
    project = set_up(
        folder,
        codebook="value-creation",
        coder="ana",
        title=TITLE,
        question=QUESTION,
        clock=ticking(),
        new_id=counting(),
    )
    add_coder(project, "ana", "ben")
    files, _ = files_to_import([example])
    import_files(project, "ana", files, who=read_who_is_who(example / "participants.csv"))
    codings = import_codings(project, "ana", example / "codings.csv", blind=True)
    for coder, document in sorted({(one.coder, one.document) for one in codings}):
        project.finishes.finish(coder, document)
    import_themes(project, "ana", example / "themes.yaml")
    import_indicators(project, "ana", example / "indicators.csv")
    import_stories(project, "ana", example / "stories.yaml")
    shutil.copytree(example / "writing", folder / "writing", dirs_exist_ok=True)
    return project


def reports(project: Project) -> Iterator[tuple[str, str]]:
    """The name and text of each file."""
    for name, (kind, options) in REPORTS.items():
        yield f"{name}.md", str(written(project, kind, options, "md"))
        yield f"{name}.html", str(written(project, kind, options, "html"))


def main() -> int:
    """Write the reports, or with --check tell whether they are as the program writes them now."""
    with tempfile.TemporaryDirectory() as above, told_study(Path(above) / "study") as project:
        texts = dict(reports(project))
    if "--check" not in sys.argv:
        FOLDER.mkdir(exist_ok=True)
        for name, text in texts.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    stands = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    wrong = sorted(name for name in {*texts, *stands} if texts.get(name) != stands.get(name))
    for name in wrong:
        sys.stderr.write(f"docs/example/{name} is not as the program writes it: make docs\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
