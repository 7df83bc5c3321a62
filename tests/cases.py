"""Cases made for tests: a value for every declared field, seeded, so that a failing case can be made again."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import msgspec

from hcplanner.case import Case
from hcplanner.fields import DatedNumber, Declared, Item, Kind, PartialDate, item_type, members

Fill = Callable[[Declared, str], Any]


def filled(fill: Fill, entries: int = 1) -> Case:
    """A case with `fill(member, path)` in every field and `entries` items in every list; None leaves a field empty."""
    case = Case(id="0f" * 16, revision=1, saved_at="2026-03-04T10:20:00+01:00", saved_by="Dr EXAMPLE", example=True)
    values = {m.name: _value(m, m.name, fill, entries) for m in members(Case)}
    return msgspec.structs.replace(case, **values)


def _value(member: Declared, path: str, fill: Fill, entries: int) -> Any:
    if member.kind is Kind.GROUP:
        struct = member.struct
        assert struct is not None
        return struct(**_members(struct, path, fill, entries))
    if member.kind is Kind.LIST:
        struct = item_type(member)
        return tuple(_item(struct, f"i{n}", path, fill, entries) for n in range(entries))
    value = fill(member, path)
    return member.default if value is None else value


def _item(struct: type[Item], ident: str, path: str, fill: Fill, entries: int) -> Item:
    return struct(id=ident, **_members(struct, f"{path}[{ident}]", fill, entries))


def _members(struct: type[msgspec.Struct], path: str, fill: Fill, entries: int) -> dict[str, Any]:
    return {m.name: _value(m, f"{path}.{m.name}", fill, entries) for m in members(struct)}


def random_case(seed: int) -> Case:
    """A case with about half of its fields filled with plausible random values."""
    chance = random.Random(seed)
    share = chance.choice((0.05, 0.4, 0.9))

    def fill(member: Declared, _path: str) -> Any:
        return random_value(member, chance) if chance.random() < share else None

    return filled(fill, entries=chance.choice((0, 1, 2)))


_WORDS = "cord mass lamina plate hinge axial right left dens below above stable review calm edge".split()


def random_value(member: Declared, chance: random.Random) -> Any:
    """A plausible value of the field's kind."""
    field = member.field
    low, high = field.low or 0, field.high or 100
    match member.kind:
        case Kind.TEXT:
            return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 6)))
        case Kind.NUMBER:
            return round(chance.uniform(low, high), field.decimals or 0)
        case Kind.INTEGER:
            return chance.randint(int(low), int(high))
        case Kind.DATE:
            return PartialDate(chance.randint(2001, 2026), chance.randint(1, 12), chance.randint(1, 28))
        case Kind.DATED_NUMBER:
            return DatedNumber(round(chance.uniform(low, high), 1), PartialDate(2026, chance.randint(1, 12), 3))
        case Kind.GRADES:
            return {row: chance.choice(field.grades) for row in field.rows}
        case Kind.CHOICES:
            assert member.choices is not None
            every = list(member.choices)
            return frozenset(chance.sample(every, chance.randint(1, min(3, len(every)))))
        case _:
            assert member.choices is not None
            return chance.choice(list(member.choices))
