"""How a field is declared, once, in the annotation of a frozen struct, and how the declarations are read."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from enum import Enum
from functools import cache, reduce
from typing import Any

import msgspec

from .values import Answer, Choice, DatedNumber, Item, PartialDate


class Privacy(Enum):
    """Whom a field can identify."""

    IDENTITY = "identity"  # names the patient or a relative
    STAFF = "staff"  # names a professional
    CLINICAL = "clinical"  # says something of the patient's health
    NONE = "none"


class Kind(Enum):
    """What a field holds; chooses its editor, its words on paper and its entry in the data dictionary."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "whole number"
    ANSWER = "answer"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    DATED_NUMBER = "dated number"
    GRADES = "grades"
    LIST = "list"
    GROUP = "group"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """The words and rules of one field. `low` and `high` bound what is plausible: outside is marked, never refused."""

    label: str
    help: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    decimals: int | None = None
    lines: int = 1
    time: bool = False
    privacy: Privacy = Privacy.CLINICAL
    code: str = ""
    quick: int = 0
    essential: bool = False
    safety: bool = False
    only_if: tuple[str, tuple[Enum, ...]] | None = None
    rows: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    internal: bool = False


def field(
    label: str,
    help: str = "",  # noqa: A002 - the word a reader of a declaration expects
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    decimals: int | None = None,
    lines: int = 1,
    time: bool = False,
    privacy: Privacy = Privacy.CLINICAL,
    code: str = "",
    quick: int = 0,
    essential: bool = False,
    safety: bool = False,
    only_if: tuple[str, tuple[Enum, ...]] | None = None,
    rows: tuple[str, ...] = (),
    grades: tuple[str, ...] = (),
    internal: bool = False,
) -> msgspec.Meta:
    """The declaration of one field, to stand in `Annotated[...]`.

    label, help: the words on screen and paper (message ids of the catalogue)
    unit: the unit of a number, as printed; decimals: how many are printed; low, high: plausible range
    lines: the height of a text's editor; time: the date is meant to carry a time of day
    privacy: whom it can identify; code: a clinical code whose source was opened
    quick: its row on the Quick page (1-25, 0 = not there); essential: shown before the rest is unfolded
    safety: when empty, "Not recorded" is printed in its place
    only_if: name of a neighbouring field (or a path from a neighbouring group on) and the values with which this one is
    asked; a whole group may hang on them too
    rows, grades: the rows and the allowed entries of a table of grades
    internal: set by pointing and drawing, never typed, and not told in words (where a mark lies in a picture)
    """
    declared = Field(
        label=label, help=help, unit=unit, low=low, high=high, decimals=decimals, lines=lines, time=time,
        privacy=privacy, code=code, quick=quick, essential=essential or quick > 0, safety=safety, only_if=only_if,
        rows=rows, grades=grades, internal=internal,
    )  # fmt: skip
    schema = {"x-unit": unit} if unit else {}
    return msgspec.Meta(title=label, description=help or None, extra={"field": declared}, extra_json_schema=schema)


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """One member of a struct as declared: where it stands, what it holds, its words and rules."""

    name: str
    path: str
    kind: Kind
    field: Field
    type: Any
    default: Any
    choices: type[Choice] | None = None
    struct: type[msgspec.Struct] | None = None

    def at(self, prefix: str) -> str:
        """The path of this member inside the struct that stands at `prefix`."""
        return f"{prefix}.{self.name}" if prefix else self.name

    def is_empty(self, value: object) -> bool:
        """Whether a value counts as "nobody recorded it"."""
        if self.kind is Kind.GROUP and self.struct is not None:
            return all(m.is_empty(getattr(value, m.name)) for m in members(self.struct))
        if self.kind is Kind.TEXT:
            return not str(value).strip()
        return value is None or value == self.default or value in ((), frozenset(), {})


