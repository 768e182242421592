"""What an event did to stories of value and to indicators, in plain words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from qualcode.project.changes import Change, Row
from qualcode.project.theme_sentences import Naming

_LONGEST = 60
_TOLD = {
    "title": "its title",
    "starting_point": "its starting point",
    "narrative": "whether it is an account",
    "reach": "whose value it tells of",
    "part_played": "the part played",
    "otherwise": "what would have happened anyway",
    "others": "what else contributed",
    "alternatives": "what else might explain it",
    "new_success": "what counts as success since",
    "may_be_shared": "whether it may be shared",
}


def _of(changes: Sequence[Change], relation: str) -> list[Change]:
    return [change for change in changes if change.relation == relation]


def _row(change: Change) -> Row:
    return change.after or change.before or {}


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    return f"“{flat}”" if len(flat) <= _LONGEST else f"“{flat[: _LONGEST - 1].rstrip()}…”"


def _whole(verb: str, changes: Sequence[Change], names: Naming) -> str:
    row = next((_row(one) for one in _of(changes, "value_stories")), {})
    steps = len(_of(changes, "story_steps"))
    told = f" ({steps} {'step' if steps == 1 else 'steps'})" if steps else ""
    who = names.of(row.get("participant"))
    return f"{verb} the story {row.get('label', '–')} of {who}: {_quoted(str(row.get('title', '')))}{told}"


def _story(changes: Sequence[Change], names: Naming) -> str:
    """Which story an event is about."""
    for change in changes:
        row = _row(change)
        if change.relation == "value_stories":
            return str(row["label"])
        if "story" in row:
            return names.of(row["story"])
        if "step" in row:
            return names.of(names.of(row["step"]))
    return "–"


def _edited(changes: Sequence[Change], names: Naming) -> str:
    fields = [
        what
        for change in _of(changes, "value_stories")
        for name, what in _TOLD.items()
        if (change.before or {}).get(name) != (change.after or {}).get(name)
    ]
    told = f": {', '.join(fields)}" if fields else ""
    return f"changed the story {_story(changes, names)}{told}"


def _step(changes: Sequence[Change], names: Naming) -> str:
    steps = _of(changes, "story_steps")
    for verb, chosen in (
        ("added a step to", [one for one in steps if one.before is None]),
        ("took a step out of", [one for one in steps if one.after is None]),
        ("changed a step of", steps),
    ):
        if chosen:
            row = _row(chosen[0])
            said = f" {_quoted(row['summary'])}" if row["summary"] else ""
            return f"{verb} the story {_story(changes, names)}: {names.of(row['code'])}{said}"
    return f"changed a step of the story {_story(changes, names)}"


def _link(changes: Sequence[Change], names: Naming) -> str:
    rows = [change.after for change in _of(changes, "story_steps") if change.after]
    told = rows[0]["link"] if rows and rows[0]["after"] else "none"
    return f"changed a link in the story {_story(changes, names)} ({told})"


def _below(what: str, relation: str, told_by: str) -> Callable[[Sequence[Change], Naming], str]:
    def sentence(changes: Sequence[Change], names: Naming) -> str:
        found = _of(changes, relation)
        verb = "took" if found and found[0].after is None else "added"
        way = "out of" if verb == "took" else "to"
        row = _row(found[0]) if found else {}
        value = row.get(told_by)
        named = names.of(value) if value and told_by in ("code", "document") else ""
        named = named if named not in ("", "–") else str(row.get("source", ""))
        return f"{verb} {what} {way} the story {_story(changes, names)}{f': {named}' if named else ''}"

    return sentence


def _taken_in(one: str, several: str, relation: str) -> Callable[[Sequence[Change], Naming], str]:
    def sentence(changes: Sequence[Change], names: Naming) -> str:
        rows = _of(changes, relation)
        counts = Counter("new" if change.before is None else "changed" for change in rows)
        told = ", ".join(f"{n} {what}" for what, n in sorted(counts.items(), reverse=True))
        return f"imported {one if len(rows) == 1 else several}{f': {told}' if told else ''}"

    return sentence


STORY_SENTENCES: Mapping[str, Callable[[Sequence[Change], Naming], str]] = {
    "story.add": lambda changes, names: _whole("put together", changes, names),
    "story.remove": lambda changes, names: _whole("removed", changes, names),
    "story.edit": _edited,
    "story.step": _step,
    "story.link": _link,
    "story.loop": _below("a loop", "story_loops", "code"),
    "story.source": _below("a source", "corroborations", "document"),
    "stories.import": _taken_in("a story", "stories", "value_stories"),
    "indicators.import": _taken_in("an indicator", "indicators", "indicators"),
    "indicator.remove": lambda changes, names: (
        f"removed the indicator {_quoted(str(_row(_of(changes, 'indicators')[0])['name']))}"
    ),
}
