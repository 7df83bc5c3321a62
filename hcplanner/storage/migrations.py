"""Steps from an older written form of a case to the one after it. Files are migrated when read, never in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from hcplanner.case import FORMAT

Json = Any


class Migration(NamedTuple):
    """One step: the format it starts from, its name, a sentence for people, and what it makes of `case.json`.

    step: gives the plain values in the next format, and leaves those it was given as they are
    """

    start: int
    name: str
    sentence: str
    step: Callable[[dict[str, Json]], dict[str, Json]]


MIGRATIONS: Final[tuple[Migration, ...]] = ()
"""Every step that there ever was, in order. None is ever removed; format 1 is the first, so there is none yet."""


def brought_up(
    raw: dict[str, Json], found: int, steps: Sequence[Migration] = MIGRATIONS, to: int = FORMAT
) -> dict[str, Json]:
    """`case.json` of an older format in the format `to`; of that or a newer one as it is.

    Raises LookupError: a step is missing, which is a fault of the program.
    """
    for start in range(found, to):
        raw = {**_from(start, steps).step(raw), "format": start + 1}
    return raw


def _from(start: int, steps: Sequence[Migration]) -> Migration:
    for one in steps:
        if one.start == start:
            return one
    raise LookupError(f"no migration starts from format {start}")
