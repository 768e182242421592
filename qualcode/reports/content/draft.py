"""A report before it is written in a format."""

from dataclasses import dataclass

AUDIENCES = ("team", "sponsor", "public")
"""Who a report is for: the people who code; those who pay for or run the program; everybody."""
TEAM, SPONSOR, PUBLIC = AUDIENCES
FORMATS = ("md", "html", "docx")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as Markdown, every figure and quote beside its marker; the other formats are made from it."""

    kind: str
    """themes, study, participants, codebook, methods or progress."""
    text: str
    audience: str = SPONSOR
    language: str = "en"
    """en, de, fr or es."""
    typed: tuple[str, ...] = ()
    """Its lines that authors wrote themselves, which the project cannot vouch for."""
    left_out: tuple[str, ...] = ()
    """What authors asked for and its audience is not shown, each with its file, line and reason."""
