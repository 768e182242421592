"""The report of a whole study: the authors’ prose with the project’s findings woven in."""

import re
from collections.abc import Sequence

from qualcode.errors import ProblemsInFile
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markdown import escape
from qualcode.reports.kinds.legend import legend
from qualcode.reports.writing.filling import FILLING
from qualcode.reports.writing.weaving import Prose, Woven, is_unwritten, weave

NOT_WRITTEN = "*Not written yet.*"


def render_study(answers: Answers, prose: Sequence[Prose], *, audience: str, methods: Sequence[str] = ()) -> str:
    """The study report as Markdown, the authors’ files in their order, then how it was done and how to read it.

    ProblemsInFile with every live reference that names nothing of the study, each with its line.
    """
    woven, problems = Woven(answers, audience), list[str]()
    blocks = [f"# {escape(answers.material.title)}"]
    if answers.material.question.strip():
        blocks.append(f"**Question:** {escape(answers.material.question)}")
    for one in prose:
        part = weave(one, woven, FILLING, problems)
        blocks += [*part, NOT_WRITTEN] if part and is_unwritten(part) else part
    if problems:
        raise ProblemsInFile(
            "Some live references name nothing of this study:",
            problems,
            hint="Mend these lines, then write the report again.",
        )
    return "\n\n".join([*blocks, *methods, *legend(answers)]) + "\n"


def lowered(blocks: Sequence[str], levels: int = 1) -> list[str]:
    """Blocks of a report to stand inside another: their headings that many levels down."""
    return [re.sub(r"^#{1,6}(?= )", lambda found: found[0] + "#" * min(levels, 6 - len(found[0])), one) for one in blocks]
