"""The neck from behind: planned laminae, open side and hinge side, what holds each level, and each mass."""

from __future__ import annotations

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Side, SideOrBoth, Vertebra
from hcplanner.case.imaging import Lesion
from hcplanner.case.plan_operation import LaminaFixation, Technique
from hcplanner.documents.figures import masses
from hcplanner.documents.figures.drawing import ACCENT, BONE, INK, MASS, PLANNED, Figure, text
from hcplanner.documents.figures.kept import of_neck
from hcplanner.documents.figures.legend import framed, sides
from hcplanner.documents.figures.pen import Frame, Point, curve, flipped, hatch, mirrored, shape
from hcplanner.fields import level_range
from hcplanner.i18n import Words
from hcplanner.knowledge import facts

WIDTH, TOP, STEP = 190.0, 24.0, 22.0
MIDDLE = WIDTH / 2
DRAWN = tuple(Vertebra)[1:10]  # C1 to T2: the occiput is drawn apart
_DOOR, _HINGE = 27.0, 22.5  # where the cut and the hinge lie, from the middle

_PILLAR = ((26, -8.5), (32, -10), (38, -7.5), (40.5, -1), (39, 6), (33, 9.5), (27, 8))
_TRANSVERSE = ((28, -7), (40, -9.5), (50, -7.5), (53.5, -3), (50, 1.5), (40, 4), (28, 6))
_C1_SIDE = ((31, -9), (40, -10), (50, -7), (57.5, -2.5), (56, 3), (47, 6.5), (37, 8), (31, 4))
_LAMINA = ((0, -4.5), (9, -5.5), (20, -8), (27.5, -8), (28, 4.5), (20, 7), (10, 7.5), (0, 8.5))
_C1_ARCH = ((0, -1.5), (12, -3.5), (25, -6.5), (33, -6), (34, 1.5), (25, 2), (12, 4.5), (4, 6.5), (0, 7.5))
_C2_LAMINA = ((0, -7), (10, -7.5), (22, -9), (29, -7), (28.5, 5), (19, 8), (9, 9.5), (0, 10))
_FORKED = ((0, -2.5), (3.2, -1), (4.2, 5), (7.2, 10.5), (6.6, 13.5), (3.8, 13), (0, 9.5))
_C2_FORK = ((0, -5), (4.5, -3), (6.5, 5), (11.5, 13), (11, 17.5), (7, 17.5), (0, 12))
_LONG = ((0, -3), (3.4, -1), (3.6, 9), (4.8, 16.5), (3, 20), (0, 20.5))


@of_neck
def from_behind(case: Case, words: Words) -> Figure:
    """The neck from behind: planned laminae, open and hinge side, each mass; R and L are the patient's.

    Seen from behind, the patient's right is on the viewer's right.
    """
    beyond = _beyond(case)
    height = TOP + STEP * len(DRAWN) + (40 if beyond else 28)
    planned = facts.operation_levels(case)
    parts = [sides(WIDTH, 16, words("L"), words("R")), _occiput()]
    # Each vertebra lies over the one below it, as roof tiles do.
    parts += [_vertebra(vertebra, vertebra in planned) for vertebra in reversed(DRAWN)]
    parts += _door(case, words)
    parts += [_plates(case, vertebra) for vertebra in DRAWN if vertebra in planned]
    parts += [_mass(lesion) for lesion in case.imaging.lesions]
    parts += _badges(case)
    parts.append(
        text(MIDDLE, height - 4, words("Seen from behind"), size=11.2, anchor="middle", colour=ACCENT, bold=True)
    )
    untold = words("Not drawn: {levels}").format(levels=level_range(beyond)) if beyond else ""
    if untold:
        parts.append(text(MIDDLE, height - 16, untold, size=11.2, anchor="middle", bold=True, colour=INK))
    return Figure(framed(WIDTH, height, parts), _in_words(case, words), untold)


def _beyond(case: Case) -> frozenset[Vertebra]:
    """Planned laminae and levels of masses that lie outside the drawing; leaving them out is said."""
    drawn = {Vertebra.C0, *DRAWN}
    return (facts.operation_levels(case) | facts.mass_levels(case)) - drawn


def _y(vertebra: Vertebra) -> float:
    """The height at which a vertebra's lamina is drawn (its middle)."""
    return TOP + STEP * (DRAWN.index(vertebra) + 0.6)


