"""What the log says of whom and what a study has read, in sentences for a methods appendix."""

from collections import Counter

from qualcode.reports.answers.answers import UNSTATED, Answers, roles
from qualcode.reports.answers.log_questions import UNRECORDED, interview_dates, minutes
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds.figures import figure

_CONSENT = {
    "quote": ("agreed to be quoted", "agreed to be quoted"),
    UNRECORDED: (
        "has no wish recorded and is quoted as if they had agreed",
        "have no wish recorded and are quoted as if they had agreed",
    ),
    "paraphrase": ("agreed to be paraphrased only", "agreed to be paraphrased only"),
    "none": ("is counted only: no words, no paraphrase", "are counted only: no words, no paraphrase"),
}
_KINDS = {
    "interview": ("interview", "interviews"),
    "focus group": ("focus group", "focus groups"),
    "survey": ("survey", "surveys"),
    "field note": ("field note", "field notes"),
    "program record": ("program record", "program records"),
}


def counted_words(shown: str, one: str, several: str) -> str:
    """A marked figure with its noun."""
    return f"{shown} {one if shown.startswith('1<') else several}"


def material_read(answers: Answers) -> str:
    """What was read, how much of it is coded, from when it is and how long it lasts."""
    kinds = Counter(one.source for one in answers.material.documents)
    if not kinds:
        return "Nothing has been brought in yet."
    parts = [
        f"{figure(answers, 'count', 'coded', source=kind)} {_KINDS.get(kind, (kind, kind))[1]}"
        for kind, _ in sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
    ]
    told = (f"Coded once through: {', '.join(parts)}.", dates(answers), lengths(answers))
    return " ".join(filter(None, told))


def people(answers: Answers) -> str:
    """How many people were interviewed, and from how many schools."""
    number = counted_words(figure(answers, "number", "interviewed"), "person was", "people were")
    schools = figure(answers, "number", "schools")
    where = "" if schools.startswith("0<") else f", from {counted_words(schools, 'school', 'schools')}"
    return f"{number} interviewed{where}."


def sample(answers: Answers, audience: str) -> str:
    """The people by role; outside the team only roles of enough people."""
    every = [role for role in roles(answers.material) if role != UNSTATED]
    told = every if audience == TEAM else [role for role in every if role in answers.groups_outside]
    if not told:
        return f"{people(answers)} No roles are {'named, as groups are too small' if every else 'recorded'}."
    rest = "; and others, in groups too small to be named" if len(told) < len(every) else ""
    return f"{people(answers)} Roles: {'; '.join(map(escape, told))}{rest}."


def dates(answers: Answers) -> str:
    """When interviews were held, as far as that is recorded; empty where it is not."""
    given = interview_dates(answers)
    if not given:
        return ""
    span = f"from {figure(answers, 'number', 'earliest')} to {figure(answers, 'number', 'latest')}"
    if given[0] == given[-1]:
        span = f"on {figure(answers, 'number', 'earliest')}"
    return f"Dates recorded of {figure(answers, 'number', 'dated')}: {span}."


def lengths(answers: Answers) -> str:
    """How long interviews lasted, as far as their time stamps tell."""
    if not minutes(answers):
        return ""
    shortest, longest, median = (figure(answers, "number", one) for one in ("shortest", "longest", "median"))
    span = f"{shortest} to {longest} minutes (median {median})"
    return f"Length by the time stamps of {figure(answers, 'number', 'timed')} recordings: {span}."


def texts_read(answers: Answers) -> str:
    """From which file formats texts were made, and whether they were corrected since."""
    formats = dict.fromkeys(one.format for one in answers.material.log().texts)
    if not formats:
        return "Nothing has been brought in yet."
    told = ", ".join(f"{figure(answers, 'number', 'texts', format=one)} as {escape(one)}" for one in formats)
    corrected = counted_words(figure(answers, "number", "corrected"), "text was", "texts were")
    return (
        f"Transcripts were read from files once and kept unchanged: {told}. {corrected} corrected or replaced since;"
        " codings moved along with the words."
    )


def guide(answers: Answers) -> str:
    """Whether an interview guide is kept, and what counts as asked."""
    if not answers.material.log().guide:
        return "No interview guide is kept, so who was asked what is not recorded."
    asked = counted_words(figure(answers, "number", "guide"), "question", "questions")
    return f"The interview guide has {asked}; who was asked each is recorded interview by interview."


def consent(answers: Answers) -> str:
    """What people agreed to."""
    if not answers.material.participants:
        return "Nobody’s consent is recorded yet."
    told = []
    for kind, words in _CONSENT.items():
        shown = figure(answers, "number", "consenting", consent=kind)
        if not shown.startswith("0<"):
            told.append(counted_words(shown, *words))
    return f"Of the participants, {'; '.join(told)}."
