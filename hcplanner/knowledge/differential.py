"""For each diagnosis considered, the published features for and against it, and which of them this case has.

Features are set side by side in the surgeon's own ranking: nothing is added up, weighed or put in another order. The
features come in as an argument; here stands how a case is looked at for each of them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

import msgspec

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Vertebra
from hcplanner.case.assessment import Diagnosis
from hcplanner.case.examination import Clonus, Plantar, Sign
from hcplanner.case.history import ToeFinding
from hcplanner.case.imaging import Compartment, Density, DuraSign, Enhancement, Lesion, Zones
from hcplanner.case.patient import Sex
from hcplanner.case.presentation import SymptomKind
from hcplanner.fields import PartialDate
from hcplanner.knowledge.checks.truth import (
    Asked,
    Known,
    asked_of,
    blank,
    denies,
    every,
    has,
    no,
    one_of,
    over,
    some,
    yes,
    younger,
)
from hcplanner.knowledge.facts import mass_levels
from hcplanner.knowledge.findings import Source
from hcplanner.knowledge.neurology import baseline_examination

Mark = Literal["published", "abstract", "reasoning"]


class Feature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feature of a diagnosis in words.

    asks: how a case is looked at for it, empty where no field tells; figure: how often it was found
    mark: `published` in the sources of its diagnosis, told in the `abstract` of the index paper, or `reasoning`
    """

    words: str
    mark: Mark
    asks: str = ""
    figure: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"supports": "for"}):
    """What is known of one diagnosis; `sources` are numbers in the list of sources."""

    id: str
    sources: tuple[int, ...]
    supports: tuple[Feature, ...]
    against: tuple[Feature, ...]


