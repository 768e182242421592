"""Paragraphs of a Word file as lines of a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.reports.content.blocks import Inline, Line, LineBreak, Proof, Words
from qualcode.reports.content.markers import read_markers
from qualcode.reports.content.reading_markdown import joined
from qualcode.reports.formats.word_marks import BOOKMARK, PROOF, REMARK, Mark
from qualcode.reports.formats.word_styles import ADDRESS, LINKED, TYPED
from qualcode.reports.verifying.from_word_styles import StylesRead, value_in
from qualcode.transcripts.xml_trees import kind, setting

_SETTINGS = frozenset(("rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "fldChar"))
LEFT_OUT = _SETTINGS | {"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "rt"}
"""Elements whose words nobody sees."""
_CHARACTERS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_OFF = frozenset(("0", "false", "off", "none"))
_PAGES = frozenset(("page", "column"))


@dataclass(frozen=True, slots=True)
class LineRead:
    """What a paragraph says, and the remarks that hang on it."""

    line: Line = ()
    remarks: tuple[Mark, ...] = ()

    def joined(self, other: "LineRead") -> "LineRead":
        """This and the next as one."""
        return LineRead(tuple(joined((*self.line, *other.line))), (*self.remarks, *other.remarks))


@dataclass(slots=True)
class _Collected:
    """What has been read of a paragraph so far."""

    inline: list[Inline] = field(default_factory=list)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    remarks: list[Mark] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    """Where the words of a link stand whose address has not come yet."""

    def say(self, one: Inline) -> None:
        self.settle()
        self.inline.append(one)

    def settle(self) -> None:
        """Take in the bookmarks at one place by their numbers, since programs turn their order round."""
        for _, mark in sorted(self.marks, key=lambda pair: pair[0]):
            if mark.kind == REMARK:
                self.remarks.append(mark)
            elif mark.kind == PROOF:
                self.inline += [Proof(marker.question) for marker in read_markers(mark.words)]
        self.marks = []


class Lines:
    """Reads the paragraphs of one file."""

    def __init__(self, styles: StylesRead, named: Mapping[str, Mark]) -> None:
        self._styles, self._named = styles, dict(named)

    def read(self, paragraph: Any) -> LineRead:
        """The line a paragraph shows, with the proofs at its bookmarks; each bookmark counts where it comes first."""
        found = _Collected()
        for node, run in _pieces(paragraph):
            match kind(node):
                case "bookmarkStart":
                    self._bookmark(node, found)
                case "br" | "cr" if setting(node, "type") not in _PAGES:
                    found.say(LineBreak())
                case "t" if node.text:
                    self._words(node.text, run, found)
                case other if other in _CHARACTERS:
                    self._words(_CHARACTERS[other], run, found)
        found.settle()
        return LineRead(tuple(joined(found.inline)), tuple(found.remarks))

    def goes_on(self, paragraph: Any) -> bool:
        """Whether a tracked deletion takes the end of the paragraph, so that the next one goes on with it."""
        return any(
            kind(mark) == "del"
            for settings in paragraph
            if kind(settings) == "pPr"
            for ends in settings
            if kind(ends) == "rPr"
            for mark in ends
        )

    def _bookmark(self, node: Any, found: _Collected) -> None:
        name = setting(node, "name") or ""
        # LibreOffice writes a bookmark in an empty paragraph twice.
        number, mark = BOOKMARK.fullmatch(name), self._named.pop(name, None)
        if number is not None and mark is not None:
            found.marks.append((int(number[1]), mark))

    def _words(self, text: str, run: Any, found: _Collected) -> None:
        settings = next((one for one in run if kind(one) == "rPr"), ()) if run is not None else ()
        style = self._styles.name(value_in(settings, "rStyle")).casefold()
        on = {kind(one) for one in settings if (setting(one, "val") or "").casefold() not in _OFF}
        if "vanish" in on:
            return
        words = Words(
            text,
            strong="b" in on or style == "strong",
            emphasis="i" in on or style == "emphasis",
            struck=bool(on & {"strike", "dstrike"}),
            literal=style == TYPED.casefold(),
        )
        if style == ADDRESS.casefold():
            self._address(words, found)
            return
        found.say(words)
        if style == LINKED.casefold():
            found.linked.append(len(found.inline) - 1)

    def _address(self, words: Words, found: _Collected) -> None:
        """Where the words before lead to, or, where there are none, words that lead to where they say."""
        if not found.linked:
            mail = "mailto:" if "@" in words.text and ":" not in words.text else ""
            found.say(replace(words, link=f"{mail}{words.text}"))
            return
        for place in found.linked:
            one = found.inline[place]
            if isinstance(one, Words):
                found.inline[place] = replace(one, link=words.text.removeprefix(" (").removesuffix(")"))
        found.linked = []


def as_it_stands(line: Line) -> str:
    """The words of a line that shows several lines as they were typed."""
    return "".join(one.text if isinstance(one, Words) else "\n" * isinstance(one, LineBreak) for one in line)


def _pieces(paragraph: Any) -> Iterator[tuple[Any, Any]]:
    """Every element of a paragraph that shows something or marks a place, each with the run it stands in."""
    levels: list[tuple[Iterator[Any], Any]] = [(iter(paragraph), None)]
    while levels:
        nodes, run = levels[-1]
        node = next(nodes, None)
        if node is None:
            levels.pop()
            continue
        yield node, run
        of = kind(node)
        if of not in LEFT_OUT and of != "txbxContent":
            levels.append((iter(node), node if of == "r" else run))
