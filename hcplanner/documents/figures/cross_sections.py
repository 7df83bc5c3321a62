"""Cross-sections of the vertebrae as outlines, front at the top; the middle of the canal is at the origin.

Halves are told from front to back on the positive side and mirrored. The arch (both laminae with the spinous
process) is a piece of its own, so that it can be drawn opened or lifted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from hcplanner.case.anatomy import Vertebra
from hcplanner.documents.figures.pen import Point, mirrored

Half = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CrossSection:
    """One kind of vertebra in section.

    outer, arch: half outlines of the bone, front to the cut through the lamina and from there to the back
    hole: half outline of the ring; canal: half outline of the room for dura and mass
    cut: inner and outer end of the cut between lamina and lateral mass
    foramen: place and radius of the foramen of the vertebral artery, none where there is none
    """

    outer: Half
    arch: Half
    hole: Half
    canal: Half
    cut: tuple[Point, Point]
    foramen: tuple[float, float, float] | None
    dens: bool = False

    def whole(self) -> list[Point]:
        """The outline of the whole bone."""
        return mirrored([*self.outer, *self.arch])

    def piece(self) -> list[Point]:
        """The arch alone, its inner surface closing it."""
        inner = [point for point in self.hole if point[1] > self.cut[0][1] + 1]
        right = [self.cut[1], *self.arch]
        left = [(-x, y) for x, y in reversed(right) if x > 0.01]
        under = [(-self.cut[0][0], self.cut[0][1]), *[(-x, y) for x, y in inner if x > 0.01]]
        return [*right, *left, *under, *reversed(inner), self.cut[0]]

    def half(self) -> list[Point]:
        """One half of the arch, split in the midline, on the positive side."""
        inner = [point for point in self.hole if point[1] > self.cut[0][1] + 1]
        return [self.cut[1], *self.arch, *reversed(inner), self.cut[0]]

    def base(self) -> list[Point]:
        """The bone in front of the cuts: body, pedicles and lateral masses."""
        inner = [point for point in self.hole if point[1] < self.cut[0][1] - 1]
        right = [*self.outer, self.cut[1], self.cut[0], *reversed(inner)]
        return [*right, *[(-x, y) for x, y in reversed(right) if x > 0.01]]


_HOLE: Half = ((0, -14.5), (11, -14), (19, -9.5), (22.5, -2), (20, 5), (11, 12.5), (4, 17), (0, 18))
_TYPICAL = CrossSection(
    outer=(
        (0, -45), (12, -44), (19.5, -38.5), (22, -32.5), (30, -34), (37, -35), (41, -30), (46, -22), (45, -16),
        (40, -11.5), (43, -3), (44, 6), (38, 14.5),
    ),
    arch=((26, 20.5), (13, 26.5), (6.5, 31), (5.5, 39), (9, 48), (8, 52), (4.5, 51.5), (0, 46)),
    hole=_HOLE, canal=_HOLE, cut=((19.4, 6), (30.5, 18.6)), foramen=(31.5, -22.5, 5.2),
)  # fmt: skip
_C7 = CrossSection(
    outer=(
        (0, -46), (13, -45), (21, -39), (23.5, -32), (32, -32), (42, -31), (51, -23), (51, -16), (42, -10.5),
        (44, -2), (43.5, 7), (37, 15),
    ),
    arch=((26, 20.5), (13, 26), (6, 31), (4.5, 42), (4.5, 56), (5.5, 63), (3, 67), (0, 67.5)),
    hole=_HOLE, canal=_HOLE, cut=((19.4, 6), (30.5, 18.6)), foramen=(33.5, -22, 3.2),
)  # fmt: skip
_C2_HOLE: Half = ((0, -15), (11, -14.5), (19, -10), (23, -2), (21, 6), (12, 14), (4, 19), (0, 20))
_C2 = CrossSection(
    outer=(
        (0, -46), (9, -45), (14, -38), (22, -36.5), (36, -33), (44, -26), (46, -19), (41, -12), (37, -4), (37, 6),
        (33.5, 14),
    ),
    arch=((26, 22), (15, 29.5), (10, 36), (12.5, 47), (13.5, 54), (9.5, 58), (5, 56), (0, 49)),
    hole=_C2_HOLE, canal=_C2_HOLE, cut=((20, 7.5), (29.5, 18.8)), foramen=(35.5, -22, 4.8),
)  # fmt: skip
_C1 = CrossSection(
    outer=(
        (0, -53), (3.5, -53.5), (9, -50), (19, -45.5), (28, -42), (38, -37), (50, -34), (58, -28), (58, -22),
        (49, -17), (38, -12), (35, -3), (31, 7),
    ),
    arch=((25, 16), (15, 24.5), (6, 30), (3, 34), (0, 34.5)),
    hole=(
        (0, -44.5), (9, -42.5), (15, -36.5), (16, -29), (14.5, -21), (20, -15.5), (25, -7), (26, 2), (21.5, 12),
        (12, 20.5), (4, 24.5), (0, 25),
    ),
    canal=((0, -17.5), (13, -18), (20, -14), (25, -7), (26, 2), (21.5, 12), (12, 20.5), (4, 24.5), (0, 25)),
    cut=((24.6, 5.5), (30.3, 9.5)), foramen=(45, -25.5, 4.8), dens=True,
)  # fmt: skip
_THORACIC_HOLE: Half = ((0, -14), (10, -13), (16, -8), (17.5, -1), (15, 7), (8, 13), (0, 16))
_THORACIC = CrossSection(
    outer=(
        (0, -55), (14, -53), (24, -45), (27.5, -33), (25, -21), (25, -10), (31, -5), (43, -2), (54, 3), (57, 10),
        (51, 15), (38, 14), (28, 15.5),
    ),
    arch=((22, 19), (12, 24.5), (6, 30), (4.5, 42), (4, 55), (5, 64), (3, 68), (0, 68.5)),
    hole=_THORACIC_HOLE, canal=_THORACIC_HOLE, cut=((14.4, 8), (24.5, 17.4)), foramen=None,
)  # fmt: skip
_C0_HOLE: Half = ((0, -28), (9, -26), (17, -19), (22, -8), (24, 4), (20, 16), (11, 24), (0, 27))
_C0 = CrossSection(
    outer=((0, -49), (13, -48), (20, -40), (29, -36), (40, -28), (52, -19), (63, -4), (66, 10)),
    arch=((62, 27), (48, 41), (26, 50), (9, 53), (3, 56), (0, 56)),
    hole=_C0_HOLE, canal=_C0_HOLE, cut=((23, 7), (66, 12)), foramen=None,
)  # fmt: skip


@lru_cache(1)
def _kinds() -> dict[Vertebra, CrossSection]:
    own = {Vertebra.C0: _C0, Vertebra.C1: _C1, Vertebra.C2: _C2, Vertebra.C7: _C7}
    return {v: own.get(v, _THORACIC if v.value.startswith("T") else _TYPICAL) for v in Vertebra}


def cross_section(vertebra: Vertebra | None) -> CrossSection:
    """The section of a vertebra; a typical cervical one where none is named."""
    return _TYPICAL if vertebra is None else _kinds()[vertebra]
