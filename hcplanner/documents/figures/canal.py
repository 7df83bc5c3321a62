"""What lies in the canal, in section: dura, cord and one mass, each pushed as the record says."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, radians, sin

from hcplanner.case.anatomy import AroundCord
from hcplanner.case.imaging import Compartment, Severity
from hcplanner.documents.figures.pen import Frame, Outline, Point, curve, flipped, shape

CORD, CORD_LINE, FLUID, DURA = "#f7e9bd", "#7a6420", "#e3eef5", "#2c4d78"
CLOCK = {AroundCord.VENTRAL: 0, AroundCord.LEFT: 90, AroundCord.DORSAL: 180, AroundCord.RIGHT: 270}
"""Where each place lies, seen from below: degrees from the front, round by the patient's left."""
DEPTH = {Severity.NONE: 3.5, None: 6.0, Severity.MILD: 7.0, Severity.MODERATE: 10.0, Severity.SEVERE: 12.5}
_STEP = 6
_NEAREST = 3.8  # so much room is left for the cord in the middle


def arcs(places: frozenset[AroundCord]) -> list[tuple[float, float]]:
    """The stretches round the cord, in degrees from the front; neighbouring places run into one another."""
    at = sorted(CLOCK[place] for place in places)
    if len(at) == 4:
        return [(0, 360)]
    starts = [angle for angle in at if (angle - 90) % 360 not in at]
    found: list[tuple[float, float]] = []
    for start in starts:
        end = start
        while (end + 90) % 360 in at:
            end += 90
        found.append((start - 62, end + 62) if start == end else (start - 18, end + 18))
    return found


def point(angle: float, radius: float) -> Point:
    """A place round the middle of the canal; 0 degrees is the front, 90 the patient's left."""
    return radius * sin(radians(angle)), -radius * cos(radians(angle))


def reach(points: Sequence[Point], angle: float) -> float:
    """How far the edge of a shape lies from the middle in one direction."""
    dx, dy = point(angle, 1.0)
    best = 0.0
    for k, (x1, y1) in enumerate(points):
        x0, y0 = points[k - 1]
        ex, ey = x1 - x0, y1 - y0
        across = dx * ey - dy * ex
        if abs(across) < 1e-9:
            continue
        along, share = (x0 * ey - y0 * ex) / across, (x0 * dy - y0 * dx) / across
        if along > 0 and 0 <= share <= 1:
            best = max(best, along)
    return best or 10.0


