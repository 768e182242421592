"""An open project: its tables, and the one way to change them."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from qualcode.project.cases import Cases
from qualcode.project.charts import Charts
from qualcode.project.clusterings import Clusterings
from qualcode.project.coders import Coders
from qualcode.project.codes import Codes
from qualcode.project.codings import Codings
from qualcode.project.connection import damaged
from qualcode.project.documents import Documents
from qualcode.project.exposures import Exposures
from qualcode.project.files import Files
from qualcode.project.finishes import Finishes
from qualcode.project.history import History
from qualcode.project.indicators import Indicators
from qualcode.project.log import Transaction
from qualcode.project.memos import Memos
from qualcode.project.openings import Openings
from qualcode.project.pages import Pages
from qualcode.project.participants import Participants
from qualcode.project.passages import Passages
from qualcode.project.questions import Questions
from qualcode.project.quote_choices import QuoteChoices
from qualcode.project.reading_places import ReadingPlaces
from qualcode.project.recoding import Recoding
from qualcode.project.samples import Samples
from qualcode.project.settings import SettingsRow
from qualcode.project.showing import Showing
from qualcode.project.store import Store
from qualcode.project.suggestions import Suggestions
from qualcode.project.texts import Texts
from qualcode.project.theme_challenges import ThemeChallenges
from qualcode.project.theme_changes import ThemeChanges
from qualcode.project.theme_map_changes import ThemeMaps
from qualcode.project.themes import Themes
from qualcode.project.value_stories import ValueStories
from qualcode.project.vectors import Vectors
from qualcode.project.versions import Versions
from qualcode.project.written import WrittenFiles


class Project:
    """A study that is open: `with open_project(folder) as project: …`."""

    def __init__(
        self, folder: Path, connection: sqlite3.Connection, clock: Callable[[], str], new_id: Callable[[], str]
    ) -> None:
        store = Store(folder, connection, clock, new_id)
        self.store = store
        self.settings = SettingsRow(store)
        self.files = Files(store)
        self.coders = Coders(store)
        self.cases = Cases(store)
        self.participants = Participants(store, self.cases)
        self.texts = Texts(store)
        self.documents = Documents(store, self.texts)
        self.versions = Versions(store, self.documents)
        self.codes = Codes(store)
        self.questions = Questions(store, self.documents)
        self.exposures = Exposures(store, self.documents)
        self.finishes = Finishes(store, self.documents)
        self.codings = Codings(store, self.documents, self.participants, self.codes, self.exposures, self.texts)
        self.showing = Showing(store, self.finishes, self.settings)
        openings = Openings(store.clock)
        self.suggestions = Suggestions(
            store, self.documents, self.codes, self.codings, self.exposures, self.showing, openings
        )
        self.samples = Samples(store, self.documents, self.codes, self.codings, openings)
        self.clusterings = Clusterings(store)
        self.themes = Themes(store, self.codes)
        self.theme_changes = ThemeChanges(store, self.themes, self.codes)
        self.theme_maps = ThemeMaps(store, self.themes, self.codes)
        self.theme_challenges = ThemeChallenges(store, self.themes, self.documents)
        self.quote_choices = QuoteChoices(store)
        self.memos = Memos(store, self.documents, self.codes, self.codings, self.themes, self.settings)
        self.charts = Charts(store, self.participants, self.codes)
        self.indicators = Indicators(store, self.codes)
        self.stories = ValueStories(store, self.participants, self.documents, self.codes, self.codings, self.indicators)
        self.pages = Pages(store, self.documents)
        self.reading_places = ReadingPlaces(store, self.documents)
        self.passages = Passages(store, self.documents, self.texts)
        self.vectors = Vectors(store)
        self.written = WrittenFiles(store)
        self.recoding = Recoding(store, self.codes, self.files)
        self.history = History(store, self.files)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self.close()
        if kind is sqlite3.DatabaseError:
            raise damaged(self.folder / "project.db") from error

    @property
    def folder(self) -> Path:
        """Where the study lies."""
        return self.store.folder

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file."""
        return self.store.connection

    @property
    def clock(self) -> Callable[[], str]:
        """What tells the time of events."""
        return self.store.clock

    def close(self) -> None:
        """Let go of the file."""
        self.store.connection.close()

    def change(self, coder: str, action: str) -> AbstractContextManager[Transaction]:
        """One command of a coder: everything done inside is one event on disk, or nothing is.

        Raises QualcodeError when the coder is unknown, or another program holds the file for long.
        """
        return self.store.change(coder, action)

    def held(self) -> AbstractContextManager[None]:
        """Keep every other writer out until the block is through; what was done inside stays only then."""
        return self.store.held()

    def finish_writes(self) -> None:
        """Replace the YAML files that a committed command announced, unless somebody edited them meanwhile."""
        self.store.finish_writes()
