"""A picture is taken in as clean pixels of a bounded size, whatever file it came in, or refused in words."""

from __future__ import annotations

import builtins
import hashlib
import io
import random
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hcplanner.errors import PictureRefused
from hcplanner.exchange import pictures
from hcplanner.exchange.pictures import Clean, covered, taken
from hcplanner.exchange.pixels import BURNED_IN, FIRST, FLAGGED, LONGEST_EDGE, MIDDLE, SMALLER, STRETCHED
from hcplanner.fields import PartialDate
from tests.exchange.files import NAMES, dicom, drawn, jpeg_with_names, png_with_names, ramp, saved, tiff_with_names


def opened(clean: Clean) -> Image.Image:
    image = Image.open(io.BytesIO(clean.data))
    image.load()
    return image


def told(clean: Clean) -> list[str]:
    return [one.message for one in clean.notices]


def shade(clean: Clean, across: float, down: float) -> int:
    image = opened(clean).convert("L")
    return int(image.getpixel((round(across * (image.width - 1)), round(down * (image.height - 1)))))  # type: ignore[arg-type]


_KINDS = [
    ("PNG", "RGB"), ("PNG", "L"), ("PNG", "1"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "LA"), ("JPEG", "RGB"),
    ("JPEG", "L"), ("JPEG", "CMYK"), ("TIFF", "RGB"), ("TIFF", "CMYK"), ("TIFF", "L"), ("TIFF", "F"), ("TIFF", "LAB"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "mode"), _KINDS)
def test_every_kind_of_file_gives_the_same_picture(kind: str, mode: str):
    source = drawn("RGB") if mode == "LAB" else drawn(mode)
    if mode == "LAB":
        from PIL import ImageCms

        change = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
        source = ImageCms.applyTransform(source, change)  # type: ignore[assignment]
    clean = taken(saved(source, kind))
    assert (clean.width, clean.height) == (300, 200) == opened(clean).size
    assert opened(clean).mode in ("RGB", "L")
    assert opened(clean).format == ("JPEG" if kind == "JPEG" else "PNG")
    assert clean.digest == hashlib.sha256(clean.data).hexdigest()
    if mode != "1":
        assert shade(clean, 0.02, 0.9) < 60
        assert shade(clean, 0.6, 0.9) > shade(clean, 0.3, 0.9)
    assert shade(clean, 0.87, 0.15) > 235


