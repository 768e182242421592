"""Themes as a file gives them, before anything of them is looked up in the project."""

from dataclasses import dataclass

from qualcode.model import MAIN_MAP, Challenge, TakenCluster


@dataclass(frozen=True, slots=True)
class ExcerptDraft:
    """An excerpt a theme rests on, as a file names it: by its words."""

    document: str
    """D03."""
    code: str
    words: str
    stance: str = "for"
    """for or against."""
    coder: str = ""
    """Who coded it; empty: the lead coder, else whoever did."""
    at: str = ""
    """Where it stands, 120:188; empty: wherever its words are coded so."""


@dataclass(frozen=True, slots=True)
class ThemeDraft:
    """A theme as a file gives it, before its excerpts are looked up in the project."""

    name: str
    idea: str
    boundary: str = ""
    codes: tuple[str, ...] = ()
    """Codes all of whose excerpts belong to the theme."""
    excerpts: tuple[ExcerptDraft, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    status: str = "draft"
    """draft, reviewed, final or dropped."""
    part_of: str | None = None
    """The name of the theme of the same map that it is a part of."""
    map: str = MAIN_MAP
    clusters: tuple[TakenCluster, ...] = ()
