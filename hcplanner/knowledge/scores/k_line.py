"""K-line: whether a mass in front of the cord between C2 and C7 crosses the line of the canal's midpoints."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Vertebra
from hcplanner.case.imaging import KLine, Lesion
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import join, said
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Instrument, Part, Question, Score, score

_GROUP: Final = "imaging.alignment"
INSTRUMENT: Final = Instrument(
    id="k_line",
    name=N_("K-line"),
    version=N_("neutral standing radiograph, C2 to C7"),
    source=N_("J Spine Surg review of the K-line: radiograph and CT differed in 4 of 35 (read)"),
    rights=NOT_CHECKED,
    questions=(Question(N_("K-line"), f"{_GROUP}.k_line", tuple(one.value for one in KLine)),),
    scoring=N_("Positive while the mass stays in front of the line, negative when it crosses it."),
    limits=(N_("From adults with an ossified ligament; radiograph and CT do not always agree."),),
    path=_GROUP,
)
_BETWEEN: Final = frozenset(level for level in Vertebra if Vertebra.C2.rank <= level.rank <= Vertebra.C7.rank)


def applies(case: Case) -> bool | None:
    """Whether any mass lies in front of the cord between C2 and C7; None when place or levels are not recorded."""
    told = [_fits(lesion) for lesion in case.imaging.lesions]
    if any(told):
        return True
    return False if told and all(one is False for one in told) else None


def _fits(lesion: Lesion) -> bool | None:
    if lesion.position and AroundCord.VENTRAL not in lesion.position:
        return False
    if lesion.levels and not lesion.levels & _BETWEEN:
        return False
    return True if lesion.position and lesion.levels else None


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:  # noqa: ARG001 - age changes nothing
    """The recorded K-line, with whether it applies to this mass; nothing while none is recorded."""
    held = case.imaging.alignment.k_line
    if held is None:
        return ()
    fits = applies(case)
    reason = {
        True: w("recorded as not applicable, yet the mass lies in front of the cord between C2 and C7")
        if held is KLine.NOT_APPLICABLE
        else "",
        False: "" if held is KLine.NOT_APPLICABLE else w("no meaning here: no mass in front of the cord at C2 to C7"),
        None: w("whether it applies is open: place or levels of the mass not recorded"),
    }[fits]
    words = said(case, f"{_GROUP}.k_line", w)
    return (score(INSTRUMENT, w, join([words, reason]), (Part(w("K-line"), words, f"{_GROUP}.k_line"),), path=_GROUP),)
