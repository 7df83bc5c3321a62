"""One picture out of a DICOM file, as its own window shows it; pydicom reads it, where that is installed."""

from __future__ import annotations

import io
import logging
from typing import Any, Final

from hcplanner.errors import PictureRefused
from hcplanner.exchange.pixels import FLAGGED, MIDDLE, MOST_PIXELS, Notice, Person, Pixels, shrunk, too_many
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_

_DEFLATED: Final = b"1.2.840.10008.1.2.1.99"
_LOSSY: Final = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81",
                 "1.2.840.10008.1.2.4.91")  # fmt: skip


def decoded(data: bytes, frame: int | None) -> Pixels:
    """The picture, with the window of the file; of several the middle one. Raises PictureRefused."""
    try:
        import pydicom
    except ImportError as error:
        raise PictureRefused(N_("DICOM files are read only where the optional part “dicom” is installed")) from error
    # It checks and logs values that name people; only the picture is asked for.
    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    if _DEFLATED in data[:2048]:
        raise PictureRefused(N_("it is packed in a way that is not read here; export it as PNG"))
    try:
        return _read(data, frame)
    except PictureRefused:
        raise
    except MemoryError as error:
        raise too_many() from error
    except Exception as error:  # whatever a decoder makes of foreign bytes, the file is one that cannot be read
        raise PictureRefused(
            N_("it is damaged, holds no picture, or is packed in a way that is not read here; export it as PNG")
        ) from error


def _read(data: bytes, frame: int | None) -> Pixels:
    from PIL import Image
    from pydicom import dcmread
    from pydicom.pixels.utils import pixel_array

    held = dcmread(io.BytesIO(data), defer_size=None)
    count = max(1, int(held.get("NumberOfFrames") or 1))
    if int(held.Rows) * int(held.Columns) > MOST_PIXELS:
        raise too_many()
    at = count // 2 if frame is None else max(0, min(frame, count - 1))
    # pixel_array of one frame: the others of a long series are never unpacked.
    pixels = pixel_array(held, index=at)
    kind = str(held.PhotometricInterpretation)
    if pixels.ndim == 3:
        image = Image.fromarray(pixels.astype("uint8"))
    elif kind == "PALETTE COLOR":
        from pydicom.pixels.processing import apply_color_lut

        colours = apply_color_lut(pixels, held)
        image = Image.fromarray((colours >> 8 if colours.dtype.itemsize > 1 else colours).astype("uint8"))
    else:
        image = Image.fromarray(_windowed(pixels, held, at, inverted=kind == "MONOCHROME1"))
    image, smaller = shrunk(image, image.size)
    notices = (Notice(MIDDLE, {"count": count, "number": at + 1}),) if count > 1 else ()
    if str(held.get("BurnedInAnnotation", "")).upper() == "YES":
        notices = (*notices, Notice(FLAGGED))
    lossy = str(held.file_meta.TransferSyntaxUID) in _LOSSY
    person = Person(*(str(held.get(name) or "") for name in ("PatientName", "PatientID", "PatientBirthDate")))
    return Pixels(
        image, (*notices, *smaller), lossy, at + 1, count, str(held.get("Modality", ""))[:16],
        _day(held.get("StudyDate")), person,
    )  # fmt: skip


def _windowed(pixels: Any, held: Any, at: int, *, inverted: bool) -> Any:
    """The shades between black and white that the file's own window names; without one, all that occur."""
    import numpy as np

    slope, shift, centre, width = _window(held, at)
    values = pixels.astype("float64") * slope + shift
    if centre is None or width is None or width < 1:
        low, high = float(values.min()), float(values.max())
        shades = (values - low) / (high - low) if high > low else np.zeros_like(values)
    else:
        # The linear function of the standard, PS3.3 C.11.2.1.2.1.
        shades = (values - (centre - 0.5)) / max(1.0, width - 1) + 0.5
    shades = np.clip(shades, 0, 1)
    return (np.round((1 - shades if inverted else shades) * 255)).astype("uint8")


def _window(held: Any, at: int) -> tuple[float, float, float | None, float | None]:
    """Slope and shift of the values, centre and width of the window, also of a file that has them for each frame."""
    places = [held]
    for name, index in (("SharedFunctionalGroupsSequence", 0), ("PerFrameFunctionalGroupsSequence", at)):
        groups = held.get(name)
        if groups and index < len(groups):
            parts = ("FrameVOILUTSequence", "PixelValueTransformationSequence")
            places += [groups[index][part].value[0] for part in parts if part in groups[index]]

    def number(name: str) -> float | None:
        for place in reversed(places):
            value = place.get(name)
            if value is not None and value != "":
                return float(value[0] if hasattr(value, "__iter__") and not isinstance(value, str) else value)
        return None

    slope, shift = number("RescaleSlope"), number("RescaleIntercept")
    return 1.0 if slope is None else slope, shift or 0.0, number("WindowCenter"), number("WindowWidth")


def _day(held: Any) -> PartialDate | None:
    text = str(held or "")
    try:
        return PartialDate.parse(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    except ValueError:
        return None
