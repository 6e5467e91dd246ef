"""The form of a codebook file as a JSON Schema, for editors: made of what the reader of codebooks knows."""

from __future__ import annotations

import json
from typing import Any

from qualcode.codebook import reading
from qualcode.model import CODING_COLUMNS

_TEXT = ["string", "number", "boolean"]
"""What an editor takes a text for: to the reader of codebooks `12` and `true` are text as any other."""

_ID = {"type": _TEXT, "pattern": r"^\S(?:[^\n\t]*\S)?$"}
_OPTIONAL = [*_TEXT, "null"]
_TEXTS = {"type": ["object", "null"], "additionalProperties": {"type": _OPTIONAL}}
_LIST = {"type": ["array", "null"], "items": {"type": _TEXT, "pattern": r"\S"}}
_TRUTH = {"type": ["boolean", "null"]}

_LABEL = {
    "type": "object",
    "additionalProperties": {"type": _OPTIONAL},
    "not": {"additionalProperties": {"type": "null"}},
}
_GUID = r"^(?:urn:)?(?:uuid:)?\{?-*(?:[0-9A-Fa-f]-*){32}\}?$"

_BOOK: dict[str, dict[str, Any]] = {
    "id": {**_ID, "description": "A short name of the codebook, which never changes."},
    "version": {"type": _OPTIONAL, "description": "Its version, in your own numbers: 0.1.0."},
    "format": {"enum": [reading.FORMAT, str(reading.FORMAT), None], "description": "The form of the file; it need not be said."},
    "languages": {
        "type": "array", "minItems": 1, "uniqueItems": True, "items": _ID,
        "description": "The languages that every code is described in: [nl, fr].",
    },
    "attributes": {
        "type": ["object", "null"],
        "propertyNames": {"not": {"enum": list(CODING_COLUMNS)}},
        "additionalProperties": {"$ref": "#/definitions/attribute"},
        "description": "What can be said of a coding besides its code: the id of each attribute, with its label and values.",
    },
    "codes": {"type": "array", "items": {"$ref": "#/definitions/code"}, "description": "The codes, in their order."},
}  # fmt: skip

_CODE: dict[str, dict[str, Any]] = {
    "id": {**_ID, "description": "A short name, the same in every language. Give it another with: qualcode codebook rename"},
    "guid": {"type": ["string", "number", "null"], "pattern": _GUID, "description": "What codings know the code by; the program makes it."},
    "label": {**_LABEL, "description": "The name of the code in each language."},
    "definition": {**_TEXTS, "description": "What belongs to the code, in a sentence."},
    "include": {**_TEXTS, "description": "What is coded with it too."},
    "exclude": {**_TEXTS, "description": "What is not coded with it, and where that goes: → other.code"},
    "examples": {
        "type": ["object", "null"],
        "additionalProperties": {"anyOf": [_LIST, {"type": _TEXT}]},
        "description": "Words that were said, as they stand in a transcript.",
    },
    "keywords": {
        "type": ["object", "null"], "additionalProperties": _LIST,
        "description": "Words that point to the code; zwijg* stands for any ending.",
    },
    "colour": {
        "type": "string", "pattern": f"^{reading.COLOUR.pattern}$",
        "description": 'Six hexadecimal digits, in quotation marks: "#3366aa"',
    },
    "status": {"enum": [*reading.STATUSES, None], "description": "active unless it says otherwise; a retired code keeps its codings."},
    "since": {"type": _OPTIONAL, "description": "The version of the codebook or the day (2026-03-31) since which the code is there."},
    "codable": {**_TRUTH, "description": "false for a theme, which holds other codes and is not put on text."},
    "codes": {
        "type": ["array", "null"], "items": {"$ref": "#/definitions/code"},
        "description": "The codes below it.",
    },
}  # fmt: skip

_ATTRIBUTE: dict[str, dict[str, Any]] = {
    "label": {**_TEXTS, "description": "The name of the attribute in each language."},
    "ordered": {**_TRUTH, "description": "true when its values go from less to more."},
    "values": {
        "type": ["array", "null"],
        "items": {"$ref": "#/definitions/value"},
        "description": "Its values, in their order: - {id: pro, nl: voor, fr: pour}",
    },
}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 7, which every editor knows) of a codebook file."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:qualcode:codebook",
        "title": "A codebook of qualcode",
        **_object(reading.BOOK_KEYS, _BOOK, ["id", "languages", "codes"]),
        "definitions": {
            "code": {"title": "A code", **_object(reading.CODE_KEYS, _CODE, ["id", "label"])},
            "attribute": {
                "title": "An attribute of codings",
                **_object(reading.ATTRIBUTE_KEYS, _ATTRIBUTE, []),
                "type": ["object", "null"],
            },
            "value": {
                "title": "A value of an attribute, with its label in each language",
                "type": "object", "required": ["id"], "properties": {"id": _ID}, "additionalProperties": {"type": _OPTIONAL},
            },
        },
    }  # fmt: skip


def _object(keys: tuple[str, ...], known: dict[str, dict[str, Any]], required: list[str]) -> dict[str, Any]:
    """An object with just the keys that the reader knows."""
    return {"type": "object", "required": required, "properties": {key: known[key] for key in keys}, "additionalProperties": False}


def text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
