"""Whether the tour of the coding screen is still to be offered here."""

from qualcode.project import Project
from qualcode.project.private_files import replace_whole

TOUR_FILE = ".tour"
"""Beside `.coder`, and like it never merged: it says nothing of the study."""


def keep_tour_for_first_run(project: Project) -> None:
    """Let the tour begin by itself when the coding screen opens here for the first time."""
    replace_whole(project.folder / TOUR_FILE, b"The coding screen begins with its tour, once.\n")


def tour_begins(project: Project) -> bool:
    """Whether the tour is to begin by itself; from now on no more."""
    try:
        (project.folder / TOUR_FILE).unlink()
    except OSError:  # a folder where nobody may write has nothing to be tried in either
        return False
    return True
