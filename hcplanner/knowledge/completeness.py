"""How much of each section is filled, and which paths of a case hold something and which do not."""

from collections.abc import Iterator

import msgspec

from hcplanner.case import Case
from hcplanner.fields import Declared, Kind, asked, members


class Completeness(msgspec.Struct, frozen=True):
    """How many of the essential fields that are asked hold something."""

    filled: int
    asked: int

    @property
    def complete(self) -> bool:
        """Whether nothing essential is missing."""
        return self.filled == self.asked


def completeness(case: Case) -> dict[str, Completeness]:
    """Each section's completeness by its name; a field that its neighbours' values make pointless is not asked."""
    return {section.name: section_completeness(getattr(case, section.name)) for section in members(Case)}


def section_completeness(section: msgspec.Struct, prefix: str = "") -> Completeness:
    """The completeness of one section or entry. A list counts as one field, and each entry's own fields count too."""
    states = [full for member, full in _fields(section, prefix) if member.field.essential]
    return Completeness(sum(states), len(states))


def _fields(owner: msgspec.Struct, prefix: str) -> Iterator[tuple[Declared, bool]]:
    for member in members(type(owner)):
        held, path = getattr(owner, member.name), member.at(prefix)
        if not asked(member, owner):
            continue
        if member.kind is Kind.GROUP:
            yield from _fields(held, path)
            continue
        yield msgspec.structs.replace(member, path=path), not member.is_empty(held)
        if member.kind is Kind.LIST:
            for item in held:
                yield from _fields(item, f"{path}[{item.id}]")
