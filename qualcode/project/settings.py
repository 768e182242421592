"""What project.yaml says, as applied."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qualcode.project.changes import canonical
from qualcode.project.family import Family
from qualcode.project.log import Transaction

MODES = ("codebook", "content", "reflexive")
LANGUAGES = ("en", "de", "fr", "es")
POLICIES = ("after_document", "after_question", "open")
WITHHELD = 0.15
"""Share of what is offered that comes as a plain reread where a project says no other."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the study is run."""

    title: str
    question: str = ""
    mode: str = "codebook"
    """codebook, content or reflexive analysis."""
    suggestions: str = "after_document"
    """When suggestions may show: after_document, after_question or open."""
    decoys: bool = False
    """Whether the coders agreed to decoys among what is offered."""
    withheld: float = 0.0
    """Share of what is offered that comes as a plain reread; 0 for none."""
    encoder: str | None = None
    """Folder of a sentence-transformers model; None for the packaged one."""
    k_anonymity: int = 3
    """Fewest people a group must have before it is named to outsiders."""
    attributes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Types of what is said of people: text, number, date, or levels from the lowest to the highest."""
    language: str = "en"
    """Of the headings that a report adds: en, de, fr or es."""
    amounts: str | Mapping[str, tuple[float, float]] = "house"
    """The words for amounts: house, cqr, or the study's own words with the shares of people they run from and to."""


class SettingsRow(Family):
    """The one row of settings."""

    def read(self) -> Settings:
        """The settings in force."""
        row = self.row(f"SELECT {', '.join(Settings.__slots__)} FROM settings")
        if row is None:
            return Settings(title="")
        types = {
            name: tuple(given) if isinstance(given, list) else given
            for name, given in json.loads(row["attributes"]).items()
        }
        amounts = _amounts(json.loads(row["amounts"]))
        return Settings(**{**dict(row), "decoys": bool(row["decoys"]), "attributes": types, "amounts": amounts})

    def keep(self, transaction: Transaction, settings: Settings) -> None:
        """Record settings that were applied from project.yaml."""
        values = {name: getattr(settings, name) for name in Settings.__slots__}
        values["decoys"] = int(settings.decoys)
        values["attributes"] = canonical(dict(settings.attributes))
        values["amounts"] = canonical(_kept(settings.amounts))
        row = self.row("SELECT id FROM settings")
        if row is None:
            transaction.insert("settings", **values)
        else:
            transaction.update("settings", row["id"], **values)

    @property
    def id(self) -> str:
        """The project's own id."""
        row = self.row("SELECT id FROM settings")
        return row["id"] if row else ""


def _amounts(kept: Any) -> str | dict[str, tuple[float, float]]:
    if isinstance(kept, str):
        return kept
    return {word: (float(begins), float(ends)) for word, (begins, ends) in kept.items()} or "house"


def _kept(amounts: str | Mapping[str, tuple[float, float]]) -> Any:
    """Empty for the usual words, as in projects from before they could be chosen."""
    if isinstance(amounts, str):
        return {} if amounts == "house" else amounts
    return {word: list(bounds) for word, bounds in amounts.items()}
