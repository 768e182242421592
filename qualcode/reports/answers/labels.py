"""Who is said to have said a quote, as far as an audience may know."""

from collections.abc import Iterable

from qualcode.analysis.prevalence import INTERVIEWS, SURVEY
from qualcode.model import Coding, Speaker, Turn
from qualcode.reports.answers.answers import UNSTATED, Answers, role_of
from qualcode.reports.answers.quotes import Place, attribution, remarks, turn_at
from qualcode.reports.content.draft import SPONSOR, TEAM

SOMEBODY = "a participant"


def label(answers: Answers, place: Place, codings: Iterable[Coding] = (), audience: str = TEAM) -> str:
    """Who says a quote, for an audience: “P03, vice principal; D03, turn 14, 12:31” or “vice principal”.

    Outside the team nobody is named by number, interview, turn, time or school. A sponsor reads a role where enough
    people hold it and taking the others away leaves enough people too. The public reads “a participant”: beside it
    stand web pages and staff lists, in which a role and what is told lead to a person. What coders noted on `codings`
    follows for every audience, so that no hope passes for a fact.
    """
    if audience == TEAM:
        return attribution(answers.material, place, codings)
    notes = remarks(codings)
    who = _who(answers, place, audience)
    return f"{who} ({', '.join(notes)})" if notes else who


def _who(answers: Answers, place: Place, audience: str) -> str:
    turn = turn_at(answers.material, place)
    speaker = _speaker(answers, place[0], turn)
    coded = (one.participant for one in answers.material.codings if (one.document, one.start, one.end) == place)
    person = (speaker.participant if speaker else None) or next((one for one in coded if one), None)
    if person is not None:
        role = role_of(answers.people.get(person))
        told = audience == SPONSOR and role != UNSTATED and role in answers.groups_outside
        return role if told else SOMEBODY
    if speaker is not None and speaker.role == "interviewer":
        return "interviewer"
    source = answers.documents[place[0]].source if place[0] in answers.documents else "document"
    return "a speaker who is not named" if source in (*INTERVIEWS, SURVEY) else source


def _speaker(answers: Answers, document: str, turn: Turn | None) -> Speaker | None:
    label = turn.label if turn is not None else None
    return next((one for one in answers.material.speakers if (one.document, one.label) == (document, label)), None)
