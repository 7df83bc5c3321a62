"""Structs to plain JSON values and back: every error collected with its path, unknown keys kept where they stood."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from .declare import Declared, Kind, item_type, members
from .values import Choice, PartialDate

S = TypeVar("S", bound=msgspec.Struct)

Json = Any  # what json.loads gives
_LARGEST_WHOLE = 2**53  # beyond it, readers that know only floating-point numbers lose digits
_AS_IT_IS = frozenset({str, int, float, bool})
_IDENT = re.compile("[A-Za-z0-9_-]{1,64}")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Problem(msgspec.Struct, frozen=True):
    """One value that could not be read: where, under which words, and why."""

    path: str
    label: str
    reason: str


class Decoded(msgspec.Struct, frozen=True):
    """What reading gave: the value (with what could be read), the problems, and the keys this version does not know."""

    value: Any
    problems: tuple[Problem, ...]
    unknown: dict[str, Json]


def plain(value: object) -> Json:
    """A value as JSON knows it, dates and choices as their stored text, sets sorted, empty groups left out."""
    kind = type(value)
    if value is None or kind in _AS_IT_IS:
        return value
    # PartialDate is itself a struct, so msgspec would write it as an object.
    if kind is PartialDate:
        return str(value)
    if isinstance(value, msgspec.Struct):
        return _plain_struct(value)
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(part) for part in value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return msgspec.to_builtins(value)


def _plain_struct(value: msgspec.Struct) -> dict[str, Json]:
    written: dict[str, Json] = {}
    for name, key, _, default, _, always in infos(type(value)):
        held = getattr(value, name)
        if held is default and not always:
            continue
        kind = type(held)
        if kind in _AS_IT_IS:
            if always or kind is not type(default) or held != default:
                written[key] = held
        elif isinstance(held, Choice):
            written[key] = held.value
        elif (part := plain(held)) not in ({}, []):
            written[key] = part
    return written


class Info(NamedTuple):
    """What reading and writing need of one member of a struct."""

    name: str
    key: str
    type: Any
    default: object
    required: bool
    always: bool


@cache
def infos(struct: type[msgspec.Struct]) -> tuple[Info, ...]:
    """The members of a struct, worked out once: msgspec resolves the annotations anew at every call."""
    always = getattr(struct, "always_written", ())
    found = []
    for info in msgspec.structs.fields(struct):
        made = info.default_factory is not msgspec.NODEFAULT
        default = info.default_factory() if made else info.default
        found.append(Info(info.name, info.encode_name, info.type, default, info.required, info.name in always))
    return tuple(found)


def canonical(value: object) -> bytes:
    """The one written form of a value: sorted keys, no white space, empty groups left out, UTF-8."""
    return compact(plain(value))


_SORTED = msgspec.json.Encoder(order="sorted")
# Nothing at all, very small, very large: what msgspec and Python do not write alike, or should refuse.
_UNLIKE = re.compile(rb"[:,\[](?:null|-?(?:0\.0000|[0-9]{16}|[0-9][0-9.]*e))")


def compact(raw: Json) -> bytes:
    """Plain JSON values on one line as Python writes them, keys sorted; ValueError for what JSON cannot hold."""
    written = _SORTED.encode(raw)
    if _UNLIKE.search(written) is None:
        return written  # in an eighth of the time
    return json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def laid_out(raw: Json) -> bytes:
    """Plain JSON values as `case.json` holds them: on many lines, so that people can read it, ending with one."""
    return msgspec.json.format(msgspec.json.encode(raw), indent=2) + b"\n"


def fingerprint(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    import hashlib

    return hashlib.sha256(canonical(value)).hexdigest()


def convert(member: Declared, value: object) -> object:
    """`value` as the field's own type; ValueError with a plain reason when it is not one."""
    raw = _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else plain(value)
    if type(raw) is str:
        # By far the most values of a case: no need to take the annotation apart.
        if member.kind is Kind.TEXT:
            return raw
        if member.choices is not None and member.kind is not Kind.CHOICES and raw in member.choices._value2member_map_:
            return member.choices(raw)
        if member.kind is Kind.DATE:
            return PartialDate.parse(raw)
    if member.kind is Kind.GRADES and isinstance(raw, dict):
        _check_grades(member, raw)
    if member.kind is Kind.DATED_NUMBER and raw == {}:
        return None  # neither number nor date is nothing at all
    return _convert(raw, member.type)


def _check_grades(member: Declared, raw: dict[str, Json]) -> None:
    for row, grade in raw.items():
        if row not in member.field.rows:
            raise ValueError(f"there is no row {row}")
        if grade not in member.field.grades:
            raise ValueError(f"{grade} is not a grade of this table")


def _convert(raw: Json, kind: Any) -> object:
    _refuse_odd_numbers(raw)
    try:
        return msgspec.convert(_with_dates(raw, kind), kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise ValueError(_reason(str(error))) from error


def _refuse_odd_numbers(raw: Json) -> None:
    """Numbers that JSON cannot carry to every reader unchanged."""
    for number in raw.values() if isinstance(raw, dict) else (raw,):
        if isinstance(number, float) and not math.isfinite(number):
            raise ValueError("the number must be finite")
        if isinstance(number, int) and abs(number) > _LARGEST_WHOLE:
            raise ValueError("this number is too large")


def _with_dates(raw: Json, kind: Any) -> Json:
    """Dates are written as text but held as structs: texts that stand where a date belongs become its parts."""
    bare = _bare(kind)
    if bare is PartialDate:
        return _date_parts(raw)
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct) and isinstance(raw, dict):
        hints = {i.key: i.type for i in infos(bare)}
        return {k: _with_dates(v, hints[k]) if k in hints and v is not None else v for k, v in raw.items()}
    return raw


