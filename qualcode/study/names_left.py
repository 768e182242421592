"""Names of people and schools of a study that a report for others still has."""

import re

from qualcode.analysis.prevalence import SCHOOL
from qualcode.project import Project

_NAME = re.compile(r"[^\W\d_]{3,}")
_NO_NAMES = frozenset(
    {"interviewee", "interviewer", "participant", "respondent", "speaker", "teacher", "principal", "leader", "coach"}
)
"""What people without a name are called in transcripts."""


def names_left(project: Project, text: str) -> tuple[str, ...]:
    """The names that participants have in their transcripts, and those of their schools, that stand in a text.

    People name one another when they speak; what is quoted is shown as it was said, so somebody has to look.
    """
    attributes = [one.attributes for one in project.participants.all()]
    roles = {word.casefold() for one in attributes for word in _NAME.findall(one.get("role", ""))}
    names = {one[SCHOOL] for one in attributes if one.get(SCHOOL)}
    for speaker in project.documents.speakers():
        words = _NAME.findall(speaker.label) if speaker.role == "participant" else []
        names |= {word for word in words if word[0].isupper() and word.casefold() not in roles | _NO_NAMES}
    return tuple(sorted(name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)))
