"""Modified Ashworth scale of muscle tone: 0, 1, 1+, 2, 3, 4 for each muscle group and side; never averaged."""

from typing import Final

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Direction, Instrument, Made, Score
from hcplanner.knowledge.scores.tables import GROUP, by_side, questions

INSTRUMENT: Final = Instrument(
    id="ashworth",
    name=N_("Modified Ashworth scale"),
    version=N_("0, 1, 1+, 2, 3, 4"),
    source=N_(
        "Bohannon and Smith 1987, Phys Ther 67:206-207 (not opened); grades read in J NeuroEng Rehabil 2013, 10:61"
    ),
    rights=NOT_CHECKED,
    questions=questions("tone"),
    scoring=N_("One grade for each muscle group and side."),
    limits=(N_("Grades are ranks: they are neither added up nor averaged."),),
    direction=Direction.HIGHER_IS_WORSE,
    made=Made.BY_ROW,
    path=GROUP,
)


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:  # noqa: ARG001 - age changes nothing
    """The grades of each examination that has any."""
    return by_side(case, w, INSTRUMENT, "tone")
