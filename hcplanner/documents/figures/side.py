"""The neck from the side, cut in the midline: column, cord, each mass at its levels, what is planned and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Vertebra
from hcplanner.case.imaging import Compartment, Lesion, T2Signal
from hcplanner.documents.figures import masses
from hcplanner.documents.figures.canal import CORD, CORD_LINE, DEPTH, DURA, FLUID
from hcplanner.documents.figures.column import CANAL, DRAWN, STEPPED, Column, column
from hcplanner.documents.figures.drawing import ACCENT, BONE, INK, MASS, PLANNED, Figure, text
from hcplanner.documents.figures.legend import Told, below, framed
from hcplanner.documents.figures.pen import Point, curve, hatch, shape
from hcplanner.fields import level_range
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge import facts

WIDTH, HIGH = 240.0, 262.0
_DISC = "#cfd8dd"
_FROM, _TO = -0.95, 8.45  # how far the cord is drawn, counted in vertebrae from C1
_STEPS = 4  # samples of the cord from one vertebra to the next
_DURA = (3.0, 24.0)
_CORD = (7.0, 20.0)
_LEAST = 5.5  # the thinnest cord that is drawn


def side(case: Case, words: Words) -> Figure | None:
    """The neck from the side; None when neither a mass nor a planned level is recorded."""
    if not case.imaging.lesions and not facts.touched_levels(case):
        return None
    drawn = column(case, 30, 4, WIDTH - 34, HIGH)
    parts = [_skull(drawn), _canal(case, drawn)]
    for upper, lower in zip(STEPPED, STEPPED[1:], strict=False):
        parts.append(shape(drawn.disc(upper, lower), fill=_DISC, stroke=INK, width=0.6))
    planned = facts.operation_levels(case)
    parts += [_vertebra(drawn, vertebra, planned=vertebra in planned) for vertebra in (*STEPPED, Vertebra.C1)]
    for number, lesion in enumerate(case.imaging.lesions, 1):
        parts.append(_mass(case, drawn, number, lesion))
    parts += [_signal(case, drawn), _curve(case, drawn), _fixed(case, drawn)]
    parts.append(text(2, 12, words("Front"), size=10, anchor="start", colour=INK, bold=True))
    parts.append(text(WIDTH - 2, 12, words("Back"), size=10, anchor="end", colour=INK, bold=True))
    told = _told(case, words)
    lines, y = below(told, HIGH + 6, 2, WIDTH - 4)
    alt = " ".join([words("The neck cut in the midline."), *(one.words.rstrip(".") + "." for one in told)])
    return Figure(framed(WIDTH, y + 4, [*parts, lines]), alt)


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
    x, y = drawn.frames[Vertebra.C2].at(57, -57)
    return "".join([*parts, text(round(x, 1), round(y, 1), "C0", size=9, anchor="middle", colour=INK, bold=True)])


def _vertebra(drawn: Column, vertebra: Vertebra, *, planned: bool) -> str:
    spine, body = drawn.spine(vertebra), drawn.body(vertebra)
    parts = [shape(body, fill=BONE, stroke=INK, width=1.1)]
    if planned:
        parts += [shape(spine, fill=PLANNED, stroke=ACCENT, width=1.6), hatch(spine.points, ACCENT, gap=3.6)]
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
        if where not in lesion.position or lesion.compartment in (Compartment.PARASPINAL, Compartment.INTRAMEDULLARY):
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


def _mass(case: Case, drawn: Column, number: int, lesion: Lesion) -> str:
    parts = []
    sure = lesion.compartment not in (None, Compartment.UNCERTAIN) and not masses.contradicts(lesion)
    for start, end in stretches(lesion):
        faces = [w for w in (AroundCord.VENTRAL, AroundCord.DORSAL) if w in lesion.position]
        if lesion.compartment in (Compartment.INTRAMEDULLARY, Compartment.PARASPINAL) or not faces:
            parts.append(_beside(drawn, number, lesion, start, end))
            continue
        for face in faces:
            parts.append(_facing(case, drawn, number, lesion, face, (start, end), sure=sure))
    return "".join(parts)


def _facing(
    case: Case, drawn: Column, number: int, lesion: Lesion, face: AroundCord, ends: tuple[float, float], *, sure: bool
) -> str:
    start, end = ends
    count = max(6, round((end - start) * 6))
    places = [start + (end - start) * k / count for k in range(count + 1)]
    within = lesion.compartment is Compartment.INTRADURAL_EXTRAMEDULLARY
    deep = DEPTH[masses.severity(case, lesion)] * (0.75 if within else 1)
    sign, wall = (
        (1, _DURA[0] + 0.8 if within else 0.3)
        if face is AroundCord.VENTRAL
        else (-1, _DURA[1] - 0.8 if within else CANAL - 0.3)
    )
    edge = [drawn.along(at, wall) for at in places]
    inner = [drawn.along(at, wall + sign * deep * _bulge(lesion, at)) for at in places[1:-1]]
    outline = curve([*edge, *reversed(inner)], tension=0.9)
    x, y = drawn.along((start + end) / 2, wall + sign * deep / 2)
    return masses.body(lesion, outline, certain=sure) + masses.badge(number, x, y)


def _beside(drawn: Column, number: int, lesion: Lesion, start: float, end: float) -> str:
    """A mass in the cord, or one beside it: only its outline, since the cut does not go through it."""
    within = lesion.compartment is Compartment.INTRAMEDULLARY
    wide = 4.5 if within else 8.0
    places = [start + (end - start) * k / 8 for k in range(9)]
    shares = [sin(pi * k / 8) ** 0.5 for k in range(9)]
    middle = sum(_CORD) / 2
    ring = [drawn.along(at, middle - wide * share) for at, share in zip(places, shares, strict=True)]
    ring += [
        drawn.along(at, middle + wide * share) for at, share in reversed(list(zip(places, shares, strict=True))[1:-1])
    ]
    outline = curve(ring, tension=0.9)
    x, y = drawn.along((start + end) / 2, middle)
    if within:
        return masses.body(lesion, outline) + masses.badge(number, x, y)
    return shape(outline, stroke=MASS, width=1.7, dash="4 2.5") + masses.badge(number, x, y)


# --- signal, curve, fixation -----------------------------------------------------------------------------------------


def _signal(case: Case, drawn: Column) -> str:
    cord = case.imaging.cord
    if cord.t2_signal not in (T2Signal.FAINT, T2Signal.BRIGHT) or cord.worst_level not in DRAWN:
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


def _curve(case: Case, drawn: Column) -> str:
    """The two end plates between which the local curve is told, drawn out to the front."""
    if drawn.bent is None:
        return ""
    upper, lower = (drawn.frames[v] for v in drawn.bent)
    ends = [(upper.at(-2, -12), upper.at(-56, -12)), (lower.at(-2, 13), lower.at(-56, 13))]
    return "".join(
        shape(f"M{a[0]:.1f} {a[1]:.1f}L{max(3.0, b[0]):.1f} {b[1]:.1f}", stroke=INK, width=1.0, dash="5 2 1 2")
        for a, b in ends
    )


def _fixed(case: Case, drawn: Column) -> str:
    """A rod with a screw head at each fixed vertebra, behind the canal."""
    levels = [v for v in DRAWN if v in facts.fusion_levels(case)]
    if not levels:
        return ""
    points: Sequence[Point] = [drawn.along(place(v), CANAL + 9) for v in levels]
    rod = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    heads = "".join(
        f'<rect x="{x - 3.4:.1f}" y="{y - 3.4:.1f}" width="6.8" height="6.8" fill="#ffffff" stroke="{INK}" stroke-width="1.5"/>'
        for x, y in points
    )
    return shape(rod, stroke=INK, width=2.6) + heads


# --- in words --------------------------------------------------------------------------------------------------------


def _told(case: Case, words: Words) -> list[Told]:
    told = [Told(masses.line(case, number, lesion, words)) for number, lesion in enumerate(case.imaging.lesions, 1)]
    told += [Told(each, strong=True) for each in _not_drawn(case, words)]
    if facts.operation_levels(case):
        said = facts.marked(level_range(facts.operation_levels(case)), case, "plan.decompression.levels")
        told.append(Told(words("Laminae planned (hatched): {levels}").format(levels=said)))
    if facts.fusion_levels(case):
        said = facts.marked(level_range(facts.fusion_levels(case)), case, "plan.fixation.levels")
        told.append(Told(words("Fixed: {levels}").format(levels=said)))
    told += [Told(each) for each in (_curve_words(case, words), _signal_words(case, words)) if each]
    told.append(Told(words("Cut in the midline, face to the left. Schematic, not to scale.")))
    return told


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


def _curve_words(case: Case, words: Words) -> str:
    direction = lower_first(facts.said(case, "imaging.alignment.local_direction", words), words)
    if not direction:
        return ""
    angle = facts.said(case, "imaging.alignment.local_angle_deg", words) or words("angle not recorded")
    return words("Local curve: {direction}, {angle}").format(direction=direction, angle=angle)


def _signal_words(case: Case, words: Words) -> str:
    if case.imaging.cord.t2_signal is None:
        return ""
    signal = lower_first(facts.said(case, "imaging.cord.t2_signal", words), words)
    where = facts.said(case, "imaging.cord.worst_level", words) or words("level not recorded")
    drawn = case.imaging.cord.t2_signal in (T2Signal.FAINT, T2Signal.BRIGHT)
    return words("T2 signal: {signal}").format(signal=f"{signal}, {where}" if drawn else signal)
