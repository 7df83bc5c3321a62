"""The neck from the side, cut in the midline: column, cord, each mass at its levels, what is planned and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import pi, sin

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Vertebra
from hcplanner.case.imaging import Compartment, Lesion, T2Signal
from hcplanner.documents.figures import masses
from hcplanner.documents.figures.canal import CORD, CORD_LINE, DEPTH, DURA, FLUID
from hcplanner.documents.figures.column import CANAL, DRAWN, STEPPED, Column, column
from hcplanner.documents.figures.drawing import ACCENT, BONE, INK, MASS, PLANNED, Figure, text
from hcplanner.documents.figures.kept import of_neck
from hcplanner.documents.figures.legend import Told, figure, framed
from hcplanner.documents.figures.pen import Point, curve, hatch, shape
from hcplanner.fields import level_range
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge import facts

WIDTH, HIGH = 150.0, 212.0
_DISC = "#cfd8dd"
_ANGLE = "imaging.alignment.local_"
_FACES = (AroundCord.VENTRAL, AroundCord.DORSAL)
_UNCUT = (Compartment.INTRAMEDULLARY, Compartment.PARASPINAL)
_SEEN = (T2Signal.FAINT, T2Signal.BRIGHT)
_FROM, _TO = -0.95, 8.45  # how far the cord is drawn, counted in vertebrae from C1
_STEPS = 4  # samples of the cord from one vertebra to the next
_DURA = (3.0, 24.0)
_CORD = (7.0, 20.0)
_LEAST = 5.5  # the thinnest cord that is drawn


@of_neck
def side(case: Case, words: Words) -> Figure | None:
    """The neck from the side; None when neither the level of a mass nor a planned level is recorded."""
    if not facts.mass_levels(case) and not facts.touched_levels(case):
        return None
    drawn = column(case, 20, 2, WIDTH - 32, HIGH - 4)
    parts = [_skull(drawn), _canal(case, drawn)]
    for upper, lower in pairwise(STEPPED):
        parts.append(shape(drawn.disc(upper, lower), fill=_DISC, stroke=INK, width=0.6))
    planned = facts.operation_levels(case)
    parts += [_vertebra(drawn, vertebra, planned=vertebra in planned) for vertebra in (*STEPPED, Vertebra.C1)]
    parts += [_mass(case, drawn, lesion) for lesion in case.imaging.lesions]
    parts += [_signal(case, drawn), _curve(case, drawn, words), _fixed(case, drawn), _badges(case, drawn)]
    parts.append(text(2, 11, words("Front"), size=10, anchor="start", colour=ACCENT, bold=True))
    parts.append(text(WIDTH - 2, 11, words("Back"), size=10, anchor="end", colour=ACCENT, bold=True))
    return figure(framed(WIDTH, HIGH, parts), _told(case, words))


def place(vertebra: Vertebra) -> int:
    """How many vertebrae below C1 it lies; the occiput is at -1."""
    return vertebra.rank - Vertebra.C1.rank


def _skull(drawn: Column) -> str:
    at = drawn.frames[Vertebra.C2].all
    front = [(-13, -57), (-20, -59), (-34, -68), (-46, -80), (-40, -84), (-26, -76), (-15, -64), (-11, -59)]
    back = [
        (34, -55),
        (40, -60),
        (52, -64),
        (66, -70),
        (74, -80),
        (79, -78),
        (72, -64),
        (58, -55),
        (44, -50.5),
        (36, -51),
    ]
    parts = [shape(curve(at(each)), fill=BONE, stroke=INK, width=1.1) for each in (front, back)]
    x, y = drawn.frames[Vertebra.C2].at(66, -54)
    return "".join([*parts, text(round(x, 1), round(y + 3, 1), "C0", size=10, anchor="start", colour=INK)])


def _vertebra(drawn: Column, vertebra: Vertebra, *, planned: bool) -> str:
    spine, body = drawn.spine(vertebra), drawn.body(vertebra)
    parts = [shape(body, fill=BONE, stroke=INK, width=1.1)]
    if planned:
        parts += [shape(spine, fill=PLANNED, stroke=ACCENT, width=1.6), hatch(spine.points, ACCENT, gap=4.2)]
    else:
        parts.append(shape(spine, fill=BONE, stroke=INK, width=1.1))
    frame = drawn.frames[vertebra]
    x, y = frame.at(-43, -32) if vertebra is Vertebra.C1 else frame.at(-13.5, 0)
    if vertebra is Vertebra.C2:
        x, y = frame.at(-13, 1)
    parts.append(
        text(round(x, 1), round(y + 3.5, 1), vertebra.words, size=10, anchor="middle", colour=INK, bold=planned)
    )
    return "".join(parts)


# --- the canal -------------------------------------------------------------------------------------------------------


def _samples() -> list[float]:
    count = round((_TO - _FROM) * _STEPS)
    return [_FROM + (_TO - _FROM) * k / count for k in range(count + 1)]


def stretches(lesion: Lesion) -> list[tuple[float, float]]:
    """From where to where each unbroken stretch of the mass's levels is drawn, counted in vertebrae from C1."""
    at = sorted(place(level) for level in lesion.levels if level in (Vertebra.C0, *DRAWN))
    found: list[tuple[float, float]] = []
    for one in at:
        if found and found[-1][1] > one - 1:
            found[-1] = (found[-1][0], one + 0.46)
        else:
            found.append((one - 0.46, one + 0.46))
    return found


