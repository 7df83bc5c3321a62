"""Intervals between dens and atlas, ADI in front and PADI behind, each with the limit published for the age."""

from typing import Final

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import Age, age
from hcplanner.knowledge.facts import join, said
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Instrument, Part, Question, Score, score

_GROUP: Final = "imaging.alignment"
_SOURCES: Final = N_(
    "Children: ISPN guide, atlanto-axial dislocation (read); Locke 1966, 200 children (abstract read). "
    "Adults: Spinebase (read)"
)
ADI: Final = Instrument(
    id="adi",
    name=N_("Atlantodental interval (ADI)"),
    version=N_("flexion"),
    source=_SOURCES,
    rights=NOT_CHECKED,
    questions=(Question(N_("ADI"), f"{_GROUP}.adi_mm"),),
    scoring=N_("Held against the limit of the age: 5 mm under 8 years, 3 mm from 8 years, over 3 mm in adults."),
    limits=(N_("A wide interval is a caution, no diagnosis."),),
    path=_GROUP,
)
PADI: Final = Instrument(
    id="padi",
    name=N_("Posterior atlantodental interval (PADI)"),
    version=N_("room for the cord"),
    source=_SOURCES,
    rights=NOT_CHECKED,
    questions=(Question(N_("PADI"), f"{_GROUP}.padi_mm"),),
    scoring=N_("Held against the limit of the age: 13 mm in children, 14 and 15 mm in adults."),
    limits=(N_("A narrow canal alone is not an unstable one (Marathe 2021, 116 people, abstract read)."),),
    path=_GROUP,
)
DISAGREE: Final = N_("Sources differ between 3 and 5 mm for older children; 4 mm on supine films at 3 to 15 years.")
AGE_OPEN: Final = N_("Age not recorded exactly enough: no limit is named.")


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """Each interval that was recorded, with the limit for the age; without an age no limit is named."""
    known = age(case, on)
    alignment = case.imaging.alignment
    found = []
    for instrument, name, held, judged in (
        (ADI, "adi_mm", alignment.adi_mm, adi_words),
        (PADI, "padi_mm", alignment.padi_mm, padi_words),
    ):
        if held is None:
            continue
        words, limits = judged(held, known)
        shown = said(case, f"{_GROUP}.{name}", w)
        parts = (Part(w(instrument.questions[0].label), shown, f"{_GROUP}.{name}"),)
        value = join([shown, w(words)])
        found.append(score(instrument, w, value, parts, path=_GROUP, limits=limits, number=held))
    return tuple(found)


def adi_words(held: float, known: Age | None) -> tuple[str, tuple[str, ...]]:
    """How an ADI in mm stands to the limit of the age, and what limits that, as message ids."""
    if known is None or known.under(18) is None:
        return "", (AGE_OPEN,)
    if known.under(18) is False:
        return (N_("above the adult limit of 3 mm") if held > 3 else N_("not above the adult limit of 3 mm")), ()
    if known.under(8) is None:
        return "", (AGE_OPEN, DISAGREE)
    if known.under(8):
        wide = N_("at or above the limit of 5 mm used under 8 years")
        return (wide if held >= 5 else N_("below the limit of 5 mm used under 8 years")), ()
    if held >= 5:
        return N_("at or above the limit of 3 mm used from 8 years, and the older one of 5 mm"), (DISAGREE,)
    if held >= 3:
        return N_("at or above the limit of 3 mm used from 8 years, within the older one of 5 mm"), (DISAGREE,)
    return N_("below the limit of 3 mm used from 8 years"), (DISAGREE,)


def padi_words(held: float, known: Age | None) -> tuple[str, tuple[str, ...]]:
    """How a PADI in mm stands to the limit of the age, and what limits that, as message ids."""
    if known is None or known.under(18) is None:
        return "", (AGE_OPEN,)
    if known.under(18):
        return (N_("below 13 mm: narrow") if held < 13 else N_("not below the limit of 13 mm used in children")), ()
    if held < 14:
        return N_("below 14 mm: counted as at risk in adults"), ()
    return (N_("15 mm or more") if held >= 15 else N_("between the adult limits of 14 and 15 mm")), ()
