"""The marks on a key picture, drawn over it: the same on screen and on paper, light with a dark edge on any ground."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from hcplanner.case.imaging import KeyPicture, Mark, MarkKind
from hcplanner.documents.figures.drawing import INK, Figure, text
from hcplanner.i18n import Words

WIDTH: Final = 1000.0
"""The width of every overlay in its own units; its height follows the picture."""
BEHIND: Final = re.compile('<image href="picture:([0-9a-f]{64})"/>')
"""How a drawing names the picture behind it."""
MISSING_RATIO: Final = 0.75
_LIGHT: Final = "#ffe27a"
_CORE, _EDGE = 4.5, 10.0
_HEAD: Final = 34.0
_SIZE: Final = 34.0
_LONGEST: Final = 32  # characters of a text on the picture; the whole stands below it
_NARROW, _WIDE = frozenset("iIjlt.,:;'|!()[] "), frozenset("mwMWQOG@%")


class Span(NamedTuple):
    """A mark's two places in the units of the overlay."""

    x: float
    y: float
    to_x: float
    to_y: float


def ratio_of(picture: KeyPicture) -> float:
    """Height divided by width; 3 to 4 where it is not known, as for a picture that is missing."""
    wide, high = picture.width_px or 0, picture.height_px or 0
    return min(20.0, max(0.05, high / wide)) if wide > 0 and high > 0 else 0.75


def overlay(picture: KeyPicture, behind: str = "", scale: float = 1.0) -> str:
    """The picture's marks as SVG of the picture's proportions.

    behind: the SHA-256 of the picture, named in the drawing where it is to be painted behind the marks
    scale: how much thicker and larger than usual marks are drawn, for a picture shown smaller than others
    """
    height = WIDTH * ratio_of(picture)
    ground = f'<image href="picture:{behind}"/>' if behind else ""
    drawn = [part for mark in picture.marks for part in _mark(mark, height, scale)]
    return "".join((_opening(height), ground, *drawn, "</svg>"))


def missing(words: Words) -> Figure:
    """What stands in the place of a picture whose file is not there or cannot be read."""
    height = WIDTH * MISSING_RATIO
    said = words("This picture is not in the case file, or it is damaged.")
    inset = 12.0
    box = f'x="{inset:g}" y="{inset:g}" width="{WIDTH - 2 * inset:g}" height="{height - 2 * inset:g}"'
    svg = (
        f'{_opening(height)}<rect {box} fill="#f4f1ea" stroke="{INK}" stroke-width="4" stroke-dasharray="18 12"/>'
        f"{text(WIDTH / 2, height / 2, said, size=38, anchor='middle', colour=INK, bold=True)}</svg>"
    )
    return Figure(svg, said)


def in_words(picture: KeyPicture, words: Words) -> tuple[str, ...]:
    """Each mark that was named or written to, in words, in the order they were drawn."""
    told = []
    for mark in picture.marks:
        kind, said = words(mark.kind.words) if mark.kind else "", mark.text.strip()
        if kind or said:
            told.append(f"{kind}: {said}" if kind and said else kind or said)
    return tuple(told)


def _opening(height: float) -> str:
    size = f'width="{WIDTH:g}" height="{height:.1f}" viewBox="0 0 {WIDTH:g} {height:.1f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'


def _mark(mark: Mark, height: float, scale: float) -> Iterator[str]:
    span = _span(mark, height)
    if span is None or mark.kind is None:
        return
    if mark.kind is MarkKind.OUTLINE:
        yield from _ellipse(span, scale)
    elif mark.kind is not MarkKind.LABEL:
        yield from _stroke(span, scale, with_head=mark.kind is MarkKind.ARROW)
    if mark.text.strip():
        yield _label(mark, span, height, scale)


def _span(mark: Mark, height: float) -> Span | None:
    """Both places, moved into the picture; None where the first is not known."""
    if mark.x is None or mark.y is None:
        return None
    far, low = mark.x if mark.to_x is None else mark.to_x, mark.y if mark.to_y is None else mark.to_y
    across, down = [min(1.0, max(0.0, v)) * WIDTH for v in (mark.x, far)], [mark.y, low]
    top, bottom = (min(1.0, max(0.0, v)) * height for v in down)
    return Span(across[0], top, across[1], bottom)