def _bulge(lesion: Lesion, at: float) -> float:
    """How far the mass reaches at a place, as a share of its depth."""
    for start, end in stretches(lesion):
        if start <= at <= end:
            return float(sin(pi * (at - start) / (end - start)) ** 0.45)
    return 0.0


def _presses(case: Case, at: float, where: AroundCord) -> tuple[float, float]:
    """How deep masses reach into the canal from the front or the back: outside the dura, and inside it."""
    outside = within = 0.0
    for lesion in case.imaging.lesions:
        if where not in lesion.position or lesion.compartment in _UNCUT:
            continue
        deep = DEPTH[masses.severity(case, lesion)] * _bulge(lesion, at)
        if lesion.compartment is Compartment.INTRADURAL_EXTRAMEDULLARY:
            within = max(within, deep * 0.75)
        else:
            outside = max(outside, deep)
    return outside, within


def _edges(case: Case, at: float) -> tuple[float, float, float, float]:
    """Depths of the front of the dura, the front and the back of the cord, and the back of the dura."""
    (out_front, in_front), (out_back, in_back) = (
        _presses(case, at, w) for w in (AroundCord.VENTRAL, AroundCord.DORSAL)
    )
    front, back = max(_DURA[0], out_front + 0.6), min(_DURA[1], CANAL - out_back - 0.6)
    low, high = front + in_front + 1.4, back - in_back - 1.4
    middle = (low + high) / 2
    width = max(min(_CORD[1] - _CORD[0], high - low), _LEAST)
    centre = min(max(sum(_CORD) / 2, low + width / 2), high - width / 2) if high - low > width else middle
    return min(front, centre - width / 2 - 1), centre - width / 2, centre + width / 2, max(back, centre + width / 2 + 1)


def _canal(case: Case, drawn: Column) -> str:
    rows = [(at, _edges(case, at)) for at in _samples()]
    line = [[drawn.along(at, edge[k]) for at, edge in rows] for k in range(4)]
    dura = curve([*line[0], *reversed(line[3])], tension=0.9)
    cord = curve([*line[1], *reversed(line[2])], tension=0.9)
    return (
        shape(dura, fill=FLUID)
        + shape(curve(line[0], closed=False), stroke=DURA, width=1.2)
        + shape(curve(line[3], closed=False), stroke=DURA, width=1.2)
        + shape(cord, fill=CORD, stroke=CORD_LINE, width=1.0)
    )


def _mass(case: Case, drawn: Column, lesion: Lesion) -> str:
    faces = [] if lesion.compartment in _UNCUT else [each for each in _FACES if each in lesion.position]
    parts = []
    for ends in stretches(lesion):
        parts += [_facing(case, drawn, lesion, face, ends) for face in faces]
        parts += [] if faces else [_beside(drawn, lesion, ends)]
    return "".join(parts)


