"""One study on disk: the project file and the folder around it."""

from qualcode.project.handle import Project
from qualcode.project.opening import create_project, find_project, open_project

__all__ = ["Project", "create_project", "find_project", "open_project"]
