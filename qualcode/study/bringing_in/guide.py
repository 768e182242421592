"""The interview guide as a file: its questions, and what they give a chance to say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.project import Project
from qualcode.project.questions import GuideQuestion, Question

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

    from qualcode.codebook.nodes import Reading

LARGEST = 300_000
"""Bytes; the longest guides people write are a tenth of this."""
SAME_WORDS, SAME_LETTERS = 0.78, 0.92
"""How much of a question’s wording stays when it is edited: words at least, or letters where a word was mistyped."""
_KEYS = ("words", "gives_chance_for", "asked_in")
_FORM = "Its form: “questions:”, then items with words, gives_chance_for and asked_in."


@dataclass(frozen=True, slots=True)
class ImportedGuide:
    """What bringing a guide in came to."""

    questions: tuple[Question, ...]
    removed: tuple[Question, ...]
    """Questions that are no longer in the guide, and with them what was said of them."""
    reworded: tuple[str, ...]
    """Questions whose words changed; what was said of them stays."""
    open: int
    """How often nobody has said yet whether a question was asked in a document."""


def import_guide(project: Project, coder: str, path: Path) -> ImportedGuide:
    """Make the guide of a guide.yaml the project’s.

    A question with the words of an earlier one, or nearly, is that question: what was said of it stays. Raises
    ProblemsInFile with all that is wrong.
    """
    before = project.questions.all()
    guide = _recognized(read_guide(path, project), before)
    project.questions.keep_guide(coder, guide)
    questions = tuple(project.questions.all())
    kept, words = {one.id for one in questions}, {one.id: one.words for one in before}
    return ImportedGuide(
        questions,
        tuple(one for one in before if one.id not in kept),
        tuple(one.id for one in questions if words.get(one.id, one.words) != one.words),
        project.questions.open_count(),
    )


def read_guide(path: Path, project: Project) -> list[GuideQuestion]:
    """The questions of a guide.yaml, by the codes and documents of a project; all that is wrong with it at once."""
    from qualcode.codebook.nodes import Reading
    from qualcode.codebook.source import read_source

    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error
    if data is None:
        raise QualcodeError(f"{path.name} is larger than {LARGEST // 1000} kB, which no guide is.", hint=_FORM)
    source = read_source(data)
    reading = Reading(source)
    questions = _questions(source.root, reading, project) if source.root is not None else []
    if found := sorted({*source.problems, *reading.problems}):
        sentences = [problem.sentence(path.name) for problem in found]
        raise ProblemsInFile(f"{path.name} cannot be used:", sentences, hint="Mend these; nothing was recorded.")
    if not questions:
        raise QualcodeError(f"{path.name} has no list of questions.", hint=_FORM)
    return questions


def _questions(root: "Node", reading: "Reading", project: Project) -> list[GuideQuestion]:
    entries = reading.entries(root, "the guide", ("questions",))
    if "questions" not in entries:
        reading.complain(root, "the guide has no “questions:”", "begin with “questions:”, then one item each")
        return []
    documents = project.documents.ids()
    found: list[GuideQuestion] = []
    for item in reading.items(entries["questions"][1], "“questions”"):
        question = _question(item, reading, project, documents)
        if question and question.words in {one.words for one in found}:
            reading.complain(item, f"“{_cut(question.words)}” stands twice", "delete one of the two")
        elif question:
            found.append(question)
    return found


def _question(item: "Node", reading: "Reading", project: Project, documents: Sequence[str]) -> GuideQuestion | None:
    from qualcode.codebook.nodes import is_unreadable

    fields = reading.entries(item, "a question", _KEYS)
    words = " ".join(reading.text(fields["words"][1], "“words”").split()) if "words" in fields else ""
    if not words and not ("words" in fields and is_unreadable(fields["words"][1])):
        reading.complain(item, "the question has no words", "write “words: …”")
    codes = (
        [
            code
            for node, name in _listed(fields["gives_chance_for"][1], "“gives_chance_for”", reading)
            if (code := _code(project, node, name, reading))
        ]
        if "gives_chance_for" in fields
        else []
    )
    asked_in = _asked_in(fields["asked_in"][1], reading, documents) if "asked_in" in fields else None
    return GuideQuestion(words, tuple(dict.fromkeys(codes)), asked_in) if words else None


def _listed(node: "Node", what: str, reading: "Reading") -> "list[tuple[Node, str]]":
    """The items of a list; a single name needs no list."""
    from ruamel.yaml.nodes import ScalarNode

    if isinstance(node, ScalarNode):
        name = reading.text(node, what)
        return [(node, name)] if name else []
    return list(reading.items_of_text(node, what))


def _code(project: Project, node: "Node", name: str, reading: "Reading") -> str | None:
    try:
        return project.codes.named(name).name
    except QualcodeError as error:
        near = (error.hint or "").partition(" All of them:")[0]
        reading.complain(node, error.message.rstrip("."), near.rstrip(".") or "see qualcode codebook list")
        return None


def _asked_in(node: "Node", reading: "Reading", documents: Sequence[str]) -> frozenset[str] | None:
    """The documents that are named; all for “all”; None where nothing is written."""
    from ruamel.yaml.nodes import SequenceNode

    listed = _listed(node, "“asked_in”", reading)
    if [name.casefold() for _, name in listed] == ["all"]:
        return frozenset(documents)
    named = [(one, _document(name, documents)) for one, name in listed]
    for (one, document), (_, name) in zip(named, listed, strict=True):
        if document is None:
            reading.complain(one, f"there is no document “{name}”", "see qualcode documents")
    return frozenset(one for _, one in named if one) if listed or isinstance(node, SequenceNode) else None


def _document(name: str, documents: Collection[str]) -> str | None:
    number = name.strip().lstrip("Dd").lstrip("0")
    return next((one for one in documents if one.lstrip("D0") == number), None)


def _recognized(guide: Sequence[GuideQuestion], before: Sequence[Question]) -> list[GuideQuestion]:
    """The guide with the questions of the project that its questions are: same words, else edited in its place."""
    known = {one.words: one.id for one in before}
    exact = {one.words for one in guide}
    same = {number: known[one.words] for number, one in enumerate(guide) if one.words in known}
    for number, (one, old) in enumerate(zip(guide, before, strict=False)):
        if number not in same and old.words not in exact and _edited(old.words, one.words):
            same[number] = old.id
    return [replace(one, known_as=same.get(number)) for number, one in enumerate(guide)]


def _edited(old: str, new: str) -> bool:
    """Whether one wording is the other with a few words or a mistyped one changed."""
    before, after = old.casefold(), new.casefold()
    words = SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()
    return words >= SAME_WORDS or SequenceMatcher(None, before, after, autojunk=False).ratio() >= SAME_LETTERS


def _cut(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