def _facing(case: Case, drawn: Column, lesion: Lesion, face: AroundCord, ends: tuple[float, float]) -> str:
    """A mass in front of the cord or behind it, on the wall of the canal or inside the dura."""
    start, end = ends
    count = max(6, round((end - start) * 6))
    places = [start + (end - start) * k / count for k in range(count + 1)]
    within = lesion.compartment is Compartment.INTRADURAL_EXTRAMEDULLARY
    deep = DEPTH[masses.severity(case, lesion)] * (0.75 if within else 1)
    front, back = (_DURA[0] + 0.8, _DURA[1] - 0.8) if within else (0.3, CANAL - 0.3)
    sign, wall = (1, front) if face is AroundCord.VENTRAL else (-1, back)
    edge = [drawn.along(at, wall) for at in places]
    inner = [drawn.along(at, wall + sign * deep * _bulge(lesion, at)) for at in places[1:-1]]
    return masses.body(lesion, curve([*edge, *reversed(inner)], tension=0.9), certain=masses.certain(lesion))


def _beside(drawn: Column, lesion: Lesion, ends: tuple[float, float]) -> str:
    """A mass in the cord, or one beside it: only its outline, since the cut does not go through it."""
    within = lesion.compartment is Compartment.INTRAMEDULLARY
    wide, middle = 4.5 if within else 8.0, sum(_CORD) / 2
    rows = [(ends[0] + (ends[1] - ends[0]) * k / 8, wide * sin(pi * k / 8) ** 0.5) for k in range(9)]
    ring = [drawn.along(at, middle - far) for at, far in rows]
    ring += [drawn.along(at, middle + far) for at, far in reversed(rows[1:-1])]
    outline = curve(ring, tension=0.9)
    return masses.body(lesion, outline) if within else shape(outline, stroke=MASS, width=1.7, dash="4 2.5")


def _badges(case: Case, drawn: Column) -> str:
    """The number of each mass at the right edge, with a line to it."""
    parts, lowest = [], 20.0
    middles = [
        ((ends[0] + ends[1]) / 2, number, lesion)
        for number, lesion in enumerate(case.imaging.lesions, 1)
        for ends in stretches(lesion)[:1]
    ]
    for at, number, lesion in sorted(middles, key=lambda one: one[:2]):
        within = sum(_CORD) / 2
        faces = lesion.position & set(_FACES) if lesion.compartment not in _UNCUT else frozenset()
        deep = {AroundCord.VENTRAL: 4.0, AroundCord.DORSAL: CANAL - 4.0}
        x, y = drawn.along(at, deep[max(faces, key=deep.__getitem__)] if faces else within)
        lowest = max(y + 7, lowest + 15)
        parts.append(shape(f"M{x:.1f} {y:.1f}L{WIDTH - 9:g} {lowest:.1f}", stroke=MASS, width=0.9))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.4" fill="{MASS}"/>')
        parts.append(masses.badge(number, WIDTH - 9, lowest))
    return "".join(parts)


# --- signal, curve, fixation -----------------------------------------------------------------------------------------


def _signal(case: Case, drawn: Column) -> str:
    cord = case.imaging.cord
    if cord.t2_signal not in _SEEN or cord.worst_level not in DRAWN:
        return ""
    at = float(place(cord.worst_level))
    _, front, back, _ = _edges(case, at)
    middle, wide = (front + back) / 2, (back - front) * 0.3
    ring = [
        drawn.along(at - 0.34, middle),
        drawn.along(at, middle - wide),
        drawn.along(at + 0.34, middle),
        drawn.along(at, middle + wide),
    ]
    dash = "1.6 1.6" if cord.t2_signal is T2Signal.FAINT else ""
    return shape(curve(ring), fill="#ffffff", stroke=INK, width=1.0, dash=dash)


