"""The neurological level of injury: the most rostral of the sensory and motor levels of both sides."""

from .exam import ExamReadings, Readings
from .motor import walks


def side_levels(side: Readings) -> frozenset[int]:
    """Every place that the higher of sensory and motor level of one side may have.

    Anal contraction has no say in the neurological level: both are taken as if it were there.
    """
    return frozenset(min(walk.level, walk.sensory) for walk in walks(side, contraction=True))


def injury_levels(exam: ExamReadings) -> tuple[int, ...]:
    """Every neurological level of injury that the grades allow, from rostral to caudal."""
    right, left = map(side_levels, exam.sides)
    return tuple(sorted({min(one, other) for one in right for other in left}))
