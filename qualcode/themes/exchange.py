"""Themes as a YAML file that people write and read, and back."""

from collections.abc import Callable, Sequence
from typing import Any

from qualcode.model import MAIN_MAP, STANCES, STATUSES, VERDICTS, Challenge
from qualcode.themes.drafts import ExcerptDraft, ThemeDraft

__all__ = ["STANCES", "STATUSES", "VERDICTS", "ExcerptDraft", "ThemeDraft", "read_themes", "write_themes"]


def read_themes(data: bytes, name: str) -> tuple[ThemeDraft, ...]:
    """The themes of a themes.yaml in their order; `name` is the file's, for messages.

    Raises ProblemsInFile with every problem of the file, each with its line and what to write instead.
    """
    from qualcode.themes.exchange_reading import read

    return read(data, name)


def write_themes(drafts: Sequence[ThemeDraft]) -> str:
    """The themes.yaml of these themes: `read_themes` gives the same ones back, whatever script or marks they hold."""
    from io import StringIO

    from ruamel.yaml import YAML

    def text(words: str) -> str:
        # Line ends and marks that YAML would fold or refuse are spelled out between double quotes.
        return words if words.isprintable() else _double_quoted(words)

    writer = YAML()
    writer.allow_unicode = True
    writer.width = 100_000
    writer.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    writer.dump({"themes": [_as_written(draft, text) for draft in drafts]}, out)
    return out.getvalue()


def _double_quoted(words: str) -> str:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    quoted: str = DoubleQuotedScalarString(words)
    return quoted


def _as_written(draft: ThemeDraft, text: Callable[[str], str]) -> dict[str, Any]:
    written: dict[str, Any] = {"name": text(draft.name), "idea": text(draft.idea)}
    if draft.boundary:
        written["boundary"] = text(draft.boundary)
    if draft.status != STATUSES[0]:
        written["status"] = draft.status
    if draft.part_of is not None:
        written["part_of"] = text(draft.part_of)
    if draft.map != MAIN_MAP:
        written["map"] = text(draft.map)
    if draft.codes:
        written["codes"] = [text(code) for code in draft.codes]
    if draft.clusters:
        written["clusters"] = [{"published": text(one.published), "number": one.number} for one in draft.clusters]
    if draft.excerpts:
        written["excerpts"] = [_excerpt_written(one, text) for one in draft.excerpts]
    if draft.challenges:
        written["challenges"] = [_challenge_written(one, text) for one in draft.challenges]
    return written


def _excerpt_written(one: ExcerptDraft, text: Callable[[str], str]) -> dict[str, Any]:
    said_apart = {name: text(value) for name, value in (("coder", one.coder), ("at", one.at)) if value}
    return {
        "document": text(one.document),
        "code": text(one.code),
        "words": text(one.words),
        "stance": one.stance,
        **said_apart,
    }


def _challenge_written(one: Challenge, text: Callable[[str], str]) -> dict[str, Any]:
    searched = {} if one.searched is None else {"searched": one.searched}
    note = {"note": text(one.note)} if one.note else {}
    return {"query": text(one.query), **searched, "examined": one.examined, "verdict": one.verdict, **note}
