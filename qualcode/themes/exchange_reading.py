"""Reading themes.yaml: every problem with its line, and nothing read while there is one."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qualcode.errors import ProblemsInFile
from qualcode.model import MAIN_MAP, STANCES, STATUSES, VERDICTS, Challenge, TakenCluster
from qualcode.themes.drafts import ExcerptDraft, ThemeDraft

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node

_THEME = (
    "name",
    "idea",
    "boundary",
    "status",
    "part_of",
    "map",
    "codes",
    "clusters",
    "excerpts",
    "challenges",
)
_CLUSTER = ("published", "number")
_EXCERPT = ("document", "code", "words", "stance", "coder", "at")
_CHALLENGE = ("query", "searched", "examined", "verdict", "note")
_TEXT, _WHOLE_NUMBER, _NOTHING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:null"
_MOST_DIGITS = 18
_LOOKED_AT = "how many passages were looked at: 34"
_GONE_THROUGH = "how many passages the search went through: 210"


def read(data: bytes, name: str) -> tuple[ThemeDraft, ...]:
    """The themes of a file's bytes; ProblemsInFile with every problem."""
    reader = _Reader(name)
    themes = reader.read(data)
    if reader.problems:
        count = "One thing needs" if len(reader.problems) == 1 else f"{len(reader.problems)} things need"
        raise ProblemsInFile(
            f"{count} mending in {name}; no theme was read.", reader.problems, "Mend them and read the file again."
        )
    return themes


class _Reader:
    """Walks the nodes of a file and keeps what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []
        self._maps = {MAIN_MAP: MAIN_MAP}

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
        items = self._items(fields["themes"], "themes") if themes else []
        self._names_differ(items, themes)
        self._parts_fit(items, themes)
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
            status=self._one_of(fields, "status", STATUSES) or STATUSES[0],
            part_of=self._text(fields, "part_of", filled=True) if _given(fields, "part_of") else None,
            map=self._map(self._text(fields, "map", filled=True)) if _given(fields, "map") else MAIN_MAP,
            codes=tuple(self._words(code, "a code") for code in self._items(fields.get("codes"), "codes")),
            clusters=tuple(self._cluster(one) for one in self._items(fields.get("clusters"), "clusters")),
            excerpts=tuple(self._excerpt(one) for one in self._items(fields.get("excerpts"), "excerpts")),
            challenges=tuple(self._challenge(one) for one in self._items(fields.get("challenges"), "challenges")),
        )

    def _map(self, name: str) -> str:
        """One map however it is written: as it was the first time."""
        return self._maps.setdefault(_folded(name), name)

    def _excerpt(self, node: "Node") -> ExcerptDraft:
        fields = self._fields(node, _EXCERPT, "An excerpt")
        self._needs(node, fields, ("document", "code", "words"), "an excerpt")
        return ExcerptDraft(
            document=self._text(fields, "document", filled=True),
            code=self._text(fields, "code", filled=True),
            words=self._text(fields, "words", filled=True),
            stance=self._one_of(fields, "stance", STANCES) or "for",
            coder=self._text(fields, "coder"),
            at=self._text(fields, "at"),
        )

    def _cluster(self, node: "Node") -> TakenCluster:
        fields = self._fields(node, _CLUSTER, "A cluster")
        self._needs(node, fields, _CLUSTER, "a cluster")
        number = self._count(fields, "number", "the number of a cluster, as “themes discover” shows it: 3")
        return TakenCluster(self._text(fields, "published", filled=True), number)

    def _challenge(self, node: "Node") -> Challenge:
        fields = self._fields(node, _CHALLENGE, "A challenge")
        self._needs(node, fields, ("query", "examined", "verdict"), "a challenge")
        return Challenge(
            query=self._text(fields, "query", filled=True),
            searched=self._count(fields, "searched", _GONE_THROUGH) if _given(fields, "searched") else None,
            examined=self._count(fields, "examined", _LOOKED_AT),
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

    def _count(self, fields: "dict[str, Node]", key: str, what: str) -> int:
        node = fields.get(key)
        if node is None:
            return 0
        digits = str(node.value)
        if node.tag != _WHOLE_NUMBER or not (digits.isascii() and digits.isdigit()) or len(digits) > _MOST_DIGITS:
            self._wrong_at(node, f"“{key}” is a whole number, {what}")
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

    def _names_differ(self, items: "Sequence[Node]", themes: Sequence[ThemeDraft]) -> None:
        first: dict[tuple[str, str], int] = {}
        for item, theme in zip(items, themes, strict=True):
            same = (theme.map, _folded(theme.name))
            if same[1] and same in first:
                self._wrong_at(item, f"“{theme.name}” is the name of the theme at line {first[same]} too; rename one")
            first.setdefault(same, item.start_mark.line + 1)

    def _parts_fit(self, items: "Sequence[Node]", themes: Sequence[ThemeDraft]) -> None:
        whole = {(theme.map, theme.name): theme.part_of for theme in themes}
        for item, theme in zip(items, themes, strict=True):
            if not theme.part_of:
                continue
            if (theme.map, theme.part_of) not in whole:
                near = _nearest(theme.part_of, [name for map_, name in whole if map_ == theme.map])
                self._wrong_at(item, f"“{theme.name}” is part_of “{theme.part_of}”, which is no theme here; {near}")
                continue
            line = [theme.name]
            while (above := whole.get((theme.map, line[-1]))) and above not in line:
                line.append(above)
            if above == theme.name:
                self._wrong_at(item, f"“{theme.name}” is a part of itself: {' → '.join([*line[1:], theme.name])}")

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


def _given(fields: "dict[str, Node]", key: str) -> bool:
    return key in fields and fields[key].tag != _NOTHING


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
