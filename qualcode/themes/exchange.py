"""Themes as a YAML file that people write and read, and back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qualcode.errors import ProblemsInFile
from qualcode.model import Challenge

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node

STANCES = ("for", "against")
VERDICTS = ("revised", "bounded", "rejected", "nothing found")

_THEME = ("name", "idea", "boundary", "codes", "excerpts", "challenges")
_EXCERPT = ("document", "code", "words", "stance")
_CHALLENGE = ("query", "examined", "verdict", "note")
_TEXT, _WHOLE_NUMBER, _NOTHING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class ExcerptDraft:
    """An excerpt a theme rests on, as a file names it: by its words."""

    document: str
    """D03."""
    code: str
    words: str
    stance: str = "for"
    """for or against."""


@dataclass(frozen=True, slots=True)
class ThemeDraft:
    """A theme as a file gives it, before its excerpts are looked up in the project."""

    name: str
    idea: str
    boundary: str = ""
    codes: tuple[str, ...] = ()
    """Codes all of whose excerpts belong to the theme."""
    excerpts: tuple[ExcerptDraft, ...] = ()
    challenges: tuple[Challenge, ...] = ()


def read_themes(data: bytes, name: str) -> tuple[ThemeDraft, ...]:
    """The themes of a themes.yaml in their order; `name` is the file's, for messages.

    Raises ProblemsInFile with every problem of the file, each with its line and what to write instead.
    """
    reader = _Reader(name)
    themes = reader.read(data)
    if reader.problems:
        count = "One thing needs" if len(reader.problems) == 1 else f"{len(reader.problems)} things need"
        raise ProblemsInFile(
            f"{count} mending in {name}; no theme was read.", reader.problems, "Mend them and read the file again."
        )
    return themes


def write_themes(drafts: Sequence[ThemeDraft]) -> str:
    """The themes.yaml of these themes: `read_themes` gives the same ones back, whatever script or marks they hold."""
    from io import StringIO

    from ruamel.yaml import YAML

    def text(words: str) -> str:
        # Line ends and marks that YAML would fold or refuse are spelled out between double quotes.
        return words if words.isprintable() else _double_quoted(words)

    writer = YAML()
    writer.allow_unicode = True
    writer.width = 100_000
    writer.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    writer.dump({"themes": [_as_written(draft, text) for draft in drafts]}, out)
    return out.getvalue()


def _double_quoted(words: str) -> str:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    quoted: str = DoubleQuotedScalarString(words)
    return quoted


def _as_written(draft: ThemeDraft, text: Callable[[str], str]) -> dict[str, Any]:
    written: dict[str, Any] = {"name": text(draft.name), "idea": text(draft.idea)}
    if draft.boundary:
        written["boundary"] = text(draft.boundary)
    if draft.codes:
        written["codes"] = [text(code) for code in draft.codes]
    if draft.excerpts:
        written["excerpts"] = [
            {"document": text(one.document), "code": text(one.code), "words": text(one.words), "stance": one.stance}
            for one in draft.excerpts
        ]
    if draft.challenges:
        written["challenges"] = [
            {"query": text(one.query), "examined": one.examined, "verdict": one.verdict}
            | ({"note": text(one.note)} if one.note else {})
            for one in draft.challenges
        ]
    return written


class _Reader:
    """Walks the nodes of a file and keeps what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []

    def read(self, data: bytes) -> tuple[ThemeDraft, ...]:
        root = self._compose(data)
        if root is None:
            return ()
        fields = self._fields(root, ("themes",), "A themes file")
        if "themes" not in fields:
            if not self.problems:
                self._wrong(1, "the file has no themes; begin it with “themes:”")
            return ()
        themes = tuple(self._theme(node) for node in self._items(fields["themes"], "themes"))
        self._names_differ(fields["themes"], themes)
        return themes

    def _compose(self, data: bytes) -> "Node | None":
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self._wrong(line, "these bytes are not UTF-8; save the file as UTF-8")
            return None
        try:
            root: Node | None = YAML(typ="safe", pure=True).compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._wrong(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem or error.context}")
            return None
        except YAMLError:
            self._wrong(1, "this is not YAML; a character in it cannot be read")
            return None
        if root is None:
            self._wrong(1, "the file is empty; begin it with “themes:”")
        return root

    def _theme(self, node: "Node") -> ThemeDraft:
        fields = self._fields(node, _THEME, "A theme")
        if fields or self._is_mapping(node):
            for needed, what in (("name", "what you call it"), ("idea", "its central idea in a sentence or two")):
                if needed not in fields:
                    self._wrong_at(node, f"a theme has no {needed}; add “{needed}:” with {what}")
        return ThemeDraft(
            name=self._text(fields, "name", filled=True),
            idea=self._text(fields, "idea", filled=True),
            boundary=self._text(fields, "boundary"),
            codes=tuple(self._words(code, "a code") for code in self._items(fields.get("codes"), "codes")),
            excerpts=tuple(self._excerpt(one) for one in self._items(fields.get("excerpts"), "excerpts")),
            challenges=tuple(self._challenge(one) for one in self._items(fields.get("challenges"), "challenges")),
        )

    def _excerpt(self, node: "Node") -> ExcerptDraft:
        fields = self._fields(node, _EXCERPT, "An excerpt")
        self._needs(node, fields, ("document", "code", "words"), "an excerpt")
        return ExcerptDraft(
            document=self._text(fields, "document", filled=True),
            code=self._text(fields, "code", filled=True),
            words=self._text(fields, "words", filled=True),
            stance=self._one_of(fields, "stance", STANCES) or "for",
        )

    def _challenge(self, node: "Node") -> Challenge:
        fields = self._fields(node, _CHALLENGE, "A challenge")
        self._needs(node, fields, ("query", "examined", "verdict"), "a challenge")
        return Challenge(
            query=self._text(fields, "query", filled=True),
            examined=self._count(fields, "examined"),
            verdict=self._one_of(fields, "verdict", VERDICTS),
            note=self._text(fields, "note"),
        )

    def _fields(self, node: "Node", known: Sequence[str], what: str) -> "dict[str, Node]":
        if not self._is_mapping(node):
            self._wrong_at(node, f"{what.lower()} has keys and values here, such as “{known[0]}: …”")
            return {}
        found: dict[str, Node] = {}
        for key, value in _pairs(node):
            if not isinstance(key.value, str):
                self._wrong_at(key, f"{what.lower()} has a key here that is no word; {_nearest('', known)}")
            elif key.value not in known:
                self._wrong_at(key, f"{what.lower()} has no “{key.value}”; {_nearest(key.value, known)}")
            elif key.value in found:
                self._wrong_at(key, f"“{key.value}” stands here a second time; keep one")
            else:
                if value.tag == _NOTHING:
                    # What is not there has no place of its own: YAML puts it before the next thing.
                    value.start_mark = key.start_mark
                found[key.value] = value
        return found

    def _needs(self, node: "Node", fields: "dict[str, Node]", needed: Sequence[str], what: str) -> None:
        missing = [f"“{key}:”" for key in needed if key not in fields]
        if missing and self._is_mapping(node):
            self._wrong_at(node, f"{what} lacks {' and '.join(missing)}; add it")

    def _items(self, node: "Node | None", key: str) -> "list[Node]":
        from ruamel.yaml.nodes import SequenceNode

        if node is None or node.tag == _NOTHING:
            return []
        if not isinstance(node, SequenceNode):
            self._wrong_at(node, f"“{key}” is a list; begin each item on a line of its own with “- ”")
            return []
        return list(node.value)

    def _text(self, fields: "dict[str, Node]", key: str, filled: bool = False) -> str:
        node = fields.get(key)
        if node is None or (node.tag == _NOTHING and not filled):
            return ""
        words = self._words(node, f"“{key}”")
        if filled and not words.strip() and node.tag == _TEXT:
            self._wrong_at(node, f"“{key}” is empty; write it")
        return words

    def _words(self, node: "Node", what: str) -> str:
        if node.tag == _TEXT:
            return str(node.value)
        if node.tag == _NOTHING:
            self._wrong_at(node, f"{what} is empty; write it")
        else:
            shown = f": “{node.value}”" if isinstance(node.value, str) else ""
            self._wrong_at(node, f"{what} is text; put it in quotation marks{shown}")
        return ""

    def _count(self, fields: "dict[str, Node]", key: str) -> int:
        node = fields.get(key)
        if node is None:
            return 0
        digits = str(node.value)
        if node.tag != _WHOLE_NUMBER or not (digits.isascii() and digits.isdigit()):
            self._wrong_at(node, f"“{key}” is a whole number, how many passages were looked at: 34")
            return 0
        return int(digits)

    def _one_of(self, fields: "dict[str, Node]", key: str, allowed: Sequence[str]) -> str:
        node = fields.get(key)
        if node is None:
            return ""
        if node.tag != _TEXT or node.value not in allowed:
            shown = f"“{node.value}” is no {key}" if isinstance(node.value, str) else f"“{key}” is one word here"
            self._wrong_at(node, f"{shown}; {_nearest(str(node.value), allowed)}")
            return ""
        return str(node.value)

    def _names_differ(self, node: "Node", themes: Sequence[ThemeDraft]) -> None:
        first: dict[str, int] = {}
        for item, theme in zip(self._items(node, "themes") if themes else [], themes, strict=True):
            same = " ".join(theme.name.split()).casefold()
            if same and same in first:
                self._wrong_at(item, f"“{theme.name}” is the name of the theme at line {first[same]} too; rename one")
            first.setdefault(same, item.start_mark.line + 1)

    def _is_mapping(self, node: "Node") -> bool:
        from ruamel.yaml.nodes import MappingNode

        return isinstance(node, MappingNode)

    def _wrong_at(self, node: "Node", problem: str) -> None:
        self._wrong(node.start_mark.line + 1, problem)

    def _wrong(self, line: int, problem: str) -> None:
        self.problems.append(f"{self.name}:{line}: {problem}")


def _pairs(node: "MappingNode | Node") -> "Iterator[tuple[Any, Node]]":
    yield from node.value


def _nearest(written: str, allowed: Sequence[str]) -> str:
    near = get_close_matches(written.casefold().strip(), allowed, n=1, cutoff=0.5)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"use {', '.join(allowed[:-1])} or {allowed[-1]}" if len(allowed) > 1 else f"use {allowed[0]}"
