"""The neck in section at each mass, seen from below as on CT and MRI: the patient's right is on the left."""

from __future__ import annotations

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Vertebra
from hcplanner.case.imaging import Compartment, Lesion
from hcplanner.documents.figures import masses
from hcplanner.documents.figures.bone import vertebra
from hcplanner.documents.figures.canal import Canal, arcs
from hcplanner.documents.figures.cross_sections import cross_section
from hcplanner.documents.figures.drawing import ACCENT, INK, MASS, Figure, text
from hcplanner.documents.figures.kept import of_neck
from hcplanner.documents.figures.legend import Told, figure, framed, sides
from hcplanner.documents.figures.pen import Frame, Outline, Point, curve, mirrored, shape
from hcplanner.fields import Answer
from hcplanner.i18n import Words
from hcplanner.knowledge import facts

WIDTH, MOST = 180.0, 3
_ABOVE = 52.0  # how far a section reaches to the front, with room above it
_BESIDE = (Compartment.DUMBBELL, Compartment.PARASPINAL)
_SIGN = {AroundCord.RIGHT: -1, AroundCord.LEFT: 1}
"""On which side of the drawing a side of the patient lies."""
_LUMP: tuple[Point, ...] = ((46, -4), (53, -8), (62, -4), (65, 6), (60, 16), (51, 18), (46, 10))
_DUMBBELL: tuple[Point, ...] = (
    (17, -8), (27, -10), (38, -10), (48, -17), (59, -14), (63, -4), (57, 5), (47, 4), (38, -2), (27, -2), (17, 0),
)  # fmt: skip
_NECK: tuple[Point, ...] = ((17, -8), (27, -10), (37, -10), (42, -6), (37, -2.5), (27, -2), (17, 0))


@of_neck
def axial(case: Case, words: Words) -> Figure | None:
    """A section at the worst level of each mass, three at most; None when the place of none is recorded."""
    shown = [(number, lesion) for number, lesion in enumerate(case.imaging.lesions, 1) if _is_placed(lesion)][:MOST]
    if not shown:
        return None
    across = min(2, len(shown))
    scale = 1.36 if across == 1 else 0.72
    parts, top = [sides(WIDTH, 16, words("R"), words("L")), _headline(words)], 20.0
    for start in range(0, len(shown), across):
        row = shown[start : start + across]
        for at, (number, lesion) in enumerate(row):
            x = WIDTH * (at + 0.5) / len(row)
            parts.append(_panel(case, number, lesion, Frame(x, top + _ABOVE * scale, 0, scale)))
        top += (_ABOVE + max(_height(case, lesion) for _, lesion in row)) * scale + 4
    back = text(WIDTH / 2, top + 7, words("Back"), size=10, anchor="middle", colour=ACCENT, bold=True)
    return figure(framed(WIDTH, top + 11, [*parts, back]), _told(case, [number for number, _ in shown], words))


def _is_placed(lesion: Lesion) -> bool:
    """Whether it is recorded where around the cord the mass lies; for one beside the spine, on which side."""
    return bool(_sides_outside(lesion) if lesion.compartment is Compartment.PARASPINAL else masses.around(lesion))


def _height(case: Case, lesion: Lesion) -> float:
    """How far the section reaches back from the middle of the canal."""
    return max(y for _, y in cross_section(masses.section_level(case, lesion)).arch) + 1


def _headline(words: Words) -> str:
    return (
        text(WIDTH / 2, 11, words("Front"), size=10, anchor="middle", colour=ACCENT, bold=True)
        + text(17, 15, words("right"), size=10, anchor="start", colour=ACCENT)
        + text(WIDTH - 16, 15, words("left"), size=10, anchor="end", colour=ACCENT)
    )


