"""The course after the operation: the baseline and each follow-up side by side, with the change since either."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.case.anatomy import Limb
from hcplanner.case.examination import Instruments, Power
from hcplanner.case.imaging import Curve
from hcplanner.case.outcome import FollowUp, FollowUpPoint
from hcplanner.fields import Answer, Choice, PartialDate, get_at
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import moment
from hcplanner.knowledge.facts import join, marked, said
from hcplanner.knowledge.neurology import baseline_examination
from hcplanner.knowledge.scores import mjoa
from hcplanner.knowledge.scores.instrument import age_then


class Point(msgspec.Struct, frozen=True):
    """One column: what it is called, its day in words and as a date; lost: nobody saw the patient then."""

    label: str
    when: str
    on: PartialDate | None
    baseline: bool = False
    lost: bool = False


class Cell(msgspec.Struct, frozen=True):
    """What was found at one point, and in words how it differs from the baseline and from the last point that had it.

    number: the finding as a number, for a chart; None where it is none or nothing was found
    """

    value: str = ""
    since_baseline: str = ""
    since_last: str = ""
    number: float | None = None


class Line(msgspec.Struct, frozen=True):
    """One finding across all points. key: the name a chart asks for."""

    key: str
    label: str
    cells: tuple[Cell, ...]


class Course(msgspec.Struct, frozen=True):
    """The points in the order of time, and what was found at each.

    unrecorded: what was recorded at no follow-up and so has no line
    """

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    unrecorded: tuple[str, ...] = ()

    def line(self, key: str) -> Line | None:
        """The line of that name, None when nothing of it was recorded."""
        return next((line for line in self.lines if line.key == key), None)


class _Found(msgspec.Struct, frozen=True):
    words: str = ""
    number: float | None = None


_POWERS: Final = tuple(power for power in Power if power is not Power.NOT_TESTED)
_Change = Callable[[float, Words], str]


def course(case: Case, w: Words) -> Course | None:
    """The course since the baseline; None before the first follow-up."""
    visits = in_time(case)
    if not visits:
        return None
    points = (_before(case, w), *(_point(one, w) for one in visits))
    columns = [_baseline(case, w), *(_follow_up(case, one, w) for one in visits)]
    lines, unrecorded = [], []
    for key, (label, change) in _lines(w).items():
        found = [column.get(key, _Found()) for column in columns]
        if any(one.words for one in found[1:]):
            lines.append(Line(key, label, tuple(_cell(found, place, change, w) for place in range(len(found)))))
        else:
            unrecorded.append(label)
    return Course(points, tuple(lines), tuple(unrecorded))


def in_time(case: Case) -> tuple[FollowUp, ...]:
    """The follow-ups in the order of their points, those of the same point by day; one without a point stands last."""
    last = len(FollowUpPoint)
    return tuple(
        sorted(case.outcome.follow_up, key=lambda one: (one.point.rank if one.point else last, moment(one.on)))
    )


def _lines(w: Words) -> dict[str, tuple[str, _Change | None]]:
    """Every finding by its name: label, and how a change is told (None: the values speak for themselves)."""
    better, worse = _steps(1), _steps(-1)
    limbs = {limb.value: (w("{limb}, power").format(limb=w(limb.words)), _grades) for limb in Limb}
    return {
        **limbs,
        "mjoa": (w("mJOA (of 18)"), better),
        "nurick": (w("Nurick grade (higher is worse)"), worse),
        "mccormick": (w("Modified McCormick grade"), worse),
        "mobility": (w("Mobility level (GMFCS style)"), worse),
        "gait": (w("Walking"), None),
        "bladder": (w("Bladder"), None),
        "pain": (w("Neck pain, 0 to 10"), worse),
        "c2_7": (w("C2–C7 angle"), _bend),
        "local": (w("Local angle"), _bend),
        "unstable": (w("Unstable on imaging"), None),
        "regrowth": (w("Largest residual or regrowth"), None),
        "rating": (w("Rated by patient or parent"), None),
    }


def _before(case: Case, w: Words) -> Point:
    examination = baseline_examination(case)
    on = examination.when if examination else None
    return Point(w("Baseline"), w.date(on) if on else "", on, baseline=True)


def _point(one: FollowUp, w: Words) -> Point:
    label = w(one.point.words) if one.point else w("Follow-up")
    return Point(label, w.date(one.on) if one.on else "", one.on, lost=one.lost is Answer.YES)


def _baseline(case: Case, w: Words) -> dict[str, _Found]:
    angles = "imaging.alignment."
    curves = {
        "c2_7": _curve(case, angles, "c2_7", w),
        "local": _curve(case, angles, "local", w),
    }
    one = baseline_examination(case)
    if one is None:
        return curves
    at = f"examination.examinations[{one.id}]."
    return {
        **{limb.value: _power(case, getattr(one.power, limb.value), f"{at}power.{limb.value}", w) for limb in Limb},
        **_scales(case, one.instruments, one.when, at + "instruments."),
        "gait": _Found(said(case, at + "functions.gait", w)),
        "bladder": _Found(said(case, at + "functions.bladder", w)),
        "pain": _number(case, "presentation.pain_score", case.presentation.pain_score, w),
        **curves,
    }


def _follow_up(case: Case, one: FollowUp, w: Words) -> dict[str, _Found]:
    at = f"outcome.follow_up[{one.id}]."
    return {
        **{limb.value: _power(case, getattr(one.power, limb.value), f"{at}power.{limb.value}", w) for limb in Limb},
        **_scales(case, one.instruments, one.on, at + "instruments."),
        "gait": _Found(said(case, at + "gait", w)),
        "bladder": _Found(said(case, at + "bladder", w)),
        "pain": _number(case, at + "pain_score", one.pain_score, w),
        "c2_7": _curve(case, at, "c2_7", w),
        "local": _curve(case, at, "local", w),
        "unstable": _Found(said(case, at + "unstable", w)),
        "regrowth": _number(case, at + "regrowth_mm", one.regrowth_mm, w),
        "rating": _Found(said(case, at + "rating", w)),
    }


def _power(case: Case, power: Power | None, path: str, w: Words) -> _Found:
    return _Found(said(case, path, w), float(_POWERS.index(power)) if power in _POWERS else None)


def _number(case: Case, path: str, value: float | None, w: Words) -> _Found:
    return _Found(said(case, path, w), value)


def _scales(case: Case, held: Instruments, on: PartialDate | None, at: str) -> dict[str, _Found]:
    """The sum of the mJOA where the scale may be used, and each scale of one choice by its short name."""
    found = {}
    total, known = mjoa.total(mjoa.held_items(held)), age_then(case, on)
    if total is not None and not (known is not None and known.under(mjoa.FROM_AGE) is True):
        items = [at + name for name in held.__struct_fields__ if name.startswith("mjoa")]
        found["mjoa"] = _Found(marked(str(total), case, *items), float(total))
    for name in ("nurick", "mccormick", "mobility"):
        grade: Choice | None = getattr(held, name)
        if grade is not None:
            found[name] = _Found(marked(grade.value, case, at + name), float(grade.rank))
    return found


def _curve(case: Case, at: str, name: str, w: Words) -> _Found:
    """An angle with its direction in words; as a number, lordosis counts up and kyphosis down from straight."""
    angle, direction = said(case, f"{at}{name}_angle_deg", w), said(case, f"{at}{name}_direction", w)
    if not angle and not direction:
        return _Found()
    if direction and not angle:
        return _Found(direction, 0.0 if _held(case, at, f"{name}_direction") is Curve.STRAIGHT else None)
    if not direction:
        return _Found(join([angle, w("direction not recorded")], ", "))
    held = _held(case, at, f"{name}_direction")
    sign = {Curve.LORDOSIS: 1.0, Curve.KYPHOSIS: -1.0}.get(held, 0.0) if isinstance(held, Curve) else 0.0
    value = _held(case, at, f"{name}_angle_deg")
    number = sign * float(value) if isinstance(value, float | int) else None
    return _Found(w("{angle} {direction}").format(angle=angle, direction=direction.lower()), number)


def _held(case: Case, at: str, name: str) -> object:
    return get_at(case, at + name)


def _cell(found: Sequence[_Found], place: int, change: _Change | None, w: Words) -> Cell:
    one = found[place]
    if change is None or one.number is None or place == 0:
        return Cell(one.words, number=one.number)
    before = [of.number for of in found[1:place] if of.number is not None]
    base = found[0].number
    return Cell(
        one.words,
        since_baseline="" if base is None else change(one.number - base, w),
        since_last=change(one.number - before[-1], w) if before else "",
        number=one.number,
    )


def _steps(better: int) -> _Change:
    def told(by: float, w: Words) -> str:
        if by == 0:
            return w("unchanged")
        pattern = w("better by {n}") if by * better > 0 else w("worse by {n}")
        return pattern.format(n=w.number(abs(by), 0))

    return told


def _grades(by: float, w: Words) -> str:
    """Grades with plus and minus have an order but no even steps."""
    return w("unchanged") if by == 0 else w("better") if by > 0 else w("worse")


def _bend(by: float, w: Words) -> str:
    if round(by, 1) == 0:
        return w("unchanged")
    pattern = w("{n}° towards lordosis") if by > 0 else w("{n}° towards kyphosis")
    return pattern.format(n=w.number(abs(by), 1))
