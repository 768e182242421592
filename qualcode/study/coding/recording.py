"""Playing an interview's recording from a second on, in the coder's own player."""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project import Project

OWN_PLAYER = "QUALCODE_PLAYER"
"""The environment variable that names another player: my-player --at {seconds} {file}."""
_QUICKTIME = """\
on run argv
    tell application "QuickTime Player"
        activate
        set recording to open (POSIX file (item 1 of argv))
        set current time of recording to ((item 2 of argv) as integer)
        play recording
    end tell
end run"""
_PLAYERS: Mapping[str, tuple[str, ...]] = {
    "mpv": ("--no-terminal", "--force-window=yes", "--no-ytdl", "--start={seconds}", "--", "{file}"),
    "vlc": ("--quiet", "--no-metadata-network-access", "--start-time={seconds}", "{file}"),
    "ffplay": ("-loglevel", "quiet", "-autoexit", "-ss", "{seconds}", "{file}"),
    "mplayer": ("-really-quiet", "-noconsolecontrols", "-ss", "{seconds}", "{file}"),
}
_LISTS = {".m3u", ".m3u8", ".pls", ".xspf", ".asx", ".strm", ".edl", ".cue", ".ram", ".sdp", ".mpd"}
"""Files that name what to play, perhaps somewhere on the net."""


def play(project: Project, document: str, seconds: float) -> None:
    """Start the player beside the screen; QualcodeError, with what to set, where nothing plays or can be played.

    It hears and says nothing in the terminal, and goes on when qualcode ends.
    """
    argv = play_command(project, document, seconds)
    try:
        player = subprocess.Popen(  # noqa: S603  # a program the coder installed or named, and no shell
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise QualcodeError(f"{argv[0]} could not be started ({error.strerror}).", hint=_hint()) from error
    # Somebody has to wait for it, or it stays in the list of processes when it has ended.
    threading.Thread(target=player.wait, daemon=True).start()


def play_command(
    project: Project,
    document: str,
    seconds: float,
    *,
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> list[str]:
    """The words of the command that plays a document's recording from a second on; QualcodeError as in `play`."""
    facts = project.pages.recording(document)
    file = _recording(project.folder, facts.document, facts.media)
    given = {"file": str(file), "seconds": str(max(0, int(seconds)))}
    own = environment.get(OWN_PLAYER, "").strip()
    if own:
        return _own_command(own, given)
    path = environment.get("PATH")
    for name, words in _PLAYERS.items():
        if found := shutil.which(name, path=path):
            return [found, *(word.format(**given) for word in words)]
    if platform == "darwin" and (found := shutil.which("osascript", path=path)):
        return [found, "-e", _QUICKTIME, given["file"], given["seconds"]]
    raise QualcodeError("No player was found.", hint=_hint())


def second_at(project: Project, document: str, place: int) -> float | None:
    """The last time the transcript gives up to a place; None where it gives none."""
    times = [
        mark
        for turn in project.documents.turns(document)
        for mark in ([] if turn.begins is None else [(turn.start, turn.begins)]) + list(turn.marks)
    ]
    times.sort()
    before = bisect_right(times, place, key=lambda mark: mark[0])
    return times[before - 1][1] if before else None


def _recording(folder: Path, document: str, media: str | None) -> Path:
    if not media:
        raise QualcodeError(
            f"{document} names no recording.", hint="Transcripts name theirs at the top: media: recordings/dana.mp3"
        )
    if "://" in media:
        raise QualcodeError(
            f"The recording of {document} is an address on the net; qualcode opens none.",
            hint="Save it beside the project, and name that file as its media.",
        )
    wanted = Path(media).expanduser()
    places = [wanted] if wanted.is_absolute() else [folder / wanted, folder / "transcripts" / wanted]
    file = next((one for one in places if one.is_file()), None)
    if file is None:
        raise QualcodeError(
            f"The recording of {document} is not there: {media}", hint=f"It is looked for here: {places[0].parent}"
        )
    if file.suffix.casefold() in _LISTS:
        raise QualcodeError(
            f"{file.name} is a list of recordings, not one.", hint="Name the sound or film itself as the media."
        )
    return file.absolute()


def _own_command(own: str, given: Mapping[str, str]) -> list[str]:
    """The coder's own command, cut into words before anything is put into it."""
    try:
        words = shlex.split(own)
    except ValueError as error:
        raise QualcodeError(f"{OWN_PLAYER} cannot be read: {own}", hint=_hint()) from error
    if not any("{file}" in word for word in words):
        words.append("{file}")
    if shutil.which(words[0]) is None:
        raise QualcodeError(f"{OWN_PLAYER} names a program that is not there: {words[0]}", hint=_hint())
    for name, value in (("{seconds}", given["seconds"]), ("{file}", given["file"])):
        words = [word.replace(name, value) for word in words]
    return words


def _hint() -> str:
    return f"Install mpv or VLC, or name your player: export {OWN_PLAYER}='my-player --start {{seconds}} {{file}}'"
