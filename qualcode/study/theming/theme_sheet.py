"""A theme to read: what it claims, what belongs to it, what speaks against it, who changed what."""

from collections.abc import Iterable
from itertools import groupby

from qualcode.model import Challenge, Coding, Theme
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.project.theme_history import theme_history, theme_memos
from qualcode.study.coding.code_words import code_and_besides, named_with_status
from qualcode.study.keeping_back import hidden_from, note_what_is_shown

NOT_EXAMINED = "Not yet examined: nobody has looked for what speaks against it."


def theme_sheet(
    project: Project, name: str, viewer: str | None, *, map_: str | None = None, history: bool = False
) -> tuple[str, tuple[str, ...]]:
    """A theme to read, and interviews seen newly by it; with `history` who changed what, and when."""
    theme = project.themes.named(name, map_)
    shown = visible(project.codings.within(), hidden_from(project, viewer), viewer or "")
    codings = {one.id: one for one in shown}
    evidence = [one for one in theme.evidence if one.coding in codings]
    statuses = {code.name: code.status for code in project.codes.all()}
    lines = [theme.name, *_claim(project, theme, statuses)]
    for heading, stance in (("Excerpts", "for"), ("What speaks against it", "against")):
        found = [codings[one.coding] for one in evidence if one.stance == stance]
        if found:
            lines += [f"  {heading}:", *_excerpts(found, statuses)]
    left = {one.id for one in project.codings.left_behind()} & {one.coding for one in theme.evidence}
    if left:
        lines.append(f"  Left behind by a corrected transcript: {len(left)} of its excerpts (codings --left-behind).")
    if len(evidence) < len(theme.evidence) - len(left):
        kept_back = len(theme.evidence) - len(left) - len(evidence)
        lines.append(f"  Kept back: {kept_back} excerpts of interviews you are still coding.")
    lines += [told for one in theme.challenges for told in challenge_told(one)] or [f"  {NOT_EXAMINED}"]
    for coder, text in theme_memos(project.store, theme.id):
        lines.append(f"  Memo by {coder}: {' '.join(text.split())}")
    if history:
        lines += ["  What was done with it:", *history_told(project, theme)]
    return "\n".join(lines), note_what_is_shown(project, viewer, [codings[one.coding] for one in evidence])


def history_told(project: Project, theme: Theme) -> list[str]:
    """Who changed what in a theme and when, a line each, oldest first."""
    return [
        f"    {one.time[:16].replace('T', ' ')}  {one.actor} {one.sentence}{'' if one.in_force else ' (taken back)'}"
        for one in theme_history(project.store, theme.id)
    ]


def challenge_told(challenge: Challenge) -> list[str]:
    """A search that was decided on, in a line."""
    looked = f"{challenge.examined} passages examined"
    if challenge.searched is not None:
        looked = f"{challenge.examined} of {challenge.searched} passages examined"
    return [f"  Challenged: {challenge.query} ({looked}): {challenge.verdict}. {challenge.note}".rstrip()]


def _claim(project: Project, theme: Theme, statuses: dict[str, str]) -> Iterable[str]:
    yield f"  {theme.idea}"
    if theme.boundary:
        yield f"  It is not: {theme.boundary}"
    if theme.map != "main":
        yield f"  In the map: {theme.map}"
    if theme.status != "draft":
        yield f"  Status: {theme.status}"
    if theme.part_of:
        yield f"  A part of: {theme.part_of}"
    parts = [one.name for one in project.themes.of_map(theme.map) if one.part_of == theme.name]
    if parts:
        yield f"  Its parts: {'; '.join(parts)}"
    if theme.codes:
        codes = (named_with_status(code, statuses.get(code, "retired")) for code in theme.codes)
        yield f"  All excerpts of: {', '.join(codes)}"
    for one in theme.clusters:
        yield f"  Taken in: cluster {one.number} of the clusters of {one.published[:10]}"


def _excerpts(codings: Iterable[Coding], statuses: dict[str, str]) -> list[str]:
    """A line for each excerpt; codings of the very same words stand together."""
    lines = []
    for _, same in groupby(codings, key=lambda one: (one.document, one.start, one.end)):
        group = list(same)
        one, codes = group[0], ", ".join(code_and_besides(each, statuses.get(each.code, "retired")) for each in group)
        words = " ".join(one.words.split())
        lines.append(f"    {one.participant or '–'}, {one.document} turn {one.turn}, {codes}: “{words}”")
    return lines
