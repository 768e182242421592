"""project.yaml: written once by `init`, edited by hand, applied by `codebook update`."""

import json
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from qualcode.analysis.amounts import LEXICONS
from qualcode.errors import ProblemsInFile
from qualcode.project.settings import LANGUAGES, MODES, POLICIES, WITHHELD, Settings
from qualcode.study.amounts_setting import amount_problems, read_amounts

_TEMPLATE = """\
# How this study is run. Edit by hand, then apply: qualcode codebook update

title: {title}
question: {question}

# codebook: a codebook that may grow, themes written by people (the usual case)
# content: fixed codes, counted; reflexive: themes by interpretation, agreement is not computed
mode: {mode}

# When the machine may show suggestions for an interview: after_document (once you have coded it through),
# after_question (for an answer once you have read on past it and coded there or further on) or open (from the start)
suggestions: after_document

# true: about one suggestion in twenty is a decoy that is known to fit badly, to see how readily any are accepted; what
# comes of one is taken back at the end of the sitting, and you are told. Only where every coder has agreed to it.
decoys: false

# true: about one passage in seven comes without its suggestion, to be read again plainly, to see what the suggestions
# themselves do to the coding; or another share, such as 0.2
withheld: false

# What compares meanings: empty for the language model that comes with qualcode, packaged int8 for its quicker and
# rougher form, words to go without a model, or the folder of another sentence-transformers model
encoder:

# Fewest people a group must have before a report to outsiders names it
k_anonymity: 3

# Language of the headings that reports add: en, de, fr or es
language: en

# What words such as “most” stand for when a memo is verified: house (a few up to 0.15 of the people, some below 0.4,
# about half up to 0.6, most below 0.85, nearly all below all), cqr (general, typical, variant, rare) or your own:
# amounts:
#   a few: [0, 0.2]
#   some: [0.2, 0.5]
#   most: [0.5, 1]
amounts: house

# What participants.csv says of people is text, unless its type stands here: text, number, date, or levels in order
# attributes:
#   years: number
#   start: date
#   level: [elementary, middle, high]
"""
TYPES = ("text", "number", "date")
TAKEN = ("file", "part", "label", "id", "participant", "title", "source", "date", "wave", "cases", "consent")
"""Columns of participants.csv that mean something of their own."""
MOST_WITHHELD = 0.5
"""Half of what is offered: with more, there is less left to compare with than to compare."""
_CHOICES = {"mode": MODES, "suggestions": POLICIES, "language": LANGUAGES}


def write_settings(title: str, question: str, mode: str) -> str:
    """The text of a new project.yaml."""
    return _TEMPLATE.format(
        title=json.dumps(title, ensure_ascii=False), question=json.dumps(question, ensure_ascii=False), mode=mode
    )


