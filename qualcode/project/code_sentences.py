"""What an event did to codes, in plain words."""

from collections import Counter
from collections.abc import Callable, Sequence

from qualcode.project.changes import Change, Row


def _codes(changes: Sequence[Change]) -> list[tuple[Row, Row]]:
    """The codes that are otherwise than before: (before, after), an empty row for what was not there."""
    rows = [(change.before or {}, change.after or {}) for change in changes if change.relation == "codes"]
    return [(before, after) for before, after in rows if before.get("record") != after.get("record")]


def _applied(changes: Sequence[Change]) -> str:
    counts = Counter(_what(before, after) for before, after in _codes(changes))
    told = ", ".join(f"{n} {'code' if n == 1 else 'codes'} {what}" for what, n in sorted(counts.items()))
    files = ", ".join(sorted(change.object for change in changes if change.relation == "files"))
    return f"applied {files or 'the codebook'}" + (f": {told}" if told else "")


def _what(before: Row, after: Row) -> str:
    if not before:
        return "added"
    if not after:
        return "removed"
    if after["became"] and not before["became"]:
        return "merged"
    if before["in_file"] and not after["in_file"]:
        return "retired"
    return "renamed" if before["name"] != after["name"] else "reworded"


def _renamed(changes: Sequence[Change]) -> str:
    ids = [(before["name"], after["name"]) for before, after in _codes(changes) if before and after]
    named = [f"{old} to {new}" for old, new in sorted(ids) if old != new]
    return named[0] + (f" and {len(named) - 1} below it" if len(named) > 1 else "") if named else ""


def _rename(changes: Sequence[Change]) -> str:
    if told := _renamed(changes):
        return f"renamed {told}"
    relabeled = [after["name"] for before, after in _codes(changes) if before and after]
    return f"gave {', '.join(relabeled)} another label"


def _merge(changes: Sequence[Change]) -> str:
    gone = [after["name"] for before, after in _codes(changes) if after and after["became"]]
    moved = sum(
        change.relation == "codings" and change.before is not None and change.after is not None for change in changes
    )
    joined = sum(change.relation == "codings" and change.after is None for change in changes)
    also = f", {joined} joined with one of the same words" if joined else ""
    return f"merged {', '.join(gone)} into another code: {_number(moved, 'coding')} moved{also}"


def _split(changes: Sequence[Change]) -> str:
    new = [after["name"] for before, after in _codes(changes) if not before]
    moved = sum(change.relation == "codings" for change in changes)
    into = f" into {', '.join(new)}" if new else ""
    return f"split a code{into}: {_number(moved, 'coding')} moved"


def _retire(changes: Sequence[Change]) -> str:
    return f"retired {', '.join(after['name'] for before, after in _codes(changes) if before and after)}"


def _add(changes: Sequence[Change]) -> str:
    return f"added the code {', '.join(after['name'] for before, after in _codes(changes) if not before)}"


def _number(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


CODE_SENTENCES: dict[str, Callable[[Sequence[Change]], str]] = {
    "codebook.update": _applied,
    "codebook.import": _applied,
    "codebook.add": _add,
    "codebook.rename": _rename,
    "codebook.move": lambda changes: f"moved {_renamed(changes)}",
    "codebook.merge": _merge,
    "codebook.split": _split,
    "codebook.retire": _retire,
}
"""What each change of codes did, told without its subject."""
