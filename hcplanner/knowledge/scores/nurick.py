"""Nurick grade, 0 to 5, by walking and work; higher is worse."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.examination import Nurick
from hcplanner.fields import Choice, PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import Age
from hcplanner.knowledge.scores.graded import graded
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Direction, Instrument, Question, Score

_GROUP: Final = "examination.examinations[].instruments"
INSTRUMENT: Final = Instrument(
    id="nurick",
    name=N_("Nurick grade"),
    version=N_("1972, 0 to 5"),
    source=N_("Nurick 1972, Brain 95:87-100 (not opened); grades read in J Med Case Rep 2012, 6:146, table 1"),
    rights=NOT_CHECKED,
    questions=(Question(N_("grade"), f"{_GROUP}.nurick", tuple(one.value for one in Nurick)),),
    scoring=N_("One grade is chosen."),
    direction=Direction.HIGHER_IS_WORSE,
    path=_GROUP,
)
WORK: Final = N_(
    "Grades 2 and 3 turn on employment; reading school and play in its place is an adaptation without validation."
)


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """The grade of each examination that has one."""
    return graded(case, w, INSTRUMENT, on, _further)


def _further(grade: Choice, known: Age | None) -> tuple[str, ...]:
    child = known is not None and known.under(18) is True
    return (WORK,) if child and grade in (Nurick.G2, Nurick.G3) else ()
