"""The SRQR checklist (O’Brien et al. 2014): 21 items, from the log or for the author to write."""

from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds import methods_material as read
from qualcode.reports.kinds import methods_sentences as said
from qualcode.reports.kinds.coreq import Item, author, from_log, method, sample_by_role


def _title(answers: Answers, audience: str) -> str:
    return f"{escape(answers.material.title)}. *Author:* name the approach in the title."


def _question(answers: Answers, audience: str) -> str:
    question = escape(answers.material.question)
    return question if question.strip() else "*Author:* the question; none is written in project.yaml."


def _sampling(answers: Answers, audience: str) -> str:
    return f"*Author:* how and why people were chosen, and when no more were. {read.people(answers)}"


def _ethics(answers: Answers, audience: str) -> str:
    return f"{read.consent(answers)} *Author:* approval, and how data are protected."


def _limits(answers: Answers, audience: str) -> str:
    return f"{said.missed(answers)} *Author:* what follows from who was asked, by whom, and what was not."


ITEMS = (
    Item(1, "Title", _title),
    Item(2, "Abstract", author("the study in short.")),
    Item(3, "Problem", author("what is known, and what is not.")),
    Item(4, "Purpose or question", _question),
    Item(5, "Approach and paradigm", method),
    Item(6, "Researchers and reflexivity", author("who you are to the participants and the program.")),
    Item(7, "Context", author("the program, the schools, the time.")),
    Item(8, "Sampling", _sampling),
    Item(9, "Ethics", _ethics),
    Item(10, "Data collection", from_log(read.material_read)),
    Item(11, "Instruments", from_log(read.guide)),
    Item(12, "Units of study", sample_by_role),
    Item(13, "Data processing", from_log(read.texts_read)),
    Item(14, "Analysis", from_log(said.coders, said.codebook, said.themes)),
    Item(15, "Trustworthiness", from_log(said.first_pass, said.challenges, said.trail)),
    Item(16, "Findings", author("the main findings (`qualcode report themes`).")),
    Item(17, "Links to the data", from_log(said.quoted_exactly)),
    Item(18, "Meaning for the field", author("what the findings add, and where else they may hold.")),
    Item(19, "Limitations", _limits),
    Item(20, "Conflicts of interest", author("ties to the program or its sponsor, and how they were handled.")),
    Item(21, "Funding", author("who paid, and what part they had.")),
)
