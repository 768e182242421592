"""The COREQ checklist (Tong, Sainsbury & Craig 2007): 32 items, from the log or for the author to write."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.log_questions import interview_dates, minutes
from qualcode.reports.content.authors import for_author
from qualcode.reports.content.draft import PUBLIC, SPONSOR, TEAM
from qualcode.reports.content.markers import read_markers, write_marker
from qualcode.reports.kinds import methods_material as read
from qualcode.reports.kinds import methods_sentences as said
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.numbered_tables import NumberedTables

Said = Callable[[Answers, str], str]
"""What the project says of an item, for an audience."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist, in a few words of our own."""

    number: int
    name: str
    told: Said


def author(prompt: str) -> Said:
    """An item that only the authors can write, with what to write."""
    return lambda answers, audience: for_author(prompt)


def from_log(*sentences: Callable[[Answers], str]) -> Said:
    """An item that the project fills."""
    return lambda answers, audience: " ".join(filter(None, (one(answers) for one in sentences)))


def checklist(
    name: str, items: tuple[Item, ...], answers: Answers, audience: str, tables: NumberedTables, of: str = ""
) -> list[str]:
    """Items with what the project says, as a table; each figure says of which item of which checklist it is."""
    rows = [
        [str(item.number), item.name, _of_item(item.told(answers, audience), f"{name} {item.number}")] for item in items
    ]
    return tables.blocks(name, ["No.", "Item", "In this study"], rows, of=of)


def _of_item(told: str, item: str) -> str:
    parts, last = [], 0
    for marker in read_markers(told):
        question = replace(marker.question, about=(*marker.question.about, ("item", item)))
        parts += [told[last : marker.start], write_marker(question)]
        last = marker.end
    return "".join([*parts, told[last:]])


def method(answers: Answers, audience: str) -> str:
    """Which analysis it is, and what the authors add."""
    mode = said.MODES.get(answers.material.mode, answers.material.mode)
    return f"{mode} *Author:* name the theory or framework behind it."


def sample_by_role(answers: Answers, audience: str) -> str:
    """Who was interviewed, by role."""
    return read.sample(answers, audience)


def _repeated(answers: Answers, audience: str) -> str:
    repeated = figure(answers, "number", "repeated")
    return f"{read.counted_words(repeated, 'person was', 'people were')} interviewed more than once."


def _recordings(answers: Answers, audience: str) -> str:
    if not minutes(answers):
        return "*Author:* say whether sound or pictures were recorded; the transcripts keep no times."
    timed = read.counted_words(figure(answers, "number", "timed"), "transcript keeps", "transcripts keep")
    return f"{timed} the times of a recording. *Author:* say what was recorded."


def _field_notes(answers: Answers, audience: str) -> str:
    notes = [one for one in answers.material.documents if one.source == "field note"]
    if not notes:
        return "The project holds none. *Author:* say whether any were made."
    return f"Field notes coded once through: {figure(answers, 'count', 'coded', source='field note')}."


def _duration(answers: Answers, audience: str) -> str:
    return read.lengths(answers) or "*Author:* say how long interviews lasted; the transcripts keep no times."


def _setting(answers: Answers, audience: str) -> str:
    dated = f" {read.dates(answers)}" if interview_dates(answers) else ""
    return f"*Author:* say where interviews took place.{dated}"


def _saturation(answers: Answers, audience: str) -> str:
    if answers.material.mode == "reflexive":
        return "Not applicable: a reflexive analysis claims no saturation."
    return (
        "*Author:* if it is claimed, say with which base size, run length and threshold, in which order and of what"
        " (`qualcode saturation` prints all four); it is not kept in the log."
    )


_ATTRIBUTED = {
    TEAM: "by interview, turn and time",
    SPONSOR: "by role where enough people hold it",
    PUBLIC: "to “a participant”",
}


def _quotes(answers: Answers, audience: str) -> str:
    return (
        f"Every quote is an exact slice of a transcript, attributed {_ATTRIBUTED[audience]}, and compared with it again"
        f" by `qualcode verify`. {read.consent(answers)}"
    )


def _consistent(answers: Answers, audience: str) -> str:
    return f"Every count is made anew from the codings by `qualcode verify`. {said.whose_codings(answers)}"


def _minor(answers: Answers, audience: str) -> str:
    return f"{said.challenges(answers)} *Author:* name minor themes and cases that differ."


TEAM_AND_REFLEXIVITY = (
    Item(1, "Interviewer or facilitator", author("who conducted the interviews.")),
    Item(2, "Credentials", author("their degrees.")),
    Item(3, "Occupation", author("their work at the time of the study.")),
    Item(4, "Gender", author("as they wish to give it.")),
    Item(5, "Experience and training", author("their training in interviewing and analysis.")),
    Item(6, "Relationship before the study", author("whether participants knew the interviewers, and how.")),
    Item(7, "What participants knew of the interviewer", author("the aims and reasons they were told.")),
    Item(8, "Interviewer characteristics", author("assumptions, interests, ties to the sponsor.")),
)
STUDY_DESIGN = (
    Item(9, "Method and theory", method),
    Item(10, "Sampling", author("how people were chosen (purposive, by role, all who took part …).")),
    Item(11, "Method of approach", author("how they were asked to take part.")),
    Item(12, "Sample size", from_log(read.people)),
    Item(13, "Non-participation", author("how many refused or left, and why.")),
    Item(14, "Setting of data collection", _setting),
    Item(15, "Others present", author("whether anybody else was there.")),
    Item(16, "Description of the sample", sample_by_role),
    Item(17, "Interview guide", from_log(read.guide)),
    Item(18, "Repeat interviews", _repeated),
    Item(19, "Recording", _recordings),
    Item(20, "Field notes", _field_notes),
    Item(21, "Duration", _duration),
    Item(22, "Saturation", _saturation),
    Item(23, "Transcripts returned", author("whether participants saw and corrected theirs.")),
)
ANALYSIS_AND_FINDINGS = (
    Item(24, "Number of coders", from_log(said.coders, said.first_pass)),
    Item(25, "Coding tree", from_log(said.codebook)),
    Item(26, "Derivation of themes", from_log(said.themes)),
    Item(27, "Software", said.software),
    Item(28, "Participant checking", author("whether participants commented on the findings.")),
    Item(29, "Quotations", _quotes),
    Item(30, "Findings consistent with the data", _consistent),
    Item(31, "Clarity of major themes", from_log(said.themes_in_short)),
    Item(32, "Clarity of minor themes", _minor),
)
DOMAINS = (
    ("Domain 1: Research team and reflexivity", TEAM_AND_REFLEXIVITY),
    ("Domain 2: Study design", STUDY_DESIGN),
    ("Domain 3: Analysis and findings", ANALYSIS_AND_FINDINGS),
)
