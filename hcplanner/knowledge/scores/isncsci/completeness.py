"""Complete or incomplete: whether anything is kept at the lowest sacral segments."""

from .exam import ExamReadings
from .grades import LAST_POINT

COMPLETE = "C"
INCOMPLETE = "I"


def is_complete(*, contraction: bool, pressure: bool, felt: bool) -> bool:
    """No anal contraction, no deep anal pressure and nothing felt at S4-5 on either side."""
    return not (contraction or pressure or felt)


def completeness(exam: ExamReadings) -> tuple[str, ...]:
    """COMPLETE, INCOMPLETE or both, as the grades allow."""
    both = exam.sides
    kept = True in exam.contraction | exam.pressure or any(side.may_be_felt(LAST_POINT) for side in both)
    lost = False in exam.contraction and False in exam.pressure and all(side.may_be_absent(LAST_POINT) for side in both)
    return (COMPLETE,) * lost + (INCOMPLETE,) * kept
