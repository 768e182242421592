"""stories.yaml as text: written the same way every time, read with the line of everything that is wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

_STORY: Mapping[str, Any] = {
    "id": "",
    "participant": "",
    "title": "",
    "starting_point": "",
    "narrative": "",
    "reach": "",
    "part_played": "",
    "otherwise": "",
    "others": "",
    "alternatives": "",
    "new_success": "",
    "may_be_shared": False,
    "steps": [],
    "sources": [],
}
"""The keys of a story, each with what stands for it where it is left out; so for what lies below it."""
_STEP: Mapping[str, Any] = {
    "code": "",
    "summary": "",
    "narrative": "",
    "after": None,
    "link": "",
    "excerpts": [],
    "indicators": [],
    "loops": [],
}
_BELOW: Mapping[str, Mapping[str, Any]] = {
    "excerpts": {"document": "", "code": "", "words": "", "coder": "", "at": ""},
    "loops": {"to": "", "note": ""},
    "sources": {"document": "", "source": "", "supports": "yes", "note": ""},
    "steps": _STEP,
}
_NEEDED = {
    "story": ("participant", "title"),
    "steps": ("code",),
    "excerpts": ("document", "code", "words"),
    "loops": ("to",),
    "sources": (),
}


def write_stories(stories: Sequence[Mapping[str, Any]]) -> str:
    """The file of some stories; reading it gives them back, whatever script or marks they hold."""
    from io import StringIO

    from ruamel.yaml import YAML

    writer = YAML()
    writer.allow_unicode = True
    writer.width = 100_000
    writer.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    writer.dump({"stories": [_spelled(one) for one in stories]}, out)
    return out.getvalue()


class StoryReader:
    """Reads a stories file, and keeps what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []

    def read(self, data: bytes) -> list[tuple[int, dict[str, Any]]]:
        """Each story with its line and every key filled; of use only where there is no problem."""
        from ruamel.yaml.comments import CommentedMap

        root = self._loaded(data)
        if self.problems:
            return []
        if not isinstance(root, CommentedMap) or list(root) != ["stories"]:
            self.wrong(1, "a file of stories begins with “stories:”, and holds nothing else beside it")
            return []
        return [
            (line, self._filled("story", one, line, _STORY)) for line, one in self._items(root["stories"], "stories", 1)
        ]

    def wrong(self, line: int, problem: str) -> None:
        """Keep a problem."""
        self.problems.append(f"{self.name}:{line}: {problem}")

    def _loaded(self, data: bytes) -> Any:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            return YAML(typ="rt").load(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            self.wrong(data[: error.start].count(b"\n") + 1, "these bytes are not UTF-8; save the file as UTF-8")
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.wrong(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem or error.context}")
        except (YAMLError, ValueError, RecursionError):
            self.wrong(1, "this is not YAML; something in it cannot be read")
        return None

    def _items(self, given: Any, key: str, line: int) -> list[tuple[int, Any]]:
        from ruamel.yaml.comments import CommentedSeq

        if given is None:
            return []
        if not isinstance(given, CommentedSeq):
            self.wrong(line, f"“{key}” is a list; begin each item on a line of its own with “- ”")
            return []
        return [(given.lc.item(place)[0] + 1, one) for place, one in enumerate(given)]

    def _filled(self, what: str, given: Any, line: int, known: Mapping[str, Any]) -> dict[str, Any]:
        from ruamel.yaml.comments import CommentedMap

        filled = {key: list(usual) if isinstance(usual, list) else usual for key, usual in known.items()}
        if not isinstance(given, CommentedMap):
            self.wrong(line, f"keys and values stand here, such as “{next(iter(known))}: …”")
            return filled
        for key in given:
            here = given.lc.key(key)[0] + 1
            if key not in known:
                self.wrong(here, f"there is no “{key}” here (there are: {', '.join(known)})")
            elif given[key] is not None:
                filled[key] = self._value(key, given[key], here, known[key])
        missing = [f"“{key}:”" for key in _NEEDED[what] if not str(filled[key]).strip()]
        if missing:
            self.wrong(line, f"{' and '.join(missing)} is missing")
        return filled

    def _value(self, key: str, given: Any, line: int, usual: Any) -> Any:
        if isinstance(usual, bool):
            if not isinstance(given, int) or given not in (0, 1):
                self.wrong(line, f"“{key}” is true or false")
            return bool(given)
        if key == "after":
            if isinstance(given, bool) or not isinstance(given, int):
                self.wrong(line, "“after” is the number of an earlier step of the story")
                return None
            return int(given)
        if isinstance(usual, list):
            items = self._items(given, key, line)
            if key in _BELOW:
                return [self._filled(key, one, at, _BELOW[key]) for at, one in items]
            return [self._text(key, one, at) for at, one in items]
        return self._text(key, given, line)

    def _text(self, key: str, given: Any, line: int) -> str:
        if not isinstance(given, str):
            self.wrong(line, f"“{key}” is text; put it in quotation marks: “{given}”")
            return ""
        return str(given)


def _spelled(value: Any) -> Any:
    """Line ends and marks that YAML would fold or refuse are spelled out between double quotes."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, str):
        return value if value.isprintable() else DoubleQuotedScalarString(value)
    if isinstance(value, Mapping):
        return {key: _spelled(one) for key, one in value.items()}
    return [_spelled(one) for one in value] if isinstance(value, list) else value
