"""What the log tells of how a study was done: who did what and when, never what was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.analysis.ledger import Entry


@dataclass(frozen=True, slots=True)
class Finish:
    """A coder coded a document once through."""

    document: str
    coder: str
    made: str
    first_shown: str | None
    """When the coder was first shown suggestions or others' codings of it; None where never."""

    @property
    def blind(self) -> bool:
        """Whether nothing of anybody's answers was shown before it was coded once through."""
        return self.first_shown is None or self.first_shown > self.made


@dataclass(frozen=True, slots=True)
class CodeStep:
    """A change of a code: it came, was worded anew, renamed, merged or taken out of use."""

    key: str
    """Stays when the code is renamed."""
    code: str
    made: str
    coder: str
    what: str
    """added, reworded, renamed, merged, retired or removed."""
    before: str
    """Hash of its definition; empty where there was none."""
    after: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A codebook came to say what it says in this version."""

    codebook: str
    """The file."""
    version: str
    """Hash of its words, cut to 12 letters."""
    made: str
    coder: str


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Unmarked passages drawn at random for a coder to read once more."""

    coder: str
    drawn: int
    read: int
    missed: int
    """Of those read, the ones to which a code applied after all."""


@dataclass(frozen=True, slots=True)
class ThemeAct:
    """Something a coder did to themes, or a clustering they looked at."""

    made: str
    coder: str
    action: str
    """discover, name, import, edit, merge, split, move, map, search, verdict or remove."""


@dataclass(frozen=True, slots=True)
class Note:
    """A memo, without its words."""

    about: str
    """project, document, code, coding or theme."""
    document: str | None
    """The document it is on, or the coding it is on is of."""
    coder: str
    made: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Documents of one file format and what read them."""

    format: str
    reader: str
    """Name and version."""
    documents: int


@dataclass(frozen=True, slots=True)
class LogFacts:
    """What the log tells of how a study was done."""

    began: str = ""
    """UTC, ISO 8601; empty for a project without events."""
    latest: str = ""
    events: int = 0
    coders: tuple[str, ...] = ()
    brought_in: Mapping[str, str] = field(default_factory=dict)
    """When each document was brought in."""
    finishes: tuple[Finish, ...] = ()
    """Those that stand, oldest first."""
    ledger: tuple[Entry, ...] = ()
    """What became of the suggestions, a row for each coder to whom any was shown."""
    decoys: int = 0
    """Decided ones."""
    rereads: int = 0
    """Plain rereads that were decided."""
    from_suggestions: frozenset[str] = frozenset()
    """The codings that accepting a suggestion made."""
    blind_by_claim: frozenset[str] = frozenset()
    """The codings that are blind on the word of the file they came from."""
    code_steps: tuple[CodeStep, ...] = ()
    applied: tuple[Applied, ...] = ()
    rule_changes: int = 0
    """How often the rule changed that says when suggestions may show."""
    read_again: tuple[ReadAgain, ...] = ()
    """A row for each coder for whom a sample was drawn."""
    theme_acts: tuple[ThemeAct, ...] = ()
    """Those that were not taken back."""
    notes: tuple[Note, ...] = ()
    guide: int = 0
    """Questions of the interview guide."""
    texts: tuple[Texts, ...] = ()
    corrected: int = 0
    """Documents whose text was corrected or replaced since it was brought in."""
    encoders: tuple[str, ...] = ()
    """Fingerprints of what compared passages by meaning, of suggestions and clusters."""
    packaged: frozenset[str] = frozenset()
    """Those of them that are of the language model that comes with qualcode."""
    software: str = ""
    """The version of qualcode that tells all this."""

    @property
    def first_finish(self) -> str:
        """When somebody first had coded a document once through; empty while nobody has."""
        return min((one.made for one in self.finishes), default="")

    @property
    def first_draft(self) -> str:
        """When the first theme was written down; empty while there is none."""
        return min((one.made for one in self.theme_acts if one.action in ("name", "import")), default="")
