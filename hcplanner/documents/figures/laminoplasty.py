"""What is planned for the laminae, in section before and after: cuts, hinges, what is opened, and what holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from hcplanner.case import Case
from hcplanner.case.anatomy import Side, Vertebra
from hcplanner.case.plan_operation import LaminaFixation, Procedure, Technique
from hcplanner.documents.figures import bone
from hcplanner.documents.figures.canal import Canal
from hcplanner.documents.figures.cross_sections import CrossSection, cross_section
from hcplanner.documents.figures.drawing import ACCENT, INK, Figure, text
from hcplanner.documents.figures.kept import of_neck
from hcplanner.documents.figures.legend import Told, figure, framed, sides
from hcplanner.documents.figures.pen import Frame, Point, mirrored, shape
from hcplanner.fields import level_range
from hcplanner.fields.show import lower_first
from hcplanner.i18n import N_, Words
from hcplanner.knowledge import facts

WIDTH, PANEL = 300.0, 150.0
_SCALE, _HIGH, _ABOVE = 1.06, 144.0, 34.0
_SWING, _SPREAD = 27.0, 22.0  # degrees by which a drawn door stands open; not the recorded opening
_SEWN = (LaminaFixation.SUTURE, LaminaFixation.ANCHOR)


class Way(Enum):
    """What happens to the arch."""

    OPEN_DOOR = auto()
    DOUBLE_DOOR = auto()
    LIFTED_OUT = auto()
    LIFTED_UP = auto()
    UNDRAWN = auto()
    REMOVED = auto()
    HALF_REMOVED = auto()


_OF_TECHNIQUE: Mapping[Technique, Way] = MappingProxyType(
    {
        Technique.OPEN_DOOR: Way.OPEN_DOOR, Technique.DOUBLE_DOOR: Way.DOUBLE_DOOR, Technique.EN_BLOC: Way.LIFTED_OUT,
        Technique.LIFT_UP: Way.LIFTED_UP, Technique.SKIP: Way.UNDRAWN, Technique.OTHER: Way.UNDRAWN,
    }
)  # fmt: skip
_OF_PROCEDURE: Mapping[Procedure, tuple[Way, str]] = MappingProxyType(
    {
        Procedure.LAMINOTOMY: (Way.LIFTED_OUT, N_("En-bloc lift-out, put back")),
        Procedure.LAMINECTOMY: (Way.REMOVED, N_("Laminectomy")),
        Procedure.HEMILAMINECTOMY: (Way.HALF_REMOVED, N_("Hemilaminectomy")),
    }
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is drawn of the plan; sides as signs, -1 is the patient's right, 0 is not recorded."""

    way: Way
    section: CrossSection
    opened: int
    hinged: int
    held: LaminaFixation | None

    @property
    def contradicts(self) -> bool:
        return self.opened != 0 and self.opened == self.hinged


@of_neck
def laminoplasty(case: Case, words: Words) -> Figure | None:
    """The arch before and after the operation; None when no operation on laminae is recorded."""
    planned = _ways(case, words)
    if not planned:
        return None
    parts: list[str] = []
    top = 0.0
    for way, title in planned.items():
        plan = _Plan(
            way, cross_section(_shown(case, way)), _sign(facts.open_side(case)), _sign(facts.hinge_side(case)),
            _held(case) if way is not Way.REMOVED else None,
        )  # fmt: skip
        parts.append(text(WIDTH / 2, top + 11, title, size=10.5, anchor="middle", colour=ACCENT, bold=True))
        parts.append(_row(plan, top, words))
        top += _HIGH
    return figure(framed(WIDTH, top, parts), _told(case, frozenset(planned), words))


def _ways(case: Case, words: Words) -> dict[Way, str]:
    """What the plan does to the arch, with its name: the technique of laminoplasty, then the other operations."""
    technique = case.plan.laminoplasty.technique
    found = {_OF_TECHNIQUE[technique]: facts.said(case, "plan.laminoplasty.technique", words)} if technique else {}
    for procedure, (way, name) in _OF_PROCEDURE.items():
        if procedure in case.plan.operation.procedures:
            found.setdefault(way, words(name))
    return found


