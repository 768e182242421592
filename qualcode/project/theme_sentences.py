"""What an event did to themes, in plain words."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from qualcode.project.changes import Change, Row

_FIELDS = {"name": "name", "idea": "idea", "boundary": "boundary"}
_LONGEST = 60


class Naming(Protocol):
    """What people call the objects that events speak of."""

    def of(self, object_id: object) -> str:
        """The name of an object, or a dash where it has none."""
        ...


def _of(changes: Sequence[Change], relation: str) -> list[Change]:
    return [change for change in changes if change.relation == relation]


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    return f"“{flat}”" if len(flat) <= _LONGEST else f"“{flat[: _LONGEST - 1].rstrip()}…”"


def _themes(verb: str, changes: Sequence[Change]) -> str:
    named = [f"“{(change.after or change.before or {})['name']}”" for change in _of(changes, "themes")]
    return f"{verb} {', '.join(named) or 'themes'}"


def _gone(changes: Sequence[Change]) -> list[Change]:
    return [change for change in changes if change.after is None]


def _named(changes: Sequence[Change], names: Naming) -> str:
    rows = [change.after or {} for change in _of(changes, "themes")]
    (row,) = rows[:1] or [{}]
    told = f"named the theme {_quoted(str(row.get('name', '')))}{_in_map(row)}"
    return f"{told}: {_quoted(str(row.get('idea', '')))}"


def _in_map(row: Row) -> str:
    map_ = row.get("map", "main")
    return "" if map_ == "main" else f" in the map “{map_}”"


def _edited(changes: Sequence[Change], names: Naming) -> str:
    themes = _of(changes, "themes")
    row = (themes[0].after if themes else None) or {}
    name = (themes[0].before or row)["name"] if themes else _owner(changes, names)
    told = [*_words(themes, names), *_members(changes, names)]
    return f"changed the theme “{name}”" + (f": {'; '.join(told)}" if told else "")


def _owner(changes: Sequence[Change], names: Naming) -> str:
    return next((names.of(row["theme"]) for row in map(_row, changes) if "theme" in row), "–")


def _row(change: Change) -> Row:
    return change.after or change.before or {}


def _words(themes: Sequence[Change], names: Naming) -> list[str]:
    told = []
    for change in (one for one in themes if one.before and one.after):
        before, after = change.before or {}, change.after or {}
        told += [f"{what} to {_quoted(after[name])}" for name, what in _FIELDS.items() if before[name] != after[name]]
        if before["status"] != after["status"]:
            told.append(f"{before['status']} to {after['status']}")
        if before["parent"] != after["parent"]:
            part = f"a part of “{names.of(after['parent'])}”" if after["parent"] else "a part of none"
            told.append(part)
    return told


def _members(changes: Sequence[Change], names: Naming) -> list[str]:
    put: Counter[str] = Counter()
    for change in _of(changes, "evidence"):
        row = _row(change)
        put["out" if change.after is None else row["stance"]] += change.before is None or change.after != change.before
    told = [
        f"{n} {'excerpt' if n == 1 else 'excerpts'} {where}"
        for stance, where in (("for", "put to it"), ("against", "put against it"), ("out", "taken out"))
        if (n := put[stance])
    ]
    for change in _of(changes, "theme_codes"):
        told.append(f"{names.of(_row(change)['code'])} {'taken out' if change.after is None else 'put to it'}")
    told += [f"cluster {_row(change)['number']} taken in" for change in _of(changes, "theme_clusters") if change.after]
    return told


def _merged(changes: Sequence[Change], names: Naming) -> str:
    gone = [f"“{(change.before or {})['name']}”" for change in _of(changes, "themes") if change.after is None]
    into = next((names.of(_row(change)["object"]) for change in _of(changes, "memos") if change.before is None), "–")
    return f"merged the {'theme' if len(gone) == 1 else 'themes'} {', '.join(gone)} into “{into}”"


def _split(changes: Sequence[Change], names: Naming) -> str:
    new = next((change for change in _of(changes, "themes") if change.before is None), None)
    row: Row = _row(new) if new else {}
    took = [change for change in changes if change.before is None and _row(change).get("theme") == row.get("id")]
    left = [change for change in changes if change.after is None and "theme" in _row(change)]
    source = names.of(_row(left[0])["theme"]) if left else "–"
    return f"split the theme “{source}”: “{row.get('name', '–')}” {_took(took, names)}".rstrip()


def _took(took: Sequence[Change], names: Naming) -> str:
    excerpts = len(_of(took, "evidence"))
    codes = [names.of(_row(change)["code"]) for change in _of(took, "theme_codes")]
    told = [*([f"{excerpts} {'excerpt' if excerpts == 1 else 'excerpts'}"] if excerpts else []), *codes]
    return f"took {', '.join(told)}" if told else ""


def _moved(changes: Sequence[Change], names: Naming) -> str:
    themes = [change for change in _of(changes, "themes") if change.before and change.after]
    over = [change for change in themes if (change.before or {})["map"] != (change.after or {})["map"]]
    if over:
        return f"{_themes('moved', over)} to the map “{_row(over[0])['map']}”"
    took = [change for change in changes if change.before is None and "theme" in _row(change)]
    left = [change for change in changes if change.after is None and "theme" in _row(change)]
    target = names.of(_row(took[0])["theme"]) if took else next((_parent(one, names) for one in themes), "–")
    source = f" out of “{names.of(_row(left[0])['theme'])}”" if left else ""
    parts = [f"“{_row(change)['name']}”" for change in themes]
    told = ", ".join([one for one in (_took(took, names).removeprefix("took "), *parts) if one])
    return f"moved {told or 'what belongs to a theme'}{source} to “{target}”"


def _parent(change: Change, names: Naming) -> str:
    return names.of(_row(change)["parent"])


def _map(changes: Sequence[Change], names: Naming) -> str:
    new = [change for change in _of(changes, "themes") if change.before is None]
    if new:
        return f"began the theme map “{_row(new[0])['map']}” with {len(new)} {'theme' if len(new) == 1 else 'themes'}"
    renamed = {((one.before or {})["map"], (one.after or {})["map"]) for one in _of(changes, "themes")}
    told = [f"“{before}” to “{after}”" for before, after in sorted(renamed)]
    return f"renamed the theme {'map' if len(told) == 1 else 'maps'} {', '.join(told)}"


def _searched(changes: Sequence[Change], names: Naming) -> str:
    new = next((_row(change) for change in _of(changes, "challenges") if change.before is None), {})
    found = sum(change.before is None for change in _of(changes, "finds"))
    passages = f"{found} {'passage' if found == 1 else 'passages'}"
    return f"looked for what speaks against “{names.of(new.get('theme'))}”: {passages} to look at"


def _decided(changes: Sequence[Change], names: Naming) -> str:
    row = next((_row(change) for change in _of(changes, "challenges")), {})
    examined = row.get("examined", 0)
    told = f"said what the search against “{names.of(row.get('theme'))}” came to: {row.get('verdict', '')}"
    told += f" ({examined} {'passage' if examined == 1 else 'passages'} examined)"
    put = len(_of(changes, "evidence"))
    return told + (f"; {put} {'excerpt' if put == 1 else 'excerpts'} put against it" if put else "")


def _quotes(verb: str, changes: Sequence[Change], names: Naming) -> str:
    """What was chosen to be quoted; the words are not told, since somebody may be coding their interview blind."""
    taken_back = verb == "took back"
    rows = [_row(one) for one in _of(changes, "quote_choices") if (one.after is None) == taken_back]
    number = len({row["coding"] for row in rows})
    for_whom = f" (for the {rows[0]['audience']})" if rows and rows[0]["audience"] else ""
    quotes = f"{number} {'quote' if number == 1 else 'quotes'}"
    if taken_back:
        return f"left {quotes} of “{_owner(changes, names)}” to the rule again{for_whom}"
    return f"{verb} {quotes} of “{_owner(changes, names)}”{for_whom}"


THEME_SENTENCES: dict[str, Callable[[Sequence[Change], Naming], str]] = {
    "themes.name": _named,
    "themes.edit": _edited,
    "themes.merge": _merged,
    "themes.split": _split,
    "themes.move": _moved,
    "themes.map": _map,
    "themes.search": _searched,
    "themes.verdict": _decided,
    "themes.import": lambda changes, names: _themes("imported the themes", changes),
    "quotes.keep": lambda changes, names: _quotes("kept", changes, names),
    "quotes.drop": lambda changes, names: _quotes("dropped", changes, names),
    "quotes.reset": lambda changes, names: _quotes("took back", changes, names),
    "quotes.order": lambda changes, names: _quotes("put in order", changes, names),
    "quotes.trim": lambda changes, names: _quotes("trimmed", changes, names),
    "themes.remove": lambda changes, names: _themes("removed the theme", _gone(changes)),
}
