"""Sagittal angles, C2-C7 and local, as magnitude and direction; no sign anywhere."""

from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.case.imaging import Curve
from hcplanner.fields import PartialDate
from hcplanner.fields.show import lower_first
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import age
from hcplanner.knowledge.facts import said
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Instrument, Part, Question, Score, score

_GROUP: Final = "imaging.alignment"
_CURVES: Final = tuple(one.value for one in Curve)
C2_C7: Final = Instrument(
    id="c2_c7_angle",
    name=N_("C2\N{EN DASH}C7 angle"),
    version=N_("Cobb, lower endplates"),
    source=N_("111 adolescents of 15 to 20 years without symptoms, PMC9440571 (read)"),
    rights=NOT_CHECKED,
    questions=(
        Question(N_("angle"), f"{_GROUP}.c2_7_angle_deg"),
        Question(N_("direction"), f"{_GROUP}.c2_7_direction", _CURVES),
    ),
    scoring=N_("Magnitude and direction as measured; papers use opposite signs, so none is used."),
    path=_GROUP,
)
LOCAL: Final = msgspec.structs.replace(
    C2_C7,
    id="local_angle",
    name=N_("Local angle at the mass"),
    version=N_("Cobb, the two bodies that bound it"),
    source=N_("Definition only; no norm is shown"),
    questions=(
        Question(N_("angle"), f"{_GROUP}.local_angle_deg"),
        Question(N_("direction"), f"{_GROUP}.local_direction", _CURVES),
    ),
)
ADOLESCENTS: Final = N_("Adolescents of 15 to 20 years: mean 7.7\N{DEGREE SIGN} lordosis, SD 12.1; 72.1 % lordotic.")


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """The angles that were recorded, each with its direction or that it is missing."""
    known = age(case, on)
    young = known is not None and known.under(21) is True
    found = (
        _score(case, C2_C7, "c2_7", w, (ADOLESCENTS,) if young else ()),
        _score(case, LOCAL, "local", w, ()),
    )
    return tuple(one for one in found if one is not None)


def _score(case: Case, instrument: Instrument, stem: str, w: Words, limits: tuple[str, ...]) -> Score | None:
    angle: float | None = getattr(case.imaging.alignment, f"{stem}_angle_deg")
    curve: Curve | None = getattr(case.imaging.alignment, f"{stem}_direction")
    if angle is None and curve is None:
        return None
    paths = (f"{_GROUP}.{stem}_angle_deg", f"{_GROUP}.{stem}_direction")
    size, way = said(case, paths[0], w), lower_first(said(case, paths[1], w), w)
    if angle is None:
        value = way if curve is Curve.STRAIGHT else w("{direction}, angle not recorded").format(direction=way)
    elif curve is None:
        value = w("{angle}, direction not recorded").format(angle=size)
    else:
        value = f"{size} {way}"
    labels = (question.label for question in instrument.questions)
    told = zip(labels, (size, way), paths, strict=True)
    parts = [Part(w(label), text, path) for label, text, path in told if text]
    return score(instrument, w, value, parts, path=_GROUP, limits=limits, number=angle)
