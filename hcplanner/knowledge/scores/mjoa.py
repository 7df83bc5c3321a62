"""mJOA, the modified Japanese Orthopaedic Association scale after Benzel, 18 points, with its recovery rate."""

from collections.abc import Sequence
from typing import Final

from hcplanner.case import Case
from hcplanner.case.examination import (
    Bladder,
    ExaminationRecord,
    Instruments,
    MjoaArm,
    MjoaLeg,
    MjoaSensation,
    MjoaSphincter,
    Purpose,
)
from hcplanner.fields import Choice, PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import Age
from hcplanner.knowledge.facts import join, marked
from hcplanner.knowledge.measures import DECIMALS, Quantity
from hcplanner.knowledge.scores.instrument import (
    NOT_CHECKED,
    Direction,
    Instrument,
    Made,
    Part,
    Question,
    Score,
    age_then,
    change_words,
    in_order,
    score,
)

_GROUP: Final = "examination.examinations[].instruments"
_ITEMS: Final[tuple[tuple[str, str, type[Choice]], ...]] = (
    (N_("arm and hand"), "mjoa_arm", MjoaArm),
    (N_("leg"), "mjoa_leg", MjoaLeg),
    (N_("sensation of the hand"), "mjoa_sensation", MjoaSensation),
    (N_("bladder"), "mjoa_sphincter", MjoaSphincter),
)
MOST: Final = 18
BANDS: Final = ((0, 11, N_("severe")), (12, 14, N_("moderate")), (15, 17, N_("mild")), (18, 18, N_("no impairment")))
"""Lowest and highest total of each severity, in adults (Tetreault 2017)."""
FROM_AGE: Final = 4
"""Years from which the adult items are allowed in a child; below, the scale is not used."""

INSTRUMENT: Final = Instrument(
    id="mjoa",
    name=N_("mJOA"),
    version=N_("Benzel, 18 points"),
    source=N_(
        "Benzel 1991, J Spinal Disord 4:286-295 (not opened); severity: Tetreault 2017, Eur Spine J 26:78-84, "
        "757 adults (read)"
    ),
    rights=NOT_CHECKED,
    questions=tuple(
        Question(label, f"{_GROUP}.{name}", tuple(one.value for one in kind)) for label, name, kind in _ITEMS
    ),
    scoring=N_("Sum of the four items, 0 to 18; no total while an item is missing."),
    direction=Direction.HIGHER_IS_BETTER,
    made=Made.WORKED_OUT,
    path=_GROUP,
)
RECOVERY: Final = Instrument(
    id="mjoa_recovery",
    name=N_("mJOA recovery rate"),
    version=N_("Hirabayashi"),
    source=N_("Formula of Hirabayashi (not opened)"),
    rights=NOT_CHECKED,
    questions=INSTRUMENT.questions,
    scoring="(after \N{MINUS SIGN} before) / (18 \N{MINUS SIGN} before) \N{MULTIPLICATION SIGN} 100",
    direction=Direction.HIGHER_IS_BETTER,
    made=Made.WORKED_OUT,
    path=_GROUP,
)
CHILD: Final = N_("Adult scale used in a child: not validated; the severity bands are those of adults.")
TOO_YOUNG: Final = N_("Not used under 4 years; walking, hand use and continence are recorded in their own fields.")
AGE_OPEN: Final = N_("Age not recorded: the scale and its severity bands are those of adults.")
NOT_YET: Final = N_("Bladder not yet continent for age: that item cannot be tested.")


def held_items(scale: Instruments) -> tuple[Choice | None, ...]:
    """The four items as recorded, in the order of the scale."""
    return tuple(getattr(scale, name) for _, name, _ in _ITEMS)


def total(items: Sequence[Choice | None]) -> int | None:
    """The sum; None while an item is missing, which never counts as 0."""
    grades = [int(item.value) for item in items if item is not None]
    return sum(grades) if len(grades) == len(_ITEMS) == len(items) else None


