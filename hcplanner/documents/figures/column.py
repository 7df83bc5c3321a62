"""The cervical column from the side, cut in the midline: where each vertebra lies, and its outlines.

A vertebra has its own axes: u runs back from the rear wall of its body, v down from the middle of its height.
The face is on the left of the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians, sin

from hcplanner.case import Case
from hcplanner.case.anatomy import Vertebra
from hcplanner.case.imaging import Curve
from hcplanner.documents.figures.pen import Frame, Outline, Point, curve, rounded

DRAWN = tuple(Vertebra)[1:10]
"""C1 to T2; the occiput is drawn with C1."""
STEPPED = DRAWN[1:]
"""The vertebrae with a body: C1 turns with C2."""
_STEP, _LORDOSIS, _STEEPEST = 30.0, 4.0, 40.0
_DEPTH: Mapping[Vertebra, float] = {
    Vertebra.C2: 26, Vertebra.C3: 27, Vertebra.C4: 27.5, Vertebra.C5: 28, Vertebra.C6: 29, Vertebra.C7: 30,
    Vertebra.T1: 31, Vertebra.T2: 32,
}  # fmt: skip
_SPINE: Mapping[Vertebra, float] = {
    Vertebra.C3: 22, Vertebra.C4: 23, Vertebra.C5: 25, Vertebra.C6: 31, Vertebra.C7: 43, Vertebra.T1: 45,
    Vertebra.T2: 46,
}  # fmt: skip
CANAL = 27.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where every vertebra lies; `bent` are the two between which a recorded local curve is drawn."""

    frames: Mapping[Vertebra, Frame]
    bent: tuple[Vertebra, Vertebra] | None

    def body(self, vertebra: Vertebra) -> Outline:
        """The body in section; the front arch of C1, body and dens of C2."""
        at = self.frames[vertebra].all
        if vertebra is Vertebra.C1:
            return curve(at([(-24, -41), (-20.5, -37), (-20, -30), (-21.5, -25), (-26, -24), (-28.5, -29), (-28, -37)]))
        if vertebra is Vertebra.C2:
            return curve(at([
                (-9, -50), (-4.5, -47), (-2.5, -39), (-4, -29), (-1.5, -20), (0, -8), (-0.5, 8), (-2, 11.5),
                (-13, 10.5), (-24, 15), (-28, 13), (-26, 3), (-21.5, -12), (-18, -22), (-15.5, -30), (-16, -39),
                (-14, -47),
            ]))  # fmt: skip
        d = _DEPTH[vertebra]
        return rounded(at([
            (-d + 1, -9.2), (-d / 2, -9.6), (-1.5, -11.2), (-0.2, -9), (-1.4, 0), (0, 10), (-d / 2, 9.4),
            (-d - 0.8, 12), (-d + 1.8, 0),
        ]), 3.2)  # fmt: skip

    def spine(self, vertebra: Vertebra) -> Outline:
        """The lamina where it is cut, with the spinous process; the rear arch of C1."""
        at = self.frames[vertebra].all
        if vertebra is Vertebra.C1:
            return curve(at([(33, -34), (38, -37), (44, -35), (46.5, -30), (43, -25.5), (37, -25), (33, -28.5)]))
        if vertebra is Vertebra.C2:
            return curve(at([
                (28, -11), (32, -13.5), (42, -11), (54, -4), (61, 2), (62, 9), (57, 14), (48, 11), (38, 9.5), (30, 8.5),
                (27.5, 3), (27, -5),
            ]))  # fmt: skip
        e = CANAL + _SPINE[vertebra]
        if vertebra in (Vertebra.C7, Vertebra.T1, Vertebra.T2):
            drop = 6 if vertebra is Vertebra.C7 else 12
            return curve(at([
                (28, -8), (32, -7.5), (45, -3.5 + drop / 3), (e - 5, -1 + drop), (e + 1, 4 + drop), (e - 2, 9.5 + drop),
                (e - 9, 8 + drop), (44, 7 + drop / 2), (32, 9), (28, 10.5), (27, 4), (27, -3),
            ]))  # fmt: skip
        return curve(at([
            (28, -8), (32, -6.5), (e - 11, 0.5), (e - 2, 4), (e + 0.5, 9.5), (e - 4, 13), (e - 12, 10.5), (34, 7),
            (31, 9.5), (28, 10.5), (27, 4), (27, -3),
        ]))  # fmt: skip

    def disc(self, upper: Vertebra, lower: Vertebra) -> Outline:
        """The disc between two bodies."""
        a, b = self.frames[upper], self.frames[lower]
        du, dl = _DEPTH[upper], _DEPTH[lower]
        low = 15 if upper is Vertebra.C2 else 12
        return rounded(
            [
                a.at(-du + 0.5, low),
                a.at(-du / 2, 11),
                a.at(-1.5, 11),
                b.at(-1.5, -12),
                b.at(-dl / 2, -10.6),
                b.at(-dl + 1.5, -10.4),
            ],
            2.0,
        )

    def along(self, place: float, u: float) -> Point:
        """A place at depth `u` as one goes down the canal; 0 is C1, 1 is C2, and halves lie between."""
        place = max(-1.0, min(place, len(DRAWN) - 0.5))
        if place < 1:
            widened = u - 3 + (u / CANAL) * 8 * min(1.0, (1 - place) * 1.0) if place < 0.8 else u
            return self.frames[Vertebra.C2].at(widened + (3 if place < 0.8 else 0) * place, (place - 1) * _STEP)
        low = min(int(place), len(DRAWN) - 1)
        high = min(low + 1, len(DRAWN) - 1)
        share = place - low
        a = self.frames[DRAWN[low]].at(u, 0 if high > low else share * _STEP)
        b = self.frames[DRAWN[high]].at(u, 0)
        return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) if high > low else a


