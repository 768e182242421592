"""Notes on the project, a document, a code, a coding or a theme."""

from qualcode.errors import QualcodeError
from qualcode.model import Memo
from qualcode.project.family import Family
from qualcode.project.log import Transaction

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

    def all(self) -> list[Memo]:
        """Every memo, oldest first."""
        return [Memo(**dict(row)) for row in self.rows(f"{_SELECT} ORDER BY m.made, m.rowid")]

    def get(self, memo: str) -> Memo:
        """A memo by its id or the first letters of it; QualcodeError when none or several fit."""
        rows = self.rows(f"{_SELECT} WHERE m.id LIKE ? || '%'", memo) if len(memo) >= 4 else []
        if len(rows) != 1:
            message = f"Several memos begin with “{memo}”." if rows else f"No memo begins with “{memo}”."
            raise QualcodeError(message, hint="See their ids: qualcode memos --format json")
        return Memo(**dict(rows[0]))

    def add(self, coder: str, about: str, thing: str, text: str) -> Memo:
        """Write a memo about something, named as people name it."""
        if not text.strip():
            raise QualcodeError("A memo needs words.", hint="qualcode memo add --document D01 “what I noticed”")
        with self.project.change(coder, "memo.add") as transaction:
            key = self.insert(transaction, about, self._key_of(about, thing), self.project.coders.id_of(coder), text)
        return self.get(key)

    def insert(self, transaction: Transaction, about: str, object_id: str, coder: str, text: str) -> str:
        """The same inside a larger command, by stored ids."""
        return transaction.insert("memos", about=about, object=object_id, coder=coder, text=text, made=transaction.now)

    def edit(self, coder: str, memo: str, text: str) -> Memo:
        """Give a memo other words; only its own coder may."""
        with self.project.change(coder, "memo.edit") as transaction:
            standing = self._own(coder, memo)
            transaction.update("memos", standing.id, text=text)
        return self.get(standing.id)

    def remove(self, coder: str, memo: str) -> Memo:
        """Take a memo away."""
        with self.project.change(coder, "memo.remove") as transaction:
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
        project = self.project
        if about == "document":
            return project.documents.key_of(thing)
        if about == "code":
            return project.codes.named(thing).key
        if about == "coding":
            return project.codings.get(thing).id
        if about == "theme":
            return project.themes.key_of(thing)
        return project.settings.id
