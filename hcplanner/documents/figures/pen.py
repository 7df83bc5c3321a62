"""Outlines for line art: rounded and curved shapes, moved and turned, with hatching and stipple kept inside them.

Hatching is lines cut to the shape, because patterns and clip paths are not drawn alike on paper and on screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

Point = tuple[float, float]
_STEPS = 5  # straight pieces that stand for a curve when lines are cut to a shape


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed or open line: as path data, and as points for cutting and measuring on the drawing."""

    d: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a part lies on the drawing: its own axes turned by `turn` degrees counter-clockwise, then scaled."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    scale: float = 1.0

    def at(self, u: float, v: float) -> Point:
        """The place on the drawing of a point of the part: u to its right, v down."""
        c, s = cos(radians(self.turn)) * self.scale, sin(radians(self.turn)) * self.scale
        return self.x + u * c + v * s, self.y - u * s + v * c

    def all(self, points: Iterable[Point]) -> list[Point]:
        """The places of several points."""
        c, s = cos(radians(self.turn)) * self.scale, sin(radians(self.turn)) * self.scale
        return [(self.x + u * c + v * s, self.y - u * s + v * c) for u, v in points]


def rounded(points: Sequence[Point], radius: float) -> Outline:
    """A closed shape with straight sides and rounded corners."""
    count = len(points)
    said, flat = [], []
    for k, corner in enumerate(points):
        start, end = _towards(corner, points[k - 1], radius), _towards(corner, points[(k + 1) % count], radius)
        one = (start[0] + (corner[0] - start[0]) * 0.6, start[1] + (corner[1] - start[1]) * 0.6)
        two = (end[0] + (corner[0] - end[0]) * 0.6, end[1] + (corner[1] - end[1]) * 0.6)
        said.append(f"{'L' if k else 'M'}{_at(start)} C{_at(one)} {_at(two)} {_at(end)}")
        flat += [start, ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2), end]
    return Outline("".join(said) + "Z", tuple(flat))


def curve(points: Sequence[Point], *, closed: bool = True, tension: float = 1.0) -> Outline:
    """A smooth line through all points, in order."""
    count = len(points)
    said, flat = [f"M{_at(points[0])}"], [points[0]]
    for k in range(count if closed else count - 1):
        p1, p2 = points[k], points[(k + 1) % count]
        p0 = points[k - 1] if closed or k else p1
        p3 = points[(k + 2) % count] if closed or k + 2 < count else p2
        c1 = (p1[0] + (p2[0] - p0[0]) * tension / 6, p1[1] + (p2[1] - p0[1]) * tension / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) * tension / 6, p2[1] - (p3[1] - p1[1]) * tension / 6)
        said.append(f"C{_at(c1)} {_at(c2)} {_at(p2)}")
        flat += [_bezier(p1, c1, c2, p2, step / _STEPS) for step in range(1, _STEPS + 1)]
    return Outline("".join(said) + ("Z" if closed else ""), tuple(flat))


def mirrored(points: Sequence[Point]) -> list[Point]:
    """A half shape, told from its top to its bottom on the right, and its mirror image on the left."""
    return [*points, *[(-x, y) for x, y in reversed(points) if abs(x) > 0.01]]


def flipped(points: Sequence[Point]) -> list[Point]:
    """The mirror image, left for right."""
    return [(-x, y) for x, y in points]


def shape(
    outline: Outline | str, *, fill: str = "none", stroke: str = "none", width: float = 1.0, dash: str = ""
) -> str:
    """An outline as an element of the drawing."""
    d = outline if isinstance(outline, str) else outline.d
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ends = ' stroke-linejoin="round" stroke-linecap="round"' if stroke != "none" and not dash else ""
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"{dashes}{ends}/>'


def hatch(points: Sequence[Point], colour: str, *, gap: float = 4.0, slant: float = 45.0, width: float = 0.7) -> str:
    """Slanted lines inside a shape; the lines of neighbouring shapes fall into step."""
    c, s = cos(radians(slant)), sin(radians(slant))
    turned = [(x * c - y * s, x * s + y * c) for x, y in points]
    said = []
    row = min(y for _, y in turned) // gap + 1
    while row * gap < max(y for _, y in turned):
        cuts = _cuts(turned, row * gap)
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            if right - left > 1.2:
                ends = [(x * c + row * gap * s, -x * s + row * gap * c) for x in (left + 0.3, right - 0.3)]
                said.append(f"M{_at(ends[0])}L{_at(ends[1])}")
        row += 1
    return shape("".join(said), stroke=colour, width=width) if said else ""


def stipple(points: Sequence[Point], colour: str, *, gap: float = 3.2, size: float = 1.3) -> str:
    """Dots inside a shape, in rows that alternate."""
    said = []
    row = min(y for _, y in points) // gap + 1
    while row * gap < max(y for _, y in points):
        cuts = _cuts(points, row * gap)
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            place = (left + 1.1) // gap * gap + (gap / 2 if row % 2 else 0)
            while place < right - 1.0:
                if place > left + 1.0:
                    said.append(f"M{_at((place, row * gap))}l0.01 0")
                place += gap
        row += 1
    return shape("".join(said), stroke=colour, width=size) if said else ""


def inside(point: Point, points: Sequence[Point]) -> bool:
    """Whether a place lies within a shape."""
    return sum(cut > point[0] for cut in _cuts(points, point[1])) % 2 == 1


def _cuts(points: Sequence[Point], y: float) -> list[float]:
    """Where a level line crosses the sides of a shape, from the left."""
    found = []
    for k, (x1, y1) in enumerate(points):
        x0, y0 = points[k - 1]
        if (y0 <= y) != (y1 <= y):
            found.append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return sorted(found)


def _towards(corner: Point, other: Point, radius: float) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    share = min(radius / length, 0.5)
    return corner[0] + dx * share, corner[1] + dy * share


def _bezier(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]


def _at(point: Point) -> str:
    return f"{round(point[0], 1):g} {round(point[1], 1):g}"
