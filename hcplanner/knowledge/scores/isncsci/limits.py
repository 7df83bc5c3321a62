"""What limits the classification: for whom it was made, what is hard to believe, when no grade is shown."""

from typing import Final

import msgspec

from hcplanner.i18n import N_, Words

from .classification import Classification
from .exam import Side
from .grades import ARM, LAST_POINT, LEG, MUSCLES, raw

LIMITS: Final = (
    N_("ISNCSCI used descriptively: it is defined for injury of the cord, not for compression by a mass."),
    N_("Weakness or loss of feeling that may come from the brain needs the mark * or ** with its cause; without it "
       "the levels and the grade count it as cord deficit and are wrong."),
    N_("Not for children under 6 years; up to adolescence the anal examination is unreliable in grades A and B."),
    N_("Early after an injury, under sedation or with pain the grades may change; repeat the examination."),
)  # fmt: skip

YOUNGEST_YEARS: Final = 6


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """What must be known beside the grades to tell what they mean."""

    too_young: bool | None = None
    """Under the age from which the standard may be used; None when the age is not known."""
    brain_possible: bool = False
    """An old deficit was put down to the brain, or to nothing certain."""
    not_separable: bool = False
    """Nobody can tell the brain's part of the deficit from the cord's."""
    commented: bool = True
    """Marks are explained in the comments."""


def ais_withheld(c: Classification, about: Circumstances, w: Words) -> str:
    """Why the grade is not to be shown on screen and paper; empty when it is."""
    if about.too_young:
        return w("not applicable under {years} years").format(years=YOUNGEST_YEARS)
    if about.not_separable:
        return w("cord and brain parts not separable")
    if c.found.level == ("INT",) and c.found.ais != ("E",):
        return w("everything normal but no certain anal contraction: check the anorectal examination")
    return ""


def cautions(c: Classification, about: Circumstances, w: Words) -> tuple[str, ...]:
    """What in an examination is hard to believe or makes its classification doubtful."""
    exam = c.exam
    told = []
    if about.brain_possible and not exam.marked:
        told.append(
            w(
                "An old deficit may come from the brain, but no grade is marked * or **: level and grade count all of "
                "it as cord deficit."
            )
        )
    if exam.marked and not about.commented:
        told.append(w("Grades are marked * or ** without a comment on the cause and how they were rated."))
    end = [raw(row[LAST_POINT]) for side in exam.sides for row in (side.light_touch, side.pin_prick)]
    if exam.contraction == "Yes" and "0" in end:
        told.append(w("Voluntary anal contraction, but touch or pin at S4-5 is 0: check the anorectal examination."))
    if exam.pressure == "Yes" and set(end) == {"0"}:
        told.append(w("Deep anal pressure is felt, but everything at S4-5 is 0: check the anorectal examination."))
    for side, word in zip(exam.sides, (N_("right"), N_("left")), strict=True):
        told += [
            w("{side} {lower} is 5 below a 0 at {upper}: check both.").format(side=w(word), upper=upper, lower=lower)
            for upper, lower in _normal_below_nothing(side)
        ]
    return tuple(told)


def _normal_below_nothing(side: Side) -> list[tuple[str, str]]:
    found = []
    for limb in (ARM, LEG):
        grades, names = [raw(grade) for grade in side.motor[limb]], MUSCLES[limb]
        if "0" in grades and "5" in grades[(first := grades.index("0")) :]:
            found.append((names[first], names[grades.index("5", first)]))
    return found
