"""Searches for what speaks against themes: what was put before whom, and what it came to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError, typed
from qualcode.model import VERDICTS, Challenge, Evidence, Find, Theme
from qualcode.project.changes import canonical
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.store import Store
from qualcode.project.theme_members import put_evidence
from qualcode.project.themes import Themes, finds_by_challenge


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: str
    coder: str
    query: str
    examined: int
    searched: int | None


class ThemeChallenges(Family):
    """The searches of a study for what speaks against its themes."""

    def __init__(self, store: Store, themes: Themes, documents: Documents) -> None:
        super().__init__(store)
        self._themes = themes
        self._documents = documents

    def keep_search(self, coder: str, theme: Theme, query: str, searched: int, finds: Sequence[Find]) -> None:
        """Keep what a search put before a coder, in place of one they never decided on; nothing where it is the same.

        The theme stays “not yet examined” until somebody decides.
        """
        with self.store.change(coder, "themes.search") as transaction:
            who = self.store.coder_id(coder)
            before = self._waiting(theme, who)
            if before is not None and self._same(before, query, searched, finds):
                return
            if before is not None:
                transaction.delete_where("finds", "challenge", before.id)
                transaction.delete("challenges", before.id)
            key = transaction.insert(
                "challenges",
                theme=theme.id,
                query=query,
                examined=len(finds),
                verdict="",
                note="",
                searched=searched,
                coder=who,
                made=transaction.now,
            )
            for position, one in enumerate(finds):
                self._insert_find(transaction, key, position, one)

    def waiting(self, coder: str, theme: Theme) -> Challenge | None:
        """The search of a coder that they have not decided on yet."""
        found = self._waiting(theme, self.store.coder_id(coder))
        if found is None:
            return None
        finds = finds_by_challenge(self.store).get(found.id, ())
        return Challenge(found.query, found.examined, "", "", found.searched, finds)

    def last(self, coder: str, theme: Theme) -> Challenge | None:
        """The search of a coder that waits, else the one decided last by anybody."""
        return self.waiting(coder, theme) or next(reversed(self._themes.get(theme.id).challenges), None)

    def decide(self, coder: str, theme: Theme, verdict: str, note: str = "", against: Collection[str] = ()) -> Theme:
        """Say what a search came to, and put codings against the theme; QualcodeError where there was no search."""
        if verdict not in VERDICTS:
            raise QualcodeError(f"There is no verdict “{verdict}”.", hint=f"One of: {', '.join(VERDICTS)}")
        with self.store.change(coder, "themes.verdict") as transaction:
            found = self._waiting(theme, self.store.coder_id(coder))
            if found is None:
                raise QualcodeError(
                    f"You have not looked yet for what speaks against “{theme.name}”, or have decided on it already.",
                    hint=f"qualcode themes challenge {typed(theme.name)}",
                )
            transaction.update("challenges", found.id, verdict=verdict, note=note)
            put_evidence(transaction, theme.id, [Evidence(one, "against") for one in against])
        return self._themes.get(theme.id)

    def _waiting(self, theme: Theme, coder: str) -> _Waiting | None:
        row = self.row(
            "SELECT id, coder, query, examined, searched FROM challenges WHERE theme = ? AND coder = ? AND verdict = ''"
            " ORDER BY made DESC, rowid DESC LIMIT 1",
            theme.id,
            coder,
        )
        return _Waiting(**dict(row)) if row else None

    def _same(self, before: _Waiting, query: str, searched: int, finds: Sequence[Find]) -> bool:
        standing = finds_by_challenge(self.store).get(before.id, ())
        return (before.query, before.searched, standing) == (query, searched, tuple(finds))

    def _insert_find(self, transaction: Transaction, challenge: str, position: int, one: Find) -> None:
        transaction.insert(
            "finds",
            challenge=challenge,
            position=position,
            version=self._documents.current(one.document).id,
            start=one.start,
            end=one.end,
            words=one.words,
            why=canonical(list(one.why)),
        )
