"""Paper as it leaves a printer: room to punch holes on either edge, and in grey as clear as in colour."""

import pypdfium2
import pytest

from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.documents.markup import styles
from hcplanner.documents.page import LEFT
from tests.documents.paper import doc, made

NAMES = [one.name for one in printing.documents()]
MM = 72 / 25.4
PUNCHED = 15.0  # mm from the edge that a hole of 6 mm, 12 mm from it, takes


@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("name", NAMES)
def test_punched_holes_meet_no_word(name, page):
    data = printing.make(load_example("adult-ossified-ligament"), name, printing.Issue(page=page))
    pdf = pypdfium2.PdfDocument(data)
    for number, sheet in enumerate(pdf, 1):
        image = sheet.render(scale=1, grayscale=True).to_pil()
        width, height = image.size
        for left, right in ((0, PUNCHED * MM), (width - PUNCHED * MM, width)):
            strip = image.crop((round(left), 0, round(right), height))
            assert strip.getextrema() == (255, 255), number
    pdf.close()


def test_the_bound_edge_has_twenty_millimetres():
    assert LEFT >= 20 * MM - 1e-6


def grey(color) -> float:
    """The relative luminance of a colour, as WCAG counts it; what a black-and-white printer keeps of it."""
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (color.red, color.green, color.blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other) -> float:
    light, dark = sorted((grey(one), grey(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_of_words_stands_out_in_grey():
    grounds = [styles.HexColor("#ffffff"), styles.PALE, styles.AMBER_PALE, styles.RED_PALE, styles.GHOST]
    for words in (styles.INK, styles.ACCENT, styles.MUTED, styles.AMBER, styles.RED):
        assert all(contrast(words, ground) >= 4.5 for ground in grounds), words.hexval()


def test_kinds_of_callouts_differ_without_colour():
    frames = [frame for _, _, frame in styles.CALLOUTS.values()]
    assert len(set(frames)) == len(frames)
    seen = set()
    for kind in styles.CALLOUTS:
        pdf = pypdfium2.PdfDocument(made(doc(f'<callout kind="{kind}"><p>Text</p></callout>')))
        image = pdf[0].render(scale=4, grayscale=True).to_pil()
        # As a printer without greys puts it: black or white.
        seen.add(image.point(lambda level: 255 * (level > 190)).tobytes())
        pdf.close()
    assert len(seen) == len(styles.CALLOUTS)
