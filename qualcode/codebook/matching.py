"""Which code of one codebook is which of another, told as changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qualcode.codebook.branches import told
from qualcode.codebook.code_changes import CodeChange, Pair
from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.following import fields_changed
from qualcode.codebook.likeness import Bag, Weights
from qualcode.codebook.pairing import below_the_same, like_words, same_words
from qualcode.codebook.splitting import Split, splits


@dataclass(slots=True)
class _Matching:
    """What is known so far, and the codes that nothing is known of yet."""

    gone: dict[str, Code]
    come: dict[str, Code]
    kept: dict[str, Pair]
    """Codes that read differently under the same id."""
    pairs: list[Pair] = field(default_factory=list)
    changes: list[CodeChange] = field(default_factory=list)

    def take(self, pairs: Sequence[Pair]) -> None:
        for pair in pairs:
            self.pairs.append(pair)
            self.gone.pop(pair.old.id, None)
            self.come.pop(pair.new.id, None)
            self.kept.pop(pair.old.id, None)

    @property
    def ids(self) -> dict[str, str]:
        """The ids that changed, old to new; those of merged codes too."""
        merged = {code.id: change.new[0].id for change in self.changes if change.how == "merged" for code in change.old}
        return {**merged, **{pair.old.id: pair.new.id for pair in self.pairs}}


def matched(old: Codebook, new: Codebook) -> list[CodeChange]:
    """What became of every code that is not the same on both sides."""
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    at = _Matching(
        {key: code for key, code in before.items() if key not in after},
        {key: code for key, code in after.items() if key not in before},
        {key: Pair(code, after[key], True, 1.0) for key, code in before.items() if after.get(key, code) != code},
    )
    olds = {**at.gone, **{key: pair.old for key, pair in at.kept.items()}}
    news = {**at.come, **{key: pair.new for key, pair in at.kept.items()}}
    at.take(same_words(olds, news))
    if at.gone or at.come:
        _match_by_likeness(at, old, new)
    return [
        *told(at.pairs, old, new, at.ids),
        *at.changes,
        *(
            CodeChange("reworded", (pair.old,), (pair.new,), fields_changed(pair.old, pair.new, at.ids))
            for pair in at.kept.values()
        ),
        *(CodeChange("removed", (code,), ()) for code in at.gone.values()),
        *(CodeChange("added", (), (code,)) for code in at.come.values()),
    ]


def _match_by_likeness(at: _Matching, old: Codebook, new: Codebook) -> None:
    olds = {code.id: Bag(code) for code in old.codes}
    news = {code.id: Bag(code) for code in new.codes}
    if not (at.gone and at.come) and not at.kept:
        return
    weights = Weights([*olds.values(), *news.values()])
    at.take(below_the_same([olds[key] for key in at.gone], [news[key] for key in at.come], at.ids, weights))
    at.changes += _taken_apart(at, olds, news, weights)
    at.changes += _put_together(at, olds, news, weights)
    at.take(like_words([olds[key] for key in at.gone], [news[key] for key in at.come], weights))
    at.take(below_the_same([olds[key] for key in at.gone], [news[key] for key in at.come], at.ids, weights))


def _taken_apart(at: _Matching, olds: dict[str, Bag], news: dict[str, Bag], weights: Weights) -> Iterator[CodeChange]:
    wholes = [olds[key] for key in (*at.gone, *at.kept)]
    found = splits(wholes, {key: news[key] for key in at.kept}, [news[key] for key in at.come], weights)
    for one in found:
        _forget(one, at.gone, at.come, at)
        kept = () if one.kept is None else (one.kept.code,)
        parts = (*kept, *(part.code for part in one.parts))
        yield CodeChange("split", (one.whole.code,), parts, certain=one.certain, likeness=one.likeness)


def _put_together(at: _Matching, olds: dict[str, Bag], news: dict[str, Bag], weights: Weights) -> Iterator[CodeChange]:
    """A merge is a split read backwards."""
    wholes = [news[key] for key in (*at.come, *at.kept)]
    found = splits(wholes, {key: olds[key] for key in at.kept}, [olds[key] for key in at.gone], weights)
    for one in found:
        _forget(one, at.come, at.gone, at)
        kept = () if one.kept is None else (one.kept.code,)
        parts = (*kept, *(part.code for part in one.parts))
        yield CodeChange("merged", parts, (one.whole.code,), certain=one.certain, likeness=one.likeness)


def _forget(split: Split, wholes: dict[str, Code], parts: dict[str, Code], at: _Matching) -> None:
    wholes.pop(split.whole.code.id, None)
    at.kept.pop(split.whole.code.id, None)
    for part in split.parts:
        parts.pop(part.code.id, None)
