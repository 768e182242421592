"""Reads the codes of a codebook file, each written in full, as “name: definition”, or as a bare name."""

from collections.abc import Collection
from typing import Any, get_args

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualcode.codebook.codes import COLORS, Code, CounterExample, Kind, Status, is_color
from qualcode.codebook.draft import Draft
from qualcode.codebook.nodes import Entries, Reading, is_blank, is_unreadable
from qualcode.codebook.problems import shortened
from qualcode.codebook.wording import named, nearest, redirect_in

_TEXTS = ("label", "brief", "full", "key_question", "source", "exclusive_group")
_LISTS = ("when", "indicators", "examples", "scale")
_CHOICES: dict[str, tuple[str, ...]] = {"kind": get_args(Kind), "status": get_args(Status)}
_CODE_FIELDS = tuple(Code.model_fields)


def read_codes(node: Node, draft: Draft) -> None:
    """Add every code under a node to the draft: a list of codes, or a map of names to definitions."""
    if isinstance(node, MappingNode):
        for name, (key, value) in draft.reading.entries(node, "“codes”").items():
            _read_named(name, key, value, draft)
    elif isinstance(node, ScalarNode) and not is_blank(node):
        draft.reading.complain(node, "“codes” is a text where codes belong", "write “- id: …” below it")
    elif is_blank(node):
        draft.reading.complain(node, "“codes” holds no codes", "write “- id: …” below it")
    else:
        for item in draft.reading.items(node, "“codes”"):
            _read_item(item, draft)


def _read_item(item: Node, draft: Draft) -> None:
    """One item of the list of codes: in full, as “name: definition”, or as a bare name."""
    if isinstance(item, ScalarNode):
        _read_bare_name(item, draft)
    elif isinstance(item, SequenceNode):
        mend = "write “- id: …” with its fields below"
        draft.reading.complain(item, "a code is a list where “key: value” lines belong", mend)
    elif len(item.value) == 1 and str(item.value[0][0].value) not in _CODE_FIELDS:
        for name, (key, value) in draft.reading.entries(item, "a code").items():
            _read_named(name, key, value, draft)
    else:
        _read_in_full(item, draft)


def _read_bare_name(item: Node, draft: Draft) -> None:
    draft.id_lost = draft.id_lost or is_unreadable(item)
    if name := draft.reading.text(item, "a code"):
        draft.codes.append({"id": draft.new_id(name, item)})
    elif not is_unreadable(item):
        draft.reading.complain(item, "a code is empty", "write “- id: …”, or delete the “-”")


def _read_in_full(item: Node, draft: Draft) -> None:
    what = next((f"code “{shortened(str(node.value))}”" for key, node in item.value if key.value == "id"), "a code")
    fields = draft.reading.entries(item, what, _CODE_FIELDS)
    code_id = ""
    if "id" not in fields:
        draft.reading.complain(item, "the code has no id", "add “id:”, such as “id: trust.peers”")
    elif is_unreadable(node := fields["id"][1]):
        draft.id_lost = True
    else:
        code_id = draft.new_id(draft.reading.text(node, "a code’s id"), node)
    draft.codes.append({"id": code_id, **_read_fields(fields, what, draft)})


def _read_named(name: str, key: Node, value: Node, draft: Draft) -> None:
    """A code written as “name: definition”, or as “name:” with its fields below."""
    code_id = draft.new_id(name, key)
    what = f"code “{name}”"
    if isinstance(value, ScalarNode):
        draft.codes.append({"id": code_id, "brief": draft.reading.text(value, f"the definition of {what}")})
        return
    known = [key for key in _CODE_FIELDS if key != "id"]
    fields = draft.reading.entries(value, what, known)
    draft.codes.append({"id": code_id, **_read_fields(fields, what, draft)})


def _read_fields(fields: Entries, what: str, draft: Draft) -> dict[str, Any]:
    reading = draft.reading
    given: dict[str, Any] = {}
    for key, (_, node) in fields.items():
        said = f"“{key}” of {what}"
        if key in _TEXTS:
            given[key] = reading.text(node, said)
        elif key in _LISTS:
            given[key] = reading.texts(node, said)
        elif key in _CHOICES:
            given |= _read_choice(key, node, said, reading)
    if "color" in fields:
        given["color"] = _read_color(*fields["color"], f"“color” of {what}", reading)
    if "when_not" in fields:
        given["when_not"] = _read_when_not(fields["when_not"][1], f"“when_not” of {what}", draft)
    if "counter_examples" in fields:
        node = fields["counter_examples"][1]
        given["counter_examples"] = _read_counter_examples(node, f"“counter_examples” of {what}", draft)
    if "rules" in fields:
        given["rules"] = _read_rules_of_code(fields["rules"][1], f"“rules” of {what}", draft)
    return given


