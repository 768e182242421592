"""The JSON Schema by which editors complete, explain and check codebook files while they are typed.

It refuses what the reader refuses for its shape, and what `check` calls a problem as far as shape shows it. Whether a
redirect leads anywhere, or two codes bear one id, no schema can say.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any, get_args

from qualcode.codebook.codes import COLORS, Code, Codebook, CounterExample, Kind, Modifier, Status

Shape = dict[str, Any]

_BLANK_OR_TEXT: Shape = {"type": ["string", "null"]}
_TEXT: Shape = {"type": "string", "pattern": r"\S"}
_BLANK_OR_TEXTS: Shape = {"type": ["array", "null"], "items": _TEXT}
_CHOICE: Shape = {"type": ["array", "null"], "items": _TEXT, "minItems": 2, "uniqueItems": True}
_ID: Shape = {
    **_TEXT,
    "not": {"pattern": r"->|=>|→|⇒|^\s*\.|\.\s*\.|\.\s*$|\S[\s\S]*[\u0000-\u001f\u007f-\u009f\u2028\u2029][\s\S]*\S"},
}

_OF_A_CODE: Mapping[str, tuple[Shape, str]] = {
    "id": (_ID, "What codings, commands and reports use. Dots say what stands above: trust.peers is below trust."),
    "label": (_BLANK_OR_TEXT, "The name people see; without one, the last part of the id."),
    "brief": (_BLANK_OR_TEXT, "The definition in at most twelve words, shown beside the code."),
    "full": (_BLANK_OR_TEXT, "The definition a coder decides by, in one to three sentences."),
    "key_question": (_BLANK_OR_TEXT, "The question that words bearing this code answer."),
    "when": (_BLANK_OR_TEXTS, "Tests; one that holds is enough to use the code."),
    "when_not": (
        {"type": ["array", "null"], "items": {"$ref": "#/$defs/sent_elsewhere"}},
        "Look-alikes, each with the code to use instead after an arrow: “friendly talk -> warmth”.",
    ),
    "indicators": (_BLANK_OR_TEXTS, "Traces outside the interview that would show the same thing."),
    "examples": (_BLANK_OR_TEXTS, "Words that a participant might say and that bear this code."),
    "counter_examples": (
        {"type": ["array", "null"], "items": {"$ref": "#/$defs/sent_elsewhere"}},
        "Words that look like a case of this code and are not, each with the code to use instead.",
    ),
    "rules": (_BLANK_OR_TEXTS, "Tests against the codes it is confused with: names from “rules:” below, or sentences."),
    "source": (_BLANK_OR_TEXT, "Where the code comes from, such as author and year."),
    "kind": (
        {"enum": [*get_args(Kind), None]},
        "content (without one), structural, magnitude (rated on a scale), attribute (has values), theme.",
    ),
    "scale": (_CHOICE, "The levels of a magnitude, lowest first, or the values of an attribute. Codings say “level”."),
    "exclusive_group": (_BLANK_OR_TEXT, "Of the codes that name one group, a coder puts only one on the same words."),
    "color": (
        {"anyOf": [{"enum": [*COLORS, None]}, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}]},
        'A color by name, or "#rrggbb" in quotes.',
    ),
    "status": (
        {"enum": [*get_args(Status), None]},
        "active (without one), provisional (still to be written out), merged, retired.",
    ),
}

_OF_A_CODEBOOK: Mapping[str, tuple[Shape, str]] = {
    "title": (_BLANK_OR_TEXT, "What reports call this codebook."),
    "framework_version": (
        _BLANK_OR_TEXT,
        'The version of the framework, in quotes: "2011". Versions are never pooled.',
    ),
    "source": (_BLANK_OR_TEXT, "The work that the codebook rests on."),
    "note": (_BLANK_OR_TEXT, "What every reader of its results has to know."),
    "include": (
        {"type": ["array", "null"], "items": {"type": "string", "pattern": r"^[^./\\][^/\\]*$"}},
        "Codebooks this one builds on, by name: files beside it, or shipped ones. Their codes may be named here.",
    ),
    "cycles": (
        {"type": ["array", "null"], "items": _ID},
        "The codes that stand for the cycles of value, in the framework's order, which is no order of merit.",
    ),
    "modifiers": (
        {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/modifier"}},
        "What one coding can say besides its code, each with a definition and the values to choose from.",
    ),
    "rules": (
        {"type": ["object", "null"], "additionalProperties": _BLANK_OR_TEXT},
        "Tests for pairs that coders confuse, by name: “D1: …”. Codes cite them by that name.",
    ),
    "codes": (
        {"anyOf": [{"$ref": "#/$defs/list_of_codes"}, {"$ref": "#/$defs/map_of_codes"}]},
        "The codes: a list of “- id: …” with fields, or names with one-line definitions.",
    ),
}

_OF_A_MODIFIER: Mapping[str, tuple[Shape, str]] = {
    "name": (_TEXT, "The name by which codings carry it."),
    "definition": (_BLANK_OR_TEXT, "What is being said with it."),
    "values": ({**_CHOICE, "type": "array"}, 'What it may be. Put yes, no, null and numbers in quotes: "null".'),
}

_OF_A_COUNTER_EXAMPLE: Mapping[str, tuple[Shape, str]] = {
    "text": (_BLANK_OR_TEXT, "The words."),
    "code_as": (_BLANK_OR_TEXT, "The id of the code to use instead."),
}


def json_schema() -> Shape:
    """The schema of codebook files in every form they may be written in (JSON Schema, draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A qualcode codebook",
        "description": "The codes of a study with what they share: cycles, modifiers, rules.",
        "anyOf": [
            {"$ref": "#/$defs/codebook"},
            {"$ref": "#/$defs/names_and_definitions"},
            {"$ref": "#/$defs/list_of_codes"},
        ],
        "$defs": {
            "codebook": _map_of(Codebook.model_fields, _OF_A_CODEBOOK, required="codes"),
            "names_and_definitions": _names_and_definitions(),
            **_codes(),
            "modifier": _modifier(),
            "sent_elsewhere": {
                "anyOf": [_TEXT, _map_of(CounterExample.model_fields, _OF_A_COUNTER_EXAMPLE, required="text")],
                "description": "“words -> the code to use instead”, or text and code_as.",
            },
        },
    }


