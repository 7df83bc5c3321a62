"""The neck from behind: planned laminae, open side and hinge side, and each mass."""

from __future__ import annotations

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Side, SideOrBoth, Vertebra
from hcplanner.case.imaging import Lesion
from hcplanner.documents.figures.drawing import ACCENT, BONE, INK, MASS, PLANNED, Figure, text
from hcplanner.fields import level_range
from hcplanner.i18n import Words
from hcplanner.knowledge import facts

WIDTH, TOP, STEP = 200.0, 30.0, 30.0
MIDDLE = WIDTH / 2
DRAWN = tuple(Vertebra)[1:10]  # C1 to T2: the occiput is drawn apart
LONG_SPINES = (Vertebra.C2, Vertebra.C7, Vertebra.T1, Vertebra.T2)


def from_behind(case: Case, words: Words) -> Figure:
    """The neck from behind: planned laminae, open and hinge side, each mass; R and L are the patient's.

    Seen from behind, the patient's right is on the viewer's right.
    """
    beyond = _beyond(case)
    height = TOP + STEP * len(DRAWN) + (40 if beyond else 26)
    parts = [_letters(words), _occiput(), *(_vertebra(v, v in case.plan.decompression.levels) for v in DRAWN)]
    parts += [_mass(lesion) for lesion in case.imaging.lesions if lesion.levels]
    parts += _door(case, words)
    caption = text(MIDDLE, height - 6, words("Seen from behind"), size=9, anchor="middle", colour=INK)
    if beyond:
        untold = words("Not drawn: {levels}").format(levels=level_range(beyond))
        parts.append(text(MIDDLE, height - 18, untold, size=9, anchor="middle", bold=True, colour=INK))
    body = "".join([*parts, caption])
    size = f'width="{WIDTH:g}" height="{height:g}" viewBox="0 0 {WIDTH:g} {height:g}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'
    return Figure(svg, _in_words(case, words))


def _beyond(case: Case) -> frozenset[Vertebra]:
    """Planned laminae and levels of masses that lie outside the drawing; leaving them out is said."""
    drawn = {Vertebra.C0, *DRAWN}
    return (facts.operation_levels(case) | facts.mass_levels(case)) - drawn


def _y(vertebra: Vertebra) -> float:
    """The height at which a vertebra's lamina is drawn (its middle)."""
    return TOP + STEP * (DRAWN.index(vertebra) + 0.6)


def _letters(words: Words) -> str:
    left = text(12, 20, words("L"), size=16, anchor="middle", bold=True, colour=ACCENT)
    right = text(WIDTH - 12, 20, words("R"), size=16, anchor="middle", bold=True, colour=ACCENT)
    return left + right


def _occiput() -> str:
    return (
        f'<path d="M {MIDDLE - 52:g} 8 C {MIDDLE - 46:g} 34 {MIDDLE + 46:g} 34 {MIDDLE + 52:g} 8" '
        f'fill="{BONE}" stroke="{INK}" stroke-width="1.2"/>'
        + text(MIDDLE, 19, "C0", size=8, anchor="middle", colour=INK)
    )


def _vertebra(vertebra: Vertebra, planned: bool) -> str:
    """Lateral masses, lamina and, below C1, the spinous process; the planned laminae are tinted and hatched."""
    y, half = _y(vertebra), _half_width(vertebra)
    fill, weight = (PLANNED, 1.8) if planned else (BONE, 1.0)
    colour = ACCENT if planned else INK
    style = f'fill="{fill}" stroke="{colour}" stroke-width="{weight:g}"'
    masses = "".join(
        f'<ellipse cx="{MIDDLE + sign * half:g}" cy="{y:g}" rx="11" ry="9.5" '
        f'fill="{BONE}" stroke="{INK}" stroke-width="1"/>'
        for sign in (-1, 1)
    )
    reach = half - 7
    left, right = MIDDLE - reach, MIDDLE + reach
    if vertebra is Vertebra.C1:
        near, far = MIDDLE - 18, MIDDLE + 18
        upper = f"M {left:g} {y - 4:g} C {near:g} {y + 3:g} {far:g} {y + 3:g} {right:g} {y - 4:g}"
        lower = f"L {right:g} {y + 4:g} C {far:g} {y + 11:g} {near:g} {y + 11:g} {left:g} {y + 4:g} Z"
        lamina = f'<path d="{upper} {lower}" {style}/>'
        spine = f'<circle cx="{MIDDLE:g}" cy="{y + 7:g}" r="3" {style}/>'
    else:
        upper = f"M {left:g} {y - 6:g} L {MIDDLE:g} {y - 3:g} L {right:g} {y - 6:g}"
        lower = f"L {right:g} {y + 5:g} L {MIDDLE:g} {y + 12:g} L {left:g} {y + 5:g} Z"
        lamina = f'<path d="{upper} {lower}" {style}/>'
        tip = y + (17 if vertebra in LONG_SPINES else 14.5)
        outline = f"M {MIDDLE - 4:g} {y + 1:g} L {MIDDLE:g} {tip:g} L {MIDDLE + 4:g} {y + 1:g} Z"
        spine = f'<path d="{outline}" {style}/>'
    hatch = _hatch(reach, y, colour) if planned else ""
    label = text(MIDDLE - half - 20, y + 3.5, vertebra.words, size=10, anchor="end", bold=planned, colour=colour)
    return masses + lamina + hatch + spine + label


