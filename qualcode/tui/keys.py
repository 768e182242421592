"""The keys of the screens, in one table from which bindings, footers, help and documentation are made."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """What one key does on a screen."""

    keys: tuple[str, ...]
    """As the terminal names them; the first is the one that is shown."""
    action: str
    short: str
    """One or two words, for the footer."""
    explained: str
    """For the help."""
    group: str = ""
    """Heading in the help."""

    @property
    def shown(self) -> str:
        """The key as people read it."""
        return _SHOWN.get(self.keys[0], self.keys[0])

    @property
    def all_shown(self) -> str:
        """Every key that does it."""
        return " ".join(dict.fromkeys(_SHOWN.get(key, key) for key in self.keys))


_SHOWN = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "shift+down": "⇧↓",
    "shift+up": "⇧↑",
    "shift+left": "⇧←",
    "shift+right": "⇧→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "full_stop": ".",
    "asterisk": "*",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "plus": "+",
    "minus": "-",
    "f1": "F1",
    "ctrl+r": "Ctrl-R",
    "ctrl+c": "Ctrl-C",
    "ctrl+s": "Ctrl-S",
}

READ, SELECT, CODE, CHANGE, FIND, DONE = "Read", "Select", "Code", "Change", "Find", "Finish"

CODING_KEYS: tuple[Key, ...] = (
    Key(("down", "j"), "sentence(1)", "next", "The next sentence", READ),
    Key(("up", "k"), "sentence(-1)", "previous", "The sentence before", READ),
    Key(("right_square_bracket", "J"), "turn(1)", "next turn", "The next turn", READ),
    Key(("left_square_bracket", "K"), "turn(-1)", "turn before", "The turn before", READ),
    Key(("pagedown",), "leaf(1)", "page down", "A screen on", READ),
    Key(("pageup",), "leaf(-1)", "page up", "A screen back", READ),
    Key(("home",), "first", "start", "The start of the interview", READ),
    Key(("end",), "last", "end", "The end of the interview", READ),
    Key(("p",), "play", "play", "Play the recording from this turn, in your own player", READ),
    Key(("shift+down", "plus"), "grow(1)", "grow", "Take in the next sentence", SELECT),
    Key(("shift+up", "minus"), "grow(-1)", "shrink", "Leave out the last sentence", SELECT),
    Key(("right", "l"), "edge('end',1)", "end on", "The end, a word on", SELECT),
    Key(("left", "h"), "edge('end',-1)", "end back", "The end, a word back", SELECT),
    Key(("shift+right", "L"), "edge('start',1)", "start on", "The start, a word on", SELECT),
    Key(("shift+left", "H"), "edge('start',-1)", "start back", "The start, a word back", SELECT),
    Key(("greater_than_sign",), "letter('end',1)", "letter on", "The end, a letter on", SELECT),
    Key(("less_than_sign",), "letter('end',-1)", "letter back", "The end, a letter back", SELECT),
    Key(("t",), "whole_turn", "whole turn", "The whole turn", SELECT),
    Key(("enter", "c"), "code", "code", "Give these words a code: type any part of its name", CODE),
    Key(("1",), "recent(1)", "recent", "1 to 9: the code of that number below", CODE),
    Key(("full_stop",), "repeat", "again", "The last code again", CODE),
    Key(("i",), "in_vivo", "in vivo", "A new code named by these words", CODE),
    Key(("asterisk",), "star", "star", "Star the excerpt as quotable, or take the star away", CODE),
    Key(("r",), "recode", "other code", "Another code, modifiers or memo for the coding here", CHANGE),
    Key(("b",), "edges", "new edges", "Let the coding here cover the words selected", CHANGE),
    Key(("m",), "memo", "memo", "A memo on the coding here, else on the interview", CHANGE),
    Key(("d", "delete"), "remove", "delete", "Delete the coding here", CHANGE),
    Key(("u",), "undo", "undo", "Take your last change back", CHANGE),
    Key(("ctrl+r",), "redo", "redo", "Bring it back", CHANGE),
    Key(("e",), "correct", "mend words", "Correct misheard words; the codings move along", CHANGE),
    Key(("o",), "original", "original", "The words as they were before corrections", CHANGE),
    Key(("slash",), "find", "find", "Find words here", FIND),
    Key(("n",), "found(1)", "next found", "The next place found", FIND),
    Key(("N",), "found(-1)", "found before", "The place found before", FIND),
    Key(("s",), "search", "search all", "Find words in all interviews", FIND),
    Key(("x",), "coded(1)", "next coded", "The next coded words", FIND),
    Key(("X",), "coded(-1)", "coded before", "The coded words before", FIND),
    Key(("w",), "uncoded(1)", "next uncoded", "The next turn without a code", FIND),
    Key(("W",), "uncoded(-1)", "uncoded before", "The turn without a code before", FIND),
    Key(("y",), "next_memo(1)", "next memo", "The next coding with a memo", FIND),
    Key(("colon",), "jump", "turn …", "A turn by its number", FIND),
    Key(("g",), "documents", "interviews", "Another interview", FIND),
    Key(("f",), "finish", "finish", "This interview is coded once through: look back, write a memo", DONE),
    Key(("v",), "review", "review", "Passages to look at again, once the interview is finished", DONE),
    Key(("V",), "margin", "margin", "Suggestions in the margin of a finished interview: off, or on again", DONE),
    Key(("question_mark", "f1"), "help", "help", "These keys", DONE),
    Key(("q",), "leave", "leave", "Leave; everything is kept already", DONE),
)

LIST_KEYS: tuple[Key, ...] = (
    Key(("enter",), "open", "open", "Open the interview"),
    Key(("down", "j"), "down", "next", "The next interview"),
    Key(("up", "k"), "up", "previous", "The interview before"),
    Key(("s",), "search", "search all", "Find words in all interviews"),
    Key(("question_mark", "f1"), "help", "help", "These keys"),
    Key(("q",), "leave", "leave", "Leave; everything is kept already"),
)

REVIEW_KEYS: tuple[Key, ...] = (
    Key(("a",), "accept", "accept", "Yes: code these words so"),
    Key(("w",), "words", "other words", "The code fits other words: select them"),
    Key(
        ("c",), "choose", "other code", "The words bear another code; where no code is suggested, the codes that apply"
    ),
    Key(("r",), "refuse", "reject", "No, and why: wrong code, wrong words, out of context, not relevant"),
    Key(("i",), "why", "why", "The whole definition, and all that is known for and against"),
    Key(("0",), "none", "none of these", "None of the suggestions on this page fits"),
    Key(("x",), "nothing", "nothing applies", "Where no code is suggested: no code applies"),
    Key(("s", "space"), "skip", "skip", "Decide later"),
    Key(("u",), "undo", "undo", "Take your last decision back"),
    Key(("question_mark", "f1"), "help", "help", "These keys"),
    Key(("q", "escape"), "leave", "leave", "Leave; what was decided is kept"),
)
READ_AGAIN_KEYS: tuple[Key, ...] = (
    Key(("c",), "choose", "choose codes", "The codes that apply"),
    *(key for key in REVIEW_KEYS if key.action in ("nothing", "skip", "undo", "leave")),
)
"""What the bottom line names where no code is suggested."""
SUGGESTION_KEYS: tuple[Key, ...] = tuple(key for key in REVIEW_KEYS if key.action not in ("nothing", "help"))
"""What it names where one is."""


def keys_of(group: str) -> tuple[Key, ...]:
    """The coding screen’s keys of one group, for screens that share them."""
    return tuple(key for key in CODING_KEYS if key.group == group)


def bindings(keys: Sequence[Key]) -> list[BindingType]:
    """The bindings of a screen, none of them shown by Textual's own footer; “1” stands for all nine digits."""
    found: list[BindingType] = [Binding(",".join(key.keys), key.action, key.short, show=False) for key in keys]
    digits = any(key.action == "recent(1)" for key in keys)
    return found + [Binding(str(n), f"recent({n})", show=False) for n in range(2, 10) if digits]


def help_text(keys: Sequence[Key]) -> str:
    """All keys in groups, one on a line, in fewer than 78 columns."""
    lines: list[str] = []
    group = ""
    for key in keys:
        if key.group != group:
            group = key.group
            lines += ["", group] if lines else [group]
        lines.append(f"  {key.all_shown:<9} {key.explained}")
    return "\n".join(lines)
