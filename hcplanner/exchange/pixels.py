"""What is known of a picture while it is taken in: its pixels, their bounds, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hcplanner.errors import PictureRefused
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_EDGE: Final = 2000
"""Pixels; more cannot be seen on paper or on most screens, and would only make the case file large."""
MOST_PIXELS: Final = 40_000_000
"""Of a picture that is decoded whole; a photograph is decoded at a fraction of its size. It takes 600 MB at most."""
_SMALLEST: Final = 8
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})

BURNED_IN: Final = N_("A name written into the picture itself stays. Look at it, and cover what identifies anybody.")
FLAGGED: Final = N_(
    "This file says of itself that a name or a number is written into the picture. Cover it before you save the case."
)
SMALLER: Final = N_("The picture had {width} × {height} pixels; it was made smaller to {new_width} × {new_height}.")
STRETCHED: Final = N_(
    "The picture had more than 256 shades of grey; they were spread from the darkest to the lightest."
)
MIDDLE: Final = N_("The file holds {count} pictures one behind the other; this is number {number}, from the middle.")
FIRST: Final = N_("The file holds {count} pages; this is page {number}.")


class Notice(NamedTuple):
    """Something to know about a picture that was taken in: a message id, and what fills its holes."""

    message: str
    values: Mapping[str, object] = _NOTHING


class Person(NamedTuple):
    """Whom a DICOM file names: looked at once, to tell a mix-up of patients, and never kept."""

    name: str = ""
    identifier: str = ""
    born: str = ""


class Pixels(NamedTuple):
    """A decoded picture before it is written anew; which one it is of those in its file, counted from 1."""

    image: Any
    notices: tuple[Notice, ...] = ()
    lossy: bool = False
    page: int = 1
    pages: int = 1
    modality: str = ""
    on: PartialDate | None = None
    person: Person = Person()


def too_many() -> PictureRefused:
    """The refusal of a picture that would not fit into memory."""
    return PictureRefused(N_("it has more pixels than can be taken in; make a smaller copy of it first"))


def shrunk(image: Image, size: tuple[int, int]) -> tuple[Image, tuple[Notice, ...]]:
    """The picture with its longest edge bounded; `size` is what it had in its file."""
    from PIL import Image as Images

    if min(image.size) < 1 or max(size) < _SMALLEST:
        raise PictureRefused(N_("it is too small to show anything"))
    if max(image.size) > LONGEST_EDGE:
        # A long strip keeps at least one pixel of its short edge.
        scale = LONGEST_EDGE / max(image.size)
        small = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(small, Images.Resampling.LANCZOS)
    if image.size == size:
        return image, ()
    values = {"width": size[0], "height": size[1], "new_width": image.width, "new_height": image.height}
    return image, (Notice(SMALLER, values),)