def _curve(case: Case, drawn: Column, words: Words) -> str:
    """The two end plates between which the local curve is told, drawn out to the front, and what is recorded of it."""
    alignment = case.imaging.alignment
    if drawn.bent is None or alignment.local_direction is None:
        return ""
    upper, lower = (drawn.frames[v] for v in drawn.bent)
    rays = [(upper.at(-2, -12), upper.at(-58, -12)), (lower.at(-2, 13), lower.at(-58, 13))]
    d = "".join(f"M{a[0]:.1f} {a[1]:.1f}L{max(1.0, b[0]):.1f} {b[1]:.1f}" for a, b in rays)
    y = (rays[0][1][1] + rays[1][1][1]) / 2
    direction = facts.marked(lower_first(words(alignment.local_direction.words), words), case, _ANGLE + "direction")
    said = [direction, facts.said(case, _ANGLE + "angle_deg", words)]
    lines = [text(2, round(y + 10 * k, 1), each, size=9.5, anchor="start", colour=INK) for k, each in enumerate(said)]
    return shape(d, stroke=INK, width=1.0, dash="5 2 1 2") + "".join(lines)


def _fixed(case: Case, drawn: Column) -> str:
    """A rod with a screw head at each fixed vertebra, behind the canal."""
    levels = [v for v in DRAWN if v in facts.fusion_levels(case)]
    if not levels:
        return ""
    points: Sequence[Point] = [drawn.along(place(v), CANAL + 9) for v in levels]
    rod = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    heads = "".join(
        f'<rect x="{x - 3.4:.1f}" y="{y - 3.4:.1f}" width="6.8" height="6.8" fill="#ffffff" stroke="{INK}" '
        f'stroke-width="1.5"/>'
        for x, y in points
    )
    return shape(rod, stroke=INK, width=2.6) + heads


# --- in words --------------------------------------------------------------------------------------------------------


def _told(case: Case, words: Words) -> list[Told]:
    view = words(
        "The neck cut in the midline, seen from the patient's left, the face to the left. Schematic, not to scale"
    )
    lesions = enumerate(case.imaging.lesions, 1)
    told = [Told(view, printed=True), *(Told(masses.line(case, *each, words), printed=True) for each in lesions)]
    told += [Told(each, printed=True) for each in _not_drawn(case, words)]
    if facts.operation_levels(case):
        said = facts.marked(level_range(facts.operation_levels(case)), case, "plan.decompression.levels")
        told.append(Told(words("Laminae planned (hatched): {levels}").format(levels=said), printed=True))
    if facts.fusion_levels(case):
        said = facts.marked(level_range(facts.fusion_levels(case)), case, "plan.fixation.levels")
        told.append(Told(words("Fixed (rod and squares): {levels}").format(levels=said), printed=True))
    return told + [
        Told(each, printed) for each, printed in (_curve_words(case, words), _signal_words(case, words)) if each
    ]


def _not_drawn(case: Case, words: Words) -> list[str]:
    drawn = {Vertebra.C0, *DRAWN}
    found = []
    for number, lesion in enumerate(case.imaging.lesions, 1):
        if not lesion.levels:
            found.append(words("Mass {number} is not drawn: its vertebrae are not recorded.").format(number=number))
        elif not masses.around(lesion):
            found.append(
                words("Mass {number}: dashed, its place around the cord is not recorded.").format(number=number)
            )
    beyond = (facts.touched_levels(case) | facts.mass_levels(case)) - drawn
    return [*found, words("Not drawn: {levels}").format(levels=level_range(beyond))] if beyond else found


def _curve_words(case: Case, words: Words) -> tuple[str, bool]:
    direction = lower_first(facts.said(case, "imaging.alignment.local_direction", words), words)
    if not direction:
        return "", False
    angle = facts.said(case, "imaging.alignment.local_angle_deg", words) or words("angle not recorded")
    return words("Local curve: {direction}, {angle}").format(direction=direction, angle=angle), True


def _signal_words(case: Case, words: Words) -> tuple[str, bool]:
    if case.imaging.cord.t2_signal is None:
        return "", False
    signal = lower_first(facts.said(case, "imaging.cord.t2_signal", words), words)
    if case.imaging.cord.t2_signal not in _SEEN:
        return words("T2 signal: {signal}").format(signal=signal), False
    where = facts.said(case, "imaging.cord.worst_level", words) or words("level not recorded")
    extent = lower_first(facts.said(case, "imaging.cord.t2_extent", words), words)
    signal = facts.join([signal, where, extent], ", ")
    drawn = case.imaging.cord.worst_level in DRAWN
    said = words("T2 signal (white in the cord): {signal}") if drawn else words("T2 signal, not drawn: {signal}")
    return said.format(signal=signal), True
