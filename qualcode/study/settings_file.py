"""project.yaml: written once by `init`, edited by hand, applied by `codebook update`."""

import json
from difflib import get_close_matches
from typing import Any

from qualcode.errors import ProblemsInFile
from qualcode.project.settings import MODES, POLICIES, Settings

_TEMPLATE = """\
# How this study is run. Edit by hand, then apply: qualcode codebook update

title: {title}
question: {question}

# codebook: a codebook that may grow, themes written by people (the usual case)
# content: fixed codes, counted; reflexive: themes by interpretation, agreement is not computed
mode: {mode}

# When the machine may show suggestions for an interview:
# after_document (once you have coded it through) or open (from the start)
suggestions: after_document

# Folder of a sentence-transformers model; leave empty for the one that comes with qualcode
encoder:

# Fewest people a group must have before a report to outsiders names it
k_anonymity: 3
"""
_CHOICES = {"mode": MODES, "suggestions": POLICIES}


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
    if not str(found.get("title") or "").strip():
        problems.insert(0, f"{name}:1: the study has no title")
    if problems:
        raise ProblemsInFile(
            f"{name} cannot be used:", problems, hint="Mend these lines, then: qualcode codebook update"
        )
    return Settings(**{str(key): _plain(str(key), value) for key, value in found.items()})


def _problem(key: str, value: Any) -> str | None:
    known = Settings.__slots__
    if key not in known:
        near = get_close_matches(key, known, n=1)
        return f"there is no setting “{key}”" + (
            f"; did you mean “{near[0]}”?" if near else f" (there are: {', '.join(known)})"
        )
    if (key, value) == ("suggestions", "after_question"):
        return "“after_question” will come with interview guides; use after_document or open"
    if key in _CHOICES and value not in _CHOICES[key]:
        return f"{key} cannot be “{value}”; it can be {', '.join(_CHOICES[key])}"
    if key == "k_anonymity" and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        return f"k_anonymity is a whole number from 1 on, not “{value}”"
    if key in {"title", "question", "encoder"} and not isinstance(value, str | None):
        return f"{key} is words; write it in quotation marks"
    return None


def _plain(key: str, value: Any) -> Any:
    if key == "encoder":
        return str(value) if value else None
    return int(value) if key == "k_anonymity" else str(value or "")