def _read_choice(key: str, node: Node, what: str, reading: Reading) -> dict[str, str]:
    """The chosen value, or nothing where none is written."""
    value = reading.text(node, what)
    if not value or value in _CHOICES[key]:
        return {key: value} if value else {}
    near = nearest(value, _CHOICES[key])
    mend = f"did you mean “{near}”?" if near else f"it may be {named(_CHOICES[key])}"
    reading.complain(node, f"{what} is “{shortened(value)}”", mend)
    return {}


def _read_color(key: Node, node: Node, what: str, reading: Reading) -> str:
    color = reading.text(node, what)
    if not color and is_blank(node) and "#" in reading.rest_of_line(key):
        reading.complain(key, f"{what} is empty, as # starts a comment", 'write "#1f77b4" in quotes, or a name')
    elif color and not is_color(color):
        near = nearest(color, COLORS)
        mend = f"did you mean “{near}”?" if near else f'write "#rrggbb" in quotes, or {named(COLORS)}'
        reading.complain(node, f"{what} is “{shortened(color)}”", mend)
        return ""
    return color


def _read_when_not(node: Node, what: str, draft: Draft) -> tuple[str, ...]:
    """Each text with its redirect; one written as {text, code_as} is put in the same form."""
    texts = []
    for item in draft.reading.items(node, what):
        if isinstance(item, MappingNode) and {"text", "code_as"} & {str(key.value) for key, _ in item.value}:
            counter = _read_counter_example(item, what, draft)
            texts.append(f"{counter.text} -> {counter.code_as}" if counter.code_as else counter.text)
            continue
        text = draft.reading.text(item, f"an item of {what}")
        if not text and is_blank(item) and not is_unreadable(item):
            draft.reading.complain(item, f"an item of {what} is empty", "write its words, or delete the “-”")
        if (target := redirect_in(text)) is not None:
            draft.refer(item, target, what)
        texts.append(text)
    return tuple(texts)


def _read_counter_examples(node: Node, what: str, draft: Draft) -> tuple[CounterExample, ...]:
    return tuple(_read_counter_example(item, what, draft) for item in draft.reading.items(node, what))


def _read_counter_example(item: Node, what: str, draft: Draft) -> CounterExample:
    """Words and the code to use instead, written as {text, code_as} or as “words -> code”."""
    if isinstance(item, ScalarNode):
        words = draft.reading.text(item, f"an item of {what}")
        if not words and not is_unreadable(item):
            draft.reading.complain(item, f"an item of {what} is empty", "write its words, or delete the “-”")
        if (target := redirect_in(words)) is not None:
            draft.refer(item, target, what)
        return CounterExample.from_words(words)
    fields = draft.reading.entries(item, f"an item of {what}", ("text", "code_as"))
    texts = {key: draft.reading.text(node, f"“{key}” in {what}") for key, (_, node) in fields.items()}
    if not texts.get("text") and isinstance(item, MappingNode) and not _unread(fields):
        draft.reading.complain(item, f"an item of {what} has no “text”", "add “text:” with the words")
    if texts.get("code_as"):
        draft.refer(fields["code_as"][1], texts["code_as"], what)
    return CounterExample(text=texts.get("text", ""), code_as=texts.get("code_as", ""))


def _unread(fields: Entries) -> bool:
    """Whether the words stand on a line that was complained of already."""
    return "text" in fields and is_unreadable(fields["text"][1])


def _read_rules_of_code(node: Node, what: str, draft: Draft) -> tuple[str, ...]:
    """Rules in words; a bare name such as D1 stands for the rule of that name at the top of the file."""
    shared = draft.rules
    texts = []
    for item, text in draft.reading.items_of_text(node, what):
        if text in shared:
            texts.append(f"{text}: {shared[text]}")
        elif " " in text or ":" in text or "：" in text:
            texts.append(text)
        else:
            _complain_of_rule(item, text, what, shared, draft.reading)
    return tuple(texts)


def _complain_of_rule(node: Node, name: str, what: str, shared: Collection[str], reading: Reading) -> None:
    mend = f"it may name {named(shared)}" if shared else "write the rule out, or add it under “rules:”"
    reading.complain(node, f"{what} names the rule “{shortened(name)}”, which is not here", mend)
