"""ASA physical status with its suffix E, as the anaesthetist sets it; the program proposes none."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.assessment import AsaClass
from hcplanner.fields import Answer, PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import marked
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Direction, Instrument, Part, Question, Score, score

INSTRUMENT: Final = Instrument(
    id="asa",
    name=N_("ASA physical status"),
    version=N_("2020 text"),
    source=N_("American Society of Anesthesiologists, physical status classification, 2020 (read)"),
    rights=NOT_CHECKED,
    questions=(
        Question(N_("class"), "assessment.asa", tuple(one.value for one in AsaClass)),
        Question(N_("emergency"), "assessment.asa_emergency", (Answer.YES.value, Answer.NO.value)),
    ),
    scoring=N_("One class is chosen; E is added where delay would raise the threat to life or a part of the body."),
    limits=(N_("The final class is set by the anaesthetist on the day."),),
    direction=Direction.HIGHER_IS_WORSE,
    path="assessment",
)
E_OPEN: Final = N_("Suffix E not recorded.")


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:  # noqa: ARG001 - age changes nothing
    """The class with its suffix, such as III-E; nothing while no class is recorded."""
    chosen, emergency = case.assessment.asa, case.assessment.asa_emergency
    if chosen is None:
        return ()
    value = f"{chosen.value}-E" if emergency is Answer.YES else chosen.value
    parts = [Part(w(N_("class")), chosen.value, "assessment.asa")]
    if emergency is not None:
        parts.append(Part(w(N_("emergency")), w(emergency.words), "assessment.asa_emergency"))
    told = marked(value, case, "assessment.asa", "assessment.asa_emergency")
    return (score(INSTRUMENT, w, told, parts, path="assessment", limits=() if emergency else (E_OPEN,)),)
