"""The course from the baseline to each follow-up: a scale and the curve of the neck, values named, gaps left open."""

from __future__ import annotations

from typing import Final

from hcplanner.case import Case
from hcplanner.documents.figures.drawing import ACCENT, INK, Figure, text
from hcplanner.documents.figures.legend import framed
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import DAGGER
from hcplanner.knowledge.follow_up import Course, Line, course

WIDTH: Final = 480.0
_GAP, _HIGH, _TOP = 16.0, 92.0, 20.0
_BESIDE: Final = 5
"""Up to how many points the panels stand side by side; with more, one below the other."""
_ROW: Final = 136.0
_QUIET: Final = "#5d6b73"
_SCALES: Final = (
    ("mjoa", 0.0, 18.0, N_("mJOA, 0 to 18; higher is better")),
    ("nurick", 0.0, 5.0, N_("Nurick grade, 0 to 5; higher is worse")),
    ("mccormick", 0.0, 4.0, N_("Modified McCormick grade; higher is worse")),
    ("mobility", 0.0, 4.0, N_("Mobility level; higher is worse")),
    ("pain", 0.0, 10.0, N_("Neck pain, 0 to 10; higher is worse")),
)
"""Scales in the order of preference: the first with two values is drawn."""


_Panel = tuple[Line, float, float, str]


def follow_up_chart(case: Case, words: Words) -> Figure | None:
    """A panel for the first scale that has values, one for the C2-C7 angle; None where neither has a value."""
    along = course(case, words)
    if along is None:
        return None
    panels = [panel for panel in (_scale(along), _angle(along)) if panel is not None]
    if not panels:
        return None
    beside = len(along.points) <= _BESIDE
    wide = (WIDTH - _GAP) / 2 if beside else WIDTH
    parts, told = [], []
    for number, panel in enumerate(panels):
        place = (number * (wide + _GAP), 0.0) if beside else (0.0, number * _ROW)
        parts.append(f'<g transform="translate({place[0]:g} {place[1]:g})">{_panel(along, panel, wide, words)}</g>')
        told.append(_in_words(along, panel, words))
    height = _ROW * (1 if beside else len(panels))
    note = words("Steps between the points are equal, not to scale. Nothing is assumed between them.")
    parts.append(text(2, height + 6, note, size=8, anchor="start", colour=_QUIET))
    return Figure(framed(WIDTH, height + 11, parts), " ".join(told))


def _scale(along: Course) -> _Panel | None:
    for key, low, high, title in _SCALES:
        line = along.line(key)
        if line is not None and sum(cell.number is not None for cell in line.cells) > 1:
            return line, low, high, title
    return None


def _angle(along: Course) -> _Panel | None:
    line = along.line("c2_7")
    if line is None or all(cell.number is None for cell in line.cells):
        return None
    reach = max(10.0, *(abs(cell.number) for cell in line.cells if cell.number is not None))
    reach = -(-reach // 10) * 10
    return line, -reach, reach, N_("C2–C7 angle; lordosis up, kyphosis down")


def _panel(along: Course, panel: _Panel, wide: float, words: Words) -> str:
    line, low, high, title = panel
    start, step = 42, (wide - 48) / len(along.points)

    def height(value: float) -> float:
        return _TOP + 17 + (_HIGH - (34 if low < 0 else 21)) * (high - value) / (high - low)

    parts = [text(2, 11, words(title), size=9.5, anchor="start", colour=INK, bold=True), _frame(wide)]
    for value in (low, (low + high) / 2, high):
        parts.append(_rule(wide, height(value), strong=value == 0.0))
        parts.append(text(37, height(value) + 3, _degree(value, low, words), size=8, anchor="end", colour=_QUIET))
    if low < 0:
        for told, y in ((words("lordosis"), height(high) + 12), (words("kyphosis"), height(low) - 7)):
            parts.append(text(37, y, told, size=8, anchor="end", colour=_QUIET))
    base = height(max(low, 0.0))
    for number, (point, cell) in enumerate(zip(along.points, line.cells, strict=True)):
        x = start + step * (number + 0.5)
        for row, part in enumerate(_two_lines(point.label)):
            parts.append(text(x, _TOP + _HIGH + 10 + 9 * row, part, size=8, anchor="middle", colour=INK))
        if cell.number is None:
            missing = words("lost") if point.lost else words("not rec.")
            parts.append(text(x, base - 4, missing, size=7.5, anchor="middle", colour=_QUIET))
            continue
        y = height(cell.number)
        fill = "#ffffff" if point.baseline else ACCENT
        above = y - 6 if cell.number >= 0 else y + 12
        parts += [
            f'<line x1="{x:.1f}" y1="{base:.1f}" x2="{x:.1f}" y2="{y:.1f}" stroke="{ACCENT}" stroke-width="1.6"/>',
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{fill}" stroke="{ACCENT}" stroke-width="1.4"/>',
            text(x, above, _value(cell.value, cell.number, low, words), size=9, anchor="middle", colour=INK, bold=True),
        ]
    return "".join(parts)


def _value(shown: str, number: float, low: float, words: Words) -> str:
    """A value at its point: as recorded; of an angle the size alone, for the side of the line tells its direction."""
    if low >= 0:
        return shown
    mark = f" {DAGGER}" if DAGGER in shown else ""
    return f"{words.number(abs(number), 1)}\N{DEGREE SIGN}{mark}"


def _degree(value: float, low: float, words: Words) -> str:
    sized = words.number(abs(value), 0)
    return sized if low >= 0 else f"{sized}\N{DEGREE SIGN}"


def _two_lines(label: str) -> list[str]:
    first, _, rest = label.partition(" ")
    return [first, rest] if rest else [first]


def _frame(wide: float) -> str:
    return (
        f'<rect x="40" y="{_TOP:g}" width="{wide - 42:g}" height="{_HIGH:g}" fill="none" '
        f'stroke="{_QUIET}" stroke-width="0.8"/>'
    )


def _rule(wide: float, y: float, *, strong: bool) -> str:
    """The line from which values rise; elsewhere a tick, for a line would strike the values out."""
    end, width = (wide - 2, 0.9) if strong else (44.0, 0.8)
    return f'<line x1="40" y1="{y:.1f}" x2="{end:g}" y2="{y:.1f}" stroke="{_QUIET}" stroke-width="{width:g}"/>'


def _in_words(along: Course, panel: _Panel, words: Words) -> str:
    line, _low, _high, title = panel
    told = [
        words("{point}: {value}").format(
            point=point.label,
            value=cell.value or (words("lost to follow-up") if point.lost else words("not recorded")),
        )
        for point, cell in zip(along.points, line.cells, strict=True)
    ]
    return words("{title}. {values}.").format(title=words(title), values="; ".join(told))