def _panel(case: Case, number: int, lesion: Lesion, frame: Frame) -> str:
    level = masses.section_level(case, lesion)
    section = cross_section(level)
    parts = [vertebra(section, frame, planned=level in facts.operation_levels(case))]
    canal = Canal(mirrored(section.canal), frame)
    if lesion.compartment is not Compartment.PARASPINAL and masses.around(lesion):
        canal.press(lesion.compartment, masses.around(lesion), masses.severity(case, lesion))
    parts.append(canal.drawn())
    sure = masses.certain(lesion)
    outlines = [*canal.masses, *_outside(lesion, frame)]
    parts += [masses.body(lesion, each, certain=sure) for each in outlines]
    if outlines:
        parts.append(_badge(number, lesion, canal, (WIDTH / 2 if frame.scale > 1 else WIDTH / 4) - 8))
    x, y = frame.at(0, -38 if level is Vertebra.C0 else -31)
    name = level.words if level else "?"
    parts.append(text(round(x, 1), round(y + 4, 1), name, size=11, anchor="middle", colour=INK, bold=True))
    return "".join(parts)


def _sides_outside(lesion: Lesion) -> list[int]:
    """On which sides of the drawing a mass lies outside the canal: -1 is the patient's right."""
    if lesion.compartment not in _BESIDE and lesion.in_foramen is not Answer.YES:
        return []
    return sorted(_SIGN[each] for each in masses.around(lesion) & masses.LATERAL)


def _outside(lesion: Lesion, frame: Frame) -> list[Outline]:
    lump = {Compartment.PARASPINAL: _LUMP, Compartment.DUMBBELL: _DUMBBELL}
    half = _NECK if lesion.compartment not in _BESIDE or lesion.compartment is None else lump[lesion.compartment]
    return [curve(frame.all((sign * x, y) for x, y in half)) for sign in _sides_outside(lesion)]


def _badge(number: int, lesion: Lesion, canal: Canal, room: float) -> str:
    """The number beside the bone, with a line to the mass."""
    frame = canal.frame
    if lesion.compartment is Compartment.PARASPINAL:
        sign = _sides_outside(lesion)[0]
        start, end = frame.at(sign * 52, 5), frame.at(sign * min(56, room / frame.scale), 36)
    else:
        first, last = arcs(masses.around(lesion))[0]
        middle = 135.0 if last - first >= 360 else (first + last) / 2
        start = canal.spots[0]
        sign = -1 if 180 < middle % 360 < 360 else 1
        end = frame.at(sign * min(58, room / frame.scale), 34)
    line = shape(f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}", stroke=MASS, width=0.9)
    spot = f'<circle cx="{start[0]:.1f}" cy="{start[1]:.1f}" r="1.4" fill="{MASS}"/>'
    return line + spot + masses.badge(number, *end)


# --- in words --------------------------------------------------------------------------------------------------------


def _told(case: Case, shown: list[int], words: Words) -> list[Told]:
    view = words(
        "Section of the neck seen from below, as on CT and MRI: the patient's right is on the left, front at the top"
    )
    told, rest = [Told(view, printed=True)], []
    for number, lesion in enumerate(case.imaging.lesions, 1):
        told.append(Told(masses.line(case, number, lesion, words)))
        if number in shown:
            told += [Told(each, printed=True) for each in _how(case, number, lesion, words)]
        elif _is_placed(lesion):
            rest.append(str(number))
        else:
            said = words("Mass {number} is not drawn: its place around the cord is not recorded")
            told.append(Told(said.format(number=number), printed=True))
    if rest:
        said = words("Not drawn in section: mass {numbers}").format(numbers=", ".join(rest))
        told.append(Told(said, printed=True))
    return [*told, Told(words("Schematic, not to scale"), printed=True)]


def _how(case: Case, number: int, lesion: Lesion, words: Words) -> list[str]:
    level = masses.section_level(case, lesion)
    if level is None:
        said = [words("Mass {number} is drawn on a vertebra without its number: none is recorded")]
    elif level is case.imaging.cord.worst_level:
        said = [words("Mass {number} is drawn at {level}, the worst level")]
    else:
        said = [words("Mass {number} is drawn at {level}; its worst level is not recorded")]
    if (lesion.compartment is Compartment.DUMBBELL or lesion.in_foramen is Answer.YES) and not _sides_outside(lesion):
        said.append(words("The side of the foramen of mass {number} is not recorded"))
    path = f"imaging.lesions[{lesion.id}].levels"
    shown = facts.marked(level.words, case, path) if level else ""
    return [each.format(number=number, level=shown) for each in said]
