"""What keeps a coding from being made: its code is out of use, or words bear another code of its group."""

from qualcode.errors import QualcodeError
from qualcode.project.codes import AppliedCode, Codes
from qualcode.project.store import Store


def refuse_retired(code: AppliedCode) -> None:
    """Raise QualcodeError for a code that new codings may not bear."""
    if not code.in_use:
        raise QualcodeError(
            f"“{code.name}” is {code.status}: its codings stay, and no new ones are made.",
            hint="See the codes in use: qualcode codebook list",
        )


def refuse_rivals(
    store: Store, codes: Codes, code: AppliedCode, place: tuple[str, int, int], coder: str, besides: str | None = None
) -> None:
    """Raise QualcodeError where a coder has given some of these words another code of an exclusive group.

    `place` is the version with start and end; `besides` is the coding that is being changed.
    """
    group = code.record.get("exclusive_group")
    if not group:
        return
    rivals = {one.key: one.name for one in codes.all() if one.record.get("exclusive_group") == group}
    version, start, end = place
    rows = store.connection.execute(
        'SELECT id, code FROM codings WHERE version = ? AND start < ? AND "end" > ? AND coder = ?',
        (version, end, start, coder),
    ).fetchall()
    for row in rows:
        if row["code"] != code.key and row["code"] in rivals and row["id"] != besides:
            raise QualcodeError(
                f"Some of these words bear “{rivals[row['code']]}” already; of the group “{group}” they can bear one.",
                hint=f"To change that coding: qualcode coding edit {row['id'][:8]} --code {code.name}",
            )