def read_settings(data: bytes) -> Settings:
    """What a project.yaml says; ProblemsInFile with all that is wrong."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.error import YAMLError

    name = "project.yaml"
    try:
        found = YAML(typ="rt").load(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProblemsInFile(f"{name} cannot be used:", [f"{name}: it is not UTF-8 ({error.reason})"]) from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it is no YAML"
        raise ProblemsInFile(f"{name} cannot be used:", [f"{name}{line}: {problem}"]) from error
    if not isinstance(found, CommentedMap):
        raise ProblemsInFile(f"{name} cannot be used:", [f"{name}:1: it needs lines such as “title: My study”"])
    problems = [
        f"{name}:{found.lc.key(key)[0] + 1}: {problem}"
        for key, value in found.items()
        if (problem := _problem(str(key), value))
    ]
    problems += [f"{name}:{line}: {problem}" for line, problem in _attribute_problems(found.get("attributes"))]
    problems += [f"{name}:{line}: {problem}" for line, problem in amount_problems(found.get("amounts"))]
    if not str(found.get("title") or "").strip():
        problems.insert(0, f"{name}:1: the study has no title")
    if problems:
        raise ProblemsInFile(
            f"{name} cannot be used:", problems, hint="Mend these lines, then: qualcode codebook update"
        )
    return Settings(**{str(key): _plain(str(key), value) for key, value in found.items()})


def told_of_settings(before: Settings, after: Settings) -> str:
    """Which settings differ, short ones with what they were and are now.

    >>> told_of_settings(Settings("A study", decoys=True), Settings("A study", k_anonymity=5, language="de"))
    'decoys true → false, k_anonymity 3 → 5, language en → de'
    """
    changed = []
    for name in Settings.__slots__:
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        short = name in _CHOICES or isinstance(now, bool | int | float)
        changed.append(f"{name} {_told(was)} → {_told(now)}" if short else name)
    return ", ".join(changed)


def _told(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _problem(key: str, value: Any) -> str | None:
    known = Settings.__slots__
    if key not in known:
        near = get_close_matches(key, known, n=1)
        return f"there is no setting “{key}”" + (
            f"; did you mean “{near[0]}”?" if near else f" (there are: {', '.join(known)})"
        )
    if key in _CHOICES:
        return _choice_problem(key, value)
    holds, told = _KINDS[key]
    return None if holds(value) else told.format(key=key, value=value)


def _choice_problem(key: str, value: Any) -> str | None:
    return None if value in _CHOICES[key] else f"{key} cannot be “{value}”; it can be {', '.join(_CHOICES[key])}"


def _is_share(value: Any) -> bool:
    return value is True or (isinstance(value, bool | int | float | None) and 0 <= (value or 0) <= MOST_WITHHELD)


_WORDS = (lambda value: isinstance(value, str | None), "{key} is words; write it in quotation marks")
_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "title": _WORDS,
    "question": _WORDS,
    "encoder": (_WORDS[0], "encoder is empty, packaged int8, words or the folder of a model, not “{value}”"),
    "decoys": (lambda value: isinstance(value, bool | None), "decoys are true or false, not “{value}”"),
    "withheld": (
        _is_share,
        f"withheld is true, false or a share up to {MOST_WITHHELD}, such as {WITHHELD}; not “{{value}}”",
    ),
    "k_anonymity": (
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 1,
        "k_anonymity is a whole number from 1 on, not “{value}”",
    ),
    "amounts": (
        lambda value: isinstance(value, dict | None) or (isinstance(value, str) and value in LEXICONS),
        f"amounts are {', '.join(LEXICONS)}, or lines such as “most: [0.5, 1]” below it; not “{{value}}”",
    ),
    "attributes": (
        lambda value: isinstance(value, dict | None),
        "attributes are lines such as “years: number” below it",
    ),
}
"""What the value of a setting has to be, and what is said where it is not."""


def _attribute_problems(given: Any) -> Iterator[tuple[int, str]]:
    """What is wrong with the types of attributes, each with its line."""
    seen = set[str]()
    for attribute, type_ in given.items() if isinstance(given, dict) else ():
        line, name = given.lc.key(attribute)[0] + 1, _folded(attribute)
        if not name or re.search(r"[=<>!;]", name):
            yield line, f"“{attribute}” is no name for an attribute; it is words without = < > ! ;"
        elif name in TAKEN:
            yield line, f"“{attribute}” is a column of its own and needs no type"
        elif name in seen:
            yield line, f"“{attribute}” stands here twice"
        seen.add(name)
        problem = _type_problem(type_)
        if problem:
            yield line, f"{attribute}: {problem}"


def _type_problem(given: Any) -> str | None:
    if isinstance(given, list):
        levels = [_folded(level) for level in given]
        if len(levels) < 2 or "" in levels:
            return "levels are a list of two words or more, from the lowest to the highest"
        doubled = next((level for level in levels if levels.count(level) > 1), None)
        return f"the level “{doubled}” stands twice" if doubled else None
    if given in TYPES:
        return None
    near = get_close_matches(str(given), TYPES, n=1)
    return f"there is no type “{given}”" + (
        f"; did you mean “{near[0]}”?" if near else f"; there are {', '.join(TYPES)}, or a list of levels"
    )


def _folded(name: object) -> str:
    return " ".join(str(name).split()).casefold() if isinstance(name, str | int | float) else ""


def _plain(key: str, value: Any) -> Any:
    if key == "attributes":
        return {
            _folded(name): tuple(str(level).strip() for level in type_) if isinstance(type_, list) else str(type_)
            for name, type_ in (value or {}).items()
        }
    if key == "amounts":
        return read_amounts(value)
    if key == "encoder":
        return str(value) if value else None
    if key == "decoys":
        return bool(value)
    if key == "withheld":
        return WITHHELD if value is True else float(value or 0)
    return int(value) if key == "k_anonymity" else str(value or "")
