"""Tendon reflexes, 0 to 4+, for each tendon and side."""

from typing import Final

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Instrument, Made, Score
from hcplanner.knowledge.scores.tables import GROUP, by_side, questions

INSTRUMENT: Final = Instrument(
    id="reflexes",
    name=N_("Tendon reflexes"),
    version=N_("0 to 4+"),
    source=N_("Litvan 1996, Neurology 47:969-972, 80 adults (abstract read); wording of the grades not checked"),
    rights=NOT_CHECKED,
    questions=questions("reflexes"),
    scoring=N_("One grade for each tendon and side; 2+ is the usual one."),
    made=Made.BY_ROW,
    path=GROUP,
)


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:  # noqa: ARG001 - age changes nothing
    """The grades of each examination that has any."""
    return by_side(case, w, INSTRUMENT, "reflexes")
