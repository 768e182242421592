"""The files an author begins with: a heading each, what to write there, and what the project fills in."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.reports.content.headings import heading


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the study report before anybody has written it."""

    file: str
    heading: str
    prompt: str
    """What to write there, for the author alone."""
    filled: str = ""
    """Live references the project fills in below what is written."""


PARTS = (
    Part(
        "01-problem.md",
        "The problem",
        "What did people want to know, and why then? Who asked? What was known already, and what could no test score"
        " say?",
    ),
    Part(
        "02-program.md",
        "The program",
        "What is studied: since when, for whom, how often people meet, who leads, who pays. Where a number comes from a"
        " record, name the record.",
    ),
    Part(
        "03-intent.md",
        "What the study is for",
        "The question in one sentence, what decision it is to serve, and what it cannot decide. How do you stand to the"
        " program and to those who pay for it?",
    ),
    Part(
        "04-sample.md",
        "Who took part",
        "How people were chosen and by whom, who declined, and whose voice is missing. The table below is the"
        " project’s.",
        "{{ sample }}",
    ),
    Part(
        "05-approach.md",
        "How we worked",
        "How interviews were led, which framework was taken and why, how themes came about. What the project knows of"
        " this by itself stands in the appendix on methods.",
    ),
    Part(
        "06-findings.md",
        "What we found",
        "Two or three sentences that hold the findings together, before each is told. A figure never goes in by hand:"
        " write {{ count theme:NAME }}, {{ quote ID }}, {{ table theme role }}.",
        "{{ themes }}",
    ),
    Part(
        "07-value.md",
        "Value created",
        "What the community was worth, in which senses, and where value was hoped for and did not come.",
        "{{ matrix }}\n\n{{ flows }}\n\n{{ stories }}",
    ),
    Part(
        "08-recommendations.md",
        "Recommendations",
        "A heading of its own for each. Under it: what should be done, by whom; then a line that begins with"
        " “Rests on:” and names findings, {{ finding NAME }}; then a line that begins with “Against:” and says what"
        " speaks against it, or for whom it would not hold.",
        "{{ trace }}",
    ),
    Part(
        "09-research.md",
        "What to ask next",
        "Which of the gaps below matter most, and how they could be closed.",
        "{{ gaps }}",
    ),
    Part(
        "10-limitations.md",
        "What this study cannot say",
        "Add what the project cannot know: how interviewers knew the people they asked, what was left unsaid.",
        "{{ limits }}",
    ),
)
"""In the order of the report."""


def skeleton(language: str) -> Mapping[str, str]:
    """The text of each file by its name, headings in the language of the study."""
    return {part.file: _text(part, language) for part in PARTS}


def _text(part: Part, language: str) -> str:
    filled = f"\n{part.filled}\n" if part.filled else ""
    return f"# {heading(part.heading, language)}\n\n<!-- {part.prompt} -->\n{filled}"
