"""The JSON Schema that editors check codebooks with, held against the reader."""

import json
import textwrap
from typing import Any, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from qualcode.codebook import Code, Codebook
from qualcode.codebook.check import check_codebook
from qualcode.codebook.codes import COLORS, Kind, Status
from qualcode.codebook.json_schema import json_schema, json_schema_text
from qualcode.codebook.read import read_codebook, read_codebook_file
from qualcode.errors import ProblemsInFile
from qualcode.shipped import shipped

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
FOLDER = shipped("codebooks")


def as_data(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def beside(name: str) -> bytes | None:
    return (FOLDER / name).read_bytes() if (FOLDER / name).is_file() else None


def reader_accepts(text: str) -> bool:
    try:
        file = read_codebook_file(text.encode(), "study.yaml", beside=beside)
    except ProblemsInFile:
        return False
    findings = check_codebook(file.codebook, tuple(file.included.values()))
    return not any(finding.level == "problem" for finding in findings)


def schema_accepts(text: str) -> bool:
    return VALIDATOR.is_valid(as_data(text))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_file_that_ships_is_the_schema_of_this_reader():
    assert (FOLDER / "codebook.schema.json").read_text(encoding="utf-8") == json_schema_text()
    assert json.loads(json_schema_text()) == SCHEMA


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_codebook_fits_it(path):
    assert [error.message for error in VALIDATOR.iter_errors(as_data(path.read_text(encoding="utf-8")))] == []


FORMS = {
    "names and definitions alone": "trust: Awkward things are said\n信頼.同僚: 同僚への信頼\ncandor:\n",
    "a map of names and definitions": "codes: {trust: Colleagues can say awkward things, 信頼.同僚: 同僚への信頼}",
    "a list of names and definitions": "codes:\n- trust: Awkward things are said\n- candor\n- warmth: {full: Kind}\n",
    "a list without anything above it": "- trust: Awkward things are said\n- candor\n- id: warmth\n",
    "a map with fields below": "codes:\n  trust:\n    brief: Said\n    when: [yes, no]\n  candor:\n",
    "blank fields": "codes:\n- id: trust\n  full:\n  when:\n  status:\n  color:\n  scale:\n",
    "redirects as texts and as maps": """
        codes:
        - id: trust
          when_not: [friendly -> warmth, {text: kind, code_as: warmth}, leave small talk uncoded]
          counter_examples: ["They are nice. -> warmth", {text: They smile., code_as: warmth}, {text: Hm.}]
        - id: warmth
        """,
    "rules by name and in words": "rules: {D1: Ask who.}\ncodes:\n- id: trust\n  rules: [D1, Or ask the coder.]\n",
    "modifiers in full and short": """
        modifiers: {reach: [personal, collective], valence: {definition: Gain or loss, values: ["null", "3"]}}
        codes: [trust]
        """,
    "an included codebook": "include: [value-creation]\ncycles: [vc.applied]\ncodes:\n- mine: My own\n",
    "everything of one code": """
        codes:
        - id: depth
          kind: magnitude
          scale: [none, some, much]
          exclusive_group: rating
          color: "#1f77b4"
          status: provisional
          key_question: How much?
          indicators: [notes]
          source: Ours
          label: Depth
        """,
    "JSON": '{"title": "Study", "codes": [{"id": "trust", "when": [], "counter_examples": []}]}',
}


@pytest.mark.parametrize("text", list(FORMS.values()), ids=list(FORMS))
def test_every_form_the_reader_accepts_fits_the_schema(text: str):
    text = textwrap.dedent(text)
    assert reader_accepts(text)
    assert schema_accepts(text)


SLIPS = {
    "an unknown key at the top": "titel: Our study\ncodes: [trust]",
    "an unknown field": "codes:\n- id: trust\n  exmples: [We say it.]",
    "an unknown field below a name": "codes: {trust: {exmples: [We say it.]}}",
    "an id below a name": "codes: {trust: {id: candor}}",
    "no codes": "title: Trust",
    "no codes, and a field that belongs into one": "label: Trust\nbrief: Said",
    "a text for codes": "codes: trust",
    "blank codes": "codes:",
    "a text for the whole file": "just words",
    "a list for a map": "codes:\n- id: trust\n  counter_examples: [[one]]",
    "a list for the modifiers": "modifiers: [reach]\ncodes: [trust]",
    "a list for the rules": "rules: [D1]\ncodes: [trust]",
    "a list for a code": "codes:\n- [trust]",
    "a map for a list": "codes:\n- id: trust\n  when: {one: two}",
    "a text for a list": "codes:\n- id: trust\n  when: only one",
    "a list for a text": "codes:\n- id: trust\n  full: [a list]",
    "a map for a text": "codes:\n- id: trust\n  when: [we said: always]",
    "a number in values": "modifiers: {reach: [one, 3]}\ncodes: [trust]",
    "yes or no in values": "modifiers: {reach: {values: [one, true]}}\ncodes: [trust]",
    "null in values": "modifiers: {reach: [one, null]}\ncodes: [trust]",
    "a value twice": "modifiers: {reach: [one, two, one]}\ncodes: [trust]",
    "a single value": "modifiers: {reach: [one]}\ncodes: [trust]",
    "a modifier without values": "modifiers: {reach: {definition: Whose}}\ncodes: [trust]",
    "a number for a level": "codes:\n- {id: trust, kind: magnitude, scale: [1, 2]}",
    "a level twice": "codes:\n- {id: trust, kind: magnitude, scale: [low, low]}",
    "a number for a version": "framework_version: 2011\ncodes: [trust]",
    "a code without an id": "codes:\n- label: Trust\n  brief: Said",
    "two names in one item": "codes:\n- trust: Said\n  candor: Heard",
    "an id with nothing between two dots": "codes: [a..b]",
    "an id that ends in a dot": "codes:\n- id: a.",
    "an id with an arrow": "codes: [a -> b]",
    "an empty item": "codes:\n- id: trust\n  examples:\n  -\n",
    "an empty code": "codes:\n-\n",
    "a counter-example without words": "codes:\n- id: a\n- id: b\n  counter_examples: [{code_as: a}]",
    "a counter-example with another key": "codes:\n- id: a\n- id: b\n  counter_examples: [{text: x, code: a}]",
    "an unknown kind": "codes:\n- {id: a, kind: magnitud}",
    "an unknown status": "codes:\n- {id: a, status: activ}",
    "an unknown color": "codes:\n- {id: a, color: taupe}",
    "a short color": 'codes:\n- {id: a, color: "#fff"}',
    "an included file in a folder": "include: [../value-creation]\ncodes: [trust]",
    "a text for the included": "include: value-creation\ncodes: [trust]",
}


@pytest.mark.parametrize("text", list(SLIPS.values()), ids=list(SLIPS))
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses_too(text: str):
    assert not reader_accepts(text)
    assert not schema_accepts(text)


def properties(name: str) -> dict[str, Any]:
    """The properties of a definition, or of the map among its choices."""
    definition = SCHEMA["$defs"][name]
    shapes = [definition, *definition.get("anyOf", [])]
    return next(shape["properties"] for shape in shapes if "properties" in shape)


@pytest.mark.parametrize(("name", "model"), [("code", Code), ("codebook", Codebook)])
def test_every_field_is_known_and_explained_on_hover(name: str, model: type[Code] | type[Codebook]):
    known = properties(name)
    assert list(known) == list(model.model_fields)
    assert all(len(shape["description"].split()) >= 4 for shape in known.values())


def test_editors_offer_every_kind_status_and_color():
    code = properties("code")
    assert set(code["kind"]["enum"]) == {*get_args(Kind), None}
    assert set(code["status"]["enum"]) == {*get_args(Status), None}
    assert set(code["color"]["anyOf"][0]["enum"]) == {*COLORS, None}


def test_a_mistake_is_reported_where_it_stands():
    data = as_data("codes:\n- id: trust\n- id: candor\n  when: only one\n")
    best = min(VALIDATOR.iter_errors(data), key=lambda error: len(error.path))
    deepest = max(_leaves(best), key=lambda error: len(error.absolute_path))
    assert list(deepest.absolute_path) == ["codes", 1, "when"]


def _leaves(error):
    return [leaf for part in error.context for leaf in _leaves(part)] if error.context else [error]


WORDS = st.text("abc xyé信", min_size=1, max_size=8).filter(str.strip).map(lambda words: f"it {words.strip()}")
ANYTHING = st.recursive(
    WORDS | st.just("") | st.integers(0, 9) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "code_as", "one"]), inner, max_size=2)
    ),
    max_leaves=4,
)
TEXTS = ("label", "brief", "full", "key_question", "source", "exclusive_group")
LISTS = st.lists(WORDS, max_size=3)
COUNTER_EXAMPLES = st.lists(WORDS | st.fixed_dictionaries({"text": WORDS}, optional={"code_as": st.just("other")}))
MEANT: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(TEXTS, WORDS),
    **dict.fromkeys(["when", "indicators", "examples", "rules"], LISTS),
    **dict.fromkeys(["when_not", "counter_examples"], COUNTER_EXAMPLES),
    "scale": st.lists(WORDS, min_size=2, max_size=3),
    "kind": st.just("magnitude"),
    "status": st.sampled_from(get_args(Status)),
    "color": st.sampled_from([*COLORS, "#a0b1c2"]),
}