def _occiput() -> str:
    bone = mirrored([(0, -24), (30, -24), (43, -20), (38, -10), (24, -3.5), (12, -1.5), (0, 0)])
    line = [(-33, -14), (-16, -17.5), (0, -15.5), (16, -17.5), (33, -14)]
    at = Frame(MIDDLE, TOP).all
    return (
        shape(curve(at(bone), tension=0.9), fill=BONE, stroke=INK, width=1.1)
        + shape(curve(at(line), closed=False), stroke=INK, width=0.6)
        + text(MIDDLE, TOP - 3, "C0", size=11.2, anchor="middle", colour=INK)
    )


def _vertebra(vertebra: Vertebra, planned: bool) -> str:
    """Lateral masses, lamina and spinous process; what is planned is tinted and hatched."""
    at = Frame(MIDDLE, _y(vertebra)).all
    side, lamina, spine = _shapes(vertebra)
    parts = [shape(curve(at(each)), fill=BONE, stroke=INK, width=1.0) for each in (side, flipped(side))]
    colour, fill, width = (ACCENT, PLANNED, 1.5) if planned else (INK, BONE, 1.0)
    for half in (lamina, spine):
        if half:
            outline = curve(at(mirrored(half)), tension=0.9)
            parts.append(shape(outline, fill=fill, stroke=colour, width=width))
            parts.append(hatch(outline.points, colour, gap=4.2) if planned else "")
    y = _y(vertebra) + 3.2
    parts.append(text(2, y, vertebra.words, size=11.2, anchor="start", bold=planned, colour=colour))
    return "".join(parts)


def _shapes(vertebra: Vertebra) -> tuple[tuple[Point, ...], tuple[Point, ...], tuple[Point, ...]]:
    """Half outlines of the lateral mass, the lamina and the spinous process; the arch of C1 has only a tubercle."""
    if vertebra is Vertebra.C1:
        return _C1_SIDE, _C1_ARCH, ()
    if vertebra is Vertebra.C2:
        return _PILLAR, _C2_LAMINA, _C2_FORK
    if vertebra.value.startswith("T"):
        return _TRANSVERSE, _LAMINA, _LONG
    return _PILLAR, _LAMINA, _LONG if vertebra is Vertebra.C7 else _FORKED


def _plates(case: Case, vertebra: Vertebra) -> str:
    """A plate with two screws over each cut of a level that is recorded as held by a plate."""
    if facts.lamina_fixation(case, vertebra) is not LaminaFixation.PLATE:
        return ""
    opened = facts.open_side(case)
    at = {Side.RIGHT: (1,), Side.LEFT: (-1,), None: ()}[opened]
    if case.plan.laminoplasty.technique in (Technique.EN_BLOC, Technique.LIFT_UP):
        at = (-1, 1)
    y = _y(vertebra) - 1
    return "".join(
        f'<rect x="{MIDDLE + sign * _DOOR - 8.5:g}" y="{y - 2.8:g}" width="17" height="5.6" rx="2.8" fill="#ffffff" '
        f'stroke="{INK}" stroke-width="1.1"/>'
        + "".join(f'<circle cx="{MIDDLE + sign * _DOOR + u:g}" cy="{y:g}" r="1.3" fill="{INK}"/>' for u in (-5.2, 5.2))
        for sign in at
    )


def _mass(lesion: Lesion) -> str:
    """A dashed outline over each stretch of the mass's levels, shifted to the patient's side."""
    return "".join(
        f'<ellipse cx="{MIDDLE + _shift(lesion):g}" cy="{(_y(first) + _y(last)) / 2:g}" rx="12" '
        f'ry="{(_y(last) - _y(first)) / 2 + 9:g}" '
        f'fill="none" stroke="{MASS}" stroke-width="2" stroke-dasharray="4 2.5"/>'
        for first, last in _stretches(lesion.levels)
    )


def _badges(case: Case) -> list[str]:
    """The number of each mass on its outline, none over another."""
    taken: list[Point] = []
    drawn = []
    for number, lesion in enumerate(case.imaging.lesions, 1):
        for first, last in _stretches(lesion.levels)[:1]:
            x, y = MIDDLE + _shift(lesion), (_y(first) + _y(last)) / 2
            while any(abs(x - u) < 14 and abs(y - v) < 14 for u, v in taken):
                y += 14
            taken.append((x, y))
            drawn.append(masses.badge(number, x, y))
    return drawn


