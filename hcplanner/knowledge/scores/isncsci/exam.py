"""One whole examination as it was written down, and what each of its tests may stand for."""

from typing import Final

import msgspec

from .grades import LEVELS, MOTOR_NORMAL, SENSORY_NORMAL, answers, mark, raw, values

SIDES: Final = ("right", "left")


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """The grades of one side: ten key muscles, 28 points of light touch and of pin prick, from rostral to caudal.

    `non_key` is the level of the lowest non-key muscle that moves, "" when none was named.
    """

    motor: tuple[str, ...]
    light_touch: tuple[str, ...]
    pin_prick: tuple[str, ...]
    non_key: str = ""

    @property
    def written(self) -> tuple[str, ...]:
        """Every grade of the side."""
        return (*self.motor, *self.light_touch, *self.pin_prick)


class Exam(msgspec.Struct, frozen=True, kw_only=True):
    """An examination without a gap; `contraction` and `pressure` (anal) are Yes, No or NT."""

    right: Side
    left: Side
    contraction: str
    pressure: str

    @property
    def sides(self) -> tuple[Side, Side]:
        """Right, then left."""
        return self.right, self.left

    @property
    def marked(self) -> bool:
        """Whether any grade was altered by something other than the cord lesion."""
        return any(mark(grade) for side in self.sides for grade in side.written)

    def unmarked(self) -> "Exam":
        """The same grades as they were found, as if the cord lesion had caused all of them."""
        right, left = (
            Side(
                motor=tuple(map(raw, side.motor)),
                light_touch=tuple(map(raw, side.light_touch)),
                pin_prick=tuple(map(raw, side.pin_prick)),
                non_key=side.non_key,
            )
            for side in self.sides
        )
        return Exam(right=right, left=left, contraction=self.contraction, pressure=self.pressure)


class Readings(msgspec.Struct, frozen=True):
    """Every value that each test of one side may stand for."""

    motor: tuple[frozenset[int], ...]
    light_touch: tuple[frozenset[int], ...]
    pin_prick: tuple[frozenset[int], ...]
    non_key: int
    """The place of the non-key level; 0 when none was named, which is above every level that moves."""

    def may_be_normal(self, point: int) -> bool:
        """Whether touch and pin at a point may both be normal."""
        return SENSORY_NORMAL in self.light_touch[point] and SENSORY_NORMAL in self.pin_prick[point]

    def may_be_altered(self, point: int) -> bool:
        """Whether touch or pin at a point may be below normal."""
        return min(self.light_touch[point]) < SENSORY_NORMAL or min(self.pin_prick[point]) < SENSORY_NORMAL

    def may_be_felt(self, point: int) -> bool:
        """Whether touch or pin at a point may be above 0."""
        return max(self.light_touch[point]) > 0 or max(self.pin_prick[point]) > 0

    def may_be_absent(self, point: int) -> bool:
        """Whether touch and pin at a point may both be 0."""
        return 0 in self.light_touch[point] and 0 in self.pin_prick[point]


class ExamReadings(msgspec.Struct, frozen=True):
    """Every value that each test of an examination may stand for."""

    right: Readings
    left: Readings
    contraction: frozenset[bool]
    pressure: frozenset[bool]

    @property
    def sides(self) -> tuple[Readings, Readings]:
        """Right, then left."""
        return self.right, self.left


def readings(exam: Exam) -> ExamReadings:
    """What each test of `exam` may stand for."""
    right, left = (
        Readings(
            motor=tuple(values(grade, MOTOR_NORMAL) for grade in side.motor),
            light_touch=tuple(values(grade, SENSORY_NORMAL) for grade in side.light_touch),
            pin_prick=tuple(values(grade, SENSORY_NORMAL) for grade in side.pin_prick),
            non_key=LEVELS.index(side.non_key) if side.non_key else 0,
        )
        for side in exam.sides
    )
    return ExamReadings(right, left, answers(exam.contraction), answers(exam.pressure))
