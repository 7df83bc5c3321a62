"""The neck in section at each mass, seen from below as on CT and MRI: the patient's right is on the left."""

from __future__ import annotations

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Vertebra
from hcplanner.case.imaging import Compartment, Lesion
from hcplanner.documents.figures import masses
from hcplanner.documents.figures.canal import Canal, arcs
from hcplanner.documents.figures.cross_sections import CrossSection, cross_section
from hcplanner.documents.figures.drawing import ACCENT, BONE, INK, PLANNED, Figure, text
from hcplanner.documents.figures.legend import Told, below, framed, sides
from hcplanner.documents.figures.pen import Frame, Point, curve, hatch, mirrored, shape
from hcplanner.fields import Answer
from hcplanner.i18n import Words
from hcplanner.knowledge import facts

WIDTH, MOST = 240.0, 3
_BESIDE = frozenset({Compartment.DUMBBELL, Compartment.PARASPINAL})


def axial(case: Case, words: Words) -> Figure | None:
    """A section at the worst level of each mass, three at most; None when no mass is recorded."""
    lesions = list(enumerate(case.imaging.lesions, 1))
    if not lesions:
        return None
    scale = 1.62 if len(lesions) == 1 else 1.12
    told: list[Told] = []
    parts, y = [sides(WIDTH, 15, words("R"), words("L")), _headline(words)], 18.0
    for number, lesion in lesions[:MOST]:
        above, high = (48, 122) if masses.section_level(case, lesion) is not Vertebra.C0 else (50, 112)
        if masses.section_level(case, lesion) in _SHORT:
            high = 108
        parts.append(_panel(case, number, lesion, Frame(WIDTH / 2, y + 6 + above * scale, 0, scale), words))
        y += high * scale + 4
        told += _told(case, number, lesion, words)
    if len(lesions) > MOST:
        rest = ", ".join(str(number) for number, _ in lesions[MOST:])
        told.append(Told(words("Not drawn: mass {numbers}").format(numbers=rest), strong=True))
    told.append(Told(words("Seen from below, as on CT and MRI: the patient's right is on the left."), strong=True))
    told.append(Told(words("Schematic, not to scale.")))
    lines, y = below(told, y, 2, WIDTH - 4)
    return Figure(framed(WIDTH, y + 4, [*parts, lines]), _in_words(told, words))


_SHORT = (None, Vertebra.C1, Vertebra.C3, Vertebra.C4, Vertebra.C5, Vertebra.C6)


def _headline(words: Words) -> str:
    front = text(WIDTH / 2, 12, words("Front"), size=10, anchor="middle", colour=INK, bold=True)
    return (
        front
        + text(20, 13, words("patient's right"), size=10, anchor="start", colour=ACCENT)
        + text(WIDTH - 20, 13, words("patient's left"), size=10, anchor="end", colour=ACCENT)
    )


def _panel(case: Case, number: int, lesion: Lesion, frame: Frame, words: Words) -> str:
    level = masses.section_level(case, lesion)
    section = cross_section(level)
    parts = [bone(section, frame, planned=level is not None and level in facts.operation_levels(case))]
    canal = Canal(mirrored(section.canal), frame)
    places = masses.around(lesion)
    compartment = lesion.compartment
    if compartment is not Compartment.PARASPINAL and places:
        canal.press(compartment, places, masses.severity(case, lesion))
    parts.append(canal.drawn())
    sure = compartment not in (None, Compartment.UNCERTAIN) and not masses.contradicts(lesion)
    parts += [masses.body(lesion, each, certain=sure) for each in canal.masses]
    parts += _outside(lesion, frame, sure=sure)
    if canal.masses or (parts[-1].startswith("<path") and _sides_outside(lesion)):
        parts.append(masses.badge(number, *frame.at(*_badge_at(lesion))))
    name = level.value if level else words("Level not recorded")
    x, y = frame.at(0, -30.5 if not section.dens else -31)
    parts.append(
        text(round(x, 1), round(y + 4, 1), name, size=12 if level else 8.5, anchor="middle", colour=INK, bold=True)
    )
    return "".join(parts)