def json_schema_text() -> str:
    """The schema as the file `codebook.schema.json` has it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _map_of(fields: Collection[str], shapes: Mapping[str, tuple[Shape, str]], *, required: str = "") -> Shape:
    """A map that may have these fields and no others."""
    properties = {field: {**shapes[field][0], "description": shapes[field][1]} for field in fields}
    shape: Shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**shape, "required": [required]} if required else shape


def _codes() -> Shape:
    """The ways to write codes: in full, as “name: definition” or “name:” with fields below, as a bare name."""
    named = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"allOf": [_ID, {"not": {"enum": list(Code.model_fields)}}]},
        "additionalProperties": {"$ref": "#/$defs/definition"},
    }
    return {
        "list_of_codes": {"type": "array", "items": {"$ref": "#/$defs/code"}},
        "map_of_codes": {
            "type": "object",
            "propertyNames": _ID,
            "additionalProperties": {"$ref": "#/$defs/definition"},
        },
        "code": {
            "anyOf": [_map_of(Code.model_fields, _OF_A_CODE, required="id"), named, _ID],
            "description": "What a code means, when to use it and when not, with examples; only the id is needed.",
        },
        "definition": {
            "anyOf": [_BLANK_OR_TEXT, _map_of([field for field in Code.model_fields if field != "id"], _OF_A_CODE)],
            "description": "A definition in one line, or the fields of the code below its name.",
        },
    }


def _names_and_definitions() -> Shape:
    """A whole file of names with definitions; a field's name there is a slip, not the name of a code."""
    fields = sorted({*Codebook.model_fields, *Code.model_fields})
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"allOf": [_ID, {"not": {"enum": fields}}]},
        "additionalProperties": {"$ref": "#/$defs/definition"},
        "description": "The short form: names, each with a definition on its line, or its fields below.",
    }


def _modifier() -> Shape:
    """A modifier written in full, or as its bare list of values."""
    values, meaning = _OF_A_MODIFIER["values"]
    fields = [field for field in Modifier.model_fields if field != "name"]
    return {
        "anyOf": [_map_of(fields, _OF_A_MODIFIER, required="values"), {**values, "description": meaning}],
        "description": "A choice that a coding may carry: a definition and its values, or the bare list of values.",
    }
