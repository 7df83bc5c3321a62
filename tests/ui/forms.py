"""A value for every field, and a form to try it on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from hcplanner.case import Case
from hcplanner.fields import DatedNumber, Declared, Kind, PartialDate, item_type, members
from hcplanner.opencase import OpenCase
from ui.form import FormPage
from ui.parts.row import FieldRow

Opener = Callable[..., FormPage]


def numbered() -> Any:
    """Ids a, b, c ... for list entries."""
    numbers = count(1)
    return lambda: f"i{next(numbers)}"


def new_case() -> OpenCase:
    """An open case with nothing in it."""
    return OpenCase(Case(id="example"), numbered())


def sample(member: Declared) -> Any:
    """A value that the field can hold and that is not its empty one."""
    match member.kind:
        case Kind.TEXT:
            return "EXAMPLE text"
        case Kind.NUMBER:
            return (member.field.low or 1.0) + 0.5
        case Kind.INTEGER:
            return int(member.field.low or 0) + 1
        case Kind.DATE:
            return PartialDate(2024, 3, 12, *((14, 30) if member.field.time else ()))
        case Kind.DATED_NUMBER:
            return DatedNumber(30.5, PartialDate(2024, 3, 12))
        case Kind.GRADES:
            return {member.field.rows[0]: member.field.grades[1]}
        case Kind.CHOICES:
            assert member.choices is not None
            return frozenset(list(member.choices)[:2])
        case _:
            assert member.choices is not None
            return next(iter(member.choices))


def fields_of(open_case: OpenCase, struct: Any, prefix: str) -> list[tuple[str, Declared]]:
    """Every field that holds a value, with its path; each list is given one entry."""
    found: list[tuple[str, Declared]] = []
    for member in members(struct):
        path = f"{prefix}.{member.name}" if prefix else member.name
        if member.field.internal:
            continue
        if member.kind is Kind.GROUP:
            found += fields_of(open_case, member.struct, path)
        elif member.kind is Kind.LIST:
            ident = open_case.add_item(path)
            found += fields_of(open_case, item_type(member), f"{path}[{ident}]")
        else:
            found.append((path, member))
    return found


def full_case() -> OpenCase:
    """An open case with something in every field."""
    making = new_case()
    for path, member in fields_of(making, Case, ""):
        making.set(path, sample(member))
    return OpenCase(making.case, numbered())


SECTIONS = tuple(member.name for member in members(Case))


def row_at(page: FormPage, path: str) -> FieldRow:
    """The row of a field, unfolded."""
    found = page.body.reveal(path)
    assert isinstance(found, FieldRow), path
    return found