def test_what_is_transparent_is_white():
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert shade(taken(saved(image, "PNG")), 0.5, 0.5) == 255
    palette = Image.new("P", (40, 40), 0)
    palette.putpalette([0, 0, 0] * 256)
    assert shade(taken(saved(palette, "PNG", transparency=0)), 0.5, 0.5) == 255


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_twelve_bits_of_grey_are_spread_and_it_is_said(kind: str):
    image = Image.fromarray(ramp(100, 3000, (64, 256), "uint16"))
    clean = taken(saved(image, kind))
    assert (shade(clean, 0, 0.5), shade(clean, 1, 0.5)) == (0, 255)
    assert STRETCHED in told(clean)
    assert STRETCHED not in told(taken(saved(Image.fromarray(ramp(0, 200, kind="uint16")), kind)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright(orientation: int):
    # The disc is in the upper right of the pixels; where it must be seen follows from the orientation.
    corners = {1: (0.87, 0.15), 2: (0.13, 0.15), 3: (0.13, 0.85), 4: (0.87, 0.85), 5: (0.15, 0.87), 6: (0.85, 0.87),
               7: (0.85, 0.13), 8: (0.15, 0.13)}  # fmt: skip
    clean = taken(jpeg_with_names(orientation))
    assert (clean.width, clean.height) == ((300, 200) if orientation < 5 else (200, 300))
    assert shade(clean, *corners[orientation]) > 240
    assert SMALLER not in told(clean)


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    "data",
    [png_with_names(), jpeg_with_names(), tiff_with_names(), dicom(ramp(0, 900))],
    ids=["PNG", "JPEG", "TIFF", "DICOM"],
)
def test_no_name_planted_in_a_file_is_kept(data: bytes):
    spellings = [form for name in NAMES for form in (name.encode(), name.encode("utf-16-le"), name[:10].encode())]
    assert any(one in data for one in spellings)
    clean = taken(data)
    assert not [one for one in spellings if one in clean.data]
    assert only_pixels(clean.data)
    assert clean.digest == taken(data).digest
    assert not any(name in str(clean.notices) + clean.modality + str(clean.on) for name in NAMES)


def only_pixels(data: bytes) -> bool:
    """Whether a PNG or JPEG holds nothing but what decoding its pixels takes."""
    if data.startswith(b"\x89PNG"):
        at, kinds = 8, set()
        while at < len(data):
            kinds.add(data[at + 4 : at + 8])
            at += 12 + int.from_bytes(data[at : at + 4], "big")
        return at == len(data) and kinds == {b"IHDR", b"IDAT", b"IEND"}
    at, markers = 2, []
    while data[at + 1] != 0xDA:
        markers.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return data.endswith(b"\xff\xd9") and set(markers) <= {0xE0, 0xDB, 0xC0, 0xC4}


@given(st.binary(max_size=60), st.integers(0, 2**16))
def test_metadata_of_any_kind_leaves_no_trace(text: bytes, seed: int):
    chance = random.Random(seed)
    exif = Image.Exif()
    for tag in chance.sample([0x010E, 0x010F, 0x0131, 0x013B, 0x8298, 0x9C9B], 3):
        exif[tag] = b"PLANTED" + text
    assert b"PLANTED" not in taken(saved(drawn(size=(40, 30)), "JPEG", exif=exif)).data


def test_a_name_in_the_pixels_is_warned_about_and_can_be_covered_for_good():
    clean = taken(saved(drawn(), "PNG"))
    assert told(clean) == [BURNED_IN]
    hidden = covered(clean.data, [(0.78, 0.02, 0.97, 0.3), (0.1, 0.95, 0.0, 0.9)])
    assert (hidden.width, hidden.height) == (clean.width, clean.height)
    assert hidden.digest != clean.digest
    assert only_pixels(hidden.data)
    assert shade(hidden, 0.87, 0.15) == 0
    assert shade(hidden, 0.05, 0.92) == 0
    assert shade(hidden, 0.6, 0.8) == shade(clean, 0.6, 0.8)
    photo = taken(jpeg_with_names())
    again = covered(photo.data, [(0.78, 0.02, 0.97, 0.3)])
    assert opened(again).format == "JPEG"
    assert shade(again, 0.87, 0.15) < 8


def test_a_large_picture_is_made_smaller_and_it_is_said():
    clean = taken(saved(drawn(size=(4200, 2100)), "JPEG"))
    assert (clean.width, clean.height) == (LONGEST_EDGE, LONGEST_EDGE // 2)
    (notice,) = [one for one in clean.notices if one.message == SMALLER]
    assert notice.values == {"width": 4200, "height": 2100, "new_width": 2000, "new_height": 1000}
    strip = taken(saved(Image.new("L", (20_000, 20)), "PNG"))
    assert (strip.width, strip.height) == (LONGEST_EDGE, 2)


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_picture_of_more_pixels_than_memory_should_hold_is_refused(kind: str):
    bomb = saved(Image.new("1", (20_000, 20_000)), kind, **({"compression": "group4"} if kind == "TIFF" else {}))
    assert len(bomb) < 200_000
    with pytest.raises(PictureRefused, match="more pixels"):
        taken(bomb)


@pytest.mark.requirement("R57")
def test_a_file_larger_than_is_looked_at_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pictures, "LARGEST_FILE", 1000)
    with pytest.raises(PictureRefused, match="too large"):
        taken(b"x" * 1001)


_WHOLE = {
    "PNG": png_with_names(), "JPEG": jpeg_with_names(), "TIFF": tiff_with_names(), "DICOM": dicom(ramp(0, 900)),
}  # fmt: skip


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("kind", _WHOLE)
def test_a_strange_file_is_refused_or_gives_a_picture_and_never_anything_else(kind: str, full: bool):
    whole, chance = _WHOLE[kind], random.Random(7)
    for _ in range(600 if full else 60):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.4 else whole)
        for _ in range(chance.randint(0, 12)):
            if data:
                data[chance.randrange(min(len(data), chance.choice((40, 400, 40_000))))] = chance.randrange(256)
        try:
            clean = taken(bytes(data))
        except PictureRefused:
            continue
        assert max(opened(clean).size) <= LONGEST_EDGE
        assert only_pixels(clean.data)


@pytest.mark.requirement("R57")
@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.7", b"GIF89a" + bytes(50), b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0\0\0\0\0",
     b"<svg xmlns='http://www.w3.org/2000/svg'/>", bytes(128) + b"DICM", bytes(5000)],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(data: bytes):
    with pytest.raises(PictureRefused) as refused:
        taken(data)
    assert "as they were" in refused.value.what_is_safe
    assert "PNG" in refused.value.what_to_do