class Numbered(Source, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cited work with its number."""

    number: int


class FeatureBook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The features of the diagnoses that come with the program, and the limits shown wherever one of them is."""

    schema: str
    version: int
    compiled: str
    limits: tuple[str, ...]
    sources: tuple[Numbered, ...]
    diagnoses: tuple[Entry, ...]


class Held(msgspec.Struct, frozen=True):
    """A feature and whether the case has it: None when it is not recorded; `asked` is false where no field tells."""

    feature: Feature
    present: Known
    asked: bool = True


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """One diagnosis with its features for and against, each held against the case."""

    diagnosis: Diagnosis
    supports: tuple[Held, ...]
    against: tuple[Held, ...]
    sources: tuple[int, ...]


def considered(case: Case) -> tuple[Diagnosis, ...]:
    """The diagnoses of the surgeon's list in its order; the working diagnosis last where the list does not name it."""
    named = [entry.diagnosis for entry in case.assessment.differential]
    return tuple(dict.fromkeys(one for one in (*named, case.assessment.working_diagnosis) if one is not None))


def weighed(
    case: Case, book: FeatureBook, of: Iterable[Diagnosis] | None = None, today: PartialDate | None = None
) -> tuple[Weighed, ...]:
    """The diagnoses with their features held against the case; those considered unless others are asked for.

    A diagnosis without published features is left out.
    """
    asked = asked_of(case, today)
    entries = {entry.id: entry for entry in book.diagnoses}
    chosen = considered(case) if of is None else tuple(of)
    return tuple(
        Weighed(
            diagnosis=one,
            supports=_held(entries[one.value].supports, asked),
            against=_held(entries[one.value].against, asked),
            sources=entries[one.value].sources,
        )
        for one in chosen
        if one.value in entries
    )


def _held(features: Iterable[Feature], asked: Asked) -> tuple[Held, ...]:
    return tuple(
        Held(feature, LOOKS[feature.asks](asked)) if feature.asks else Held(feature, None, asked=False)
        for feature in features
    )


# --- how a case is looked at -----------------------------------------------------------------------------------------

Look = Callable[[Asked], Known]


def _any_mass(look: Callable[[Lesion], Known]) -> Look:
    """Whether it holds of any mass; not known without one."""
    return lambda asked: some(*map(look, asked.case.imaging.lesions)) if asked.case.imaging.lesions else None


def _free(text: str) -> Known:
    """Whether a free text tells of something: not known when empty, no when it says so."""
    return None if blank(text) else not denies(text)


def _extradural(lesion: Lesion) -> Known:
    if lesion.compartment is Compartment.UNCERTAIN:
        return None
    return one_of(lesion.compartment, Compartment.EXTRADURAL, Compartment.DUMBBELL)


def _intradural(lesion: Lesion) -> Known:
    if lesion.compartment is Compartment.UNCERTAIN:
        return None
    return one_of(lesion.compartment, Compartment.INTRADURAL_EXTRAMEDULLARY, Compartment.INTRAMEDULLARY)


def _density(*wanted: Density) -> Look:
    return _any_mass(lambda one: None if one.density is Density.UNCERTAIN else one_of(one.density, *wanted))


def _zones(wanted: Zones) -> Look:
    return _any_mass(lambda one: None if one.zones is Zones.UNCERTAIN else one_of(one.zones, wanted))


def _enhancement(lesion: Lesion, *wanted: Enhancement) -> Known:
    return None if lesion.enhancement is Enhancement.NOT_ASSESSED else one_of(lesion.enhancement, *wanted)


def _dura(*wanted: DuraSign) -> Look:
    return _any_mass(lambda one: None if one.dura_sign is DuraSign.UNCERTAIN else one_of(one.dura_sign, *wanted))


def _around(place: AroundCord) -> Look:
    return _any_mass(lambda one: has(one.position, place))


def _only(place: AroundCord) -> Look:
    return _any_mass(lambda one: one.position == {place} if one.position else None)


def _at(*levels: Vertebra) -> Look:
    return lambda asked: has(mass_levels(asked.case), *levels)


def _aged(first: int, last: int) -> Look:
    """Whether the patient is of an age in completed years, both ends among them."""
    return lambda asked: every(no(younger(asked, first)), younger(asked, last + 1))


def _sex(asked: Asked, sex: Sex) -> Known:
    return None if asked.case.patient.sex is Sex.INDETERMINATE else one_of(asked.case.patient.sex, sex)


def _bleed_or_infection(asked: Asked) -> Known:
    earlier = asked.case.history.earlier
    return some(yes(earlier.bleeding), yes(earlier.infection))


def _neck_pain(asked: Asked) -> Known:
    told = asked.case.presentation
    symptom = True if any(one.symptom is SymptomKind.PAIN for one in told.symptoms) else None
    known = [part for part in (over(told.pain_score, 0), yes(told.night_pain), symptom) if part is not None]
    return any(known) if known else None


def _pyramidal(asked: Asked) -> Known:
    examination = baseline_examination(asked.case)
    if examination is None:
        return None
    signs = examination.signs
    untested = (None, Sign.NOT_TESTED, Sign.EQUIVOCAL, Plantar.NOT_TESTED, Plantar.EQUIVOCAL, Clonus.NOT_TESTED)
    found = (Sign.PRESENT, Plantar.EXTENSOR, Clonus.FEW, Clonus.SUSTAINED)
    held = (
        signs.hoffmann_right, signs.hoffmann_left, signs.plantar_right, signs.plantar_left, signs.clonus_right,
        signs.clonus_left,
    )  # fmt: skip
    told = [one in found for one in held if one not in untested]
    return any(told) if told else None


_bone_link = _any_mass(lambda one: _free(one.bone_link))
_disc_link = _any_mass(lambda one: yes(one.disc_link))
_ventral = _around(AroundCord.VENTRAL)

# Sources speak of middle age, older women and young children without a bound; the bounds below are choices.
LOOKS: Final[Mapping[str, Look]] = {
    "age_50_to_70": _aged(50, 70),
    "age_7_to_10": _aged(7, 10),
    "at_c1_or_c2": _at(Vertebra.C1, Vertebra.C2),
    "at_c2": _at(Vertebra.C2),
    "bleed_or_infection": _bleed_or_infection,
    "bleeding_tendency": lambda asked: yes(asked.case.history.medicines.bleeding_tendency),
    "bone_link": _bone_link,
    "cervical": _at(*(level for level in Vertebra if level.value.startswith("C"))),
    "child": lambda asked: younger(asked, 18),
    "disc_link": _disc_link,
    "dorsal": _around(AroundCord.DORSAL),
    "dorsal_only": _only(AroundCord.DORSAL),
    "double_layer": _dura(DuraSign.DOUBLE),
    "dura_involved": _dura(DuraSign.SINGLE, DuraSign.DOUBLE, DuraSign.NO_PLANE),
    "dural_tail": _any_mass(lambda one: yes(one.dural_tail)),
    "earlier_event": lambda asked: some(yes(asked.case.history.earlier.injury), _bleed_or_infection(asked)),
    "even_enhancement": _any_mass(lambda one: _enhancement(one, Enhancement.EVEN)),
    "even_with_tail": _any_mass(lambda one: every(_enhancement(one, Enhancement.EVEN), yes(one.dural_tail))),
    "extradural": _any_mass(_extradural),
    "foramen": _any_mass(lambda one: yes(one.in_foramen)),
    "instability": lambda asked: yes(asked.case.imaging.alignment.instability),
    "intradural": _any_mass(_intradural),
    "little_enhancement": _any_mass(lambda one: _enhancement(one, Enhancement.NONE, Enhancement.RIM)),
    "mature_inside": _zones(Zones.MATURE_INSIDE),
    "mature_outside": _zones(Zones.MATURE_OUTSIDE),
    "mineral": _density(Density.CALCIFIED, Density.OSSIFIED, Density.MIXED),
    "neck_pain": _neck_pain,
    "no_bleed_or_infection": lambda asked: no(_bleed_or_infection(asked)),
    "no_bone_link": lambda asked: no(_bone_link(asked)),
    "no_disc_link": lambda asked: no(_disc_link(asked)),
    "not_middle_aged_woman": lambda asked: some(no(_sex(asked, Sex.FEMALE)), no(_aged(40, 60)(asked))),
    "not_ventral": lambda asked: no(_ventral(asked)),
    "older_woman": lambda asked: every(_sex(asked, Sex.FEMALE), no(younger(asked, 60))),
    "ossified": _density(Density.OSSIFIED),
    "other_bone": lambda asked: yes(asked.case.history.bone.other_bone),
    "painless": lambda asked: no(_neck_pain(asked)),
    "pyramidal": _pyramidal,
    "rim_enhancement": _any_mass(lambda one: _enhancement(one, Enhancement.RIM)),
    "second_decade": _aged(10, 19),
    "skin_signs": lambda asked: _free(asked.case.history.bone.skin_or_nerve_signs),
    "toes_abnormal": lambda asked: (
        None
        if asked.case.history.bone.great_toes is ToeFinding.NOT_EXAMINED
        else one_of(asked.case.history.bone.great_toes, ToeFinding.ABNORMAL)
    ),
    "ventral": _ventral,
    "ventral_only": _only(AroundCord.VENTRAL),
    "young_child": lambda asked: younger(asked, 6),
}
"""How a case is looked at for each feature that asks: true, false, or not known."""
