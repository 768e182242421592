"""The report of a whole study: the authors’ prose with the project’s findings woven in."""

from collections.abc import Sequence

from qualcode.errors import ProblemsInFile
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import Draft
from qualcode.reports.kinds.legend import legend
from qualcode.reports.kinds.methods import methods_appendix
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.themes import title
from qualcode.reports.writing.inside_sentences import INSIDE_SENTENCES
from qualcode.reports.writing.on_their_own_line import ON_THEIR_OWN_LINE
from qualcode.reports.writing.weaving import Filling, Prose, Woven, is_unwritten, weave

FILLING = Filling(INSIDE_SENTENCES, ON_THEIR_OWN_LINE)
NOT_WRITTEN = "*Not written yet.*"


def render_study(
    answers: Answers, prose: Sequence[Prose], *, audience: str, head: str = "", about: Sequence[str] = ()
) -> Draft:
    """The study report, the authors’ files in their order, then how it was done and how to read it.

    ProblemsInFile with every live reference that names nothing of the study, each with its line.
    """
    tables, problems = NumberedTables(answers.material.language), list[str]()
    woven = Woven(answers, audience, tables=tables)
    blocks = [*([head] if head else []), *title(answers, audience, about)]
    for one in prose:
        before = len(woven.left_out)
        part = weave(one, woven, FILLING, problems)
        unwritten = part and is_unwritten(part) and len(woven.left_out) == before
        blocks += [*part, NOT_WRITTEN] if unwritten else part
    if problems:
        raise ProblemsInFile(
            "Some live references name nothing of this study:",
            problems,
            hint="Mend these lines, then write the report again.",
        )
    blocks += [*methods_appendix(answers, audience, tables), *legend(answers, audience)]
    text = "\n\n".join(blocks) + "\n"
    language, typed, left_out = answers.material.language, tuple(woven.typed), tuple(woven.left_out)
    return Draft("study", text, audience, language, typed, left_out)
