"""Where suggestions may show to a coder: after their own reading, by the rule of the study."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.project.family import Family
from qualcode.project.finishes import Finishes
from qualcode.project.places import CURRENT
from qualcode.project.settings import SettingsRow
from qualcode.project.store import Store

Stretch = tuple[int, int]
"""From the first character to one past the last."""

_ASKED = f"""
    SELECT d.label, v.id AS version, a.start, length(text) AS length FROM askings a
    JOIN versions v ON v.id = a.version JOIN documents d ON d.id = v.document JOIN texts ON texts.sha256 = text_sha256
    WHERE a.asked = 1 AND a.start IS NOT NULL AND {CURRENT} ORDER BY d.label, a.start
"""
_REACHED = """
    SELECT max(coalesce((SELECT max(place) FROM reading_places r JOIN versions v ON v.document = r.document
            WHERE v.id = :version AND r.coder = :coder), 0),
        coalesce((SELECT max("end") FROM codings WHERE version = :version AND coder = :coder), 0)) AS reached,
        coalesce((SELECT max(start) FROM codings WHERE version = :version AND coder = :coder), -1) AS coded
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where suggestions may show."""

    everywhere: bool
    documents: frozenset[str]
    """Whole documents: those the coder has finished."""
    stretches: Mapping[str, Sequence[Stretch]]
    """By unfinished document, the answers the coder is through with."""

    def holds(self, document: str, start: int, end: int) -> bool:
        """Whether words may be suggested: all of them have to lie where suggestions show."""
        return (
            self.everywhere
            or document in self.documents
            or any(first <= start and end <= last for first, last in self.stretches.get(document, ()))
        )

    def any_in(self, document: str) -> bool:
        """Whether suggestions may show somewhere in a document."""
        return self.everywhere or document in self.documents or bool(self.stretches.get(document))

    def among(self, documents: Collection[str]) -> frozenset[str]:
        """Those of some documents in which suggestions may show somewhere."""
        return frozenset(one for one in documents if self.any_in(one))


class Showing(Family):
    """The rule that keeps the coder's own judgement first."""

    def __init__(self, store: Store, finishes: Finishes, settings: SettingsRow) -> None:
        super().__init__(store)
        self._finishes = finishes
        self._settings = settings

    def to(self, coder: str) -> Shown:
        """Where suggestions may show to a coder now."""
        policy = self._settings.read().suggestions
        finished = self._finishes.by(coder)
        stretches = self._answers_done(coder, finished) if policy == "after_question" else {}
        return Shown(policy == "open", finished, stretches)

    def _answers_done(self, coder: str, finished: Collection[str]) -> dict[str, list[Stretch]]:
        """By document, the answers to questions of the guide that a coder is through with.

        An answer reaches from where its question was asked to where the next one was. A coder is through with it who
        has come past its end, coding or reading, and has coded something in it or after it: to jump to the end and
        back is no reading. The last answer of an interview ends with the interview, so it shows once that is finished.
        """
        who = self.store.coder_id(coder)
        asked: dict[tuple[str, str], list[int]] = {}
        for row in self.rows(_ASKED):
            asked.setdefault((row["label"], row["version"]), []).append(row["start"])
        found: dict[str, list[Stretch]] = {}
        for (document, version), starts in asked.items():
            if document in finished:
                continue
            own = self.store.connection.execute(_REACHED, {"version": version, "coder": who}).fetchone()
            done = [(start, end) for start, end in pairwise(starts) if end <= own["reached"] and start <= own["coded"]]
            if done:
                found[document] = done
        return found
