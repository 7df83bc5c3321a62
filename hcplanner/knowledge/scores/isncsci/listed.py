"""The grade and the motor zones as the reference software lists them where something was not tested.

It decides each question by itself: a test that was not done counts once as low and once as high, whatever the level
in question supposes. It may so list a grade that no single completion of the examination gives, and it lets a non-key
muscle stand for the motor zone as soon as C is among the grades. Without NT and marks there is no difference.
"""

from collections.abc import Iterator

from .ais import FAR, lowest_moving, muscles_below
from .completeness import COMPLETE, completeness
from .exam import ExamReadings, Readings
from .grades import INTACT, LAST_POINT, MUSCLE_LEVELS
from .level import injury_levels
from .motor import USEFUL, motor_levels, walks
from .zpp import NOT_APPLICABLE


def listed_grades(exam: ExamReadings) -> tuple[str, ...]:
    """The grades from A to E."""
    return tuple(sorted(set(_grades(exam))))


def _grades(exam: ExamReadings) -> Iterator[str]:
    without = False in exam.contraction
    kept = True in exam.pressure or any(side.may_be_felt(LAST_POINT) for side in exam.sides)
    if COMPLETE in completeness(exam):
        yield "A"
    far, near = zip(*(far_movement(side, exam.contraction) for side in exam.sides), strict=True)
    if without and kept and all(near):
        yield "B"
    for level in injury_levels(exam):
        if level == INTACT and True in exam.contraction:
            yield "E"
        by_movement = kept and any(far) and (without or level < INTACT)
        if by_movement or (True in exam.contraction and level < INTACT):
            yield from _by_half(exam, level)


def _by_half(exam: ExamReadings, level: int) -> Iterator[str]:
    below = muscles_below(level)
    possible = [side.motor[muscle] for side in exam.sides for muscle in below]
    if sum(min(values) >= USEFUL for values in possible) < len(below):
        yield "C"
    if sum(max(values) >= USEFUL for values in possible) >= len(below):
        yield "D"


def far_movement(side: Readings, contraction: frozenset[bool]) -> tuple[bool, bool]:
    """Whether there may be movement more than three levels below the motor level, and whether there may be none."""
    far = near = False
    for level in motor_levels(side, contraction):
        named = side.non_key >= level + FAR
        muscles = [side.motor[muscle] for muscle, place in enumerate(MUSCLE_LEVELS) if place >= level + FAR]
        far |= named or any(max(values) > 0 for values in muscles)
        near |= not named and all(0 in values for values in muscles)
    return far, near


def listed_motor_zone(side: Readings, contraction: frozenset[bool], grades: tuple[str, ...]) -> tuple[int, ...]:
    """The motor zones of a side, beside the listed grades."""
    found = {NOT_APPLICABLE} if True in contraction else set()
    if False in contraction:
        for walk in walks(side, contraction=False):
            for lowest, _ in lowest_moving(walk.motor):
                zone = max(walk.level, lowest)
                found.add(side.non_key if "C" in grades and side.non_key >= zone + FAR else zone)
    return tuple(sorted(found))
