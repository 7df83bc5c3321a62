"""Mobility level in the style of the Gross Motor Function Classification System, I to V; higher is worse."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.examination import MobilityLevel
from hcplanner.fields import Choice, PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import Age
from hcplanner.knowledge.scores.graded import graded
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Direction, Instrument, Question, Score

_GROUP: Final = "examination.examinations[].instruments"
INSTRUMENT: Final = Instrument(
    id="mobility",
    name=N_("Mobility level, GMFCS style"),
    version=N_("levels of 6 to 12 years"),
    source=N_("Royal Children's Hospital, descriptors of the GMFCS Expanded and Revised (read)"),
    rights=NOT_CHECKED,
    questions=(Question(N_("level"), f"{_GROUP}.mobility", tuple(one.value for one in MobilityLevel)),),
    scoring=N_("One level is chosen, by what the patient usually does, not by the best that is possible."),
    limits=(N_("Made for cerebral palsy; not validated in compression of the cord."),),
    direction=Direction.HIGHER_IS_WORSE,
    path=_GROUP,
)
OTHER_AGE: Final = N_("The levels are worded for 6 to 12 years; this patient is not of that age, or the age is open.")


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """The level of each examination that has one."""
    return graded(case, w, INSTRUMENT, on, _further)


def _further(_grade: Choice, known: Age | None) -> tuple[str, ...]:
    fits = known is not None and known.under(6) is False and known.under(12) is True
    return () if fits else (OTHER_AGE,)