@cache
def members(struct: type[msgspec.Struct]) -> tuple[Declared, ...]:
    """The declared members of a struct, in order; members without a declaration (ids, bookkeeping) are left out."""
    hints = typing.get_type_hints(struct, include_extras=True)
    found = []
    for info in msgspec.structs.fields(struct):
        hint = hints[info.name]
        declared = _declaration(hint)
        if declared is None:
            continue
        default = info.default_factory() if info.default_factory is not msgspec.NODEFAULT else info.default
        kind, choices, inner = _kind(hint)
        found.append(
            Declared(
                name=info.name,
                path=info.name,
                kind=kind,
                field=declared,
                type=hint,
                default=default,
                choices=choices,
                struct=inner,
            )
        )
    return tuple(found)


@cache
def leaves(struct: type[msgspec.Struct], prefix: str = "") -> tuple[Declared, ...]:
    """Every field that holds a value, with its whole path; fields of list items stand under `list[]`."""
    return tuple(_leaves(struct, prefix))


def _leaves(struct: type[msgspec.Struct], prefix: str) -> Iterator[Declared]:
    for member in members(struct):
        path = member.at(prefix)
        if member.kind is Kind.GROUP and member.struct is not None:
            yield from leaves(member.struct, path)
        elif member.kind is Kind.LIST and member.struct is not None:
            yield from leaves(member.struct, f"{path}[]")
        else:
            yield msgspec.structs.replace(member, path=path)


def recorded(value: msgspec.Struct, prefix: str = "") -> Iterator[tuple[Declared, object]]:
    """Every field that holds something, as (declaration with the exact path, value), in order."""
    for member in members(type(value)):
        held, path = getattr(value, member.name), member.at(prefix)
        if member.kind is Kind.GROUP:
            yield from recorded(held, path)
        elif member.kind is Kind.LIST:
            for item in held:
                yield from recorded(item, f"{path}[{item.id}]")
        elif not member.is_empty(held):
            yield msgspec.structs.replace(member, path=path), held


def asked(member: Declared, owner: msgspec.Struct) -> bool:
    """Whether the field or group is asked at all, given the values of its neighbours, or of fields within these."""
    if member.field.only_if is None:
        return True
    name, values = member.field.only_if
    held: Any = reduce(getattr, name.split("."), owner)
    return any(v in values for v in held) if isinstance(held, frozenset) else held in values


def _declaration(hint: Any) -> Field | None:
    for meta in getattr(hint, "__metadata__", ()):
        if isinstance(meta, msgspec.Meta) and meta.extra and "field" in meta.extra:
            declared: Field = meta.extra["field"]
            return declared
    return None


_SIMPLE = {
    str: Kind.TEXT,
    float: Kind.NUMBER,
    int: Kind.INTEGER,
    PartialDate: Kind.DATE,
    DatedNumber: Kind.DATED_NUMBER,
}


def _kind(hint: Any) -> tuple[Kind, type[Choice] | None, type[msgspec.Struct] | None]:
    bare = hint.__origin__ if hasattr(hint, "__metadata__") else hint
    if isinstance(bare, types.UnionType) or typing.get_origin(bare) is typing.Union:
        (bare,) = (a for a in typing.get_args(bare) if a is not type(None))
    origin, args = typing.get_origin(bare), typing.get_args(bare)
    if origin is frozenset:
        return Kind.CHOICES, args[0], None
    if origin is tuple:
        return Kind.LIST, None, args[0]
    if origin is dict:
        return Kind.GRADES, None, None
    if bare in _SIMPLE:
        return _SIMPLE[bare], None, None
    if issubclass(bare, Answer):
        return Kind.ANSWER, bare, None
    if issubclass(bare, Choice):
        return Kind.CHOICE, bare, None
    if issubclass(bare, msgspec.Struct):
        return Kind.GROUP, None, bare
    raise TypeError(f"no kind of field for {bare!r}")


def item_type(member: Declared) -> type[Item]:
    """The struct of a list's items; TypeError when the member is no list."""
    if member.kind is not Kind.LIST or member.struct is None or not issubclass(member.struct, Item):
        raise TypeError(f"{member.path} is not a list")
    struct: type[Item] = member.struct
    return struct
