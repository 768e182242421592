"""Paragraphs and tables of rich text (RTF)."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from qualcode.transcripts.written.paragraphs import Paragraph, Table
from qualcode.transcripts.written.rtf_state import SWITCHES, State, charset, code_page, wordless
from qualcode.transcripts.written.rtf_tokens import Brace, Sign, Token, Word

_CHARACTERS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_ENDS = frozenset(("par", "sect", "page"))
_ASIDE = {"footnote": "notes", "annotation": "comments", "shptxt": "boxes", "dptxbxtext": "boxes"}
_LEFT_OUT = frozenset(("listtext", "nonesttables", "pgdsctbl", "mmathPict", "objattph", "do"))
_HIGHEST = 9
_PLAIN = "cp1252"


@dataclass(slots=True)
class RtfBody:
    """Reads tokens and gives paragraphs and tables."""

    encoding: str = _PLAIN
    heading_styles: Mapping[int, int] = field(default_factory=dict)
    """Level of the heading that a style makes, by its number."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many notes, comments, boxes, hidden and deleted pieces were left out; senseless characters; a missing end."""
    _state: State = field(default_factory=State)
    _groups: list[State] = field(default_factory=list)
    _opened: bool = False
    """Whether the last token opened a group, so that a command names what it is for."""
    _fonts: dict[int, str] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _bold: int = 0
    _heading: int = 0
    _in_table: bool = False
    _standing_in: int = 0
    _cell: list[Paragraph] = field(default_factory=list)
    _row: list[tuple[Paragraph, ...]] = field(default_factory=list)
    _rows: list[tuple[tuple[Paragraph, ...], ...]] = field(default_factory=list)

    def blocks(self, tokens: Iterator[Token]) -> Iterator[Paragraph | Table]:
        """The paragraphs and tables of a document."""
        for token in tokens:
            if isinstance(token, bytes):
                self._take(token)
            elif isinstance(token, Brace):
                self._group(opens=token.opens)
            else:
                yield from self._command(token)
            self._opened = isinstance(token, Brace) and token.opens
        yield from self._end_of_paragraph()
        if self._cell or self._row:
            self._end_of_cell()
            self._end_of_row()
        yield from self._table()
        self.left_out["end"] += len(self._groups) > 0

    def _take(self, data: bytes) -> None:
        if self._standing_in:
            stands_in = min(self._standing_in, len(data))
            self._standing_in -= stands_in
            data = data[stands_in:]
        if not self._is_left_out(data):
            self._bytes += data

    def _is_left_out(self, words: bytes | str) -> bool:
        state = self._state
        if state.skipped:
            return True
        if (state.hidden or state.deleted) and words.strip():
            self.left_out["deleted" if state.deleted else "hidden"] += 1
        return state.hidden or state.deleted

    def _add(self, words: str) -> None:
        """Add characters that stand for themselves."""
        if self._is_left_out(words):
            return
        self._flush()
        self._append(words)

    def _flush(self) -> None:
        """Decode the bytes gathered so far."""
        if self._bytes:
            encoding = self._fonts.get(self._state.font or 0, self.encoding)
            words = bytes(self._bytes).decode(encoding, "replace")
            self.left_out["characters"] += words.count("\ufffd")
            self._bytes.clear()
            self._append(words)

    def _append(self, words: str) -> None:
        if self._bold == self._length and (self._state.bold or not words.strip()):
            self._bold += len(words)
        self._text.append(words)
        self._length += len(words)

    def _group(self, *, opens: bool) -> None:
        self._flush()
        self._standing_in = 0
        if opens:
            self._groups.append(self._state)
        elif self._groups:
            self._state = self._groups.pop()

    def _command(self, token: Word | Sign) -> Iterator[Paragraph | Table]:
        stands_in = self._standing_in and not (isinstance(token, Word) and token.name not in _CHARACTERS)
        self._standing_in = self._standing_in - 1 if stands_in else 0
        if stands_in:
            return
        if isinstance(token, Sign):
            yield from self._sign(token.character)
        elif token.name in _ENDS:
            if not self._state.skipped:
                yield from self._end_of_paragraph()
        elif token.name in _CHARACTERS:
            self._add(_CHARACTERS[token.name])
        elif token.name == "u" and token.number is not None:
            self._unicode(token.number)
        else:
            self._set(token.name, token.number)

    def _sign(self, character: str) -> Iterator[Paragraph | Table]:
        if character == "*" and self._opened:
            self._state = replace(self._state, skipped=True)
        elif character in "\r\n" and not self._state.skipped:
            yield from self._end_of_paragraph()
        elif character in _SIGNS:
            self._add(_SIGNS[character])

    def _unicode(self, number: int) -> None:
        code = number % 0x10000 if number < 0 else number
        self._add(chr(code) if code < 0x110000 else "\ufffd")
        self._standing_in = self._state.skip

    def _set(self, name: str, number: int | None) -> None:
        """Take over a command that says how something is, not what it says."""
        if self._state.skipped and not self._state.fonts:
            self._count_aside(name)
        elif name in _ASIDE or name in _LEFT_OUT or name in wordless():
            self._state = replace(self._state, skipped=True, fonts=name == "fonttbl")
            self._count_aside(name)
        elif name in _PARAGRAPH:
            _PARAGRAPH[name](self, number)
        elif name in SWITCHES:
            self._flush()
            self._state = SWITCHES[name](self._state, number)
            self._note_font(name, number)

    def _count_aside(self, name: str) -> None:
        if name in _ASIDE:
            self.left_out[_ASIDE[name]] += 1

    def _note_font(self, name: str, number: int | None) -> None:
        """In the list of fonts, which font writes in which code page."""
        font = self._state.font
        if not self._state.fonts or font is None:
            return
        page = charset(number) if name == "fcharset" else code_page(number) if name == "cpg" else None
        if page:
            self._fonts[font] = page

    def _code_page(self, number: int | None) -> None:
        self.encoding = code_page(number) or self.encoding

    def _mac(self, number: int | None) -> None:
        self.encoding = "mac_roman"

    def _plain_paragraph(self, number: int | None) -> None:
        self._in_table = False
        self._heading = 0

    def _style(self, number: int | None) -> None:
        self._heading = self.heading_styles.get(number or 0, 0)

    def _outline(self, number: int | None) -> None:
        self._heading = (number or 0) + 1 if 0 <= (number or 0) < _HIGHEST else 0

    def _within_table(self, number: int | None) -> None:
        self._in_table = True

    def _end_of_paragraph(self) -> Iterator[Paragraph | Table]:
        paragraph = self._paragraph()
        if self._in_table:
            self._cell.append(paragraph)
            return
        yield from self._table()
        yield paragraph

    def _paragraph(self) -> Paragraph:
        self._flush()
        text = _whole_characters("".join(self._text))
        paragraph = Paragraph(text, min(self._bold, len(text.rstrip())), self._heading)
        self._text.clear()
        self._length = self._bold = 0
        return paragraph

    def _end_of_cell(self, number: int | None = None) -> None:
        self._cell.append(self._paragraph())
        self._row.append(tuple(self._cell))
        self._cell.clear()

    def _end_of_inner_cell(self, number: int | None = None) -> None:
        """Cells of a table in a table become paragraphs of the cell around it."""
        self._cell.append(self._paragraph())

    def _end_of_row(self, number: int | None = None) -> None:
        if self._row:
            self._rows.append(tuple(self._row))
        self._row.clear()

    def _table(self) -> Iterator[Table]:
        """The table that ends here, if any."""
        if self._row:
            self._end_of_row()
        if self._rows:
            yield Table(tuple(self._rows))
            self._rows = []


_PARAGRAPH: dict[str, Callable[[RtfBody, int | None], None]] = {
    "ansicpg": RtfBody._code_page,
    "mac": RtfBody._mac,
    "pard": RtfBody._plain_paragraph,
    "s": RtfBody._style,
    "outlinelevel": RtfBody._outline,
    "intbl": RtfBody._within_table,
    "cell": RtfBody._end_of_cell,
    "nestcell": RtfBody._end_of_inner_cell,
    "row": RtfBody._end_of_row,
}


def _whole_characters(text: str) -> str:
    """Text in which two halves of a character (as Word writes emoji) are one; without zero bytes, which are no text."""
    text = text.replace("\x00", "")
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
