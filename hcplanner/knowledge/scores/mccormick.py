"""Modified McCormick scale, I to V, as series of spinal masses report it; higher is worse."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.examination import McCormick
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.scores.graded import graded
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Direction, Instrument, Question, Score

_GROUP: Final = "examination.examinations[].instruments"
INSTRUMENT: Final = Instrument(
    id="mccormick",
    name=N_("Modified McCormick grade"),
    version=N_("I to V"),
    source=N_("McCormick 1990 (not opened)"),
    rights=NOT_CHECKED,
    questions=(Question(N_("grade"), f"{_GROUP}.mccormick", tuple(one.value for one in McCormick)),),
    scoring=N_("One grade is chosen."),
    limits=(N_("Wording of the grades not checked against the original."),),
    direction=Direction.HIGHER_IS_WORSE,
    path=_GROUP,
)


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """The grade of each examination that has one."""
    return graded(case, w, INSTRUMENT, on)
