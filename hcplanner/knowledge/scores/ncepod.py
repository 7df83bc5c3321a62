"""NCEPOD class of intervention: how soon, with the time of the decision and by whom."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.assessment import Urgency
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import said
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Instrument, Part, Question, Score, score

_GROUP: Final = "assessment.urgency"
INSTRUMENT: Final = Instrument(
    id="ncepod",
    name=N_("NCEPOD class of intervention"),
    version=N_("1 to 4"),
    source=N_("NCEPOD classification of intervention, as reprinted in Br J Surg 2014;101:1774, supplement 2 (read)"),
    rights=NOT_CHECKED,
    questions=(Question(N_("class"), f"{_GROUP}.urgency", tuple(one.value for one in Urgency)),),
    scoring=N_("One class is chosen by those who decide, with the time of the decision."),
    limits=(N_("A recorded decision, not a result; no guidance made for children was found."),),
    path=_GROUP,
)


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:  # noqa: ARG001 - age changes nothing
    """The class with time and author of the decision; nothing while none is recorded."""
    if case.assessment.urgency.urgency is None:
        return ()
    labels = ((N_("class"), "urgency"), (N_("decided at"), "decided_at"), (N_("decided by"), "decided_by"))
    told = [(w(label), said(case, f"{_GROUP}.{name}", w) or w("not recorded"), name) for label, name in labels]
    parts = [Part(label, text, f"{_GROUP}.{name}") for label, text, name in told]
    return (score(INSTRUMENT, w, told[0][1], parts, path=_GROUP),)
