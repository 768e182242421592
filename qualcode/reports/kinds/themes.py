"""The theme report: what people said, how many of whom, and what speaks against it."""

from collections.abc import Iterable

from qualcode.analysis.counting import progress
from qualcode.analysis.cycles import HOPED_FOR, NOT_STEPS
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Theme
from qualcode.reports.answers.answers import Answers, roles
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quotes import Place, asked_before, attribution, choose, quote_question, words_at
from qualcode.reports.content.markdown import escape, table
from qualcode.reports.content.markers import ask, write_marker
from qualcode.reports.kinds.figures import code_name, figure
from qualcode.reports.kinds.legend import WHO_RAISED_IT, legend
from qualcode.reports.kinds.overviews import by_role, codes_used, value_cycles

NOT_EXAMINED = "not yet examined"
FOR, AGAINST = "In their words", "What speaks against it"
"""The parts of a theme with quotes for it and against it."""
AUDIENCES = ("team", "sponsor", "public")

_NOT_SEARCHED = "nobody has searched the interviews for what speaks against this theme."
_NOT_SEARCHED_FURTHER = """\
the words above were put against the theme as they turned up; nobody has searched the interviews for more."""
_OF_THESE = "These are the participants counted above; one person may stand in several rows."
_UNCOUNTED = "Not counted: words from interviews not finished yet, and words that no participant said."
_SEVERAL_PUT = "excerpts put to this theme are"
_NOT_COUNTED = (
    (
        "uncounted",
        True,
        "its coder’s codings do not count in that interview",
        "their coders’ codings do not count in these interviews",
    ),
    ("unfinished", False, "its interview is not coded once through", "their interviews are not coded once through"),
)
"""What is asked, whether of finished interviews, and the reason for one excerpt and for several."""
_PLURALS = {"field note": "field notes", "program record": "program records", "focus group": "focus groups"}


def render_themes(material: Material, *, audience: str = "team") -> str:
    """The theme report as Markdown; the same material gives the same bytes.

    Raises QualcodeError for an audience the report cannot be written for.
    """
    if audience != "team":
        known = f"A theme report for “{audience}” cannot be written yet; only the one for the team can."
        unknown = f"There is no audience “{audience}”; a theme report is written for the team."
        raise QualcodeError(known if audience in AUDIENCES else unknown, hint="qualcode report themes --audience team")
    answers = Answers(material)
    shown: set[Place] = set()
    blocks = [*_head(answers), *_glance(answers)]
    for number, name in enumerate(answers.themes, 1):
        blocks += _theme(answers, number, name, shown)
    blocks += [*by_role(answers), *value_cycles(answers), *codes_used(answers), *legend(answers)]
    return "\n\n".join(blocks) + "\n"


def _head(answers: Answers) -> list[str]:
    material = answers.material
    blocks = [f"# {escape(material.title)}"]
    if material.question.strip():
        blocks.append(f"**Question:** {escape(material.question)}")
    people = figure(answers, "number", "interviewed")
    schools = figure(answers, "number", "schools")
    noun = "school" if schools.startswith("1<") else "schools"
    where = f" from {schools} {noun}" if not schools.startswith("0<") else ""
    return [*blocks, f"{_coded_so_far(answers)} Participants interviewed: {people}{where}.{_respondents(answers)}"]


def _respondents(answers: Answers) -> str:
    """Who filled in a survey was not interviewed by that."""
    respondents, both = (figure(answers, "number", what) for what in ("respondents", "both"))
    if respondents.startswith("0<"):
        return ""
    also = "" if both.startswith("0<") else f", of whom interviewed too: {both}"
    return f" Survey respondents: {respondents}{also}."


def _coded_so_far(answers: Answers) -> str:
    parts = []
    for one in progress(answers.counted):
        kind, many = one.source, _PLURALS.get(one.source, f"{one.source}s")
        noun = kind if one.of == 1 else many
        if one.coded < one.of:
            parts.append(f"{figure(answers, 'count', 'coded', source=kind)} {noun} coded so far.")
        else:
            parts.append(f"{figure(answers, 'number', 'documents', source=kind)} {noun}, all coded.")
    return " ".join(parts) or "No interviews yet."


def _glance(answers: Answers) -> list[str]:
    if not answers.themes:
        return ["## Themes", "No theme has been named yet."]
    rows = [
        [
            f"{number}. {escape(name)}",
            figure(answers, "count", "participants", theme=name),
            figure(answers, "count", "schools", theme=name),
            _examined_in_short(theme),
        ]
        for number, (name, theme) in enumerate(answers.themes.items(), 1)
    ]
    heads = ["Theme", "Participants who raised it", "Schools", "Search for what speaks against it"]
    return ["## Themes at a glance", table(heads, rows), WHO_RAISED_IT]


def _examined_in_short(theme: Theme) -> str:
    verdicts = dict.fromkeys(escape(challenge.verdict) for challenge in theme.challenges)
    return f"examined: {', '.join(verdicts)}" if verdicts else NOT_EXAMINED


def _theme(answers: Answers, number: int, name: str, shown: set[Place]) -> list[str]:
    theme = answers.themes[name]
    blocks = [f"## {number}. {escape(name)}", f"**Central idea:** {escape(theme.idea)}"]
    if theme.boundary.strip():
        blocks.append(f"**What it is not:** {escape(theme.boundary)}")
    blocks += _parts(answers, theme)
    put = frozenset(evidence.coding for evidence in theme.evidence if evidence.stance == "for")
    quoted = choose(answers.supporting(name), answers.people, put=put, shown=frozenset(shown))
    shown.update((coding.document, coding.start, coding.end) for coding in quoted)
    return [
        *blocks,
        *_prevalence(answers, name),
        f"### {FOR}",
        *(_quotes(answers, name, "for", quoted) or ["No words yet."]),
        f"### {AGAINST}",
        *_against(answers, name),
        "### Where it comes from",
        *_feeding(answers, name),
    ]


