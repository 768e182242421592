"""What a report leaves to its authors to write."""

AUTHOR = "*Author:*"
"""Stands before what is to be written, and marks a row of a table that its authors may reword."""


def for_author(prompt: str) -> str:
    """What the authors are asked to write."""
    return f"{AUTHOR} {prompt}"


def same_item(row: str, other: str) -> bool:
    """Whether two rows of a table are about the same item: the first two cells say so.

    >>> same_item("| 2 | Credentials | *Author:* their degrees. |", "| 2 | Credentials | Two have a PhD. |")
    True
    """
    return _item(row) == _item(other) != []


def _item(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")[1:3]]