def _stroke(span: Span, scale: float, *, with_head: bool) -> Iterator[str]:
    x, y, to_x, to_y = span
    length = math.hypot(to_x - x, to_y - y)
    if length < 1:
        return
    one, other = (to_x - x) / length, (to_y - y) / length
    head = min(_HEAD * scale, length * 0.6) if with_head else 0.0
    # The line ends inside the head, so that the tip stays sharp.
    end_x, end_y = to_x - one * head * 0.8, to_y - other * head * 0.8
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{end_x:.1f}" y2="{end_y:.1f}"'
    base_x, base_y, half = to_x - one * head, to_y - other * head, head * 0.45
    points = (
        f"{to_x:.1f},{to_y:.1f} {base_x - other * half:.1f},{base_y + one * half:.1f} "
        f"{base_x + other * half:.1f},{base_y - one * half:.1f}"
    )
    for colour, wide, more in ((INK, _EDGE * scale, 6.0 * scale), (_LIGHT, _CORE * scale, 0.0)):
        yield f'<line {ends} stroke="{colour}" stroke-width="{wide:g}" stroke-linecap="round"/>'
        if with_head:
            edge = f' stroke="{colour}" stroke-width="{more:g}" stroke-linejoin="round"' if more else ""
            yield f'<polygon points="{points}" fill="{colour}"{edge}/>'


def _ellipse(span: Span, scale: float) -> Iterator[str]:
    x, y, to_x, to_y = span
    place = f'cx="{(x + to_x) / 2:.1f}" cy="{(y + to_y) / 2:.1f}"'
    size = f'rx="{max(2.0, abs(to_x - x) / 2):.1f}" ry="{max(2.0, abs(to_y - y) / 2):.1f}"'
    for colour, wide in ((INK, _EDGE * scale), (_LIGHT, _CORE * scale)):
        yield f'<ellipse {place} {size} fill="none" stroke="{colour}" stroke-width="{wide:g}"/>'


def _box(mark: Mark, span: Span, height: float, scale: float) -> tuple[float, float, float, float]:
    said = _short(mark.text)
    wide, high = min(WIDTH - 8, (_length(said) + 24) * scale), _SIZE * 1.35 * scale
    x, y = span.x, span.y
    if mark.kind is MarkKind.OUTLINE:
        left, top = (span.x + span.to_x - wide) / 2, max(span.y, span.to_y) + 8
        if top + high > height:
            top = min(span.y, span.to_y) - high - 8
    elif mark.kind is MarkKind.LABEL:
        left, top = x, y
    else:
        # At the tail, on the side away from what the mark points to.
        away = span.x - span.to_x
        steep = abs(away) < abs(span.y - span.to_y)
        left = x - wide / 2 if steep else (x if away > 0 else x - wide)
        top = (y if span.y > span.to_y else y - high) if steep else y - high / 2
    return max(4.0, min(left, WIDTH - wide - 4)), max(4.0, min(top, height - high - 4)), wide, high


def _label(mark: Mark, span: Span, height: float, scale: float) -> str:
    left, top, wide, high = _box(mark, span, height, scale)
    place = f'x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{6 * scale:g}"'
    box = f'<rect {place} fill="{_LIGHT}" stroke="{INK}" stroke-width="{3 * scale:g}"/>'
    said = text(left + wide / 2, top + high * 0.72, _short(mark.text), size=_SIZE * scale, anchor="middle", colour=INK)
    return box + said


def _short(said: str) -> str:
    line = " ".join(said.split())
    line = "".join(one for one in line if one.isprintable())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _length(said: str) -> float:
    shares = (0.3 if one in _NARROW else 0.9 if one in _WIDE or ord(one) > 0x2E80 else 0.58 for one in said)
    return _SIZE * sum(shares)


def as_alt(caption: str, marks: tuple[str, ...], words: Words) -> str:
    """What a picture shows, for those who do not see it: its caption and its marks."""
    told = caption.strip() or words("Picture without a caption")
    if not marks:
        return told
    return words("{caption}. Marked: {marks}").format(caption=told.rstrip("."), marks="; ".join(marks))