def test_a_page_of_a_tiff_file_is_chosen():
    pages = [Image.new("L", (30, 20), shade) for shade in (10, 120, 240)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    first = taken(data)
    assert shade(first, 0.5, 0.5) == 10
    assert [one.values for one in first.notices if one.message == FIRST] == [{"count": 3, "number": 1}]
    assert [shade(taken(data, page), 0.5, 0.5) for page in (1, 2, 99)] == [120, 240, 240]


# DICOM.


@pytest.mark.requirement("R54")
def test_what_a_decoder_complains_of_is_written_nowhere(capfd, caplog):
    data = dicom(ramp(0, 900))
    odd = (
        data.replace(b"19600217", b"PLANTED!").replace(b"20260921", b"PLANTED?").replace(NAMES[2].encode(), b"\\" * 16)
    )
    assert odd != data
    assert taken(odd).on is None
    assert (*capfd.readouterr(), caplog.text) == ("", "", "")


def test_dicom_is_shown_through_its_own_window():
    data = dicom(ramp(-1000, 1000, (40, 201)), WindowCenter=40, WindowWidth=401, RescaleSlope=1, RescaleIntercept=0)
    clean = taken(data)
    assert (clean.modality, clean.on) == ("MR", PartialDate(2026, 9, 21))
    assert shade(clean, 0.3, 0.5) == 0
    assert shade(clean, 0.9, 0.5) == 255
    assert shade(clean, 0.52, 0.5) == pytest.approx(128, abs=3)


def test_dicom_without_a_window_uses_all_its_values_and_the_rescale_counts():
    clean = taken(dicom(ramp(0, 4000)))
    assert (shade(clean, 0, 0), shade(clean, 1, 0)) == (0, 255)
    moved = dicom(ramp(0, 2000, (40, 201)), RescaleSlope=2, RescaleIntercept=-1024, WindowCenter=976, WindowWidth=4001)
    assert shade(taken(moved), 0.5, 0.5) == pytest.approx(128, abs=3)


def test_monochrome1_is_turned_round():
    clean = taken(dicom(ramp(0, 4000), "MONOCHROME1"))
    assert (shade(clean, 0, 0), shade(clean, 1, 0)) == (255, 0)


def test_dicom_in_colour():
    pixels = np.zeros((30, 40, 3), "uint8")
    pixels[..., 0] = 200
    image = opened(taken(dicom(pixels, "RGB")))
    assert image.convert("RGB").getpixel((5, 5)) == (200, 0, 0)


def test_of_many_frames_the_middle_one_is_taken_and_it_is_said():
    frames = np.stack([np.full((20, 20), value, "uint8") for value in (0, 50, 100, 150, 200)])
    frames[:, 0, 0], frames[:, 0, 1] = 0, 255
    data = dicom(frames, NumberOfFrames=5)
    clean = taken(data)
    assert shade(clean, 0.5, 0.5) == 100
    assert [one.values for one in clean.notices if one.message == MIDDLE] == [{"count": 5, "number": 3}]
    assert shade(taken(data, 1), 0.5, 0.5) == 50


def test_a_dicom_file_that_says_a_name_is_burned_in_is_believed():
    assert FLAGGED in told(taken(dicom(ramp(0, 900), BurnedInAnnotation="YES")))
    assert told(taken(dicom(ramp(0, 900), BurnedInAnnotation="NO"))) == [BURNED_IN]


@pytest.mark.requirement("R57")
def test_dicom_with_more_pixels_than_memory_should_hold_or_deflated_is_refused():
    with pytest.raises(PictureRefused, match="more pixels"):
        taken(dicom(ramp(0, 900), Rows=60_000, Columns=60_000))
    deflated = dicom(ramp(0, 900)).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.1.99"[:20])
    assert deflated
    with pytest.raises(PictureRefused, match="packed"):
        taken(bytes(128) + b"DICM" + b"1.2.840.10008.1.2.1.99")


def test_without_the_optional_part_a_dicom_file_is_refused_by_name(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *args: object, **named: object) -> object:
        if name.partition(".")[0] == "pydicom":
            raise ImportError(name)
        return real(name, *args, **named)  # type: ignore[arg-type]

    data = dicom(ramp(0, 900))
    for name in [one for one in sys.modules if one.split(".")[0] == "pydicom"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PictureRefused, match="optional part"):
        taken(data)
