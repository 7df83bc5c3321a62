"""What is planned for the laminae, in section before and after: cuts, hinges, what is opened, and what holds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from hcplanner.case import Case
from hcplanner.case.anatomy import Side, Vertebra
from hcplanner.case.plan_operation import LaminaFixation, Procedure, Technique
from hcplanner.documents.figures.canal import Canal
from hcplanner.documents.figures.cross_sections import CrossSection, cross_section
from hcplanner.documents.figures.drawing import ACCENT, BONE, INK, PLANNED, Figure, text
from hcplanner.documents.figures.legend import Told, below, framed
from hcplanner.documents.figures.pen import Frame, Point, curve, hatch, mirrored, shape
from hcplanner.fields import level_range
from hcplanner.fields.show import lower_first
from hcplanner.i18n import N_, Words
from hcplanner.knowledge import facts

WIDTH, PANEL = 360.0, 180.0
_SCALE, _HIGH, _ABOVE = 1.3, 168.0, 66.0
_METAL = "#5d6b73"
_SWING = 27.0  # degrees by which a drawn door stands open; not the recorded opening


class Way(Enum):
    """What happens to the arch."""

    OPEN_DOOR = auto()
    DOUBLE_DOOR = auto()
    LIFTED_OUT = auto()
    LIFTED_UP = auto()
    UNDRAWN = auto()
    REMOVED = auto()
    HALF_REMOVED = auto()


_OF_TECHNIQUE = {
    Technique.OPEN_DOOR: Way.OPEN_DOOR, Technique.DOUBLE_DOOR: Way.DOUBLE_DOOR, Technique.EN_BLOC: Way.LIFTED_OUT,
    Technique.LIFT_UP: Way.LIFTED_UP, Technique.SKIP: Way.UNDRAWN, Technique.OTHER: Way.UNDRAWN,
}  # fmt: skip
_OF_PROCEDURE = {
    Procedure.LAMINOTOMY: Way.LIFTED_OUT, Procedure.LAMINECTOMY: Way.REMOVED, Procedure.HEMILAMINECTOMY: Way.HALF_REMOVED,
}  # fmt: skip
_NAMES = {
    Way.REMOVED: N_("Laminectomy"), Way.HALF_REMOVED: N_("Hemilaminectomy"), Way.LIFTED_OUT: N_("En-bloc lift-out, put back"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is drawn of the plan; sides as signs, -1 is the patient's right, 0 is not recorded."""

    way: Way
    opened: int
    hinged: int
    held: LaminaFixation | None

    @property
    def contradicts(self) -> bool:
        return self.opened != 0 and self.opened == self.hinged


def ways(case: Case) -> tuple[Way, ...]:
    """What the plan does to the arch, each way once: the technique of laminoplasty, then the other operations."""
    technique = case.plan.laminoplasty.technique
    found = [_OF_TECHNIQUE[technique]] if technique else []
    found += [way for done, way in _OF_PROCEDURE.items() if done in case.plan.operation.procedures]
    return tuple(dict.fromkeys(found))


def laminoplasty(case: Case, words: Words) -> Figure | None:
    """The arch before and after the operation; None when no operation on laminae is recorded."""
    planned = ways(case)
    if not planned:
        return None
    parts: list[str] = []
    y = 0.0
    for way in planned:
        plan = _Plan(way, _sign(facts.open_side(case)), _sign(facts.hinge_side(case)), _held(case))
        section = cross_section(_shown(case, way))
        parts.append(_row(plan, section, y, words))
        title = _title(case, way, words)
        parts.append(text(WIDTH / 2, y + 12, title, size=11, anchor="middle", colour=ACCENT, bold=True))
        y += _HIGH + 10
    told = _told(case, planned, words)
    lines, y = below(told, y, 4, WIDTH - 8)
    alt = words("Section of a lamina before and after the operation, front at the top.")
    alt = " ".join([alt, *(one.words.rstrip(".") + "." for one in told)])
    return Figure(framed(WIDTH, y + 4, [*parts, lines]), alt)


