"""Slices of a text as pairs of positions."""

from collections.abc import Sequence, Set


def closed_up(text: str, slices: Sequence[tuple[int, int]], apart: Set[int]) -> list[tuple[int, int]]:
    """Slices with those joined between which there is only white space; those that begin at `apart` stay alone."""
    joined: list[tuple[int, int]] = []
    for start, end in slices:
        if joined and not apart & {start, joined[-1][0]} and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The slice without outer white space, as a list of one; empty where nothing is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return [(start, end)] if end > start else []