class Canal:
    """The contents of one canal, placed by a frame."""

    def __init__(self, wall: Sequence[Point], frame: Frame) -> None:
        flat = curve(wall).points
        self.frame = frame
        self.wall = {angle: reach(flat, angle) for angle in range(0, 360, _STEP)}
        self.dura = {angle: min(self.wall[angle] - 1.6, _ellipse(angle, 17.5, 12.5)) for angle in self.wall}
        self.cord = {angle: _ellipse(angle, 11.5, 7.2) for angle in self.wall}
        self.masses: list[Outline] = []
        self.spots: list[Point] = []  # a place on each mass

    def press(self, compartment: Compartment | None, places: frozenset[AroundCord], how: Severity | None) -> None:
        """Put a mass round the cord and move dura and cord out of its way."""
        depth = DEPTH[how]
        if compartment is Compartment.INTRAMEDULLARY:
            self._within(places, depth)
            return
        within = compartment is Compartment.INTRADURAL_EXTRAMEDULLARY
        for start, end in arcs(places):
            edge = self.dura if within else self.wall
            inner = _inner(edge, (start, end), depth)
            middle = (start + end) / 2 if end - start < 360 else 135.0
            far, near = _between(edge, middle), _between(inner, middle)
            self.spots.append(self.frame.at(*point(middle, (far + near) / 2)))
            self.masses.append(self._crescent(start, end, edge, inner))
            self._give_way(inner, (start + end) / 2, depth, full=end - start >= 360, within=within)

    def _give_way(self, inner: dict[int, float], middle: float, depth: float, *, full: bool, within: bool) -> None:
        if not within:
            self.dura = {angle: min(far, inner[angle] - 0.8) for angle, far in self.dura.items()}
        away = point(middle + 180, 0 if full else max(0.0, depth - 5.5) * 0.42)
        moved = [(x + away[0], y + away[1]) for x, y in (point(angle, far) for angle, far in self.cord.items())]
        clear = 1.0 if within else 1.8
        limits = {angle: min(far - 1.6, inner[angle] - clear) for angle, far in self.dura.items()}
        pushed = {angle: max(2.0, min(limits[angle], reach(moved, angle))) for angle in self.cord}
        soft = _softened(_softened(pushed))
        self.cord = {angle: max(2.0, min(limits[angle], far)) for angle, far in soft.items()}

    def _within(self, places: frozenset[AroundCord], depth: float) -> None:
        self.cord = {angle: min(far * 1.16, self.dura[angle] - 1.3) for angle, far in self.cord.items()}
        x = sum(point(CLOCK[place], 3.2)[0] for place in places)
        y = sum(point(CLOCK[place], 2.2)[1] for place in places)
        wide, high = 3.6 + depth * 0.28, 2.6 + depth * 0.18
        ring = [(x + wide * sin(radians(a)), y - high * cos(radians(a))) for a in range(0, 360, 30)]
        self.masses.append(curve(self.frame.all(ring)))
        self.spots.append(self.frame.at(x, y))

    def _crescent(self, start: float, end: float, edge: dict[int, float], inner: dict[int, float]) -> Outline:
        count = max(4, int((end - start) / 9))
        angles = [start + (end - start) * k / count for k in range(count + 1)]
        outside = self.frame.all(point(angle, _between(edge, angle) - 0.7) for angle in angles)
        inside = self.frame.all(point(angle, _between(inner, angle)) for angle in reversed(angles))
        if end - start < 360:
            return curve([*outside, *inside[1:-1]], tension=0.8)
        # All the way round it is a ring: the inner line runs against the outer one and so leaves a hole.
        around, hole = curve(outside[:-1]), curve(inside[:-1])
        points = (*around.points, around.points[0], *hole.points, hole.points[0])
        return Outline(around.d + hole.d, points)

    def drawn(self) -> str:
        """Fluid, dura, cord with its grey matter; the masses are drawn by the caller over them."""
        dura, cord = self._line(self.dura), self._line(self.cord)
        f = self.frame
        x = (self.cord[90] - self.cord[270]) / 2
        y = (self.cord[180] - self.cord[0]) / 2
        w, h = (self.cord[90] + self.cord[270]) / 23, (self.cord[0] + self.cord[180]) / 14.4
        horn = [(1.2, -0.6), (5, -3), (4.6, -0.4), (3.6, 3.4), (1.4, 0.9)]
        horns = [*horn, *flipped(horn)[::-1]]
        grey = curve(f.all([(x + u * w, y + v * h) for u, v in horns]))
        return (
            shape(dura, fill=FLUID, stroke=DURA, width=1.3)
            + shape(cord, fill=CORD, stroke=CORD_LINE, width=1.1)
            + shape(grey, fill="#e2cd8d")
        )

    def _line(self, radii: dict[int, float]) -> Outline:
        return curve(self.frame.all(point(angle, far) for angle, far in list(radii.items())[::2]))


def _ellipse(angle: float, wide: float, high: float) -> float:
    s, c = sin(radians(angle)), cos(radians(angle))
    return 1 / hypot(s / wide, c / high)


def _inner(edge: dict[int, float], ends: tuple[float, float], depth: float) -> dict[int, float]:
    """How near a mass comes to the middle: a face across its middle, rounded off to the edge at both ends.

    Where it is not, the edge itself.
    """
    start, end = ends
    middle = (start + end) / 2
    face = max(_NEAREST, _between(edge, middle) - depth)
    found = dict(edge)
    for angle, far in edge.items():
        if share := _share(angle, start, end):
            flat = face / max(cos(radians(angle - middle)), 0.5) if end - start < 360 else max(_NEAREST, far - depth)
            found[angle] = max(_NEAREST, far - max(0.0, far - flat) * share)
    return found


def _share(angle: float, start: float, end: float) -> float:
    """How deep a mass reaches at an angle, from 0 at its ends to 1."""
    if end - start >= 360:
        return 1.0
    along = (angle - start) % 360
    return float(sin(pi * along / (end - start)) ** 0.24) if along <= end - start else 0.0


def _softened(radii: dict[int, float]) -> dict[int, float]:
    """The same line without corners: soft tissue takes a pressure up over some of its girth."""
    return {angle: sum(radii[(angle + _STEP * k) % 360] for k in range(-3, 4)) / 7 for angle in radii}


def _between(radii: dict[int, float], angle: float) -> float:
    low = int(angle % 360 // _STEP * _STEP)
    share = (angle % 360 - low) / _STEP
    return radii[low] * (1 - share) + radii[(low + _STEP) % 360] * share
