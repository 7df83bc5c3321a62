"""Makes docs/gallery.md anew: every page of every document, side by side as printed: `python -m tests.gallery`.

The cases are fictional.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

from hcplanner.actions import printing
from hcplanner.actions.examples import example_pictures, load_example
from hcplanner.actions.printing import Issue

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
SHEETS: Final = DOCS / "pictures" / "gallery"
_PAGE_WIDTH: Final = 400
_GAP: Final = 14
_ACROSS: Final = 4
_COLOURS: Final = 64
_GROUND: Final = (226, 230, 234)
_KEPT: Final = ((161, 29, 29), (11, 85, 99))  # small on each page, and not to be lost among the greys

_HEAD: Final = """# Gallery

Every page of every document, made by `python -m tests.gallery` from the sample cases that come with the program. All of
them are fictional, and all are drafts: a final has no mark across the page.
"""


def main() -> int:
    """Writes the sheets and the page that shows them; gives the exit code."""
    SHEETS.mkdir(parents=True, exist_ok=True)
    for old in SHEETS.glob("*.png"):
        old.unlink()
    told = [_HEAD]
    for info in printing.documents():
        told += [f"\n## {info.title}\n", f"{info.about}.\n"]
        for example, issue, what in shown(info.name, info.audience):
            name = f"{info.name}-{example}{'-' + issue.language if issue.language != 'en' else ''}"
            name += "-large" if issue.large_print else ""
            how = replace(issue, pictures=example_pictures(example))
            pages = sheet(printing.make(load_example(example), info.name, how), SHEETS / f"{name}.png")
            count = "1 page" if pages == 1 else f"{pages} pages"
            told.append(f"![{info.title}, {what}, {count}](pictures/gallery/{name}.png)\n\n*{what}, {count}*\n")
    (DOCS / "gallery.md").write_text("\n".join(told), "utf-8")
    return 0


def shown(document: str, audience: str) -> Iterator[tuple[str, Issue, str]]:
    """Of which examples a document is shown, how issued, and what that is in words."""
    yield "index-case", Issue(), "the index case"
    if document in ("operative-plan", "outcome"):
        yield "adult-ossified-ligament", Issue(page="letter"), "an adult, US Letter"
    if audience == "patient":
        yield "adult-ossified-ligament", Issue(language="es"), "an adult, in Spanish"
    if document == "information":
        yield "index-case", Issue(large_print=True), "the index case, in large print"


def sheet(data: bytes, picture: Path) -> int:
    """Draw all pages of a PDF onto one picture, in rows; gives how many there are."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=_PAGE_WIDTH / page.get_width()).to_pil().convert("RGB") for page in document]
    high = max(page.height for page in pages)
    across = min(_ACROSS, len(pages))
    down = -(-len(pages) // across)
    size = (_GAP + across * (_PAGE_WIDTH + _GAP), _GAP + down * (high + _GAP))
    whole = Image.new("RGB", size, _GROUND)
    for place, page in enumerate(pages):
        left, top = place % across * (_PAGE_WIDTH + _GAP), place // across * (high + _GAP)
        whole.paste(page, (_GAP + left, _GAP + top))
    sample = whole.resize((whole.width // 4, whole.height // 4), Image.Resampling.NEAREST)
    for place, colour in enumerate(_KEPT):
        sample.paste(colour, (0, place * 12, sample.width, place * 12 + 12))
    palette = sample.quantize(_COLOURS, dither=Image.Dither.NONE)
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(picture, optimize=True)
    return len(pages)


if __name__ == "__main__":
    sys.exit(main())
