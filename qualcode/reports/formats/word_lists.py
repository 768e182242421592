"""The numbering of lists: each numbered list has a definition of its own, which no program continues from another."""

from typing import Any

from qualcode.reports.formats.word_roles import LIST
from qualcode.reports.formats.word_styles import STEP
from qualcode.reports.formats.word_xml import element, inside, name

LEVELS = 9
"""Word’s lists are at most nine deep; what lies deeper is written as its ninth level."""
_BULLETS = ("•", "–", "▪")
_MOST = 32767


class Lists:
    """The lists of a document, as Word numbers them."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._definition = max(
            (int(one.get(name("abstractNumId"))) for one in root.iter(name("abstractNum"))), default=-1
        )
        self._number = max((int(one.get(name("numId"))) for one in root.iter(name("num"))), default=0)
        self._bulleted = (self._new(None, 0), self._new(None, 0))

    def bulleted(self, *, other: bool) -> int:
        """The number of a list of bullets; two that follow each other get different ones."""
        return self._bulleted[other]

    def numbered(self, begins: int, level: int) -> int:
        """The number of a new list that begins with a number, at a level counted from 0."""
        return self._new(min(begins, _MOST), level)

    def _new(self, begins: int | None, level: int) -> int:
        self._definition += 1
        self._number += 1
        defined = _definition(self._definition, begins, level)
        first_list = next(self._root.iterchildren(name("num")), None)
        if first_list is None:
            self._root.append(defined)
        else:  # Word wants every definition before the first list
            first_list.addprevious(defined)
        new = inside(self._root, "num", numId=str(self._number))
        inside(new, "abstractNumId", val=str(self._definition))
        return self._number


def _definition(number: int, begins: int | None, at: int) -> Any:
    """Levels of bullets, or of numbers of which one level starts elsewhere than at 1."""
    defined = element("abstractNum", abstractNumId=str(number))
    inside(defined, "multiLevelType", val="multilevel")
    for level in range(LEVELS):
        one = inside(defined, "lvl", ilvl=str(level))
        inside(one, "start", val=str(begins if begins is not None and level == at else 1))
        inside(one, "numFmt", val="bullet" if begins is None else "decimal")
        inside(one, "lvlText", val=_BULLETS[level % len(_BULLETS)] if begins is None else f"%{level + 1}.")
        inside(one, "lvlJc", val="left")
        left = STEP[LIST] * (level + 1)
        inside(inside(one, "pPr"), "ind", left=str(left), hanging=str(STEP[LIST]))
    return defined
