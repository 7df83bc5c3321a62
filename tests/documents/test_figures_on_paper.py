"""Figures: drawings in our fonts, pictures of any kind made plain, the same bytes each time."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.documents import paper

MARKUP = "<doc><figure src='a' alt='Something.'/></doc>"


def picture(mode, kind):
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert(mode).save(buffer, kind)
    return buffer.getvalue()


def seen(data):
    """The middle of the first page as a viewer shows it."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0].render(scale=0.5).to_pil().convert("L")
    return page.crop((40, 40, page.width - 40, 220))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [(mode, "PNG") for mode in ("RGB", "RGBA", "L", "P", "1")] + [("RGB", "JPEG"), ("CMYK", "JPEG")],
)
def test_pictures_of_every_colour_mode(mode, kind, tmp_path):
    figures = {"a": picture(mode, kind)}
    data = paper.made(MARKUP, figures=figures)
    assert paper.all_faults(data, MARKUP, tmp_path) == []
    assert paper.made(MARKUP, figures=figures) == data
    assert len(seen(data).resize((8, 8)).getcolors()) > 4


def test_a_huge_picture_is_made_smaller():
    buffer = io.BytesIO()
    Image.new("RGB", (6000, 4000), "red").save(buffer, "PNG")
    with pikepdf.open(io.BytesIO(paper.made(MARKUP, figures={"a": buffer.getvalue()}))) as pdf:
        [image] = [e for e in pdf.objects if isinstance(e, pikepdf.Stream) and e.get("/Subtype") == pikepdf.Name.Image]
        assert [int(image.Width), int(image.Height)] == [2400, 1600]


def test_a_figure_is_never_higher_than_half_a_page():
    tall = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='400'><rect width='10' height='400'/></svg>"
    with pikepdf.open(io.BytesIO(paper.made(MARKUP, figures={"a": tall}))) as pdf:
        [figure] = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == pikepdf.Name.Figure]
        _, bottom, _, top = (float(each) for each in figure.A.BBox)
        assert top - bottom <= 842 * 0.52 + 1


def test_drawings_made_at_the_same_time():
    def make(number):
        svg = paper.FIGURE.replace("Mass", f"Mass {number % 3}")
        return number % 3, paper.made(MARKUP, figures={"a": svg})

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(make, range(12)))
    assert len(set(made)) == 3
