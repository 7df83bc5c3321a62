"""The key pictures on paper: each with its marks, caption, source and date, two beside each other."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from hcplanner.case import Case
from hcplanner.case.imaging import Imaging, KeyPicture
from hcplanner.documents.figures import marks
from hcplanner.documents.figures.drawing import Photo, Source
from hcplanner.documents.view import PrintedSection, Reader, Shown
from hcplanner.fields import Declared, members
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import marked

_EDGE: Final = 1200
"""Pixels of the longest edge on paper: 300 to the inch at half the width of a page."""
_QUALITY: Final = 90
_HIGHEST: Final = 0.42
"""Height of a row of pictures as a share of its width, so that two rows stand on a page."""
_NARROWEST: Final = 0.3
_MOST_TOGETHER: Final = 1200  # characters
_LIST: Final = "imaging.pictures"


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """One picture as printed: the name of its drawing, its words, and whether it is missing."""

    source: str
    drawing: str
    alt: str
    number: int
    caption: Shown
    taken_from: Shown
    on: Shown
    marks: str
    missing: bool
    ratio: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Pictures beside each other: the columns that make them equally high, and the share of them that they fill.

    together: whether their words are short enough for picture and caption to stay on one page
    """

    pictures: tuple[PaperPicture, ...]
    cols: str
    width: str
    together: bool


class _Place(NamedTuple):
    """The share of the page's width that a picture's column has, and the share of the column that it fills."""

    column: float
    filled: float


def _places(ratios: tuple[float, ...]) -> tuple[_Place, ...]:
    """Where one or two pictures of these proportions stand so that they are equally high.

    One alone takes as much room as if it had a neighbour like itself.
    """
    shapes = [1 / ratio for ratio in ratios]
    shapes = shapes * 2 if len(shapes) == 1 else shapes
    shares = [min(1 - _NARROWEST, max(_NARROWEST, shape / sum(shapes))) for shape in shapes]
    highest = max(share * ratio for share, ratio in zip(shares, ratios, strict=False))
    return tuple(_Place(share, min(1.0, _HIGHEST / highest)) for share in shares)


@dataclass(frozen=True, slots=True)
class PaperPictures:
    """The pictures of a case in their order. `title` is the heading of their list."""

    title: str
    pictures: tuple[PaperPicture, ...]

    @property
    def rows(self) -> tuple[Pair, ...]:
        """The pictures as they stand beside each other."""
        found = []
        for start in range(0, len(self.pictures), 2):
            pair = self.pictures[start : start + 2]
            places = _places(tuple(one.ratio for one in pair))
            words = sum(len(one.caption.text) + len(one.taken_from.text) + len(one.marks) for one in pair)
            cols = " ".join(f"{place.column:.3f}*" for place in places)
            found.append(Pair(pair, cols, f"{100 * places[0].filled:.0f}%", words < _MOST_TOGETHER))
        return tuple(found)

    @property
    def drawings(self) -> Mapping[str, str]:
        """The pictures by the names that the template uses."""
        return {one.source: one.drawing for one in self.pictures}

    def taken_from(self, sections: tuple[PrintedSection, ...]) -> tuple[PrintedSection, ...]:
        """The printed sections without the rows of what is shown as a picture."""
        if not self.pictures:
            return sections
        titles = {self.title, *(f"{self.title} {one.number}" for one in self.pictures)}
        return tuple(
            replace(
                section,
                rows=tuple(row for row in section.rows if row.title not in titles),
                missing=tuple(entry for entry in section.missing if entry[0] not in titles),
            )
            if section.name == _LIST.partition(".")[0]
            else section
            for section in sections
        )


def paper_pictures(case: Case, contents: Mapping[str, bytes], words: Words) -> PaperPictures:
    """The pictures of the case, drawn from `contents`, which holds them by their SHA-256."""
    reader = Reader.of(case, words, "clinician")
    declared = next(m for m in members(Imaging) if f"imaging.{m.name}" == _LIST)
    fields = {member.name: member for member in members(KeyPicture)}
    there = [one.digest in contents and on_paper(contents[one.digest]) is not None for one in case.imaging.pictures]
    made = tuple(_picture(case, number, is_there, reader, fields) for number, is_there in enumerate(there, 1))
    drawn = tuple(
        replace(one, drawing=_drawn(case.imaging.pictures[one.number - 1], place, one, words))
        for start in range(0, len(made), 2)
        for one, place in zip(
            made[start : start + 2], _places(tuple(one.ratio for one in made[start : start + 2])), strict=False
        )
    )
    return PaperPictures(words(declared.field.label), drawn)


def _drawn(one: KeyPicture, place: _Place, shown: PaperPicture, words: Words) -> str:
    if shown.missing:
        return marks.missing(words).svg
    # Marks and their words are equally large on every picture, however wide it is printed.
    return marks.overlay(one, behind=one.digest, scale=min(3.0, max(0.7, 0.5 / (place.column * place.filled))))


def _picture(case: Case, number: int, there: bool, reader: Reader, fields: Mapping[str, Declared]) -> PaperPicture:
    one = case.imaging.pictures[number - 1]
    words, at = reader.words, f"{_LIST}[{one.id}]"
    shown = {
        name: reader.shown(fields[name], f"{at}.{name}", getattr(one, name)) for name in ("caption", "source", "on")
    }
    said = marks.in_words(one, words)
    absent = marks.missing(words)
    alt = marks.as_alt(one.caption, said, words)
    return PaperPicture(
        source=f"picture-{number}",
        drawing="",
        alt=alt if there else f"{alt}. {absent.alt}",
        number=number,
        caption=shown["caption"],
        taken_from=shown["source"],
        on=shown["on"],
        marks=marked("; ".join(said), case, f"{at}.marks") if said else "",
        missing=not there,
        ratio=marks.ratio_of(one) if there else marks.MISSING_RATIO,
    )


def with_pictures(drawings: Mapping[str, str], contents: Mapping[str, bytes]) -> Mapping[str, Source]:
    """The drawings as they are painted: those that name a picture behind them hold it."""
    return {name: _photo(svg, contents) or svg for name, svg in drawings.items()}


def _photo(svg: str, contents: Mapping[str, bytes]) -> Photo | None:
    named = marks.BEHIND.search(svg)
    data = on_paper(contents[named[1]]) if named and named[1] in contents else None
    return None if data is None else Photo(data, marks.BEHIND.sub("", svg))


@lru_cache(24)  # a document is made anew with every change of the case, its pictures are not
def on_paper(data: bytes) -> bytes | None:
    """A kept picture as it is embedded in paper, in RGB and no finer than can be printed; None for a damaged one."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            opened.thumbnail((_EDGE, _EDGE), Image.Resampling.LANCZOS)
            solid = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    target = io.BytesIO()
    solid.save(target, "JPEG", quality=_QUALITY, subsampling=0)
    return target.getvalue()
