"""The body from the front and from behind: power of each limb, new and old weakness apart; feeling by region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hcplanner.case import Case
from hcplanner.case.anatomy import KEY_MUSCLES, Limb, NeuroLevel
from hcplanner.case.examination import ExaminationRecord, Isncsci, Power
from hcplanner.documents.figures.drawing import ACCENT, INK, MASS, Figure, text
from hcplanner.documents.figures.legend import framed
from hcplanner.documents.figures.pen import Point, curve, hatch, mirrored, shape, stipple
from hcplanner.fields import level_range
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import join, marked, said
from hcplanner.knowledge.neurology import baseline_examination, limb_power, limbs_in_words, power_line

WIDTH: Final = 240.0
_FRONT, _BEHIND, _TOP = 66.0, 182.0, 26.0
_SKIN, _QUIET = "#fbfaf7", "#5d6b73"
_HALF_TORSO: Final = [(3.5, 23), (5, 28), (16, 32), (18.5, 37), (16, 50), (14, 66), (16.5, 80), (17, 90), (0, 96)]
_ARM: Final = [(18, 33), (24, 37), (27, 50), (31, 66), (36, 82), (38, 93), (34, 95), (31, 84), (26, 68), (21.5, 54),
               (18, 42)]  # fmt: skip
_LEG: Final = [(1.5, 97), (17, 91), (18, 108), (15.5, 124), (15, 140), (12, 158), (15, 166), (6, 167), (5, 158),
               (4.5, 140), (3.5, 124), (1.8, 108)]  # fmt: skip
_LIMBS: Final = {Limb.RIGHT_ARM: _ARM, Limb.LEFT_ARM: _ARM, Limb.RIGHT_LEG: _LEG, Limb.LEFT_LEG: _LEG}
_NEW, _OLD, _UNSAID = 45.0, -45.0, 0.0
# Regions of the drawing, schematic: which dermatomes each stands for, on which part, between which heights.
_REGIONS: Final[tuple[tuple[tuple[str, ...], str, float, float], ...]] = (
    (("C2", "C3", "C4"), "torso", 22, 36),
    (("T2", "T3", "T4", "T5", "T6"), "torso", 36, 55),
    (("T7", "T8", "T9", "T10", "T11", "T12"), "torso", 55, 80),
    (("S2", "S3", "S4-5"), "torso", 80, 97),
    (("C5",), "arm", 30, 58),
    (("C6", "T1"), "arm", 58, 81),
    (("C7", "C8"), "arm", 81, 98),
    (("L1", "L2", "L3"), "leg", 90, 124),
    (("L4", "L5"), "leg", 124, 157),
    (("S1",), "leg", 157, 170),
)


def body(case: Case, words: Words) -> Figure | None:
    """Power and feeling of the baseline examination; None while no limb has a grade and no grid a loss of feeling.

    From the front the patient's right is on the viewer's left, from behind on the viewer's right.
    """
    examination = baseline_examination(case)
    if examination is None or not (_any_power(examination) or _sensory_rows(examination.isncsci)):
        return None
    parts = [*_view(_FRONT, words("From the front: power"), ("R", "L"), words)]
    parts += [*_view(_BEHIND, words("From behind: feeling"), ("L", "R"), words)]
    for limb in Limb:
        parts.append(_limb(case, examination, limb, words))
    parts += [_key_muscles(examination, side) for side in ("right", "left")]
    parts += _feeling(examination.isncsci, words)
    legend, end = _legend(examination, words)
    when = words("Examined {day}").format(day=words.date(examination.when)) if examination.when else ""
    dated = marked(when, case, f"examination.examinations[{examination.id}].when") or words("Day not recorded")
    legend.append(text(6, end + 8, dated, size=8.5, anchor="start", colour=_QUIET))
    return Figure(framed(WIDTH, end + 12, [*parts, *legend]), _in_words(case, examination, words))


def _any_power(examination: ExaminationRecord) -> bool:
    return any(limb_power(examination, limb) for limb in Limb) or bool(
        examination.power.new_in | examination.power.old_in
    )


def _placed(points: Sequence[Point], centre: float, side: int) -> list[Point]:
    """Points of a half, laid at their place; side is 1 for the viewer's right, -1 for the left."""
    return [(centre + side * x, _TOP + y) for x, y in points]


def _view(centre: float, title: str, letters: tuple[str, str], words: Words) -> list[str]:
    torso = curve(_placed(mirrored(_HALF_TORSO), centre, 1))
    head = (
        f'<ellipse cx="{centre:g}" cy="{_TOP + 12:g}" rx="8.5" ry="11" fill="{_SKIN}" stroke="{INK}" stroke-width="1"/>'
    )
    parts = [head, shape(torso, fill=_SKIN, stroke=INK)]
    parts += [
        shape(curve(_placed(limb, centre, side)), fill=_SKIN, stroke=INK) for limb in (_ARM, _LEG) for side in (-1, 1)
    ]
    parts.append(text(centre, 11, title, size=9.5, anchor="middle", colour=INK, bold=True))
    for letter, side in zip(letters, (-1, 1), strict=True):
        said_side = words("R") if letter == "R" else words("L")
        place = centre + side * 26
        parts.append(text(place, _TOP + 22, said_side, size=14, anchor="middle", colour=ACCENT, bold=True))
    return parts


