"""The zones of partial preservation of the 2019 revision: the lowest level with anything kept, where they apply."""

from typing import Final

from .ais import FAR, cases, lowest_moving
from .exam import ExamReadings, Readings
from .grades import LAST_POINT
from .motor import walks

NOT_APPLICABLE: Final = -1
"""Something is kept at the sacral end, so that there is no zone; sorts before every level."""


def sensory_zone(side: Readings, pressure: frozenset[bool]) -> tuple[int, ...]:
    """Every sensory zone that the grades of a side and the deep anal pressure allow."""
    found = [NOT_APPLICABLE] if True in pressure or side.may_be_felt(LAST_POINT) else []
    if False in pressure and side.may_be_absent(LAST_POINT):
        for point in reversed(range(LAST_POINT)):
            if side.may_be_felt(point):
                found.append(point + 1)
            if not side.may_be_absent(point):
                break
        else:
            found.append(0)
    return tuple(sorted(found))


def motor_zones(exam: ExamReadings) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Every motor zone that the grades allow, right and left.

    A non-key muscle stands for the zone only in grade C, and only more than three levels below it.
    """
    right, left = (_motor_zone(exam, which) for which in (0, 1))
    return right, left


def _motor_zone(exam: ExamReadings, which: int) -> tuple[int, ...]:
    found = {NOT_APPLICABLE} if True in exam.contraction else set()
    if False in exam.contraction:
        side = exam.sides[which]
        if side.non_key:
            for case in cases(exam, zones=(which == 0, which == 1)):
                zone = case.zones[which]
                if not case.contraction:
                    lower = case.ais == "C" and side.non_key >= zone + FAR
                    found.add(side.non_key if lower else zone)
        else:
            found |= _key_muscle_zones(side)
    return tuple(sorted(found))


def _key_muscle_zones(side: Readings) -> set[int]:
    return {
        max(walk.level, lowest) for walk in walks(side, contraction=False) for lowest, _ in lowest_moving(walk.motor)
    }
