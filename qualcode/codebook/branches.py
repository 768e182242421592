"""Tells codes that go on under other ids, a branch that went on as a whole told once."""

from collections.abc import Iterator, Mapping, Sequence

from qualcode.codebook.code_changes import CodeChange, Pair, last_part, parent_of
from qualcode.codebook.codes import Codebook
from qualcode.codebook.following import fields_changed

Ids = tuple[str, str]
"""An id before and after."""


def told(pairs: Sequence[Pair], old: Codebook, new: Codebook, ids: Mapping[str, str]) -> Iterator[CodeChange]:
    """Moves and renamings of codes; those that read differently too are told each by itself."""
    whole: dict[Ids, list[Pair]] = {}
    tops = _tops(pairs, old, new)
    for pair in pairs:
        if fields := fields_changed(pair.old, pair.new, ids):
            yield _change((pair.old.id, pair.new.id), [pair], fields)
        else:
            whole.setdefault(tops[pair.old.id, pair.new.id], []).append(pair)
    for top, branch in whole.items():
        yield _change(top, sorted(branch, key=lambda pair: pair.old.id.count(".")), ())


def _change(top: Ids, branch: Sequence[Pair], fields: tuple[str, ...]) -> CodeChange:
    return CodeChange(
        "moved" if last_part(top[0]) == last_part(top[1]) else "renamed",
        tuple(pair.old for pair in branch),
        tuple(pair.new for pair in branch),
        fields,
        top,
        certain=all(pair.certain for pair in branch),
        likeness=min(pair.likeness for pair in branch),
    )


def _tops(pairs: Sequence[Pair], old: Codebook, new: Codebook) -> dict[Ids, Ids]:
    """The topmost ids whose change explains that of each pair."""
    changed = {(pair.old.id, pair.new.id) for pair in pairs}
    tops = {one: _climbed(one, changed) for one in changed}
    bare = _branches_without_a_code(set(tops.values()), old, new)
    return {one: bare.get(top, top) for one, top in tops.items()}


def _climbed(one: Ids, changed: set[Ids]) -> Ids:
    while last_part(one[0]) == last_part(one[1]) and (above := (parent_of(one[0]), parent_of(one[1]))) in changed:
        one = above
    return one


def _branches_without_a_code(tops: set[Ids], old: Codebook, new: Codebook) -> dict[Ids, Ids]:
    """Where no code bears what several stood below: vc.a and vc.b became value.a and value.b, so vc became value."""
    standing: dict[Ids, list[Ids]] = {}
    for one in tops:
        above = (parent_of(one[0]), parent_of(one[1]))
        if last_part(one[0]) == last_part(one[1]) and all(above):
            standing.setdefault(above, []).append(one)
    return {
        one: above
        for above, branch in standing.items()
        if len(branch) > 1 and _went_over_whole(above, old, new)
        for one in branch
    }


def _went_over_whole(above: Ids, old: Codebook, new: Codebook) -> bool:
    before, after = above
    if before in old or after in new:
        return False
    return not new.below(before) and not old.below(after)
