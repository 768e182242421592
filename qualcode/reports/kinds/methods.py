"""The methods appendix: how the study was done, as its log has it, and the checklists that journals ask for."""

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.coder_names import coder_told, coders_told
from qualcode.reports.content.draft import SPONSOR
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds import coreq, srqr
from qualcode.reports.kinds import methods_material as read
from qualcode.reports.kinds import methods_sentences as said
from qualcode.reports.kinds.coreq import checklist
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.opening import written_for
from qualcode.reports.kinds.whose_words import whose_words

_CHECKLISTS = """\
Filled from the log where the project knows; *Author:* marks what only you can write. What you write there is yours:
`qualcode verify` leaves it unchecked."""


def render_methods(answers: Answers, *, audience: str = SPONSOR, head: str = "") -> str:
    """The methods appendix as Markdown; the same project gives the same bytes."""
    material = answers.material
    language, tables = material.language, NumberedTables(material.language)
    blocks = [head] if head else []
    blocks += [f"# {heading('Methods', language)}: {escape(material.title)}", written_for(audience)]
    for title, some in _parts(answers, audience, tables):
        blocks += [f"## {heading(title, language)}", *filter(None, some)]
    blocks += [f"## {heading('Checklists', language)}", " ".join(_CHECKLISTS.split())]
    blocks.append("### COREQ (Tong et al. 2007)")
    for domain, items in coreq.DOMAINS:
        blocks += [f"#### {domain}", *checklist("COREQ", items, answers, audience, tables, f"({domain})")]
    blocks += ["### SRQR (O’Brien et al. 2014)", *checklist("SRQR", srqr.ITEMS, answers, audience, tables)]
    return "\n\n".join(blocks) + "\n"


def methods_appendix(answers: Answers, audience: str, tables: NumberedTables) -> list[str]:
    """How the study was done, as a chapter of its report; the checklists stand in a report of their own."""
    language = answers.material.language
    blocks = [f"## {heading('Methods', language)}"]
    for title, some in _parts(answers, audience, tables):
        blocks += [f"### {heading(title, language)}", *filter(None, some)]
    return blocks


def _parts(answers: Answers, audience: str, tables: NumberedTables) -> list[tuple[str, list[str]]]:
    return [
        ("Approach", [said.MODES.get(answers.material.mode, escape(answers.material.mode))]),
        ("Material", [read.material_read(answers), read.sample(answers, audience), read.guide(answers)]),
        (
            "Coding",
            [
                said.coders(answers),
                said.first_pass(answers),
                *_by_coder(answers, audience, tables),
                said.whose_codings(answers),
            ],
        ),
        ("Codebook", [said.codebook(answers), *_versions(answers, audience, tables)]),
        ("Assistance by the program", _assistance(answers, audience, tables)),
        ("Themes", [said.themes(answers), said.challenges(answers)]),
        ("Consent and quotes", [read.consent(answers), *_quoted(answers, audience)]),
        ("Software and log", [said.software(answers, audience), said.trail(answers)]),
    ]


def _by_coder(answers: Answers, audience: str, tables: NumberedTables) -> list[str]:
    log = answers.material.log()
    working = [one for one in log.coders if any(coding.coder == one for coding in answers.material.codings)]
    working += [one.coder for one in log.finishes if one.coder not in working]
    rows = [
        [
            escape(coder),
            figure(answers, "number", "finished", coder=coder),
            figure(answers, "count", "firstpass", coder=coder),
            figure(answers, "number", "made", coder=coder),
            *(figure(answers, "number", "made", coder=coder, origin=one) for one in ("blind", "suggestion", "later")),
        ]
        for coder in coders_told(answers, working, audience)
    ]
    heads = ["Coder", "Finished", "First pass blind", "Codings", "Blind", "From a suggestion", "By hand, not blind"]
    return tables.blocks("Who coded", heads, rows) if rows else []


def _versions(answers: Answers, audience: str, tables: NumberedTables) -> list[str]:
    log = answers.material.log()
    newest = {one.codebook: one for one in log.applied}
    rows = [
        [
            escape(file),
            figure(answers, "number", "versions", codebook=file),
            f"{one.version}, applied by {escape(coder_told(answers, one.coder, audience))}",
            figure(answers, "number", "applied", codebook=file),
        ]
        for file, one in newest.items()
    ]
    heads = ["Codebook", "Versions", "The newest", "Applied on (UTC)"]
    return tables.blocks("Versions of the codebook", heads, rows) if rows else []


def _assistance(answers: Answers, audience: str, tables: NumberedTables) -> list[str]:
    rows = [
        [
            escape(coder),
            *(
                figure(answers, "number", "suggestions", coder=coder, became=became)
                for became in ("shown", "accepted", "changed", "refused", "open")
            ),
        ]
        for coder in coders_told(answers, (one.coder for one in answers.material.log().ledger), audience)
    ]
    heads = ["Coder", "Shown", "Accepted as it stood", "With other words or code", "Refused", "Open"]
    ledger = tables.blocks("What became of suggestions", heads, rows) if rows else []
    tests = said.tests_put_in(answers)
    return [said.assistance(answers, audience), *ledger, said.showing_rule(answers), tests, said.missed(answers)]


def _quoted(answers: Answers, audience: str) -> list[str]:
    """On how many people the quotes of the theme report rest, and who is never quoted there."""
    told = whose_words(answers, audience)[1:]
    return [f"In the theme report: {told[0]}"] if told else []