def severity(points: int) -> str:
    """The band of a total, as a message id.

    Raises:
        ValueError: no total of this scale.
    """
    for low, high, words in BANDS:
        if low <= points <= high:
            return words
    raise ValueError(f"{points} is no total of 18 points")


def recovery_rate(before: int, after: int) -> float | None:
    """Percentage of the missing points that came back; None when none was missing, negative when worse."""
    return None if before == MOST else (after - before) / (MOST - before) * 100


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """The scale of each examination with any of its items, earliest first, then the recovery rate."""
    found: list[Score] = []
    before: tuple[int, PartialDate | None] | None = None
    for examination in in_order(case):
        items = held_items(examination.instruments)
        if not any(items):
            continue
        known = age_then(case, examination.when, on)
        points = None if known is not None and known.under(FROM_AGE) is True else total(items)
        parts = _parts(examination, w)
        told = join([_value(items, points, known, w), _change(before, points, w)])
        found.append(
            score(
                INSTRUMENT,
                w,
                marked(told, case, *(part.path for part in parts)),
                parts,
                path=_group_of(examination),
                limits=_limits(known, examination),
                number=points,
                when=examination.when,
            )
        )
        before = (points, examination.when) if points is not None else before
    return (*found, *_recovery(case, found, w))


def _group_of(examination: ExaminationRecord) -> str:
    return f"examination.examinations[{examination.id}].instruments"


def _parts(examination: ExaminationRecord, w: Words) -> tuple[Part, ...]:
    held = zip(_ITEMS, held_items(examination.instruments), strict=True)
    path = _group_of(examination)
    return tuple(Part(w(label), item.value, f"{path}.{name}") for (label, name, _), item in held if item is not None)


def _value(items: Sequence[Choice | None], points: int | None, known: Age | None, w: Words) -> str:
    if points is not None:
        return w("{points} of 18, {severity}").format(points=points, severity=w(severity(points)))
    if known is not None and known.under(FROM_AGE) is True:
        return w("no total under 4 years")
    return w("incomplete, {n} of 4 items").format(n=sum(item is not None for item in items))


def _change(before: tuple[int, PartialDate | None] | None, points: int | None, w: Words) -> str:
    return "" if points is None else change_words(before, points, Direction.HIGHER_IS_BETTER, w)


def _limits(known: Age | None, examination: ExaminationRecord) -> tuple[str, ...]:
    not_yet = examination.functions.bladder is Bladder.NOT_YET and examination.instruments.mjoa_sphincter is None
    waiting = (NOT_YET,) if not_yet else ()
    if known is None:
        return (AGE_OPEN, *waiting)
    if known.under(FROM_AGE) is not False:
        return (TOO_YOUNG, *waiting)
    return ((CHILD,) if known.under(18) is not False else ()) + waiting


def _recovery(case: Case, found: Sequence[Score], w: Words) -> tuple[Score, ...]:
    purposes = {_group_of(one): one.purpose for one in case.examination.examinations}
    totals = [(one, int(one.number)) for one in found if one.number is not None]
    earlier = [pair for pair in totals if purposes[pair[0].path] is not Purpose.AFTER]
    later = [pair for pair in totals if purposes[pair[0].path] is Purpose.AFTER]
    if not earlier or not later:
        return ()
    (first, before), (last, after) = earlier[-1], later[-1]
    rate = recovery_rate(before, after)
    shown = w("none: nothing was missing before") if rate is None else _percent(rate, w)
    parts = (Part(w("before"), str(before), first.path), Part(w("after"), str(after), last.path))
    told = marked(shown, case, first.path, last.path)
    return (score(RECOVERY, w, told, parts, path=last.path, number=rate, when=last.when),)


def _percent(rate: float, w: Words) -> str:
    return f"{w.number(rate, DECIMALS[Quantity.PERCENT])} %"