def _shift(lesion: Lesion) -> float:
    """How far from the middle the outline lies, to the recorded side, else to that of its place."""
    return {SideOrBoth.RIGHT: 13.0, SideOrBoth.LEFT: -13.0}.get(lesion.side, 0.0) if lesion.side else _lean(lesion)


def _stretches(levels: frozenset[Vertebra]) -> list[tuple[Vertebra, Vertebra]]:
    """First and last vertebra of each unbroken stretch that is drawn: no mark runs over a level between two."""
    found: list[tuple[Vertebra, Vertebra]] = []
    for place, vertebra in enumerate(DRAWN):
        if vertebra in levels:
            goes_on = place > 0 and found and found[-1][1] is DRAWN[place - 1]
            found[-1:] = [(found[-1][0], vertebra)] if goes_on else [*found[-1:], (vertebra, vertebra)]
    return found


def _lean(lesion: Lesion) -> float:
    right, left = AroundCord.RIGHT in lesion.position, AroundCord.LEFT in lesion.position
    return 13.0 * (right - left)


def _door(case: Case, words: Words) -> list[str]:
    """Marks of the open side (gap) and the hinge side (dots) beside the planned laminae."""
    opened, hinged = facts.open_side(case), facts.hinge_side(case)
    stretches = _stretches(facts.operation_levels(case))
    marks: list[str] = []
    if not stretches:
        return marks
    last = stretches[-1][1]
    # Beside the lateral mass of the lowest level; where a transverse process lies there, below it.
    lowest = _y(last) + (15.5 if last in (Vertebra.C1, Vertebra.T1, Vertebra.T2) else 3.5)
    kept = "plan.laminoplasty."
    open_word = facts.marked(words("open"), case, kept + "open_side")
    hinge_word = facts.marked(words("hinge"), case, kept + "hinge_side")
    for side, dash, label in ((opened, "", open_word), (hinged, "1.5 3", hinge_word)):
        if side is None:
            continue
        below = 11 if label == hinge_word and opened is hinged else 0  # a contradiction stays legible
        x = MIDDLE + (_HINGE if dash else _DOOR) * (1 if side is Side.RIGHT else -1)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        if not dash:  # the cut is a gap in the bone
            marks += [
                f'<line x1="{x:g}" y1="{_y(first) - 9:g}" x2="{x:g}" y2="{_y(last) + 9:g}" stroke="#ffffff" '
                f'stroke-width="6"/>'
                for first, last in stretches
            ]
        marks += [
            f'<line x1="{x:g}" y1="{_y(first) - 10:g}" x2="{x:g}" y2="{_y(last) + 10:g}" '
            f'stroke="{INK if dash else ACCENT}" stroke-width="2.2"{dashes}/>'
            for first, last in stretches
        ]
        outward = MIDDLE + (44 if side is Side.RIGHT else -44)
        marks.append(
            text(
                outward,
                lowest + below,
                label,
                size=11.2,
                anchor="start" if side is Side.RIGHT else "end",
                bold=True,
                colour=ACCENT,
            )
        )
    return marks


def _in_words(case: Case, words: Words) -> str:
    sentences = [words("The neck seen from behind; the patient's right is on the right.")]
    levels = facts.operation_levels(case)
    said = facts.marked(level_range(levels), case, "plan.decompression.levels")
    sentences.append(
        words("Laminae planned: {levels}.").format(levels=said) if levels else words("No laminae are recorded.")
    )
    plan = "plan.laminoplasty."
    opened, hinged = facts.open_side(case), facts.hinge_side(case)
    if opened:
        said = facts.marked(words(opened.words), case, plan + "open_side")
        sentences.append(words("Open side: {side}.").format(side=said))
    if hinged:
        said = facts.marked(words(hinged.words), case, plan + "hinge_side")
        sentences.append(words("Hinge side: {side}.").format(side=said))
    plated = frozenset(v for v in levels if facts.lamina_fixation(case, v) is LaminaFixation.PLATE)
    if plated:
        sentences.append(words("Held by a plate: {levels}.").format(levels=level_range(plated)))
    sentences += [masses.line(case, n, lesion, words) + "." for n, lesion in enumerate(case.imaging.lesions, 1)]
    if beyond := _beyond(case):
        sentences.append(words("Not drawn: {levels}").format(levels=level_range(beyond)) + ".")
    return " ".join(sentences)
