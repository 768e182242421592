"""Codes as rows of a table, so written that they can be read back unchanged."""

import re
from collections.abc import Iterable, Sequence

from qualcode.codebook.codes import Code, CounterExample
from qualcode.codebook.wording import same_form

COLUMNS = ("code", *(name for name in Code.model_fields if name != "id"))
"""The headings of a codebook's table: every field of a code."""
_LISTS = ("when", "when_not", "indicators", "examples", "rules", "scale")
_BULLET = "• "
_ANY_BULLET = re.compile(r"^\s*(?:[•·▪‣*–-]|\d{1,2}[.)])\s+")
_ARROW = re.compile(r"\s(?:->|=>|→|⇒)(?=\s|$)")


def cells_of(code: Code) -> tuple[str, ...]:
    """A code as the cells of its row, in the order of COLUMNS."""
    texts = {name: str(getattr(code, name)) for name in Code.model_fields}
    texts |= {name: in_one_cell(getattr(code, name)) for name in _LISTS}
    texts["counter_examples"] = in_one_cell([_counter_in_words(one) for one in code.counter_examples])
    return tuple(texts["id" if name == "code" else name] for name in COLUMNS)


def in_one_cell(items: Sequence[str]) -> str:
    """A list as the text of a cell: an item to a line, with “•” before each where that is needed to tell them apart.

    >>> in_one_cell(["low", "high"])
    '• low\\n• high'
    """
    if len(items) == 1 and "\n" not in items[0] and not _ANY_BULLET.match(f"{items[0]} "):
        return items[0]
    return "\n".join(_BULLET + item.replace("\n", "\n  ") for item in items)


def items_in(cell: str) -> tuple[str, ...]:
    """The items of a cell, whether lines, or lines that begin with •, -, * or a number.

    >>> items_in("- one\\n- two"), items_in("one\\ntwo")
    (('one', 'two'), ('one', 'two'))
    """
    lines = cell.strip().split("\n")
    if cell.startswith(_BULLET):
        return tuple(item for item in _bulleted(lines) if item)
    bare = (_ANY_BULLET.sub("", line, count=1).strip() for line in lines)
    return tuple(item for item in bare if item)


def counter_example_in(words: str) -> CounterExample:
    """A counter-example written in a cell: “words -> code”; after the last arrow nothing may stand.

    >>> counter_example_in("They are nice. -> warmth").code_as
    'warmth'
    """
    arrows = list(_ARROW.finditer(words))
    if not arrows:
        return CounterExample(text=words.strip())
    last = arrows[-1]
    return CounterExample(text=words[: last.start()].strip(), code_as=same_form(words[last.end() :]))


def _counter_in_words(counter: CounterExample) -> str:
    if counter.code_as:
        return f"{counter.text} -> {counter.code_as}"
    return f"{counter.text} ->" if _ARROW.search(counter.text) else counter.text


def _bulleted(lines: Iterable[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if line.startswith(_BULLET) or not items:
            items.append(line.removeprefix(_BULLET))
        else:
            items[-1] += "\n" + line.removeprefix("  ")
    return [item.strip() for item in items]
