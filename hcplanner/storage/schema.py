"""The JSON Schema of `case.json`, made from the declarations; run as a module it prints `docs/case.schema.json`."""

from __future__ import annotations

import json
import sys
from typing import Any, Final

import msgspec

from hcplanner.case import FORMAT, Case
from hcplanner.fields import Choice, Declared, Item, Kind, leaves, members

Json = Any
_DATE: Final = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?$"
_IDENT: Final = "^[A-Za-z0-9_-]{1,64}$"

_BOOKKEEPING: Final[dict[str, Json]] = {
    "format": {"type": "integer", "minimum": 1, "description": f"The version of this form; now {FORMAT}."},
    "id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{0,64}$", "description": "A random name without meaning."},
    "revision": {"type": "integer", "minimum": 0, "description": "How often the case was saved."},
    "saved_at": {"type": "string", "description": "When, in ISO 8601 with the offset from UTC."},
    "saved_by": {"type": "string", "description": "By whom."},
    "example": {"type": "boolean", "description": "Fictional; every page says so."},
    "invented": {
        "type": "array",
        "items": {"type": "string"},
        "description": "Paths of values that are made up; printed with a dagger.",
    },
    "unread": {
        "type": "object",
        "additionalProperties": {"type": "string"},
        "description": "Texts that could not be read as a value, by the path of their field.",
    },
    "answers": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "finding": {"type": "string", "description": "The id of the finding that was set aside."},
                "reason": {"type": "string", "description": "Why."},
                "who": {"type": "string", "description": "By whom."},
                "when": {"type": "string", "description": "When, in ISO 8601 with the offset from UTC."},
                "facts": {
                    "type": "string",
                    "description": "SHA-256 of what the finding was about; an answer counts only for that.",
                },
            },
            "required": ["finding", "reason", "who", "when", "facts"],
        },
        "description": "Findings of the checks that were set aside with a reason, at most one entry for each.",
    },
}


def schema() -> dict[str, Json]:
    """The schema, in the 2020-12 dialect. Keys that it does not name are allowed: they are kept."""
    body = _object(Case)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hcplanner case",
        "description": "case.json of a .hcplan file. Every key may be missing: a missing key means not recorded.",
        **body,
        "properties": {**_BOOKKEEPING, **body["properties"]},
        "$defs": {
            "date": {"type": "string", "pattern": _DATE},
            **{choices.__name__: _choices(choices) for choices in _all_choices()},
        },
    }


def _all_choices() -> list[type[Choice]]:
    found = {member.choices for member in leaves(Case) if member.choices is not None}
    return sorted(found, key=lambda choices: choices.__name__)


def _choices(choices: type[Choice]) -> dict[str, Json]:
    return {"oneOf": [{"const": choice.value, "title": choice.words} for choice in choices]}


def _or_null(name: str) -> dict[str, Json]:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}


def _object(struct: type[msgspec.Struct]) -> dict[str, Json]:
    properties = {member.name: _member(member) for member in members(struct)}
    if issubclass(struct, Item):
        return {
            "type": "object",
            "properties": {"id": {"type": "string", "pattern": _IDENT}, **properties},
            "required": ["id"],
        }
    return {"type": "object", "properties": properties}


def _member(member: Declared) -> dict[str, Json]:
    declared = member.field
    words: dict[str, Json] = {"title": declared.label}
    if declared.help:
        words["description"] = declared.help
    if declared.unit:
        words["x-unit"] = declared.unit
    if declared.low is not None and declared.high is not None:
        # Values outside are odd, not wrong: they are stored and marked.
        words["x-plausible"] = [declared.low, declared.high]
    return words | _value(member)


def _value(member: Declared) -> dict[str, Json]:
    choices = member.choices.__name__ if member.choices else ""
    match member.kind:
        case Kind.TEXT:
            return {"type": "string"}
        case Kind.NUMBER:
            return {"type": ["number", "null"]}
        case Kind.INTEGER:
            return {"type": ["integer", "null"]}
        case Kind.DATE:
            return _or_null("date")
        case Kind.DATED_NUMBER:
            return _dated_number()
        case Kind.CHOICES:
            return {"type": "array", "uniqueItems": True, "items": {"$ref": f"#/$defs/{choices}"}}
        case Kind.GRADES:
            return _grades(member)
        case Kind.LIST if member.struct is not None:
            return {"type": "array", "items": _object(member.struct)}
        case Kind.GROUP if member.struct is not None:
            return _object(member.struct)
        case _:
            return _or_null(choices)


def _dated_number() -> dict[str, Json]:
    return {
        "type": ["object", "null"],
        "properties": {"value": {"type": ["number", "null"]}, "on": _or_null("date")},
        "additionalProperties": False,
    }


def _grades(member: Declared) -> dict[str, Json]:
    rows, grades = list(member.field.rows), list(member.field.grades)
    return {"type": "object", "propertyNames": {"enum": rows}, "additionalProperties": {"enum": grades}}


def schema_text() -> str:
    """The schema as it stands in `docs/case.schema.json`."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
