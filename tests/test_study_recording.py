"""Playing the recording of an interview in the coder's own player."""

import os
import time
from pathlib import Path

import pytest
from conftest import Clock

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.coding.recording import OWN_PLAYER, play, play_command, second_at

CUES = """\
WEBVTT

00:01.000 --> 00:02.000
<v Kim>We drafted it.

00:03.000 --> 00:04.500
<v Kim>It was fun.

01:05.000 --> 01:06.000
<v Gus>I see.
"""


def with_media(project: Project, media: str | None) -> None:
    key = project.documents.key_of("D01")
    with project.change("ana", "document.edit") as transaction:
        transaction.update("documents", key, media=media)


@pytest.fixture
def recorded(project: Project) -> Project:
    (project.folder / "recordings").mkdir()
    (project.folder / "recordings" / "dana; rm -rf $HOME.mp3").write_bytes(b"sound")
    with_media(project, "recordings/dana; rm -rf $HOME.mp3")
    return project


def programs(folder: Path, *names: str) -> dict[str, str]:
    """A folder with such programs alone, as $PATH."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text('#!/bin/sh\necho "$@" > "$0.heard"\n')
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


@pytest.mark.parametrize(
    ("name", "seconds"), [("mpv", "--start=75"), ("vlc", "--start-time=75"), ("ffplay", "75"), ("mplayer", "75")]
)
def test_each_known_player_is_told_where_to_begin(recorded: Project, tmp_path: Path, name: str, seconds: str):
    environment = programs(tmp_path / "bin", name)
    argv = play_command(recorded, "d1", 75.9, environment=environment, platform="linux")
    assert argv[0] == str(tmp_path / "bin" / name)
    assert seconds in argv
    assert argv[-1] == str(recorded.folder / "recordings" / "dana; rm -rf $HOME.mp3")


def test_a_mac_plays_without_anything_installed(recorded: Project, tmp_path: Path):
    environment = programs(tmp_path / "bin", "osascript")
    argv = play_command(recorded, "D01", 12, environment=environment, platform="darwin")
    assert argv[-2:] == [str(recorded.folder / "recordings" / "dana; rm -rf $HOME.mp3"), "12"]
    with pytest.raises(QualcodeError, match="No player"):
        play_command(recorded, "D01", 12, environment=environment, platform="linux")


def test_ones_own_player_comes_first_and_no_shell_reads_what_it_is_told(recorded: Project, tmp_path: Path):
    environment = programs(tmp_path / "bin", "mpv", "my player")
    own = tmp_path / "bin" / "my player"
    environment[OWN_PLAYER] = f"'{own}' --from {{seconds}} --file={{file}}"
    file = str(recorded.folder / "recordings" / "dana; rm -rf $HOME.mp3")
    assert play_command(recorded, "D01", 5, environment=environment) == [str(own), "--from", "5", f"--file={file}"]
    environment[OWN_PLAYER] = f"'{own}'"
    assert play_command(recorded, "D01", 5, environment=environment) == [str(own), file]


@pytest.mark.parametrize(
    ("media", "told"),
    [
        (None, "names no recording"),
        ("https://example.org/dana.mp3", "opens none"),
        ("recordings/nobody.mp3", "is not there"),
        ("recordings", "is not there"),
        ("list.m3u8", "is a list"),
    ],
)
def test_what_cannot_be_played_is_a_plain_error_with_what_to_do(project: Project, media: str | None, told: str):
    (project.folder / "recordings").mkdir()
    (project.folder / "list.m3u8").write_text("https://example.org/dana.mp3\n")
    with_media(project, media)
    with pytest.raises(QualcodeError, match=told) as error:
        play_command(project, "D01", 0)
    assert error.value.hint


@pytest.mark.parametrize("own", ["'unclosed", "/nowhere/player {file}"])
def test_a_player_that_is_named_wrongly_is_told(recorded: Project, own: str):
    with pytest.raises(QualcodeError, match=OWN_PLAYER):
        play_command(recorded, "D01", 0, environment={OWN_PLAYER: own})


def test_a_recording_outside_the_project_plays(project: Project, tmp_path: Path):
    outside = tmp_path / "-odd name.wav"
    outside.write_bytes(b"sound")
    with_media(project, str(outside))
    assert play_command(project, "D01", 0, environment=programs(tmp_path / "bin", "mpv"))[-1] == str(outside)


def test_the_player_runs_beside_and_is_told_the_place(recorded: Project, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", f"{programs(tmp_path / 'bin', 'mpv')['PATH']}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv(OWN_PLAYER, raising=False)
    play(recorded, "D01", 75)
    heard, until = tmp_path / "bin" / "mpv.heard", time.monotonic() + 10
    while not (heard.is_file() and heard.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    assert "--start=75" in heard.read_text()


def test_the_second_of_a_place_is_the_last_time_before_it(folder: Path, tmp_path: Path):
    path = tmp_path / "kim.vtt"
    path.write_text(CUES)
    with open_project(folder, clock=Clock()) as project:
        import_files(project, "ana", [path])
        text = project.texts.of_document("D03")
        assert second_at(project, "D03", text.index("drafted")) == 1.0
        assert second_at(project, "D03", text.index("fun")) == 3.0
        assert second_at(project, "D03", text.index("see")) == 65.0
        assert second_at(project, "D01", 40) is None