def _sign(side: Side | None) -> int:
    return 0 if side is None else -1 if side is Side.RIGHT else 1


def _held(case: Case) -> LaminaFixation | None:
    """What holds the laminae when it is the same at every level; None when it differs or is not recorded."""
    levels = facts.operation_levels(case)
    told = {facts.lamina_fixation(case, level) for level in levels} or {case.plan.laminoplasty.fixation}
    return told.pop() if len(told) == 1 else None


def _shown(case: Case, way: Way) -> Vertebra | None:
    """The kind of vertebra that stands for all: C1 only where nothing else is planned, or its arch is lifted up."""
    return Vertebra.C1 if way is Way.LIFTED_UP or facts.operation_levels(case) == {Vertebra.C1} else None


# --- the two pictures ------------------------------------------------------------------------------------------------


def _row(plan: _Plan, top: float, words: Words) -> str:
    parts = []
    above = 17 - min(y for _, y in plan.section.outer) * _SCALE
    pictures = ((0.0, words("Before"), _before), (PANEL, words("After"), _AFTER[plan.way]))
    for left, name, draw in pictures:
        frame = Frame(left + PANEL / 2, top + above, 0, _SCALE)
        parts += [bone.base(plan.section, frame), Canal(mirrored(plan.section.canal), frame).drawn()]
        parts += draw(plan, frame, words)
        parts.append(sides(PANEL, top + 30, words("R"), words("L"), start=left))
        x, y = frame.at(0, 60 if plan.section.dens else -28)  # in the body; below the arch where there is none
        parts.append(text(round(x, 1), round(y, 1), name, size=10, anchor="middle", colour=INK, bold=True))
    x, y = PANEL, top + above + 2
    arrow = f"M{x - 9} {y:.1f}L{x + 9} {y:.1f}M{x + 4} {y - 4:.1f}L{x + 9} {y:.1f}L{x + 4} {y + 4:.1f}"
    return "".join([*parts, shape(arrow, stroke=ACCENT, width=1.8)])


def _before(plan: _Plan, frame: Frame, words: Words) -> list[str]:
    section = plan.section
    parts = [bone.piece(frame, section.piece())]
    both_cut, both_hinged = ((-1, True), (1, True)), ((-1, False), (1, False))
    marks = {
        Way.OPEN_DOOR: ((plan.opened, True), (plan.hinged, False)), Way.DOUBLE_DOOR: both_hinged,
        Way.LIFTED_OUT: both_cut, Way.LIFTED_UP: both_cut, Way.REMOVED: both_cut,
    }.get(plan.way, ())  # fmt: skip
    for sign, through in marks:
        if sign:
            parts.append((bone.cut if through else bone.gutter)(section, frame, sign))
            lower = 11.0 if plan.contradicts and not through else 0.0
            parts.append(_label(plan, frame, sign, words("cut") if through else words("hinge"), lower))
    if plan.way is Way.DOUBLE_DOOR:
        start, end = frame.at(0, section.hole[-1][1] - 2), frame.at(0, section.arch[-1][1] + 3)
        parts += [bone.line(start, end, width=2.4, dash="4 2"), _below(plan, frame, words("split"))]
    return parts


def _opened_door(plan: _Plan, frame: Frame, words: Words) -> list[str]:
    section, sign = plan.section, plan.opened
    if not sign or plan.contradicts:
        said = words("sides contradict each other") if plan.contradicts else words("open side not recorded")
        return [bone.piece(frame, section.piece()), _below(plan, frame, said)]
    hinge = _hinge(section, -sign)
    turned = Frame(*frame.at(*hinge), -sign * _SWING, frame.scale)
    parts = [bone.piece(turned, [_less(each, hinge) for each in section.piece()])]
    parts += _held_open(plan, frame, turned, hinge)
    if plan.hinged:
        parts += [bone.dot(frame.at(*hinge)), _label(plan, frame, -sign, words("hinge"))]
    return [*parts, _label(plan, frame, sign, words("open"), 3.0)]


