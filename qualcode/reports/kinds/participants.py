"""A page for each person: who they are, what they raised and in which words, as far as they agreed to it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.blanks import SAID, cells
from qualcode.analysis.cycles import NOT_STEPS, SENSES
from qualcode.model import Coding, Memo, Participant, Summary
from qualcode.reports.answers.answers import Answers, role_of
from qualcode.reports.answers.held_back import held_back
from qualcode.reports.answers.labels import SOMEBODY
from qualcode.reports.answers.log_questions import consent_of
from qualcode.reports.answers.person_figures import codings_of
from qualcode.reports.answers.quotes import FEWEST_WORDS, Place
from qualcode.reports.content.draft import SPONSOR, TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds.figures import code_name, figure
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.opening import written_for
from qualcode.reports.kinds.quote_blocks import quote_of_code
from qualcode.reports.kinds.story_pages import stories

_QUOTES_OF_A_CODE = 2
_SHORT = 45
"""Words up to which a quote is short."""
_COUNTED_ONLY = "This person is counted only: by their wish, neither words nor a paraphrase stand here."
_PARAPHRASE = (
    "This person agreed to be paraphrased only: none of their words stand here, and no memos, which may hold some."
)
_ALL_OF_ONE = """\
Each page brings together what one person said, so a reader who knows the people may know who it is; whoever passes
it on decides for them."""


@dataclass(frozen=True, slots=True)
class PeopleNotes:
    """What coders wrote about people, for the team’s eyes."""

    memos: Mapping[str, Sequence[Memo]] = field(default_factory=dict)
    """By document, those on the document."""
    summaries: Mapping[str, Sequence[Summary]] = field(default_factory=dict)
    """By participant, the cells of the framework chart."""


def render_participants(
    answers: Answers,
    notes: PeopleNotes,
    *,
    audience: str = SPONSOR,
    head: str = "",
    about: Sequence[str] = (),
) -> str:
    """The pages as Markdown, a line across between two people; the same material gives the same bytes."""
    language = answers.material.language
    blocks = [head] if head else []
    blocks += [f"# {heading('Participants', language)}: {escape(answers.material.title)}", written_for(audience, about)]
    if audience != TEAM:
        blocks.append(" ".join(_ALL_OF_ONE.split()))
    people, tables = _in_order(answers, audience), NumberedTables(language)
    for person in people:
        blocks += ["---", *_page(answers, person, notes, audience, tables)]
    if not people:
        blocks.append("Nobody has been interviewed yet.")
    return "\n\n".join(blocks) + "\n"


def _in_order(answers: Answers, audience: str) -> list[Participant]:
    """The team reads people by their numbers; for others the order tells no number."""
    people = list(answers.material.participants)
    if audience == TEAM:
        return people
    return sorted(people, key=lambda one: hashlib.sha256(f"{answers.material.project}\n{one.id}".encode()).digest())


def _page(
    answers: Answers, person: Participant, notes: PeopleNotes, audience: str, tables: NumberedTables
) -> list[str]:
    language, consent = answers.material.language, consent_of(person.attributes)
    blocks = [f"## {_called(answers, person, audience)}"]
    if audience == TEAM:
        blocks.append(_who(answers, person))
    if consent == "none":
        return [*blocks, _COUNTED_ONLY]
    if consent == "paraphrase":
        blocks.append(_PARAPHRASE)
    if not any(person.id in one.participants for one in answers.counted.finished):
        return [*blocks, "None of their interviews is coded once through yet."]
    parts = {
        "Themes": _themes(answers, person),
        "Value cycles": _cycles(answers, person, audience, tables),
        "Codes": _codes(answers, person, audience, quoting=consent == "quote"),
        "Summed up": _summaries(answers, notes.summaries.get(person.id, ())) if audience == TEAM else [],
        "Memos": _memos(person, answers, notes) if audience == TEAM and consent == "quote" else [],
    }
    for title, some in parts.items():
        if some:
            blocks += [f"### {heading(title, language)}", *some]
    return [*blocks, *stories(answers, audience, person.id)]


def _called(answers: Answers, person: Participant, audience: str) -> str:
    role = person.attributes.get("role")
    if audience == TEAM:
        return escape(f"{person.id}: {role}" if role else person.id)
    told = role_of(person) if role_of(person) in answers.groups_outside and role else SOMEBODY
    return escape(told[0].upper() + told[1:])


def _who(answers: Answers, person: Participant) -> str:
    lines = [
        f"- {escape(name.replace('_', ' '))}: {escape(value)}" for name, value in person.attributes.items() if value
    ]
    for one in (one for one in answers.material.documents if person.id in one.participants):
        date = f", {one.date}" if one.date else ""
        coded = (
            f"coded once through by {', '.join(map(escape, one.finished_by))}" if one.finished_by else "not coded yet"
        )
        lines.append(f"- {one.source} {one.id}{escape(date)}: {coded}")
    return "\n".join(lines) or "Nothing is recorded of this person."


def _themes(answers: Answers, person: Participant) -> list[str]:
    raised = [name for name in answers.themes if any(one.participant == person.id for one in answers.supporting(name))]
    against = [name for name in answers.themes if any(one.participant == person.id for one in answers.against(name))]
    blocks: list[str] = []
    for word, names in (("Raised", raised), ("Spoke against", against)):
        if names:
            blocks += [f"**{word}**", "\n".join(f"- {escape(name)}" for name in names)]
    return blocks


def _cycles(answers: Answers, person: Participant, audience: str, tables: NumberedTables) -> list[str]:
    cycles = answers.material.cycles
    rows = []
    for cell in cells(answers.counted, [person], cycles):
        name = code_name(answers, cell.code)
        if cell.state != SAID:
            rows.append([name, f"– ({cell.state})", ""])
            continue
        about = {"person": person.id, "code": cell.code}
        senses = [one for one in SENSES if codings_of(answers, person.id, cell.code, one)]
        if audience == TEAM:
            told = [f"{_sense_told(one)} {figure(answers, 'number', 'said', **about, sense=one)}" for one in senses]
            rows.append([name, figure(answers, "number", "said", **about), "; ".join(told)])
        else:
            rows.append([name, "raised", "; ".join(map(_sense_told, senses))])
    excerpts = "Excerpts" if audience == TEAM else "In the interview"
    if not rows:
        return []
    heads, of = ["Value cycle", excerpts, "How it turned out"], f"({person.id})" if audience == TEAM else ""
    return [*tables.blocks("Value cycles", heads, rows, of=of), f"*{NOT_STEPS}*"]


def _sense_told(sense: str) -> str:
    return "did not come" if sense == "absent" else sense


def _codes(answers: Answers, person: Participant, audience: str, *, quoting: bool) -> list[str]:
    """The person's codes in the order of the codebook, each with short quotes that stand nowhere above."""
    own, labels = codings_of(answers, person.id), answers.material.code_labels
    used = {one.code for one in own}
    blocks: list[str] = []
    shown: set[Place] = set()
    for code in [*(one for one in labels if one in used), *sorted(used - labels.keys())]:
        some = [one for one in own if one.code == code]
        told = [one for one in some if held_back(answers, _place(one), audience) is None] if quoting else []
        count = f" ({figure(answers, 'number', 'given', person=person.id, code=code)})" if audience == TEAM else ""
        blocks.append(f"**{escape(labels.get(code, code))}**{count}")
        for place in _short_ones(told, shown):
            shown.add(place)
            blocks.append(quote_of_code(answers, place, code, audience))
    return blocks


