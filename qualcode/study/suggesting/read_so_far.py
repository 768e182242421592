"""What a coder's reading so far says of each passage: codes given, codes considered, suggestions decided."""

from collections.abc import Mapping, Sequence

from qualcode.model import Coding, Passage
from qualcode.project import Project
from qualcode.study.suggesting.passages_read import ReadPassage, covers, same_words


def codes_given(
    project: Project, coder: str, units: Sequence[ReadPassage], own: Sequence[Coding]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What the coder gave each passage that was read, and the codes that existed then.

    A code whose words an older text of the document had is left out there: nobody knows any more where it applies.
    """
    finished = project.finishes.times(coder)
    codes = project.codes.all()
    existed = {document: [code.name for code in codes if code.made <= when] for document, when in finished.items()}
    for coding in project.codings.left_behind():
        if coding.coder == coder and coding.code in existed.get(coding.document, ()):
            existed[coding.document].remove(coding.code)
    by_document: dict[str, list[Coding]] = {}
    for coding in own:
        by_document.setdefault(coding.document, []).append(coding)
    coded: dict[int, list[str]] = {}
    considered: dict[int, list[str]] = {}
    for index, unit in enumerate(units):
        document = unit.passage.document
        given = sorted({one.code for one in by_document.get(document, ()) if covers(one, unit.passage)})
        if document in finished or given:
            coded[index] = given
            considered[index] = sorted({*existed.get(document, ()), *given})
    return coded, considered


def carried_or_decided(
    project: Project, coder: str, units: Sequence[ReadPassage], coded: Mapping[int, Sequence[str]]
) -> dict[int, list[str]]:
    """By passage the codes not to be offered there any more: those it carries, and those that were decided on."""
    units_of: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        units_of.setdefault(unit.passage.document, []).append(index)
    done = {index: list(codes) for index, codes in coded.items()}
    for one in project.suggestions.ledger(coder):
        for index in units_of.get(one.document, ()) if one.status != "open" else ():
            if same_words((one.start, one.end), (units[index].passage.start, units[index].passage.end)):
                done.setdefault(index, []).append(one.code)
    return done


def coded_words(passage: Passage, code: str, own: Sequence[Coding]) -> str:
    """The words of a passage that the coder gave a code: what is shown as alike is what a person chose."""
    excerpts = []
    for one in sorted(own, key=lambda coding: (coding.start, coding.end)):
        start, end = max(one.start, passage.start), min(one.end, passage.end)
        if one.document == passage.document and one.code == code and start < end:
            excerpts.append(passage.words[start - passage.start : end - passage.start].strip())
    return " … ".join(dict.fromkeys(filter(None, excerpts))) or passage.words
