"""Notes on the project, a document, a code, a coding or a theme."""

from qualcode.errors import QualcodeError
from qualcode.model import Memo
from qualcode.project.codes import Codes
from qualcode.project.codings import Codings
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.naming import the_one
from qualcode.project.noting import note
from qualcode.project.settings import SettingsRow
from qualcode.project.store import Store
from qualcode.project.themes import Themes

ABOUT = ("project", "document", "code", "coding", "theme")

_SELECT = """
    SELECT m.id, m.about, coders.name AS coder, m.text, m.made,
        CASE m.about
            WHEN 'document' THEN (SELECT label FROM documents WHERE id = m.object)
            WHEN 'code' THEN (SELECT name FROM codes WHERE id = m.object)
            WHEN 'theme' THEN (SELECT name FROM themes WHERE id = m.object)
            WHEN 'coding' THEN m.object
            ELSE ''
        END AS object
    FROM memos m JOIN coders ON coders.id = m.coder
"""


class Memos(Family):
    """The memos of a study."""

    def __init__(
        self,
        store: Store,
        documents: Documents,
        codes: Codes,
        codings: Codings,
        themes: Themes,
        settings: SettingsRow,
    ) -> None:
        super().__init__(store)
        self._documents = documents
        self._codes = codes
        self._codings = codings
        self._themes = themes
        self._settings = settings

    def all(self) -> list[Memo]:
        """Every memo, oldest first."""
        return [Memo(**dict(row)) for row in self.rows(f"{_SELECT} ORDER BY m.made, m.rowid")]

    def get(self, memo: str) -> Memo:
        """A memo by its id or the first letters of it; QualcodeError when none or several fit."""
        rows = self.rows(f"{_SELECT} WHERE instr(m.id, ?) = 1", memo)
        return Memo(**dict(the_one(rows, memo, "memo", "qualcode memos")))

    def add(self, coder: str, about: str, thing: str, text: str) -> Memo:
        """Write a memo about something, named as people name it."""
        _refuse_wordless(text)
        with self.store.change(coder, "memo.add") as transaction:
            key = note(transaction, about, self._key_of(about, thing), self.store.coder_id(coder), text)
        return self.get(key)

    def edit(self, coder: str, memo: str, text: str) -> Memo:
        """Give a memo other words; only its own coder may."""
        _refuse_wordless(text)
        with self.store.change(coder, "memo.edit") as transaction:
            standing = self._own(coder, memo)
            transaction.update("memos", standing.id, text=text)
        return self.get(standing.id)

    def remove(self, coder: str, memo: str) -> Memo:
        """Take a memo away."""
        with self.store.change(coder, "memo.remove") as transaction:
            standing = self._own(coder, memo)
            transaction.delete("memos", standing.id)
        return standing

    def _own(self, coder: str, memo: str) -> Memo:
        standing = self.get(memo)
        if standing.coder != coder:
            raise QualcodeError(
                f"That memo is {standing.coder}’s; {coder} cannot change it.",
                hint=f"If you are {standing.coder}: --coder {standing.coder}",
            )
        return standing

    def _key_of(self, about: str, thing: str) -> str:
        if about == "document":
            return self._documents.key_of(thing)
        if about == "code":
            return self._codes.named(thing).key
        if about == "coding":
            return self._codings.get(thing).id
        if about == "theme":
            return self._themes.key_of(thing)
        return self._settings.id


def _refuse_wordless(text: str) -> None:
    if not text.strip():
        raise QualcodeError("A memo needs words.", hint='qualcode memo add --document D01 "what I noticed"')