def _sign(side: Side | None) -> int:
    return 0 if side is None else -1 if side is Side.RIGHT else 1


def _held(case: Case) -> LaminaFixation | None:
    """What holds the laminae when it is the same at every level; None when it differs or is not recorded."""
    steps = {step.fixation for step in case.plan.decompression.steps if step.fixation}
    told = steps | ({case.plan.laminoplasty.fixation} if case.plan.laminoplasty.fixation else set())
    return told.pop() if len(told) == 1 else None


def _shown(case: Case, way: Way) -> Vertebra | None:
    """The kind of vertebra that stands for all: C1 only where nothing else is planned, or its arch is lifted up."""
    levels = facts.operation_levels(case)
    return Vertebra.C1 if way is Way.LIFTED_UP or levels == {Vertebra.C1} else None


def _title(case: Case, way: Way, words: Words) -> str:
    technique = case.plan.laminoplasty.technique
    if technique and _OF_TECHNIQUE[technique] is way:
        return facts.said(case, "plan.laminoplasty.technique", words)
    return words(_NAMES[way])


# --- the two pictures ------------------------------------------------------------------------------------------------


def _row(plan: _Plan, section: CrossSection, top: float, words: Words) -> str:
    parts = []
    for left, name, draw in ((0.0, words("Before"), _before), (PANEL, words("After"), _after)):
        frame = Frame(left + PANEL / 2, top + 18 + _ABOVE, 0, _SCALE)
        parts.append(draw(plan, section, frame, words))
        parts.append(text(left + 4, top + 28, words("R"), size=16, anchor="start", colour=ACCENT, bold=True))
        parts.append(text(left + PANEL - 4, top + 28, words("L"), size=16, anchor="end", colour=ACCENT, bold=True))
        parts.append(text(left + PANEL / 2, top + 29, name, size=10, anchor="middle", colour=INK))
    x, y = PANEL, top + 18 + _ABOVE
    parts.append(
        shape(f"M{x - 12} {y}L{x + 9} {y}M{x + 3} {y - 5}L{x + 9} {y}L{x + 3} {y + 5}", stroke=ACCENT, width=2)
    )
    return "".join(parts)