def _half_width(vertebra: Vertebra) -> float:
    return 46 if vertebra is Vertebra.C1 else 38


def _hatch(reach: float, y: float, colour: str) -> str:
    """Short slanted lines: the planned laminae show without colour too."""
    lines = []
    for k in range(-4, 5):
        x = k * reach / 5
        if abs(x) > 5:
            ends = f'x1="{MIDDLE + x - 2:g}" y1="{y + 5:g}" x2="{MIDDLE + x + 2:g}" y2="{y - 3:g}"'
            lines.append(f'<line {ends} stroke="{colour}" stroke-width="0.9"/>')
    return "".join(lines)


def _mass(lesion: Lesion) -> str:
    """A dashed outline over each stretch of the mass's levels, shifted to the patient's side."""
    shift = {SideOrBoth.RIGHT: 13.0, SideOrBoth.LEFT: -13.0}.get(lesion.side, 0.0) if lesion.side else _lean(lesion)
    return "".join(
        f'<ellipse cx="{MIDDLE + shift:g}" cy="{(_y(first) + _y(last)) / 2:g}" rx="12" '
        f'ry="{(_y(last) - _y(first)) / 2 + 9:g}" '
        f'fill="none" stroke="{MASS}" stroke-width="2" stroke-dasharray="4 2.5"/>'
        for first, last in _stretches(lesion.levels)
    )


def _stretches(levels: frozenset[Vertebra]) -> list[tuple[Vertebra, Vertebra]]:
    """First and last vertebra of each unbroken stretch that is drawn: no mark runs over a level between two."""
    found: list[tuple[Vertebra, Vertebra]] = []
    for place, vertebra in enumerate(DRAWN):
        if vertebra in levels:
            goes_on = place > 0 and found and found[-1][1] is DRAWN[place - 1]
            found[-1:] = [(found[-1][0], vertebra)] if goes_on else [*found[-1:], (vertebra, vertebra)]
    return found


def _lean(lesion: Lesion) -> float:
    right, left = AroundCord.RIGHT in lesion.position, AroundCord.LEFT in lesion.position
    return 13.0 * (right - left)


def _door(case: Case, words: Words) -> list[str]:
    """Marks of the open side (gap) and the hinge side (dots) beside the planned laminae."""
    opened, hinged = facts.open_side(case), facts.hinge_side(case)
    stretches = _stretches(facts.operation_levels(case))
    marks: list[str] = []
    if not stretches:
        return marks
    lowest = _y(stretches[-1][1]) + 12
    for side, dash, label in ((opened, "", words("open")), (hinged, "1.5 3", words("hinge"))):
        if side is None:
            continue
        below = 11 if label == words("hinge") and opened is hinged else 0  # a contradiction stays legible
        x = MIDDLE + (30 + below / 2) * (1 if side is Side.RIGHT else -1)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        marks += [
            f'<line x1="{x:g}" y1="{_y(first) - 10:g}" x2="{x:g}" y2="{_y(last) + 12:g}" '
            f'stroke="{ACCENT}" stroke-width="2.2"{dashes}/>'
            for first, last in stretches
        ]
        outward = WIDTH - 4 if side is Side.RIGHT else 4
        marks.append(
            text(
                outward,
                lowest + 10 + below,
                label,
                size=9,
                anchor="end" if side is Side.RIGHT else "start",
                bold=True,
                colour=ACCENT,
            )
        )
    return marks


def _in_words(case: Case, words: Words) -> str:
    sentences = [words("The neck seen from behind; the patient's right is on the right.")]
    levels = case.plan.decompression.levels
    sentences.append(
        words("Laminae planned: {levels}.").format(levels=level_range(levels))
        if levels
        else words("No laminae are recorded.")
    )
    opened, hinged = facts.open_side(case), facts.hinge_side(case)
    if opened:
        sentences.append(words("Open side: {side}.").format(side=words(opened.words)))
    if hinged:
        sentences.append(words("Hinge side: {side}.").format(side=words(hinged.words)))
    for lesion in case.imaging.lesions:
        if lesion.levels:
            side = words(lesion.side.words) if lesion.side else words("side not recorded")
            sentences.append(words("Mass at {levels}: {side}.").format(levels=level_range(lesion.levels), side=side))
    return " ".join(sentences)
