"""Changes ids of codes where they are defined and wherever a code sends the coder to them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from qualcode.codebook.codes import Codebook, CounterExample
from qualcode.codebook.including import Beside
from qualcode.codebook.splicing.extents import taken_out
from qualcode.codebook.splicing.opened import OpenedFile, opened
from qualcode.codebook.splicing.proving import CannotSplice, cannot_splice, proven
from qualcode.codebook.splicing.rewriting import Attempt, end_of_text, rewritten
from qualcode.codebook.splicing.scalars import escaped, reads_as
from qualcode.codebook.splicing.stretches import LINE_END, Splice
from qualcode.codebook.wording import ARROW, CLOSING, same_form

Ids = Mapping[str, str]
"""New ids by old ones, both in the form they are kept in."""


def with_ids_changed(text: str, name: str, ids: Ids, *, beside: Beside | None = None) -> str:
    """The file's text with codes renamed where they stand and wherever this file refers to them, all at once."""
    return _changed(text, name, ids, beside, definitions=True)


def with_references_changed(text: str, name: str, ids: Ids, *, beside: Beside | None = None) -> str:
    """The file's text with its redirects and cycles pointing to other codes; the codes keep their ids."""
    return _changed(text, name, ids, beside, definitions=False)


def _changed(text: str, name: str, given: Ids, beside: Beside | None, *, definitions: bool) -> str:
    ids = {same_form(old): same_form(new) for old, new in given.items() if same_form(old) != same_form(new)}
    file = opened(text, name, beside)
    expected = _expected(file, ids, definitions=definitions)
    nodes = _nodes(file, ids, definitions=definitions)
    if not nodes or expected == file.codebook:
        return text
    listed, doubled = _cycles_doubled(file, ids)
    gone = {id(listed.value[index]) for index in doubled} if listed else set()
    attempt = [splice for node, old in nodes if id(node) not in gone for splice in _splices(file, node, old, ids[old])]
    attempt += (taken_out(file, listed, doubled) or []) if listed and doubled else []
    return proven(file, [attempt], expected, beside, _refusal(file, nodes, ids))


def _cycles_doubled(file: OpenedFile, ids: Ids) -> tuple[SequenceNode | None, set[int]]:
    """The list of cycles, and which of them, counted from 0, come to be a cycle that is in the list already."""
    pairs = file.root.value if isinstance(file.root, MappingNode) else ()
    listed = next((value for key, value in pairs if key.value == "cycles" and isinstance(value, SequenceNode)), None)
    cycles = [same_form(str(node.value)) for node in listed.value] if listed else []
    there = {cycle for cycle in cycles if cycle not in ids}
    doubled = set()
    for index, cycle in enumerate(cycles):
        if cycle in ids:
            if ids[cycle] in there:
                doubled.add(index)
            there.add(ids[cycle])
    return listed, doubled


def _nodes(file: OpenedFile, ids: Ids, *, definitions: bool) -> list[tuple[ScalarNode, str]]:
    """Each place that names a code whose id changes, with that id; an anchored one once."""
    named = [(node, code_id) for node, code_id, _ in file.draft.references]
    if definitions:
        named += [(node, code_id) for code_id, node in file.draft.places.items()]
    found = {id(node): (node, code_id) for node, code_id in named if code_id in ids and isinstance(node, ScalarNode)}
    return sorted(found.values(), key=lambda pair: file.lines.at(pair[0].start_mark))


def _expected(file: OpenedFile, ids: Ids, *, definitions: bool) -> Codebook:
    codes = []
    for given in file.draft.codes:
        code: dict[str, Any] = dict(given)
        if definitions:
            code["id"] = ids.get(code["id"], code["id"])
        if "when_not" in code:
            code["when_not"] = tuple(_redirected(text, ids) for text in code["when_not"])
        if "counter_examples" in code:
            code["counter_examples"] = tuple(_sent_on(one, ids) for one in code["counter_examples"])
        codes.append(code)
    _, doubled = _cycles_doubled(file, ids)
    cycles = [ids.get(same_form(cycle), cycle) for cycle in file.draft.shared.get("cycles", ())]
    return file.with_codes(codes, cycles=tuple(cycle for at, cycle in enumerate(cycles) if at not in doubled))


def _sent_on(counter: CounterExample, ids: Ids) -> CounterExample:
    return counter.model_copy(update={"code_as": ids.get(counter.code_as, counter.code_as)})


def _redirected(text: str, ids: Ids) -> str:
    """A text whose arrow points to the new id, every other character as before."""
    target = _target(text)
    if target is None or (new := ids.get(same_form(target[0]))) is None:
        return text
    return text[: target[1]] + new + text[target[1] + len(target[0]) :]


def _target(text: str) -> tuple[str, int] | None:
    """What stands after a text's last arrow, as it is written, and where; None without an arrow."""
    arrows = list(ARROW.finditer(text))
    if not arrows:
        return None
    tail = text[arrows[-1].end() :]
    words = tail.strip(CLOSING)
    return words, arrows[-1].end() + (tail.index(words) if words else 0)


def _splices(file: OpenedFile, node: ScalarNode, old: str, new: str) -> Attempt:
    """Only the characters of the id, where they can be told; else the whole text in quotes."""
    words = str(node.value)
    whole = same_form(words) == old
    within = None if whole else _within(file, node, words, new)
    if within is not None:
        return [within]
    return next(iter(rewritten(file, node, new if whole else _redirected(words, {old: new}))))


def _within(file: OpenedFile, node: ScalarNode, words: str, new: str) -> Splice | None:
    """The id after the last arrow of a text; None where escapes hide it or the new one would not fit there."""
    target = _target(words)
    start, end = file.after_properties(file.lines.at(node.start_mark)), end_of_text(file, node)
    raw = file.text[start:end]
    arrows = list(ARROW.finditer(raw))
    if target is None or not arrows:
        return None
    quoted = _QUOTED.get(node.style or "", str)
    found = re.search(_with_any_blanks(quoted(target[0])), raw[arrows[-1].end() :])
    if found is None:
        return None
    at = arrows[-1].end() + found.start()
    after = raw[:at] + quoted(new) + raw[at + len(found[0]) :]
    expected = words[: target[1]] + new + words[target[1] + len(target[0]) :]
    if node.style not in (">", "|") and not reads_as(LINE_END.sub("\n", after), file.spot(node), expected):
        return None
    return Splice(start + at, start + at + len(found[0]), quoted(new))


_QUOTED: Mapping[str, Callable[[str], str]] = {"'": lambda words: words.replace("'", "''"), '"': escaped}


def _with_any_blanks(words: str) -> str:
    """Finds words whose blanks may be line ends in the file."""
    return r"\s+".join(re.escape(part) for part in words.split())


def _refusal(file: OpenedFile, nodes: list[tuple[ScalarNode, str]], ids: Ids) -> CannotSplice:
    lines: dict[int, str] = {}
    for node, old in nodes:
        line = int(node.start_mark.line)
        lines[line] = lines.get(line, file.lines.lines[line].strip()).replace(old, ids[old])
    return cannot_splice(file, lines, "the way a code is named there leaves more than one reading")
