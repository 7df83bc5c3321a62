"""The tab Figures: the drawings of the paper, made only while they are seen, and drawn alike on screen and paper."""

import io

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfgen.canvas import Canvas

from hcplanner.actions.drawing import drawings
from hcplanner.actions.examples import load_example
from hcplanner.case.anatomy import Vertebra
from hcplanner.documents.fonts import REGULAR, coverage
from hcplanner.documents.markup.pictures import painter
from hcplanner.fields import set_at
from ui import theme

SCALE = 2.0
COARSE = 6  # pixels to one: the two renderers smooth their edges differently


def seen(window, qtbot):
    """The tab, once it shows what it has to."""
    tab = window.view.figures
    qtbot.waitUntil(lambda: bool(tab.cards) and not window.jobs.busy and not tab._timer.isActive(), timeout=30_000)
    return tab


@pytest.fixture
def tab(window, qtbot):
    """The tab over the index case, seen."""
    window.show_case(load_example("index-case"))
    window.do_show_figures()
    return seen(window, qtbot)


def test_every_drawing_is_shown_and_told_in_words(tab):
    expected = drawings(load_example("index-case"))
    assert list(tab.cards) == [one.name for one in expected]
    for one in expected:
        card = tab.cards[one.name]
        assert (card.accessibleName(), card.accessibleDescription()) == (one.title, one.alt)
        assert tab.told[one.name].text() == one.alt
        assert card.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_drawing_grows_with_the_width(tab, window, qtbot):
    window.resize(1300, 800)
    card = tab.cards["laminoplasty"]
    qtbot.waitUntil(lambda: card.width() > 100)
    narrow = card.height()
    window.view.splitter.setSizes([200, 480, 620])
    qtbot.waitUntil(lambda: card.height() > narrow)


def test_a_change_is_drawn_when_it_is_seen_and_not_before(tab, window, qtbot):
    before = tab.cards["from-behind"].drawn
    window.do_show_checks()
    case = set_at(window.view.open_case.case, "plan.decompression.levels", frozenset({Vertebra.C6}))
    window.view.open_case.set("plan.decompression.levels", case.plan.decompression.levels)
    qtbot.waitUntil(lambda: not window.view._check_timer.isActive() and not window.jobs.busy, timeout=30_000)
    assert tab.cards["from-behind"].drawn is before
    window.do_show_figures()
    qtbot.waitUntil(lambda: "C6" in tab.cards["from-behind"].accessibleDescription(), timeout=30_000)
    assert tab.told["from-behind"].text() == tab.cards["from-behind"].accessibleDescription()


def test_the_ground_stays_white_in_dark_colours(tab, window, dressed):
    theme.dress(dressed, window, "dark")
    try:
        card = tab.cards["axial"]
        assert card.grab().toImage().pixelColor(card.width() // 2, 6).name() == "#ffffff"
    finally:
        theme.dress(dressed, window, "light")


def on_screen(svg):
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    size = renderer.defaultSize() * SCALE
    image = QImage(size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    drawing = QPainter(image)
    drawing.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(drawing, QRectF(0, 0, size.width(), size.height()))
    drawing.end()
    return Image.frombytes(
        "L", (size.width(), size.height()), bytes(image.constBits()), "raw", "L", image.bytesPerLine()
    )


def on_paper(svg, size):
    paint, ratio = painter(svg)
    coverage(REGULAR)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(size[0], size[0] * ratio), initialFontName=REGULAR)
    paint(canvas, size[0], size[0] * ratio)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(buffer.getvalue()) as pdf:
        return pdf[0].render(scale=1).to_pil().convert("L").resize(size)


@pytest.mark.parametrize("example", ["index-case", "adult-ossified-ligament"])
def test_screen_and_paper_show_the_same_drawing(dressed, example):
    for one in drawings(load_example(example)):
        screen = on_screen(one.svg)
        paper = on_paper(one.svg, screen.size)
        small = tuple(max(1, each // COARSE) for each in screen.size)
        pairs = list(zip(screen.resize(small, 4).tobytes(), paper.resize(small, 4).tobytes(), strict=True))
        assert sum(abs(a - b) for a, b in pairs) / len(pairs) < 8, one.name
        assert sum(abs(a - b) > 90 for a, b in pairs) / len(pairs) < 0.01, one.name
