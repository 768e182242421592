"""The words for amounts that project.yaml gives a study."""

from collections.abc import Iterator
from typing import Any

from qualcode.analysis.amounts import Setting, problems


def amount_problems(given: Any) -> Iterator[tuple[int, str]]:
    """What is wrong with the words for amounts, each with its line; all shares must have a word, and only one."""
    if not isinstance(given, dict):
        return
    places: Any = given
    lines, shares = dict[str, int](), dict[str, tuple[float, float]]()
    for word, share in given.items():
        line, name = places.lc.key(word)[0] + 1, _folded(word)
        bounds = _bounds(share)
        if not name:
            yield line, f"“{word}” is no word for an amount"
        elif name in lines:
            yield line, f"“{word}” stands here twice"
        elif bounds is None:
            yield line, f"{word}: two shares in brackets are needed, such as [0.5, 1]; not “{share}”"
        else:
            shares[name] = bounds
        lines[name] = line
    if len(shares) == len(given):  # a line that could not be read leaves a gap that is none
        yield from ((lines[word], told) for word, told in problems(shares))


def read_amounts(given: Any) -> Setting:
    """The words for amounts as they are applied; the usual ones where nothing is said."""
    if isinstance(given, dict):
        return {_folded(word): (float(begins), float(ends)) for word, (begins, ends) in given.items()} or "house"
    return str(given or "house")


def _bounds(given: Any) -> tuple[float, float] | None:
    if not isinstance(given, list | tuple) or len(given) != 2:
        return None
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in given):
        return None
    return float(given[0]), float(given[1])


def _folded(word: object) -> str:
    return " ".join(str(word).split()).casefold() if isinstance(word, str) else ""