def _beyond_a_schema(field: str, value: Any) -> bool:
    """What rests on other codes, or where the reader takes an empty text for nothing written."""
    if field in {"when_not", "counter_examples"} and isinstance(value, list):
        return any(item == "" or (isinstance(item, dict) and item.get("code_as")) for item in value)
    return (value == "" and field not in TEXTS) or (value == [] and field == "scale")


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_reader_and_schema_agree_about_any_value_of_any_field(data: st.DataObject):
    field = data.draw(st.sampled_from(sorted(MEANT)))
    value = data.draw(MEANT[field] | ANYTHING)
    assume(not _beyond_a_schema(field, value))
    code = {"id": "trust", "kind": "magnitude", "scale": ["low", "high"], field: value}
    text = json.dumps({"codes": [code, {"id": "other"}]}, ensure_ascii=False)
    assert schema_accepts(text) == reader_accepts(text)


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_any_codebook_written_from_its_fields_fits_in_every_form(data: st.DataObject):
    fields = {name: data.draw(shape) for name, shape in MEANT.items() if data.draw(st.booleans())}
    if "scale" in fields:
        fields["kind"] = "magnitude"
    other = {"other": data.draw(WORDS)}
    for codes in ([{"id": "trust", **fields}, other], [{"trust": fields}, other], {"trust": fields, **other}):
        text = json.dumps({"title": "Study", "codes": codes}, ensure_ascii=False)
        scale = fields.get("scale", [])
        assert schema_accepts(text) == (len(set(scale)) == len(scale))
        assert read_codebook(text.encode(), "study.yaml").code("trust").examples == tuple(
            words.strip() for words in fields.get("examples", [])
        )
