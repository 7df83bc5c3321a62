"""Kang grade of cervical canal stenosis on sagittal T2 images, 0 to 3, held against the recorded T2 signal."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.imaging import KangGrade, T2Signal
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import said
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Direction, Instrument, Part, Question, Score, score

_GROUP: Final = "imaging.cord"
INSTRUMENT: Final = Instrument(
    id="kang",
    name=N_("Kang grade"),
    version=N_("0 to 3, worst level"),
    source=N_("Kang grading of cervical canal stenosis, as told by Radiopaedia (read)"),
    rights=NOT_CHECKED,
    questions=(Question(N_("grade"), f"{_GROUP}.kang", tuple(one.value for one in KangGrade)),),
    scoring=N_("One grade is chosen for each level; the worst is recorded."),
    direction=Direction.HIGHER_IS_WORSE,
    path=_GROUP,
)
AGAINST_SIGNAL: Final = N_("The recorded T2 signal does not go with this grade: grade 2 is without, grade 3 with it.")


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:  # noqa: ARG001 - age changes nothing
    """The recorded grade; nothing while none is recorded."""
    cord = case.imaging.cord
    if cord.kang is None:
        return ()
    parts = [Part(w(N_("grade")), cord.kang.value, f"{_GROUP}.kang")]
    if cord.t2_signal is not None:
        parts.append(Part(w(N_("T2 signal")), w(cord.t2_signal.words), f"{_GROUP}.t2_signal"))
    limits = (AGAINST_SIGNAL,) if contradicts(cord.kang, cord.t2_signal) else ()
    return (score(INSTRUMENT, w, said(case, f"{_GROUP}.kang", w), parts, path=_GROUP, limits=limits),)


def contradicts(grade: KangGrade, signal: T2Signal | None) -> bool:
    """Whether grade 3 stands without a bright signal, or grade 2 with one."""
    bright = signal in (T2Signal.FAINT, T2Signal.BRIGHT)
    return (grade is KangGrade.G3 and signal is T2Signal.NONE) or (grade is KangGrade.G2 and bright)