def _before(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> str:
    parts = [_base(section, frame), _arch(section, frame), _canal(section, frame)]
    cuts = {
        Way.OPEN_DOOR: [(plan.opened, "cut"), (plan.hinged, "gutter")],
        Way.DOUBLE_DOOR: [(-1, "gutter"), (1, "gutter")],
        Way.LIFTED_OUT: [(-1, "cut"), (1, "cut")],
        Way.LIFTED_UP: [(-1, "cut"), (1, "cut")],
        Way.REMOVED: [(-1, "cut"), (1, "cut")],
        Way.HALF_REMOVED: [],
        Way.UNDRAWN: [],
    }[plan.way]
    for sign, kind in cuts:
        if sign:
            parts.append(_cut(section, frame, sign) if kind == "cut" else _gutter(section, frame, sign))
            parts.append(
                _label(
                    section,
                    frame,
                    sign,
                    words("cut") if kind == "cut" else words("hinge"),
                    lower=plan.contradicts and kind == "gutter",
                )
            )
    if plan.way is Way.DOUBLE_DOOR:
        (x, y0), (_, y1) = frame.at(0, section.hole[-1][1] - 2), frame.at(0, section.arch[-1][1] + 4)
        parts.append(shape(f"M{x:.1f} {y0:.1f}L{x:.1f} {y1:.1f}", stroke=INK, width=2.2, dash="4 2"))
        parts.append(
            text(round(x, 1), round(y1 + 10, 1), words("split"), size=10, anchor="middle", colour=ACCENT, bold=True)
        )
    return "".join(parts)


def _after(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> str:
    parts = [_base(section, frame), _canal(section, frame)]
    parts += _AFTER[plan.way](plan, section, frame, words)
    return "".join(parts)


def _opened_door(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> list[str]:
    if not plan.opened or plan.contradicts:
        said = words("sides contradict each other") if plan.contradicts else words("open side not recorded")
        return [_arch(section, frame), _across(frame, section, said)]
    sign = plan.opened
    hinge = _middle(section, -sign)
    turned = Frame(*frame.at(*hinge), -sign * _SWING, frame.scale)
    parts = [_piece(section, turned, [(x - hinge[0], y - hinge[1]) for x, y in section.piece()])]
    ends = [
        turned.at(x - hinge[0], y - hinge[1])
        for x, y in ((sign * section.cut[0][0], section.cut[0][1]), (sign * section.cut[1][0], section.cut[1][1]))
    ]
    near = frame.at(sign * section.cut[1][0], section.cut[1][1])
    inner = frame.at(sign * section.cut[0][0], section.cut[0][1])
    if plan.held is LaminaFixation.PLATE:
        outside = frame.at(sign * (section.cut[1][0] + 9), section.cut[1][1] - 4)
        beyond = _mid(ends[1], turned.at(*_less(_at_lamina(section, sign), hinge)), 0.75)
        parts += _plate([outside, near, ends[1], beyond])
    elif plan.held is LaminaFixation.SPACER:
        parts.append(_block([near, inner, ends[0], ends[1]]))
    elif plan.held in (LaminaFixation.SUTURE, LaminaFixation.ANCHOR):
        parts += _thread(section, frame, turned, hinge, -sign, anchored=plan.held is LaminaFixation.ANCHOR)
    if plan.hinged:
        parts.append(_dot(frame.at(*hinge)))
        parts.append(_label(section, frame, -sign, words("hinge")))
    parts.append(_label(section, frame, sign, words("open"), out=14))
    return parts


def _split(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> list[str]:
    parts, ends = [], []
    whole = section.piece()
    for sign in (-1, 1):
        hinge = _middle(section, sign)
        turned = Frame(*frame.at(*hinge), sign * 22, frame.scale)
        half = [(x, y) for x, y in _half(section, sign)]
        parts.append(_piece(section, turned, [_less(point, hinge) for point in half]))
        parts.append(_dot(frame.at(*hinge)))
        inner, outer = (0.0, section.hole[-1][1]), (0.0, section.arch[-1][1] - 8)
        ends += [turned.at(*_less(inner, hinge)), turned.at(*_less(outer, hinge))]
        parts.append(_label(section, frame, sign, words("hinge")))
    assert whole
    if plan.held is LaminaFixation.SPACER:
        parts.append(_block([ends[0], ends[2], ends[3], ends[1]]))
    elif plan.held in (LaminaFixation.SUTURE, LaminaFixation.ANCHOR):
        a, b = ends[1], ends[3]
        parts.append(shape(f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}", stroke=_METAL, width=1.8, dash="2 1.6"))
    elif plan.held is LaminaFixation.PLATE:
        parts += _plate([ends[1], ends[3]])
    return parts


def _put_back(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> list[str]:
    up = Frame(frame.x, frame.y + (15 if plan.way is Way.LIFTED_UP else 4), 0, frame.scale)
    parts = [_piece(section, up, section.piece())]
    for sign in (-1, 1):
        outside = frame.at(sign * (section.cut[1][0] + 8), section.cut[1][1] - 5)
        near, far = (
            frame.at(sign * section.cut[1][0], section.cut[1][1]),
            up.at(sign * section.cut[1][0], section.cut[1][1]),
        )
        beyond = _mid(far, up.at(*_at_lamina(section, sign)), 0.75)
        if plan.held is LaminaFixation.PLATE:
            parts += _plate([outside, near, far, beyond])
        elif plan.held is LaminaFixation.SPACER:
            parts.append(
                _block(
                    [
                        near,
                        frame.at(sign * section.cut[0][0], section.cut[0][1]),
                        up.at(sign * section.cut[0][0], section.cut[0][1]),
                        far,
                    ]
                )
            )
        elif plan.held in (LaminaFixation.SUTURE, LaminaFixation.ANCHOR):
            parts.append(
                shape(
                    f"M{outside[0]:.1f} {outside[1]:.1f}L{beyond[0]:.1f} {beyond[1]:.1f}",
                    stroke=_METAL,
                    width=1.8,
                    dash="2 1.6",
                )
            )
    return parts


def _taken(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> list[str]:
    ghost = shape(curve(frame.all(section.piece()), tension=0.85), stroke=INK, width=0.9, dash="1.5 2.5")
    return [ghost, _across(frame, section, words("removed"))]


def _half_taken(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> list[str]:
    return [_arch(section, frame), _across(frame, section, words("side not recorded"))]


def _unchanged(plan: _Plan, section: CrossSection, frame: Frame, words: Words) -> list[str]:
    return [_arch(section, frame), _across(frame, section, words("opening not drawn"))]


_AFTER = {
    Way.OPEN_DOOR: _opened_door, Way.DOUBLE_DOOR: _split, Way.LIFTED_OUT: _put_back, Way.LIFTED_UP: _put_back,
    Way.REMOVED: _taken, Way.HALF_REMOVED: _half_taken, Way.UNDRAWN: _unchanged,
}  # fmt: skip


# --- pieces ----------------------------------------------------------------------------------------------------------


def _base(section: CrossSection, frame: Frame) -> str:
    parts = [shape(curve(frame.all(section.base()), tension=0.8), fill=BONE, stroke=INK, width=1.2)]
    if section.foramen:
        u, v, radius = section.foramen
        for sign in (-1, 1):
            x, y = frame.at(sign * u, v)
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * frame.scale:.1f}" fill="#ffffff" stroke="{INK}" stroke-width="0.9"/>'
            )
    return "".join(parts)


def _arch(section: CrossSection, frame: Frame) -> str:
    return _piece(section, frame, section.piece())


def _piece(section: CrossSection, frame: Frame, points: list[Point]) -> str:
    outline = curve(frame.all(points), tension=0.85)
    return shape(outline, fill=PLANNED, stroke=ACCENT, width=1.5) + hatch(outline.points, ACCENT, gap=4.4)


def _half(section: CrossSection, sign: int) -> list[Point]:
    inner = [point for point in section.hole if point[1] > section.cut[0][1] + 1]
    right = [section.cut[1], *section.arch, *reversed(inner), section.cut[0]]
    return [(sign * x, y) for x, y in right]


def _canal(section: CrossSection, frame: Frame) -> str:
    return Canal(mirrored(section.canal), frame).drawn()


def _cut(section: CrossSection, frame: Frame, sign: int) -> str:
    (x0, y0), (x1, y1) = (frame.at(sign * x, y) for x, y in (_out(section, -3), _out(section, 3)))
    return shape(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", stroke=INK, width=2.4, dash="4 2")


def _gutter(section: CrossSection, frame: Frame, sign: int) -> str:
    """A notch through the outer cortex; the inner one stays."""
    (ax, ay), (bx, by) = section.cut
    dx, dy = (bx - ax) * 0.62, (by - ay) * 0.62
    tip = (bx - dx, by - dy)
    ends = [(bx + 3.2, by - 3.4), tip, (bx - 3.6, by + 2.6)]
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (frame.at(sign * x, y) for x, y in ends))
    return shape(d + "Z", fill="#ffffff", stroke=INK, width=1.3)


def _out(section: CrossSection, by: float) -> Point:
    (ax, ay), (bx, by_) = section.cut
    length = ((bx - ax) ** 2 + (by_ - ay) ** 2) ** 0.5
    share = by / length
    end, start = (bx, by_), (ax, ay)
    base = end if by > 0 else start
    return base[0] + (bx - ax) * share, base[1] + (by_ - ay) * share


def _middle(section: CrossSection, sign: int) -> Point:
    (ax, ay), (bx, by) = section.cut
    return sign * (ax + (bx - ax) * 0.25), ay + (by - ay) * 0.25


def _at_lamina(section: CrossSection, sign: int) -> Point:
    x, y = section.arch[1]
    return sign * x, y


def _plate(points: list[Point]) -> list[str]:
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    screws = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="#ffffff" stroke="{INK}" stroke-width="1.2"/>'
        for x, y in (points[0], points[-1])
    ]
    return [shape(d, stroke=INK, width=4.6), shape(d, stroke="#c9d1d5", width=2.6), *screws]


def _block(points: list[Point]) -> str:
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
    return shape(d, fill="#dfe3e5", stroke=INK, width=1.4) + hatch(points, INK, gap=3.0, slant=-45, width=0.6)


def _thread(
    section: CrossSection, frame: Frame, turned: Frame, hinge: Point, sign: int, *, anchored: bool
) -> list[str]:
    fixed = frame.at(sign * (section.cut[1][0] + 7), section.cut[1][1] - 6)
    spine = turned.at(*_less((0.0, section.arch[-1][1] - 9), hinge))
    drawn = [
        shape(f"M{fixed[0]:.1f} {fixed[1]:.1f}L{spine[0]:.1f} {spine[1]:.1f}", stroke=_METAL, width=1.8, dash="2 1.6")
    ]
    if anchored:
        drawn.append(f'<rect x="{fixed[0] - 3:.1f}" y="{fixed[1] - 3:.1f}" width="6" height="6" fill="{INK}"/>')
    return drawn


def _dot(at: Point) -> str:
    return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="3" fill="{INK}"/>'


def _label(section: CrossSection, frame: Frame, sign: int, said: str, *, lower: bool = False, out: float = 0.0) -> str:
    x, y = frame.at(sign * (section.cut[1][0] + 7), section.cut[1][1] + 6 + (9 if lower else 0) + out * 0.4)
    return text(
        round(x, 1), round(y + 4, 1), said, size=10, anchor="start" if sign > 0 else "end", colour=ACCENT, bold=True
    )


def _across(frame: Frame, section: CrossSection, said: str) -> str:
    x, y = frame.at(0, section.arch[-1][1] + 8)
    return text(round(x, 1), round(y + 8, 1), said, size=10, anchor="middle", colour=ACCENT, bold=True)


def _less(point: Point, by: Point) -> Point:
    return point[0] - by[0], point[1] - by[1]


def _mid(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


# --- in words --------------------------------------------------------------------------------------------------------


def _told(case: Case, planned: tuple[Way, ...], words: Words) -> list[Told]:
    told = []
    levels = level_range(facts.operation_levels(case)) or words("not recorded")
    said = facts.marked(levels, case, "plan.decompression.levels")
    told.append(Told(words("Laminae: {levels}").format(levels=said), strong=True))
    if case.plan.laminoplasty.technique:
        told.append(Told(words("Sides: {sides}").format(sides=facts.sides_line(case, words))))
        told.append(Told(words("Held by: {means}").format(means=_held_words(case, words))))
        opening = facts.said(case, "plan.laminoplasty.opening_mm", words)
        if opening:
            told.append(Told(words("Opening recorded: {opening}").format(opening=opening)))
    told += [Told(each) for each in _steps(case, words)]
    if Way.HALF_REMOVED in planned:
        told.append(Told(words("Hemilaminectomy: the side is not recorded and not drawn."), strong=True))
    if Way.UNDRAWN in planned:
        told.append(Told(words("How the laminae are opened is not drawn for this technique.")))
    told.append(Told(words("Seen from below, as on CT and MRI: the patient's right is on the left."), strong=True))
    told.append(Told(words("One typical lamina stands for all; the mass is not drawn. Schematic, not to scale.")))
    return told


def _held_words(case: Case, words: Words) -> str:
    means = lower_first(facts.said(case, "plan.laminoplasty.fixation", words), words) or words("not recorded")
    return facts.join([means, facts.said(case, "plan.laminoplasty.implant", words)], ", ")


def _steps(case: Case, words: Words) -> list[str]:
    """One line for each level that has a record of its own."""
    lines = []
    for step in case.plan.decompression.steps:
        path = f"plan.decompression.steps[{step.id}]."
        level = facts.said(case, path + "level", words) or words("level not recorded")
        what = [lower_first(facts.said(case, path + name, words), words) for name in ("removal", "fixation")]
        lines.append(f"{level}: " + facts.join([*what, facts.said(case, path + "implant", words)], ", "))
    return lines