def _date_parts(raw: Json) -> Json:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise ValueError("a date is written as text, such as 2014-03-12")  # noqa: TRY004 - the value is wrong, not the call
    return msgspec.to_builtins(PartialDate.parse(raw))


def _bare(kind: Any) -> Any:
    while True:
        if hasattr(kind, "__metadata__"):
            kind = kind.__origin__
        elif type(None) in getattr(kind, "__args__", ()):
            kind = next(a for a in kind.__args__ if a is not type(None))
        else:
            return kind


# The names of JSON's types, as a person reads them.
_TYPES = {
    "str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false", "null": "nothing",
    "array": "a list", "object": "an object",
}  # fmt: skip
_EXPECTED = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")


def _reason(message: str) -> str:
    """What msgspec says, in words that a person who never heard of it can act on."""
    bare = re.sub(r" - at `.*`$", "", message)
    if found := _EXPECTED.match(bare):
        wanted = [_TYPES.get(name, name) for name in found[1].split(" | ") if name != "null"]
        return f"{' or '.join(wanted)} is expected, not {_TYPES.get(found[2], found[2])}"
    if found := re.match(r"Invalid enum value (.*)", bare):
        return f"{found[1]} is not one of its choices"
    if found := re.match(r"Object contains unknown field `(.*)`", bare):
        return f"it has no part named {found[1]}"
    return bare


def decode(struct: type[S], raw: Json) -> Decoded:
    """Read a struct from plain JSON, field by field: all problems are collected, unknown keys are set aside.

    A field that could not be read keeps its default in the value; the caller decides whether that is acceptable.
    """
    problems: list[Problem] = []
    value, unknown = _read(struct, raw, "", problems)
    return Decoded(value, tuple(problems), unknown)


def _read(
    struct: type[S], raw: Json, prefix: str, problems: list[Problem], called: str = ""
) -> tuple[S, dict[str, Json]]:
    known = {i.key: i for i in infos(struct)}
    declared = {m.name: m for m in members(struct)}
    held: dict[str, object] = {}
    unknown: dict[str, Json] = {}
    if not isinstance(raw, dict):
        problems.append(Problem(prefix, called or struct.__name__, "expected an object"))
        raw = {}
    for key, part in raw.items():
        info = known.get(key)
        if info is None:
            unknown[key] = part
            continue
        member, path = declared.get(key), f"{prefix}.{key}" if prefix else key
        label = member.field.label if member else key
        if member is not None and member.kind is Kind.GROUP and member.struct is not None:
            held[key], inner = _read(member.struct, part, path, problems, label)
            if inner:
                unknown[key] = inner
        elif member is not None and member.kind is Kind.LIST:
            held[key], inner = _read_items(member, part, path, problems)
            if inner:
                unknown[key] = inner
        else:
            try:
                held[key] = convert(member, part) if member is not None else _convert(part, info.type)
            except ValueError as error:
                problems.append(Problem(path, label, str(error)))
    for info in known.values():
        if info.name not in held and info.required:
            problems.append(Problem(f"{prefix}.{info.name}".lstrip("."), info.name, "is missing"))
            held[info.name] = ""
    return struct(**held), unknown


def _read_items(
    member: Declared, raw: Json, path: str, problems: list[Problem]
) -> tuple[tuple[object, ...], dict[str, Json]]:
    if not isinstance(raw, list):
        problems.append(Problem(path, member.field.label, "expected a list"))
        return (), {}
    struct = item_type(member)
    items: list[Any] = []
    unknown: dict[str, Json] = {}
    for number, part in enumerate(raw):
        ident = part.get("id", number) if isinstance(part, dict) else number
        item, inner = _read(struct, part, f"{path}[{ident}]", problems, member.field.label)
        items.append(item)
        if inner:
            unknown[str(ident)] = inner
    idents = [item.id for item in items]
    if len(set(idents)) != len(idents):
        problems.append(Problem(path, member.field.label, "two entries have the same id"))
    if not all(isinstance(ident, str) and _IDENT.fullmatch(ident) for ident in idents):
        problems.append(Problem(path, member.field.label, "an entry's id is 1 to 64 letters, digits, - or _"))
    return tuple(items), unknown


def overlay(struct: type[msgspec.Struct], known: Json, unknown: dict[str, Json]) -> Json:
    """`known` with the unknown keys put back where they stood; list entries are found by their id.

    The struct tells a list from a group, so that an emptied list never comes back as an object.
    """
    declared = {m.name: m for m in members(struct)}
    merged = dict(known)
    for key, part in unknown.items():
        member = declared.get(key)
        if member is None:
            merged.setdefault(key, part)
        elif member.kind is Kind.LIST and member.struct is not None:
            if key in merged:
                merged[key] = [_overlaid(member.struct, item, part) for item in merged[key]]
        elif member.struct is not None and (inner := overlay(member.struct, merged.get(key, {}), part)):
            merged[key] = inner
    return merged


def _overlaid(struct: type[msgspec.Struct], item: Json, unknown: dict[str, Json]) -> Json:
    return overlay(struct, item, unknown[item["id"]]) if item["id"] in unknown else item
