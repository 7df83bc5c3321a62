"""How a mass shows on every drawing: its number, its place around the cord, its texture and its line in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, SideOrBoth, Vertebra
from hcplanner.case.imaging import Compartment, Density, Lesion, Severity
from hcplanner.documents.figures.drawing import MASS, text
from hcplanner.documents.figures.pen import Outline, hatch, shape, stipple
from hcplanner.i18n import Words
from hcplanner.knowledge import facts

LATERAL = frozenset({AroundCord.RIGHT, AroundCord.LEFT})
_SIDES: Mapping[SideOrBoth, frozenset[AroundCord]] = MappingProxyType(
    {
        SideOrBoth.RIGHT: frozenset({AroundCord.RIGHT}),
        SideOrBoth.LEFT: frozenset({AroundCord.LEFT}),
        SideOrBoth.BOTH: LATERAL,
        SideOrBoth.MIDLINE: frozenset(),
    }
)
PALE = "#f0d5c6"
"""The ground of a mass: light enough for dots and lines on it to show in grey."""


def around(lesion: Lesion) -> frozenset[AroundCord]:
    """Where around the cord the mass lies, as its place and its side are recorded."""
    return lesion.position | (_SIDES[lesion.side] if lesion.side else frozenset())


def contradicts(lesion: Lesion) -> bool:
    """Whether the side and the place around the cord name different sides."""
    told = lesion.position & LATERAL
    return lesion.side is not None and bool(told) and told != _SIDES[lesion.side]


def certain(lesion: Lesion) -> bool:
    """Whether the compartment is known and nothing contradicts the place; else the outline is dashed."""
    return lesion.compartment not in (None, Compartment.UNCERTAIN) and not contradicts(lesion)


def section_level(case: Case, lesion: Lesion) -> Vertebra | None:
    """The vertebra at which the mass is drawn in section: the worst one if it is recorded, else the middle of it."""
    worst = case.imaging.cord.worst_level
    if worst in lesion.levels or not lesion.levels:
        return worst if worst in lesion.levels else None
    levels = [level for level in Vertebra if level in lesion.levels]
    return levels[(len(levels) - 1) // 2]


def severity(case: Case, lesion: Lesion) -> Severity | None:
    """How badly this mass presses on the cord; known only for the one at the worst level, or for the only one."""
    worst = case.imaging.cord.worst_level
    alone = len(case.imaging.lesions) == 1 and (worst is None or not lesion.levels)
    return case.imaging.cord.severity if alone or worst in lesion.levels else None


def body(lesion: Lesion, outline: Outline, *, certain: bool = True) -> str:
    """The mass itself: dots where it is calcified, lines where it is bone, both where it is mixed."""
    density = lesion.density
    parts = [shape(outline, fill=PALE)]
    if density in (Density.CALCIFIED, Density.MIXED):
        parts.append(stipple(outline.points, MASS))
    if density is Density.OSSIFIED:
        parts.append(hatch(outline.points, MASS, gap=2.6, slant=-45))
    if density is Density.MIXED:
        parts.append(hatch(outline.points, MASS, gap=5.2, slant=-45, width=0.6))
    parts.append(shape(outline, stroke=MASS, width=1.5, dash="" if certain else "3 2"))
    if density is Density.OSSIFIED:
        parts.append(shape(outline, stroke=MASS, width=2.2))
    return "".join(parts)


def badge(number: int, x: float, y: float) -> str:
    """The number of a mass in a ring, the same on every drawing."""
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="#ffffff" stroke="{MASS}" stroke-width="1.2"/>'
    said = text(round(x, 1), round(y + 3.8, 1), str(number), size=11.2, anchor="middle", colour=MASS, bold=True)
    return ring + said


def line(case: Case, number: int, lesion: Lesion, words: Words) -> str:
    """The mass in words; a side and a place that contradict each other are named."""
    said = words("Mass {number}: {words}").format(number=number, words=facts.mass_words(case, lesion, words))
    return said + ("; " + words("side and place contradict each other") if contradicts(lesion) else "")