def _short_ones(codings: Sequence[Coding], shown: set[Place]) -> list[Place]:
    """Up to two places: starred ones first, then those that are neither long nor a scrap; the second in another sense.

    In the order of the interview.
    """
    left = [one for one in codings if _place(one) not in shown and one.words.strip()]
    left.sort(key=lambda one: (not one.starred, _awkward(one), _place(one)))
    first = left[:1]
    others = [one for one in left[1:] if _place(one) != _place(left[0])]
    others.sort(key=lambda one: (not one.starred, _sense(one) == _sense(left[0])))
    return sorted(map(_place, [*first, *others[: _QUOTES_OF_A_CODE - 1]]))


def _sense(coding: Coding) -> tuple[str | None, str | None]:
    return coding.modifiers.get("valence"), coding.modifiers.get("narrative")


def _awkward(coding: Coding) -> int:
    """By how many words an excerpt is too long or too short for a short quote."""
    words = len(coding.words.split())
    return max(0, words - _SHORT, FEWEST_WORDS - words)


def _summaries(answers: Answers, summaries: Sequence[Summary]) -> list[str]:
    labels = answers.material.code_labels
    lines = [
        f"- **{escape(labels.get(one.code, one.code))}** ({escape(one.coder)}): {escape(one.words)}"
        for one in summaries
    ]
    return ["\n".join(lines)] if lines else []


def _memos(person: Participant, answers: Answers, notes: PeopleNotes) -> list[str]:
    heard = [one.id for one in answers.counted.finished if person.id in one.participants]
    memos = [memo for document in heard for memo in notes.memos.get(document, ())]
    lines = [f"- {escape(one.coder)}, {one.made[:10]}, on {one.object}: {escape(one.text)}" for one in memos]
    return ["\n".join(lines)] if lines else []


def _place(coding: Coding) -> Place:
    return coding.document, coding.start, coding.end
