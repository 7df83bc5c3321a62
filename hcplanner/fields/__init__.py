"""How a field is declared and read: `declare` words and rules, `values` types, `paths`, `coding`, `parse`, `show`."""

from .coding import Decoded, Problem, canonical, compact, convert, decode, fingerprint, laid_out, overlay, plain
from .declare import Declared, Field, Kind, Privacy, asked, field, item_type, leaves, members, recorded
from .paths import NoSuchField, declared_at, get_at, owner_of, put_items, set_at
from .values import Answer, Choice, DatedNumber, Group, Item, Level, PartialDate, level_range

__all__ = [
    "Answer",
    "Choice",
    "DatedNumber",
    "Declared",
    "Decoded",
    "Field",
    "Group",
    "Item",
    "Kind",
    "Level",
    "NoSuchField",
    "PartialDate",
    "Privacy",
    "Problem",
    "asked",
    "canonical",
    "compact",
    "convert",
    "declared_at",
    "decode",
    "field",
    "fingerprint",
    "get_at",
    "item_type",
    "laid_out",
    "leaves",
    "level_range",
    "members",
    "overlay",
    "owner_of",
    "plain",
    "put_items",
    "recorded",
    "set_at",
]  # fmt: skip