def column(case: Case, left: float, top: float, wide: float, high: float) -> Column:
    """The column with its recorded curves, made to fit a space of the drawing."""
    bent = _bent(case)
    turns = _turns(case, bent)
    frames = {Vertebra.C2: Frame(0, 0, turns[Vertebra.C2])}
    for above, below in pairwise(STEPPED):
        frame = frames[above]
        half = (turns[above] + turns[below]) / 2
        step = _STEP + (2 if above is Vertebra.C2 else 0)
        frames[below] = Frame(frame.x + sin(radians(half)) * step, frame.y + cos(radians(half)) * step, turns[below])
    frames[Vertebra.C1] = frames[Vertebra.C2]
    edge = [frames[v].at(u, y) for v in STEPPED for u in (-34, 74) for y in (-12, 18)]
    edge += frames[Vertebra.C2].all([(-44, -78), (74, -76)])
    x0, x1 = min(x for x, _ in edge), max(x for x, _ in edge)
    y0, y1 = min(y for _, y in edge), max(y for _, y in edge)
    scale = min(wide / (x1 - x0), high / (y1 - y0))
    dx = left + (wide - (x1 - x0) * scale) / 2 - x0 * scale
    placed = {v: replace(f, x=f.x * scale + dx, y=(f.y - y0) * scale + top, scale=scale) for v, f in frames.items()}
    return Column(placed, bent)


def _bent(case: Case) -> tuple[Vertebra, Vertebra] | None:
    """The two vertebrae between which the local curve is drawn: those it was measured between, else the mass's."""
    if case.imaging.alignment.local_direction is None:
        return None
    named = [v for v in STEPPED if re.search(rf"\b{v.value}\b", case.imaging.alignment.local_between)]
    of_mass = next((lesion.levels for lesion in case.imaging.lesions if lesion.levels), frozenset())
    levels = [v for v in STEPPED if v in of_mass]
    between = named if len(named) == 2 else levels
    return (between[0], between[-1]) if len(between) > 1 else None


def _turns(case: Case, bent: tuple[Vertebra, Vertebra] | None) -> dict[Vertebra, float]:
    """By how much each vertebra is turned; a kyphosis opens to the back, a lordosis to the front."""
    alignment = case.imaging.alignment
    sign = {Curve.LORDOSIS: 1.0, Curve.STRAIGHT: 0.0, Curve.KYPHOSIS: -1.0}
    usual = _LORDOSIS
    if alignment.c2_7_direction is not None:
        usual = sign[alignment.c2_7_direction] * min(alignment.c2_7_angle_deg or 20.0, _STEEPEST) / 5
    steps = dict.fromkeys(STEPPED[1:], usual)
    if bent is not None and alignment.local_direction is not None:
        inside = [v for v in STEPPED if bent[0].rank < v.rank <= bent[1].rank]
        angle = 18.0 if alignment.local_angle_deg is None else min(alignment.local_angle_deg, _STEEPEST)
        for vertebra in inside:
            steps[vertebra] = sign[alignment.local_direction] * angle / len(inside)
    turns, turn = {}, 0.0
    for vertebra in STEPPED:
        turn += steps.get(vertebra, 0.0)
        turns[vertebra] = turn
    middle = sum(turns.values()) / len(turns) - 3
    return {vertebra: turn - middle for vertebra, turn in turns.items()}
