"""The rules a report was made by, in plain words."""

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import may_be_quoted
from qualcode.reports.content.draft import SPONSOR, TEAM
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape

HOW_TO_READ = "How to read this report"
WHO_RAISED_IT = "*Counts say who raised it, not who would agree if asked.*"

_POLICIES = {
    "after_document": "for each interview, a coder sees the program’s suggestions only after coding it once through.",
    "after_question": (
        "for each answer, a coder sees the program’s suggestions only after reading past it and coding there or further"
        " on; for the rest of an interview, only after coding it once through."
    ),
    "open": "coders may see the program’s suggestions while coding, so these may have shaped what was coded.",
}
_PEOPLE = """\
People, never excerpts: k of n means k participants of the n whose interviews are coded and who were asked, or raised
it unasked. Where nobody recorded who was asked, n is everyone interviewed or surveyed and coded so far; in field notes
and program records nobody is asked. People not yet coded are never in n; who has several interviews is in it once one
of them is coded. A code includes the codes below it; each person counts once. Who raised a theme or code may have
spoken of value, of value that did not come, or of a hope; the table of value cycles tells these apart. What an
interviewer says is neither counted nor quoted."""
_BLANKS = """\
“0 of n” means that nobody of the n said anything of the kind; where who was asked is not recorded, they may not have
been asked. *Not asked*, *not coded yet* and *no interview* mean what they say."""
_QUOTES = """\
Exact slices of the transcripts; “…” and “[ ]” are the only edits allowed. {chosen} *Chosen by rule*: those a coder
starred first, then whom the report has quoted least, roles not heard yet, words put to the theme by hand, and the most
typical; never more than two of one person under a theme. In parentheses stands what the coders noted besides the code;
a quote without a remark was told as what happened, from the speaker’s own knowledge, and not coded as negative."""
_CHOSEN = {
    True: "*Chosen by* and a name: that person wanted them quoted.",
    False: "*Chosen by the team*: somebody of the team wanted them quoted.",
}
"""By whether the report is for the team."""
_AGAINST = """\
Quotes against a theme are shown whichever coder coded them. A coding put against a theme counts as against it only,
even where its code belongs to the theme. *Not yet examined* marks a theme for which nobody has
searched the interviews for what speaks against it, even where quotes against it stand there. The outcome of a search:
“revised” (the theme was worded anew), “bounded” (it holds within limits, which are named), “rejected” (it does not
hold) or “nothing found”."""
_REFLEXIVE = "This is a reflexive analysis: the counts help to find one’s way, and no theme rests on them."
_CHECKING = """\
A comment, not shown, stands beside every figure and quote and names the question it answers. Whoever has the project
can type `qualcode verify` and this file’s name: every figure is counted again and every quote compared with its
transcript. Passing says that quotes and numbers match the project; it does not say that the themes are right."""


_OUTSIDE = """\
Nobody is named by number, school or place in a transcript, and markers tell none of it. {who} What people say is shown
as they said it, names in it included, and so are the notes of the team on a search; whoever forwards this report should
have read both."""
_SPONSOR = """\
A quote gives the role of who speaks where at least {fewest} people hold it, else “a participant”; roles that fewer hold
are counted together."""
_PUBLIC = (
    "A quote gives no role: every speaker is “a participant”. Roles that fewer than {fewest} hold are counted together."
)


def legend(answers: Answers, audience: str = TEAM) -> list[str]:
    """The blocks of Markdown that close a theme report."""
    policy = answers.material.suggestions_policy
    rules = {
        "Whose codings count": answers.counted.rule,
        "Who is counted": _PEOPLE,
        "Blanks": _BLANKS,
        "Words for amounts": (
            "The report adds none such as “most” or “few”; the counts stand in their place. Names and central ideas of "
            "themes are the team’s own words."
        ),
        "Quotes": f"{_QUOTES.format(chosen=_CHOSEN[audience == TEAM])}{_kept_back(answers)}",
        "Suggestions": (
            f"The rule of this project now: {_POLICIES.get(policy, f'{escape(policy)}.')} "
            "None is a coding until a named coder accepts it."
        ),
        "What speaks against a theme": _AGAINST,
        "Checking this report": _CHECKING,
    }
    if audience != TEAM:
        who = (_SPONSOR if audience == SPONSOR else _PUBLIC).format(fewest=answers.material.k_anonymity)
        rules["Who can be told"] = _OUTSIDE.format(who=who)
    if answers.material.mode == "reflexive":
        rules["What the counts are for"] = _REFLEXIVE
    lines = (f"- **{name}.** {' '.join(rule.split())}" for name, rule in rules.items())
    return [f"## {heading(HOW_TO_READ, answers.material.language)}", "\n".join(lines)]


def _kept_back(answers: Answers) -> str:
    if all(may_be_quoted(person) for person in answers.material.participants):
        return ""
    return " Who did not consent to be quoted is counted, and none of their words are shown."