def _held_open(plan: _Plan, frame: Frame, turned: Frame, hinge: Point) -> list[str]:
    section, sign = plan.section, plan.opened
    inner, outer, lamina = ((sign * x, y) for x, y in (*section.cut, section.arch[1]))
    moved_inner, moved_outer, moved_lamina = (turned.at(*_less(each, hinge)) for each in (inner, outer, lamina))
    if plan.held is LaminaFixation.PLATE:
        start = frame.at(outer[0] + sign * 9, outer[1] - 4)
        return [bone.plate([start, frame.at(*outer), moved_outer, _between(moved_outer, moved_lamina)])]
    if plan.held is LaminaFixation.SPACER:
        return [bone.spacer([frame.at(*outer), frame.at(*inner), moved_inner, moved_outer])]
    if plan.held in _SEWN:
        start = frame.at(-outer[0] - sign * 7, outer[1] - 6)
        end = turned.at(*_less((0.0, section.arch[-1][1] - 9), hinge))
        return [bone.thread(start, end, anchored=plan.held is LaminaFixation.ANCHOR)]
    return []


def _split(plan: _Plan, frame: Frame, words: Words) -> list[str]:
    section = plan.section
    parts, ends = [], []
    for sign in (-1, 1):
        hinge = _hinge(section, sign)
        turned = Frame(*frame.at(*hinge), sign * _SPREAD, frame.scale)
        half = [_less((sign * x, y), hinge) for x, y in section.half()]
        parts += [bone.piece(turned, half), bone.dot(frame.at(*hinge)), _label(plan, frame, sign, words("hinge"))]
        middle = ((0.0, section.hole[-1][1]), (0.0, section.arch[-1][1] - 8))
        ends.append([turned.at(*_less(each, hinge)) for each in middle])
    (inner_right, outer_right), (inner_left, outer_left) = ends
    if plan.held is LaminaFixation.SPACER:
        parts.append(bone.spacer([inner_right, inner_left, outer_left, outer_right]))
    elif plan.held is LaminaFixation.PLATE:
        parts.append(bone.plate([outer_right, outer_left]))
    elif plan.held in _SEWN:
        parts.append(bone.thread(outer_right, outer_left, anchored=plan.held is LaminaFixation.ANCHOR))
    return parts


def _put_back(plan: _Plan, frame: Frame, _words: Words) -> list[str]:
    section = plan.section
    back = Frame(frame.x, frame.y + (14 if plan.way is Way.LIFTED_UP else 4), 0, frame.scale)
    parts = [bone.piece(back, section.piece())]
    for sign in (-1, 1):
        inner, outer, lamina = ((sign * x, y) for x, y in (*section.cut, section.arch[1]))
        start, end = frame.at(outer[0] + sign * 8, outer[1] - 5), _between(back.at(*outer), back.at(*lamina))
        if plan.held is LaminaFixation.PLATE:
            parts.append(bone.plate([start, frame.at(*outer), back.at(*outer), end]))
        elif plan.held is LaminaFixation.SPACER:
            parts.append(bone.spacer([frame.at(*outer), frame.at(*inner), back.at(*inner), back.at(*outer)]))
        elif plan.held in _SEWN:
            parts.append(bone.thread(start, end, anchored=plan.held is LaminaFixation.ANCHOR))
    return parts


def _taken(plan: _Plan, frame: Frame, words: Words) -> list[str]:
    return [bone.ghost(frame, plan.section.piece()), _below(plan, frame, words("removed"))]


def _half_taken(plan: _Plan, frame: Frame, words: Words) -> list[str]:
    return [bone.piece(frame, plan.section.piece()), _below(plan, frame, words("side not recorded"))]


def _unchanged(plan: _Plan, frame: Frame, words: Words) -> list[str]:
    return [bone.piece(frame, plan.section.piece()), _below(plan, frame, words("opening not drawn"))]


