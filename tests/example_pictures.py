"""Draws the key pictures of the adult example and puts them into it: `python -m tests.example_pictures`.

They are drawings, of nobody, and say so; a test holds that the example shows exactly these.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from hcplanner.exchange.pictures import Clean, taken

_ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLE: Final = _ROOT / "resources" / "examples" / "adult-ossified-ligament.json"
FOLDER: Final = EXAMPLE.parent / "pictures"
_SIZE: Final = (900, 720)
_FINE: Final = 2  # drawn larger than it is kept, for smooth edges


def sagittal() -> Clean:
    """The neck from the side as a T2 image shows it, face to the left, dark bone behind the cord at C4 to C6."""
    image, draw = _canvas()
    for number in range(7):  # C2 to T1
        top, shift = 70 + number * 86, 330 + number * 5
        _box(draw, (shift, top, shift + 100, top + 62), 120, 14)
        _box(draw, (shift + 6, top + 66, shift + 94, top + 82), 178, 8)
        _box(draw, (shift + 258, top + 10, shift + 372, top + 46), 96, 18)
    draw.polygon(_scaled([(445, 30), (560, 30), (598, 690), (482, 690)]), fill=225)
    draw.polygon(_scaled([(472, 20), (528, 20), (566, 700), (512, 700)]), fill=118)
    draw.ellipse(_scaled_box((501, 334, 531, 388)), fill=182)
    draw.polygon(_scaled([(557, 232), (588, 250), (594, 476), (566, 490), (538, 430), (532, 352), (540, 280)]), fill=22)
    return _finished(image, "A", "P", "drawn like a sagittal T2 image")


def axial() -> Clean:
    """C5 from below as CT shows it, the patient's right on the left, bone behind the cord, thicker on the right."""
    image, draw = _canvas()
    draw.ellipse(_scaled_box((40, 40, 860, 690)), fill=66)
    draw.ellipse(_scaled_box((290, 110, 610, 340)), fill=205)
    for left in (250, 570):
        draw.ellipse(_scaled_box((left, 260, left + 80, 340)), fill=225)
        draw.ellipse(_scaled_box((left + 22, 282, left + 58, 318)), fill=70)
    for side in (1, -1):
        across = [450 - side * 60 * step for step in (3.3, 2.7, 0.2, 0.1)]
        draw.polygon(_scaled(list(zip(across, (360, 330, 560, 615), strict=True))), fill=228)
    draw.polygon(_scaled([(425, 560), (475, 560), (466, 672), (434, 672)]), fill=228)
    draw.polygon(_scaled([(330, 350), (450, 322), (570, 350), (520, 470), (450, 545), (380, 470)]), fill=110)
    draw.ellipse(_scaled_box((392, 348, 524, 432)), fill=142)
    draw.polygon(
        _scaled([(372, 398), (400, 420), (462, 470), (500, 500), (450, 558), (402, 508), (362, 440)]), fill=252
    )
    return _finished(image, "R", "L", "drawn like an axial CT image, C5")


def _canvas() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (_SIZE[0] * _FINE, _SIZE[1] * _FINE), 24)
    return image, ImageDraw.Draw(image)


def _scaled(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * _FINE, y * _FINE) for x, y in points]


def _scaled_box(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (edge * _FINE for edge in box)
    return left, top, right, bottom


def _box(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], shade: int, round_: int) -> None:
    draw.rounded_rectangle(_scaled_box(box), round_ * _FINE, fill=shade)


def _finished(image: Image.Image, left: str, right: str, said: str) -> Clean:
    """The drawing softened and lettered, taken in as any other picture is."""
    image = image.filter(ImageFilter.GaussianBlur(2.5 * _FINE)).resize(_SIZE, Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(image)
    face = str(_ROOT / "resources" / "fonts" / "SourceSans3_700Bold.ttf")
    large, small = ImageFont.truetype(face, 40), ImageFont.truetype(face, 24)
    middle = _SIZE[1] / 2
    draw.text((16, middle), left, fill=245, font=large, anchor="lm")
    draw.text((_SIZE[0] - 16, middle), right, fill=245, font=large, anchor="rm")
    draw.text((16, _SIZE[1] - 12), f"EXAMPLE, {said}; not a scan of anybody", fill=245, font=small, anchor="ls")
    target = io.BytesIO()
    image.save(target, "PNG")
    return taken(target.getvalue())


def entries() -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The list of pictures as the example holds it, and the files by their SHA-256."""
    side, across = sagittal(), axial()
    told: list[dict[str, Any]] = [
        {
            "id": "kp1",
            "caption": "Ossified ligament behind the cord at C4 to C6; cord thinnest at C5",
            "source": "MRI, midsagittal T2",
            "on": "2026-09-21",
            "marks": [
                _mark("mk1", "arrow", "Ossified ligament", 0.88, 0.78, 0.64, 0.63),
                _mark("mk2", "outline", "Bright T2 signal", 0.53, 0.435, 0.62, 0.565),
                _mark("mk3", "label", "C5", 0.3, 0.475),
            ],
        },
        {
            "id": "kp2",
            "caption": "At C5 the bone is thickest on the patient's right, seen from below",
            "source": "CT, axial, level C5",
            "on": "2026-09-23",
            "marks": [
                _mark("mk4", "arrow", "Thickest here", 0.16, 0.84, 0.45, 0.69),
                _mark("mk5", "outline", "Cord", 0.43, 0.475, 0.59, 0.608),
            ],
        },
    ]
    for entry, clean in zip(told, (side, across), strict=True):
        entry |= {"digest": clean.digest, "width_px": clean.width, "height_px": clean.height}
    return told, {clean.digest: clean.data for clean in (side, across)}


def _mark(ident: str, kind: str, text: str, x: float, y: float, *to: float) -> dict[str, Any]:
    return {"id": ident, "kind": kind, "text": text, "x": x, "y": y} | dict(zip(("to_x", "to_y"), to, strict=False))


def main() -> int:
    """Write the files and the example; gives the exit code."""
    told, files = entries()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        if old.stem not in files:
            old.unlink()
    for digest, data in files.items():
        (FOLDER / f"{digest}.png").write_bytes(data)
    held = json.loads(EXAMPLE.read_text("utf-8"))
    note = held["imaging"].pop("note", None)
    held["imaging"]["pictures"] = told
    if note is not None:
        held["imaging"]["note"] = note
    EXAMPLE.write_text(json.dumps(held, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
