"""The interview guide: which questions were asked where, and what they gave a chance to say."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project

_KEYS = ("words", "gives_chance_for", "asked_in")


def import_guide(project: Project, coder: str, path: Path) -> dict[str, frozenset[str]]:
    """Record, from a guide.yaml, for which codes each interview gave its participants a chance.

    Each question names its words, the codes it gives a chance for, and the interviews it was asked in (all, where it
    names none). Gives back the codes by document; raises ProblemsInFile with all that is wrong.
    """
    problems: list[str] = []
    questions = _questions(path, problems)
    documents = project.documents.ids()
    asked: dict[str, set[str]] = {document: set() for document in documents}
    for number, question in enumerate(questions, start=1):
        where = f"{path.name}, question {number}"
        codes = [
            code
            for name in _listed(question, "gives_chance_for", where, problems)
            if (code := _code(project, name, where, problems))
        ]
        for document in _asked_in(question, documents, where, problems):
            asked[document].update(codes)
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint="Mend these; nothing was recorded.")
    project.documents.set_asked(coder, asked)
    return {document: frozenset(codes) for document, codes in asked.items()}


def _questions(path: Path, problems: list[str]) -> list[Mapping[str, Any]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        found = YAML(typ="safe").load(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    except (UnicodeDecodeError, YAMLError) as error:
        raise QualcodeError(
            f"{path.name} is no YAML: {str(error).splitlines()[0]}.",
            hint="Its form: “questions:”, then items with words, gives_chance_for and asked_in.",
        ) from error
    listed = found.get("questions") if isinstance(found, dict) else None
    if not isinstance(listed, list) or not listed:
        raise QualcodeError(
            f"{path.name} has no list of questions.", hint="It begins with “questions:”, then one item each."
        )
    for number, question in enumerate(listed, start=1):
        keys = question if isinstance(question, dict) else {}
        problems += [f"{path.name}, question {number}: {_unknown(str(key))}" for key in keys if key not in _KEYS]
        if not isinstance(keys.get("words"), str):
            problems.append(f"{path.name}, question {number}: it has no words")
    return [question for question in listed if isinstance(question, dict)]


def _unknown(key: str) -> str:
    near = get_close_matches(key, _KEYS, n=1)
    return f"there is no “{key}”" + (f"; did you mean “{near[0]}”?" if near else f"; there are {', '.join(_KEYS)}")


def _listed(question: Mapping[str, Any], key: str, where: str, problems: list[str]) -> list[str]:
    found = question.get(key, [])
    if isinstance(found, str):
        found = [found]
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        problems.append(f"{where}: {key} is a list of names")
        return []
    return list(found)


def _code(project: Project, name: str, where: str, problems: list[str]) -> str | None:
    try:
        return project.codes.named(name).name
    except QualcodeError as error:
        problems.append(f"{where}: {error.message}")
        return None


def _asked_in(question: Mapping[str, Any], documents: list[str], where: str, problems: list[str]) -> list[str]:
    named = _listed(question, "asked_in", where, problems)
    if not named or named == ["all"]:
        return documents
    known = {document.casefold(): document for document in documents}
    problems += [f"{where}: there is no document “{one}”" for one in named if one.casefold() not in known]
    return [known[one.casefold()] for one in named if one.casefold() in known]
