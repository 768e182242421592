"""The theme report: what people said, how many of whom, and what speaks against it."""

from collections.abc import Sequence

from qualcode.analysis.counting import progress
from qualcode.errors import QualcodeError
from qualcode.model import Theme
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.theme_quotes import theme_quotes
from qualcode.reports.content.draft import AUDIENCES, TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.legend import WHO_RAISED_IT, legend
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.opening import written_for
from qualcode.reports.kinds.overviews import by_role, codes_used, themes_by_cycle, value_cycles
from qualcode.reports.kinds.theme_chapter import theme_chapter
from qualcode.reports.kinds.theme_parts import NOT_EXAMINED
from qualcode.reports.kinds.theme_trace import pulling_apart
from qualcode.reports.kinds.whose_words import whose_words

_PLURALS = {"field note": "field notes", "program record": "program records", "focus group": "focus groups"}
GLANCE = "Themes at a glance"


def render_themes(material: Material, *, audience: str = TEAM, head: str = "", about: Sequence[str] = ()) -> str:
    """The theme report as Markdown; the same material gives the same bytes.

    `head` is the comment that opens it, `about` says in sentences what part of the study it is of; a report of some
    themes has no tables of all codes. Raises QualcodeError for an audience there is not.
    """
    if audience not in AUDIENCES:
        raise QualcodeError(
            f"There is no audience “{audience}”; a report is written for the team, the sponsor or the public.",
            hint="--audience team, --audience sponsor or --audience public",
        )
    answers, tables = Answers(material), NumberedTables(material.language)
    quotes = theme_quotes(answers, audience)
    blocks = [*title(answers, audience, about), counts_line(answers), *glance(answers, tables)]
    for number, name in enumerate(answers.themes, 1):
        blocks += theme_chapter(answers, number, name, quotes, audience, tables)
    blocks += [*pulling_apart(answers, audience), *whose_words(answers, audience)]
    blocks += [*by_role(answers, audience, tables), *themes_by_cycle(answers, tables)]
    if not answers.material.of_some_themes:
        blocks += [*value_cycles(answers, tables), *codes_used(answers, tables)]
    blocks += legend(answers, audience)
    return "\n\n".join([*([head] if head else []), *blocks]) + "\n"


def title(answers: Answers, audience: str, about: Sequence[str] = ()) -> list[str]:
    """What a report opens with: its title, for whom and of what it is, and the question of the study."""
    blocks = [f"# {escape(answers.material.title)}", written_for(audience, about)]
    if answers.material.question.strip():
        question = heading("Question", answers.material.language)
        blocks.append(f"**{question}:** {escape(answers.material.question)}")
    return blocks


def counts_line(answers: Answers) -> str:
    """How much is coded so far, and how many people were met."""
    people = figure(answers, "number", "interviewed")
    schools = figure(answers, "number", "schools")
    noun = "school" if schools.startswith("1<") else "schools"
    where = f" from {schools} {noun}" if not schools.startswith("0<") else ""
    return f"{_coded_so_far(answers)} Participants interviewed: {people}{where}.{_respondents(answers)}"


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


def glance(answers: Answers, tables: NumberedTables) -> list[str]:
    """The themes in one table: how many raised each, and whether anybody searched for what speaks against it."""
    language = answers.material.language
    if not answers.themes:
        return [f"## {heading('Themes', language)}", "No theme has been named yet."]
    rows = [
        [
            f"{number}. {escape(name)}",
            figure(answers, "count", "participants", theme=name),
            figure(answers, "count", "schools", theme=name),
            examined_in_short(theme),
        ]
        for number, (name, theme) in enumerate(answers.themes.items(), 1)
    ]
    heads = ["Theme", "Participants who raised it", "Schools", "Search for what speaks against it"]
    return [f"## {heading(GLANCE, language)}", *tables.blocks(GLANCE, heads, rows, picture="bars"), WHO_RAISED_IT]


def examined_in_short(theme: Theme) -> str:
    """Whether anybody searched for what speaks against a theme, and what came of it, in Markdown."""
    verdicts = dict.fromkeys(escape(challenge.verdict) for challenge in theme.challenges)
    return f"examined: {', '.join(verdicts)}" if verdicts else NOT_EXAMINED