# --- power -----------------------------------------------------------------------------------------------------------


def is_weak(power: Power | None) -> bool:
    """Whether a grade stands for weakness; not tested and not recorded do not."""
    return power not in (None, Power.NOT_TESTED, Power.P5)


def _slants(examination: ExaminationRecord, limb: Limb) -> tuple[float, ...]:
    """The hatching of a limb: new one way, old the other way, both crossed, weak without saying which level."""
    slants = [_NEW] * (limb in examination.power.new_in) + [_OLD] * (limb in examination.power.old_in)
    if slants:
        return tuple(slants)
    return (_UNSAID,) if is_weak(limb_power(examination, limb)) else ()


def _limb(case: Case, examination: ExaminationRecord, limb: Limb, words: Words) -> str:
    """One limb seen from the front: its hatching, and its grade beside it."""
    side = -1 if limb in (Limb.RIGHT_ARM, Limb.RIGHT_LEG) else 1
    outline = curve(_placed(_LIMBS[limb], _FRONT, side))
    hatched = "".join(
        hatch(outline.points, _colour(slant), gap=4.4 if slant != _OLD else 3.2, slant=slant, width=0.9)
        for slant in _slants(examination, limb)
    )
    power = limb_power(examination, limb)
    path = f"examination.examinations[{examination.id}].power.{limb.value}"
    told = {None: words("not rec."), Power.NOT_TESTED: words("not tested")}.get(power) or said(case, path, words)
    is_arm = limb in (Limb.RIGHT_ARM, Limb.LEFT_ARM)
    # Beside the elbow or the shin: numbers stand out, words for what is missing stay small.
    x, y = _FRONT + side * (35 if is_arm else 21), _TOP + (58 if is_arm else 121)
    graded = power not in (None, Power.NOT_TESTED)
    size, colour = (13.0, INK) if graded else (8.5, _QUIET)
    anchor = "start" if side > 0 else "end"
    return hatched + text(x, y, told, size=size, anchor=anchor, colour=colour, bold=graded)


def _colour(slant: float) -> str:
    return {_NEW: MASS, _OLD: ACCENT}.get(slant, INK)


def _key_muscles(examination: ExaminationRecord, side: str) -> str:
    """Key muscles of one side that are not full, below the grade of their limb, from the grid."""
    grades: dict[str, str] = getattr(examination.isncsci, f"motor_{side}")
    x, anchor = (_FRONT - 42, "end") if side == "right" else (_FRONT + 42, "start")
    parts = []
    for muscles, top, inward in ((KEY_MUSCLES[:5], 68, 0), (KEY_MUSCLES[5:], 130, 14)):
        weak = [(row, grades[row]) for row in muscles if row in grades and grades[row] != "5"]
        place = x + (inward if side == "right" else -inward)
        for number, (row, grade) in enumerate(weak):
            parts.append(text(place, _TOP + top + 8.6 * number, f"{row} {grade}", size=8.5, anchor=anchor, colour=INK))
    return "".join(parts)


# --- feeling ---------------------------------------------------------------------------------------------------------


def _sensory_rows(grid: Isncsci) -> bool:
    return any(
        getattr(grid, f"{modality}_{side}") for modality in ("light_touch", "pin_prick") for side in ("right", "left")
    )


def _number(grade: str) -> int | None:
    kept = grade.rstrip("*")
    return int(kept) if kept.isdigit() else None


def _worst(grid: Isncsci, side: str, rows: Sequence[str]) -> int | None:
    """The lowest grade of touch or pin prick in these dermatomes; None where none of them was graded."""
    found = [
        number
        for modality in ("light_touch", "pin_prick")
        for row in rows
        if (number := _number(getattr(grid, f"{modality}_{side}").get(row, ""))) is not None
    ]
    return min(found, default=None)


def _feeling(grid: Isncsci, words: Words) -> list[str]:
    """Regions with less feeling dotted, without feeling crossed by lines; seen from behind."""
    if not _sensory_rows(grid):
        return [
            text(_BEHIND, _TOP + 181, words("no grid recorded"), size=8.5, anchor="middle", colour=_QUIET),
        ]
    parts = []
    for side, sign in (("right", 1), ("left", -1)):
        for rows, part, top, bottom in _REGIONS:
            worst = _worst(grid, side, rows)
            if worst is None or worst > 1:
                continue
            half = {"torso": [*_HALF_TORSO, (0, 23)], "arm": _ARM, "leg": _LEG}[part]
            smooth = half if part == "torso" else list(curve(half).points)
            area = _band(_placed(smooth, _BEHIND, sign), _TOP + top, _TOP + bottom)
            if len(area) > 2:
                parts.append(
                    hatch(area, INK, gap=2.4, slant=90, width=0.8) if worst == 0 else stipple(area, INK, gap=3.4)
                )
    return parts


