"""Writing a memo as part of any command."""

from qualcode.project.log import Transaction


def note(transaction: Transaction, about: str, object_id: str, coder: str, text: str) -> str:
    """Put a memo beside an object, by stored ids; gives back the memo's id."""
    return transaction.insert("memos", about=about, object=object_id, coder=coder, text=text, made=transaction.now)
