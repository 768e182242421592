"""Codes that have levels, and codings on them that do not say which."""

from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.codes import LEVEL


def remarks_on_level(project: Project, coding: Coding) -> list[str]:
    """What is left to say of a coding on a code with levels, and how to say it; nothing for other codings."""
    scale = next((one.scale for one in project.codes.all() if one.name == coding.code), ())
    if not scale or LEVEL in coding.modifiers:
        return []
    example = f'"{LEVEL}={scale[0]}"' if " " in scale[0] else f"{LEVEL}={scale[0]}"
    return [
        f"Note: it does not say which level ({', '.join(scale)}): qualcode coding edit {coding.id[:8]} -m {example}"
    ]
