"""The whole study, from the built wheel in an empty folder to a report that is proved."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from qualcode.project import open_project
from qualcode.project.soundness import check_project
from qualcode.study.reporting.reports import theme_report, verify_file

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked beside nothing of the checkout."""
    built, unpacked = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("unpacked")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(CHECKOUT))
    (file,) = built.glob("*.whl")
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(unpacked), str(file))
    return unpacked


@pytest.fixture(scope="module")
def demo(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study as the wheel's own program makes it in an empty folder."""
    empty = tmp_path_factory.mktemp("empty")
    said = qualcode(wheel, empty, "demo")
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == str(Path("qualcode-demo") / "reports" / "themes.md")
    return empty / "qualcode-demo"


@pytest.fixture
def report(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's report, free to be falsified."""
    copy = tmp_path / "themes.md"
    copy.write_bytes((demo / "reports" / "themes.md").read_bytes())
    return copy


def test_the_wheel_carries_what_the_demo_needs_and_runs_without_the_checkout(wheel: Path, demo: Path) -> None:
    where = qualcode(wheel, demo, "-c", "import qualcode; print(qualcode.__file__)", module=False)
    assert where.stdout.strip() == str(wheel / "qualcode" / "__init__.py")
    assert (wheel / "qualcode" / "shipped_data" / "codebooks" / "value-creation.yaml").is_file()


def test_the_demo_leaves_a_sound_project_with_codings_clusters_suggestions_and_themes(demo: Path) -> None:
    with open_project(demo) as project:
        assert [row.check for row in check_project(project) if row.result == "broken"] == []
        assert len(project.documents.ids()) == 12
        assert len(project.themes.all()) == 4
        assert project.clusterings.newest() is not None
        assert project.suggestions.waiting("ana")
        assert {one.coder for one in project.codings.within()} == {"ana", "ben"}


def test_the_same_project_gives_the_same_report_byte_for_byte(demo: Path) -> None:
    with open_project(demo) as project:
        assert theme_report(project).encode() == (demo / "reports" / "themes.md").read_bytes()


def test_verify_passes_on_the_demo_reports(wheel: Path, demo: Path, report: Path) -> None:
    assert qualcode(wheel, demo, "verify", str(report)).returncode == 0
    assert qualcode(wheel, demo, "verify", "reports/study.html").returncode == 0


@pytest.mark.parametrize(
    ("what", "old", "new"),
    [
        ("one letter of a quote", "I trust five of them", "I thrust five of them"),
        ("one count", "| 9 of 12<!--", "| 8 of 12<!--"),
        ("one denominator", "| 9 of 12<!--", "| 9 of 13<!--"),
        ("a quotation from nowhere", "## Themes by role", "“We never met again after that.”\n\n## Themes by role"),
        ("a count from nowhere", "## Themes by role", "In all, 11 of 12 agreed.\n\n## Themes by role"),
    ],
)
def test_verify_names_the_line_of_every_falsified_quote_and_count(
    demo: Path, report: Path, what: str, old: str, new: str
) -> None:
    text = report.read_text(encoding="utf-8")
    assert old in text, what
    line = text[: text.index(old)].count("\n") + 1
    report.write_text(text.replace(old, new, 1), encoding="utf-8")
    with open_project(demo) as project:
        wrong = [one for one in verify_file(project, report) if one.status in ("changed", "not backed")]
    assert [one.line for one in wrong] == [line]


def test_a_folder_with_something_in_it_is_refused_with_the_next_thing_to_type(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    said = qualcode(wheel, tmp_path, "demo", ".")
    assert said.returncode == 1
    assert "not empty" in said.stderr
    assert "qualcode demo my-demo" in said.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def qualcode(wheel: Path, folder: Path, *words: str, module: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the wheel's program; the installed packages are shared, the checkout is not."""
    packages = sysconfig.get_paths()["purelib"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(wheel), packages]), "QUALCODE_CODER": ""}
    start = [sys.executable, "-S", *(("-m", "qualcode") if module else ())]
    return subprocess.run(
        [*start, *words], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def run(*words: str) -> None:
    """Run something that must succeed."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
