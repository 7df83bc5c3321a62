"""The motor level of one side: the lowest key muscle of grade 3 or more with all above it normal.

Where there is no key muscle, the motor level follows sensation.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .exam import Readings
from .grades import INTACT, LAST_POINT, MOTOR_NORMAL, MUSCLE_LEVELS, S3
from .sensory import sensory_levels

USEFUL = 3
"""The grade from which a key muscle counts as working against gravity."""


class Walk(NamedTuple):
    """One way in which the search from C2 downwards may end."""

    level: int
    sensory: int
    """The sensory level that goes with it."""
    motor: tuple[frozenset[int], ...]
    """What each key muscle may then still be."""
    stop: int
    """The level that ended the search; INTACT when none did."""

    @property
    def follows_sensation(self) -> bool:
        """Whether sensation ended the search, at a level without a key muscle."""
        return self.stop != INTACT and self.stop not in MUSCLE_LEVELS


def walks(side: Readings, *, contraction: bool) -> Iterator[Walk]:
    """Every way in which the motor level of a side may be found, with `contraction` of the anus or without."""
    for sensory in sensory_levels(side):
        yield from _walks(side, sensory, contraction=contraction)


def _walks(side: Readings, sensory: int, *, contraction: bool) -> Iterator[Walk]:
    motor = side.motor
    for level in range(1, LAST_POINT + 1):
        if level not in MUSCLE_LEVELS:
            if sensory < level:
                yield Walk(level - 1, sensory, motor, level)
                return
            continue
        muscle = MUSCLE_LEVELS.index(level)
        weak = frozenset(value for value in motor[muscle] if value < USEFUL)
        useful = frozenset(value for value in motor[muscle] if USEFUL <= value < MOTOR_NORMAL)
        if weak:
            yield Walk(level - 1, sensory, _with(motor, muscle, weak), level)
        if useful:
            yield Walk(level, sensory, _with(motor, muscle, useful), level)
        if MOTOR_NORMAL not in motor[muscle]:
            return
        motor = _with(motor, muscle, frozenset({MOTOR_NORMAL}))
    yield Walk(INTACT if contraction and sensory == INTACT else S3, sensory, motor, INTACT)


def _with(motor: tuple[frozenset[int], ...], muscle: int, possible: frozenset[int]) -> tuple[frozenset[int], ...]:
    return (*motor[:muscle], possible, *motor[muscle + 1 :])


def motor_levels(side: Readings, contraction: frozenset[bool]) -> tuple[int, ...]:
    """Every motor level that the grades allow, from rostral to caudal."""
    return tuple(sorted({walk.level for yes in contraction for walk in walks(side, contraction=yes)}))
