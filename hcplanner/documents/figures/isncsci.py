"""The chart of the International Standards as a small drawing: a cell for each grade, right and left of the levels."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from hcplanner.case.examination import Isncsci
from hcplanner.documents.figures.drawing import ACCENT, INK, Figure
from hcplanner.fields import members
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.scores import isncsci

_COLUMNS: Final = (
    "motor_right", "light_touch_right", "pin_prick_right", "", "light_touch_left", "pin_prick_left", "motor_left",
)  # fmt: skip
_HEADS: Final = {"motor": N_("Motor"), "light_touch": N_("Touch"), "pin_prick": N_("Pin")}
_CELL, _LEVEL, _ROW, _TOP, _EDGE = 23.0, 30.0, 9.0, 27.0, 2.0
_WIDTH: Final = 6 * _CELL + _LEVEL + 2 * _EDGE
_LINE, _PALE, _DARK, _QUIET = "#9aa7ad", "#f6dfb8", "#7a2a0c", "#5d6b73"
_REGION_ENDS: Final = ("C8", "T12", "L5")


def chart(record: Isncsci, words: Words) -> Figure:
    """The grades of one examination; what is not normal shows by its ground and its weight, what was not tested by a
    stroke. The patient's right is on the left, as the examiner sees it.
    """
    fields = {member.name: member.field for member in members(Isncsci)}
    rows = fields["light_touch_right"].rows
    c = isncsci.classify(record)
    level = c.found.level[0] if c is not None and len(c.found.level) == 1 else ""
    parts = [_heads(words)]
    for place, row in enumerate(rows):
        y = _TOP + place * _ROW
        for column, name in enumerate(_COLUMNS):
            if not name:
                parts.append(_level(_x(column), y, row, marked=row == level))
            elif row in fields[name].rows:
                normal = max(grade for grade in fields[name].grades if grade.isdigit())
                parts.append(_cell(_x(column), y, getattr(record, name).get(row, ""), normal))
        if row in _REGION_ENDS:
            end = y + _ROW
            parts.append(_stroke((_EDGE, end), (_WIDTH - _EDGE, end), INK, 0.7))
    height = _TOP + len(rows) * _ROW + 3
    size = f'width="{_WIDTH:g}" height="{height:g}" viewBox="0 0 {_WIDTH:g} {height:g}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
    return Figure(svg, _in_words(record, c, words))


def _x(column: int) -> float:
    return _EDGE + column * _CELL + (_LEVEL - _CELL if column > 3 else 0)


def _heads(words: Words) -> str:
    parts = [
        _text(_EDGE + 1.5 * _CELL, 10, words("Right"), 9, ACCENT, bold=True),
        _text(_WIDTH - _EDGE - 1.5 * _CELL, 10, words("Left"), 9, ACCENT, bold=True),
    ]
    for column, name in enumerate(_COLUMNS):
        if name:
            head = words(_HEADS[name.rpartition("_")[0]])
            parts.append(_text(_x(column) + _CELL / 2, 22, head, 7, _QUIET))
    return "".join(parts)


def _cell(x: float, y: float, grade: str, normal: str) -> str:
    found = grade.rstrip("*")
    altered = found not in ("", "NT", normal)
    absent = found == "0"
    fill = _DARK if absent else _PALE if altered else "#ffffff"
    place = f'x="{x + 0.6:g}" y="{y + 0.4:g}" width="{_CELL - 1.2:g}" height="{_ROW - 0.8:g}"'
    drawn = f'<rect {place} fill="{fill}" stroke="{_LINE}" stroke-width="0.4"/>'
    if found == "NT":
        drawn += _stroke((x + 1.2, y + _ROW - 1), (x + _CELL - 1.2, y + 1), _LINE, 0.6)
    if not grade:
        return drawn
    ink = "#ffffff" if absent else INK
    return drawn + _text(x + _CELL / 2, y + _ROW - 2.2, grade, 7, ink, bold=altered)


def _level(x: float, y: float, row: str, *, marked: bool) -> str:
    ground = ""
    if marked:
        place = f'x="{x + 2:g}" y="{y + 0.4:g}" width="{_LEVEL - 4:g}" height="{_ROW - 0.8:g}"'
        ground = f'<rect {place} fill="{ACCENT}"/>'
    return ground + _text(x + _LEVEL / 2, y + _ROW - 2.2, row, 7, "#ffffff" if marked else INK, bold=marked)


def _stroke(start: tuple[float, float], end: tuple[float, float], colour: str, weight: float) -> str:
    ends = f'x1="{start[0]:g}" y1="{start[1]:g}" x2="{end[0]:g}" y2="{end[1]:g}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{weight:g}"/>'


def _text(x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:g}" y="{y:g}" text-anchor="middle"'
    look = f'font-family="Source Sans 3" font-size="{size:g}"{weight} fill="{colour}"'
    return f"<text {place} {look}>{escape(text)}</text>"


def _in_words(record: Isncsci, c: isncsci.Classification | None, words: Words) -> str:
    """What the drawing tells at a glance; the grades themselves stand as text beside it."""
    told = [words("Grades at each level, right and left; the same grades stand as text beside the drawing.")]
    found = []
    for member in members(Isncsci):
        if member.field.rows:
            held: Mapping[str, str] = getattr(record, member.name)
            normal = max(grade for grade in member.field.grades if grade.isdigit())
            wrong = tuple(row for row in member.field.rows if held.get(row, normal).rstrip("*") not in ("NT", normal))
            if wrong:
                rows = isncsci.ranges(member.field.rows, wrong, words)
                found.append(words("{field}: {rows}").format(field=words(member.field.label), rows=rows))
    if found:
        told.append(words("Below normal: {places}.").format(places="; ".join(found)))
    else:
        told.append(words("No recorded grade is below normal."))
    if c is not None:
        level = isncsci.level_words(c.found.level, words)
        told.append(words("Neurological level of injury: {level}.").format(level=level))
    return " ".join(told)
