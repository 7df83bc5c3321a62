"""Levels, the grades that may be written for each test, and which values a written grade stands for."""

from collections.abc import Iterable
from typing import Final

LEVELS: Final = (
    *(f"C{n}" for n in range(1, 9)), *(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6)),
    "S1", "S2", "S3", "S4-5", "INT",
)  # fmt: skip
"""The neurological levels from rostral to caudal; a level is held as its place here. INT: intact throughout."""
INTACT: Final = LEVELS.index("INT")
S3: Final = LEVELS.index("S3")
C4: Final = LEVELS.index("C4")

POINTS: Final = LEVELS[1:INTACT]
"""The 28 levels whose sensory points are tested. C1 is never tested; it appears only as a result."""
LAST_POINT: Final = len(POINTS) - 1

MUSCLES: Final = ("C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1")
"""The levels of the ten key muscles."""
ARM: Final = slice(0, 5)
LEG: Final = slice(5, 10)
MUSCLE_LEVELS: Final = tuple(LEVELS.index(name) for name in MUSCLES)

MOTOR_NORMAL: Final = 5
SENSORY_NORMAL: Final = 2
NOT_TESTED: Final = "NT"
OTHER_NOT_NORMAL: Final = "*"
"""Altered by something other than the cord lesion, to be rated as not normal."""
OTHER_NORMAL: Final = "**"
"""Altered by something other than the cord lesion, to be rated as normal."""


def _allowed(normal: int) -> tuple[str, ...]:
    plain = [str(grade) for grade in range(normal + 1)]
    altered = [*plain[:-1], NOT_TESTED]
    return (*plain, NOT_TESTED, *(raw + mark for raw in altered for mark in (OTHER_NOT_NORMAL, OTHER_NORMAL)))


MOTOR_GRADES: Final = _allowed(MOTOR_NORMAL)
"""What may be written for a key muscle. A normal grade takes no mark."""
SENSORY_GRADES: Final = _allowed(SENSORY_NORMAL)
"""What may be written for a sensory point."""
ANSWERS: Final = ("Yes", "No", NOT_TESTED)
"""What may be written for voluntary anal contraction and deep anal pressure."""


def raw(grade: str) -> str:
    """The grade as it was found, without its mark."""
    return grade.rstrip("*")


def mark(grade: str) -> str:
    """The mark of a grade: "", "*" or "**"."""
    return grade[len(raw(grade)) :]


def values(grade: str, normal: int) -> frozenset[int]:
    """Every value that a written grade may stand for when levels and grade are worked out.

    A grade marked ** counts as normal; one marked * lies anywhere from what was found to one below normal; one that
    was not tested anywhere.
    """
    found, marked = raw(grade), mark(grade)
    if marked == OTHER_NORMAL:
        return frozenset({normal})
    lowest = 0 if found == NOT_TESTED else int(found)
    if marked == OTHER_NOT_NORMAL:
        return frozenset(range(lowest, normal))
    return frozenset(range(normal + 1)) if found == NOT_TESTED else frozenset({lowest})


def answers(written: str) -> frozenset[bool]:
    """What Yes, No or NT may stand for."""
    return frozenset({True, False}) if written == NOT_TESTED else frozenset({written == "Yes"})


def named(places: Iterable[int]) -> tuple[str, ...]:
    """The names of levels held as places, from rostral to caudal."""
    return tuple(LEVELS[place] for place in sorted(places))
