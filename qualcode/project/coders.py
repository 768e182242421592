"""Who codes."""

from qualcode.project.family import Family
from qualcode.project.log import Transaction


class Coders(Family):
    """The coders of a study."""

    def names(self) -> list[str]:
        """All coders, in the order in which they came."""
        return [row["name"] for row in self.rows("SELECT name FROM coders ORDER BY made, name")]

    def id_of(self, name: str) -> str:
        """A coder's id; QualcodeError when nobody has that name."""
        return self.store.coder_id(name)

    def add(self, transaction: Transaction, name: str) -> str:
        """Let somebody new take part."""
        return transaction.insert("coders", name=name, made=transaction.now)
