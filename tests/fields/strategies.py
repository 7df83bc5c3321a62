"""Any value that any field can hold, made from the declarations."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

import msgspec
from hypothesis import strategies as st

from hcplanner.case import Case
from hcplanner.fields import DatedNumber, Declared, Item, Kind, PartialDate, item_type, members

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-1000, 1000).map(float)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    """A date known to any degree."""
    when = draw(st.datetimes(datetime(1850, 1, 1), datetime(2200, 12, 31, 23, 59)))  # noqa: DTZ001 - the ward's own clock
    parts = (when.year, when.month, when.day, when.hour, when.minute)
    return PartialDate(*parts[: draw(st.sampled_from((1, 2, 3, 5)))])


def values(member: Declared) -> st.SearchStrategy[Any]:
    """Any value of a field, its empty one included."""
    match member.kind:
        case Kind.TEXT:
            return texts
        case Kind.NUMBER:
            return st.none() | numbers
        case Kind.INTEGER:
            return st.none() | st.integers(-(2**53), 2**53)
        case Kind.DATE:
            return st.none() | dates()
        case Kind.DATED_NUMBER:
            dated = st.builds(DatedNumber, st.none() | numbers, st.none() | dates())
            return st.none() | dated.filter(lambda held: held != DatedNumber())
        case Kind.GRADES:
            rows, grades = st.sampled_from(member.field.rows), st.sampled_from(member.field.grades)
            return st.dictionaries(rows, grades, max_size=4)
        case Kind.CHOICES:
            return st.frozensets(st.sampled_from(list(member.choices or ())), max_size=3)
        case _:
            return st.none() | st.sampled_from(list(member.choices or ()))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case with a handful of fields filled, entries of lists among them."""
    return cast("Case", draw(_structs(Case)))


@st.composite
def _structs(draw: st.DrawFn, struct: type[msgspec.Struct]) -> msgspec.Struct:
    ident = {"id": "x"} if issubclass(struct, Item) else {}
    everything = members(struct)
    chosen = draw(st.lists(st.sampled_from(everything), max_size=5, unique_by=lambda m: m.name)) if everything else []
    held: dict[str, Any] = {}
    for member in chosen:
        if member.kind is Kind.GROUP and member.struct is not None:
            held[member.name] = draw(_structs(member.struct))
        elif member.kind is Kind.LIST:
            items = draw(st.lists(_structs(item_type(member)), max_size=2))
            held[member.name] = tuple(msgspec.structs.replace(item, id=f"i{n}") for n, item in enumerate(items))
        else:
            held[member.name] = draw(values(member))
    return struct(**ident, **held)