def _band(points: Sequence[Point], top: float, bottom: float) -> list[Point]:
    """The part of a shape between two heights."""
    return _cut(_cut(points, top, 1), bottom, -1)


def _cut(points: Sequence[Point], at: float, keep: int) -> list[Point]:
    """The part of a shape below (keep 1) or above (keep -1) a level line."""
    kept: list[Point] = []
    for number, (x, y) in enumerate(points):
        x0, y0 = points[number - 1]
        if (y0 - at) * keep < 0 <= (y - at) * keep or (y - at) * keep < 0 <= (y0 - at) * keep:
            kept.append((x0 + (x - x0) * (at - y0) / (y - y0), at))
        if (y - at) * keep >= 0:
            kept.append((x, y))
    return kept


# --- in words --------------------------------------------------------------------------------------------------------


def _legend(examination: ExaminationRecord, words: Words) -> tuple[list[str], float]:
    """What each kind of hatching means, only those that are drawn; and where the legend ends."""
    used = {slant for limb in Limb for slant in _slants(examination, limb)}
    rows = [
        (slant, told)
        for slant, told in (
            (_NEW, words("new deficit")),
            (_OLD, words("old deficit")),
            (_UNSAID, words("weak; new or old not recorded")),
        )
        if slant in used
    ]
    parts, y = [], _TOP + 182.0
    for slant, told in rows:
        swatch = [(6.0, y - 8), (24.0, y - 8), (24.0, y), (6.0, y)]
        parts += [
            shape(curve(swatch, tension=0), stroke=INK, width=0.7),
            hatch(swatch, _colour(slant), gap=4.4 if slant != _OLD else 3.2, slant=slant, width=0.9),
            text(29, y - 1, told, size=9, anchor="start", colour=INK),
        ]
        y += 12
    grid, at = examination.isncsci, _TOP + 182.0
    grades = {_worst(grid, side, rows) for side in ("right", "left") for rows, *_ in _REGIONS}
    for grade, told in ((1, words("altered feeling")), (0, words("no feeling"))):
        if grade in grades:
            swatch = [(140.0, at - 8), (158.0, at - 8), (158.0, at), (140.0, at)]
            inner = stipple(swatch, INK, gap=3.4) if grade else hatch(swatch, INK, gap=2.4, slant=90, width=0.8)
            parts += [shape(curve(swatch, tension=0), stroke=INK, width=0.7), inner]
            parts.append(text(163, at - 1, told, size=9, anchor="start", colour=INK))
            at += 12
    if _sensory_rows(grid):
        parts.append(text(WIDTH - 2, at, words("regions schematic"), size=8.5, anchor="end", colour=_QUIET))
        at += 10
    return parts, max(y, at) - 8


def _in_words(case: Case, examination: ExaminationRecord, words: Words) -> str:
    """The facts of the drawing, in sentences."""
    at = f"examination.examinations[{examination.id}]."
    power = examination.power
    new = marked(limbs_in_words(power.new_in, words), case, at + "power.new_in")
    old = marked(limbs_in_words(power.old_in, words), case, at + "power.old_in")
    sentences = [
        words("The body from the front and from behind; R and L are the patient's right and left."),
        words("Examined {day}.").format(
            day=marked(words.date(examination.when), case, at + "when")
            if examination.when
            else words("day not recorded")
        ),
        words("Power: {power}.").format(power=power_line(case, examination, words)),
        words("New deficit: {limbs}.").format(limbs=new or words("limbs not recorded")),
        words("Old deficit: {limbs}.").format(limbs=old or words("limbs not recorded")),
    ]  # fmt: skip
    for side, name in (("right", words("right")), ("left", words("left"))):
        motor: dict[str, str] = getattr(examination.isncsci, f"motor_{side}")
        weak = [f"{row} {motor[row]}" for row in KEY_MUSCLES if row in motor and motor[row] != "5"]
        if weak:
            told = words("Key muscles below 5, {side}: {grades}.").format(side=name, grades=", ".join(weak))
            sentences.append(marked(told, case, f"{at}isncsci.motor_{side}"))
        sentences += _losses(examination.isncsci, side, name, words)
    if not _sensory_rows(examination.isncsci):
        sentences.append(words("No sensory grid is recorded."))
    return " ".join(sentences)


def _losses(grid: Isncsci, side: str, name: str, words: Words) -> list[str]:
    """Where touch and pin prick are altered or absent on one side, dermatome by dermatome."""
    told = []
    for modality, label in (("light_touch", words("Light touch")), ("pin_prick", words("Pin prick"))):
        grades: dict[str, str] = getattr(grid, f"{modality}_{side}")
        parts = []
        for grade, word in ((1, words("altered")), (0, words("absent"))):
            rows = [level for level in NeuroLevel if _number(grades.get(level.value, "")) == grade]
            if rows:
                parts.append(f"{word} {level_range(rows)}")
        if parts:
            told.append(
                words("{modality}, {side}: {levels}.").format(
                    modality=label, side=name, levels=lower_first(join(parts, ", "), words)
                )
            )
    return told
