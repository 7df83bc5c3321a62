"""From the grid recorded in a case to its classification; what is missing is named and never counted as 0."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from hcplanner.case import Case
from hcplanner.case.examination import CordDeficit, ExaminationRecord, Isncsci, Sign
from hcplanner.case.history import DeficitCause
from hcplanner.fields import Answer
from hcplanner.i18n import N_
from hcplanner.knowledge.ages import age

from .classification import Classification, classify_exam
from .exam import SIDES, Exam, Side
from .grades import MOTOR_GRADES, MUSCLES, POINTS, SENSORY_GRADES
from .limits import YOUNGEST_YEARS, Circumstances

_ANSWERS = {Sign.PRESENT: "Yes", Sign.ABSENT: "No", Sign.NOT_TESTED: "NT", Sign.EQUIVOCAL: "NT"}
"""An equivocal finding may be either, as one that was not tested."""
_ROWS = (
    ("motor", MUSCLES, MOTOR_GRADES),
    ("light_touch", POINTS, SENSORY_GRADES),
    ("pin_prick", POINTS, SENSORY_GRADES),
)


class Gap(NamedTuple):
    """A field of the grid that stands in the way of a classification, the rows concerned, and what is wrong."""

    field: str
    rows: tuple[str, ...]
    why: str


def gaps(record: Isncsci) -> tuple[Gap, ...]:
    """Everything that stands in the way of classifying `record`; empty when nothing does."""
    found = []
    for side in SIDES:
        for name, rows, grades in _ROWS:
            field = f"{name}_{side}"
            held: Mapping[str, str] = getattr(record, field)
            if missing := tuple(row for row in rows if not held.get(row)):
                found.append(Gap(field, missing, N_("not recorded")))
            if wrong := tuple(row for row in rows if held.get(row) and held[row] not in grades):
                found.append(Gap(field, wrong, N_("a normal grade takes no mark")))
    found += [
        Gap(field, (), N_("not recorded"))
        for field in ("anal_contraction", "deep_anal_pressure")
        if getattr(record, field) is None
    ]
    found += [
        Gap(f"non_key_{side}", (), N_("no muscle stands for this level"))
        for side in SIDES
        if (level := getattr(record, f"non_key_{side}")) is not None and level.value not in MUSCLES
    ]
    return tuple(found)


def begun(record: Isncsci) -> bool:
    """Whether anything of the grid is recorded."""
    return record != Isncsci()


def exam_of(record: Isncsci) -> Exam | None:
    """The examination as it is classified; None while anything stands in the way."""
    if gaps(record) or record.anal_contraction is None or record.deep_anal_pressure is None:
        return None
    right, left = (
        Side(
            motor=tuple(getattr(record, f"motor_{side}")[row] for row in MUSCLES),
            light_touch=tuple(getattr(record, f"light_touch_{side}")[row] for row in POINTS),
            pin_prick=tuple(getattr(record, f"pin_prick_{side}")[row] for row in POINTS),
            non_key="" if (level := getattr(record, f"non_key_{side}")) is None else level.value,
        )
        for side in SIDES
    )
    return Exam(
        right=right, left=left,
        contraction=_ANSWERS[record.anal_contraction], pressure=_ANSWERS[record.deep_anal_pressure],
    )  # fmt: skip


def classify(record: Isncsci) -> Classification | None:
    """The classification of a recorded grid; None while anything stands in the way (see `gaps`)."""
    exam = exam_of(record)
    return None if exam is None else _classified(exam)


@lru_cache(maxsize=32)
def _classified(exam: Exam) -> Classification:
    """Chart, comparison and paper ask for the same examination; with many gaps it takes up to a fifth of a second."""
    return classify_exam(exam)


def uncertain(record: Isncsci) -> int:
    """How many grades may stand for several values; a classification takes the longer the more there are."""
    grids: list[Mapping[str, str]] = [getattr(record, f"{name}_{side}") for name, _, _ in _ROWS for side in SIDES]
    return sum("NT" in grade or "*" in grade for grid in grids for grade in grid.values())


def circumstances(case: Case, examination: ExaminationRecord) -> Circumstances:
    """What the case tells beside the grades of one examination, with the age on its day."""
    known = age(case, examination.when)
    old = case.history.long_standing
    return Circumstances(
        too_young=None if known is None else known.under(YOUNGEST_YEARS),
        brain_possible=old.present is Answer.YES and old.cause is not DeficitCause.CORD,
        not_separable=examination.cord_deficit is CordDeficit.NOT_SEPARABLE,
        commented=bool(examination.isncsci.comments.strip()),
    )
