"""Taking a picture in: any usual file becomes clean pixels of a bounded size, with nothing else that the file said."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from hcplanner.errors import PictureRefused
from hcplanner.exchange.dicom import decoded
from hcplanner.exchange.pixels import (
    BURNED_IN,
    FIRST,
    FLAGGED,
    LONGEST_EDGE,
    MOST_PIXELS,
    STRETCHED,
    Notice,
    Person,
    Pixels,
    shrunk,
    too_many,
)  # fmt: skip
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE: Final = 128 << 20
"""Bytes of the largest file that is looked at."""
_LARGEST_LOSSLESS: Final = 6 << 20
_JPEG: Final = 94
_UPRIGHT: Final = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270",
                   7: "TRANSVERSE", 8: "ROTATE_90"}  # fmt: skip
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class Clean:
    """A picture as it is kept: PNG or JPEG bytes that hold pixels and nothing else, known by their SHA-256.

    page, pages: which one it is of those in its file, counted from 1
    modality, on: what a DICOM file said of the study, to be offered as words
    person: whom the file names, to be compared with the case and then forgotten
    """

    data: bytes
    width: int
    height: int
    notices: tuple[Notice, ...] = ()
    page: int = 1
    pages: int = 1
    modality: str = ""
    on: PartialDate | None = None
    person: Person = field(default=Person(), repr=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def taken(data: bytes, page: int | None = None) -> Clean:
    """The picture in the bytes of a PNG, JPEG, TIFF or DICOM file, with everything but its pixels left behind.

    page: which one, from 0, of a file that holds several; none is the first page, of DICOM the middle picture

    Raises:
        PictureRefused: it is none of these, damaged, or larger than can be taken in.
    """
    if len(data) > LARGEST_FILE:
        raise PictureRefused(N_("the file is too large"))
    with warnings.catch_warnings():
        # What a decoder warns of would be written out, and may quote what stands in the file.
        warnings.simplefilter("ignore")
        if data[128:132] == b"DICM":
            return _clean(decoded(data, page))
        return _clean(_decoded(data, page or 0))


def covered(data: bytes, boxes: Iterable[tuple[float, float, float, float]]) -> Clean:
    """A kept picture with boxes painted black for good, each given by two corners as shares of width and height."""
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        opened.load()
        lossy = opened.format == "JPEG"
        image = opened.copy()
    draw = ImageDraw.Draw(image)
    wide, high = image.size
    for one, other, far, low in boxes:
        left, right = sorted((one, far))
        top, bottom = sorted((other, low))
        draw.rectangle((round(left * wide), round(top * high), round(right * wide), round(bottom * high)), fill=0)
    return _written(image, (), lossy=lossy)


def _decoded(data: bytes, page: int) -> Pixels:
    # Naming the three keeps Pillow from loading, and trying, every format that it knows.
    from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, UnidentifiedImageError  # noqa: F401

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as opened:
            return _loaded(opened, page)
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, MemoryError) as error:
        raise too_many() from error
    except UnidentifiedImageError as error:
        raise PictureRefused(N_("it is no PNG, JPEG, TIFF or DICOM picture")) from error
    except Exception as error:  # whatever a decoder makes of foreign bytes, the file is one that cannot be read
        raise PictureRefused(N_("it is damaged or incomplete")) from error


def _loaded(opened: Any, page: int) -> Pixels:
    notices: list[Notice] = []
    kind = opened.format
    count = getattr(opened, "n_frames", 1) if kind == "TIFF" else 1
    if count > 1:
        opened.seek(max(0, min(page, count - 1)))
        notices.append(Notice(FIRST, {"count": count, "number": opened.tell() + 1}))
    size = opened.size
    if kind in ("JPEG", "MPO"):
        # A photograph of a whole wall is decoded at a fraction of its size.
        opened.draft(None, (LONGEST_EDGE, LONGEST_EDGE))
    if opened.width * opened.height > MOST_PIXELS:
        raise too_many()
    turn = opened.getexif().get(_ORIENTATION)
    profile = opened.info.get("icc_profile")
    opened.load()
    image, more = _shades(opened)
    image = _solid(image, profile)
    if turn in _UPRIGHT:
        from PIL import Image

        image = image.transpose(getattr(Image.Transpose, _UPRIGHT[turn]))
        size = size[::-1] if turn >= 5 else size  # from 5 on the picture lies on its side
    image, smaller = shrunk(image, size)
    at = opened.tell() + 1 if count > 1 else 1
    return Pixels(image, (*notices, *more, *smaller), lossy=kind in ("JPEG", "MPO"), page=at, pages=count)


def _shades(image: Image) -> tuple[Image, tuple[Notice, ...]]:
    """A picture of at most 256 shades; more are spread between the darkest and the lightest that occur."""
    if image.mode not in ("I", "F") and not image.mode.startswith("I;16"):
        return image, ()
    wide = image.convert("F")
    low, high = wide.getextrema()
    assert isinstance(low, float)
    assert isinstance(high, float)
    if low >= 0 and high <= 255:
        return wide.convert("L"), ()
    scale = 255 / (high - low) if high > low else 0.0
    return wide.point(lambda shade: shade * scale - low * scale).convert("L"), (Notice(STRETCHED),)


def _solid(image: Image, profile: bytes | None) -> Image:
    """Grey or RGB, on white, in the colours of screens."""
    from PIL import Image as Images

    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode in ("RGB", "CMYK") and profile:
        image = _in_srgb(image, profile)
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Images.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    return image.convert("RGB")


def _in_srgb(image: Image, profile: bytes) -> Image:
    from PIL import ImageCms

    try:
        made = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile that cannot be read says nothing of the colours
    return made if made is not None else image


def _clean(found: Pixels) -> Clean:
    made = _written(found.image, found.notices, lossy=found.lossy)
    last = () if any(one.message == FLAGGED for one in found.notices) else (Notice(BURNED_IN),)
    return replace(
        made, notices=(*made.notices, *last), page=found.page, pages=found.pages, modality=found.modality, on=found.on,
        person=found.person,
    )  # fmt: skip


def _written(image: Image, notices: tuple[Notice, ...], *, lossy: bool) -> Clean:
    """The pixels alone as a file: they are put into a new picture, which knows nothing of the old one."""
    from PIL import Image as Images

    bare = Images.frombytes(image.mode, image.size, image.tobytes())
    data = b"" if lossy else _as(bare, "PNG", compress_level=4)
    if lossy or len(data) > _LARGEST_LOSSLESS:
        data = _as(bare, "JPEG", quality=_JPEG, subsampling=0)
    return Clean(data, image.width, image.height, notices)


def _as(image: Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
