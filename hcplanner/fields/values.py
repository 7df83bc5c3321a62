"""What a field may hold beyond text and numbers: answers, choices, partial dates, dated numbers, list items."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from enum import Enum
from typing import Self

import msgspec


class Choice(Enum):
    """A closed set of values; each member is written as its stored value and the words it is shown with."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        """A member known by its stored value, carrying its words."""
        member = object.__new__(cls)
        member._value_ = value
        member.words = words
        return member

    @property
    def rank(self) -> int:
        """The place of this member in the order of its declaration, from 0."""
        return list(type(self)).index(self)


class Level(Choice):
    """A choice whose members stand in a row, so that neighbours can be told as a range."""


def level_range(levels: Iterable[Level]) -> str:
    """Levels in anatomical order with neighbours joined by an en dash, such as `C1-C3, C5`; empty text for none."""
    runs: list[list[Level]] = []
    for level in sorted(levels, key=lambda one: one.rank):
        if runs and level.rank == runs[-1][-1].rank + 1:
            runs[-1].append(level)
        else:
            runs.append([level])
    return ", ".join(run[0].words if len(run) == 1 else f"{run[0].words}\N{EN DASH}{run[-1].words}" for run in runs)


class Answer(Choice):
    """What was answered to a question. An empty field (None) means that nobody asked: unknown is not no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NOT_KNOWN = "not_known", "Not known"


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?", re.ASCII)


class PartialDate(msgspec.Struct, frozen=True, order=True):
    """A date as far as it is known: year, month, day, and the time of day where that matters.

    Written as `2014`, `2014-03`, `2014-03-12` or `2014-03-12T14:30`; times are the hospital's own clock.
    """

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None

    def __post_init__(self) -> None:
        if not 1850 <= self.year <= 2200:
            raise ValueError("the year must lie between 1850 and 2200")
        if self.month is None:
            if (self.day, self.hour, self.minute) != (None, None, None):
                raise ValueError("a day needs its month")
            return
        if not 1 <= self.month <= 12:
            raise ValueError("the month must be 1 to 12")
        if self.day is None:
            if (self.hour, self.minute) != (None, None):
                raise ValueError("a time needs its day")
            return
        if not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            raise ValueError("this month has no such day")
        if (self.hour is None) != (self.minute is None):
            raise ValueError("a time has hours and minutes")
        if self.hour is not None and not (0 <= self.hour <= 23 and 0 <= (self.minute or 0) <= 59):
            raise ValueError("the time must lie between 00:00 and 23:59")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date written as `2014`, `2014-03`, `2014-03-12` or `2014-03-12T14:30`; ValueError otherwise."""
        match = _DATE.fullmatch(text)
        if match is None:
            raise ValueError("a date is written as 2014, 2014-03, 2014-03-12 or 2014-03-12T14:30")
        return cls(*(None if part is None else int(part) for part in match.groups()))  # type: ignore[arg-type]  # the year is always there

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        if self.hour is not None:
            text += f"T{self.hour:02}:{self.minute:02}"
        return text

    @property
    def complete(self) -> bool:
        """Whether year, month and day are all known."""
        return self.day is not None


class DatedNumber(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A measured number and the day it was measured; either may be missing."""

    value: float | None = None
    on: PartialDate | None = None


class Group(msgspec.Struct, frozen=True, omit_defaults=True):
    """A section of the case, or a group of fields within one."""


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a list in the case; `id` stays the same for as long as the entry exists."""

    id: str
