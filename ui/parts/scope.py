"""Where the fields of one struct stand in an open case, also those of a list entry that is not there yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from hcplanner.case import Case
from hcplanner.fields import leaves

if TYPE_CHECKING:
    from hcplanner.fields import Declared
    from hcplanner.i18n import Words
    from hcplanner.opencase import OpenCase


Derived = Mapping[str, Callable[[Case, str], str]]
"""What is told below a group: made from the case and the path of the group."""
Later = Callable[[str, Callable[[], Any], Callable[[Any], None]], None]
"""Works something out off the user's thread and hands over the answer; of each topic only the newest."""


def at_once(_topic: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    """Works it out here and now, where there is no worker."""
    done(work())


@cache
def repeated_labels(section: type[msgspec.Struct]) -> frozenset[str]:
    """The labels that more than one field of a section has; they need their group's words beside them.

    Of a section, not of the case: reading all declarations takes longer than building the first page.
    """
    count = Counter(leaf.field.label for leaf in leaves(section))
    return frozenset(label for label, times in count.items() if times > 1)


class Scope:
    """The struct whose fields are edited: a section, or a group in one.

    place: the words of the group, for those who hear the screen and do not see the heading
    derived: lines worked out from the fields of a struct, by its path (list entries as `list[]`), shown below them
    later: who works out what may take long
    """

    def __init__(
        self,
        open_case: OpenCase,
        words: Words,
        struct: type[msgspec.Struct],
        step: str,
        *,
        above: Scope | None = None,
        place: str = "",
        derived: Derived | None = None,
        later: Later = at_once,
    ) -> None:
        self.open_case = open_case
        self.words = words
        self.struct = struct
        self.step = step
        self.above = above
        self.place = place
        self.derived: Derived | None = above.derived if above else derived
        self.later: Later = above.later if above else later

    @classmethod
    def of_section(
        cls, open_case: OpenCase, words: Words, section: str, derived: Derived | None = None, later: Later = at_once
    ) -> Scope:
        """The scope of a section, by its name."""
        struct = type(getattr(open_case.case, section))
        return cls(open_case, words, struct, section, derived=derived, later=later)

    def inside(self, member: Declared) -> Scope:
        """The scope of a group in this one."""
        assert member.struct is not None
        place = self.words(member.field.label)
        return Scope(self.open_case, self.words, member.struct, member.name, above=self, place=place)

    def prefix(self) -> str:
        """The path of the struct."""
        return f"{self.above.prefix()}.{self.step}" if self.above else self.step

    def pattern(self) -> str:
        """The path of the struct with list entries as `list[]`."""
        return f"{self.above.pattern()}.{self.step}" if self.above else self.step

    def path(self, name: str) -> str:
        """The path of one of its members."""
        return f"{self.prefix()}.{name}"

    def owner(self, case: Case) -> Any:
        """The struct as `case` holds it."""
        return getattr(self.above.owner(case) if self.above else case, self.step)

    def ensure(self) -> None:
        """See to it that the struct is there, before something is written into it."""
        if self.above:
            self.above.ensure()

    def heard_as(self, label: str) -> str:
        """How a field is called aloud: its label, with the group or entry where the label alone is not enough."""
        words = self.words(label)
        place = self.context() if label in repeated_labels(self.section()) or self.in_entry() else ""
        return f"{words}, {place}" if place else words

    def section(self) -> type[msgspec.Struct]:
        """The struct of the section that all of this stands in."""
        return self.above.section() if self.above else self.struct

    def context(self) -> str:
        """The words of group and entry."""
        outer = self.above.context() if self.above else ""
        return ", ".join(part for part in (self.place, outer) if part)

    def in_entry(self) -> bool:
        """Whether the struct is part of a list entry."""
        return self.above is not None and self.above.in_entry()

    def framed(self) -> bool:
        """Whether it is shown inside the frame of an entry."""
        return self.above is not None and self.above.framed()


class EntryScope(Scope):
    """The scope of one entry of a list. Without an id it stands for an entry that is made when something is entered."""

    def __init__(self, above: Scope, member: Declared, ident: str = "", *, framed: bool = True) -> None:
        assert member.struct is not None
        super().__init__(above.open_case, above.words, member.struct, member.name, above=above)
        self.ident = ident
        self.label = above.words(member.field.label)
        self.number = 1
        self._framed = framed
        self._blank = member.struct(id="")

    def list_path(self) -> str:
        """The path of the list."""
        assert self.above is not None
        return self.above.path(self.step)

    def prefix(self) -> str:
        """The path of the entry; of no field while there is none."""
        return f"{self.list_path()}[{self.ident}]"

    def pattern(self) -> str:
        """The path of any entry."""
        return f"{super().pattern()}[]"

    def owner(self, case: Case) -> Any:
        """The entry, or an empty one while it is not there."""
        assert self.above is not None
        items = getattr(self.above.owner(case), self.step)
        return next((item for item in items if item.id == self.ident), self._blank)

    def ensure(self) -> None:
        """Add the entry if it is not there."""
        super().ensure()
        if not self.ident:
            # Whoever shows the list may take the new entry for this one while it is told of it.
            ident = self.open_case.add_item(self.list_path())
            if not self.ident:
                self.ident = ident

    def section(self) -> type[msgspec.Struct]:
        """The struct of the section that all of this stands in."""
        return self.above.section() if self.above else self.struct

    def context(self) -> str:
        """The list and the number of the entry."""
        return f"{self.label} {self.number}"

    def in_entry(self) -> bool:
        """It is one."""
        return True

    def framed(self) -> bool:
        """As it was made."""
        return self._framed
