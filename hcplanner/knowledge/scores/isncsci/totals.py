"""The sums of the grades as they were found; a sum with a test that was not done cannot be determined."""

import msgspec

from .exam import Exam
from .grades import ARM, LEG, NOT_TESTED, raw


class Total(msgspec.Struct, frozen=True):
    """One sum right and left, and both together; None where it cannot be determined."""

    right: int | None
    left: int | None

    @property
    def both(self) -> int | None:
        """Right and left together."""
        return None if self.right is None or self.left is None else self.right + self.left


class Totals(msgspec.Struct, frozen=True):
    """Upper and lower extremity motor scores (0-25 a side), light touch and pin prick (0-56 a side).

    The two motor scores are never added together.
    """

    upper_motor: Total
    lower_motor: Total
    light_touch: Total
    pin_prick: Total


def totals(exam: Exam) -> Totals:
    """All sums of an examination. Marks make no difference: the grade that was found counts."""
    return Totals(
        upper_motor=Total(*(_sum(side.motor[ARM]) for side in exam.sides)),
        lower_motor=Total(*(_sum(side.motor[LEG]) for side in exam.sides)),
        light_touch=Total(*(_sum(side.light_touch) for side in exam.sides)),
        pin_prick=Total(*(_sum(side.pin_prick) for side in exam.sides)),
    )


def _sum(grades: tuple[str, ...]) -> int | None:
    found = [raw(grade) for grade in grades]
    return None if NOT_TESTED in found else sum(map(int, found))
