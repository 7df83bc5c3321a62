"""A vertebra in section as it is drawn, whole or with its arch opened, cut, held or taken away."""

from __future__ import annotations

from collections.abc import Sequence

from hcplanner.documents.figures.cross_sections import CrossSection
from hcplanner.documents.figures.drawing import ACCENT, BONE, INK, PLANNED
from hcplanner.documents.figures.pen import Frame, Point, curve, hatch, mirrored, shape

_METAL = "#dfe3e5"


def vertebra(section: CrossSection, frame: Frame, *, planned: bool = False) -> str:
    """The whole vertebra with the room of its ring; a planned lamina is tinted and hatched."""
    parts = [shape(curve(frame.all(section.whole())), fill=BONE, stroke=INK, width=1.2)]
    if planned:
        parts.append(piece(frame, section.piece()))
    ring = curve(frame.all(mirrored(section.hole)))
    parts.append(shape(ring, fill="#ffffff", stroke=ACCENT if planned else INK, width=1.1))
    return "".join([*parts, _details(section, frame)])


def base(section: CrossSection, frame: Frame) -> str:
    """Body, pedicles and lateral masses, without the arch."""
    front = shape(curve(frame.all(section.base()), tension=0.8), fill=BONE, stroke=INK, width=1.2)
    return front + _details(section, frame)


def _details(section: CrossSection, frame: Frame) -> str:
    """Dens with its ligament, foramina of the arteries."""
    parts = []
    if section.dens:
        dens = frame.all(mirrored([(0, -41), (8, -38), (10, -31), (7.5, -24), (0, -21.5)]))
        ligament = frame.all([(-15, -21), (-8, -18.8), (0, -18), (8, -18.8), (15, -21)])
        parts.append(shape(curve(dens), fill=BONE, stroke=INK, width=1.1))
        parts.append(shape(curve(ligament, closed=False), stroke=INK, width=1.6))
    if section.foramen:
        u, v, radius = section.foramen
        for x, y in (frame.at(sign * u, v) for sign in (-1, 1)):
            parts.append(ring(x, y, radius * frame.scale, 0.9))
    return "".join(parts)


def piece(frame: Frame, points: Sequence[Point]) -> str:
    """A piece of the arch that is operated on: tinted and hatched."""
    outline = curve(frame.all(points), tension=0.85)
    return shape(outline, fill=PLANNED, stroke=ACCENT, width=1.5) + hatch(outline.points, ACCENT, gap=4.2)


def ghost(frame: Frame, points: Sequence[Point]) -> str:
    """Where a piece was that is taken away."""
    return shape(curve(frame.all(points), tension=0.85), stroke=INK, width=0.9, dash="1.5 2.5")


def cut(section: CrossSection, frame: Frame, sign: int) -> str:
    """A cut through both cortices."""
    (ax, ay), (bx, by) = section.cut
    by_x, by_y = (bx - ax) * 0.2, (by - ay) * 0.2
    return line(frame.at(sign * (ax - by_x), ay - by_y), frame.at(sign * (bx + by_x), by + by_y), width=2.4, dash="4 2")


def gutter(section: CrossSection, frame: Frame, sign: int) -> str:
    """A notch through the outer cortex; the inner one stays as the hinge."""
    (ax, ay), (bx, by) = section.cut
    tip = (bx - (bx - ax) * 0.62, by - (by - ay) * 0.62)
    ends = [frame.at(sign * x, y) for x, y in ((bx + 3.2, by - 3.4), tip, (bx - 3.6, by + 2.6))]
    return shape(_through(ends) + "Z", fill="#ffffff", stroke=INK, width=1.3)


def plate(points: Sequence[Point]) -> str:
    """A plate along its bends, a screw at both ends."""
    d = _through(points)
    return (
        shape(d, stroke=INK, width=4.6)
        + shape(d, stroke="#ffffff", width=2.6)
        + "".join(ring(x, y, 2.6, 1.2) for x, y in (points[0], points[-1]))
    )


def spacer(points: Sequence[Point]) -> str:
    """A block between two cut faces."""
    outline = shape(_through(points) + "Z", fill=_METAL, stroke=INK, width=1.4)
    return outline + hatch(points, INK, gap=3.0, slant=-45, width=0.6)


def thread(start: Point, end: Point, *, anchored: bool = False) -> str:
    """A suture, from an anchor in the bone where there is one."""
    anchor = (
        f'<rect x="{start[0] - 3:.1f}" y="{start[1] - 3:.1f}" width="6" height="6" fill="{INK}"/>' if anchored else ""
    )
    return line(start, end, width=1.8, dash="2 1.6") + anchor


def line(start: Point, end: Point, *, width: float, dash: str = "") -> str:
    """A straight line."""
    return shape(_through([start, end]), stroke=INK, width=width, dash=dash)


def ring(x: float, y: float, radius: float, width: float) -> str:
    """A white disc with a rim."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#ffffff" stroke="{INK}" stroke-width="{width:g}"/>'
    )


def dot(at: Point) -> str:
    """The hinge on which an arch turns."""
    return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="3" fill="{INK}"/>'


def _through(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
