"""Structs to plain JSON values and back: every error collected with its path, unknown keys kept where they stood."""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Any, TypeVar

import msgspec

from .declare import Declared, Kind, members
from .values import PartialDate

S = TypeVar("S", bound=msgspec.Struct)

Json = Any  # what json.loads gives
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
    return _prune(_dates(value))


def _dates(value: object) -> Json:
    # PartialDate is itself a struct, so msgspec would write it as an object: it is turned to text on the way.
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, msgspec.Struct):
        return {
            info.encode_name: _dates(held)
            for info, held in ((i, getattr(value, i.name)) for i in msgspec.structs.fields(value))
            if info.name in getattr(value, "always_written", ()) or not _is_default(info, held)
        }
    if isinstance(value, tuple | list):
        return [_dates(v) for v in value]
    if isinstance(value, frozenset | set):
        return sorted(_dates(v) for v in value)
    if isinstance(value, dict):
        return {k: _dates(v) for k, v in value.items()}
    return msgspec.to_builtins(value)


def _is_default(info: msgspec.structs.FieldInfo, held: object) -> bool:
    if info.default_factory is not msgspec.NODEFAULT:
        return bool(held == info.default_factory())
    return bool(held == info.default) and type(held) is type(info.default)


def _prune(value: Json) -> Json:
    if isinstance(value, dict):
        kept = {k: _prune(v) for k, v in value.items()}
        return {k: v for k, v in kept.items() if v != {} and v != []}
    return [_prune(v) for v in value] if isinstance(value, list) else value


def canonical(value: object) -> bytes:
    """The one written form of a value: sorted keys, no white space, empty groups left out, UTF-8."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def fingerprint(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def convert(member: Declared, value: object) -> object:
    """`value` as the field's own type; ValueError with a plain reason when it is not one."""
    raw = _dates(value) if not isinstance(value, str) else _SURROGATES.sub("\ufffd", value)
    if member.kind is Kind.GRADES and isinstance(raw, dict):
        _check_grades(member, raw)
    return _convert(raw, member.type)


def _check_grades(member: Declared, raw: dict[str, Json]) -> None:
    for row, grade in raw.items():
        if row not in member.field.rows:
            raise ValueError(f"there is no row {row}")
        if grade not in member.field.grades:
            raise ValueError(f"{grade} is not a grade of this table")


def _convert(raw: Json, kind: Any) -> object:
    _refuse_nan(raw)
    try:
        return msgspec.convert(_with_dates(raw, kind), kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise ValueError(_reason(str(error))) from error


def _refuse_nan(raw: Json) -> None:
    if isinstance(raw, float) and not math.isfinite(raw):
        raise ValueError("the number must be finite")


def _with_dates(raw: Json, kind: Any) -> Json:
    """Dates are written as text but held as structs: texts that stand where a date belongs become its parts."""
    bare = _bare(kind)
    if bare is PartialDate:
        return _date_parts(raw)
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct) and isinstance(raw, dict):
        hints = {i.encode_name: i.type for i in msgspec.structs.fields(bare)}
        return {k: _with_dates(v, hints[k]) if k in hints and v is not None else v for k, v in raw.items()}
    return raw


def _date_parts(raw: Json) -> Json:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise ValueError("a date is written as text, such as 2014-03-12")
    return msgspec.to_builtins(PartialDate.parse(raw))


def _bare(kind: Any) -> Any:
    while True:
        if hasattr(kind, "__metadata__"):
            kind = kind.__origin__
        elif type(None) in getattr(kind, "__args__", ()):
            kind = next(a for a in kind.__args__ if a is not type(None))
        else:
            return kind


def _reason(message: str) -> str:
    return re.sub(r" - at `.*`$", "", message)


def decode(struct: type[S], raw: Json) -> Decoded:
    """Read a struct from plain JSON, field by field: all problems are collected, unknown keys are set aside.

    A field that could not be read keeps its default in the value; the caller decides whether that is acceptable.
    """
    problems: list[Problem] = []
    value, unknown = _read(struct, raw, "", problems)
    return Decoded(value, tuple(problems), unknown)


def _read(struct: type[S], raw: Json, prefix: str, problems: list[Problem]) -> tuple[S, dict[str, Json]]:
    infos = {i.encode_name: i for i in msgspec.structs.fields(struct)}
    declared = {m.name: m for m in members(struct)}
    held: dict[str, object] = {}
    unknown: dict[str, Json] = {}
    if not isinstance(raw, dict):
        problems.append(Problem(prefix, struct.__name__, "expected an object"))
        raw = {}
    for key, part in raw.items():
        info = infos.get(key)
        if info is None:
            unknown[key] = part
            continue
        member, path = declared.get(key), f"{prefix}.{key}" if prefix else key
        label = member.field.label if member else key
        if member is not None and member.kind is Kind.GROUP and member.struct is not None:
            held[key], inner = _read(member.struct, part, path, problems)
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
    for info in infos.values():
        if info.name not in held and info.required:
            problems.append(Problem(f"{prefix}.{info.name}".lstrip("."), info.name, "is missing"))
            held[info.name] = ""
    return struct(**held), unknown


def _read_items(member: Declared, raw: Json, path: str, problems: list[Problem]) -> tuple[tuple[object, ...], dict[str, Json]]:
    if not isinstance(raw, list):
        problems.append(Problem(path, member.field.label, "expected a list"))
        return (), {}
    items: list[Any] = []
    unknown: dict[str, Json] = {}
    for number, part in enumerate(raw):
        ident = part.get("id", number) if isinstance(part, dict) else number
        item, inner = _read(member.struct, part, f"{path}[{ident}]", problems)  # type: ignore[type-var]  # a list has a struct
        items.append(item)
        if inner:
            unknown[str(ident)] = inner
    idents = [item.id for item in items]
    if len(set(idents)) != len(idents):
        problems.append(Problem(path, member.field.label, "two entries have the same id"))
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
        elif member.struct is not None:
            merged[key] = overlay(member.struct, merged.get(key, {}), part)
    return merged


def _overlaid(struct: type[msgspec.Struct], item: Json, unknown: dict[str, Json]) -> Json:
    return overlay(struct, item, unknown[item["id"]]) if item["id"] in unknown else item