def bone(section: CrossSection, frame: Frame, *, planned: bool = False) -> str:
    """The vertebra in section with the room of its ring; a planned lamina is tinted and hatched."""
    at = frame.all
    parts = [shape(curve(at(section.whole())), fill=BONE, stroke=INK, width=1.2)]
    if planned:
        arch = curve(at(section.piece()), tension=0.85)
        parts += [shape(arch, fill=PLANNED, stroke=ACCENT, width=1.5), hatch(arch.points, ACCENT, gap=4.2)]
    parts.append(shape(curve(at(mirrored(section.hole))), fill="#ffffff", stroke=ACCENT if planned else INK, width=1.1))
    if section.dens:
        dens = [(0, -41), (8, -38), (10, -31), (7.5, -24), (0, -21.5)]
        parts.append(shape(curve(at(mirrored(dens))), fill=BONE, stroke=INK, width=1.1))
        parts.append(
            shape(
                curve(at([(-15, -21), (-8, -18.8), (0, -18), (8, -18.8), (15, -21)]), closed=False),
                stroke=INK,
                width=1.6,
            )
        )
    if section.foramen:
        u, v, radius = section.foramen
        for sign in (-1, 1):
            x, y = frame.at(sign * u, v)
            size = radius * frame.scale
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#ffffff" stroke="{INK}" stroke-width="0.9"/>'
            )
    return "".join(parts)


def _sides_outside(lesion: Lesion) -> list[int]:
    """On which sides of the drawing a mass lies outside the canal: -1 is the patient's right."""
    if lesion.compartment not in _BESIDE and lesion.in_foramen is not Answer.YES:
        return []
    sign = {AroundCord.RIGHT: -1, AroundCord.LEFT: 1}
    return sorted(sign[place] for place in masses.around(lesion) & masses.LATERAL)


def _outside(lesion: Lesion, frame: Frame, *, sure: bool) -> list[str]:
    drawn = []
    for sign in _sides_outside(lesion):
        drawn.append(masses.body(lesion, curve(frame.all([(sign * x, y) for x, y in _lump(lesion)])), certain=sure))
    return drawn


def _lump(lesion: Lesion) -> list[Point]:
    if lesion.compartment is Compartment.PARASPINAL:
        return [(46, -4), (53, -8), (62, -4), (65, 6), (60, 16), (51, 18), (46, 10)]
    if lesion.compartment is Compartment.DUMBBELL:
        return [
            (17, -8),
            (27, -10),
            (38, -10),
            (48, -17),
            (59, -14),
            (63, -4),
            (57, 5),
            (47, 4),
            (38, -2),
            (27, -2),
            (17, 0),
        ]
    return [(17, -8), (27, -10), (37, -10), (42, -6), (37, -2.5), (27, -2), (17, 0)]


def _badge_at(lesion: Lesion) -> Point:
    if lesion.compartment is Compartment.PARASPINAL:
        return _sides_outside(lesion)[0] * 55, 5
    return _direction(lesion)


def _direction(lesion: Lesion) -> Point:
    start, end = arcs(masses.around(lesion))[0]
    from hcplanner.documents.figures.canal import point

    if lesion.compartment is Compartment.INTRAMEDULLARY:
        return 0, -11
    return point((start + end) / 2 if end - start < 360 else 0, 15.5)


def _told(case: Case, number: int, lesion: Lesion, words: Words) -> list[Told]:
    told = [Told(masses.line(case, number, lesion, words))]
    level = masses.section_level(case, lesion)
    if level is None:
        told.append(Told(words("Drawn on a cervical vertebra without its number.")))
    elif level is not case.imaging.cord.worst_level:
        told.append(Told(words("Drawn at {level}; the worst level is not recorded for it.").format(level=level.value)))
    else:
        told.append(Told(words("Drawn at {level}, the worst level.").format(level=level.value)))
    if not masses.around(lesion) or (lesion.compartment is Compartment.PARASPINAL and not _sides_outside(lesion)):
        told.append(
            Told(
                words("Mass {number} is not drawn: its place around the cord is not recorded.").format(number=number),
                strong=True,
            )
        )
    elif (lesion.compartment is Compartment.DUMBBELL or lesion.in_foramen is Answer.YES) and not _sides_outside(lesion):
        told.append(Told(words("The side of the foramen is not recorded."), strong=True))
    return told


def _in_words(told: list[Told], words: Words) -> str:
    return " ".join([words("Section of the neck, front at the top."), *(one.words.rstrip(".") + "." for one in told)])