_AFTER: Mapping[Way, Callable[[_Plan, Frame, Words], list[str]]] = MappingProxyType(
    {
        Way.OPEN_DOOR: _opened_door, Way.DOUBLE_DOOR: _split, Way.LIFTED_OUT: _put_back, Way.LIFTED_UP: _put_back,
        Way.REMOVED: _taken, Way.HALF_REMOVED: _half_taken, Way.UNDRAWN: _unchanged,
    }
)  # fmt: skip


def _label(plan: _Plan, frame: Frame, sign: int, said: str, lower: float = 0.0) -> str:
    x, y = frame.at(sign * (plan.section.cut[1][0] + 8), plan.section.cut[1][1] + 8)
    anchor = "start" if sign > 0 else "end"
    return text(round(x, 1), round(y + 3 + lower, 1), said, size=10, anchor=anchor, colour=ACCENT, bold=True)


def _below(plan: _Plan, frame: Frame, said: str) -> str:
    x, y = frame.at(0, plan.section.arch[-1][1] + 8)
    return text(round(x, 1), round(y + 7, 1), said, size=10, anchor="middle", colour=ACCENT, bold=True)


def _hinge(section: CrossSection, sign: int) -> Point:
    """Where the inner cortex stays."""
    (ax, ay), (bx, by) = section.cut
    return sign * (ax + (bx - ax) * 0.25), ay + (by - ay) * 0.25


def _less(point: Point, by: Point) -> Point:
    return point[0] - by[0], point[1] - by[1]


def _between(a: Point, b: Point) -> Point:
    return a[0] + (b[0] - a[0]) * 0.75, a[1] + (b[1] - a[1]) * 0.75


# --- in words --------------------------------------------------------------------------------------------------------


def _told(case: Case, planned: frozenset[Way], words: Words) -> list[Told]:
    view = words(
        "Section of a lamina before and after, seen from below as on CT and MRI: the patient's right is on the left"
    )
    levels = level_range(facts.operation_levels(case)) or words("not recorded")
    said = facts.marked(levels, case, "plan.decompression.levels")
    told = [Told(view, printed=True), Told(words("Laminae: {levels}").format(levels=said), printed=True)]
    if case.plan.laminoplasty.technique:
        means = lower_first(facts.said(case, "plan.laminoplasty.fixation", words), words) or words("not recorded")
        means = facts.join([means, facts.said(case, "plan.laminoplasty.implant", words)], ", ")
        told.append(
            Told(words("Technique: {name}").format(name=facts.said(case, "plan.laminoplasty.technique", words)))
        )
        told.append(Told(words("Sides: {sides}").format(sides=facts.sides_line(case, words)), printed=True))
        told.append(Told(words("Held by: {means}").format(means=means), printed=True))
        if opening := facts.said(case, "plan.laminoplasty.opening_mm", words):
            told.append(Told(words("Opening recorded: {opening}").format(opening=opening)))
    told += [Told(_step(case, step.id, words)) for step in case.plan.decompression.steps]
    told += [
        Told(words(name))
        for way, name in _OF_PROCEDURE.values()
        if way in planned and way not in _OF_TECHNIQUE.values()
    ]
    if Way.HALF_REMOVED in planned:
        told.append(Told(words("The side of the hemilaminectomy is not recorded and not drawn"), printed=True))
    if Way.UNDRAWN in planned:
        told.append(Told(words("How the laminae are opened is not drawn for this technique"), printed=True))
    closing = words("One lamina stands for all, without the mass. Schematic, not to scale")
    return [*told, Told(closing, printed=True)]


def _step(case: Case, ident: str, words: Words) -> str:
    """What is recorded for one level of its own."""
    path = f"plan.decompression.steps[{ident}]."
    level = facts.said(case, path + "level", words) or words("level not recorded")
    what = [lower_first(facts.said(case, path + name, words), words) for name in ("removal", "fixation")]
    return f"{level}: " + facts.join([*what, facts.said(case, path + "implant", words)], ", ")
