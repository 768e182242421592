"""What project.yaml says, as applied."""

from dataclasses import dataclass

from qualcode.project.family import Family
from qualcode.project.log import Transaction

MODES = ("codebook", "content", "reflexive")
POLICIES = ("after_document", "open")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the study is run."""

    title: str
    question: str = ""
    mode: str = "codebook"
    """codebook, content or reflexive analysis."""
    suggestions: str = "after_document"
    """When suggestions may show: after_document or open."""
    encoder: str | None = None
    """Folder of a sentence-transformers model; None for the packaged one."""
    k_anonymity: int = 3
    """Fewest people a group must have before it is named to outsiders."""


class SettingsRow(Family):
    """The one row of settings."""

    def read(self) -> Settings:
        """The settings in force."""
        row = self.row("SELECT title, question, mode, suggestions, encoder, k_anonymity FROM settings")
        return Settings(**dict(row)) if row else Settings(title="")

    def keep(self, transaction: Transaction, settings: Settings) -> None:
        """Record settings that were applied from project.yaml."""
        values = {name: getattr(settings, name) for name in Settings.__slots__}
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
