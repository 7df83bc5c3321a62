"""Events on a line of time that is true to scale between marked breaks; dates known in part are drawn as stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from hcplanner.case import Case
from hcplanner.documents.figures.drawing import ACCENT, INK, Figure, text
from hcplanner.documents.figures.legend import framed
from hcplanner.i18n import Words
from hcplanner.knowledge.timeline import Event, timeline

WIDTH: Final = 240.0
_LINE, _LABELS, _LEAD, _TOP = 14.0, 40.0, 12.5, 12.0
_BREAK: Final = 12.0
"""Height of a break: a gap so long that the rest would be crushed."""
_MOST_BREAKS: Final = 3
_STRETCH: Final = 4.0
"""What is drawn less high than this is drawn as a point."""
_QUIET: Final = "#5d6b73"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Moments in the order of time, the heights at which they are drawn, and the gaps that were cut short."""

    moments: tuple[datetime, ...]
    heights: tuple[float, ...]
    breaks: tuple[int, ...]

    def at(self, moment: datetime) -> float:
        """The height of one of the moments."""
        return self.heights[self.moments.index(moment)]


def timeline_figure(case: Case, words: Words) -> Figure | None:
    """The events of a case; None with fewer than two dates."""
    events = timeline(case, words)
    if len(events) < 2:
        return None
    height = _LEAD * len(events)
    scale = _scale(sorted({edge for one in events for edge in (one.first, one.last)}), _TOP, _TOP + height - _LEAD)
    parts = [_axis(scale)]
    for number, one in enumerate(events):
        parts.append(_event(one, scale, _TOP + _LEAD * number))
    parts += [_cut(scale, number) for number in scale.breaks]
    foot = _TOP + height + 6
    note = words("To scale; long gaps cut short") if scale.breaks else words("To scale")
    parts.append(text(2, foot, note, size=8.5, anchor="start", colour=_QUIET))
    return Figure(framed(WIDTH, foot + 5, parts), _in_words(events, words))


def _scale(moments: Sequence[datetime], top: float, bottom: float) -> _Scale:
    """Heights for the moments: true to scale, but a gap of almost half of what is left is cut, longest first."""
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    cut: list[int] = []
    while len(gaps) - len(cut) > 3 and len(cut) < _MOST_BREAKS:
        rest = {number: gap for number, gap in enumerate(gaps) if number not in cut}
        longest = max(rest, key=lambda number: rest[number])
        if rest[longest] <= 0.45 * sum(rest.values()) or (len(cut) + 1) * _BREAK * 2 > bottom - top:
            break
        cut.append(longest)
    left = sum(gap for number, gap in enumerate(gaps) if number not in cut)
    unit = (bottom - top - len(cut) * _BREAK) / left if left else 0.0
    heights = [top]
    for number, gap in enumerate(gaps):
        heights.append(heights[-1] + (_BREAK if number in cut else gap * unit))
    return _Scale(tuple(moments), tuple(heights), tuple(sorted(cut)))


def _axis(scale: _Scale) -> str:
    """The line of time, open where a gap is cut."""
    parts, start = [], scale.heights[0]
    for number in scale.breaks:
        parts.append((start, scale.heights[number] + 2.5))
        start = scale.heights[number + 1] - 2.5
    parts.append((start, scale.heights[-1]))
    return "".join(
        f'<line x1="{_LINE:g}" y1="{a:.1f}" x2="{_LINE:g}" y2="{b:.1f}" stroke="{INK}" stroke-width="1.4"/>'
        for a, b in parts
    )


def _cut(scale: _Scale, number: int) -> str:
    """Two slanted strokes where the line is open."""
    middle = (scale.heights[number] + scale.heights[number + 1]) / 2
    return "".join(
        f'<line x1="{_LINE - 4:g}" y1="{middle + off + 1.5:.1f}" x2="{_LINE + 4:g}" y2="{middle + off - 1.5:.1f}" '
        f'stroke="{INK}" stroke-width="1"/>'
        for off in (-1.6, 1.6)
    )


def _event(one: Event, scale: _Scale, y: float) -> str:
    """A mark on the line, a leader, and the words: date first."""
    start, end = scale.at(one.first), scale.at(one.last)
    # Led from where a stretch begins: events stand in that order, so no two leaders cross.
    middle = (start + end) / 2 if end - start < _STRETCH else start + 1.5
    if end - start < _STRETCH:
        fill = "#ffffff" if one.to_come else ACCENT
        mark = f'<circle cx="{_LINE:g}" cy="{middle:.1f}" r="2.6" fill="{fill}" stroke="{ACCENT}" stroke-width="1.2"/>'
    else:
        # A stretch beside the line: the event lies somewhere within it.
        mark = (
            f'<rect x="{_LINE - 8:g}" y="{start:.1f}" width="4" height="{end - start:.1f}" '
            f'fill="#ffffff" stroke="{ACCENT}" stroke-width="1.1"/>'
        )
    leader = (
        f'<path d="M{_LINE + 4:g} {middle:.1f}L{_LABELS - 6:g} {y:.1f}L{_LABELS - 2:g} {y:.1f}" fill="none" '
        f'stroke="{_QUIET}" stroke-width="0.6"/>'
    )
    when = text(_LABELS, y + 3.2, one.when, size=9, anchor="start", colour=_QUIET)
    what = text(_LABELS + 82, y + 3.2, _short(one.label), size=9.5, anchor="start", colour=INK, bold=True)
    return mark + leader + when + what


def _short(label: str) -> str:
    """The label as it fits; what is cut stands whole in the words beside the drawing and in its section."""
    most = 25
    return label if len(label) <= most else label[: most - 1].rstrip(" ,;") + "\N{HORIZONTAL ELLIPSIS}"


def _in_words(events: Sequence[Event], words: Words) -> str:
    told = [
        words("{what}, still to come: {when}").format(what=one.label, when=one.spoken)
        if one.to_come
        else words("{what}: {when}").format(what=one.label, when=one.spoken)
        for one in events
    ]
    return words("What happened, in the order of time. {events}.").format(events="; ".join(told))