def _parts(answers: Answers, theme: Theme) -> list[str]:
    """What a theme is a part of, and the parts it has."""
    whole = [f"**A part of:** {escape(theme.part_of)}"] if theme.part_of else []
    parts = [escape(one.name) for one in answers.themes.values() if one.part_of == theme.name]
    if parts:
        whole.append(f"**Its parts:** {'; '.join(parts)}. What is said under them is counted here too.")
    return whole


def _prevalence(answers: Answers, name: str) -> list[str]:
    question = ask("count", "participants", theme=name)
    found = answers.prevalence(question)
    line = f"**Who raised it:** {figure(answers, 'count', 'participants', theme=name)}"
    if found.n:
        line += f" {'participant' if found.n == 1 else 'participants'} {found.basis}"
    if found.unasked:
        line += f"; raised without being asked by {', '.join(found.unasked)}"
    if found.of_schools:
        line += f". Schools: {figure(answers, 'count', 'schools', theme=name)}"
    split = [
        f"{escape(role)} {figure(answers, 'count', 'participants', theme=name, role=role)}"
        for role in roles(answers.material)
    ]
    split_by_role = [f"**By role:** {'; '.join(split)}."] if split else []
    return [f"{line}.", *split_by_role, WHO_RAISED_IT, *_left_out(answers, name)]


def _left_out(answers: Answers, name: str) -> list[str]:
    """What a person put to a theme and nobody counts, and why."""
    blocks = []
    for what, finished, one, several in _NOT_COUNTED:
        excerpts = len(answers.uncounted(name, finished=finished))
        if excerpts:
            put, why = ("excerpt put to this theme is", one) if excerpts == 1 else (_SEVERAL_PUT, several)
            blocks.append(f"{figure(answers, 'number', what, theme=name)} {put} not counted: {why}.")
    if asking := len(answers.asking(name)):
        words = "excerpt was" if asking == 1 else "excerpts were"
        shown = figure(answers, "number", "asking", theme=name)
        blocks.append(f"{shown} {words} said by an interviewer: neither counted nor quoted.")
    return blocks


def _quotes(answers: Answers, theme: str, stance: str, quoted: Iterable[Coding]) -> list[str]:
    blocks: list[str] = []
    material = answers.material
    for coding in quoted:
        place = (coding.document, coding.start, coding.end)
        asked = asked_before(material, place)
        if asked is not None:
            marker = write_marker(quote_question(material, asked))
            blocks.append(f"Asked: “{escape(words_at(material, asked))}”{marker}")
        marker = write_marker(quote_question(material, place, theme=theme, stance=stance))
        said_by = escape(attribution(material, place, answers.quoted(theme, stance, place)))
        blocks.append(f"> {escape(words_at(material, place))}{marker}\n>\n> — {said_by}")
    return blocks


def _against(answers: Answers, name: str) -> list[str]:
    theme, codings = answers.themes[name], answers.against(name)
    blocks = []
    if codings:
        shown = figure(answers, "count", "participants", theme=name, stance="against")
        quoted = choose(codings, answers.people)
        heard = answers.prevalence(ask("count", "participants", theme=name, stance="against")).participants
        uncounted = any(coding.participant not in heard for coding in codings)
        line = f"Participants who spoke against it: {shown}.{f' {_UNCOUNTED}' if uncounted else ''}"
        blocks = [line, *_quotes(answers, name, "against", quoted)]
    if not theme.challenges:
        return [*blocks, f"**Not yet examined:** {_NOT_SEARCHED_FURTHER if codings else _NOT_SEARCHED}"]
    lines = []
    for place, challenge in enumerate(theme.challenges, 1):
        number = figure(answers, "number", "examined", theme=name, search=str(place))
        outcome = " ".join([f"Outcome: {escape(challenge.verdict)}.", escape(challenge.note)]).strip()
        lines.append(f"- Searched for: {escape(challenge.query)}. Passages examined: {number}. {outcome}")
    return [*blocks, "\n".join(lines)]


def _feeding(answers: Answers, name: str) -> list[str]:
    labels, codings = answers.material.code_labels, answers.supporting(name)
    used = {coding.code for coding in codings}
    rows = [
        [
            code_name(answers, code),
            figure(answers, "number", "participants", theme=name, code=code),
            figure(answers, "number", "excerpts", theme=name, code=code),
        ]
        for code in [*labels, *sorted(used - labels.keys())]
        if code in used
    ]
    blocks = [table(["Code", "Participants", "Excerpts"], rows), _OF_THESE] if rows else ["No codings that count yet."]
    parts = [
        f"{escape(label)} {figure(answers, 'number', 'participants', theme=name, cycle=code)}"
        f"{_hoping(answers, name, code)}"
        for code, label in answers.material.cycles.items()
        if answers.prevalence(ask("number", "participants", theme=name, cycle=code)).k
    ]
    if parts:
        blocks.append(f"Participants by the value cycles coded on the same words: {'; '.join(parts)}. {NOT_STEPS}")
    return blocks


def _hoping(answers: Answers, name: str, cycle: str) -> str:
    """How many of a theme's participants spoke of a cycle as a hope, so that none is taken for value created."""
    about = {"theme": name, "cycle": cycle, "sense": HOPED_FOR}
    if not answers.prevalence(ask("number", "participants", **about)).k:
        return ""
    return f" (as a hope or plan {figure(answers, 'number', 'participants', **about)})"
